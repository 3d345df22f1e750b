/*
 * fields: the fields that selection sets come to, by their response keys.
 */
#ifndef GRAPHQL_FIELDS_H
#define GRAPHQL_FIELDS_H

#include "base/buffer.h"
#include "base/status.h"
#include "graphql/document.h"
#include "graphql/selection.h"

#include <stdbool.h>
#include <stddef.h>

/* The fields that have one response key, in the order of the text. */
struct fields_group {
    const struct document_piece **pieces;
    size_t count; /* 1 or more */
};

/* Selection sets that are read as one; equal ones are one of these. */
struct fields_list {
    struct selection_sets sets;
    bool is_met; /* see merging.c */
};

/* Where fields are gathered. Owner: whoever declared it, by fields_init(). */
struct fields {
    struct document *document; /* not owned */
    struct fields_group *groups;
    size_t group_count;
    size_t left; /* pieces that may still be looked at; may be set */
    size_t gathering;
    struct buffer met, sorted, room; /* pieces twice, and groups */
    struct buffer picked;            /* sets */
};

/* What counts: the pieces that an object of a type has, or all of them. */
struct fields_view {
    bool is_whole; /* also what is left out, and what is on other types */
    const struct schema_type *type; /* else; NULL: under every type condition */
};

/* For a document whose fragments are resolved. */
void fields_init(struct fields *fields, struct document *document);

/*
 * Counts n more pieces as looked at. Error: STATUS_SELECTION_TOO_LONG at this
 * one, with the document's misfit set.
 */
enum status fields_look(struct fields *fields,
                        const struct document_piece *piece, size_t n);

/*
 * Gathers what the sets come to in groups (CollectFields in the
 * specification), which are void with the next call. Errors: as fields_look();
 * STATUS_MEMORY.
 */
enum status fields_gather(struct fields *fields,
                          const struct selection_sets *sets,
                          struct fields_view view);

/* Picks the set in a field, if it has one. Error: STATUS_MEMORY. */
enum status fields_pick(struct fields *fields,
                        const struct document_piece *piece);

/*
 * The list of the sets picked since the last call, which lives as long as the
 * document; NULL: none was. Error: STATUS_MEMORY.
 */
enum status fields_list(struct fields *fields, struct fields_list **list);

void fields_free(struct fields *fields);

#endif
