/*
 * The kernel for AArch64: NEON, 16 bytes at a time.
 */
#include <config.h>

#include "kernel.h"

#include <arm_neon.h>

enum {
    BLOCK_BYTES = 16,
    BLOCK_BITS = 4
};

static inline uint8x16_t equal(uint8x16_t block, unsigned char c)
{
    return vceqq_u8(block, vdupq_n_u8(c));
}

/* '"' and '\' end what is copied, and what is looked at as a key. */
static inline uint8x16_t marks(uint8x16_t block)
{
    return vorrq_u8(equal(block, '"'), equal(block, '\\'));
}

/*
 * NEON has no movemask. To narrow each pair of bytes by 4 bits leaves half of
 * each byte, in its place, in one step.
 */
static inline uint64_t mask_of(uint8x16_t found)
{
    uint8x8_t halves = vshrn_n_u16(vreinterpretq_u16_u8(found), 4);

    return vget_lane_u64(vreinterpret_u64_u8(halves), 0);
}

static inline uint64_t copy_block(unsigned char *o, const unsigned char *p)
{
    uint8x16_t block = vld1q_u8(p);
    /* As signed numbers, the bytes from 0x80 on are less than 0x20, too. */
    uint8x16_t others = vcltq_s8(vreinterpretq_s8_u8(block), vdupq_n_s8(0x20));

    vst1q_u8(o, block);
    return mask_of(vorrq_u8(others, marks(block)));
}

static inline uint64_t key_block(const unsigned char *p)
{
    uint8x16_t block = vld1q_u8(p);
    uint8x16_t controls = vcltq_u8(block, vdupq_n_u8(0x20));

    return mask_of(vorrq_u8(controls, marks(block)));
}

#include "block.h"
#include "walk.h"

const struct kernel kernel_neon = {.name = "neon", .walk = walk};
