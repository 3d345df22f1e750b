#include <config.h>

#include "postgres/session.h"

#include "postgres/connection.h"

#include "base/buffer.h"
#include "base/io.h"
#include "base/signals.h"
#include "report/message.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* --- Waiting -------------------------------------------------------------- */

/*
 * Waits until the server has sent something, or is gone; or for that many
 * milliseconds, which is STATUS_MORE (-1: without limit). What it has not taken
 * yet is sent meanwhile.
 */
static enum status wait_for_server(struct session *s, int milliseconds)
{
    const struct timespec patience = {
        .tv_sec = milliseconds / 1000,
        .tv_nsec = milliseconds % 1000 * 1000000L,
    };
    int unsent = PQflush(s->connection);
    struct pollfd both[] = {
        {.fd = PQsocket(s->connection), .events = POLLIN},
        {.fd = STDOUT_FILENO}, /* for the error of having no reader */
    };
    sigset_t none;

    if (unsent < 0)
        return STATUS_SERVER;
    if (unsent > 0)
        both[0].events |= POLLOUT;
    sigemptyset(&none);
    int ready = ppoll(both, 2, milliseconds < 0 ? NULL : &patience, &none);
    s->signal = signals_noted();
    if (s->signal != 0 || both[1].revents != 0)
        return STATUS_READER_GONE;
    if (ready == 0)
        return STATUS_MORE;
    if (ready < 0 && errno != EINTR)
        return STATUS_READ;
    if (ready > 0 && PQconsumeInput(s->connection) == 0)
        return STATUS_SERVER;
    return STATUS_OK;
}

/*
 * Waits until a result may be there. Where libpq 15 has no memory for one, it
 * takes the answer to a COPY for a message that has not come as a whole, and
 * forgets the end of a pipeline, but for the error; in both cases the server
 * would be waited for in vain. So every now and then this looks at what there
 * is, and has libpq look again.
 */
static enum status wait_for_result(struct session *s)
{
    enum {
        PAUSE = 1000,      /* milliseconds */
        ENOUGH = 16 * 1024 /* bytes: more than libpq takes for a result */
    };
    enum status status = wait_for_server(s, PAUSE);
    struct buffer probe = {0};

    if (status != STATUS_MORE)
        return status;
    if (PQerrorMessage(s->connection)[0] != '\0')
        return STATUS_SERVER;
    bool roomy = buffer_reserve(&probe, ENOUGH);
    buffer_free(&probe);
    return roomy ? STATUS_OK : STATUS_MEMORY;
}

enum status session_result(struct session *s, PGresult **result)
{
    enum status status = STATUS_OK;

    while (status == STATUS_OK && PQisBusy(s->connection) == 1)
        status = wait_for_result(s);
    *result = NULL;
    if (status != STATUS_OK)
        return status;
    *result = PQgetResult(s->connection);
    switch (PQresultStatus(*result)) {
    case PGRES_FATAL_ERROR:
    case PGRES_BAD_RESPONSE:
        if (*result == NULL)
            return STATUS_OK;
        PQclear(s->server_error);
        s->server_error = *result;
        *result = NULL;
        return STATUS_SERVER;
    default:
        return STATUS_OK;
    }
}

enum status session_expect(struct session *s, ExecStatusType kind,
                           PGresult **result)
{
    PGresult *first, *second = NULL;
    enum status status = session_result(s, &first);

    if (status == STATUS_OK && PQresultStatus(first) != kind)
        status = STATUS_INCOMPLETE;
    if (status == STATUS_OK)
        status = session_result(s, &second);
    if (status == STATUS_OK && second != NULL)
        status = STATUS_INCOMPLETE;
    PQclear(second);
    if (result != NULL)
        *result = first;
    else
        PQclear(first);
    return status;
}

enum status session_copy(struct session *s, char **bytes, size_t *n,
                         int milliseconds)
{
    *n = 0;
    for (;;) {
        int got = PQgetCopyData(s->connection, bytes, 1);
        if (got > 0)
            *n = (size_t)got;
        if (got != 0)
            return got == -2 ? STATUS_SERVER : STATUS_OK;
        enum status status = wait_for_server(s, milliseconds);
        if (status != STATUS_OK)
            return status;
    }
}

/* --- The transaction ------------------------------------------------------ */

static const char begin[] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

static bool send_command(struct session *s, const char *command, int count,
                         const char *const *values)
{
    return PQsendQueryParams(s->connection, command, count, NULL, values, NULL,
                             NULL, 0) == 1;
}

/* NAME=VALUE; neither is ever part of a command. */
static enum status send_setting(struct session *s, const char *setting)
{
    const char *value = strchr(setting, '=') + 1;
    char *name = strndup(setting, (size_t)(value - 1 - setting));
    const char *const values[] = {name, value};

    if (name == NULL)
        return STATUS_MEMORY;
    bool sent = send_command(s, "SELECT pg_catalog.set_config($1, $2, true)", 2,
                             values);
    free(name);
    return sent ? STATUS_OK : STATUS_SERVER;
}

/*
 * Shows what a notice says. libpq would add the line of the query, but of the
 * one that was sent last, and several are sent together.
 */
static void show_notice(void *session, const PGresult *notice)
{
    const struct session *s = session;

    static const struct {
        int field;
        const char *before;
    } parts[] = {
        {PG_DIAG_SEVERITY, ""},
        {PG_DIAG_MESSAGE_PRIMARY, ":  "},
        {PG_DIAG_MESSAGE_DETAIL, "\nDETAIL:  "},
        {PG_DIAG_MESSAGE_HINT, "\nHINT:  "},
    };
    struct buffer text = {0};
    bool roomy = true;

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *part = PQresultErrorField(notice, parts[i].field);
        if (part != NULL)
            roomy = roomy && buffer_text(&text, parts[i].before) &&
                    buffer_text(&text, part);
    }
    if (roomy && buffer_terminate(&text))
        message_notice(s->query, (const char *)text.data);
    buffer_free(&text);
}

enum status session_open(struct session *s, const struct database *d)
{
    s->settings = d->settings.count;
    enum status status = connection_open(d, &s->connection);
    if (status != STATUS_OK)
        return status;
    signals_note();
    PQsetNoticeReceiver(s->connection, show_notice, s);
    /* Nothing is watched while libpq waits by itself for what it sends. */
    if (PQsetnonblocking(s->connection, 1) != 0 ||
        PQenterPipelineMode(s->connection) == 0 ||
        !send_command(s, begin, 0, NULL))
        return STATUS_SERVER;
    for (size_t i = 0; status == STATUS_OK && i < s->settings; i++)
        status = send_setting(s, d->settings.values[i]);
    return status;
}

enum status session_check_encoding(const struct session *s)
{
    const char *name = pg_encoding_to_char(PQclientEncoding(s->connection));

    return strcmp(name, "UTF8") == 0 ? STATUS_OK : STATUS_ENCODING;
}

enum status session_send(struct session *s)
{
    if (PQpipelineSync(s->connection) == 0)
        return STATUS_SERVER;
    enum status status = session_expect(s, PGRES_COMMAND_OK, NULL);
    for (size_t i = 0; status == STATUS_OK && i < s->settings; i++)
        status = session_expect(s, PGRES_TUPLES_OK, NULL);
    return status;
}

enum status session_end_pipeline(struct session *s)
{
    PGresult *result = NULL;
    enum status status = session_result(s, &result);

    if (status == STATUS_OK && PQresultStatus(result) != PGRES_PIPELINE_SYNC)
        status = STATUS_INCOMPLETE;
    PQclear(result);
    if (status == STATUS_OK && PQexitPipelineMode(s->connection) == 0)
        status = STATUS_SERVER;
    return status == STATUS_OK ? session_check_encoding(s) : status;
}

enum status session_commit(struct session *s)
{
    PGresult *result = NULL;

    if (PQsendQuery(s->connection, "COMMIT") == 0)
        return STATUS_SERVER;
    enum status status = session_expect(s, PGRES_COMMAND_OK, &result);
    /* A transaction that has failed can only be rolled back. */
    if (status == STATUS_OK && strcmp(PQcmdStatus(result), "COMMIT") != 0)
        status = STATUS_INCOMPLETE;
    PQclear(result);
    return status;
}

/* --- The end -------------------------------------------------------------- */

const char *session_error(const struct session *s, const char **code)
{
    *code = NULL;
    if (s->server_error == NULL)
        return PQerrorMessage(s->connection);
    *code = PQresultErrorField(s->server_error, PG_DIAG_SQLSTATE);
    return PQresultErrorMessage(s->server_error);
}

enum {
    PATIENCE = 3,      /* seconds for all of it, after which the program ends */
    PAUSE = 100,       /* milliseconds without a word before the next one */
    LOOKS = 15,        /* at what the server does after the goodbye */
    UNREAD = 64 * 1024 /* bytes of it that are dropped at a time */
};

/* If even this fails there is nothing left to be done. */
static void cancel(PGcancel *handle)
{
    char why[256];

    PQcancel(handle, why, sizeof why);
}

/*
 * Waits until the server has ended the query that was cancelled.
 *
 * A cancel comes by a connection of its own, and ends what the server does
 * then. One that overtakes the query is ignored (PostgreSQL manual, "Canceling
 * Requests in Progress"), and a query that sends nothing would run on without a
 * reader. So it is sent again as long as the server is silent and does not read
 * the goodbye after the query, on which it closes the connection. A query that
 * keeps sending finds out by itself that no one reads.
 */
static void await_end(int server, PGcancel *handle)
{
    struct pollfd wait = {.fd = server, .events = POLLIN};
    char unread[UNREAD];
    ssize_t n = 1;

    shutdown(server, SHUT_WR);
    for (int i = 0; i < LOOKS && n > 0; i++)
        if (poll(&wait, 1, PAUSE) <= 0)
            cancel(handle);
        else
            n = io_read(server, unread, sizeof unread);
}

void session_close(struct session *s)
{
    PGcancel *handle = NULL;
    int server = -1;

    /* A query that has failed has ended already. */
    if (s->server_error == NULL &&
        PQtransactionStatus(s->connection) == PQTRANS_ACTIVE)
        handle = PQgetCancel(s->connection);
    if (handle != NULL) {
        alarm(PATIENCE);
        server =
            fcntl(PQsocket(s->connection), F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
        cancel(handle);
    }
    PQclear(s->server_error);
    PQfinish(s->connection);
    if (server >= 0) {
        await_end(server, handle);
        close(server);
    }
    PQfreeCancel(handle);
}
