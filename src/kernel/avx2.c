/*
 * The kernel for x86-64 with AVX2: blocks of 32 bytes, and one bit for each
 * byte in its masks.
 */
#include <config.h>

#include "kernel/kernel.h"

#include <immintrin.h>

typedef __m256i block;

enum {
    BLOCK = sizeof(block)
};

static inline block block_load(const unsigned char *p)
{
    return _mm256_loadu_si256((const __m256i *)p);
}

static inline void block_store(unsigned char *o, block b)
{
    _mm256_storeu_si256((__m256i *)o, b);
}

static inline block block_each(enum kernel_byte byte)
{
    return block_load(kernel_bytes[byte]);
}

static inline unsigned mask_first(uint64_t mask)
{
    return _tzcnt_u32((uint32_t)mask);
}

static inline uint64_t mask_of(block found)
{
    return (uint32_t)_mm256_movemask_epi8(found);
}

static inline uint64_t mask_not_plain(block b)
{
    /* As signed numbers, bytes past ASCII are below ' ', too; and so is '"',
     * once both have changed places. */
    block swapped = _mm256_xor_si256(b, block_each(KERNEL_SWAP));
    block low = _mm256_cmpgt_epi8(block_each(KERNEL_ABOVE_LOW), swapped);
    block backslash = _mm256_cmpeq_epi8(b, block_each(KERNEL_BACKSLASH));

    return mask_of(_mm256_or_si256(low, backslash));
}

static inline uint64_t mask_not_text(block b)
{
    block control = _mm256_cmpeq_epi8(
        _mm256_min_epu8(b, block_each(KERNEL_LAST_CONTROL)), b);
    block quote = _mm256_cmpeq_epi8(b, block_each(KERNEL_QUOTE));
    block backslash = _mm256_cmpeq_epi8(b, block_each(KERNEL_BACKSLASH));

    return mask_of(_mm256_or_si256(control, _mm256_or_si256(quote, backslash)));
}

static inline uint64_t mask_not_digit(block b)
{
    /* '9' becomes the highest signed number; what is above it, a negative. */
    block high = _mm256_add_epi8(b, block_each(KERNEL_NINE_TO_TOP));

    return mask_of(_mm256_cmpgt_epi8(block_each(KERNEL_ZERO_AT_TOP), high));
}

static inline uint64_t mask_differ(block a, block b)
{
    return ~mask_of(_mm256_cmpeq_epi8(a, b));
}

/* --- For utf8_block.h ---------------------------------------------------- */

#define BLOCK_LOOKS_UP

static inline block block_before(block b, int n)
{
    /* The lanes are shifted one by one: this is what goes into each. */
    block from = _mm256_permute2x128_si256(b, b, 0x08);

    switch (n) {
    case 1:
        return _mm256_alignr_epi8(b, from, 15);
    case 2:
        return _mm256_alignr_epi8(b, from, 14);
    default:
        return _mm256_alignr_epi8(b, from, 13);
    }
}

static inline block block_high(block b)
{
    return _mm256_and_si256(_mm256_srli_epi16(b, 4),
                            block_each(KERNEL_LOW_HALF));
}

static inline block block_low(block b)
{
    return _mm256_and_si256(b, block_each(KERNEL_LOW_HALF));
}

static inline block block_look_up(const unsigned char table[16], block at)
{
    __m128i half = _mm_loadu_si128((const __m128i *)table);

    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(half), at);
}

static inline block block_and(block a, block b)
{
    return _mm256_and_si256(a, b);
}

static inline block block_or(block a, block b)
{
    return _mm256_or_si256(a, b);
}

static inline block block_less(block a, block b)
{
    return _mm256_subs_epu8(a, b);
}

static inline bool block_is_equal(block a, block b)
{
    block d = _mm256_xor_si256(a, b);

    return _mm256_testz_si256(d, d);
}

#include "kernel/walk.h"

const struct kernel kernel_avx2 = {.name = "avx2", .walk = walk_window};
