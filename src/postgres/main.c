/*
 * fraiseql-query: a query in, its rows out as one stream of COPY's binary
 * format. fraiseql-build runs it, with its own command line (see query.h).
 */
#include <config.h>

#include "copy_out.h"
#include "session.h"
#include "statement.h"

#include "message.h"
#include "options.h"
#include "sink.h"

#include <signal.h>

/* Ends the program as the signal would have ended it. */
static void end_by(int signal_number)
{
    sigset_t held;

    sigemptyset(&held);
    sigaddset(&held, signal_number);
    signal(signal_number, SIG_DFL);
    raise(signal_number);
    sigprocmask(SIG_UNBLOCK, &held, NULL);
}

/* Asks the server; the rows go to stdout. */
static enum status ask(const struct options *o, struct session *session,
                       struct statement *statement, struct sink *sink)
{
    enum status status = sink_open(sink, NULL, false);

    if (status == STATUS_OK)
        status = statement_read(statement, o->roots[0].query);
    if (status == STATUS_OK)
        status = session_open(session, &o->database);
    if (status == STATUS_OK)
        status = statement_prepare(statement, session);
    if (status == STATUS_OK)
        status = copy_out_run(session, statement, sink);
    return status;
}

static void report(enum status status, const struct session *session,
                   const struct statement *statement)
{
    const char *text, *code;

    switch (status) {
    case STATUS_OK:
        return;
    case STATUS_READER_GONE:
        message_told(status_exit(status)); /* nobody is left who would care */
        return;
    case STATUS_OPEN_OUTPUT:
    case STATUS_WRITE:
        message_system(status, "standard output");
        return;
    case STATUS_OPEN_INPUT:
    case STATUS_READ:
        message_system(status, statement->file);
        return;
    case STATUS_MEMORY:
        message_memory("query", 0);
        return;
    case STATUS_CONNECT:
    case STATUS_SERVER:
        text = session_error(session, &code);
        message_database(status, code, text);
        return;
    default:
        message_database(status, NULL, NULL);
        return;
    }
}

int main(int argc, char **argv)
{
    struct options options;
    struct session session = {0};
    struct statement statement = {0};
    struct sink sink;

    signal(SIGPIPE, SIG_IGN); /* write() says when nobody reads any more */
    enum options_verdict verdict = options_read(&options, argc, argv);
    if (verdict == OPTIONS_RUN && options.roots[0].query == NULL) {
        message_usage("--query is missing, and rows come from nowhere else");
    } else if (verdict == OPTIONS_RUN) {
        enum status status = ask(&options, &session, &statement, &sink);
        report(status, &session, &statement);
        session_close(&session);
        sink_abandon(&sink);
        statement_free(&statement);
    }
    options_free(&options);
    if (session.signal != 0)
        end_by(session.signal);
    return message_exit_status();
}
