/*
 * document: what the text of a selection says: what is selected of a row, and
 * fragments.
 *
 * Here a part is a fragment's definition or the selection of a row, a set is
 * what stands between two braces, and a piece is a field or a fragment in it.
 */
#ifndef GRAPHQL_DOCUMENT_H
#define GRAPHQL_DOCUMENT_H

#include "base/arena.h"
#include "base/status.h"
#include "base/table.h"
#include "graphql/parser.h"
#include "graphql/schema.h"

#include <stdbool.h>
#include <stddef.h>

/* A name in the text; equal names are one of these. */
struct document_name {
    const char *text; /* not NUL-terminated */
    size_t len;
    size_t gathering, group; /* see fields.c */
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
                                       an inline fragment without a type */
    struct lexer_token key;         /* of a field: the alias, or again name; of
                                       a fragment: the dots */
    struct document_name *key_name; /* of a field */
    struct document_name *field_name;
    struct selection_set *owner; /* where it stands */
    struct selection_set *sub;   /* the set in it, or NULL; of a spread the
                                    fragment's, once fragments are resolved */
    struct document_part *part;  /* of a spread, once that was done */
    /* With a schema, once types are checked: of a field that of its value, of a
     * fragment its condition or NULL. */
    const struct schema_type *type;
    struct document_piece *next;  /* in the set */
    struct document_piece *later; /* in the text */
};

struct selection_set {
    struct document_part *part;   /* where it stands */
    struct selection_set *around; /* NULL: it is the part's own */
    bool is_inner;                /* of a field inside of its part */
    size_t level;                 /* in its part, from 1 */
    struct document_piece *first, *last;
    const struct schema_type *type; /* once types are checked, or NULL */
};

struct document_part {
    struct lexer_token name, type; /* of a fragment, else of len 0 */
    struct selection_set *set;
    struct document_piece *first; /* in the text; the rest are behind it */
    size_t levels;                /* fragments included once resolved */
    bool is_used;                 /* in the selection of a row, once resolved */
    size_t gathering;             /* see fields.c */
    struct document_part *next;   /* in the text */
    /* Of fragments.c: */
    enum {
        DOCUMENT_UNSEEN,
        DOCUMENT_OPEN,
        DOCUMENT_DONE
    } state;
    struct document_part *user;
    struct document_piece *cursor;
};

struct document {
    struct document_part *row;
    const char *root_key;                  /* NUL-terminated, or NULL */
    struct document_part *parts;           /* all of them, */
    struct document_piece *pieces;         /* and all of theirs, */
    size_t piece_count;                    /* which are so many */
    const struct schema *schema;           /* or NULL */
    struct lexer_token misfit;             /* where the first error is */
    const struct schema_type *misfit_type; /* that has no such field, or NULL */
    const char *nearest;                   /* what may be meant, or NULL */
    struct table names;                    /* in the scopes below */
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

/* An empty document, which is to be read or freed. */
void document_init(struct document *document);

/* Says that token does not fit; gives status back. */
enum status document_refuse(struct document *document,
                            const struct lexer_token *token,
                            enum status status);

/* The next token is not what status expects, while the document is read. */
void document_refuse_next(struct document *document, enum status status);

/*
 * What the document is made of, while it is read, which lives as long as it
 * does. NULL: no memory, or more than SELECTION_PIECES; it has refused.
 *
 * size bytes; the name that token is; a part behind those that there are; a
 * piece at the end of a set.
 */
void *document_make(struct document *document, size_t size);
struct document_name *document_make_name(struct document *document,
                                         const struct lexer_token *token);
struct document_part *document_make_part(struct document *document);
struct document_piece *document_make_piece(struct document *document,
                                           struct selection_set *set,
                                           enum document_kind kind);

/* Whether the piece is __typename, which every object has. */
bool document_is_typename(const struct document_piece *piece);

void document_free(struct document *document);

#endif
