/*
 * response: what stands around the rows.
 *
 *      --list      {"data":{"users":[row,row]}}
 *      --single    {"data":{"user":row}}          or null for the row
 *      --null      {"data":{"user":null}}
 *      --rows      row LF row LF
 *
 * --bare leaves {"data":{"…": and }} out. --lines puts each row of a list on
 * a line of its own. (GraphQL specification, section 7, "Response".)
 */
#ifndef RESPONSE_H
#define RESPONSE_H

#include "buffer.h"
#include "transform.h"

#include <stdbool.h>
#include <stdint.h>

enum response_kind {
    RESPONSE_LIST,
    RESPONSE_SINGLE,
    RESPONSE_NULL,
    RESPONSE_ROWS,
};

struct response {
    enum response_kind kind;
    bool bare;
    bool lines;
    const char *field; /* UTF-8; may be NULL where none is written */
};

/*
 * The transform's part of it: what stands between rows, and how many there may
 * be. Leaves the rest alone.
 */
void response_rules(const struct response *r, struct transform_rules *rules);

/* Appends what comes before the first row. false: no memory. */
bool response_begin(const struct response *r, struct buffer *out);

/* Appends what comes after the last of so many rows. false: no memory. */
bool response_end(const struct response *r, uint64_t rows, struct buffer *out);

#endif
