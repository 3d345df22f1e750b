/*
 * escape: the characters of a JSON string, one at a time (RFC 8259, section 7),
 * from their spelling to code points and back.
 *
 * This is the slow path, for keys and for names from the command line. The
 * strings of values are not decoded: the kernels only check and copy them.
 */
#ifndef BASE_ESCAPE_H
#define BASE_ESCAPE_H

#include "base/ascii.h"
#include "base/buffer.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The most bytes one code point takes in a JSON string: \u00XX, \udXXX. */
enum {
    ESCAPE_MAX = 6
};

/*
 * Reads one code point at *p, raw UTF-8 or an escape, into *c, and moves *p
 * past it. A pair of surrogate escapes is one code point; for a lone one, which
 * the grammar allows, *c is the surrogate, U+D800 to U+DFFF. Reads no byte past
 * the first that does not fit, so the text must be followed by a '"' or a NUL.
 *
 * Errors: STATUS_CONTROL_IN_STRING, STATUS_NUL_BYTE, STATUS_BAD_ESCAPE,
 * STATUS_BAD_HEX, with *p at the byte that does not fit; STATUS_BAD_UTF8, with
 * *p at the first byte of the sequence.
 */
enum status escape_get(const unsigned char **p, uint32_t *c);

/*
 * Writes c at o in its shortest spelling: \" \\ \b \f \n \r \t, \u00xx for the
 * other controls below U+0020, \udxxx for a surrogate, else UTF-8. Needs
 * ESCAPE_MAX bytes of room; returns how many it used.
 */
unsigned escape_put(unsigned char *o, uint32_t c);

/*
 * Whether the inside of a JSON string, the len bytes at raw, which are valid
 * and followed by a '"', spells text, which is UTF-8.
 */
bool escape_spells(const unsigned char *raw, size_t len, const char *text);

/* Whether text is well-formed UTF-8. */
bool escape_is_utf8(const char *text);

/*
 * Appends text, which is UTF-8, as a JSON string with its quotes. false: no
 * memory.
 */
bool escape_quote(struct buffer *out, const char *text);

/* Whether c is the first, or the second, half of a UTF-16 surrogate pair. */
static inline bool escape_is_high(uint32_t c)
{
    return c >= 0xD800 && c <= 0xDBFF;
}
static inline bool escape_is_low(uint32_t c)
{
    return c >= 0xDC00 && c <= 0xDFFF;
}

/* The code point that the two halves make (RFC 8259, section 7). */
static inline uint32_t escape_join(uint32_t high, uint32_t low)
{
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

/*
 * Reads up to four hexadecimal digits at p, which has n bytes, and sets *c to
 * their value. Returns how many there are: fewer than four are no code unit.
 */
static inline size_t escape_hex4(const unsigned char *p, size_t n, uint32_t *c)
{
    size_t i = 0;
    int digit;

    *c = 0;
    for (; i < 4 && i < n && (digit = ascii_hex(p[i])) >= 0; i++)
        *c = *c << 4 | (uint32_t)digit;
    return i;
}

#endif
