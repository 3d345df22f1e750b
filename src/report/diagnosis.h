/*
 * diagnosis: what is wrong with the schema, a selection or the rows, in words.
 *
 * It puts a sentence to each status, with the place and what is known about the
 * cause, and prints it by message.h; or it keeps the sentence for the response.
 */
#ifndef REPORT_DIAGNOSIS_H
#define REPORT_DIAGNOSIS_H

#include "base/status.h"

#include <stdbool.h>
#include <stdint.h>

struct errors_row;
struct key;
struct location;
struct schema_error;
struct schema_type;
struct selection;

/* --- The schema, and selections ------------------------------------------- */

/*
 * The schema's text is wrong:
 *
 *  fraiseql-build: schema.graphql:12:5: expected a type, not '}'
 */
void diagnosis_schema(enum status status, const char *file,
                      const struct schema_error *error);

/*
 * The selection's text is wrong, in the same form:
 *
 *  fraiseql-build: --select:1:3: no such field in the type User: "nam" (did you
 *  mean 'name'?)
 *
 * file: "--select", where it is no file.
 */
void diagnosis_selection(enum status status, const char *file,
                         const struct selection *selection);

/* The schema has no such type for rows; nearest: its likely name, or NULL. */
void diagnosis_no_type(const char *type, const struct schema_type *nearest);

/* --- Rows ----------------------------------------------------------------- */

/*
 * Bad data that fails the run:
 *
 *  fraiseql-build: users.ndjson:17:42: row 17: expected ',' or '}' after a...
 *      "first_name": "Ada" "last_name": "Love…
 *                          ^
 *
 * keys: for STATUS_EQUAL_KEYS the two, else NULL.
 */
void diagnosis_data(enum status status, const struct location *where,
                    const struct key *const keys[2]);

/*
 * The same for a row after which the run goes on: it fails nothing, and
 * diagnosis_bad_rows() is to follow.
 */
void diagnosis_bad_row(enum status status, const struct location *where,
                       const struct key *const keys[2]);

/*
 * Sets *row to what diagnosis_bad_row() would print, without the hint, which is
 * for the person who runs the program and not for the reader of the response,
 * and without the line around the spot. Members that it does not know become
 * zero. The message belongs to the caller. false: no memory.
 */
bool diagnosis_defer(struct errors_row *row, enum status status,
                     const struct location *where,
                     const struct key *const keys[2]);

/* Prints a row that was deferred. */
void diagnosis_deferred(const struct errors_row *row);

/* How many rows of a run were bad. */
struct diagnosis_count {
    uint64_t bad, rows;
    const char *fate; /* what became of them, or NULL */
    unsigned shown;   /* the response has this many errors; 0: all of them */
    const char *file; /* the one that was not replaced for them, or NULL */
    bool fails;       /* they fail the run */
};

/*
 * Prints it:
 *
 *  fraiseql-build: 3 of 1000 rows were bad, and left out
 */
void diagnosis_bad_rows(const struct diagnosis_count *count);

/* The last source, of this name, ended after fewer rows than asked for. */
void diagnosis_few_rows(const char *source, uint64_t rows, uint64_t min_rows);

#endif
