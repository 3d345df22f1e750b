/*
 * The kernel for any x86-64: SSE2, 16 bytes in a register, one bit for each of
 * them in its masks.
 */
#include <config.h>

#include "kernel/kernel.h"

#include <emmintrin.h>

typedef __m128i block;

enum {
    BLOCK = sizeof(block)
};

static inline block block_load(const unsigned char *p)
{
    return _mm_loadu_si128((const __m128i *)p);
}

static inline void block_store(unsigned char *o, block b)
{
    _mm_storeu_si128((__m128i *)o, b);
}

static inline block block_each(enum kernel_byte byte)
{
    return block_load(kernel_bytes[byte]);
}

static inline unsigned mask_first(uint64_t mask)
{
    return (unsigned)__builtin_ctz((uint32_t)mask | 1U << BLOCK);
}

static inline uint64_t mask_of(block found)
{
    return (uint16_t)_mm_movemask_epi8(found);
}

static inline uint64_t mask_not_plain(block b)
{
    /* As signed numbers, bytes past ASCII are below ' ', too; and so is '"',
     * once both have changed places. */
    block swapped = _mm_xor_si128(b, block_each(KERNEL_SWAP));
    block low = _mm_cmpgt_epi8(block_each(KERNEL_ABOVE_LOW), swapped);
    block backslash = _mm_cmpeq_epi8(b, block_each(KERNEL_BACKSLASH));

    return mask_of(_mm_or_si128(low, backslash));
}

static inline uint64_t mask_not_text(block b)
{
    block control =
        _mm_cmpeq_epi8(_mm_min_epu8(b, block_each(KERNEL_LAST_CONTROL)), b);
    block quote = _mm_cmpeq_epi8(b, block_each(KERNEL_QUOTE));
    block backslash = _mm_cmpeq_epi8(b, block_each(KERNEL_BACKSLASH));

    return mask_of(_mm_or_si128(control, _mm_or_si128(quote, backslash)));
}

static inline uint64_t mask_not_digit(block b)
{
    /* '9' becomes the highest signed number; what is above it, a negative. */
    block high = _mm_add_epi8(b, block_each(KERNEL_NINE_TO_TOP));

    return mask_of(_mm_cmpgt_epi8(block_each(KERNEL_ZERO_AT_TOP), high));
}

static inline uint64_t mask_differ(block a, block b)
{
    return (uint16_t)~mask_of(_mm_cmpeq_epi8(a, b));
}

#include "kernel/walk.h"

const struct kernel kernel_x86_64 = {.name = "x86-64", .walk = walk_window};
