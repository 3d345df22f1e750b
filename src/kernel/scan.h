/*
 * scan: how many bytes of a window are a scalar's. Pure: bytes in, a length
 * out; no state, no cursor, no error.
 *
 * Two layers. The lower one copies or spans the inside of a string. The upper
 * one, scan_scalar() and what it is made of, copies a scalar that stands at p
 * as a whole and in which nothing is unusual. These return its bytes, or 0
 * where it is unusual, cut or bad: token.h decides which, byte by byte.
 *
 * All of them read up to BLOCK - 1 bytes past the zero byte after the window,
 * and write up to BLOCK bytes more than they return.
 */
#ifndef KERNEL_SCAN_H
#define KERNEL_SCAN_H

#include "base/ascii.h"
#include "base/escape.h"
#include "kernel/block.h"
#include "kernel/utf8_block.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* --- Inside a string ------------------------------------------------------ */

/* The bytes of the escape at p; 0: it is bad, or it is cut. */
static inline size_t scan_escape(const unsigned char *p)
{
    static const bool simple[UCHAR_MAX + 1] = {
        ['"'] = true, ['\\'] = true, ['/'] = true, ['b'] = true,
        ['f'] = true, ['n'] = true,  ['r'] = true, ['t'] = true,
    };
    static const bool is_hex[UCHAR_MAX + 1] = {
        ['0'] = true, ['1'] = true, ['2'] = true, ['3'] = true, ['4'] = true,
        ['5'] = true, ['6'] = true, ['7'] = true, ['8'] = true, ['9'] = true,
        ['A'] = true, ['B'] = true, ['C'] = true, ['D'] = true, ['E'] = true,
        ['F'] = true, ['a'] = true, ['b'] = true, ['c'] = true, ['d'] = true,
        ['e'] = true, ['f'] = true,
    };

    if (simple[p[1]])
        return 2;
    if (p[1] != 'u')
        return 0;
    /* Without a branch for each: no CPU can predict a mix of digits and
     * letters. */
    bool hex = is_hex[p[2]] & is_hex[p[3]] & is_hex[p[4]] & is_hex[p[5]];
    return hex ? ESCAPE_MAX : 0;
}

/*
 * Copies what is in a string, from anywhere between two characters: text and
 * escapes, as far as they are whole and good. Returns the bytes up to the
 * quote, or up to what is cut or bad.
 */
static size_t scan_inside(unsigned char *o, const unsigned char *p)
{
    size_t n = 0, more = 1;

    while (p[n] != '"' && more > 0) {
        if (p[n] == '\\') {
            more = scan_escape(p + n);
            memcpy(o + n, p + n, ESCAPE_MAX);
        } else {
            more = utf8_block_copy(o + n, p + n);
        }
        n += more;
    }
    return n;
}

/* --- Scalars -------------------------------------------------------------- */

/*
 * A string of which n plain bytes are copied already: its quote and those up to
 * the first that is not plain. Where that is none of the first block (n is
 * BLOCK), the next ones are looked for by a loop of their own: it is the short
 * way of the many strings that are plain to their end.
 */
__attribute__((noinline)) static size_t
scan_long_string(unsigned char *o, const unsigned char *p, size_t n)
{
    if (n == BLOCK)
        n += block_copy_plain(o + n, p + n);
    if (p[n] != '"')
        n += scan_inside(o + n, p + n);
    o[n] = '"';
    return p[n] == '"' ? n + 1 : 0;
}

/*
 * A string. The first bit of the mask is its opening quote; the second ends it,
 * if that is a quote:
 *
 *      "Ada","age":36
 *      #...#.#...#...
 */
INLINE size_t scan_string(unsigned char *o, const unsigned char *p)
{
    block b = block_load(p);
    uint64_t mask = mask_not_plain(b), ends = mask & (mask - 1);
    size_t n = mask_first(ends);

    block_store(o, b);
    if (p[n] != '"' || ends == 0)
        return scan_long_string(o, p, n);
    return n + 1;
}

/* Whether a number may end before the byte: with what follows a value. No
 * digit, point or 'e', with which it would go on; no NUL, as it may go on in
 * the next window. */
static inline bool scan_ends_number(unsigned char c)
{
    static const bool ends[UCHAR_MAX + 1] = {
        [','] = true,  ['}'] = true,  [']'] = true,  [' '] = true,
        ['\t'] = true, ['\n'] = true, ['\r'] = true,
    };

    return ends[c];
}

/* The digits, and a fraction, of a number in which mask says what no digit is.
 */
INLINE size_t scan_decimal(const unsigned char *p, uint64_t mask)
{
    size_t n = mask_first(mask);

    if (p[n] == '.') {
        size_t point = n;
        n = mask_first(mask & (mask - 1));
        if (n == point + 1)
            return 0;
    }
    return scan_ends_number(p[n]) ? n : 0;
}

/* A number of less than a block, without an exponent. */
INLINE size_t scan_number(unsigned char *o, const unsigned char *p)
{
    block b = block_load(p);
    uint64_t mask = mask_not_digit(b);

    block_store(o, b);
    if (*p > '0')
        return scan_decimal(p, mask);
    /* 0 or -, where another 0 would be bad, or anything that is no number */
    size_t sign = *p == '-';
    if (sign > 0)
        mask &= mask - 1;
    if (!ascii_is_digit(p[sign]) ||
        (p[sign] == '0' && ascii_is_digit(p[sign + 1])))
        return 0;
    return scan_decimal(p, mask);
}

static inline uint32_t scan_word_at(const void *p)
{
    uint32_t word;

    memcpy(&word, p, sizeof word);
    return word;
}

/* true, false or null: without a branch for each, as no CPU can predict them.
 */
INLINE size_t scan_word(unsigned char *o, const unsigned char *p)
{
    uint32_t word = scan_word_at(p);
    size_t is_false = (word == scan_word_at("fals")) & (p[4] == 'e');

    HIDE_FROM_OPTIMIZER(is_false); /* else GCC makes a branch of it */
    memcpy(o, p, 8);
    if (!(is_false | (word == scan_word_at("true")) |
          (word == scan_word_at("null"))))
        return 0;
    return 4 + is_false;
}

/* Any scalar; 0 for '{' and '[', too. */
INLINE size_t scan_scalar(unsigned char *o, const unsigned char *p)
{
    if (*p == '"')
        return scan_string(o, p);
    if (*p <= '9')
        return scan_number(o, p);
    return *p == '{' || *p == '[' ? 0 : scan_word(o, p);
}

#endif
