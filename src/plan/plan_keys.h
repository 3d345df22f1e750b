/*
 * plan: what becomes of each key of an object, and of the objects in its value.
 *
 * A plan is a table from the key as it stands in the row to the name it gets
 * in the response, ready for output. It learns keys as they come, so a key is
 * checked, decoded and renamed once, not once a row. Each key also remembers
 * which key followed it last: rows of one query repeat their shape, so a guess
 * that is compared replaces a scan and a search that are made.
 *
 * Every object is read under a plan, and a key says under which one the objects
 * in its value are read; see plans.h.
 */
#ifndef PLAN_PLAN_KEYS_H
#define PLAN_PLAN_KEYS_H

#include "base/status.h"
#include "plan/plans.h"

#include <endian.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * Finds the key whose raw bytes are the len bytes at raw, which a '"' follows;
 * learns it where it is new. *key belongs to the plan, until plans_forget().
 * May read 8 bytes at raw.
 *
 * A field of the type is found by the name that it gets, or by the key itself.
 *
 * Errors: those of camel_key(), with *bad the offset in raw of the byte that
 * does not fit; STATUS_MEMORY.
 */
enum status plan_keys_get(struct plan *plan, const unsigned char *raw,
                          size_t len, struct key **key, size_t *bad);

/* 2^64 divided by the golden ratio. */
#define PLAN_GOLDEN UINT64_C(0x9E3779B97F4A7C15)

/*
 * Where plan_keys_cached() looks for the key: by its length and its first and
 * last eight bytes, mixed by Fibonacci hashing (D. Knuth, "The Art of Computer
 * Programming", volume 3, section 6.4). Whoever makes keys that fall on one
 * place is no faster than by keys that are new.
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
 * The key that was found lately whose raw bytes may be the len bytes at raw: it
 * is of the plan and has as many. NULL: there is none. May read 8 bytes at raw.
 */
static inline struct key *plan_keys_cached(const struct plan *plan,
                                           const unsigned char *raw, size_t len)
{
    struct key *key =
        plan->plans->recent[plan_keys_cache_place(plan, raw, len)];

    return key != NULL && key->plan == plan && key->len == len ? key : NULL;
}

/*
 * Where plan_keys_cached_by_prefix() looks for the key: by its first eight
 * bytes, up to the quote that ends it.
 */
static inline size_t plan_keys_prefix_place(const struct plan *plan,
                                            const unsigned char *raw)
{
    static const uint64_t each = UINT64_C(0x0101010101010101);
    uint64_t bytes;

    memcpy(&bytes, raw, sizeof bytes);
    bytes = le64toh(bytes);
    /* The highest bit of the first zero byte, A. Mycroft's way. */
    uint64_t zero_at_quote = bytes ^ each * '"';
    uint64_t end = (zero_at_quote - each) & ~zero_at_quote & each * 0x80;
    bytes &= end ^ (end - 1);
    return (size_t)((bytes ^ (uintptr_t)plan) * PLAN_GOLDEN >> 32) %
           PLAN_CACHED;
}

/*
 * The key that plan_keys_get() gave last of those that begin like the raw
 * bytes: a guess that needs not know where they end. It is of the plan. NULL:
 * there is none. Reads 8 bytes at raw.
 */
static inline struct key *plan_keys_cached_by_prefix(const struct plan *plan,
                                                     const unsigned char *raw)
{
    struct key *key = plan->plans->begun[plan_keys_prefix_place(plan, raw)];

    return key != NULL && key->plan == plan ? key : NULL;
}

/*
 * Notes what stood around the key in a row, from the value before it to its
 * own value: before its raw bytes and after them, such as the ," and : of
 *
 *      1,"first_name":"Ada"
 *
 * It is the key's lead, with the raw bytes between; if it is too long, as by
 * many blanks, the key has none.
 */
void plan_keys_set_lead(struct key *key, const unsigned char *before,
                        size_t before_len, const unsigned char *after,
                        size_t after_len);

#endif
