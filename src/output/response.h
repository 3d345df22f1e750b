/*
 * response: what stands around the rows.
 *
 *      --list      {"data":{"users":[row,row]}}
 *      --single    {"data":{"user":row}}          or null for the row
 *      --null      {"data":{"user":null}}
 *      several     {"data":{"users":[row,row],"user":row}}
 *      bad rows    {"data":{"users":[row,null]},"errors":[...]}
 *      --rows      row LF row LF
 *
 * --bare leaves {"data":{"…": and }} out. --lines puts each row of a list on
 * a line of its own. (GraphQL specification, section 7, "Response".)
 *
 * It is written in this order:
 *
 *      response_begin
 *      response_begin_root  the rows  response_end_root
 *      response_separator                                 and a further root,
 *      response_begin_root  the rows  response_end_root   and so on
 *      response_end
 *
 * Each of them appends to out; false: no memory.
 */
#ifndef OUTPUT_RESPONSE_H
#define OUTPUT_RESPONSE_H

#include <stdbool.h>
#include <stdint.h>

struct buffer;
struct errors;
struct transform_rules;

/* What the value of a root field is made of. */
enum response_kind {
    RESPONSE_LIST,
    RESPONSE_SINGLE,
    RESPONSE_NULL,
};

/* What the response is as a whole. */
struct response {
    bool rows;  /* no envelope, and no list: whole lines, of one root */
    bool bare;  /* the value of one root */
    bool lines; /* the rows of lists stand on lines of their own */
};

/* Whether something stands around the values of the roots. */
static inline bool response_has_envelope(const struct response *r)
{
    return !r->rows && !r->bare;
}

/*
 * The transform's part of it: what stands between the rows of a root, and how
 * many there may be. Leaves the rest alone.
 */
void response_rules(const struct response *r, enum response_kind kind,
                    struct transform_rules *rules);

/* What comes before everything. */
bool response_begin(const struct response *r, struct buffer *out);

/*
 * What comes before the rows of a root. field: its key, in UTF-8; may be NULL
 * where none is written.
 */
bool response_begin_root(const struct response *r, enum response_kind kind,
                         const char *field, struct buffer *out);

/* What comes after the rows of a root, of which there are that many. */
bool response_end_root(const struct response *r, enum response_kind kind,
                       uint64_t rows, struct buffer *out);

/* What comes between two roots. */
bool response_separator(struct buffer *out);

/* What comes after everything. errors: of bad rows; without an envelope none
 * are written. */
bool response_end(const struct response *r, const struct errors *errors,
                  struct buffer *out);

#endif
