/*
 * The kernel for x86-64 with AVX-512 of bytes (BW): 64 bytes at a time, and
 * masks that are numbers.
 */
#include <config.h>

#include "kernel.h"

#include <immintrin.h>

enum {
    BLOCK_BYTES = 64,
    BLOCK_BITS = 1
};

/* '"' and '\' end what is copied, and what is looked at as a key. */
static inline uint64_t marks(__m512i block)
{
    return _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('"')) |
           _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('\\'));
}

static inline uint64_t copy_block(unsigned char *o, const unsigned char *p)
{
    __m512i block = _mm512_loadu_si512(p);

    _mm512_storeu_si512(o, block);
    /* As signed numbers, the bytes from 0x80 on are less than 0x20, too. */
    return _mm512_cmplt_epi8_mask(block, _mm512_set1_epi8(0x20)) | marks(block);
}

static inline uint64_t key_block(const unsigned char *p)
{
    __m512i block = _mm512_loadu_si512(p);

    return _mm512_cmplt_epu8_mask(block, _mm512_set1_epi8(0x20)) | marks(block);
}

#include "block.h"
#include "walk.h"

const struct kernel kernel_avx512 = {.name = "avx512", .walk = walk};
