/*
 * fraiseql-query: queries in, their rows out, each as a stream of COPY's binary
 * format, one after another. fraiseql-build runs it, with its own command line
 * (see query.h).
 */
#include <config.h>

#include "postgres/copy_out.h"
#include "postgres/session.h"
#include "postgres/statement.h"

#include "base/signals.h"
#include "cli/argument.h"
#include "cli/help.h"
#include "cli/options.h"
#include "input/query.h"
#include "input/source.h"
#include "output/progress.h"
#include "output/sink.h"
#include "report/message.h"

#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>

/*
 * Waits until the program that has run this one releases it; or has ended,
 * which session_open() finds out by itself. false: a usage error says that the
 * descriptor to wait for is none.
 */
static bool await_release(void)
{
    const char *number = getenv(QUERY_GO);
    struct source go = {.fd = -1};
    uint64_t fd = 0;
    char byte;
    size_t n;

    if (number == NULL)
        return true;
    if (!argument_number(QUERY_GO, number, &fd))
        return false;
    go.fd = (int)fd;
    source_read(&go, &byte, 1, &n);
    source_close(&go);
    return true;
}

/* All that the program has in its hands. */
struct asking {
    struct statement *statements; /* in the order of the roots */
    size_t count;
    const struct statement *at; /* the one that is dealt with, or NULL: all */
    struct session session;
    struct copy_out out;
    struct sink sink;
};

/* What stands in messages for all queries together. */
static const char all_queries[] = "query";

/* Makes the statements of the roots that have a query. */
static enum status take_queries(struct asking *a, const struct options *o)
{
    a->session.query = all_queries;
    a->statements = calloc(o->root_count, sizeof *a->statements);
    if (a->statements == NULL)
        return STATUS_MEMORY;
    for (size_t i = 0; i < o->root_count; i++) {
        const struct options_root *root = &o->roots[i];
        struct statement *st = &a->statements[a->count];
        if (!argument_is_given(&root->query))
            continue;
        st->query = &root->query;
        a->count++;
        if (!query_name(&st->name, o->root_count > 1 ? root->field : NULL))
            return STATUS_MEMORY;
    }
    return STATUS_OK;
}

/* Does so with each statement, up to the first error. */
static enum status with_each(struct asking *a,
                             enum status (*act)(struct asking *a,
                                                struct statement *st))
{
    for (size_t i = 0; i < a->count; i++) {
        a->at = &a->statements[i];
        a->session.query = (const char *)a->at->name.data;
        enum status status = act(a, &a->statements[i]);
        if (status != STATUS_OK)
            return status;
    }
    a->at = NULL;
    a->session.query = all_queries;
    return STATUS_OK;
}

static enum status read_text(struct asking *a, struct statement *st)
{
    (void)a;
    return statement_read(st);
}

static enum status send(struct asking *a, struct statement *st)
{
    return statement_send(st, &a->session);
}

static enum status receive(struct asking *a, struct statement *st)
{
    return statement_receive(st, &a->session);
}

static enum status make_copy(struct asking *a, struct statement *st)
{
    (void)a;
    return statement_make_copy(st);
}

static enum status run_copy(struct asking *a, struct statement *st)
{
    enum status status = copy_out_run(&a->out, &a->session, st);
    bool is_last = st == &a->statements[a->count - 1];

    return status == STATUS_OK && !is_last ? copy_out_next(&a->out) : status;
}

/* Has the server prepare all of the queries before the first is run. */
static enum status prepare(struct asking *a)
{
    enum status status = with_each(a, send);

    if (status == STATUS_OK)
        status = session_send(&a->session);
    if (status == STATUS_OK)
        status = with_each(a, receive);
    if (status == STATUS_OK)
        status = session_settle(&a->session);
    return status == STATUS_OK ? with_each(a, make_copy) : status;
}

/* Asks the server; the rows go to stdout. */
static enum status ask(struct asking *a, const struct options *o)
{
    enum status status = sink_open(&a->sink, NULL, false);

    if (status == STATUS_OK)
        status = take_queries(a, o);
    if (status == STATUS_OK)
        status = with_each(a, read_text);
    if (status == STATUS_OK)
        status = session_open(&a->session, &o->database);
    if (status == STATUS_OK)
        status = prepare(a);
    if (status == STATUS_OK)
        status = with_each(a, run_copy);
    return status == STATUS_OK ? copy_out_finish(&a->out, &a->session) : status;
}

static void report(enum status status, const struct asking *a)
{
    const char *text, *code;

    switch (status) {
    case STATUS_OK:
        return;
    case STATUS_READER_GONE:
        message_already_reported(status_exit(status));
        return;
    case STATUS_OPEN_OUTPUT:
    case STATUS_WRITE:
        message_system(status, "standard output");
        return;
    case STATUS_OPEN_INPUT:
        message_system(status, a->at->query->file);
        return;
    case STATUS_READ:
        message_system(status, a->session.connection == NULL
                                   ? a->at->query->file
                                   : a->session.query);
        return;
    case STATUS_MEMORY:
        message_memory(a->session.query, 0);
        return;
    case STATUS_CONNECT:
    case STATUS_SERVER:
        text = session_error(&a->session, &code);
        message_database(status, a->session.query, code, text);
        return;
    default:
        message_error(status, a->session.query);
        return;
    }
}

static void close_all(struct asking *a)
{
    session_close(&a->session);
    copy_out_free(&a->out);
    sink_abandon(&a->sink);
    for (size_t i = 0; i < a->count; i++)
        statement_free(&a->statements[i]);
    free(a->statements);
}

/* Writes the rows of all queries, or prints an error. */
static void answer(struct asking *a, const struct options *o)
{
    if (!options_have_query(o)) {
        message_usage("--query is missing, and rows come from nowhere else");
        return;
    }
    if (!await_release())
        return;
    report(ask(a, o), a);
    close_all(a);
}

int main(int argc, char **argv)
{
    struct options options;
    struct asking asking = {.out = {.sink = &asking.sink}};

    message_before(progress_erase);
    signal(SIGPIPE, SIG_IGN); /* write() says when nobody reads any more */
    enum options_verdict verdict = options_read(&options, argc, argv);
    progress_is_of_parent(options.progress);
    switch (verdict) {
    case OPTIONS_RUN:
        answer(&asking, &options);
        break;
    case OPTIONS_HELP:
        help_options();
        break;
    case OPTIONS_VERSION:
        help_version(NULL, NULL);
        break;
    case OPTIONS_WRONG:
        break;
    }
    options_free(&options);
    if (asking.session.signal != 0)
        signals_end(asking.session.signal);
    return message_exit_status();
}
