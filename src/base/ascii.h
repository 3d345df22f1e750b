/*
 * ascii: classes of ASCII characters, which no locale changes.
 */
#ifndef BASE_ASCII_H
#define BASE_ASCII_H

#include <stdbool.h>

static inline bool ascii_is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

static inline bool ascii_is_upper(unsigned char c)
{
    return c >= 'A' && c <= 'Z';
}

static inline bool ascii_is_letter(unsigned char c)
{
    return ascii_is_upper(c & 0xDF);
}

/* White space of JSON (RFC 8259, section 2) that is no line feed. */
static inline bool ascii_is_blank(unsigned char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* White space of JSON. */
static inline bool ascii_is_space(unsigned char c)
{
    return ascii_is_blank(c) || c == '\n';
}

/* The value of a hexadecimal digit, or -1. */
static inline int ascii_hex(unsigned char c)
{
    if (ascii_is_digit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

#endif
