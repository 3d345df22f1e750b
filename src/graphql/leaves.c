#include <config.h>

#include "graphql/leaves.h"

#include "base/buffer.h"
#include "graphql/document.h"
#include "naming/camel.h"
#include "naming/opaque.h"

/* A set that a path leads to. There is one visit for the two. */
struct visit {
    struct {
        const struct opaque *path;
        const struct selection_set *set;
    } place; /* as a name of document->names */
    struct visit *next;
};

/* A queue of the visits that are to be made. */
struct visits {
    struct document *document;
    bool keep_case;
    struct visit *last;
    struct buffer name; /* of a field, as naming/camel.h makes it */
};

/* Adds a visit, if there was none like it. */
static enum status add(struct visits *visits, const struct opaque *path,
                       const struct selection_set *set)
{
    struct document *document = visits->document;
    struct visit new = {.place = {path, set}};

    if (table_find(&document->names, DOCUMENT_LEAVES, &new.place,
                   sizeof new.place) != NULL)
        return STATUS_OK;
    struct visit *visit = arena_alloc(&document->arena, sizeof *visit);
    if (visit == NULL)
        return STATUS_MEMORY;
    *visit = new;
    if (!table_add(&document->names, DOCUMENT_LEAVES, &visit->place,
                   sizeof visit->place, visit))
        return STATUS_MEMORY;
    if (visits->last != NULL)
        visits->last->next = visit;
    visits->last = visit;
    return STATUS_OK;
}

/* Sets *found to the path that leads on by the field, or NULL. A name of
 * GraphQL is spelled as it is in JSON. */
static enum status find(struct visits *visits, const struct opaque *path,
                        const struct lexer_token *name,
                        const struct opaque **found)
{
    size_t used = 0, bad;

    if (!buffer_reserve(&visits->name, name->len))
        return STATUS_MEMORY;
    camel_key(name->text, name->len, visits->keep_case, visits->name.data,
              &used, &bad);
    *found = opaque_find(path, visits->name.data, used);
    return STATUS_OK;
}

/* Flags the piece, if path leads to it, or adds the visit of what is in it. */
static enum status look(struct visits *visits, const struct opaque *path,
                        struct document_piece *piece)
{
    if (piece->kind != DOCUMENT_FIELD)
        return add(visits, path, piece->sub);
    enum status status = find(visits, path, &piece->name, &path);
    if (status != STATUS_OK || path == NULL)
        return status;
    if (!path->ends)
        return piece->sub == NULL ? STATUS_OK : add(visits, path, piece->sub);
    piece->is_opaque = true;
    return piece->sub == NULL ? STATUS_OK
                              : document_refuse(visits->document, &piece->name,
                                                STATUS_SELECTION_LEAF);
}

enum status leaves_flag(struct document *document, const struct opaque *row,
                        bool keep_case)
{
    struct visits visits = {.document = document, .keep_case = keep_case};
    enum status status = add(&visits, row, document->row->set);

    for (struct visit *visit = visits.last; visit != NULL; visit = visit->next)
        for (struct document_piece *piece = visit->place.set->first;
             piece != NULL && status == STATUS_OK; piece = piece->next)
            status = look(&visits, visit->place.path, piece);
    buffer_free(&visits.name);
    return status;
}
