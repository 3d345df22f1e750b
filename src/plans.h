/*
 * plans: all plans of a run, which know each other: what is in the value of a
 * key is read under the plan of another type.
 */
#ifndef PLANS_H
#define PLANS_H

#include "arena.h"
#include "buffer.h"
#include "graphql/schema.h"
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

/* All plans of a run. */
struct plans {
    const char *column;          /* a key, decoded; or NULL */
    const struct schema *schema; /* or NULL */
    struct hash_key seed;
    struct plan_table names;
    struct arena arena;     /* holds every struct key and struct name */
    struct plan *first;     /* of a list */
    struct plan *untyped;   /* for objects of no known type */
    struct plan *opaque;    /* for those whose keys stay */
    struct plan **of_types; /* by a type's number; NULL: not needed yet */
    struct key *row;        /* what a row is the value of; it has no name */
    struct key *columns;    /* what a row's columns are the value of */
};

/* What the plans are made from; the strings and the schema outlive them. */
struct plan_rules {
    bool keep_case;              /* names are the keys, spelled as names are */
    const char *column;          /* the key, decoded, that is told from others,
                                    or NULL */
    const char *type;            /* of the rows, UTF-8; or NULL */
    const struct schema *schema; /* which has that type; or NULL */
};

/* Makes the plans. false: no memory; plans_free() is needed all the same. */
bool plans_init(struct plans *plans, const struct plan_rules *rules);

/* Gives all memory back. */
void plans_free(struct plans *plans);

/*
 * Whether the plans have learned so much that they should forget: tables whose
 * keys are data (maps keyed by an id) must not make memory grow with the rows.
 */
bool plans_are_large(const struct plans *plans);

/* Forgets every key and gives the memory back; what plan_key() gave is void. */
void plans_forget(struct plans *plans);

/*
 * The plan under which objects in the value of the key are read, which has its
 * name and is one of the plan. A field of the plan's type is found by the name
 * that it gets, or else by the key itself. NULL: no memory.
 */
struct plan *plans_of_value(struct plan *plan, const struct key *key);

/*
 * *told receives the plan of the type that an object under an abstract plan
 * tells by its __typename: name, len bytes, a JSON string as it stands in the
 * row. Errors: STATUS_OTHER_TYPE: the plan's type cannot be that;
 * STATUS_MEMORY.
 */
enum status plans_of_name(struct plan *plan, const unsigned char *name,
                          size_t len, struct plan **told);

#endif
