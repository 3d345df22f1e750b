/*
 * errors: the bad rows that a response lists (GraphQL specification, section
 * 7.1.2, "Errors"):
 *
 *  "errors":[{"message":"expected a JSON value","path":["users",3],
 *             "extensions":{"line":4,"column":7}}]
 *
 * It holds the first ERRORS_MAX rows, so that memory does not grow with them.
 */
#ifndef OUTPUT_ERRORS_H
#define OUTPUT_ERRORS_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    ERRORS_MAX = 100
};

/* The index of a row that is in no list. */
#define ERRORS_NO_INDEX UINT64_MAX

/* A bad row. It owns its message; the other strings must outlive it. */
struct errors_row {
    char *message;         /* a sentence, UTF-8 */
    const char *source;    /* the name of the source it was read from */
    uint64_t line, column; /* of the error, from 1 */
    uint64_t row;          /* its number, from 1; or 0 */
    const char *field;     /* the root field that it is in, UTF-8 */
    uint64_t index;        /* its place in the list, from 0; ERRORS_NO_INDEX */
};

struct errors {
    struct errors_row rows[ERRORS_MAX]; /* the first ones */
    unsigned count;
};

/* Whether it has room for no more rows. */
bool errors_are_full(const struct errors *e);

/* Adds a row, and owns its message from now on. It must not be full. */
void errors_add(struct errors *e, const struct errors_row *row);

/*
 * Appends a comma and the errors, as above, but on one line; nothing if there
 * are none. false: no memory.
 */
bool errors_append(const struct errors *e, struct buffer *out);

/* Frees the messages. */
void errors_free(struct errors *e);

#endif
