#include "oracle/oracle.h"

#include "support/tap.h"

#include <stdint.h>

void oracle_expect_in(const char *name, const struct transform_rules *rules,
                      const void *bytes, size_t n, struct manner m)
{
    struct outcome o = oracle(rules, bytes, n, m.framed, m.recovers);

    for (const struct kernel *const *k = feed_running(kernels); *k != NULL;
         k = feed_running(k + 1))
        feed_expect_same(name, &o, *k, rules, bytes, n, m);
    outcome_free(&o);
}

static void expect(const char *name, const struct transform_rules *rules,
                   const void *bytes, size_t n, bool framed)
{
    static size_t calls;
    struct outcome o = oracle(rules, bytes, n, framed, true);

    calls++;
    const struct manner manners[] = {
        {.step = SIZE_MAX, .guarded = true},
        {.step = SIZE_MAX, .align = calls % 64},
        {.first = calls % 600, .step = 509, .guarded = true},
        {.first = calls % 71, .step = 1 + calls % 71, .guarded = calls % 2},
    };

    for (const struct kernel *const *k = feed_running(kernels); *k != NULL;
         k = feed_running(k + 1))
        for (size_t i = 0; i < sizeof manners / sizeof *manners; i++) {
            struct manner m = manners[i];
            m.framed = framed;
            m.recovers = true;
            feed_expect_same(name, &o, *k, rules, bytes, n, m);
        }
    outcome_free(&o);
}

void oracle_expect(const char *name, const struct transform_rules *rules,
                   const void *bytes, size_t n)
{
    struct buffer framed = {0};

    expect(name, rules, bytes, n, false);
    must(buffer_append(&framed, bytes, n));
    for (size_t i = 0; i < n; i++)
        if (framed.data[i] == '\n')
            framed.data[i] = '\f';
    expect(name, rules, framed.data, n, true);
    buffer_free(&framed);
}

void oracle_expect_rows(const char *name, struct buffer *rows)
{
    static size_t calls;
    const struct transform_rules *rules =
        calls++ % 2 == 0 ? &feed_rows : &feed_typed_rows;

    oracle_expect(name, rules, rows->data, rows->len);
    rows->len = 0;
}
