#include <config.h>

#include "postgres/statement.h"

#include "base/utf8.h"
#include "input/file.h"

#include <string.h>

/* --- The text ------------------------------------------------------------- */

/* Removes what may stand around a statement. */
static void trim(struct buffer *text)
{
    static const char after[] = " \t\n\r\f\v;";

    buffer_drop(text, utf8_bom(text->data, text->len));
    while (text->len > 0 && text->data[text->len - 1] != '\0' &&
           strchr(after, text->data[text->len - 1]) != NULL)
        text->len--;
}

enum status statement_read(struct statement *st)
{
    enum status status = STATUS_OK;

    if (st->query->file != NULL)
        status = file_read(st->query->file, &st->text);
    else if (!buffer_text(&st->text, st->query->text))
        status = STATUS_MEMORY;
    if (status != STATUS_OK)
        return status;
    trim(&st->text);
    if (memchr(st->text.data, '\0', st->text.len) != NULL)
        return STATUS_QUERY_NUL;
    return buffer_terminate(&st->text) ? STATUS_OK : STATUS_MEMORY;
}

/* --- The COPY ------------------------------------------------------------- */

/* Types whose text is the row (PostgreSQL's pg_type.dat). */
enum {
    TEXT_TYPE = 25,
    JSON_TYPE = 114,
    JSONB_TYPE = 3802,
};

/* Whether the columns that the server describes are one row as it is. */
static bool is_row(const PGresult *columns)
{
    if (PQnfields(columns) != 1)
        return false;
    switch (PQftype(columns, 0)) {
    case TEXT_TYPE:
    case JSON_TYPE:
    case JSONB_TYPE:
        return true;
    default:
        return false;
    }
}

enum status statement_send(struct statement *st, struct session *s)
{
    return PQsendPrepare(s->connection, "", (const char *)st->text.data, 0,
                         NULL) == 1 &&
                   PQsendDescribePrepared(s->connection, "") == 1
               ? STATUS_OK
               : STATUS_SERVER;
}

enum status statement_receive(struct statement *st, struct session *s)
{
    enum status status = session_expect(s, PGRES_COMMAND_OK, NULL);

    return status == STATUS_OK
               ? session_expect(s, PGRES_COMMAND_OK, &st->columns)
               : status;
}

enum status statement_make_copy(struct statement *st)
{
    bool as_it_is = is_row(st->columns);

    if (PQnparams(st->columns) > 0)
        return STATUS_QUERY_PARAMETER;
    if (PQnfields(st->columns) == 0)
        return STATUS_QUERY_COLUMNS;
    st->is_text = as_it_is && PQftype(st->columns, 0) == TEXT_TYPE;

    /* r.* is the row even where a column is called r. */
    bool made =
        buffer_text(&st->copy, as_it_is ? "COPY (\n"
                                        : "COPY (SELECT pg_catalog."
                                          "row_to_json(r.*) FROM (\n") &&
        buffer_text(&st->copy, (const char *)st->text.data) &&
        buffer_text(&st->copy, as_it_is ? "\n" : "\n) AS r") &&
        buffer_append(&st->copy, ") TO STDOUT (FORMAT binary)",
                      sizeof ") TO STDOUT (FORMAT binary)");
    return made ? STATUS_OK : STATUS_MEMORY;
}

void statement_free(struct statement *st)
{
    PQclear(st->columns);
    buffer_free(&st->name);
    buffer_free(&st->text);
    buffer_free(&st->copy);
}
