#include <config.h>

#include "fuzz/pipeline.h"

#include "fuzz/fuzz.h"
#include "output/errors.h"
#include "report/diagnosis.h"
#include "report/location.h"
#include "support/random.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- The source ---------------------------------------------------------- */

/* What is left of the bytes, and in what pieces they come. */
static struct {
    const unsigned char *next, *end; /* of this source */
    const unsigned char *at_once;    /* a first piece goes as far as this */
    const unsigned char *all;        /* the end of all sources */
    struct random random;
    size_t most;
    bool many;
    bool began; /* something was read */
} input;

static void set_input(const struct pipeline *p, struct pipeline_pieces pieces,
                      const unsigned char *bytes, size_t n)
{
    input.next = input.end = bytes;
    input.at_once = bytes + p->at_once;
    input.all = bytes + n;
    input.random.seed = pieces.seed;
    input.most = pieces.most;
    input.many = p->many;
    input.began = false;
}

enum status source_open_next(struct source *s)
{
    size_t n = (size_t)(input.all - input.end);

    if (s->next > 0 && n == 0)
        return STATUS_END;
    input.next = input.end + (s->next > 0);
    n -= s->next > 0;
    s->next++;
    const unsigned char *end =
        input.many && n > 0 ? memchr(input.next, PIPELINE_SOURCE_END, n) : NULL;
    input.end = end != NULL ? end : input.all;
    return STATUS_OK;
}

enum status source_read(struct source *s, void *bytes, size_t room, size_t *got)
{
    size_t n = (size_t)(input.end - input.next);

    /* So few that what follows is long, and not as long again as before. */
    enum {
        FEW = 32
    };

    hold(s->next > 0 && room > 0);
    if (input.next < input.at_once && input.at_once <= input.end)
        n = input.began ? (size_t)(input.at_once - input.next) : FEW;
    else if (n > 0 && input.most < n)
        n = 1 + random_draw(&input.random, (unsigned)input.most);
    if (n > room)
        n = room;
    if (n > 0)
        memcpy(bytes, input.next, n);
    input.next += n;
    input.began = true;
    *got = n;
    return STATUS_OK;
}

/* There is no query, and only one source is read. */
enum status source_push_back(struct source *s, const void *bytes, size_t n)
{
    (void)s;
    (void)bytes;
    hold(n == SIZE_MAX);
    return STATUS_OK;
}

/* --- A run --------------------------------------------------------------- */

struct run {
    const struct pipeline *pipeline;
    struct source source;
    struct rows rows;
    struct transform *transform;
    struct outcome *outcome;
    struct buffer *said;
    size_t may_recover; /* how often: each time at least one byte is passed */
};

static void take(struct run *g)
{
    struct transform *t = g->transform;
    size_t n = transform_ready(t, g->pipeline->on_error != ON_ERROR_STOP);

    if (n == 0)
        return;
    hold(n <= transform_out(t)->len);
    hold(buffer_append(&g->outcome->out, transform_out(t)->data, n));
    transform_taken(t, n);
}

/* Notes where the input is by now, which is at the reader's next. */
static void note(struct run *g, enum status status)
{
    struct transform_position at = transform_position(g->transform);
    struct outcome *o = g->outcome;

    o->status = status;
    o->offset = reader_offset(&g->rows.reader);
    o->line = at.line;
    o->column = o->offset - at.line_offset + 1;
    o->rows = transform_counts(g->transform).rows;
    o->row_line = at.row_line;
}

static void add_number(struct buffer *b, uint64_t n)
{
    hold(buffer_append(b, &n, sizeof n));
}

/* Says what is wrong, and where: everything that a message is made from. */
static void say(struct run *g, enum status status)
{
    const struct transform *t = g->transform;
    const struct key *const *keys =
        status == STATUS_EQUAL_KEYS ? transform_equal_keys(t) : NULL;
    struct errors_row row;

    hold(status_exit(status) == EXIT_DATA);
    struct location place = location_find(&g->rows, t, status);
    hold(place.text <= place.at && place.at <= place.end);
    hold(diagnosis_defer(&row, status, &place, keys));
    hold(buffer_text(g->said, row.message));
    free(row.message);
    add_number(g->said, place.row);
    add_number(g->said, place.row_line);
    add_number(g->said, place.line);
    add_number(g->said, place.column);
    add_number(g->said, place.levels);
    add_number(g->said, place.cut);
    if (place.end > place.text)
        hold(buffer_append(g->said, place.text,
                           (size_t)(place.end - place.text)));
    if (keys != NULL)
        g->outcome->keys.len = 0;
    for (int i = 0; keys != NULL && i < 2; i++)
        hold(buffer_append(&g->outcome->keys, keys[i]->raw, keys[i]->len + 1));
    note(g, status);
}

/* Goes on after a bad row, as src/run/recovery.c does. */
static enum status recover(struct run *g, enum status status)
{
    struct transform *t = g->transform;

    if (g->pipeline->on_error == ON_ERROR_STOP || !status_is_of_row(status))
        return status;
    if (transform_has_too_many(t))
        return STATUS_SECOND_ROW;
    hold(g->may_recover-- > 0);
    say(g, status);
    take(g);
    transform_drop_row(t);
    if (g->pipeline->on_error == ON_ERROR_NULL)
        hold(transform_null_row(t));
    else
        feed_tell(transform_out(t), g->outcome);
    transform_commit(t);
    return rows_recover(&g->rows, t);
}

struct transform_rules pipeline_rules(const struct pipeline *p)
{
    struct transform_rules rules = p->rules;

    rules.plan = &p->plan;
    return rules;
}

struct outcome pipeline_run(const struct pipeline *p,
                            const struct kernel *kernel,
                            struct pipeline_pieces pieces, const void *bytes,
                            size_t n, struct buffer *said)
{
    struct outcome o = {.status = STATUS_OK};
    struct run g = {
        .pipeline = p, .outcome = &o, .said = said, .may_recover = n};
    const struct transform_rules rules = pipeline_rules(p);
    enum status status = STATUS_MORE;

    g.source = (struct source){.name = "-", .fd = -1};
    set_input(p, pieces, bytes, n);
    rows_init(&g.rows, &g.source, p->format);
    g.rows.recovers = p->on_error != ON_ERROR_STOP;
    struct transform *t = g.transform = transform_new(&rules, kernel->walk);
    hold(t != NULL);
    while (status == STATUS_MORE) {
        status = recover(&g, rows_step(&g.rows, t));
        take(&g);
    }
    if (status != STATUS_END)
        say(&g, status);
    if (status == STATUS_END) /* which is in no place */
        o = (struct outcome){
            .rows = transform_counts(t).rows, .out = o.out, .keys = o.keys};
    const struct buffer *out = transform_out(t);
    if (out->len > 0)
        hold(buffer_append(&o.out, out->data, out->len));
    transform_free(t);
    rows_free(&g.rows);
    return o;
}

/* --- In pieces ----------------------------------------------------------- */

static const struct pipeline_pieces whole = {SIZE_MAX, 0};

/* Prints what came, for a developer to find out why it is not the same. */
static void print(const char *what, const struct outcome *o)
{
    fprintf(stderr,
            "%s: status %d at %" PRIu64 ", %" PRIu64 ":%" PRIu64
            ", row %" PRIu64 " from line %" PRIu64 ", %zu bytes: ",
            what, (int)o->status, o->offset, o->line, o->column, o->rows,
            o->row_line, o->out.len);
    fwrite(o->out.data, 1, o->out.len < 2048 ? o->out.len : 2048, stderr);
    fputs("\n", stderr);
}

void pipeline_check_output(const struct outcome *expected,
                           const struct outcome *o)
{
    hold(expected->status == o->status);
    hold(expected->rows == o->rows || o->status != STATUS_OK);
    hold(expected->out.len == o->out.len);
    hold(o->out.len == 0 ||
         memcmp(expected->out.data, o->out.data, o->out.len) == 0);
}

void pipeline_check_same(const char *name, const struct outcome *expected,
                         const struct outcome *o)
{
    if (outcome_same(expected, o))
        return;
    print("expected", expected);
    print(name, o);
    abort();
}

/* Ends the program unless this outcome is the same. */
static void expect(const struct pipeline *p, const struct outcome *expected,
                   const struct buffer *expected_said,
                   const struct kernel *kernel, struct pipeline_pieces pieces,
                   const void *bytes, size_t n)
{
    struct buffer said = {0};
    struct outcome o = pipeline_run(p, kernel, pieces, bytes, n, &said);

    pipeline_check_same(kernel->name, expected, &o);
    hold(said.len == expected_said->len);
    hold(said.len == 0 ||
         memcmp(said.data, expected_said->data, said.len) == 0);
    outcome_free(&o);
    buffer_free(&said);
}

/* Goes with the kernel, at once, and in pieces that differ with the seed. */
static void expect_of(const struct pipeline *p, const struct outcome *expected,
                      const struct buffer *said, const struct kernel *kernel,
                      uint64_t seed, const void *bytes, size_t n)
{
    struct pipeline_pieces pieces = {1 + seed % 61, seed};

    if (seed % 4 == 0)
        pieces.most = seed % 8 == 0 ? 1 : 600;
    if (kernel != &kernel_portable)
        expect(p, expected, said, kernel, whole, bytes, n);
    expect(p, expected, said, kernel, pieces, bytes, n);
}

struct outcome pipeline_run_in_pieces(const struct pipeline *p, bool all,
                                      uint64_t seed, const void *bytes,
                                      size_t n)
{
    struct buffer said = {0};
    struct outcome o =
        pipeline_run(p, &kernel_portable, whole, bytes, n, &said);
    const struct kernel *const *k = feed_running(kernels);

    /* The next input has another seed, and so another kernel. */
    for (uint64_t turn = seed % 4; !all && turn > 0; turn--)
        k = *k == &kernel_portable ? k : feed_running(k + 1);
    expect_of(p, &o, &said, *k, seed, bytes, n);
    for (k = feed_running(k + 1); all && *k != NULL; k = feed_running(k + 1))
        expect_of(p, &o, &said, *k, ++seed, bytes, n);
    buffer_free(&said);
    return o;
}

void pipeline_check_json(const struct pipeline *p, const struct outcome *o)
{
    struct pipeline again = {.format = ROWS_NDJSON, .rules = feed_rows};
    const struct transform_rules *rules = &p->rules;
    bool lines = rules->after[0] != '\0';
    bool is_list = rules->between[0] == ',' && rules->max_rows > 1;
    struct buffer in = {0}, said = {0};

    again.plan.keep_case = true;
    /* The lines of --lines, and the reports of bad rows, are no JSON. */
    if (o->status != STATUS_OK || o->out.len == 0 || rules->first[0] != '\0' ||
        p->on_error == ON_ERROR_SKIP)
        return;
    hold(!is_list || buffer_text(&in, "["));
    hold(buffer_append(&in, o->out.data, o->out.len));
    hold(lines || buffer_text(&in, is_list ? "]\n" : "\n"));
    struct outcome same =
        pipeline_run(&again, &kernel_portable, whole, in.data, in.len, &said);
    hold(same.status == STATUS_OK && same.out.len == in.len);
    hold(memcmp(same.out.data, in.data, in.len) == 0);
    outcome_free(&same);
    buffer_free(&in);
    buffer_free(&said);
}
