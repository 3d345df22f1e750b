/*
 * The kernel for x86-64 with AVX2: one bit for each byte in its marks.
 */
#include <config.h>

#include "avx.h"

static inline uint64_t marks_of(block found)
{
    return (uint32_t)_mm256_movemask_epi8(found);
}

static inline uint64_t marks_plain_end(block b)
{
    /* As signed numbers, bytes past ASCII are below ' ', too; and so is '"',
     * once both have changed places. */
    block swapped = _mm256_xor_si256(b, each(KERNEL_SWAP));
    block low = _mm256_cmpgt_epi8(each(KERNEL_ABOVE_LOW), swapped);
    block backslash = _mm256_cmpeq_epi8(b, each(KERNEL_BACKSLASH));

    return marks_of(_mm256_or_si256(low, backslash));
}

static inline uint64_t marks_text_end(block b)
{
    block control =
        _mm256_cmpeq_epi8(_mm256_min_epu8(b, each(KERNEL_LAST_CONTROL)), b);
    block quote = _mm256_cmpeq_epi8(b, each(KERNEL_QUOTE));
    block backslash = _mm256_cmpeq_epi8(b, each(KERNEL_BACKSLASH));

    return marks_of(
        _mm256_or_si256(control, _mm256_or_si256(quote, backslash)));
}

static inline uint64_t marks_no_digit(block b)
{
    /* '9' becomes the highest signed number; what is above it, a negative. */
    block high = _mm256_add_epi8(b, each(KERNEL_NINE_TO_TOP));

    return marks_of(_mm256_cmpgt_epi8(each(KERNEL_ZERO_AT_TOP), high));
}

static inline uint64_t marks_differ(block a, block b)
{
    return ~marks_of(_mm256_cmpeq_epi8(a, b));
}

#include "walk.h"

const struct kernel kernel_avx2 = {.name = "avx2", .walk = walk};
