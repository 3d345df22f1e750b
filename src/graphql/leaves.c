#include <config.h>

#include "graphql/leaves.h"

/* A set that stands where a way has led to; once for the two. */
struct visit {
    struct {
        const struct path *path;
        const struct selection_set *set;
    } place; /* as a name of document->names */
    struct visit *next;
};

/* What is to be visited: a queue. */
struct visits {
    struct document *document;
    struct visit *last;
};

static enum status add(struct visits *visits, const struct path *path,
                       const struct selection_set *set)
{
    struct document *document = visits->document;
    struct visit new = {.place = {path, set}};

    if (names_find(&document->names, DOCUMENT_LEAVES, &new.place,
                   sizeof new.place) != NULL)
        return STATUS_OK;
    struct visit *visit = arena_alloc(&document->arena, sizeof *visit);
    if (visit == NULL)
        return STATUS_MEMORY;
    *visit = new;
    if (!names_add(&document->names, DOCUMENT_LEAVES, &visit->place,
                   sizeof visit->place, visit))
        return STATUS_MEMORY;
    if (visits->last != NULL)
        visits->last->next = visit;
    visits->last = visit;
    return STATUS_OK;
}

static enum status look(struct visits *visits, const struct path *path,
                        struct document_piece *piece)
{
    if (piece->kind != DOCUMENT_FIELD)
        return add(visits, path, piece->sub);
    path = path_find(path, piece->name.text, piece->name.len);
    if (path == NULL)
        return STATUS_OK;
    if (!path->ends)
        return piece->sub == NULL ? STATUS_OK : add(visits, path, piece->sub);
    piece->is_opaque = true;
    return piece->sub == NULL ? STATUS_OK
                              : document_refuse(visits->document, &piece->name,
                                                STATUS_SELECTION_LEAF);
}

enum status leaves_mark(struct document *document, const struct path *row)
{
    struct visits visits = {.document = document};
    enum status status = add(&visits, row, document->row->set);

    for (struct visit *visit = visits.last; visit != NULL; visit = visit->next)
        for (struct document_piece *piece = visit->place.set->first;
             piece != NULL && status == STATUS_OK; piece = piece->next)
            status = look(&visits, visit->place.path, piece);
    return status;
}
