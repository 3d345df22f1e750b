/*
 * query: the program that asks PostgreSQL, run beside this one.
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
 * It says on stderr what fails. When the pipe is closed on this side, for
 * whatever reason, it cancels the query and ends.
 */
#ifndef INPUT_QUERY_H
#define INPUT_QUERY_H

#include "base/buffer.h"
#include "base/status.h"

#include <limits.h>
#include <stdbool.h>
#include <sys/types.h>

struct query {
    char *const *words;  /* this program's command line; not owned */
    pid_t pid;           /* the program that asks; 0: it does not run */
    int fd;              /* the end of the pipe to read from, or -1 */
    int go;              /* that of another, closed when it may ask; or -1 */
    int output;          /* what is written goes there; set by the caller */
    struct buffer ahead; /* was read from it, but belongs to the next stream */
    int exit_status;     /* what it ended with; see query_end() */
    enum status ended;   /* what that comes to */
    char path[PATH_MAX]; /* where it was looked for last */
};

/* words: the command line, which outlives it. Starts nothing yet. */
void query_init(struct query *q, char *const *words);

/*
 * Appends what a query is called in messages, with a NUL after it: "query",
 * or where there are several "query FIELD"; field: of its root, or NULL. false:
 * no memory.
 */
bool query_name(struct buffer *name, const char *field);

/*
 * In its environment: the descriptor whose end it waits for before it asks.
 * Without it, as when it is run by hand, it asks at once.
 */
#define QUERY_GO "FRAISEQL_QUERY_GO"

/*
 * Starts the program that asks; fd is where its rows come from. It asks nobody
 * before query_ask(): so it can run, outside of the sandbox, while it is not
 * known yet whether there will be anything to ask. Errors: STATUS_RUN_QUERY
 * (errno says why).
 */
enum status query_start(struct query *q);

/* Lets it ask. */
void query_ask(struct query *q);

/*
 * Waits until there is something to be read from the pipe, or with STATUS_END
 * until it has ended; STATUS_MORE: for so many milliseconds there was neither
 * (patience -1: that may take as long as it likes). But when nobody reads the
 * output any more, nobody wants that.
 *
 * Errors: STATUS_READER_GONE; STATUS_READ (errno says why).
 */
enum status query_wait(const struct query *q, int patience);

/*
 * Waits until the first rows are there, or that there are none is known; then
 * all queries are prepared. Errors: those of query_wait() and query_end();
 * STATUS_QUERY_ENDED: it has succeeded, and nothing came.
 */
enum status query_await(struct query *q);

/*
 * Waits for the program that asks, after its pipe has ended. STATUS_OK: it has
 * succeeded. Asked again, it answers the same.
 *
 * Errors: STATUS_QUERY_TOLD (it has printed why, and exit_status is what comes
 * of it), STATUS_QUERY_ENDED.
 */
enum status query_end(struct query *q);

/*
 * Closes the pipe. Where the program is still running it cancels the query
 * then, which is waited for; but only a second, where the server does not
 * answer.
 */
void query_close(struct query *q);

#endif
