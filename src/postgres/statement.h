/*
 * statement: the user's query, and the COPY that it is put into.
 *
 * The text is never quoted, and nothing is made of it but this:
 *
 *      COPY (                              COPY (SELECT row_to_json(r.*) FROM (
 *      SELECT data FROM v_user             SELECT id, first_name FROM users
 *      ) TO STDOUT (FORMAT binary)         ) AS r) TO STDOUT (FORMAT binary)
 *
 * It cannot end the parenthesis that it stands in: the server has prepared the
 * text alone before, so it is one whole statement, and the line end after it
 * ends a comment. What is a statement and still does not fit there, such as
 * SHOW, the server refuses with the COPY.
 */
#ifndef POSTGRES_STATEMENT_H
#define POSTGRES_STATEMENT_H

#include "postgres/session.h"

#include "base/buffer.h"
#include "base/status.h"
#include "cli/argument.h"

#include <stdbool.h>

struct statement {
    const struct argument_text *query; /* as --query has it */
    struct buffer name; /* what it is called in messages; ends with a NUL */
    struct buffer text; /* the same */
    struct buffer copy; /* the same */
    PGresult *columns;  /* what the server says of the text alone */
    bool is_text;       /* the row is a column of text */
};                      /* all zero but query and name: not read yet */

/*
 * Reads the text. A byte order mark before it, and blanks and semicolons after
 * it, are removed.
 *
 * Errors: STATUS_OPEN_INPUT and STATUS_READ of the file (errno says why),
 * STATUS_QUERY_NUL, STATUS_MEMORY.
 */
enum status statement_read(struct statement *st);

/* Sends the text to be prepared, in the session's round. */
enum status statement_send(struct statement *st, struct session *s);

/*
 * Receives what the server says of it, which comes in the order of the
 * statements that were sent. Both have the errors of a session.
 */
enum status statement_receive(struct statement *st, struct session *s);

/*
 * Makes the COPY. A single column of json, jsonb or text is the row; anything
 * else becomes an object with a member for each column.
 *
 * Errors: STATUS_QUERY_PARAMETER, STATUS_QUERY_COLUMNS, STATUS_MEMORY.
 */
enum status statement_make_copy(struct statement *st);

void statement_free(struct statement *st);

#endif
