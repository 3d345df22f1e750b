/*
 * utf8_block: text that is not ASCII, block by block. UTF-8 is checked as J.
 * Keiser and D. Lemire do it ("Validating UTF-8 In Less Than One Instruction
 * Per Byte", 2021). The bytes before each byte, which they carry from block to
 * block, are loaded again from where they still stand.
 *
 * A kernel that has BLOCK_LOOKS_UP defines, beside what block.h asks for:
 *
 *   block_each(byte)         a block of one byte of kernel.h
 *   block_before(b, n)       for each byte the one n (1 to 3) before it, or 0
 *   block_high(b), block_low(b)      the upper or lower four bits of each byte
 *   block_look_up(table, b)  the byte of the table for each byte (0 to 15)
 *   block_and(a, b), block_or(a, b)
 *   block_less(a, b)         each byte of a less that of b, or 0
 *   block_is_equal(a, b)     whether they are equal
 */
#ifndef KERNEL_UTF8_BLOCK_H
#define KERNEL_UTF8_BLOCK_H

#include "base/utf8.h"
#include "kernel/block.h"

#include <string.h>

/*
 * Copies text, from the beginning of a character, as far as a JSON string may
 * hold it as it is: character by character. Returns its bytes; may write BLOCK
 * more.
 */
static inline size_t utf8_block_characters(unsigned char *o,
                                           const unsigned char *p)
{
    for (size_t n = 0;;) {
        n += block_copy_plain(o + n, p + n);
        if (p[n] < 0x80)
            return n;
        struct utf8_look look = utf8_look(p + n);
        if (!look.whole)
            return n;
        memcpy(o + n, p + n, 4);
        n += look.fit;
    }
}

#ifdef BLOCK_LOOKS_UP

/*
 * What may be wrong with two bytes, one bit for each; it is, where both halves
 * of the first and the upper half of the second say so (the paper's table 8).
 */
enum {
    TOO_SHORT = 1 << 0,      /* a lead byte, and no continuation */
    TOO_LONG = 1 << 1,       /* ASCII, and a continuation */
    OVERLONG_3 = 1 << 2,     /* E0 80 to E0 9F */
    TOO_LARGE = 1 << 3,      /* F4 90 to FF BF */
    SURROGATE = 1 << 4,      /* ED A0 to ED BF */
    OVERLONG_2 = 1 << 5,     /* C0 or C1 */
    TOO_LARGE_1000 = 1 << 6, /* F5 80 to FF 8F */
    OVERLONG_4 = 1 << 6,     /* F0 80 to F0 8F */
    TWO_CONTS = 1 << 7, /* a continuation after another; KERNEL_TWO_CONTS */
    CARRY = TOO_SHORT | TOO_LONG | TWO_CONTS
};

static const unsigned char first_high[16] = {
    TOO_LONG,
    TOO_LONG,
    TOO_LONG,
    TOO_LONG,
    TOO_LONG,
    TOO_LONG,
    TOO_LONG,
    TOO_LONG,
    TWO_CONTS,
    TWO_CONTS,
    TWO_CONTS,
    TWO_CONTS,
    TOO_SHORT | OVERLONG_2,
    TOO_SHORT,
    TOO_SHORT | OVERLONG_3 | SURROGATE,
    TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4,
};

static const unsigned char first_low[16] = {
    CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4,
    CARRY | OVERLONG_2,
    CARRY,
    CARRY,
    CARRY | TOO_LARGE,
    CARRY | TOO_LARGE | TOO_LARGE_1000,
    CARRY | TOO_LARGE | TOO_LARGE_1000,
    CARRY | TOO_LARGE | TOO_LARGE_1000,
    CARRY | TOO_LARGE | TOO_LARGE_1000,
    CARRY | TOO_LARGE | TOO_LARGE_1000,
    CARRY | TOO_LARGE | TOO_LARGE_1000,
    CARRY | TOO_LARGE | TOO_LARGE_1000,
    CARRY | TOO_LARGE | TOO_LARGE_1000,
    CARRY | TOO_LARGE | TOO_LARGE_1000 | SURROGATE,
    CARRY | TOO_LARGE | TOO_LARGE_1000,
    CARRY | TOO_LARGE | TOO_LARGE_1000,
};

static const unsigned char second_high[16] = {
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE_1000 |
        OVERLONG_4,
    TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE,
    TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE,
    TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
};

/*
 * Whether the block is UTF-8, but for a character that its end cuts. For each
 * of its bytes, before has the one before it, and second and third have those
 * two and three before it.
 */
static inline bool utf8_block_is_valid(block b, block before, block second,
                                       block third)
{
    block wrong =
        block_and(block_and(block_look_up(first_high, block_high(before)),
                            block_look_up(first_low, block_low(before))),
                  block_look_up(second_high, block_high(b)));
    /* Two continuations are right where a lead byte of three stood two before,
     * or one of four three before. */
    block right =
        block_and(block_or(block_less(second, block_each(KERNEL_THIRD)),
                           block_less(third, block_each(KERNEL_FOURTH))),
                  block_each(KERNEL_TWO_CONTS));

    return block_is_equal(wrong, right);
}

/* How many of the last bytes of UTF-8, which ends at end, are of a character
 * that goes on after it. */
static inline size_t utf8_block_cut(const unsigned char *end)
{
    return (size_t)(end[-1] >= 0xC0) + 2 * (size_t)(end[-2] >= 0xE0) +
           3 * (size_t)(end[-3] >= 0xF0);
}

/*
 * Copies text as utf8_block_copy() does, where the first block, b, has
 * something that is not ASCII, is copied already, and has the mask_not_text()
 * ends. It does not look for plain ASCII again: where one such character is,
 * others are.
 */
static inline size_t utf8_block_past_ascii(unsigned char *o,
                                           const unsigned char *p, block b,
                                           uint64_t ends)
{
    size_t n = 0;
    bool good = utf8_block_is_valid(b, block_before(b, 1), block_before(b, 2),
                                    block_before(b, 3));

    while (good && ends == 0) {
        n += BLOCK;
        b = block_load(p + n);
        block_store(o + n, b);
        ends = mask_not_text(b);
        good =
            utf8_block_is_valid(b, block_load(p + n - 1), block_load(p + n - 2),
                                block_load(p + n - 3));
    }
    if (good)
        return n + mask_first(ends);
    /* What is wrong may be after the end of the string. */
    if (n > 0)
        n -= utf8_block_cut(p + n);
    return n + utf8_block_characters(o + n, p + n);
}

/* The same as utf8_block_characters(), by blocks as long as these are UTF-8. */
static inline size_t utf8_block_copy(unsigned char *o, const unsigned char *p)
{
    for (size_t n = 0;; n += BLOCK) {
        block b = block_load(p + n);
        uint64_t plain_ends = mask_not_plain(b);
        block_store(o + n, b);
        if (plain_ends == 0)
            continue;
        size_t end = n + mask_first(plain_ends);
        if (p[end] < 0x80)
            return end;
        return n + utf8_block_past_ascii(o + n, p + n, b, mask_not_text(b));
    }
}

#else

static inline size_t utf8_block_copy(unsigned char *o, const unsigned char *p)
{
    return utf8_block_characters(o, p);
}

#endif

#endif
