/*
 * key: keys on the slow path: found by a guess or a search, and noted in their
 * object. Every error in a key is found here.
 */
#ifndef KERNEL_KEY_H
#define KERNEL_KEY_H

#include "base/escape.h"
#include "base/status.h"
#include "base/utf8.h"
#include "kernel/token.h"
#include "plan/plan_keys.h"
#include "transform/seen.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * Whether the key whose raw bytes begin at p is the guessed one. The comparison
 * ends with the closing quote.
 */
static inline bool key_is_guess(const struct key *guess, const unsigned char *p,
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
static enum status key_refuse(struct transform *t, const struct window *w,
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
    return token_misfit(t, w, p, status);
}

/* Finds the end of the key whose raw bytes begin at p, and looks it up. */
static enum status key_find(struct transform *t, const struct window *w,
                            const unsigned char *p, struct key **key)
{
    const unsigned char *q = p + block_span_text(p);
    size_t bad;

    while (*q == '\\' && q + 1 < w->end) {
        q += 2;
        q += block_span_text(q);
    }
    if (*q != '"')
        return key_refuse(t, w, p, q);
    *key = plan_keys_cached(t->top->plan, p, (size_t)(q - p));
    if (*key != NULL && block_same_bytes(p, (*key)->raw, (*key)->len))
        return STATUS_OK;
    enum status status =
        plan_keys_get(t->top->plan, p, (size_t)(q - p), key, &bad);
    if (status != STATUS_OK && status != STATUS_MEMORY)
        return token_misfit(t, w, p + bad, status);
    return status;
}

/*
 * Reads a key of the object on top, from its first quote to after its last, and
 * notes that the object has it. Errors: those of plan_keys_get() and
 * seen_note(); STATUS_MORE, with *c where it was.
 */
static inline enum status key_read(struct transform *t, const struct window *w,
                                   struct cursor *c, struct key **key)
{
    enum status status = STATUS_OK;

    *key = *t->top->guess;
    if (!key_is_guess(*key, c->p + 1, w))
        status = key_find(t, w, c->p + 1, key);
    if (status == STATUS_OK)
        status = seen_note(t, *key);
    if (status == STATUS_EQUAL_KEYS)
        t->error_at = c->p;
    if (status == STATUS_OK)
        c->p += 1 + (*key)->len + 1;
    return status;
}

#endif
