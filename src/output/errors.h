/*
 * errors: what a response says of bad rows (GraphQL specification, section
 * 7.1.2, "Errors"):
 *
 *  "errors":[{"message":"expected a JSON value","path":["users",3],
 *             "extensions":{"line":4,"column":7}}]
 *
 * So many rows are kept and no more, so that they take little memory however
 * many there are.
 */
#ifndef OUTPUT_ERRORS_H
#define OUTPUT_ERRORS_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    ERRORS_KEPT = 100
};

/* The place of a row that is in no list. */
#define ERRORS_NO_INDEX UINT64_MAX

/* A bad row. The strings that it does not own outlive it. */
struct errors_row {
    char *message;         /* a sentence, UTF-8; owned */
    const char *source;    /* where it was read, */
    uint64_t line, column; /* and at which spot; both from 1 */
    uint64_t row;          /* its number, from 1; or 0 */
    const char *field;     /* the root field that it is in, UTF-8 */
    uint64_t index;        /* its place in the list, from 0; ERRORS_NO_INDEX */
};

struct errors {
    struct errors_row rows[ERRORS_KEPT]; /* the first ones */
    unsigned kept;
};

/* Whether no more rows are kept. */
bool errors_are_full(const struct errors *e);

/* Keeps a row, and owns its message from now on. They must not be full. */
void errors_keep(struct errors *e, const struct errors_row *row);

/*
 * Appends a comma and the errors, as above, but on one line; nothing where
 * there are none. false: no memory.
 */
bool errors_append(const struct errors *e, struct buffer *out);

void errors_free(struct errors *e);

#endif
