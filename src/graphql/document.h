/*
 * document: the text of a selection as a tree.
 *
 * A part is what is selected of a row, or the definition of a fragment; a set
 * is what is between two braces; a piece is a field or a fragment in a set.
 * Here are two parts, three sets and five pieces:
 *
 *      { id author { name ...F } }   fragment F on User { email }
 *      └────────── set ──────────┘   └───────── part ───────────┘
 *                  └─── set ───┘                        └─ set ─┘
 */
#ifndef GRAPHQL_DOCUMENT_H
#define GRAPHQL_DOCUMENT_H

#include "base/arena.h"
#include "base/status.h"
#include "base/table.h"
#include "graphql/parser.h"

#include <stdbool.h>
#include <stddef.h>

struct schema;
struct schema_type;

/* A name in the text; there is one of these for all equal names. */
struct document_name {
    const char *text; /* not NUL-terminated */
    size_t len;
    size_t number; /* from 0: for arrays beside the document */
};

enum document_kind {
    DOCUMENT_FIELD,
    DOCUMENT_SPREAD, /* ...Name */
    DOCUMENT_INLINE  /* ... on Type { }, ... { } */
};

struct document_piece {
    enum document_kind kind;
    bool is_left_out;               /* by @skip or @include */
    bool is_opaque;                 /* a field; see leaves.h */
    struct lexer_token name;        /* of the field, fragment or type; len 0:
                                       of an inline fragment without a type */
    struct lexer_token key;         /* of a field: its alias, else its name; of
                                       a fragment: the dots */
    struct document_name *key_name; /* of a field */
    struct document_name *field_name;
    struct selection_set *owner; /* that it is in */
    struct selection_set *sub;   /* the set in it, or NULL; of a spread the
                                    fragment's, once fragments are resolved */
    struct document_part *part;  /* of a spread, once fragments are resolved */
    /* With a schema, once types are checked: of a field the type of its value,
     * of a fragment its condition or NULL. */
    const struct schema_type *type;
    struct document_piece *next;  /* in the set */
    struct document_piece *later; /* in the text */
};

struct selection_set {
    struct document_part *part;   /* that it is in */
    struct selection_set *around; /* the set that it is in; NULL: it is the
                                     part's own */
    bool is_inner;                /* it is in a field of its part */
    size_t level;                 /* in its part, from 1 */
    struct document_piece *first, *last;
    const struct schema_type *type; /* once types are checked, or NULL */
};

struct document_part {
    struct lexer_token name, type; /* of a fragment, else of len 0 */
    struct selection_set *set;
    struct document_piece *first; /* in the text; the others come after it */
    size_t levels;                /* with its fragments, once resolved */
    bool is_used;                 /* in the selection of a row, once resolved */
    size_t number;                /* from 0: for arrays beside the document */
    struct document_part *next;   /* in the text */
};

struct document {
    struct document_part *row;
    const char *root_key;                  /* NUL-terminated, or NULL */
    struct document_part *parts;           /* all of them, */
    size_t part_count;                     /* how many, */
    struct document_piece *pieces;         /* all of theirs, */
    size_t piece_count;                    /* how many, */
    size_t name_count;                     /* and how many names they have */
    const struct schema *schema;           /* or NULL */
    struct lexer_token misfit;             /* where the first error is */
    const struct schema_type *misfit_type; /* that has no such field, or NULL */
    const char *nearest; /* what was probably meant, or NULL */
    struct table names;  /* in the scopes below */
    struct arena arena;
    struct parser parser; /* while it is read */
    struct document_part *last_part;
    struct document_piece *last_piece;
};

/* The scopes in document->names. */
enum {
    DOCUMENT_NAMES,
    DOCUMENT_FRAGMENTS,
    DOCUMENT_LISTS,     /* see fields.c */
    DOCUMENT_COLLECTED, /* see selection.c */
    DOCUMENT_LEAVES     /* see leaves.c */
};

/* Makes the document, empty; document_free() is due in any case. */
void document_init(struct document *document);

/* Notes token as the misfit; returns status. */
enum status document_refuse(struct document *document,
                            const struct lexer_token *token,
                            enum status status);

/* Refuses the next token while the document is read. */
void document_refuse_next(struct document *document, enum status status);

/*
 * What the document is made of while it is read; all of it lives as long as the
 * document. NULL: no memory, or more than SELECTION_PIECES; the next token is
 * refused for it.
 */

/* size bytes, not initialised. */
void *document_make(struct document *document, size_t size);

/* The name that token is, made where it is new. */
struct document_name *document_make_name(struct document *document,
                                         const struct lexer_token *token);

/* A part after the others. */
struct document_part *document_make_part(struct document *document);

/* A piece at the end of the set. */
struct document_piece *document_make_piece(struct document *document,
                                           struct selection_set *set,
                                           enum document_kind kind);

/* Whether the piece is __typename, which every object has. */
bool document_is_typename(const struct document_piece *piece);

/* Frees the memory. */
void document_free(struct document *document);

#endif
