/*
 * plan: what becomes of each key of an object, and of the objects in its value.
 *
 * A plan is a table from the key as it stands in the row to the name it gets
 * in the response, ready for output. It learns keys as they come, so a key is
 * checked, decoded and renamed once, not once a row. Each key also remembers
 * which key followed it last: rows of one query repeat their shape, so a guess
 * that is compared replaces a scan and a search that are made.
 *
 * Every object is read under a plan. Without a schema there are two: one for
 * rows that have a type, and one for all other objects. With a schema there is
 * one for each type: a key is a field of the type, and what is in its value is
 * read under the plan of the field's type. Where a type is a custom scalar,
 * that is the plan which leaves all keys as they are.
 */
#ifndef PLAN_H
#define PLAN_H

#include "buffer.h"
#include "graphql/schema.h"
#include "status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes after a name's text that may be read, so that it can be copied in
 * blocks of this size. */
enum {
    PLAN_SPARE = 16
};

/*
 * A name in the response. Keys that get the same name share it, of whatever
 * plan they are.
 */
struct name {
    uint64_t seen_in;          /* the last object it was seen in */
    const struct key *seen_as; /* and the key it had there */
    bool is_typename;          /* it is __typename */
    size_t len;                /* bytes of text */
    unsigned char text[];      /* "firstName": with quotes and colon */
};

/* A key as rows spell it. */
struct key {
    struct name *name;
    struct key *next;    /* a guess: the key after it; or NULL */
    struct key *child;   /* a guess: the first key of an object in its value */
    struct plan *plan;   /* under which objects in its value are read */
    bool is_column;      /* it is the plans' column */
    size_t len;          /* bytes of raw, without the closing quote */
    unsigned char raw[]; /* first_name" with the closing quote only */
};

/* A hash table from bytes to what was made of them. */
struct plan_table {
    struct plan_slot *slots;
    size_t room; /* a power of two, or 0 */
    size_t used;
};

/* Gives the memory of a table back, which is then empty. */
void plan_free_table(struct plan_table *table);

/* What objects of one type are read under. */
struct plan {
    struct plans *plans; /* that it is one of */
    struct plan *next;   /* the next of them */
    bool keep_case;
    const struct schema_type *type; /* NULL: of no known type */
    struct buffer stamp;            /* "__typename":"User", or nothing */
    bool is_abstract; /* objects tell themselves which type they are of */
    struct plan_table keys;
    struct key *named; /* a guess: what follows the __typename of an object
                          that told by it that it is of this plan's type */
};

/*
 * Finds the key whose raw bytes are the len bytes at raw, which a '"' follows;
 * learns it where it is new. *key belongs to the plan, until plans_forget().
 *
 * A field of the type is found by the name that it gets, or by the key itself.
 *
 * Errors: those of camel_key(), with *bad the offset in raw of the byte that
 * does not fit; STATUS_MEMORY.
 */
enum status plan_key(struct plan *plan, const unsigned char *raw, size_t len,
                     struct key **key, size_t *bad);

#endif
