/*
 * fraiseql-query, the query helper: queries in, their rows out, each as a
 * stream of COPY's binary format, one after another. fraiseql-build runs it,
 * with its own command line (see input/query.h).
 */
#include <config.h>

#include "postgres/copy_out.h"
#include "postgres/session.h"
#include "postgres/statement.h"

#include "base/io.h"
#include "base/signals.h"
#include "cli/argument.h"
#include "cli/command_line.h"
#include "cli/help.h"
#include "cli/options.h"
#include "input/query.h"
#include "output/progress.h"
#include "output/sink.h"
#include "report/message.h"

#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

/*
 * Waits until the program that has run this one releases it; or has ended,
 * which session_open() finds out by itself. false: a usage error says that the
 * descriptor to wait for is none.
 */
static bool await_release(void)
{
    const char *number = getenv(QUERY_RELEASE);
    uint64_t fd = 0;
    char byte;

    if (number == NULL)
        return true;
    if (!argument_number(QUERY_RELEASE, number, &fd))
        return false;
    io_read((int)fd, &byte, 1);
    if (fd > STDIN_FILENO)
        close((int)fd);
    return true;
}

/* All that the helper has open. */
struct helper {
    struct statement *statements; /* in the order of the roots */
    size_t count;
    const struct statement *at; /* the one that is worked on, or NULL: all */
    struct session session;
    struct copy_out out;
    struct sink sink;
};

/* What stands in messages for all queries together. */
static const char all_queries[] = "query";

/* Makes the statements of the roots that have a query. */
static enum status make_statements(struct helper *h, const struct options *o)
{
    h->session.query = all_queries;
    h->statements = calloc(o->root_count, sizeof *h->statements);
    if (h->statements == NULL)
        return STATUS_MEMORY;
    for (size_t i = 0; i < o->root_count; i++) {
        const struct options_root *root = &o->roots[i];
        struct statement *st = &h->statements[h->count];
        if (!argument_is_given(&root->query))
            continue;
        st->query = &root->query;
        h->count++;
        if (!query_name(&st->name, o->root_count > 1 ? root->field : NULL))
            return STATUS_MEMORY;
    }
    return STATUS_OK;
}

/* Calls act for each statement, up to the first error. */
static enum status with_each(struct helper *h,
                             enum status (*act)(struct helper *h,
                                                struct statement *st))
{
    for (size_t i = 0; i < h->count; i++) {
        h->at = &h->statements[i];
        h->session.query = (const char *)h->at->name.data;
        enum status status = act(h, &h->statements[i]);
        if (status != STATUS_OK)
            return status;
    }
    h->at = NULL;
    h->session.query = all_queries;
    return STATUS_OK;
}

static enum status read_text(struct helper *h, struct statement *st)
{
    (void)h;
    return statement_read(st);
}

static enum status send_text(struct helper *h, struct statement *st)
{
    return statement_send(st, &h->session);
}

static enum status receive_columns(struct helper *h, struct statement *st)
{
    return statement_receive(st, &h->session);
}

static enum status make_copy(struct helper *h, struct statement *st)
{
    (void)h;
    return statement_make_copy(st);
}

static enum status run_copy(struct helper *h, struct statement *st)
{
    enum status status = copy_out_run(&h->out, &h->session, st);
    bool is_last = st == &h->statements[h->count - 1];

    return status == STATUS_OK && !is_last ? copy_out_next(&h->out) : status;
}

/* Has the server prepare all of the queries before the first is run. */
static enum status prepare(struct helper *h)
{
    enum status status = with_each(h, send_text);

    if (status == STATUS_OK)
        status = session_send(&h->session);
    if (status == STATUS_OK)
        status = with_each(h, receive_columns);
    if (status == STATUS_OK)
        status = session_end_pipeline(&h->session);
    return status == STATUS_OK ? with_each(h, make_copy) : status;
}

/* From the texts of the queries to their rows on stdout. */
static enum status run_queries(struct helper *h, const struct options *o)
{
    enum status status = sink_open(&h->sink, NULL, false);

    if (status == STATUS_OK)
        status = make_statements(h, o);
    if (status == STATUS_OK)
        status = with_each(h, read_text);
    if (status == STATUS_OK)
        status = session_open(&h->session, &o->database);
    if (status == STATUS_OK)
        status = prepare(h);
    if (status == STATUS_OK)
        status = with_each(h, run_copy);
    return status == STATUS_OK ? copy_out_finish(&h->out, &h->session) : status;
}

static void report(enum status status, const struct helper *h)
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
        message_system(status, h->at->query->file);
        return;
    case STATUS_READ:
        message_system(status, h->session.connection == NULL
                                   ? h->at->query->file
                                   : h->session.query);
        return;
    case STATUS_MEMORY:
        message_memory(h->session.query, 0);
        return;
    case STATUS_CONNECT:
    case STATUS_SERVER:
        text = session_error(&h->session, &code);
        message_database(status, h->session.query, code, text);
        return;
    default:
        message_error(status, h->session.query);
        return;
    }
}

static void close_all(struct helper *h)
{
    session_close(&h->session);
    copy_out_free(&h->out);
    sink_abandon(&h->sink);
    for (size_t i = 0; i < h->count; i++)
        statement_free(&h->statements[i]);
    free(h->statements);
}

/* Writes the rows of all queries, or prints an error. */
static void answer(struct helper *h, const struct options *o)
{
    if (!options_have_query(o)) {
        message_usage("--query is missing, and rows come from nowhere else");
        return;
    }
    if (!await_release())
        return;
    report(run_queries(h, o), h);
    close_all(h);
}

int main(int argc, char **argv)
{
    struct options options;
    struct helper helper = {.out = {.sink = &helper.sink}};

    message_before(progress_erase);
    signal(SIGPIPE, SIG_IGN); /* write() says when the reader is gone */
    enum command_line verdict = command_line_read(&options, argc, argv);
    progress_shares_parents_line(options.progress);
    switch (verdict) {
    case COMMAND_LINE_RUN:
        answer(&helper, &options);
        break;
    case COMMAND_LINE_HELP:
        help_options();
        break;
    case COMMAND_LINE_VERSION:
        help_version(NULL, NULL);
        break;
    case COMMAND_LINE_WRONG:
        break;
    }
    options_free(&options);
    if (helper.session.signal != 0)
        signals_end(helper.session.signal);
    return message_exit_status();
}
