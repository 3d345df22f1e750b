#include <config.h>

#include "run.h"

#include "kernel/kernel.h"
#include "message.h"
#include "place.h"
#include "response.h"

#include <errno.h>
#include <string.h>

/*
 * Bytes that are written at once; less is written when all is known to be good.
 * A failed run, too, writes whole blocks, so that it always writes the same.
 */
enum {
    BLOCK = 64 * 1024
};

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

/* Reads the schema; what may stand for a row's type is in it. */
static enum status read_schema(struct run *run, const struct options *o)
{
    char *const names[] = {(char *)o->schema};
    struct source file;

    source_init(&file, names, 1);
    run->source.name = o->schema;
    enum status status =
        source_check(&file, run->sink.is_file ? &run->sink.file : NULL);
    if (status == STATUS_OK)
        status = source_read_all(o->schema, &run->schema_text);
    if (status == STATUS_OK)
        status = schema_parse(&run->schema, run->schema_text.data,
                              run->schema_text.len);
    if (status != STATUS_OK)
        return status;
    const struct schema_type *type =
        schema_find(&run->schema, o->type, strlen(o->type));
    return type != NULL && (type->kind == SCHEMA_OBJECT ||
                            type->kind == SCHEMA_INTERFACE ||
                            type->kind == SCHEMA_UNION)
               ? STATUS_OK
               : STATUS_NO_TYPE;
}

/* Rows come from a query, or from files. */
static void open_source(struct run *run, const struct options *o)
{
    const char *query = o->database.query;

    if (query != NULL)
        source_init_query(&run->source, o->words, query);
    else
        source_init(&run->source, o->operands, o->operand_count);
    rows_init(&run->rows, &run->source,
              query != NULL ? ROWS_COPY_BINARY : o->format);
}

enum status run_open(struct run *run, const struct options *o)
{
    struct transform_rules rules = {
        .plan = {.keep_case = o->keep_case,
                 .column = o->column,
                 .type = o->type,
                 .schema = o->schema == NULL ? NULL : &run->schema},
        .end_marker = o->end_marker,
    };

    *run = (struct run){.options = o, .sink = {.fd = -1}};
    schema_init(&run->schema);
    open_source(run, o);
    enum status status =
        sink_open(&run->sink, o->output, o->response.kind == RESPONSE_ROWS);
    if (status == STATUS_OK && o->response.kind != RESPONSE_NULL)
        status = source_check(&run->source,
                              run->sink.is_file ? &run->sink.file : NULL);
    if (status != STATUS_OK)
        return status;

    if (o->schema != NULL)
        status = read_schema(run, o);
    if (status != STATUS_OK)
        return status;
    response_rules(&o->response, &rules);
    return transform_init(&run->transform, &rules, kernel_best())
               ? STATUS_OK
               : STATUS_MEMORY;
}

/* The life of every row. STATUS_END: all were read and handed on. */
static enum status read_rows(struct run *run)
{
    enum status status, written = STATUS_OK;

    while ((status = rows_step(&run->rows, &run->transform)) == STATUS_MORE &&
           (written = write_ready(run)) == STATUS_OK)
        continue;
    return written != STATUS_OK ? written : status;
}

enum status run_build(struct run *run)
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
    if (run->transform.rows < run->options->min_rows)
        return STATUS_FEW_ROWS;
    if (!response_end(response, run->transform.rows, out))
        return STATUS_MEMORY;
    return sink_finish(&run->sink, out->data, out->len);
}

/*
 * After an error: with --rows, the rows before a bad one are good. A file that
 * is replaced on success only gets none of it. errno stays.
 */
static void write_rest(struct run *run)
{
    struct transform *t = &run->transform;
    int why = errno;

    if (run->sink.fd < 0 || sink_replaces(&run->sink))
        return;
    if (run->options->response.kind == RESPONSE_ROWS)
        sink_write(&run->sink, t->out.data, t->whole);
    else
        write_ready(run);
    errno = why;
}

void run_report(struct run *run, enum status status)
{
    const struct transform *t = &run->transform;
    struct place place;

    if (status != STATUS_OK && status != STATUS_WRITE)
        write_rest(run);
    switch (status) {
    case STATUS_OK:
        if (run->options->response.kind == RESPONSE_LIST && t->rows == 1 &&
            t->first_is_array)
            message_warning("the only row is an array, which makes a list in "
                            "a list; --single is probably meant");
        return;
    case STATUS_QUERY_TOLD:
        message_told(run->source.query.exit_status);
        return;
    case STATUS_QUERY_ENDED:
        message_database(status, NULL, NULL);
        return;
    case STATUS_NO_TYPE:
        message_no_type(run->options->type,
                        schema_nearest(&run->schema, run->options->type,
                                       strlen(run->options->type)));
        return;
    case STATUS_RUN_QUERY:
        message_system(status, run->source.query.path);
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
    case STATUS_FEW_ROWS:
        message_few_rows(run->source.name, t->rows, run->options->min_rows);
        return;
    default:
        if (status_exit(status) == EXIT_USAGE) {
            message_schema(status, run->options->schema, &run->schema.error);
            return;
        }
        place = place_find(&run->rows, t, status);
        message_data(status, &place,
                     status == STATUS_EQUAL_KEYS ? t->equal_keys : NULL);
        return;
    }
}

void run_close(struct run *run)
{
    sink_abandon(&run->sink);
    source_close(&run->source);
    rows_free(&run->rows);
    transform_free(&run->transform);
    schema_free(&run->schema);
    buffer_free(&run->schema_text);
}
