#include <config.h>

#include "graphql/fragments.h"

#include "graphql/selection.h"

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

/* Begins with a part, which user has met. */
static struct document_part *begin(struct document_part *part,
                                   struct document_part *user)
{
    part->state = DOCUMENT_OPEN;
    part->cursor = part->first;
    part->user = user;
    return part;
}

/* The spread at which part stands, or behind which it goes on. NULL: none. */
static struct document_piece *spread_of(struct document_part *part)
{
    while (part->cursor != NULL && part->cursor->owner->part == part) {
        if (part->cursor->kind == DOCUMENT_SPREAD)
            return part->cursor;
        part->cursor = part->cursor->later;
    }
    return NULL;
}

/* Ends with a part, of which all levels are known; gives back its user. */
static struct document_part *end(struct document_part *part, bool is_used)
{
    part->state = DOCUMENT_DONE;
    part->is_used = is_used;
    return part->user;
}

/* Goes on behind a spread whose fragment is done. false: it is too deep. */
static bool go_past(struct document_part *part,
                    const struct document_piece *spread)
{
    size_t levels = spread->owner->level + spread->part->levels;

    if (levels > part->levels)
        part->levels = levels;
    part->cursor = spread->later;
    return levels <= SELECTION_LEVELS;
}

/*
 * Goes through the fragments inside of part, depth first; the way back is in
 * their users. A fragment that is met while it is open is inside of itself.
 */
static enum status measure(struct document *document,
                           struct document_part *part, bool is_used)
{
    struct document_part *top = begin(part, NULL);

    while (top != NULL) {
        const struct document_piece *spread = spread_of(top);
        if (spread == NULL)
            top = end(top, is_used);
        else if (spread->part->state == DOCUMENT_OPEN)
            return document_refuse(document, &spread->name,
                                   STATUS_SELECTION_CYCLE);
        else if (spread->part->state == DOCUMENT_UNSEEN)
            top = begin(spread->part, top);
        else if (!go_past(top, spread))
            return document_refuse(document, &spread->name,
                                   STATUS_SELECTION_TOO_DEEP);
    }
    return STATUS_OK;
}

enum status fragments_resolve(struct document *document)
{
    enum status status = find_fragments(document);

    if (status == STATUS_OK)
        status = measure(document, document->row, true);
    for (struct document_part *part = document->parts;
         part != NULL && status == STATUS_OK; part = part->next)
        if (part->state == DOCUMENT_UNSEEN)
            status = measure(document, part, false);
    return status;
}
