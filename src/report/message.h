/*
 * message: what the program says on stderr, and the exit status that goes with
 * it. To print an error and to fail the run are one act.
 *
 * Whatever comes from outside (file names, arguments, rows) is shown so that
 * no control character of it reaches the terminal.
 */
#ifndef REPORT_MESSAGE_H
#define REPORT_MESSAGE_H

#include "base/status.h"
#include "graphql/schema.h"
#include "graphql/selection.h"
#include "output/errors.h"
#include "plan/plans.h"
#include "report/location.h"

#include <stdbool.h>
#include <stdint.h>

/* How the program is called, in one line without its end. */
extern const char message_usage_line[];

/* From now on no warnings. */
void message_quiet(void);

/* The exit status that the errors printed up to now come to. */
int message_exit_status(void);

/*
 * A usage error: a sentence whose %s and %c are filled with text from outside.
 * Returns false, for the caller to return.
 */
bool message_usage(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* A warning, in the same form. It does not fail the run. */
void message_warning(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* What the system refused, with the reason in errno. name: of the file. */
void message_system(enum status status, const char *name);

/*
 * PostgreSQL gave no rows, or not all of them. query: what it is called; text:
 * what libpq says of it, one or more lines, or NULL; code: the SQLSTATE, or
 * NULL. It is shown as libpq does when asked to be verbose:
 *
 *  fraiseql-build: query: ERROR:  22012: division by zero
 */
void message_database(enum status status, const char *query, const char *code,
                      const char *text);

/* What the server wants to be known, in the same form. It fails nothing. */
void message_notice(const char *query, const char *text);

/* Another program of ours has printed the error that this exit status is for.
 */
void message_told(int exit_status);

/*
 * There was not enough memory for the row (0: before any) of the source (NULL:
 * none is open).
 */
void message_memory(const char *source, uint64_t row);

/* The last source, named so, ended after fewer rows in all than asked for. */
void message_few_rows(const char *source, uint64_t rows, uint64_t min_rows);

/*
 * The schema's text is wrong:
 *
 *  fraiseql-build: schema.graphql:12:5: expected a type, not '}'
 */
void message_schema(enum status status, const char *file,
                    const struct schema_error *error);

/*
 * The selection's text is wrong, in the same form:
 *
 *  fraiseql-build: --select:1:3: expected a field of the type User, not "nam";
 *  'name' may be meant
 *
 * file: "--select", where it is no file.
 */
void message_selection(enum status status, const char *file,
                       const struct selection *selection);

/* The schema has no such type for rows; nearest: what may be meant, or NULL. */
void message_no_type(const char *type, const struct schema_type *nearest);

/*
 * Bad data:
 *
 *  fraiseql-build: users.ndjson:17:42: row 17: expected ',' or '}' after a...
 *      "first_name": "Ada" "last_name": "Love…
 *                          ^
 *
 * keys: for STATUS_EQUAL_KEYS the two, else NULL.
 */
void message_data(enum status status, const struct location *place,
                  const struct key *const keys[2]);

/*
 * The same of a row after which the run goes on: it fails nothing, and
 * message_bad_rows() is to follow.
 */
void message_bad_row(enum status status, const struct location *place,
                     const struct key *const keys[2]);

/*
 * Has *row keep what message_bad_row() would say, but for the line around the
 * spot; what is not said there stays zero. false: no memory.
 */
bool message_keep(struct errors_row *row, enum status status,
                  const struct location *place,
                  const struct key *const keys[2]);

/* Prints what was kept. */
void message_kept(const struct errors_row *row);

/* How many rows of a run were bad. */
struct message_count {
    uint64_t bad, rows;
    const char *fate; /* what became of them, or NULL */
    unsigned told;    /* of only so many it was told what is wrong; 0: of all */
    const char *file; /* the one that was not replaced for them, or NULL */
    bool fails;       /* they fail the run */
};

/*
 * Tells it:
 *
 *  fraiseql-build: 3 of 1000 rows were bad, and left out
 */
void message_bad_rows(const struct message_count *count);

#endif
