/*
 * fields: the fields that are selected by selection sets, by their response
 * keys.
 */
#ifndef GRAPHQL_FIELDS_H
#define GRAPHQL_FIELDS_H

#include "base/buffer.h"
#include "base/status.h"
#include "graphql/selection.h"

#include <stdbool.h>
#include <stddef.h>

/* The fields that have one response key, in the order of the text. */
struct fields_group {
    const struct document_piece **pieces;
    size_t count; /* 1 or more */
};

/* Selection sets that are read as one; there is one of these for all equal
 * ones. */
struct fields_list {
    struct selection_sets sets;
    bool is_met; /* by merging_check() */
};

struct document;
struct document_piece;
struct fields_key;

/* What gathers fields. Owner: the caller of fields_init(). */
struct fields {
    struct document *document; /* not owned */
    struct fields_group *groups;
    size_t group_count;
    size_t left;      /* pieces that may still be looked at; may be set */
    size_t gathering; /* how many there were */
    struct fields_key *keys;         /* by the number of a name */
    size_t *used_in;                 /* by the number of a part: a gathering */
    struct buffer met, sorted, room; /* pieces twice, and groups */
    struct buffer picked;            /* sets */
};

/* The pieces that are gathered: those that an object of a type has, or all. */
struct fields_view {
    bool is_whole; /* all: also what is left out, or is on other types */
    const struct schema_type *type; /* of the object; NULL: type conditions are
                                       not looked at */
};

/*
 * Begins with a document whose fragments are resolved, and which outlives
 * fields. false: no memory; fields_free() is due in any case.
 */
bool fields_init(struct fields *fields, struct document *document);

/*
 * Takes n pieces off those that may still be looked at. Error:
 * STATUS_SELECTION_TOO_LONG, with piece as the document's misfit.
 */
enum status fields_look(struct fields *fields,
                        const struct document_piece *piece, size_t n);

/*
 * Gathers the fields of the sets in groups (CollectFields in the
 * specification), which are invalidated by the next call. Errors: as
 * fields_look(); STATUS_MEMORY.
 */
enum status fields_gather(struct fields *fields,
                          const struct selection_sets *sets,
                          struct fields_view view);

/* Picks the set in a field, if there is one, for fields_list(). Error:
 * STATUS_MEMORY. */
enum status fields_pick(struct fields *fields,
                        const struct document_piece *piece);

/*
 * Sets *list to the list of the sets picked since the last call, which lives as
 * long as the document; to NULL if none was. Error: STATUS_MEMORY.
 */
enum status fields_list(struct fields *fields, struct fields_list **list);

/* Frees the memory. */
void fields_free(struct fields *fields);

#endif
