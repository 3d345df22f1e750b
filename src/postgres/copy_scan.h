/*
 * copy_scan: where rows and the trailer are in a stream of COPY's binary format
 * (PostgreSQL manual, COPY, "Binary Format"), of which nothing is kept.
 *
 * What is between them is not looked at: the reader of the stream does
 * that. The last byte of the trailer is the last of the stream, and the one
 * that makes it complete.
 */
#ifndef POSTGRES_COPY_SCAN_H
#define POSTGRES_COPY_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum copy_scan_state {
    COPY_SCAN_HEADER, /* in the signature, the flags, the extension's length */
    COPY_SCAN_TUPLE,  /* in the number of a tuple's fields, or the trailer */
    COPY_SCAN_LENGTH, /* in the length of its one field */
    COPY_SCAN_TEXT,   /* at the first byte of a text */
    COPY_SCAN_BYTES,  /* in the extension or a value */
    COPY_SCAN_ENDED,  /* after the trailer */
    COPY_SCAN_JSONB,  /* no further: a text begins as if it were jsonb */
    COPY_SCAN_BAD,    /* no further: this is no such stream, of one column */
};

struct copy_scan {
    enum copy_scan_state state;
    unsigned have;  /* bytes of the frame up to now */
    uint32_t value; /* of the last four of them; big-endian */
    uint32_t left;  /* bytes of the value or extension */
    uint64_t rows;  /* tuples begun */
    bool is_text;   /* the column is text; set by the caller */
};

/* What the trailer ends with. */
enum {
    COPY_SCAN_LAST_BYTE = 0xFF
};

/*
 * Scans the next n bytes of the stream. Returns how many of them come before
 * the trailer's last byte: n, or one less if the trailer ends here; 0 in a
 * state that goes no further.
 */
size_t copy_scan_bytes(struct copy_scan *f, const unsigned char *bytes,
                       size_t n);

#endif
