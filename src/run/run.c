#include <config.h>

#include "run/run.h"

#include "cli/options_check.h"
#include "input/file.h"
#include "output/progress.h"
#include "output/response.h"
#include "plan/plans.h"
#include "run/sandbox.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Bytes that are written at once; less is written when all is known to be good.
 * A failed run, too, writes whole chunks, so that it always writes the same.
 */
enum {
    CHUNK = 64 * 1024
};

/* The options of the root that is built. */
static const struct options_root *this_root(const struct run *run)
{
    return &run->options->roots[run->root];
}

/* --- Writing -------------------------------------------------------------- */

/* How much of what is ready may be written before all is known to be good. */
static size_t may_write(const struct run *run, size_t ready)
{
    const struct response *r = &run->options->response;

    if (r->rows)
        return ready >= CHUNK ? ready : 0;
    if (r->bare && this_root(run)->kind == RESPONSE_SINGLE)
        return 0; /* the beginning of a number is a number */
    return ready - ready % CHUNK;
}

/* Hands on to the sink what the transform has ready. */
static enum status write_ready(struct run *run)
{
    struct transform *t = run->transform;
    bool by_row = run->options->response.rows || recovery_is_on(&run->recovery);
    size_t n = may_write(run, transform_ready(t, by_row));

    if (n == 0)
        return STATUS_OK;
    enum status status = sink_write(&run->sink, transform_out(t)->data, n);
    transform_taken(t, n);
    return status;
}

/* --- Opening -------------------------------------------------------------- */

/* The first root, from this one on, that has a query; or root_count. */
static size_t find_query(const struct options *o, size_t i)
{
    while (i < o->root_count && !argument_is_given(&o->roots[i].query))
        i++;
    return i;
}

/* The root's rows come from a query, or from files. */
static enum status init_source(struct run *run)
{
    const struct options *o = run->options;
    const struct options_root *root = this_root(run);

    if (!argument_is_given(&root->query)) {
        source_init(&run->source, root->inputs.values, root->inputs.count);
        return STATUS_OK;
    }
    struct buffer *name = &run->roots[run->root].name;
    if (name->len == 0 &&
        !query_name(name, o->root_count > 1 ? root->field : NULL))
        return STATUS_MEMORY;
    source_init_pipe(&run->source, &run->query.pipe, (const char *)name->data,
                     find_query(o, run->root + 1) < o->root_count);
    return STATUS_OK;
}

/* Whether the inputs of a root can be read, and none is the output. */
static enum status check_source(struct run *run, const struct stat *output)
{
    const struct argument_text *query = &this_root(run)->query;
    struct stat text;

    if (query->file == NULL)
        return source_check(&run->source, output);
    run->source.name = query->file;
    return file_check(query->file, output, &text);
}

/* Whether all inputs can be read, and none is the output; and their size. */
static enum status check_inputs(struct run *run)
{
    const struct stat *output = run->sink.is_file ? &run->sink.file : NULL;
    enum status status = STATUS_OK;

    for (size_t i = 0; status == STATUS_OK && i < run->options->root_count;
         i++) {
        run->root = i;
        if (this_root(run)->kind == RESPONSE_NULL)
            continue;
        status = init_source(run);
        if (status == STATUS_OK)
            status = check_source(run, output);
        if (!run->source.sized)
            run->size = PROGRESS_NO_SIZE;
        else if (run->size != PROGRESS_NO_SIZE)
            run->size += run->source.size;
    }
    return status;
}

/* What the roots are called in the response. */
static enum status name_roots(struct run *run)
{
    const struct options *o = run->options;

    for (size_t i = 0; i < o->root_count; i++)
        run->roots[i].field = o->roots[i].field;
    if (run->roots[0].field == NULL)
        run->roots[0].field = run->shapes.projections[0].selection.root_key;
    return options_check_field(o, run->roots[0].field) ? STATUS_OK
                                                       : STATUS_USAGE_REPORTED;
}

/* Starts the query helper, where there is a query. */
static enum status start_query(struct run *run)
{
    if (!options_have_query(run->options))
        return STATUS_OK;
    run->query.output = run->sink.fd;
    return query_start(&run->query);
}

/*
 * Releases the query helper. It has all queries prepared before it writes the
 * first row, which is waited for: so a wrong query is found before any output.
 */
static enum status release_query(struct run *run)
{
    run->root = find_query(run->options, 0);
    if (run->root == run->options->root_count)
        return STATUS_OK;
    enum status status = init_source(run);
    if (status != STATUS_OK)
        return status;
    query_release(&run->query);
    status = query_await(&run->query);
    return status == STATUS_READER_GONE ? sink_unread() : status;
}

/* Gets ready to build the root that run->root says. */
static enum status begin_root(struct run *run)
{
    const struct options_root *root = this_root(run);
    struct projection *projection = &run->shapes.projections[run->root];
    const struct plan_rules plan = {
        .keep_case = root->keep_case,
        .column = root->column,
        .type = root->type,
        .schema = shapes_schema(&run->shapes, root),
        .opaque = root->opaque.count == 0 ? NULL : &projection->opaque,
        .selection =
            argument_is_given(&root->select) ? &projection->selection : NULL,
    };
    struct transform_rules rules = {.plan = &plan,
                                    .end_marker = root->end_marker};

    enum status status = init_source(run);
    if (status != STATUS_OK)
        return status;
    run->source.watch = run->watch.update == NULL ? NULL : &run->watch;
    rows_init(&run->rows, &run->source,
              argument_is_given(&root->query) ? ROWS_COPY_BINARY
                                              : root->format);
    run->rows.recovers = recovery_is_on(&run->recovery);
    response_rules(&run->options->response, root->kind, &rules);
    run->transform = transform_new(&rules, run->walk);
    return run->transform == NULL ? STATUS_MEMORY : STATUS_OK;
}

/* What the source calls while it reads. */
static void update_progress(const void *of)
{
    const struct run *run = of;

    progress_update(run->recovery.rows + transform_counts(run->transform).rows,
                    run->bytes + run->source.bytes);
}

/* A line of progress, where one is asked for. */
static void begin_progress(struct run *run)
{
    enum progress_when when = run->options->progress;

    if (when != PROGRESS_NEVER &&
        progress_begin(when, isatty(run->sink.fd) == 1, run->size))
        run->watch =
            (struct source_watch){update_progress, run, PROGRESS_INTERVAL};
}

enum status run_open(struct run *run, const struct options *o,
                     transform_walk *walk)
{
    *run = (struct run){
        .options = o, .walk = walk, .sink = {.fd = -1}, .source = {.fd = -1}};
    shapes_init(&run->shapes, o);
    recovery_init(&run->recovery, o);
    query_init(&run->query, o->words);
    run->roots = calloc(o->root_count, sizeof *run->roots);
    if (run->roots == NULL)
        return STATUS_MEMORY;
    enum status status = sink_open(&run->sink, o->output, o->response.rows);
    if (status == STATUS_OK)
        status = start_query(run); /* which the sandbox would not allow */
    if (status != STATUS_OK)
        return status;
    sandbox_enter(o, run->sink.replacement.target);
    status =
        shapes_read(&run->shapes, run->sink.is_file ? &run->sink.file : NULL,
                    &run->root, &run->source.name);
    if (status == STATUS_OK)
        status = name_roots(run);
    if (status == STATUS_OK)
        status = check_inputs(run);
    if (status == STATUS_OK)
        status = release_query(run);
    if (status != STATUS_OK)
        return status;
    run->root = 0;
    begin_progress(run);
    return begin_root(run);
}

/* --- Building ------------------------------------------------------------- */

/* Closes what belongs to the root that is built. */
static void end_root(struct run *run)
{
    source_close(&run->source);
    rows_free(&run->rows);
    transform_free(run->transform);
    run->transform = NULL; /* there may be no next one */
}

/* Goes on to the next root; the output goes on where it is. */
static enum status next_root(struct run *run)
{
    struct buffer out = *transform_out(run->transform);

    run->recovery.rows += transform_counts(run->transform).rows;
    run->bytes += run->source.bytes;
    *transform_out(run->transform) = (struct buffer){0};
    end_root(run);
    run->root++;
    enum status status = begin_root(run);
    if (status == STATUS_OK && !response_separator(&out))
        status = STATUS_MEMORY;
    if (status == STATUS_OK)
        *transform_out(run->transform) = out;
    else
        buffer_free(&out);
    return status;
}

/* The life of every row. STATUS_END: all were read and handed on. */
static enum status read_rows(struct run *run)
{
    enum response_kind kind = this_root(run)->kind;
    const char *field = run->roots[run->root].field;
    enum status status, written = STATUS_OK;

    while ((status = recovery_step(&run->recovery, &run->rows, run->transform,
                                   kind, field)) == STATUS_MORE &&
           (written = write_ready(run)) == STATUS_OK)
        continue;
    return written != STATUS_OK ? written : status;
}

static enum status build_root(struct run *run)
{
    const struct response *r = &run->options->response;
    const struct options_root *root = this_root(run);
    struct run_root *known = &run->roots[run->root];
    struct transform *t = run->transform;
    enum status status = STATUS_END;

    if (!response_begin_root(r, root->kind, known->field, transform_out(t)))
        return STATUS_MEMORY;
    transform_commit(t);
    if (root->kind != RESPONSE_NULL)
        status = read_rows(run);
    if (status != STATUS_END)
        return status;
    struct transform_counts counts = transform_counts(t);
    if (counts.rows - counts.dropped < root->min_rows)
        return STATUS_FEW_ROWS;
    known->is_array = !r->rows && root->kind == RESPONSE_LIST &&
                      counts.written == 1 && counts.first_is_array;
    return response_end_root(r, root->kind, counts.written, transform_out(t))
               ? STATUS_OK
               : STATUS_MEMORY;
}

/*
 * Ends the response. Where too many rows were bad it is complete all the same,
 * but takes the place of no file.
 */
static enum status finish(struct run *run)
{
    struct buffer *out = transform_out(run->transform);
    bool fails = recovery_fails(&run->recovery);

    if (!response_end(&run->options->response, &run->recovery.errors, out))
        return STATUS_MEMORY;
    if (fails && sink_replaces(&run->sink))
        return STATUS_BAD_ROWS;
    enum status status = sink_finish(&run->sink, out->data, out->len);
    return status == STATUS_OK && fails ? STATUS_BAD_ROWS : status;
}

static enum status build(struct run *run)
{
    const struct options *o = run->options;

    if (!response_begin(&o->response, transform_out(run->transform)))
        return STATUS_MEMORY;
    enum status status = build_root(run);
    while (status == STATUS_OK && run->root + 1 < o->root_count) {
        status = next_root(run);
        if (status == STATUS_OK)
            status = build_root(run);
    }
    return status == STATUS_OK ? finish(run) : status;
}

/*
 * After an error: with --rows, the rows before a bad one are good. A file that
 * is replaced on success only gets none of it. errno stays.
 */
static void write_rest(struct run *run)
{
    struct transform *t = run->transform;
    int why = errno;

    if (t == NULL || run->sink.fd < 0 || sink_replaces(&run->sink))
        return;
    if (run->options->response.rows)
        sink_write(&run->sink, transform_out(t)->data,
                   transform_ready(t, true));
    else
        write_ready(run);
    errno = why;
}

enum status run_build(struct run *run)
{
    enum status status = build(run);

    if (status == STATUS_READER_GONE)
        status = sink_unread();
    if (status != STATUS_OK && status != STATUS_WRITE)
        write_rest(run);
    progress_end();
    return status;
}

struct stats run_stats(const struct run *run, enum status status)
{
    const struct recovery *v = &run->recovery;

    return (struct stats){
        .rows = v->rows + transform_counts(run->transform).rows,
        .errors = v->bad + status_is_of_row(status),
        .bytes_in = run->bytes + run->source.bytes,
        /* A temporary file that is still there will be removed. */
        .bytes_out = sink_replaces(&run->sink) ? 0 : run->sink.bytes,
    };
}

void run_close(struct run *run)
{
    sink_abandon(&run->sink);
    end_root(run);
    query_close(&run->query);
    for (size_t i = 0; run->roots != NULL && i < run->options->root_count; i++)
        buffer_free(&run->roots[i].name);
    free(run->roots);
    recovery_free(&run->recovery);
    shapes_free(&run->shapes);
}
