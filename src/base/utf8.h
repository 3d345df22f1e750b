/*
 * utf8: one code point of UTF-8 (RFC 3629; the Unicode Standard, table 3-7,
 * "Well-Formed UTF-8 Byte Sequences").
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The byte order mark (BOM): U+FEFF before a text, of which it is no part. */
#define UTF8_BOM "\xEF\xBB\xBF"

enum {
    UTF8_BOM_LEN = sizeof UTF8_BOM - 1
};

/* Bytes of the BOM that the n bytes at text begin with: UTF8_BOM_LEN or 0. */
static inline size_t utf8_bom(const void *text, size_t n)
{
    bool has_bom =
        n >= UTF8_BOM_LEN && memcmp(text, UTF8_BOM, UTF8_BOM_LEN) == 0;

    return has_bom ? UTF8_BOM_LEN : 0;
}

/* What utf8_look() found. */
struct utf8_look {
    unsigned fit; /* bytes that begin or make up a well-formed sequence */
    bool whole;   /* they are a whole one; else the next byte does not fit */
};

/*
 * Looks at the sequence at p, whose first byte is >= 0x80. Reads no byte past
 * the first that does not fit, so any byte below 0x80 (a NUL, say) stops it.
 * Overlong forms, surrogates and code points above U+10FFFF do not fit.
 */
static inline struct utf8_look utf8_look(const unsigned char *p)
{
    unsigned char low = 0x80, high = 0xBF; /* bounds of the second byte */
    unsigned length;

    if (p[0] < 0xC2 || p[0] > 0xF4)
        return (struct utf8_look){0, false};
    if (p[0] < 0xE0) {
        length = 2;
    } else if (p[0] < 0xF0) {
        length = 3;
        if (p[0] == 0xE0)
            low = 0xA0;
        if (p[0] == 0xED)
            high = 0x9F;
    } else {
        length = 4;
        if (p[0] == 0xF0)
            low = 0x90;
        if (p[0] == 0xF4)
            high = 0x8F;
    }
    if (p[1] < low || p[1] > high)
        return (struct utf8_look){1, false};
    for (unsigned i = 2; i < length; i++)
        if (p[i] < 0x80 || p[i] > 0xBF)
            return (struct utf8_look){i, false};
    return (struct utf8_look){length, true};
}

/* The code point of the well-formed sequence of length bytes (1 to 4) at p. */
static inline uint32_t utf8_get(const unsigned char *p, unsigned length)
{
    static const unsigned char payload[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    uint32_t c = p[0] & payload[length];

    for (unsigned i = 1; i < length; i++)
        c = c << 6 | (p[i] & 0x3Fu);
    return c;
}

/*
 * Writes code point c, at most U+10FFFF and no surrogate, at o, which has room
 * for 4 bytes. Returns its length, 1 to 4.
 */
static inline unsigned utf8_put(unsigned char *o, uint32_t c)
{
    if (c < 0x80) {
        o[0] = (unsigned char)c;
        return 1;
    }
    if (c < 0x800) {
        o[0] = (unsigned char)(0xC0 | c >> 6);
        o[1] = (unsigned char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        o[0] = (unsigned char)(0xE0 | c >> 12);
        o[1] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
        o[2] = (unsigned char)(0x80 | (c & 0x3F));
        return 3;
    }
    o[0] = (unsigned char)(0xF0 | c >> 18);
    o[1] = (unsigned char)(0x80 | (c >> 12 & 0x3F));
    o[2] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
    o[3] = (unsigned char)(0x80 | (c & 0x3F));
    return 4;
}

#endif
