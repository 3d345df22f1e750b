/*
 * The kernel for AArch64: NEON, 16 bytes in a register. Its masks have four
 * bits for each byte, of which one is used.
 */
#include <config.h>

#include "kernel/kernel.h"

#include <arm_acle.h>
#include <arm_neon.h>

typedef uint8x16_t block;

enum {
    BLOCK = sizeof(block)
};

static inline block block_load(const unsigned char *p)
{
    return vld1q_u8(p);
}

static inline void block_store(unsigned char *o, block b)
{
    vst1q_u8(o, b);
}

static inline unsigned mask_first(uint64_t mask)
{
    return (unsigned)__clzll(__rbitll(mask)) / 4;
}

/*
 * NEON has no movemask. To narrow each pair of bytes by 4 bits leaves half of
 * each byte, in its place, in one step.
 */
static inline uint64_t mask_of(block found)
{
    uint8x8_t halves = vshrn_n_u16(vreinterpretq_u16_u8(found), 4);

    return vget_lane_u64(vreinterpret_u64_u8(halves), 0) &
           UINT64_C(0x8888888888888888);
}

static inline block equals(block b, unsigned char c)
{
    return vceqq_u8(b, vdupq_n_u8(c));
}

static inline block quotes(block b)
{
    return vorrq_u8(equals(b, '"'), equals(b, '\\'));
}

static inline uint64_t mask_not_plain(block b)
{
    /* As signed numbers, bytes past ASCII are below ' ', too. */
    block low = vcltq_s8(vreinterpretq_s8_u8(b), vdupq_n_s8(' '));

    return mask_of(vorrq_u8(low, quotes(b)));
}

static inline uint64_t mask_not_text(block b)
{
    block control = vcltq_u8(b, vdupq_n_u8(' '));

    return mask_of(vorrq_u8(control, quotes(b)));
}

static inline uint64_t mask_not_digit(block b)
{
    block value = vsubq_u8(b, vdupq_n_u8('0'));

    return mask_of(vcgtq_u8(value, vdupq_n_u8(9)));
}

static inline uint64_t mask_differ(block a, block b)
{
    return mask_of(vmvnq_u8(vceqq_u8(a, b)));
}

/* --- For utf8_block.h --------------------------------------------------- */

#define BLOCK_LOOKS_UP

static inline block block_each(enum kernel_byte byte)
{
    return block_load(kernel_bytes[byte]);
}

static inline block block_before(block b, int n)
{
    block zeros = vdupq_n_u8(0);

    switch (n) {
    case 1:
        return vextq_u8(zeros, b, BLOCK - 1);
    case 2:
        return vextq_u8(zeros, b, BLOCK - 2);
    default:
        return vextq_u8(zeros, b, BLOCK - 3);
    }
}

static inline block block_high(block b)
{
    return vshrq_n_u8(b, 4);
}

static inline block block_low(block b)
{
    return vandq_u8(b, block_each(KERNEL_LOW_HALF));
}

static inline block block_look_up(const unsigned char table[16], block at)
{
    return vqtbl1q_u8(block_load(table), at);
}

static inline block block_and(block a, block b)
{
    return vandq_u8(a, b);
}

static inline block block_or(block a, block b)
{
    return vorrq_u8(a, b);
}

static inline block block_less(block a, block b)
{
    return vqsubq_u8(a, b);
}

static inline bool block_is_equal(block a, block b)
{
    return vmaxvq_u8(veorq_u8(a, b)) == 0;
}

#include "kernel/walk.h"

const struct kernel kernel_neon = {.name = "neon", .walk = walk_window};
