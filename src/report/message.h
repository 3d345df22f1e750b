/*
 * message: what the program says on stderr, and the exit status that goes with
 * it. To print an error and to fail the run are one act.
 *
 * Text from outside (names of files, arguments, rows, what PostgreSQL says) is
 * shown so that no control character of it reaches the terminal.
 *
 * Of the project it knows the statuses and no other type: what is wrong with
 * rows, schemas and selections is put in words by diagnosis.h.
 */
#ifndef REPORT_MESSAGE_H
#define REPORT_MESSAGE_H

#include "base/status.h"

#include <stdbool.h>
#include <stdint.h>

/* How the program is called, in one line, without a line feed. */
extern const char message_usage_line[];

/* Suppresses warnings and notices from now on. */
void message_quiet(void);

/* Calls clear() before each message: it clears the line that stderr is on. */
void message_before(void (*clear)(void));

/* The exit status of the first error that was printed, or EXIT_COMPLETE. */
int message_exit_status(void);

/*
 * The error with this exit status was printed by another process of ours: fails
 * the run without a word.
 */
void message_already_reported(int exit_status);

/* --- Whole messages ------------------------------------------------------- */

/*
 * A usage error: a sentence whose %s and %c are text from outside. Returns
 * false, for the caller to return.
 */
bool message_usage(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* A warning, in the same form. It does not fail the run. */
void message_warning(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* NAME: the sentence of the status */
void message_error(enum status status, const char *name);

/* NAME: the sentence of the status: the reason that errno has */
void message_system(enum status status, const char *name);

/*
 * There was not enough memory for a row (0: before the first) of the source
 * (NULL: none is open).
 */
void message_memory(const char *source, uint64_t row);

/*
 * What libpq says of an error: one or more lines, for which code is the
 * SQLSTATE, or NULL. The form is that of libpq when it is asked to be verbose:
 *
 *  fraiseql-build: query: ERROR:  22012: division by zero
 */
void message_database(enum status status, const char *query, const char *code,
                      const char *text);

/* What the server says that is no error, one or more lines. */
void message_notice(const char *query, const char *text);

/* --- A message in parts --------------------------------------------------- */

/* Begins a message; message_end() must follow. errno stays. */
void message_begin(void);

/* Adds words of the program's own. */
void message_print(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* Adds text from outside. */
void message_show(const unsigned char *text, const unsigned char *end);
void message_show_string(const char *text);

/* Ends the message, and fails the run unless it is EXIT_COMPLETE. */
void message_end(int exit_status);

#endif
