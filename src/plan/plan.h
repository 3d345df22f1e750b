/*
 * plan: the types of this room, which say what becomes of a key.
 *
 * Every object is read under a plan. A plan is a table from the keys of its
 * objects, as rows spell them, to their names in the response, ready for
 * output. It learns keys as they come, so a key is checked, decoded and renamed
 * once, not once a row. A key also remembers which key followed it last, as
 * rows of one query repeat their shape: to compare a guess is cheaper than to
 * scan and search.
 *
 *      plan
 *       │ learned: its keys, by their raw bytes
 *       ▼
 *      key ── next ──▶ key ── next ──▶ ...      guesses: as in the last row
 *       │ name ──▶ ,"firstName":                shared by all keys that get it
 *       │ value ─┬─ plan ──▶ plan of the objects in the value
 *       │        └─ child ─▶ a guess: the first key of the next of them
 *       │ field: only where the plan selects; NULL: the key is left out
 *       ▼
 *      field ── same ──▶ field ── same ──▶ ...  copies of one value: {a b: a}
 *       │ value ── plan ──▶ plan of the objects in the value
 *       │ again: the same key, with another selection: {a {id} b: a {at}}
 *       ▼
 *      field ── again ──▶ ...
 *
 * Keys and names are forgotten at times, see plans_forget(); plans and fields
 * live as long as the run.
 */
#ifndef PLAN_PLAN_H
#define PLAN_PLAN_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/table.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct opaque;
struct plans;
struct schema;
struct schema_type;
struct selection;
struct selection_field;
struct selection_sets;

/* Bytes after a text of a plan that may be read, so that it can be copied and
 * compared in blocks of up to this size. */
enum {
    PLAN_SPARE = 32
};

/* How many objects that are selected from are in one another at most: as many
 * as the selection has levels of braces. */
enum {
    PLAN_LEVELS = 100
};

/* --- Keys ----------------------------------------------------------------- */

/* A name in the response. Keys of a plan that get the same name share it. */
struct name {
    uint64_t seen_in;          /* the last object it was seen in */
    const struct key *seen_as; /* and the key it had there */
    bool is_typename;          /* it is __typename */
    size_t len;                /* bytes of text */
    unsigned char text[];      /* ,"firstName": and PLAN_SPARE more */
};

/* How the response spells the name: len bytes between its quotes. */
static inline const unsigned char *plan_spelling(const struct name *name,
                                                 size_t *len)
{
    *len = name->len - 4;
    return name->text + 2;
}

/* What is known of a value before it comes. */
struct value {
    struct plan *plan; /* of the objects in it; of a field that is selected
                          NULL: not needed yet, see plans_of_field() */
    struct key *child; /* a guess: the first key of an object in it; or NULL */
};

/* What expected_len is where no length is expected. UNKNOWN: no value came
 * since the lead was learned; VARIES: values differed in length. */
#define PLAN_LENGTH_UNKNOWN SIZE_MAX
#define PLAN_LENGTH_VARIES 0

/* A key as rows spell it. */
struct key {
    struct name *name;
    const struct plan *plan; /* that it belongs to */
    struct key *next;        /* a guess: the key after it; or NULL */
    struct value value;
    struct field *field; /* the first that it fills, where its plan selects;
                            NULL: it is left out */
    bool is_column;      /* it is the column of the rules */
    unsigned lead_len;   /* bytes of lead; 0: it has none */
    const unsigned char *lead; /* in bytes: what stands between the value before
                                  and its own: , "first_name": */
    size_t expected_len;       /* bytes of its value, as all the last ones had;
                                  or one of the above */
    size_t len;                /* bytes of raw, without the closing quote */
    const unsigned char *raw;  /* in bytes: first_name" */
    unsigned char bytes[];     /* raw and what is around it, PLAN_SPARE more */
};

/* How many keys are found without a search, in each of two ways. */
enum {
    PLAN_CACHED = 1024
};

/* What all plans of a run have learned of keys, and forget together. */
struct plan_learned {
    struct arena arena; /* holds every struct key and struct name */
    struct table keys;  /* by plan and raw bytes */
    struct table names; /* by plan and text */
    struct key *cached[PLAN_CACHED];           /* see plan_keys_cached(), */
    struct key *cached_by_prefix[PLAN_CACHED]; /* ..._cached_by_prefix() */
};

/* --- Fields --------------------------------------------------------------- */

/* A field that is selected. */
struct field {
    const struct selection_field *selected;
    bool is_fixed;       /* its value is in text: no key fills it */
    bool is_whole;       /* nothing is selected in its value */
    struct field *same;  /* the next one that has the same value */
    struct field *again; /* of the first of those: the next that the same key
                            fills, but with what is selected of its value */
    const unsigned char *text; /* {"firstName": or ,"firstName":, and
                                  PLAN_SPARE bytes that may be read */
    size_t len;                /* bytes of text */
    const struct opaque *path; /* what is opaque inside, once a key has filled
                                  it; or NULL */
    struct value value;
};

/* The fields of a plan that have one name in rows, so that one key fills them.
 */
struct field_group {
    struct field *first, *last; /* chained by again */
    struct field *whole;        /* the last of those whose value is whole, which
                                   are chained by same; or NULL */
};

/* --- Plans ---------------------------------------------------------------- */

/* What becomes of an object that is read under a plan. */
enum plan_kind {
    PLAN_WHOLE,    /* all its fields are written, in their order */
    PLAN_SELECTED, /* the plan's fields are written, in the plan's order */
    PLAN_ABSTRACT, /* its __typename says under which plan it is read */
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
    struct plans *plans;          /* that it is one of, */
    struct plan *next;            /* the next of them, */
    struct plan_learned *learned; /* and what they have learned */
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
    struct table called;        /* and the groups by their names in rows */
    struct plan **by_type;      /* PLAN_ABSTRACT: by the number of the possible
                                   type; NULL: not needed yet */
    struct key *first; /* a guess: the first key of an object that is read
                          under this plan because of its __typename */
};

/* What the plans are made from; all of it outlives them. */
struct plan_rules {
    bool keep_case;              /* names are the keys, spelled as names are */
    const char *column;          /* the key, decoded, of the one column that is
                                    a row; or NULL */
    const char *type;            /* of the rows, UTF-8; or NULL */
    const struct schema *schema; /* which has that type; or NULL */
    const struct opaque *opaque; /* what is opaque in rows; or NULL */
    struct selection *selection; /* what is selected of them; or NULL: all */
};

#endif
