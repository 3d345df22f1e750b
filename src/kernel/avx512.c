/*
 * The kernel for x86-64 with AVX-512 of bytes (BW and VL): comparisons give
 * marks at once. Its blocks are of 32 bytes, too: of 64, each store takes twice
 * as long on some CPUs, and most keys and values are short.
 */
#include <config.h>

#include "avx.h"

static inline uint64_t marks_plain_end(block b)
{
    /* As signed numbers, bytes past ASCII are below ' ', too; and so is '"',
     * once both have changed places. */
    block swapped = _mm256_xor_si256(b, each(KERNEL_SWAP));

    return _mm256_cmplt_epi8_mask(swapped, each(KERNEL_ABOVE_LOW)) |
           _mm256_cmpeq_epi8_mask(b, each(KERNEL_BACKSLASH));
}

static inline uint64_t marks_text_end(block b)
{
    return _mm256_cmple_epu8_mask(b, each(KERNEL_LAST_CONTROL)) |
           _mm256_cmpeq_epi8_mask(b, each(KERNEL_QUOTE)) |
           _mm256_cmpeq_epi8_mask(b, each(KERNEL_BACKSLASH));
}

static inline uint64_t marks_no_digit(block b)
{
    /* '9' becomes the highest signed number; what is above it, a negative. */
    block high = _mm256_add_epi8(b, each(KERNEL_NINE_TO_TOP));

    return _mm256_cmplt_epi8_mask(high, each(KERNEL_ZERO_AT_TOP));
}

static inline uint64_t marks_differ(block a, block b)
{
    return _mm256_cmpneq_epi8_mask(a, b);
}

#include "walk.h"

const struct kernel kernel_avx512 = {.name = "avx512", .walk = walk};
