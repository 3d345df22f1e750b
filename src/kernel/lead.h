/*
 * lead: what stands between two values, by which the fast path knows a key; and
 * how long the key's value is expected to be.
 *
 *      {"id": 1, "first_name": "Ada"}
 *              |--- lead -----|
 *
 * That of a first key has no comma in the row; it is kept with one all the
 * same, as a key may be the first in one object, and not in another.
 */
#ifndef KERNEL_LEAD_H
#define KERNEL_LEAD_H

#include "base/ascii.h"
#include "kernel/block.h"
#include "plan/plan_keys.h"
#include "transform/window.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The key, whose first quote is at p, is of an object: keeps what stands around
 * it, for the rows to come. Where the window cuts that, what was kept before
 * remains: else half a lead would be compared in every later row.
 */
static void lead_learn(struct key *key, const struct window *w,
                       const unsigned char *p)
{
    const unsigned char *raw = p + 1, *before = p;
    const unsigned char *end = raw + key->len + 1, *after = end;

    while (before > w->begin && ascii_is_blank(before[-1]))
        before--;
    while (ascii_is_blank(*after))
        after++;
    bool colon = *after == ':';
    after += colon;
    while (ascii_is_blank(*after))
        after++;
    if (before == w->begin || after == w->end)
        return;
    key->expected_len = PLAN_LENGTH_UNKNOWN;
    key->lead_len = 0;
    if (colon && (before[-1] == ',' || before[-1] == '{'))
        plan_keys_set_lead(key, before, (size_t)(raw - before), end,
                           (size_t)(after - end));
}

/* Whether the key's lead stands at p; first: without its comma, as at an
 * object's first key. key may be NULL. */
INLINE bool lead_is_at(const struct key *key, const unsigned char *p,
                       bool first)
{
    return key != NULL && key->lead_len > 0 &&
           block_same_bytes(p, key->lead + first, key->lead_len - first);
}

/*
 * The length of the key's value, which is n bytes long. Where all values of the
 * key have been as long, the returned n is the expected one, which the CPU
 * knows before it has looked at the value: see "Why it is written so" in
 * fast.h.
 */
INLINE size_t lead_expect(struct key *key, size_t n)
{
    size_t expected = key->expected_len, guess = expected;

    HIDE_FROM_OPTIMIZER(guess); /* else GCC takes n for it, and waits */
    if (n == expected) {
        HIDE_FROM_OPTIMIZER(guess); /* else it moves, and does not branch */
        return guess;
    }
    if (expected != PLAN_LENGTH_VARIES)
        key->expected_len =
            expected == PLAN_LENGTH_UNKNOWN ? n : PLAN_LENGTH_VARIES;
    return n;
}

/*
 * The key that comes at p, where another was guessed, if it was found lately,
 * and its lead stands there; or NULL.
 */
__attribute__((noinline)) static struct key *
lead_find(const struct plan *plan, const unsigned char *p, bool first)
{
    const unsigned char *raw = p;

    if (!first && *raw++ != ',')
        return NULL;
    raw += *raw == ' ';
    if (*raw++ != '"')
        return NULL;
    /* First without looking for its end, which takes a third of the time. */
    struct key *key = plan_keys_cached_by_prefix(plan, raw);
    if (lead_is_at(key, p, first))
        return key;
    size_t len = block_span_text(raw);
    key = raw[len] == '"' ? plan_keys_cached(plan, raw, len) : NULL;
    return lead_is_at(key, p, first) ? key : NULL;
}

#endif
