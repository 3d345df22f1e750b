#include <config.h>

#include "postgres/copy_out.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    CHUNK = 64 * 1024, /* bytes that are written at once */
    HOLD = 100,        /* milliseconds that fewer wait for more */
};

/* What writing has come to: a pipe without a reader is no error of ours. */
static enum status reader_gone_if_epipe(enum status written)
{
    return written == STATUS_WRITE && errno == EPIPE ? STATUS_READER_GONE
                                                     : written;
}

static enum status write_out(struct copy_out *out, const void *bytes, size_t n)
{
    return reader_gone_if_epipe(sink_write(out->sink, bytes, n));
}

static enum status flush(struct copy_out *out)
{
    size_t n = out->waiting.len;

    out->waiting.len = 0;
    return write_out(out, out->waiting.data, n);
}

/* Forwards bytes of the stream to the sink, but for its last one. */
static enum status forward(struct copy_out *out, const char *bytes, size_t n)
{
    size_t goes = copy_scan_bytes(&out->scan, (const unsigned char *)bytes, n);

    if (out->scan.state == COPY_SCAN_BAD)
        return STATUS_INCOMPLETE;
    if (out->scan.state == COPY_SCAN_JSONB)
        return STATUS_QUERY_TEXT;
    if (out->waiting.len + goes >= CHUNK) {
        enum status status = flush(out);
        if (status != STATUS_OK)
            return status;
    }
    /* A large row is in memory often enough: libpq holds it twice. */
    if (goes >= CHUNK)
        return write_out(out, bytes, goes);
    return buffer_append(&out->waiting, bytes, goes) ? STATUS_OK
                                                     : STATUS_MEMORY;
}

/* Forwards all that the server sends up to the end of the COPY. */
static enum status forward_all(struct session *s, struct copy_out *out)
{
    for (;;) {
        char *bytes;
        size_t n;
        enum status status =
            session_copy(s, &bytes, &n, out->waiting.len > 0 ? HOLD : -1);
        if (status == STATUS_MORE) {
            status = flush(out);
            if (status != STATUS_OK)
                return status;
            continue;
        }
        if (status != STATUS_OK || n == 0)
            return status;
        status = forward(out, bytes, n);
        PQfreemem(bytes);
        if (status != STATUS_OK)
            return status;
    }
}

/* Whether the server has sent its trailer, and as many rows as it says. */
static bool is_complete(const struct copy_scan *scan, PGresult *result)
{
    char tag[32];

    snprintf(tag, sizeof tag, "COPY %" PRIu64, scan->rows);
    return scan->state == COPY_SCAN_ENDED &&
           strcmp(PQcmdStatus(result), tag) == 0;
}

/*
 * Whether the COPY itself is no SQL, though the text in it is: such as SHOW and
 * EXPLAIN. An error in a function that it calls has a context.
 */
static bool is_syntax_error(const PGresult *error)
{
    const char *code = PQresultErrorField(error, PG_DIAG_SQLSTATE);

    return code != NULL && strcmp(code, "42601") == 0 &&
           PQresultErrorField(error, PG_DIAG_CONTEXT) == NULL;
}

/* Whether the server will send what was asked for. */
static bool is_begun(const PGresult *result)
{
    return PQresultStatus(result) == PGRES_COPY_OUT &&
           PQbinaryTuples(result) == 1 && PQnfields(result) == 1;
}

enum status copy_out_run(struct copy_out *out, struct session *s,
                         const struct statement *statement)
{
    PGresult *result = NULL;

    out->scan = (struct copy_scan){.is_text = statement->is_text};
    if (PQsendQueryParams(s->connection, (const char *)statement->copy.data, 0,
                          NULL, NULL, NULL, NULL, 0) == 0)
        return STATUS_SERVER;
    enum status status = session_result(s, &result);
    if (status == STATUS_SERVER && is_syntax_error(s->server_error))
        status = STATUS_QUERY_KIND;
    if (status == STATUS_OK && !is_begun(result))
        status = STATUS_INCOMPLETE;
    PQclear(result);
    if (status == STATUS_OK)
        status = forward_all(s, out);
    if (status != STATUS_OK)
        return status;
    status = session_expect(s, PGRES_COMMAND_OK, &result);
    if (status == STATUS_OK && !is_complete(&out->scan, result))
        status = STATUS_INCOMPLETE;
    PQclear(result);
    return status == STATUS_OK ? session_check_encoding(s) : status;
}

static enum status add_last_byte(struct copy_out *out)
{
    static const unsigned char last = COPY_SCAN_LAST_BYTE;

    return buffer_append(&out->waiting, &last, 1) ? STATUS_OK : STATUS_MEMORY;
}

enum status copy_out_next(struct copy_out *out)
{
    enum status status = add_last_byte(out);

    return status == STATUS_OK ? flush(out) : status;
}

enum status copy_out_finish(struct copy_out *out, struct session *s)
{
    enum status status = session_commit(s);

    if (status == STATUS_OK)
        status = add_last_byte(out);
    if (status != STATUS_OK)
        return status;
    return reader_gone_if_epipe(
        sink_finish(out->sink, out->waiting.data, out->waiting.len));
}

void copy_out_free(struct copy_out *out)
{
    buffer_free(&out->waiting);
}
