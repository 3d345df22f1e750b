/*
 * block: as many bytes as one register of the CPU holds, and masks that say
 * which of them are of some kind. What the file of a kernel defines for its
 * CPU, and all else in a kernel is made of:
 *
 *   block       a type of BLOCK bytes
 *   block_load(p), block_store(o, b)     at any address
 *
 *   uint64_t    a mask: one bit or more for each byte, that of an earlier byte
 *               lower; the bits of a byte that is meant are set
 *   mask_not_plain(b)    '"', '\', 0 to 0x1F, and what is not ASCII
 *   mask_not_text(b)     the same without what is not ASCII
 *   mask_not_digit(b)    all but '0' to '9'
 *   mask_differ(a, b)    the bytes of a that are not the same in b
 *   mask_first(mask)     the number of bytes before the first that is set;
 *                        BLOCK, where none is
 *
 *      {"first_name": "Ada"}
 *        ..........#..#...#    mask_not_plain() from the first letter on
 *
 * A block is read and written as a whole, whatever of it is wanted. That is why
 * a window and a text of the plans have bytes after their end that may be read,
 * and why the output has room after what is written:
 *
 *   what is read           begins before the end of the window, or at the zero
 *                          byte there, and is a block or 8 bytes long: so it
 *                          ends at most BLOCK bytes after the end
 *   what is written        ends at most BLOCK bytes after what is kept of it
 *
 * Included by every header of the kernels, after the file of a kernel has
 * defined the above.
 */
#ifndef KERNEL_BLOCK_H
#define KERNEL_BLOCK_H

#include "plan/plan.h"
#include "transform/window.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

_Static_assert((int)BLOCK >= 8,
               "what reads 8 bytes reads no more than a block");
_Static_assert((int)BLOCK <= (int)WINDOW_PADDING,
               "a block may be read at the end of a window");
_Static_assert((int)BLOCK <= (int)PLAN_SPARE,
               "a block may be read at the end of a text of the plans");

/* For the hot loops: a struct that is passed on by address stays in registers
 * only where nothing is called. */
#define INLINE __attribute__((always_inline)) static inline

/* From here on the compiler does not know where the value of the variable comes
 * from, and makes no conditional move of a branch that this stands in. */
#define HIDE_FROM_OPTIMIZER(variable) __asm__("" : "+r"(variable))

/*
 * Copies n bytes. Most lengths are less than a block, and need no loop. Reads
 * and writes up to BLOCK bytes more.
 */
INLINE void block_copy(unsigned char *o, const unsigned char *p, size_t n)
{
    block_store(o, block_load(p));
    for (size_t i = BLOCK; i < n; i += BLOCK)
        block_store(o + i, block_load(p + i));
}

/*
 * Whether the len bytes at p are those at q. Reads up to BLOCK - 1 more of q,
 * and of p no more than that after the first that differs.
 */
INLINE bool block_same_bytes(const unsigned char *p, const unsigned char *q,
                             size_t len)
{
    for (;;) {
        unsigned same = mask_first(mask_differ(block_load(p), block_load(q)));
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
 * Copies the bytes that are ASCII and that a JSON string may hold as they are:
 * 0x20 to 0x7F except '"' and '\'. Returns how many there are; writes up to
 * BLOCK more.
 */
static inline size_t block_copy_plain(unsigned char *o, const unsigned char *p)
{
    for (size_t n = 0;; n += BLOCK) {
        block b = block_load(p + n);
        uint64_t ends = mask_not_plain(b);
        block_store(o + n, b);
        if (ends != 0)
            return n + mask_first(ends);
    }
}

/* The number of bytes from p on that are none of '"', '\' and 0 to 0x1F. */
static inline size_t block_span_text(const unsigned char *p)
{
    for (size_t n = 0;; n += BLOCK) {
        uint64_t ends = mask_not_text(block_load(p + n));
        if (ends != 0)
            return n + mask_first(ends);
    }
}

#endif
