/*
 * copy_binary: COPY's binary format, one column (PostgreSQL manual, COPY,
 * "Binary Format"); all numbers big-endian.
 *
 *   PGCOPY LF 377 CR LF 0 | flags 4 | length 4, extension     the header
 *   fields 2 = 1 | length 4 | value                           a tuple
 *   -1 2                                                      the trailer
 *
 * A length of -1 is NULL. The value of a jsonb column begins with its version,
 * a byte 1, which never begins JSON. The trailer proves that the stream is
 * complete; nothing may follow it, but the stream of another query.
 */
#ifndef INPUT_COPY_BINARY_H
#define INPUT_COPY_BINARY_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct reader;
struct window;

/* The header's first bytes: 11, the last of which is a NUL. It is here, so that
 * the query helper, which checks it too, links nothing that reads rows. */
static const char copy_binary_signature[11] = "PGCOPY\n\377\r\n";

enum copy_binary_state {
    COPY_BINARY_HEADER,
    COPY_BINARY_SKIP, /* bytes that nothing is asked of but their number */
    COPY_BINARY_TUPLE,
    COPY_BINARY_VALUE_BEGINS,
    COPY_BINARY_VALUE,
};

struct copy_binary {
    enum copy_binary_state state; /* what comes next */
    uint32_t left;                /* bytes left of the value, or to skip */
    bool offered;                 /* the last piece of a cut value was walked */
    uint64_t tuple;  /* from 1, with NULLs; the trailer is one more */
    uint64_t place;  /* offset at which that tuple or value begins */
    uint32_t length; /* bytes from there that are text */
};

/*
 * Finds the next value, or the next piece of one that does not fit into the
 * reader's window, and points *piece to it; the piece stays in the reader,
 * whose next is there. piece->last: the value ends with it. The byte at
 * piece->end belongs to the stream: a caller that changes it restores it.
 *
 * After the piece was walked as far as it goes, call copy_binary_walked().
 *
 * STATUS_END: the trailer was read, and the source is at its end.
 * Errors, with the reader's next at the spot: STATUS_COPY_SIGNATURE,
 * STATUS_COPY_FLAGS, STATUS_COPY_COLUMNS, STATUS_COPY_LENGTH,
 * STATUS_COPY_AFTER_END, STATUS_COPY_CUT; those of the reader.
 */
enum status copy_binary_piece(struct copy_binary *b, struct reader *r,
                              struct window *piece);

/* The first n bytes of the last piece were walked. */
void copy_binary_walked(struct copy_binary *b, struct reader *r, size_t n);

/* Skips the rest of the value, from the reader's next on. */
void copy_binary_skip(struct copy_binary *b, const struct reader *r);

#endif
