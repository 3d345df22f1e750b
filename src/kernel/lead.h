/*
 * Leads: what stands between two values, by which the course knows a key; and
 * how long its value usually is. Part of every kernel.
 *
 *      {"id": 1, "first_name": "Ada"}
 *              |--- lead -----|
 *
 * That of a first key has no comma in the row; it is kept with one all the
 * same, as a key may be the first in one object, and not in another.
 */
#ifndef KERNEL_LEAD_H
#define KERNEL_LEAD_H

#include "kernel/scan.h"
#include "plan/plan_keys.h"

/*
 * The key, whose first quote is at p, is of an object: notes what stands around
 * it, for rows to come. Where the window cuts that, what was noted before holds
 * on: half of a lead would be taken for it in every row.
 */
static void learn_lead(struct key *key, const struct window *w,
                       const unsigned char *p)
{
    const unsigned char *raw = p + 1, *before = p;
    const unsigned char *end = raw + key->len + 1, *after = end;

    while (before > w->begin && is_space(before[-1]))
        before--;
    while (is_space(*after))
        after++;
    bool colon = *after == ':';
    after += colon;
    while (is_space(*after))
        after++;
    if (before == w->begin || after == w->end)
        return;
    key->expected_len = PLAN_LENGTH_UNKNOWN;
    key->lead_len = 0;
    if (colon && (before[-1] == ',' || before[-1] == '{'))
        plan_keys_set_lead(key, before, (size_t)(raw - before), end,
                           (size_t)(after - end));
}

/* Whether what comes at p is what stood before the key's value; first: without
 * the comma, as it would be an object's first. */
INLINE bool is_lead(const struct key *key, const unsigned char *p, bool first)
{
    return key != NULL && key->lead_len > 0 &&
           same_bytes(p, key->lead + first, key->lead_len - first);
}

/*
 * The length of the key's value, which is n. Values of many fields are all of
 * one length: dates, codes, most ids. Where that is so, the CPU goes on from
 * where the value is guessed to end, and meanwhile finds out that it does: the
 * way there through its bytes takes longer than all else that a field needs.
 */
INLINE size_t by_usual(struct key *key, size_t n)
{
    size_t usual = key->expected_len, guess = usual;

    /* Else GCC takes n for it where they are equal, and waits for that. */
    __asm__("" : "+r"(guess));
    if (n == usual) {
        __asm__(""); /* a branch, not a conditional move, which would wait */
        return guess;
    }
    if (usual != PLAN_LENGTH_VARIES)
        key->expected_len =
            usual == PLAN_LENGTH_UNKNOWN ? n : PLAN_LENGTH_VARIES;
    return n;
}

/*
 * The key that comes at p instead of the guessed one, if it is known as well
 * with what comes around it; or NULL.
 */
__attribute__((noinline)) static struct key *
find_other(const struct plan *plan, const unsigned char *p, bool first)
{
    const unsigned char *raw = p;

    if (!first && *raw++ != ',')
        return NULL;
    raw += *raw == ' ';
    if (*raw++ != '"')
        return NULL;
    /* It takes a third of the time not to look for the end before. */
    struct key *key = plan_keys_cached_by_prefix(plan, raw);
    if (is_lead(key, p, first))
        return key;
    size_t len = span_text(raw);
    key = raw[len] == '"' ? plan_keys_cached(plan, raw, len) : NULL;
    return is_lead(key, p, first) ? key : NULL;
}

#endif
