/*
 * query: the query helper, a program that is run beside this one and asks
 * PostgreSQL.
 *
 * libpq and what it brings take longer to load than a small response takes to
 * build, and are trusted with the password; so they live in a program of their
 * own, fraiseql-query. It reads the same command line, and writes the rows to a
 * pipe, as a stream in COPY's binary format, whose trailer it writes only when
 * the rows are proven to be all there are. Where several roots have a query,
 * their streams follow each other in the pipe, in the order of the roots.
 *
 *      fraiseql-build ◀── pipe ── fraiseql-query ◀── socket ── PostgreSQL
 *
 * It reports on stderr what fails. When the pipe is closed on this side, for
 * any reason, it cancels the query and ends.
 */
#ifndef INPUT_QUERY_H
#define INPUT_QUERY_H

#include "base/buffer.h"
#include "base/status.h"
#include "input/source.h"

#include <stdbool.h>
#include <sys/types.h>

struct query {
    char *const *words;      /* this program's command line; not owned */
    pid_t pid;               /* the helper; 0: it does not run */
    struct source_pipe pipe; /* what it writes; open while fd is not -1 */
    int release;             /* a pipe's end; closing it releases the helper */
    int output;              /* what is written goes there; set by the caller */
    int exit_status;         /* what it ended with; see query_end() */
    enum status ended;       /* what that means */
    const char *path;        /* where it was looked for last; static */
};

/* words: the command line, which outlives it. Starts nothing yet. */
void query_init(struct query *q, char *const *words);

/*
 * Appends what a query is called in messages, with a NUL after it: "query", or
 * where there are several "query FIELD"; field: of its root, or NULL. false: no
 * memory. Inline, so that the helper need not link query.c, which starts it.
 */
static inline bool query_name(struct buffer *name, const char *field)
{
    return buffer_text(name, "query") &&
           (field == NULL ||
            (buffer_text(name, " ") && buffer_text(name, field))) &&
           buffer_terminate(name);
}

/*
 * In the helper's environment: the descriptor whose end it waits for before it
 * connects. Without it, as when it is run by hand, it does not wait.
 */
#define QUERY_RELEASE "FRAISEQL_QUERY_RELEASE"

/*
 * Starts the helper; from then on q must stay where it is. The helper connects
 * to no server before query_release(): so it can run, outside of the sandbox,
 * while it is not known yet whether there will be anything to ask. Errors:
 * STATUS_RUN_QUERY (errno says why).
 */
enum status query_start(struct query *q);

/* Has the helper connect and ask. */
void query_release(struct query *q);

/*
 * Waits until there is something to be read from the pipe, or with STATUS_END
 * until it has ended; STATUS_MORE: for that many milliseconds (-1: without
 * limit) there was neither. Stops waiting when the output has no reader.
 *
 * Errors: STATUS_READER_GONE; STATUS_READ (errno says why).
 */
enum status query_wait(const struct query *q, int milliseconds);

/*
 * Waits until the first rows are there, or that there are none is known; then
 * all queries are prepared. Errors: those of query_wait() and query_end();
 * STATUS_QUERY_ENDED: it has succeeded, and nothing came.
 */
enum status query_await(struct query *q);

/*
 * Waits for the helper, after its pipe has ended. STATUS_OK: it has succeeded.
 * Called again, it returns the same.
 *
 * Errors: STATUS_QUERY_REPORTED (it has printed why, and exit_status is what
 * comes of it), STATUS_QUERY_ENDED.
 */
enum status query_end(struct query *q);

/*
 * Closes the pipe. If the helper is still running it cancels the query then,
 * which is waited for; but only a second, where the server does not answer.
 */
void query_close(struct query *q);

#endif
