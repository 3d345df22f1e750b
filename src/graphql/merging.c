#include <config.h>

#include "graphql/merging.h"

#include "graphql/document.h"
#include "graphql/fields.h"

#include <stdint.h>
#include <stdlib.h>

/* Whether the value of a field is a scalar or an enum. */
static bool is_leaf(const struct document_piece *piece)
{
    return piece->sub == NULL;
}

/* Returns status, and refuses the field if that is an error. */
static enum status judge(struct fields *fields,
                         const struct document_piece *piece, enum status status)
{
    return status == STATUS_OK
               ? STATUS_OK
               : document_refuse(fields->document, &piece->key, status);
}

/*
 * A queue of lists: those that were looked at, then those that are to be. A
 * list is what can be selected of one object. The pieces in it that share a
 * response key are looked at together, and what is selected in these is a new
 * list.
 */
struct work {
    struct fields *fields;
    struct buffer lists; /* struct fields_list * */
    size_t field_count;
    bool is_once; /* a list is looked at once, however often it is met */
    /* Looks at a group, and adds the lists of what is selected in it. */
    enum status (*look)(struct work *work, const struct fields_group *group);
};

/* Adds the list of what was picked, if there is any. */
static enum status add_list(struct work *work)
{
    struct fields_list *list = NULL;
    enum status status = fields_list(work->fields, &list);

    if (status != STATUS_OK || list == NULL || (work->is_once && list->is_met))
        return status;
    list->is_met = work->is_once;
    return buffer_append(&work->lists, &list, sizeof(void *)) ? STATUS_OK
                                                              : STATUS_MEMORY;
}

/* Looks at row and at all lists in it. */
static enum status go_through(struct work *work, struct fields_list *row)
{
    static const struct fields_view whole = {.is_whole = true};
    struct fields *fields = work->fields;
    enum status status = STATUS_OK;

    fields->left = SELECTION_PIECES;
    if (!buffer_append(&work->lists, &row, sizeof(void *)))
        status = STATUS_MEMORY;
    for (size_t i = 0;
         status == STATUS_OK && i < work->lists.len / sizeof(void *); i++) {
        struct fields_list *list =
            ((struct fields_list **)(void *)work->lists.data)[i];
        status = fields_gather(fields, &list->sets, whole);
        for (size_t k = 0; k < fields->group_count && status == STATUS_OK; k++)
            status = work->look(work, &fields->groups[k]);
    }
    buffer_free(&work->lists);
    fields->left = SIZE_MAX;
    return status;
}

/* --- The response --------------------------------------------------------- */

/* Whether the values of both fields have one shape (SameResponseShape in the
 * specification). */
static bool same_shape(const struct document_piece *a,
                       const struct document_piece *b)
{
    return is_leaf(a) == is_leaf(b) && (!is_leaf(a) || a->type == b->type);
}

/*
 * Of one response key: its fields on all types, as in a response whose objects
 * have the fields of all types that they can be of. Without a schema they must
 * be one field.
 */
static enum status look_at_shapes(struct work *work,
                                  const struct fields_group *group)
{
    const struct document_piece *first = group->pieces[0];
    bool is_typed = work->fields->document->schema != NULL;
    enum status status = STATUS_OK;

    if (work->field_count++ == SELECTION_FIELDS)
        return judge(work->fields, first, STATUS_SELECTION_TOO_LARGE);
    for (size_t i = 0; i < group->count && status == STATUS_OK; i++) {
        const struct document_piece *piece = group->pieces[i];
        if (!is_typed && piece->field_name != first->field_name)
            status = STATUS_SELECTION_OTHER_FIELD;
        else if (!same_shape(piece, first))
            status = STATUS_SELECTION_OTHER_SHAPE;
        status = judge(work->fields, piece, status);
        if (status == STATUS_OK)
            status = fields_pick(work->fields, piece);
    }
    return status == STATUS_OK ? add_list(work) : status;
}

/* --- Types ---------------------------------------------------------------- */

/* The number of the object type that has the field, from 1; 0: it is on an
 * interface or a union. */
static size_t owner_of(const struct document_piece *piece)
{
    const struct schema_type *type = piece->owner->type;

    return type->kind == SCHEMA_OBJECT ? 1 + type->number : 0;
}

/* Orders pieces by owner, and those of one owner as in the text. */
static int compare(const void *one, const void *other)
{
    const struct document_piece *a = *(const struct document_piece *const *)one;
    const struct document_piece *b =
        *(const struct document_piece *const *)other;

    if (owner_of(a) != owner_of(b))
        return owner_of(a) < owner_of(b) ? -1 : 1;
    return (a->key.text > b->key.text) - (a->key.text < b->key.text);
}

/* The one that comes later in the text. */
static const struct document_piece *later(const struct document_piece *a,
                                          const struct document_piece *b)
{
    return a->key.text > b->key.text ? a : b;
}

/* Where the run ends of the pieces that have the owner of the one at from. */
static size_t run_end(const struct fields_group *group, size_t from)
{
    size_t end = from + 1;

    while (end < group->count &&
           owner_of(group->pieces[end]) == owner_of(group->pieces[from]))
        end++;
    return end;
}

/*
 * The fields that one object can have must be one field. Those of an interface
 * or a union, the general ones, are compared with any object's.
 */
static enum status check_runs(struct work *work,
                              const struct fields_group *group, size_t general)
{
    const struct document_piece *model = group->pieces[0];

    for (size_t i = 1; i < group->count; i++) {
        const struct document_piece *piece = group->pieces[i];
        if (general == 0 && owner_of(piece) != owner_of(model))
            model = piece; /* a run begins */
        if (piece->field_name != model->field_name)
            return judge(work->fields, later(piece, model),
                         STATUS_SELECTION_OTHER_FIELD);
    }
    return STATUS_OK;
}

/*
 * Adds the list of what is selected in a field of one object: in the general
 * pieces, which come first in the group, and in those from from to to.
 */
static enum status add_run(struct work *work, const struct fields_group *group,
                           size_t general, size_t from, size_t to)
{
    struct fields *fields = work->fields;

    if (is_leaf(group->pieces[from]))
        return STATUS_OK;
    enum status status =
        fields_look(fields, group->pieces[from], general + to - from);

    for (size_t i = 0; i < general && status == STATUS_OK; i++)
        status = fields_pick(fields, group->pieces[i]);
    for (size_t i = from; i < to && status == STATUS_OK; i++)
        status = fields_pick(fields, group->pieces[i]);
    return status == STATUS_OK ? add_list(work) : status;
}

/* Adds the lists of all objects; or of the general pieces, if there are no
 * others. */
static enum status add_runs(struct work *work, const struct fields_group *group,
                            size_t general)
{
    enum status status = STATUS_OK;

    if (general == group->count)
        return add_run(work, group, 0, 0, general);
    for (size_t from = general, to; from < group->count && status == STATUS_OK;
         from = to) {
        to = run_end(group, from);
        status = add_run(work, group, general, from, to);
    }
    return status;
}

/* Of one response key: the fields that it has on each type. */
static enum status look_at_types(struct work *work,
                                 const struct fields_group *group)
{
    qsort(group->pieces, group->count, sizeof(void *), compare);
    size_t general = owner_of(group->pieces[0]) == 0 ? run_end(group, 0) : 0;
    enum status status = check_runs(work, group, general);

    return status == STATUS_OK ? add_runs(work, group, general) : status;
}

/* --- Both ----------------------------------------------------------------- */

enum status merging_check(struct fields *fields, struct fields_list *row)
{
    struct work shapes = {.fields = fields, .look = look_at_shapes};
    struct work types = {
        .fields = fields, .look = look_at_types, .is_once = true};
    enum status status = STATUS_OK;

    if (fields->document->schema != NULL)
        status = go_through(&types, row);
    return status == STATUS_OK ? go_through(&shapes, row) : status;
}
