#include <config.h>

#include "graphql/document.h"

#include "graphql/selection.h"

void document_init(struct document *document)
{
    *document = (struct document){0};
    table_init(&document->names);
}

enum status document_refuse(struct document *document,
                            const struct lexer_token *token, enum status status)
{
    document->misfit = *token;
    return status;
}

bool document_is_typename(const struct document_piece *piece)
{
    return lexer_is(&piece->name, "__typename");
}

void document_free(struct document *document)
{
    table_free(&document->names);
    arena_free(&document->arena);
}

void document_refuse_next(struct document *document, enum status status)
{
    parser_refuse(&document->parser, &document->parser.token, status);
}

/* --- Making --------------------------------------------------------------- */

void *document_make(struct document *document, size_t size)
{
    void *made = arena_alloc(&document->arena, size);

    if (made == NULL)
        document_refuse_next(document, STATUS_MEMORY);
    return made;
}

struct document_name *document_make_name(struct document *document,
                                         const struct lexer_token *token)
{
    struct document_name *name =
        table_find(&document->names, DOCUMENT_NAMES, token->text, token->len);

    if (name != NULL || document->parser.status != STATUS_OK)
        return name;
    name = document_make(document, sizeof *name);
    if (name == NULL)
        return NULL;
    *name = (struct document_name){.text = (const char *)token->text,
                                   .len = token->len,
                                   .number = document->name_count++};
    if (!table_add(&document->names, DOCUMENT_NAMES, token->text, token->len,
                   name))
        document_refuse_next(document, STATUS_MEMORY);
    return name;
}

struct document_part *document_make_part(struct document *document)
{
    struct document_part *part = document_make(document, sizeof *part);

    if (part == NULL)
        return NULL;
    *part = (struct document_part){.number = document->part_count++};
    if (document->last_part == NULL)
        document->parts = part;
    else
        document->last_part->next = part;
    document->last_part = part;
    return part;
}

struct document_piece *document_make_piece(struct document *document,
                                           struct selection_set *set,
                                           enum document_kind kind)
{
    if (document->piece_count == SELECTION_PIECES) {
        document_refuse_next(document, STATUS_SELECTION_TOO_LONG);
        return NULL;
    }
    struct document_piece *piece = document_make(document, sizeof *piece);
    if (piece == NULL)
        return NULL;
    *piece = (struct document_piece){.kind = kind, .owner = set};
    document->piece_count++;
    if (document->last_piece == NULL)
        document->pieces = piece;
    else
        document->last_piece->later = piece;
    document->last_piece = piece;
    if (set->last == NULL)
        set->first = piece;
    else
        set->last->next = piece;
    set->last = piece;
    if (set->part->first == NULL)
        set->part->first = piece;
    return piece;
}
