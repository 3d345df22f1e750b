/*
 * oracle_reader: where the oracle is in the input; and its characters and keys.
 */
#ifndef ORACLE_ORACLE_READER_H
#define ORACLE_ORACLE_READER_H

#include "oracle/oracle.h"

#include <string.h>

struct oracle_reader {
    const struct transform_rules *rules;
    const unsigned char *bytes;
    size_t n, at; /* n: where the input, or the frame, ends */
    bool framed, recovers;
    size_t row; /* where the row begins, and in which line */
    uint64_t row_line;
    size_t row_line_begin;
    size_t omitting; /* fields around this byte that are not written */
    size_t levels;
    uint64_t written;
    struct outcome *o;
};

/* false; the outcome becomes that of the byte at this offset. */
bool oracle_fail(struct oracle_reader *r, size_t at, enum status status);

/* The byte at an offset, or 0 at the end. */
unsigned char oracle_byte(const struct oracle_reader *r, size_t at);

/*
 * Reads a character of a string, which may be an escape, from r->at on. The
 * halves of a surrogate pair come one by one. false: oracle_fail() was called.
 */
bool oracle_character(struct oracle_reader *r, uint32_t *c);

/*
 * Reads a key from its first quote on; name, which is empty, receives what it
 * is called, as the inside of a string. false: oracle_fail() was called.
 */
bool oracle_key(struct oracle_reader *r, struct buffer *name);

static inline bool oracle_is_among(unsigned char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

#endif
