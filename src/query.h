/*
 * query: the program that asks PostgreSQL, run beside this one.
 *
 * libpq and what it brings take longer to load than a small response takes to
 * build, and are trusted with the password; so they live in a program of their
 * own, fraiseql-query. It reads the same command line, and writes the rows to a
 * pipe, as one stream in COPY's binary format, whose trailer it writes only
 * when the rows are proven to be all there are.
 *
 *      fraiseql-build ◀── pipe ── fraiseql-query ◀── socket ── PostgreSQL
 *
 * It says on stderr what fails. When the pipe is closed on this side, for
 * whatever reason, it cancels the query and ends.
 */
#ifndef QUERY_H
#define QUERY_H

#include "status.h"

#include <limits.h>
#include <sys/types.h>

struct query {
    char *const *words;  /* this program's command line; not owned */
    pid_t pid;           /* the program that asks; 0: it does not run */
    int exit_status;     /* what it ended with; see query_end() */
    enum status ended;   /* what that comes to */
    char path[PATH_MAX]; /* where it was looked for last */
};

/*
 * Starts the query; *fd is the end of the pipe to read from, to be closed by
 * the caller. Errors: STATUS_RUN_QUERY (errno says why).
 */
enum status query_start(struct query *q, int *fd);

/*
 * Waits for the program that asks, after its pipe has ended. STATUS_OK: it has
 * succeeded. Asked again, it answers the same.
 *
 * Errors: STATUS_QUERY_TOLD (it has printed why, and exit_status is what comes
 * of it), STATUS_QUERY_ENDED.
 */
enum status query_end(struct query *q);

/*
 * Waits for it after its pipe was closed, so that the query is cancelled when
 * this program ends; but only a second, where the server does not answer.
 */
void query_give_up(struct query *q);

#endif
