/*
 * plans: all plans of a run, which know each other: what is in the value of a
 * key is read under another plan.
 *
 *      rows ──▶ plan of "Post" ── author ──▶ plan of "User"
 *                        │
 *                        └─ settings ──▶ opaque: keys stay
 *
 * Which plan that is depends on the type, which a schema knows; on the path,
 * where it leads to opaque fields; and on what is selected.
 */
#ifndef PLAN_PLANS_H
#define PLAN_PLANS_H

#include "base/status.h"
#include "base/table.h"
#include "plan/plan.h"

#include <stdbool.h>
#include <stddef.h>

/* All plans of a run. */
struct plans {
    struct plan_rules rules;
    struct plan *first;   /* of a list */
    struct plan *untyped; /* of objects of no known type */
    struct plan *opaque;  /* of objects whose keys stay */
    struct plan *leaf;    /* of objects that may not be there */
    struct plan *seek;    /* of objects whose __typename is searched for */
    struct table places;  /* the plans by their place, but for the rows' own */
    struct value row;     /* what a row is */
    struct value columns; /* what a row's columns are in */
    struct plan_learned learned;
};

/* Makes the plans. false: no memory; plans_free() is needed all the same. */
bool plans_init(struct plans *plans, const struct plan_rules *rules);

/* Frees all memory. */
void plans_free(struct plans *plans);

/*
 * Whether the plans have learned so much that they should forget: tables whose
 * keys are data (maps keyed by an id) must not make memory grow with the rows.
 */
bool plans_are_large(const struct plans *plans);

/* Forgets every key and frees its memory: all that plan_keys_get() returned is
 * invalid. */
void plans_forget(struct plans *plans);

/*
 * The plan of the objects in the value of the key, which is one of the plan and
 * has its name. A field of the plan's type is found by the name of the key, or
 * else by the key itself. NULL: no memory.
 */
struct plan *plans_of_value(struct plan *plan, const struct key *key);

/* Gives the value of a field of the plan its plan, once a key has filled it.
 * false: no memory. */
bool plans_of_field(struct plan *plan, struct field *field);

/*
 * Sets *named to the plan of an object under an abstract plan whose __typename
 * is the len bytes at name: a JSON value as it stands in the row. Errors:
 * STATUS_OTHER_TYPE: it is no string, or no type that the plan's can be;
 * STATUS_MEMORY.
 */
enum status plans_of_name(struct plan *plan, const unsigned char *name,
                          size_t len, struct plan **named);

#endif
