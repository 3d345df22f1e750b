/*
 * selection: what a GraphQL document asks for, and in which order (GraphQL
 * specification, September 2025, sections "Field Collection" and "Validation").
 *
 * The text is a selection set of rows, { id name }, or an operation with one
 * root field whose value are the rows; fragments may stand around it. It is
 * looked at as a whole before anything is asked of it, and it may come from
 * anybody: nothing recurses, and no text takes more time and memory than one
 * of its length and SELECTION_PIECES fields do.
 *
 * Not checked, as no response depends on it: arguments, beyond their grammar;
 * variables; whether types that share a response key agree in lists and
 * non-nulls; and of a fragment that is not used, whether its fields can merge.
 */
#ifndef GRAPHQL_SELECTION_H
#define GRAPHQL_SELECTION_H

#include "base/status.h"
#include "graphql/schema.h"
#include "naming/opaque.h"

#include <stdbool.h>
#include <stddef.h>

/* The limits of a text. */
enum {
    SELECTION_LEVELS = 100,   /* of braces in braces, */
    SELECTION_FIELDS = 10000, /* of fields in the response, */
    SELECTION_PIECES = 100000 /* and what is looked at to find them */
    /* The first two count fragments as if they stood where they are used. */
};

struct selection_set; /* what stands between two braces */

/* Selection sets that are read as one, in this order. */
struct selection_sets {
    const struct selection_set *set;
    const struct selection_sets *next;
};

/* A field of an object in the response. Its texts have no NUL behind them. */
struct selection_field {
    const char *key;                    /* its response key */
    size_t key_len;                     /* bytes of key */
    const char *name;                   /* of the field, or __typename */
    size_t name_len;                    /* bytes of name */
    const struct selection_sets *sub;   /* what is selected in its value;
                                           NULL: nothing, it is copied whole */
    const struct selection_field *next; /* in the order of the response */
};

struct selection_inside;

struct selection {
    const struct selection_sets *row; /* what is selected of a row */
    /* The response key of the operation's root field, NUL-terminated; NULL:
     * there is no operation. */
    const char *root_key;
    struct schema_error error; /* where the text does not fit; of its copy */
    /* Of STATUS_SELECTION_UNKNOWN_FIELD the type that lacks it, else NULL; of
     * this and STATUS_SCHEMA_UNKNOWN_TYPE the name that is the nearest to the
     * one that was given, if any is near. */
    const struct schema_type *type;
    const char *nearest;
    struct selection_inside *inside;
};

/* What the text is held to. */
struct selection_rules {
    const struct schema *schema;    /* or NULL; must outlive the selection */
    const struct schema_type *type; /* of rows, with a schema */
    const char *type_name;          /* of rows, without one; or NULL */
    const struct opaque *opaque;    /* what is opaque in rows; or NULL */
    bool keep_case;                 /* as opaque_add() was told */
};

/* An empty selection, which is to be parsed or freed. */
void selection_init(struct selection *selection);

/*
 * Reads the whole text of a selection: n bytes, which need not outlive the
 * call. Once for a selection.
 *
 * Errors, with selection->error set; nothing but selection_free() may then be
 * called, until which the error's text is valid:
 *
 *  STATUS_GRAPHQL_..., STATUS_SCHEMA_TYPE, ..._BRACKET
 *                        it is not GraphQL: its tokens, names, values, types
 *  STATUS_SCHEMA_UNKNOWN_TYPE  of a type condition
 *  STATUS_SELECTION_...  it is not a selection, or none of these rows
 *  STATUS_MEMORY         error says nothing of it
 *
 * The error is the first in the text of its kind: tokens and grammar come
 * first, then fragments, then types, then what is too large or cannot merge.
 */
enum status selection_parse(struct selection *selection,
                            const unsigned char *text, size_t n,
                            const struct selection_rules *rules);

/*
 * The fields that an object of this type has in the response where sets are
 * selected: the first in *fields, or NULL where there is none, and how many in
 * *count. They live until selection_free(), and the same are given for the
 * same sets and type each time.
 *
 * sets: row of the selection, or sub of one of its fields. They are the same
 * wherever the same sets come together, so that what is kept of them beside
 * this is bounded. type: an object; NULL without a schema.
 *
 * Error: STATUS_MEMORY.
 */
enum status selection_collect(struct selection *selection,
                              const struct selection_sets *sets,
                              const struct schema_type *type,
                              const struct selection_field **fields,
                              size_t *count);

/* Gives the memory back; its sets and fields are void. */
void selection_free(struct selection *selection);

#endif
