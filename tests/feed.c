#include "feed.h"

#include "tap.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

const struct transform_rules feed_rows = {
    .first = "",
    .between = "",
    .after = "\n",
    .max_rows = UINT64_MAX,
};

const struct transform_rules feed_typed_rows = {
    .plan = {.type = "T"},
    .first = "",
    .between = "",
    .after = "\n",
    .max_rows = UINT64_MAX,
};

enum {
    LINE = 64,   /* alignments that are tried: a cache line's */
    HISTORY = 5, /* bytes walked before that a window still holds */
};

/* Made once, and again where it is too small: feeds are many. */
static struct guard guard;

static void make_guard(size_t size)
{
    if (guard.pages != NULL && size <= (size_t)(guard.end - guard.pages))
        return;
    if (guard.pages != NULL)
        guard_free(&guard);
    guard = guard_new(size);
}

/* The first kernel from this place in the table on that this CPU can run. */
static const struct kernel *const *running(const struct kernel *const *k)
{
    while (*k != NULL && !kernel_runs(*k))
        k++;
    return k;
}

/* What a feed goes by. */
struct feeding {
    struct transform transform;
    struct manner manner;
    const unsigned char *bytes;
    size_t n, given, walked;
    unsigned char *memory; /* a window and its surroundings */
    struct outcome *outcome;
};

/*
 * Lays the bytes not walked yet out as the transform wants them. What stands
 * behind the zero bytes would be taken for data by a kernel that reads on.
 */
static struct window lay_out(struct feeding *f, bool last)
{
    size_t past = f->walked < HISTORY ? f->walked : HISTORY;
    size_t begin = f->walked - past, n = f->given - begin;
    unsigned char *p = f->memory + f->manner.align;

    if (f->manner.guarded)
        p = guard.end - TRANSFORM_PADDING - n;
    else
        memset(p + n + TRANSFORM_PADDING, '"', LINE);
    if (n > 0)
        memcpy(p, f->bytes + begin, n);
    memset(p + n, 0, TRANSFORM_PADDING);
    return (struct window){
        .begin = p,
        .next = p + past,
        .end = p + n,
        .offset = begin,
        .last = last,
    };
}

static void take(struct feeding *f, size_t n)
{
    struct buffer *out = &f->transform.out;

    must(n <= out->len);
    if (n == 0)
        return;
    must(buffer_append(&f->outcome->out, out->data, n));
    transform_taken(&f->transform, n);
}

/* Walks the next window; STATUS_MORE: it was not the last. */
static enum status feed_window(struct feeding *f, size_t room, bool may_end)
{
    struct transform *t = &f->transform;
    size_t left = f->n - f->given;
    bool last = may_end && room > left;

    f->given += room < left ? room : left;
    struct window w = lay_out(f, last);
    const unsigned char *next = w.next;
    enum status status = kernel_walk(t, &w);

    must(w.next >= next && w.next <= w.end);
    f->walked += (size_t)(w.next - next);
    if (status != STATUS_MORE) {
        must(t->error_at >= w.begin && t->error_at < w.end);
        f->outcome->offset = w.offset + (uint64_t)(t->error_at - w.begin);
        return status;
    }
    take(f, transform_ready(t, f->manner.whole_rows));
    if (!last)
        return STATUS_MORE;
    f->outcome->offset = f->n;
    if (t->state == AT_ROW && t->rules.end_marker != NULL)
        return STATUS_NO_END_MARKER;
    return t->state == AT_ROW || t->state == AT_END ? STATUS_OK
                                                    : STATUS_INPUT_ENDS;
}

struct outcome feed(const struct kernel *kernel,
                    const struct transform_rules *rules, const void *bytes,
                    size_t n, struct manner manner)
{
    struct outcome o = {.status = STATUS_MORE};
    struct feeding f = {
        .manner = manner,
        .bytes = bytes,
        .n = n,
        .memory = aligned_alloc(LINE, (n / LINE + 4) * LINE),
        .outcome = &o,
    };

    make_guard(n + TRANSFORM_PADDING);
    must(f.memory != NULL);
    must(transform_init(&f.transform, rules, kernel));
    o.status = feed_window(&f, manner.first, false);
    while (o.status == STATUS_MORE)
        o.status = feed_window(&f, manner.step, true);

    o.line = f.transform.line;
    o.column = o.offset - f.transform.line_offset + 1;
    o.rows = f.transform.rows;
    o.row_line = f.transform.row_line;
    if (f.transform.out.len > 0)
        must(buffer_append(&o.out, f.transform.out.data, f.transform.out.len));
    transform_free(&f.transform);
    free(f.memory);
    return o;
}

void outcome_free(struct outcome *o)
{
    buffer_free(&o->out);
}

static bool same(const struct outcome *a, const struct outcome *b)
{
    return a->status == b->status && a->offset == b->offset &&
           a->line == b->line && a->column == b->column && a->rows == b->rows &&
           a->row_line == b->row_line && a->out.len == b->out.len &&
           (a->out.len == 0 ||
            memcmp(a->out.data, b->out.data, a->out.len) == 0);
}

/* Feeds once more, and compares with what came before. */
static void expect_same(const char *name, const struct outcome *first,
                        const struct kernel *kernel,
                        const struct transform_rules *rules, const void *bytes,
                        size_t n, struct manner m)
{
    struct outcome o = feed(kernel, rules, bytes, n, m);

    if (!same(first, &o))
        ck_abort_msg("%s: the %s kernel gives status %d at offset %" PRIu64
                     " and '%.*s', not status %d at %" PRIu64 " and '%.*s', "
                     "with %zu bytes first, then %zu, alignment %zu%s",
                     name, kernel->name, (int)o.status, o.offset,
                     (int)o.out.len, (char *)o.out.data, (int)first->status,
                     first->offset, (int)first->out.len,
                     (char *)first->out.data, m.first, m.step, m.align,
                     m.guarded ? ", guarded" : "");
    outcome_free(&o);
}

struct outcome feed_in_all_manners(const char *name,
                                   const struct transform_rules *rules,
                                   const void *bytes, size_t n)
{
    struct manner whole = {.step = SIZE_MAX, .guarded = true};
    struct outcome first = feed(&kernel_portable, rules, bytes, n, whole);

    for (const struct kernel *const *k = running(kernels); *k != NULL;
         k = running(k + 1)) {
        const struct kernel *kernel = *k;
        struct manner m = whole;
        for (m.first = 0; m.first <= n; m.first++) {
            m.whole_rows = m.first % 2 == 1;
            expect_same(name, &first, kernel, rules, bytes, n, m);
        }
        for (m.step = 1; m.step <= 3; m.step++) {
            m.first = m.step;
            expect_same(name, &first, kernel, rules, bytes, n, m);
        }
        m = (struct manner){.step = SIZE_MAX};
        for (m.align = 0; m.align < LINE; m.align++)
            expect_same(name, &first, kernel, rules, bytes, n, m);
    }
    return first;
}

/* The outcome of two manners by each kernel, for feed_expect_...(). */
static void expect_outcome(const struct transform_rules *rules,
                           const struct buffer *in, size_t step,
                           const struct outcome *expected, bool is_good)
{
    const struct manner manners[] = {
        {.step = SIZE_MAX, .guarded = true},
        {.first = step, .step = step},
    };

    for (const struct kernel *const *k = running(kernels); *k != NULL;
         k = running(k + 1))
        for (int i = 0; i < 2; i++) {
            struct outcome o = feed(*k, rules, in->data, in->len, manners[i]);
            must(o.status == expected->status);
            must(is_good || o.offset == expected->offset);
            must(!is_good ||
                 (o.out.len == expected->out.len &&
                  memcmp(o.out.data, expected->out.data, o.out.len) == 0));
            outcome_free(&o);
        }
}

void feed_expect_output(const struct transform_rules *rules,
                        const struct buffer *in, size_t step,
                        const struct buffer *out)
{
    const struct outcome expected = {.status = STATUS_OK, .out = *out};

    expect_outcome(rules, in, step, &expected, true);
}

void feed_expect_error(const struct transform_rules *rules,
                       const struct buffer *in, size_t step, enum status status,
                       uint64_t offset)
{
    const struct outcome expected = {.status = status, .offset = offset};

    expect_outcome(rules, in, step, &expected, false);
}

void feed_add(struct buffer *b, const char *format, ...)
{
    char text[256];
    va_list arguments;

    va_start(arguments, format);
    int n = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    must(n >= 0 && n < (int)sizeof text);
    must(buffer_append(b, text, (size_t)n));
}
