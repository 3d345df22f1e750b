#include <config.h>

#include "graphql/fragments.h"

#include "graphql/document.h"
#include "graphql/selection.h"

#include <stdlib.h>

/* Gives every spread its fragment. */
static enum status find_fragments(struct document *document)
{
    for (struct document_piece *piece = document->pieces; piece != NULL;
         piece = piece->later) {
        if (piece->kind != DOCUMENT_SPREAD)
            continue;
        piece->part = table_find(&document->names, DOCUMENT_FRAGMENTS,
                                 piece->name.text, piece->name.len);
        if (piece->part == NULL)
            return document_refuse(document, &piece->name,
                                   STATUS_SELECTION_UNKNOWN_FRAGMENT);
        piece->sub = piece->part->set;
    }
    return STATUS_OK;
}

/* --- Levels --------------------------------------------------------------- */

/* Where the walk is in a part. */
struct visit {
    enum {
        UNSEEN,
        OPEN,
        DONE
    } state;
    struct document_part *user;    /* from where it was opened, or NULL */
    struct document_piece *cursor; /* the piece that is next */
};

/* A walk through the parts, depth first: the way back is in their users. */
struct walk {
    struct document *document;
    struct visit *visits; /* by the number of the part */
};

static struct visit *visit_of(const struct walk *walk,
                              const struct document_part *part)
{
    return &walk->visits[part->number];
}

/* Opens a part from its user. Returns the part. */
static struct document_part *open_part(const struct walk *walk,
                                       struct document_part *part,
                                       struct document_part *user)
{
    *visit_of(walk, part) = (struct visit){OPEN, user, part->first};
    return part;
}

/* Closes a part, all of whose levels are known. Returns its user. */
static struct document_part *
close_part(const struct walk *walk, struct document_part *part, bool is_used)
{
    visit_of(walk, part)->state = DONE;
    part->is_used = is_used;
    return visit_of(walk, part)->user;
}

/* The next spread of the part; NULL: there is none. */
static const struct document_piece *
next_spread(const struct walk *walk, const struct document_part *part)
{
    struct visit *visit = visit_of(walk, part);

    for (; visit->cursor != NULL && visit->cursor->owner->part == part;
         visit->cursor = visit->cursor->later)
        if (visit->cursor->kind == DOCUMENT_SPREAD)
            return visit->cursor;
    return NULL;
}

/* Moves past a spread whose fragment is done. false: it is too deep. */
static bool go_past(const struct walk *walk, struct document_part *part,
                    const struct document_piece *spread)
{
    size_t levels = spread->owner->level + spread->part->levels;

    if (levels > part->levels)
        part->levels = levels;
    visit_of(walk, part)->cursor = spread->later;
    return levels <= SELECTION_LEVELS;
}

/*
 * Walks through part and the fragments in it. A fragment that is met while it
 * is open is inside itself.
 */
static enum status measure(const struct walk *walk, struct document_part *part,
                           bool is_used)
{
    struct document_part *top = open_part(walk, part, NULL);

    while (top != NULL) {
        const struct document_piece *spread = next_spread(walk, top);
        if (spread == NULL)
            top = close_part(walk, top, is_used);
        else if (visit_of(walk, spread->part)->state == OPEN)
            return document_refuse(walk->document, &spread->name,
                                   STATUS_SELECTION_CYCLE);
        else if (visit_of(walk, spread->part)->state == UNSEEN)
            top = open_part(walk, spread->part, top);
        else if (!go_past(walk, top, spread))
            return document_refuse(walk->document, &spread->name,
                                   STATUS_SELECTION_TOO_DEEP);
    }
    return STATUS_OK;
}

/* The row's part first: what is in it is used. */
static enum status measure_all(const struct walk *walk)
{
    const struct document *document = walk->document;
    enum status status = measure(walk, document->row, true);

    for (struct document_part *part = document->parts;
         part != NULL && status == STATUS_OK; part = part->next)
        if (visit_of(walk, part)->state == UNSEEN)
            status = measure(walk, part, false);
    return status;
}

enum status fragments_resolve(struct document *document)
{
    enum status status = find_fragments(document);

    if (status != STATUS_OK)
        return status;
    struct walk walk = {document,
                        calloc(document->part_count, sizeof(struct visit))};
    status = walk.visits == NULL ? STATUS_MEMORY : measure_all(&walk);
    free(walk.visits);
    return status;
}
