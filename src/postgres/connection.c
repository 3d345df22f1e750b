#include <config.h>

#include "postgres/connection.h"

#include "base/io.h"
#include "report/message.h"

#ifdef HAVE_READPASSPHRASE_H
#include <readpassphrase.h>
#else
#include <bsd/readpassphrase.h>
#endif

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#ifdef HAVE_SYS_PRCTL_H
#include <sys/prctl.h>
#endif
#include <unistd.h>

enum {
    PASSWORD = 4096 /* bytes: as much as a terminal takes in one line */
};

/* The order is psql's: what a connection string says overrides the options. */
static PGconn *try_connect(const struct database *d, const char *password)
{
    const char *const keywords[] = {
        "host",
        "port",
        "user",
        "password",
        "dbname",
        "fallback_application_name",
        "client_encoding",
        NULL,
    };
    const char *const values[] = {
        d->host,   d->port,          d->user, password,
        d->dbname, "fraiseql-build", "UTF8",  NULL,
    };

    return PQconnectdbParams(keywords, values, 1);
}

/* Prints, as a notice, what was written to the file instead of stderr. */
static void show_caught(int file)
{
    char text[4096];

    if (lseek(file, 0, SEEK_SET) != 0)
        return;
    ssize_t n = io_read(file, text, sizeof text - 1);
    if (n <= 0)
        return;
    text[n] = '\0';
    message_notice("query", text);
}

/*
 * Connects. libpq prints notices to stderr before a receiver can be set, and
 * warns there of passfiles; that is caught, and printed like any notice.
 */
static PGconn *connect_with(const struct database *d, const char *password)
{
    int file = memfd_create("stderr", MFD_CLOEXEC);
    int before = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);

    if (file >= 0 && before >= 0)
        dup2(file, STDERR_FILENO);
    PGconn *connection = try_connect(d, password);
    fflush(stderr);
    if (before >= 0)
        dup2(before, STDERR_FILENO);
    if (file >= 0) {
        show_caught(file);
        close(file);
    }
    if (before >= 0)
        close(before);
    return connection;
}

/* Asks on the terminal; false: there is none. */
static bool ask_password(const char *user, char *password)
{
    char prompt[256] = "Password: ";

    if (user != NULL && user[0] != '\0')
        snprintf(prompt, sizeof prompt, "Password for user %s: ", user);
    return readpassphrase(prompt, password, PASSWORD, RPP_REQUIRE_TTY) != NULL;
}

/*
 * While libpq connects nothing watches stdout, and it may take minutes; but the
 * system can send a signal when the program that reads it ends. 0: no signal.
 */
static void end_with_reader(int signal_number)
{
    sigset_t ours;

    /* Only the system sends it, and the parent may have ignored it. */
    sigemptyset(&ours);
    sigaddset(&ours, SIGALRM);
    signal(SIGALRM, SIG_DFL);
    sigprocmask(SIG_UNBLOCK, &ours, NULL);
#ifdef HAVE_SYS_PRCTL_H
    prctl(PR_SET_PDEATHSIG, signal_number);
#else
    (void)signal_number;
#endif
}

/* Whether that program has ended already. */
static bool is_reader_gone(void)
{
    struct pollfd out = {.fd = STDOUT_FILENO};

    return poll(&out, 1, 0) > 0;
}

/* As psql does: at once, or when the server turns out to want one. */
static enum status connect_and_ask(const struct database *d,
                                   PGconn **connection)
{
    char password[PASSWORD];
    bool asked =
        d->password == PASSWORD_ALWAYS && ask_password(d->user, password);
    PGconn *c = connect_with(d, asked ? password : NULL);

    if (!asked && d->password != PASSWORD_NEVER &&
        PQconnectionNeedsPassword(c) && ask_password(PQuser(c), password)) {
        PQfinish(c);
        c = connect_with(d, password);
    }
    explicit_bzero(password, sizeof password);
    *connection = c;
    if (c == NULL)
        return STATUS_MEMORY;
    return PQstatus(c) == CONNECTION_OK ? STATUS_OK : STATUS_CONNECT;
}

/*
 * Whether libpq can read the connection string, if it is one. It would show the
 * string in its message, with the password that may be in it.
 */
static bool is_readable(const char *dbname)
{
    if (dbname == NULL ||
        (strchr(dbname, '=') == NULL && strstr(dbname, "://") == NULL))
        return true;
    PQconninfoOption *parts = PQconninfoParse(dbname, NULL);
    PQconninfoFree(parts);
    return parts != NULL;
}

enum status connection_open(const struct database *d, PGconn **connection)
{
    if (!is_readable(d->dbname))
        return STATUS_CONNECT_STRING;
    end_with_reader(SIGALRM);
    enum status status =
        is_reader_gone() ? STATUS_READER_GONE : connect_and_ask(d, connection);
    end_with_reader(0);
    return status;
}
