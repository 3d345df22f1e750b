/*
 * Blocks: so many bytes as one CPU's register holds, and marks of those of them
 * that are looked for. What a kernel's file defines, and walk.h is made of:
 *
 *   block       a type that holds BLOCK bytes, 8 to 64 of them
 *   block_load(p), block_store(o, b)
 *
 *   uint64_t    marks: bits, of which each marked byte has one; that of a byte
 *               before another is lower
 *   marks_plain_end(b)   '"', '\', 0 to 0x1F, and what is past ASCII
 *   marks_text_end(b)    the same without what is past ASCII
 *   marks_no_digit(b)    all but '0' to '9'
 *   marks_differ(a, b)   the bytes of a that are not the same in b
 *   marks_first(marks)   the number of bytes before the first that is marked;
 *                        BLOCK, where there is none
 *
 *      {"first_name": "Ada"}
 *        ..........#..#...#    marks_plain_end() from the first letter on
 *
 * All of a block is read, and written, whatever of it is wanted: so up to
 * BLOCK - 1 bytes past the zero byte that stands behind the window.
 */
#ifndef KERNEL_BLOCK_H
#define KERNEL_BLOCK_H

#include "plan/plan.h"
#include "transform/state.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

_Static_assert((int)BLOCK <= (int)PLAN_SPARE,
               "a block may be read and written as a whole everywhere");

/* In the hot loop: what is passed on by address stays in registers only where
 * nothing is called. */
#define INLINE __attribute__((always_inline)) static inline

/*
 * Copies n bytes, so that few lengths need a branch of their own: reads and
 * writes up to BLOCK bytes more.
 */
INLINE void copy_bytes(unsigned char *o, const unsigned char *p, size_t n)
{
    block_store(o, block_load(p));
    for (size_t i = BLOCK; i < n; i += BLOCK)
        block_store(o + i, block_load(p + i));
}

/*
 * Whether the len bytes at p are those at q. Reads up to BLOCK - 1 more of q,
 * and of p no more than that behind the first that differs.
 */
INLINE bool same_bytes(const unsigned char *p, const unsigned char *q,
                       size_t len)
{
    for (;;) {
        unsigned same = marks_first(marks_differ(block_load(p), block_load(q)));
        if (same >= len)
            return true;
        if (same < BLOCK)
            return false;
        p += BLOCK;
        q += BLOCK;
        len -= BLOCK;
    }
}

/*
 * Copies the bytes that a JSON string may hold as they are and that are ASCII:
 * 0x20 to 0x7F but for '"' and '\'. Returns how many there are; writes up to
 * BLOCK more.
 */
static inline size_t copy_plain(unsigned char *o, const unsigned char *p)
{
    for (size_t n = 0;; n += BLOCK) {
        block b = block_load(p + n);
        uint64_t ends = marks_plain_end(b);
        block_store(o + n, b);
        if (ends != 0)
            return n + marks_first(ends);
    }
}

/* The number of bytes from p on that are none of '"', '\' and 0 to 0x1F. */
static inline size_t span_text(const unsigned char *p)
{
    for (size_t n = 0;; n += BLOCK) {
        uint64_t ends = marks_text_end(block_load(p + n));
        if (ends != 0)
            return n + marks_first(ends);
    }
}

#endif
