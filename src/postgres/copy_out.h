/*
 * copy_out: the rows of a COPY, from the server to the sink.
 */
#ifndef COPY_OUT_H
#define COPY_OUT_H

#include "session.h"
#include "statement.h"

#include "sink.h"

/*
 * Runs the statement's COPY and writes its stream to the sink. The last byte,
 * without which the stream is not complete, is written when all of this is so:
 * the server has ended the COPY without an error, has sent as many rows as it
 * says, says nothing more, and commits. (libpq reports the end of the rows in
 * the same way whether they are all or an error came: PostgreSQL manual,
 * "Functions Associated with the COPY Command".)
 *
 * Holds one message of the server, which is a row, and a block of output; but
 * rows that come slowly are not held back for longer than a tenth of a second.
 *
 * Errors: those of a session and of the sink; STATUS_QUERY_KIND,
 * STATUS_QUERY_TEXT.
 */
enum status copy_out_run(struct session *s, const struct statement *statement,
                         struct sink *sink);

#endif
