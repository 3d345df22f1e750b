#include <config.h>

#include "statement.h"

#include "source.h"

#include <string.h>

/* --- The text ------------------------------------------------------------- */

/* Takes away what may stand around a statement. */
static void trim(struct buffer *text)
{
    static const char mark[] = "\xEF\xBB\xBF";
    static const char behind[] = " \t\n\r\f\v;";

    if (text->len >= sizeof mark - 1 &&
        memcmp(text->data, mark, sizeof mark - 1) == 0)
        buffer_drop(text, sizeof mark - 1);
    while (text->len > 0 && text->data[text->len - 1] != '\0' &&
           strchr(behind, text->data[text->len - 1]) != NULL)
        text->len--;
}

enum status statement_read(struct statement *st, const char *query)
{
    enum status status = STATUS_OK;

    *st = (struct statement){.file = query[0] == '@' ? query + 1 : NULL};
    if (st->file != NULL)
        status = source_read_all(st->file, &st->text);
    else if (!buffer_text(&st->text, query))
        status = STATUS_MEMORY;
    if (status != STATUS_OK)
        return status;
    trim(&st->text);
    if (memchr(st->text.data, '\0', st->text.len) != NULL)
        return STATUS_QUERY_NUL;
    return buffer_append(&st->text, "", 1) ? STATUS_OK : STATUS_MEMORY;
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

/* What the server says of the text alone. */
static enum status describe(struct statement *st, struct session *s,
                            PGresult **columns)
{
    if (PQsendPrepare(s->connection, "", (const char *)st->text.data, 0,
                      NULL) == 0)
        return STATUS_SERVER;
    if (PQsendDescribePrepared(s->connection, "") == 0)
        return STATUS_SERVER;
    enum status status = session_send(s);
    if (status == STATUS_OK)
        status = session_expect(s, PGRES_COMMAND_OK, NULL);
    if (status == STATUS_OK)
        status = session_expect(s, PGRES_COMMAND_OK, columns);
    return status == STATUS_OK ? session_settle(s) : status;
}

enum status statement_prepare(struct statement *st, struct session *s)
{
    PGresult *columns = NULL;
    enum status status = describe(st, s, &columns);
    bool as_it_is = columns != NULL && is_row(columns);

    st->is_text = as_it_is && PQftype(columns, 0) == TEXT_TYPE;

    if (status == STATUS_OK && PQnparams(columns) > 0)
        status = STATUS_QUERY_PARAMETER;
    else if (status == STATUS_OK && PQnfields(columns) == 0)
        status = STATUS_QUERY_COLUMNS;
    PQclear(columns);
    if (status != STATUS_OK)
        return status;

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
    buffer_free(&st->text);
    buffer_free(&st->copy);
}
