/*
 * plans: all plans of a run, which know each other: what is in the value of a
 * key is read under the plan of another type.
 */
#ifndef PLANS_H
#define PLANS_H

#include "arena.h"
#include "graphql/schema.h"
#include "hash.h"
#include "plan.h"
#include "status.h"

#include <stdbool.h>
#include <stddef.h>

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
