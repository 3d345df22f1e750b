#include "support/feed.h"

#include "support/tap.h"

#include <inttypes.h>
#include <stdint.h>
#include <string.h>

void outcome_free(struct outcome *o)
{
    buffer_free(&o->keys);
    buffer_free(&o->out);
}

static bool same_bytes(const struct buffer *a, const struct buffer *b)
{
    return a->len == b->len &&
           (a->len == 0 || memcmp(a->data, b->data, a->len) == 0);
}

bool outcome_same(const struct outcome *a, const struct outcome *b)
{
    return a->status == b->status && a->offset == b->offset &&
           a->line == b->line && a->column == b->column && a->rows == b->rows &&
           a->row_line == b->row_line && same_bytes(&a->keys, &b->keys) &&
           same_bytes(&a->out, &b->out);
}

/* The first offset at which the outputs differ. */
static size_t parting(const struct buffer *a, const struct buffer *b)
{
    size_t at = 0;

    while (at < a->len && at < b->len && a->data[at] == b->data[at])
        at++;
    return at;
}

/* What stands in the output before and after an offset, in one line. */
static const char *around(const struct buffer *b, size_t at, char text[128])
{
    size_t from = at < 40 ? 0 : at - 40;
    size_t n = b->len - from < 120 ? b->len - from : 120;

    if (n > 0)
        memcpy(text, b->data + from, n);
    text[n] = '\0';
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)text[i] < 0x20)
            text[i] = '.';
    return text;
}

void feed_expect_same(const char *name, const struct outcome *expected,
                      const struct kernel *kernel,
                      const struct transform_rules *rules, const void *bytes,
                      size_t n, struct manner m)
{
    struct outcome o = feed(kernel, rules, bytes, n, m);
    char got[128], wanted[128];

    if (!outcome_same(expected, &o)) {
        size_t at = parting(&o.out, &expected->out);
        ck_abort_msg("%.40s: the %s kernel gives status %d at offset %" PRIu64
                     " and '%s', not status %d at %" PRIu64 " and '%s', which "
                     "differ at %zu, with %zu bytes first, then %zu, alignment "
                     "%zu%s%s%s",
                     name, kernel->name, (int)o.status, o.offset,
                     around(&o.out, at, got), (int)expected->status,
                     expected->offset, around(&expected->out, at, wanted), at,
                     m.first, m.step, m.align, m.guarded ? ", guarded" : "",
                     m.framed ? ", framed" : "",
                     m.recovers ? ", recovering" : "");
    }
    outcome_free(&o);
}

/*
 * A window that ends at a guard page begins elsewhere with each cut; one that
 * does not is tried at places of a cache line that are so far apart.
 */
enum {
    STRIDE = 9
};

struct outcome feed_in_all_manners(const char *name,
                                   const struct transform_rules *rules,
                                   const void *bytes, size_t n)
{
    struct manner whole = {.step = SIZE_MAX, .guarded = true};
    struct outcome first = feed(&kernel_portable, rules, bytes, n, whole);

    for (const struct kernel *const *k = feed_running(kernels); *k != NULL;
         k = feed_running(k + 1)) {
        const struct kernel *kernel = *k;
        struct manner m = whole;
        for (m.first = 0; m.first <= n; m.first++) {
            m.whole_rows = m.first % 2 == 1;
            feed_expect_same(name, &first, kernel, rules, bytes, n, m);
        }
        for (m.step = 1; m.step <= 3; m.step++) {
            m.first = m.step;
            feed_expect_same(name, &first, kernel, rules, bytes, n, m);
        }
        m = (struct manner){.step = SIZE_MAX};
        for (m.align = 0; m.align < FEED_LINE; m.align += STRIDE)
            feed_expect_same(name, &first, kernel, rules, bytes, n, m);
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

    for (const struct kernel *const *k = feed_running(kernels); *k != NULL;
         k = feed_running(k + 1))
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
