/*
 * session: a connection to PostgreSQL with one transaction on it, which sees
 * one snapshot of the database and cannot write.
 *
 * While it waits for the server it watches stdout, where the rows go: when they
 * have no reader any more, or a signal comes, it stops waiting.
 */
#ifndef POSTGRES_SESSION_H
#define POSTGRES_SESSION_H

#include "base/status.h"
#include "cli/options.h"

#include <libpq-fe.h>

struct session {
    PGconn *connection;
    const char *query;      /* its name in messages; set by the caller */
    PGresult *server_error; /* for STATUS_SERVER; or NULL: it is libpq's */
    size_t settings;        /* that are on their way */
    int signal;             /* that ended it, or 0 */
};                          /* all zero: not open, and may be closed */

/*
 * Connects, and sends what begins the transaction and makes the settings. Asks
 * for a password on the terminal where the options say so.
 *
 * What is sent from here on to session_send() travels together (libpq's
 * pipeline mode), so that a distant server costs one round trip for all of it:
 *
 *      session_open     BEGIN, settings
 *      (the caller)     what prepares the query
 *      session_send     sends all of it; waits for the results of the first
 *      (the caller)     waits for its own
 *      session_end_pipeline  the end of the round trip
 *
 * Errors, as of all functions here: STATUS_CONNECT, STATUS_SERVER (see
 * session_error()), STATUS_ENCODING, STATUS_INCOMPLETE (the server does not
 * keep to the protocol), STATUS_READER_GONE (a signal too: see signal),
 * STATUS_MEMORY.
 */
enum status session_open(struct session *s, const struct database *d);

/*
 * Waits for the next result of what was sent, which the caller frees; NULL
 * where there is none left. A result that is an error becomes s->server_error.
 */
enum status session_result(struct session *s, PGresult **result);

/*
 * Waits for the only result of what was sent, which must be of this kind.
 * result: receives it, for the caller to free; or NULL.
 */
enum status session_expect(struct session *s, ExecStatusType kind,
                           PGresult **result);

/* Sends all of it, and waits until the transaction has begun. */
enum status session_send(struct session *s);

/* After the last result. Leaves pipeline mode; the client encoding is UTF8. */
enum status session_end_pipeline(struct session *s);

/*
 * Takes the next bytes of a COPY; *n is 0 at its end. They belong to libpq,
 * until PQfreemem(). They may hold several rows, or a part of one. STATUS_MORE:
 * none have come within that many milliseconds (-1: waits without limit).
 */
enum status session_copy(struct session *s, char **bytes, size_t *n,
                         int milliseconds);

/*
 * Whether the server still sends UTF-8: a query can set another encoding, too;
 * what it sets ends with the transaction.
 */
enum status session_check_encoding(const struct session *s);

/*
 * Ends the transaction. STATUS_OK: it was whole, and what was read in it is
 * what the server promised.
 */
enum status session_commit(struct session *s);

/*
 * What libpq says of STATUS_CONNECT and STATUS_SERVER, one or more lines; *code
 * is the SQLSTATE, or NULL. The text belongs to the session.
 */
const char *session_error(const struct session *s, const char **code);

/* Closes the connection; cancels what the server is still doing. */
void session_close(struct session *s);

#endif
