/*
 * plan: what becomes of each key.
 *
 * A plan is a table from the key as it stands in the row to the name it gets
 * in the response, ready for output. It learns keys as they come, so a key is
 * checked, decoded and renamed once, not once a row. Each key also remembers
 * which key followed it last: rows of one query repeat their shape, so a guess
 * that is compared replaces a scan and a search that are made.
 *
 * There is one plan today, for all objects. It is what a schema and a
 * selection will be made of: a plan per type, whose keys say whether their
 * value is walked (and under which plan), copied whole, or left out.
 */
#ifndef PLAN_H
#define PLAN_H

#include "arena.h"
#include "hash.h"
#include "status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes after a name's text that may be read, so that it can be copied in
 * blocks of this size. */
enum {
    PLAN_SPARE = 16
};

/* A name in the response. Two keys that get the same name share it. */
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
    bool is_column;      /* it is the plan's column */
    size_t len;          /* bytes of raw, without the closing quote */
    unsigned char raw[]; /* first_name" with the closing quote only */
};

/* A hash table from bytes to what was made of them. */
struct plan_table {
    struct plan_slot *slots;
    size_t room; /* a power of two, or 0 */
    size_t used;
};

struct plan {
    bool keep_case;
    const char *column; /* a key, decoded; or NULL */
    struct hash_key seed;
    struct plan_table keys, names;
    struct arena arena; /* holds every struct key and struct name */
    struct key *first;  /* a guess: the first key of a row */
};

/*
 * An empty plan. With keep_case, names are the keys, spelled as names are.
 * column: the key, decoded, that is told from others, or NULL; it outlives the
 * plan.
 */
void plan_init(struct plan *plan, bool keep_case, const char *column);

/*
 * Finds the key whose raw bytes are the len bytes at raw, which a '"' follows;
 * learns it where it is new. *key belongs to the plan, until plan_forget().
 *
 * Errors: those of camel_key(), with *bad the offset in raw of the byte that
 * does not fit; STATUS_MEMORY.
 */
enum status plan_key(struct plan *plan, const unsigned char *raw, size_t len,
                     struct key **key, size_t *bad);

/*
 * Whether the plan has learned so much that it should forget: tables whose
 * keys are data (maps keyed by an id) must not make memory grow with the rows.
 */
bool plan_is_large(const struct plan *plan);

/* Forgets every key and gives the memory back; what plan_key() gave is void. */
void plan_forget(struct plan *plan);

#endif
