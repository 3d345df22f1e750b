/*
 * plans: all plans of a run, which know each other: what is in the value of a
 * key is read under another plan.
 *
 *      rows ──▶ plan of "Post" ── author ──▶ plan of "User"
 *                        │
 *                        └─ settings ──▶ opaque: keys stay
 *
 * Which plan that is, depends on three things: on the type, which a schema
 * knows; on the path, where it leads to opaque fields; and on what is selected.
 */
#ifndef PLAN_PLANS_H
#define PLAN_PLANS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/hash.h"
#include "base/status.h"
#include "base/table.h"
#include "graphql/schema.h"
#include "graphql/selection.h"
#include "naming/opaque.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes after a text of the plans that may be read, so that it can be copied
 * and compared in blocks of up to this size. */
enum {
    PLAN_SPARE = 32
};

/* A name in the response. Keys of a plan that get the same name share it. */
struct name {
    uint64_t seen_in;          /* the last object it was seen in */
    const struct key *seen_as; /* and the key it had there */
    bool is_typename;          /* it is __typename */
    size_t len;                /* bytes of text */
    unsigned char text[];      /* ,"firstName": and PLAN_SPARE more */
};

/* How the response spells it: len bytes between its quotes. */
static inline const unsigned char *plan_spelling(const struct name *name,
                                                 size_t *len)
{
    *len = name->len - 4;
    return name->text + 2;
}

/* How many keys are found without a search. */
enum {
    PLAN_CACHED = 1024
};

/* What is known of a value before it comes. */
struct value {
    struct plan *plan; /* under which objects in it are read; of a selected
                          field NULL: not needed yet, see plans_of_field() */
    struct key *child; /* a guess: the first key of an object in it; or NULL */
};

/* Lengths that no value has, where none is usual: nobody knows yet whether one
 * is; or values differed. */
#define PLAN_LENGTH_UNKNOWN SIZE_MAX
#define PLAN_LENGTH_VARIES 0

/* A key as rows spell it. */
struct key {
    struct name *name;
    const struct plan *plan; /* that it is of */
    struct key *next;        /* a guess: the key after it; or NULL */
    struct value value;
    struct field *field; /* the first that it fills, where its plan selects;
                            NULL: it is left out */
    bool is_column;      /* it is the plans' column */
    unsigned lead_len;   /* bytes of lead; 0: it has none */
    const unsigned char *lead; /* in bytes: what stands between the value before
                                  and its own: , "first_name": */
    size_t expected_len;       /* bytes of its value, where all of them were as
                                  long lately; or one of the above */
    size_t len;                /* bytes of raw, without the closing quote */
    const unsigned char *raw;  /* in bytes: first_name" */
    unsigned char bytes[];     /* raw and what is around it, PLAN_SPARE more */
};

/* A field that is selected. */
struct field {
    const struct selection_field *selected;
    bool is_fixed;       /* its value is in text: no key fills it */
    struct field *same;  /* the next one that has the same value */
    struct field *again; /* of the first of those: the next that the same key
                            fills, but with what is selected of its value */
    const unsigned char *text; /* {"firstName": or ,"firstName":, and
                                  PLAN_SPARE bytes that may be read */
    size_t len;                /* bytes of text */
    const struct opaque *path; /* where it leads, once a key has filled it */
    struct value value;
};

/* The fields of a plan that are called by one name, which one key fills. */
struct field_group {
    struct field *first, *last; /* chained by again */
    struct field *whole;        /* the last of those that are not selected in,
                                   which are chained by same; or NULL */
};

/* A hash table from bytes to what was made of them. */
struct plan_table {
    struct plan_slot *slots;
    size_t room; /* a power of two, or 0 */
    size_t used;
};

/* What becomes of an object that is read under a plan. */
enum plan_kind {
    PLAN_WHOLE,    /* all its fields are written, in their order */
    PLAN_SELECTED, /* the plan's fields are written, in the plan's order */
    PLAN_ABSTRACT, /* its __typename tells under which plan it is read */
    PLAN_LEAF,     /* it is refused: there is no object where a leaf is */
};

/* What decides under which plan objects are read. */
struct plan_place {
    const struct schema_type *type;    /* their type; NULL: it is not known */
    const struct opaque *path;         /* what is opaque inside; or NULL */
    const struct selection_sets *sets; /* what is selected; NULL: all of it */
};

/* What objects of one type, at one place, are read under. */
struct plan {
    struct plans *plans; /* that it is one of */
    struct plan *next;   /* the next of them */
    enum plan_kind kind;
    bool keep_case;
    struct plan_place place;
    const char *type_name; /* NULL: it is not known */
    struct buffer stamp;   /* PLAN_WHOLE: "__typename":"User" and PLAN_SPARE
                              more, or nothing */
    struct field *fields;  /* PLAN_SELECTED: in the order of the response, */
    size_t field_count;    /* how many, */
    struct buffer texts;   /* the texts of all of them, */
    struct field_group *groups; /* the same fields by what fills them, */
    struct table called;        /* and the groups by their names */
    struct plan **told;         /* PLAN_ABSTRACT: by the number of the possible
                                   type; NULL: not needed yet */
    struct plan_table keys;     /* by their raw bytes */
    struct plan_table names;    /* by their texts */
    struct key *first; /* a guess: the first key of an object that is read
                          under this plan because it told its type */
};

/* What the plans are made from; all of it outlives them. */
struct plan_rules {
    bool keep_case;              /* names are the keys, spelled as names are */
    const char *column;          /* the key, decoded, that is told from others,
                                    or NULL */
    const char *type;            /* of the rows, UTF-8; or NULL */
    const struct schema *schema; /* which has that type; or NULL */
    const struct opaque *opaque; /* what is opaque in rows; or NULL */
    struct selection *selection; /* what is selected of them; or NULL: all */
};

/* All plans of a run. */
struct plans {
    struct plan_rules rules;
    struct hash_key seed;
    struct arena arena;   /* holds every struct key and struct name */
    struct plan *first;   /* of a list */
    struct plan *untyped; /* for objects of no known type */
    struct plan *opaque;  /* for those whose keys stay */
    struct plan *leaf;    /* for those that may not be there */
    struct plan *seek;    /* for those whose __typename is looked for */
    struct table places;  /* the plans by their place, but for rows' own */
    struct value row;     /* what a row is */
    struct value columns; /* what a row's columns are in */
    struct key *recent[PLAN_CACHED]; /* see plan_keys_cached(), */
    struct key *begun[PLAN_CACHED];  /* and plan_keys_cached_by_prefix() */
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

/* Forgets every key and gives the memory back; what plan_keys_get() gave is
 * void. */
void plans_forget(struct plans *plans);

/*
 * The plan under which objects in the value of the key are read, which has its
 * name and is one of the plan. A field of the plan's type is found by the name
 * that it gets, or else by the key itself. NULL: no memory.
 */
struct plan *plans_of_value(struct plan *plan, const struct key *key);

/* Gives the value of a field of the plan its plan, once a key has filled it.
 * false: no memory. */
bool plans_of_field(struct plan *plan, struct field *field);

/*
 * *told receives the plan of the type that an object under an abstract plan
 * tells by its __typename: name, len bytes, a JSON string as it stands in the
 * row. Errors: STATUS_OTHER_TYPE: the plan's type cannot be that;
 * STATUS_MEMORY.
 */
enum status plans_of_name(struct plan *plan, const unsigned char *name,
                          size_t len, struct plan **told);

#endif
