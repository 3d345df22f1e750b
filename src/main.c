/*
 * fraiseql-build: rows of JSON in, one finished GraphQL response out.
 */
#include <config.h>

#include "kernel/kernel.h"
#include "message.h"
#include "options.h"
#include "place.h"
#include "response.h"
#include "rows.h"
#include "sink.h"
#include "source.h"
#include "transform.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/*
 * Bytes that are written at once; less is written when all is known to be good.
 * A failed run, too, writes whole blocks, so that it always writes the same.
 */
enum {
    BLOCK = 64 * 1024
};

/* Everything of one run. */
struct run {
    const struct options *options;
    struct source source;
    struct rows rows;
    struct transform transform;
    struct sink sink;
    struct buffer stamp;
};

/*
 * A closed stdin, stdout or stderr would be given to the first file that is
 * opened; /dev/null, opened the wrong way round, takes its place, so that using
 * it fails as it should.
 */
static void hold_descriptors(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) == -1)
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/* How much of what is ready may be written before all is known to be good. */
static size_t may_write(const struct options *o, size_t ready)
{
    if (o->response.kind == RESPONSE_SINGLE && o->response.bare)
        return 0; /* the beginning of a number is a number */
    if (o->response.kind == RESPONSE_ROWS)
        return ready >= BLOCK ? ready : 0;
    return ready - ready % BLOCK;
}

/* Hands on to the sink what the transform has ready. */
static enum status write_ready(struct run *run)
{
    const struct options *o = run->options;
    struct transform *t = &run->transform;
    size_t n =
        may_write(o, transform_ready(t, o->response.kind == RESPONSE_ROWS));

    if (n == 0)
        return STATUS_OK;
    enum status status = sink_write(&run->sink, t->out.data, n);
    transform_taken(t, n);
    return status;
}

/* Opens what is needed, in an order that finds mistakes before any output. */
static enum status prepare(struct run *run)
{
    const struct options *o = run->options;
    struct transform_rules rules = {.keep_case = o->keep_case};

    source_init(&run->source, o->operands, o->operand_count);
    rows_init(&run->rows, &run->source, o->format);
    enum status status =
        sink_open(&run->sink, o->output, o->response.kind == RESPONSE_ROWS);
    if (status == STATUS_OK && o->response.kind != RESPONSE_NULL)
        status = source_check(&run->source,
                              run->sink.is_file ? &run->sink.file : NULL);
    if (status != STATUS_OK)
        return status;

    response_rules(&o->response, &rules);
    if (o->type != NULL) {
        if (!response_stamp(o->type, &run->stamp))
            return STATUS_MEMORY;
        rules.stamp = (const char *)run->stamp.data;
        rules.stamp_len = run->stamp.len;
    }
    return transform_init(&run->transform, &rules, kernel_best())
               ? STATUS_OK
               : STATUS_MEMORY;
}

/* The life of every row. STATUS_END: all were read and handed on. */
static enum status read_rows(struct run *run)
{
    enum status status = STATUS_MORE;

    while (status == STATUS_MORE) {
        status = rows_step(&run->rows, &run->transform);
        if (status == STATUS_MORE) {
            status = write_ready(run);
            if (status == STATUS_OK)
                status = STATUS_MORE;
        }
    }
    return status;
}

static enum status build(struct run *run)
{
    const struct response *response = &run->options->response;
    struct buffer *out = &run->transform.out;
    enum status status = STATUS_END;

    if (!response_begin(response, out))
        return STATUS_MEMORY;
    if (response->kind != RESPONSE_NULL)
        status = read_rows(run);
    if (status != STATUS_END)
        return status;
    if (!response_end(response, run->transform.rows, out))
        return STATUS_MEMORY;
    return sink_finish(&run->sink, out->data, out->len);
}

/*
 * After an error: with --rows, the rows before a bad one are good. A file that
 * is replaced on success only gets none of it.
 */
static void write_rest(struct run *run)
{
    struct transform *t = &run->transform;

    if (run->sink.fd < 0 || sink_replaces(&run->sink))
        return;
    if (run->options->response.kind == RESPONSE_ROWS)
        sink_write(&run->sink, t->out.data, t->whole);
    else
        write_ready(run);
}

static void report(struct run *run, enum status status)
{
    const struct transform *t = &run->transform;
    struct place place;

    switch (status) {
    case STATUS_OK:
        if (run->options->response.kind == RESPONSE_LIST && t->rows == 1 &&
            t->first_is_array)
            message_warning("the only row is an array, which makes a list in "
                            "a list; --single is probably meant");
        return;
    case STATUS_OPEN_INPUT:
    case STATUS_READ:
    case STATUS_SAME_FILE:
        message_system(status, run->source.name);
        return;
    case STATUS_OPEN_OUTPUT:
    case STATUS_WRITE:
    case STATUS_RENAME:
        message_system(status, run->sink.name);
        return;
    case STATUS_MEMORY:
        message_memory(run->source.name, t->rows);
        return;
    default:
        place = place_find(&run->rows, t, status);
        message_data(status, &place,
                     status == STATUS_EQUAL_KEYS ? t->equal_keys : NULL);
        return;
    }
}

int main(int argc, char **argv)
{
    struct options options;
    struct run run = {.options = &options, .sink = {.fd = -1}};

    hold_descriptors();
    signal(SIGXFSZ, SIG_IGN); /* write() says when a file is too large */
    switch (options_read(&options, argc, argv)) {
    case OPTIONS_RUN:
        break;
    case OPTIONS_TOLD:
    case OPTIONS_WRONG:
        return message_exit_status();
    }

    enum status status = prepare(&run);
    if (status == STATUS_OK)
        status = build(&run);
    int why = errno;
    if (status != STATUS_OK && status != STATUS_WRITE)
        write_rest(&run);
    errno = why;
    report(&run, status);

    sink_abandon(&run.sink);
    source_close(&run.source);
    rows_free(&run.rows);
    transform_free(&run.transform);
    buffer_free(&run.stamp);
    return message_exit_status();
}
