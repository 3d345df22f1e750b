/*
 * The portable kernel: plain C, eight bytes in a word. Its masks are the
 * highest bits of bytes.
 */
#include <config.h>

#include "kernel/kernel.h"

#include <endian.h>
#include <string.h>

typedef uint64_t block;

enum {
    BLOCK = sizeof(block)
};

/* A word of eight bytes c. */
#define EACH(c) ((c)*UINT64_C(0x0101010101010101))
#define HIGH EACH(0x80)

static inline block block_load(const unsigned char *p)
{
    block b;

    memcpy(&b, p, sizeof b);
    return le64toh(b);
}

static inline void block_store(unsigned char *o, block b)
{
    b = htole64(b);
    memcpy(o, &b, sizeof b);
}

static inline unsigned mask_first(uint64_t mask)
{
    return mask == 0 ? BLOCK : (unsigned)__builtin_ctzll(mask) / 8;
}

/* Bytes of 0: of those below 0x80, exactly; the others are never marked. */
static inline uint64_t zeros(uint64_t b)
{
    return ~((b & ~HIGH) + ~HIGH) & ~b & HIGH;
}

/* Bytes below 0x20: those with none of these three bits. */
static inline uint64_t controls(uint64_t b)
{
    return zeros(b & EACH(0xE0));
}

static inline uint64_t mask_not_text(block b)
{
    return controls(b) | zeros(b ^ EACH('"')) | zeros(b ^ EACH('\\'));
}

static inline uint64_t mask_not_plain(block b)
{
    return mask_not_text(b) | (b & HIGH);
}

static inline uint64_t mask_not_digit(block b)
{
    uint64_t above = ((b & ~HIGH) + EACH(0x7F - '9')) | b;
    uint64_t below = ~((b | HIGH) - EACH('0'));

    return (above | below) & HIGH;
}

static inline uint64_t mask_differ(block a, block b)
{
    uint64_t d = a ^ b;

    return (((d & ~HIGH) + ~HIGH) | d) & HIGH;
}

#include "kernel/walk.h"

const struct kernel kernel_portable = {.name = "portable", .walk = walk_window};
