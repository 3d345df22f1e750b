/*
 * copy_out: the rows of one COPY after another, from the server to the sink.
 *
 *      copy_out_run     a COPY; writes its stream but for the last byte,
 *      copy_out_next    which follows before another COPY,
 *      copy_out_finish  or when all that was read is proven complete
 */
#ifndef POSTGRES_COPY_OUT_H
#define POSTGRES_COPY_OUT_H

#include "postgres/session.h"
#include "postgres/statement.h"

#include "base/buffer.h"
#include "output/sink.h"
#include "postgres/copy_scan.h"

/* What is on its way to the sink. */
struct copy_out {
    struct sink *sink;
    struct buffer waiting;
    struct copy_scan scan; /* of the COPY that runs */
};

/*
 * Runs the statement's COPY and writes its stream to the sink. The last byte,
 * without which the stream is not complete, is held back. STATUS_OK: the server
 * has ended the COPY without an error, has sent as many rows as it says, in
 * UTF-8, and says nothing more. (libpq reports the end of the rows in the same
 * way whether they are all or an error came: PostgreSQL manual, "Functions
 * Associated with the COPY Command".)
 *
 * Holds one message of the server, which is a row, and a block of output; but
 * rows that come slowly are held back for a tenth of a second at most.
 *
 * Errors: those of a session and of the sink; STATUS_QUERY_KIND,
 * STATUS_QUERY_TEXT.
 */
enum status copy_out_run(struct copy_out *out, struct session *s,
                         const struct statement *statement);

/* Writes the last byte, so that another stream may follow. */
enum status copy_out_next(struct copy_out *out);

/*
 * Writes the last byte of the last stream, and makes the output final, when the
 * server has committed. Errors: those of a session and of the sink.
 */
enum status copy_out_finish(struct copy_out *out, struct session *s);

void copy_out_free(struct copy_out *out);

#endif
