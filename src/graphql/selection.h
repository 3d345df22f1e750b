/*
 * selection: which fields a GraphQL document selects, and in which order
 * (GraphQL specification, September 2025, sections "Field Collection" and
 * "Validation").
 *
 * The text is a selection set of rows, { id name }, or an operation with one
 * root field whose value are the rows; and fragments. It is checked as a whole
 * before anything is collected. It need not be trusted: nothing recurses, and
 * no text takes more time and memory than one of its length with
 * SELECTION_PIECES fields.
 *
 * Not checked, as no response depends on it: arguments, beyond their grammar;
 * variables; whether types that share a response key agree in lists and
 * non-nulls; and whether the fields of a fragment that is not used can merge.
 */
#ifndef GRAPHQL_SELECTION_H
#define GRAPHQL_SELECTION_H

#include "base/status.h"
#include "graphql/schema.h"

#include <stdbool.h>
#include <stddef.h>

/* The limits of a text. */
enum {
    /* With fragments counted wherever they are used: */
    SELECTION_LEVELS = 100,   /* of braces in braces, */
    SELECTION_FIELDS = 10000, /* and fields in the response. */
    /* Pieces of the text, and of what is looked at to check or collect it: */
    SELECTION_PIECES = 100000
};

struct opaque;
struct selection_set; /* what is between two braces */

/* Selection sets that are read as one, in this order. */
struct selection_sets {
    const struct selection_set *set;
    const struct selection_sets *next;
};

/* A field of an object in the response. Its texts are not NUL-terminated. */
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
    struct schema_error error; /* where the text is wrong; in a copy of it */
    /* STATUS_SELECTION_UNKNOWN_FIELD: the type that has no such field, else
     * NULL. For this and STATUS_SCHEMA_UNKNOWN_TYPE: the name that was probably
     * meant; NULL: none is near. */
    const struct schema_type *type;
    const char *nearest;
    struct selection_inside *inside;
};

/* What the text is checked against. */
struct selection_rules {
    const struct schema *schema;    /* or NULL; must outlive the selection */
    const struct schema_type *type; /* of rows, with a schema */
    const char *type_name;          /* of rows, without one; or NULL */
    const struct opaque *opaque;    /* what is opaque in rows; or NULL */
    bool keep_case;                 /* as in opaque_add() */
};

/* Makes the selection, empty; selection_free() is due in any case. */
void selection_init(struct selection *selection);

/*
 * Parses the n bytes at text, the whole text of a selection, which need not
 * outlive the call. Once for a selection.
 *
 * Errors, with selection->error set, whose text is valid until
 * selection_free(); only this may then be called:
 *
 *  STATUS_GRAPHQL_..., STATUS_SCHEMA_TYPE, ..._BRACKET
 *                        it is not GraphQL: its tokens, names, values, types
 *  STATUS_SCHEMA_UNKNOWN_TYPE  of a type condition
 *  STATUS_SELECTION_...  it is not a selection, or none of these rows
 *  STATUS_MEMORY         error is not set
 *
 * Of several errors it is one of the first of these kinds, and of them the
 * first in the text: tokens and grammar; fragments; types; and what is too
 * large or cannot merge, of which any may be found.
 */
enum status selection_parse(struct selection *selection,
                            const unsigned char *text, size_t n,
                            const struct selection_rules *rules);

/*
 * Collects the fields that an object of this type has in the response where
 * sets are selected. Sets *fields to the first, or NULL where there is none,
 * and *count to how many there are. They live until selection_free(), and are
 * the same for the same sets and type each time.
 *
 * sets: row of the selection, or sub of one of its fields. Equal lists of sets
 * are one struct, so that a caller who keeps something by sets keeps a bounded
 * number. type: an object; NULL without a schema.
 *
 * Error: STATUS_MEMORY.
 */
enum status selection_collect(struct selection *selection,
                              const struct selection_sets *sets,
                              const struct schema_type *type,
                              const struct selection_field **fields,
                              size_t *count);

/* Frees the memory; its sets and fields are invalid. */
void selection_free(struct selection *selection);

#endif
