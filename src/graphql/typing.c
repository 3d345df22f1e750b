#include <config.h>

#include "graphql/typing.h"

#include "graphql/document.h"
#include "graphql/schema.h"

/* Sets *type to the type that a condition names. */
static enum status find_condition(struct document *document,
                                  const struct lexer_token *name,
                                  const struct schema_type **type)
{
    const struct schema *schema = document->schema;
    const char *text = (const char *)name->text;

    *type = schema_find(schema, text, name->len);
    if (*type == NULL) {
        const struct schema_type *near =
            schema_nearest(schema, text, name->len);
        document->nearest = near == NULL ? NULL : near->name;
        return document_refuse(document, name, STATUS_SCHEMA_UNKNOWN_TYPE);
    }
    return schema_is_composite(*type)
               ? STATUS_OK
               : document_refuse(document, name,
                                 STATUS_SELECTION_COMPOSITE_TYPE);
}

/* Whether an object can be of both types. */
static bool overlap(const struct schema *schema, const struct schema_type *a,
                    const struct schema_type *b)
{
    const struct schema_type *few =
        a->possible_count < b->possible_count ? a : b;
    const struct schema_type *many = few == a ? b : a;

    if (a == b)
        return true;
    for (size_t i = 0; i < few->possible_count; i++)
        if (schema_can_be(schema, many, few->possible[i]))
            return true;
    return false;
}

static enum status check_fragment(struct document *document,
                                  struct document_piece *piece)
{
    const struct schema_type *around = piece->owner->type;
    enum status status = STATUS_OK;

    if (piece->kind == DOCUMENT_SPREAD)
        piece->type = piece->sub->type;
    else if (piece->name.len > 0)
        status = find_condition(document, &piece->name, &piece->type);
    if (status != STATUS_OK)
        return status;
    if (piece->type != NULL && !overlap(document->schema, around, piece->type))
        return document_refuse(document, &piece->name,
                               STATUS_SELECTION_OTHER_TYPE);
    if (piece->kind == DOCUMENT_INLINE)
        piece->sub->type = piece->type == NULL ? around : piece->type;
    return STATUS_OK;
}

static enum status refuse_field(struct document *document,
                                const struct document_piece *piece)
{
    const struct schema_type *type = piece->owner->type;
    const struct schema_field *near = schema_nearest_field(
        type, (const char *)piece->name.text, piece->name.len);

    document->misfit_type = type;
    document->nearest = near == NULL ? NULL : near->name;
    return document_refuse(document, &piece->name,
                           STATUS_SELECTION_UNKNOWN_FIELD);
}

static enum status check_field(struct document *document,
                               struct document_piece *piece)
{
    static const char text[] = "String"; /* what __typename is */

    if (document_is_typename(piece)) {
        piece->type = schema_find(document->schema, text, sizeof text - 1);
        return STATUS_OK;
    }
    const struct schema_field *field =
        schema_find_field(document->schema, piece->owner->type,
                          (const char *)piece->name.text, piece->name.len);
    if (field == NULL)
        return refuse_field(document, piece);
    piece->type = field->type;
    if (!piece->is_opaque &&
        schema_is_composite(piece->type) != (piece->sub != NULL))
        return document_refuse(document, &piece->name,
                               piece->sub == NULL ? STATUS_SELECTION_NO_LEAF
                                                  : STATUS_SELECTION_LEAF);
    if (piece->sub != NULL)
        piece->sub->type = piece->type;
    return STATUS_OK;
}

enum status typing_check(struct document *document,
                         const struct schema_type *type)
{
    enum status status = STATUS_OK;

    document->row->set->type = type;
    for (struct document_part *part = document->parts;
         part != NULL && status == STATUS_OK; part = part->next)
        if (part != document->row)
            status = find_condition(document, &part->type, &part->set->type);
    for (struct document_piece *piece = document->pieces;
         piece != NULL && status == STATUS_OK; piece = piece->later)
        status = piece->kind == DOCUMENT_FIELD
                     ? check_field(document, piece)
                     : check_fragment(document, piece);
    return status;
}

/* --- Without a schema ----------------------------------------------------- */

/* Whether the fragment is on no type; or on that of rows, and in no field. */
static bool is_of_row(const struct document_piece *piece, const char *type)
{
    const struct lexer_token *condition =
        piece->kind == DOCUMENT_SPREAD ? &piece->part->type : &piece->name;

    return condition->len == 0 || (type != NULL && !piece->owner->is_inner &&
                                   lexer_is(condition, type));
}

enum status typing_check_name(struct document *document, const char *type)
{
    for (struct document_piece *piece = document->pieces; piece != NULL;
         piece = piece->later)
        if (piece->kind != DOCUMENT_FIELD && piece->owner->part->is_used &&
            !is_of_row(piece, type))
            return document_refuse(document, &piece->name,
                                   STATUS_SELECTION_CONDITION);
    return STATUS_OK;
}
