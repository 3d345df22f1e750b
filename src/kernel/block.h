/*
 * The primitives that walk.h names, by blocks of bytes. The file that includes
 * this one defines before, for its CPU:
 *
 *   BLOCK_BYTES  the bytes of a block, at most TRANSFORM_PADDING
 *   BLOCK_BITS   how many bits of a mask stand for each of them
 *   uint64_t copy_block(unsigned char *o, const unsigned char *p)
 *      Copies a block from p to o. Gives a mask of its bytes that copy_plain()
 *      stops at, the first of them lowest.
 *   uint64_t key_block(const unsigned char *p)
 *      Gives a mask of those that span_key() stops at.
 *
 *      "first_name": "Ada"
 *       ...........#..#...#    what key_block() sees from the first letter on
 *
 * A block begins at the latest with the zero byte behind the window, so no more
 * than BLOCK_BYTES are read of the padding.
 */
#ifndef BLOCK_H
#define BLOCK_H

#include <stddef.h>
#include <stdint.h>

/* The number of bytes before the first that a mask has; it has one. */
static inline size_t before(uint64_t mask)
{
    return (size_t)__builtin_ctzll(mask) / BLOCK_BITS;
}

static inline size_t copy_plain(unsigned char *o, const unsigned char *p)
{
    uint64_t mask;
    size_t n = 0;

    while ((mask = copy_block(o + n, p + n)) == 0)
        n += BLOCK_BYTES;
    return n + before(mask);
}

static inline size_t span_key(const unsigned char *p)
{
    uint64_t mask;
    size_t n = 0;

    while ((mask = key_block(p + n)) == 0)
        n += BLOCK_BYTES;
    return n + before(mask);
}

#endif
