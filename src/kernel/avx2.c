/*
 * The kernel for x86-64 with AVX2: 32 bytes at a time.
 */
#include <config.h>

#include "kernel.h"

#include <immintrin.h>

enum {
    BLOCK_BYTES = 32,
    BLOCK_BITS = 1
};

static inline __m256i equal(__m256i block, char c)
{
    return _mm256_cmpeq_epi8(block, _mm256_set1_epi8(c));
}

/* '"' and '\' end what is copied, and what is looked at as a key. */
static inline __m256i marks(__m256i block)
{
    return _mm256_or_si256(equal(block, '"'), equal(block, '\\'));
}

static inline uint64_t mask_of(__m256i found)
{
    return (unsigned int)_mm256_movemask_epi8(found);
}

static inline uint64_t copy_block(unsigned char *o, const unsigned char *p)
{
    __m256i block = _mm256_loadu_si256((const __m256i *)p);
    /* As signed numbers, the bytes from 0x80 on are less than 0x20, too. */
    __m256i others = _mm256_cmpgt_epi8(_mm256_set1_epi8(0x20), block);

    _mm256_storeu_si256((__m256i *)o, block);
    return mask_of(_mm256_or_si256(others, marks(block)));
}

static inline uint64_t key_block(const unsigned char *p)
{
    __m256i block = _mm256_loadu_si256((const __m256i *)p);
    __m256i controls = _mm256_cmpeq_epi8(
        block, _mm256_min_epu8(block, _mm256_set1_epi8(0x1F)));

    return mask_of(_mm256_or_si256(controls, marks(block)));
}

#include "block.h"
#include "walk.h"

const struct kernel kernel_avx2 = {.name = "avx2", .walk = walk};
