/*
 * The kernel for any x86-64: SSE2, 16 bytes at a time.
 */
#include <config.h>

#include "kernel.h"

#include <emmintrin.h>

enum {
    BLOCK_BYTES = 16,
    BLOCK_BITS = 1
};

static inline __m128i equal(__m128i block, char c)
{
    return _mm_cmpeq_epi8(block, _mm_set1_epi8(c));
}

/* '"' and '\' end what is copied, and what is looked at as a key. */
static inline __m128i marks(__m128i block)
{
    return _mm_or_si128(equal(block, '"'), equal(block, '\\'));
}

static inline uint64_t mask_of(__m128i found)
{
    return (unsigned int)_mm_movemask_epi8(found);
}

static inline uint64_t copy_block(unsigned char *o, const unsigned char *p)
{
    __m128i block = _mm_loadu_si128((const __m128i *)p);
    /* As signed numbers, the bytes from 0x80 on are less than 0x20, too. */
    __m128i others = _mm_cmplt_epi8(block, _mm_set1_epi8(0x20));

    _mm_storeu_si128((__m128i *)o, block);
    return mask_of(_mm_or_si128(others, marks(block)));
}

static inline uint64_t key_block(const unsigned char *p)
{
    __m128i block = _mm_loadu_si128((const __m128i *)p);
    __m128i controls =
        _mm_cmpeq_epi8(block, _mm_min_epu8(block, _mm_set1_epi8(0x1F)));

    return mask_of(_mm_or_si128(controls, marks(block)));
}

#include "block.h"
#include "walk.h"

const struct kernel kernel_x86_64 = {.name = "x86-64", .walk = walk};
