/*
 * Keys: found by a guess or a scan, looked up in the plan, noted in their
 * object. Part of every kernel; see walk.h for what the kernel defines before.
 */
#ifndef KERNEL_KEY_H
#define KERNEL_KEY_H

#include "kernel/scan.h"
#include "plan/plan_keys.h"
#include "transform/seen.h"

#include <string.h>

/*
 * Whether the key at p, behind its first quote, is the guessed one. The
 * comparison ends with the closing quote.
 */
static inline bool is_guess(const struct key *guess, const unsigned char *p,
                            const struct window *w)
{
    return guess != NULL && guess->len < (size_t)(w->end - p) &&
           memcmp(p, guess->raw, guess->len + 1) == 0;
}

/*
 * The key at p goes on to q without a closing quote: because the window is cut
 * there, or because of a byte that a key may not hold. Of several misfits the
 * first is reported.
 */
static enum status refuse_key(struct transform *t, const struct window *w,
                              const unsigned char *p, const unsigned char *q)
{
    bool cut = q == w->end || *q == '\\';
    enum status status = STATUS_OK;
    uint32_t c;

    if (cut && !w->last)
        return STATUS_MORE;
    while (status == STATUS_OK)
        status = escape_get(&p, &c);
    if (status == STATUS_BAD_UTF8 && p + utf8_look(p).fit == w->end)
        return STATUS_MORE;
    return misfit(t, w, p, status);
}

/* Finds the end of the key at p, behind its first quote, and looks it up. */
static enum status find_key(struct transform *t, const struct window *w,
                            const unsigned char *p, struct key **key)
{
    const unsigned char *q = p + span_text(p);
    size_t bad;

    while (*q == '\\' && q + 1 < w->end) {
        q += 2;
        q += span_text(q);
    }
    if (*q != '"')
        return refuse_key(t, w, p, q);
    *key = plan_keys_cached(t->top->plan, p, (size_t)(q - p));
    if (*key != NULL && same_bytes(p, (*key)->raw, (*key)->len))
        return STATUS_OK;
    enum status status =
        plan_keys_get(t->top->plan, p, (size_t)(q - p), key, &bad);
    if (status != STATUS_OK && status != STATUS_MEMORY)
        return misfit(t, w, p + bad, status);
    return status;
}

/*
 * A key of the object on top, from its first quote to behind its last. Errors:
 * those of plan_keys_get() and seen_note(); STATUS_MORE, with *c where it
 * was.
 */
static inline enum status take_key(struct transform *t, const struct window *w,
                                   struct cursor *c, struct key **key)
{
    enum status status = STATUS_OK;

    *key = *t->top->guess;
    if (!is_guess(*key, c->p + 1, w))
        status = find_key(t, w, c->p + 1, key);
    if (status == STATUS_OK)
        status = seen_note(t, *key);
    if (status == STATUS_EQUAL_KEYS)
        t->error_at = c->p;
    if (status == STATUS_OK)
        c->p += 1 + (*key)->len + 1;
    return status;
}

#endif
