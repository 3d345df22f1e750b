/*
 * plan_keys: the keys that a plan has learned; see plan.h.
 */
#ifndef PLAN_PLAN_KEYS_H
#define PLAN_PLAN_KEYS_H

#include "base/status.h"
#include "plan/plan.h"

#include <endian.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * Finds the key whose raw bytes are the len bytes at raw, which are followed by
 * a '"'; learns it where it is new. *key belongs to the plan until
 * plans_forget(). May read 8 bytes at raw.
 *
 * Errors: those of camel_key(), with *bad the offset in raw of the byte that
 * does not fit; STATUS_MEMORY.
 */
enum status plan_keys_get(struct plan *plan, const unsigned char *raw,
                          size_t len, struct key **key, size_t *bad);

/*
 * Sets the key's lead: a comma, the before_len bytes between it and the raw
 * bytes, these, their closing quote, and the after_len bytes up to the value.
 * In
 *
 *      1,"first_name":"Ada"
 *
 * before is " and after is : alone. If either is too long, as by many blanks,
 * the key has no lead.
 */
void plan_keys_set_lead(struct key *key, const unsigned char *before,
                        size_t before_len, const unsigned char *after,
                        size_t after_len);

/* --- Found without a search ----------------------------------------------- */

/* 2^64 divided by the golden ratio, for Fibonacci hashing (D. Knuth, "The Art
 * of Computer Programming", volume 3, section 6.4). */
#define PLAN_GOLDEN UINT64_C(0x9E3779B97F4A7C15)

/*
 * The index of a key in cached[]: its length and its first and last eight
 * bytes, mixed. An input whose keys all have one index is no slower than one
 * whose keys are all new.
 */
static inline size_t plan_keys_cache_place(const struct plan *plan,
                                           const unsigned char *raw, size_t len)
{
    uint64_t first, last = 0;

    memcpy(&first, raw, sizeof first);
    if (len >= sizeof last)
        memcpy(&last, raw + len - sizeof last, sizeof last);
    else
        first = len == 0 ? 0 : le64toh(first) << (64 - 8 * len);
    uint64_t mixed = (first + len) * PLAN_GOLDEN;
    mixed = (mixed ^ last ^ (uintptr_t)plan) * PLAN_GOLDEN;
    return (size_t)(mixed >> 32) % PLAN_CACHED;
}

/*
 * A key of the plan that was found lately, has len raw bytes, and may be the
 * one at raw: the caller compares. NULL: there is none. May read 8 bytes at
 * raw.
 */
static inline struct key *plan_keys_cached(const struct plan *plan,
                                           const unsigned char *raw, size_t len)
{
    struct key *key =
        plan->learned->cached[plan_keys_cache_place(plan, raw, len)];

    return key != NULL && key->plan == plan && key->len == len ? key : NULL;
}

/*
 * The index of a key in cached_by_prefix[]: its first eight bytes, up to the
 * quote that ends it.
 */
static inline size_t plan_keys_prefix_place(const struct plan *plan,
                                            const unsigned char *raw)
{
    static const uint64_t each = UINT64_C(0x0101010101010101);
    uint64_t bytes;

    memcpy(&bytes, raw, sizeof bytes);
    bytes = le64toh(bytes);
    /* The highest bit of the first zero byte, by A. Mycroft's method. */
    uint64_t zero_at_quote = bytes ^ each * '"';
    uint64_t end = (zero_at_quote - each) & ~zero_at_quote & each * 0x80;
    bytes &= end ^ (end - 1);
    return (size_t)((bytes ^ (uintptr_t)plan) * PLAN_GOLDEN >> 32) %
           PLAN_CACHED;
}

/*
 * The key of the plan that was found last of those that begin as the bytes at
 * raw do: a guess that does not need their length. NULL: there is none. Reads 8
 * bytes at raw.
 */
static inline struct key *plan_keys_cached_by_prefix(const struct plan *plan,
                                                     const unsigned char *raw)
{
    struct key *key =
        plan->learned->cached_by_prefix[plan_keys_prefix_place(plan, raw)];

    return key != NULL && key->plan == plan ? key : NULL;
}

#endif
