#include <config.h>

#include "graphql/fields.h"

#include "graphql/document.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A name as a response key: the last gathering that it was met in. */
struct fields_key {
    size_t gathering; /* 0: none */
    size_t group;     /* the index of its group there */
};

bool fields_init(struct fields *fields, struct document *document)
{
    *fields = (struct fields){
        .document = document,
        .left = SIZE_MAX,
        .keys = calloc(document->name_count + 1, sizeof *fields->keys),
        .used_in = calloc(document->part_count, sizeof *fields->used_in),
    };
    return fields->keys != NULL && fields->used_in != NULL;
}

void fields_free(struct fields *fields)
{
    free(fields->keys);
    free(fields->used_in);
    buffer_free(&fields->met);
    buffer_free(&fields->sorted);
    buffer_free(&fields->room);
    buffer_free(&fields->picked);
}

enum status fields_look(struct fields *fields,
                        const struct document_piece *piece, size_t n)
{
    if (n > fields->left)
        return document_refuse(fields->document, &piece->key,
                               STATUS_SELECTION_TOO_LONG);
    fields->left -= n;
    return STATUS_OK;
}

/* --- Gathering ------------------------------------------------------------ */

static struct fields_key *key_of(const struct fields *fields,
                                 const struct document_piece *piece)
{
    return &fields->keys[piece->key_name->number];
}

/* Puts a field among those that were met, and counts it in its group. */
static enum status meet(struct fields *fields,
                        const struct document_piece *piece)
{
    struct fields_key *key = key_of(fields, piece);
    struct fields_group none = {0};

    if (key->gathering != fields->gathering) {
        *key = (struct fields_key){fields->gathering, fields->group_count++};
        if (!buffer_append(&fields->room, &none, sizeof none))
            return STATUS_MEMORY;
        fields->groups = (void *)fields->room.data;
    }
    fields->groups[key->group].count++;
    return buffer_append(&fields->met, &piece, sizeof(void *)) ? STATUS_OK
                                                               : STATUS_MEMORY;
}

/* Whether the view has a piece. A fragment is used once in a gathering. */
static bool has(struct fields *fields, const struct document_piece *piece,
                struct fields_view view)
{
    if (!view.is_whole && piece->is_left_out)
        return false;
    if (piece->kind == DOCUMENT_FIELD)
        return true;
    if (!view.is_whole && view.type != NULL && piece->type != NULL &&
        !schema_can_be(fields->document->schema, piece->type, view.type))
        return false;
    if (piece->kind == DOCUMENT_INLINE)
        return true;
    size_t *used_in = &fields->used_in[piece->part->number];
    if (*used_in == fields->gathering)
        return false;
    *used_in = fields->gathering;
    return true;
}

/* Meets every field of the set and of the fragments in it, in their order. */
static enum status visit(struct fields *fields, const struct selection_set *set,
                         struct fields_view view)
{
    const struct document_piece *next[SELECTION_LEVELS] = {set->first};
    size_t depth = 1; /* no more than the set has levels */
    enum status status = STATUS_OK;

    while (depth > 0 && status == STATUS_OK) {
        const struct document_piece *piece = next[depth - 1];
        if (piece == NULL) {
            depth--;
            continue;
        }
        next[depth - 1] = piece->next;
        status = fields_look(fields, piece, 1);
        if (status != STATUS_OK || !has(fields, piece, view))
            continue;
        if (piece->kind == DOCUMENT_FIELD)
            status = meet(fields, piece);
        else
            next[depth++] = piece->sub->first;
    }
    return status;
}

/* Puts the pieces that were met into their groups. */
static enum status sort(struct fields *fields)
{
    const struct document_piece *const *met = (const void *)fields->met.data;
    size_t n = fields->met.len / sizeof(void *);

    fields->sorted.len = 0;
    if (!buffer_reserve(&fields->sorted, fields->met.len))
        return STATUS_MEMORY;
    const struct document_piece **next = (void *)fields->sorted.data;
    for (size_t i = 0; i < fields->group_count; i++) {
        fields->groups[i].pieces = next;
        next += fields->groups[i].count;
        fields->groups[i].count = 0;
    }
    for (size_t i = 0; i < n; i++) {
        struct fields_group *group =
            &fields->groups[key_of(fields, met[i])->group];
        group->pieces[group->count++] = met[i];
    }
    return STATUS_OK;
}

enum status fields_gather(struct fields *fields,
                          const struct selection_sets *sets,
                          struct fields_view view)
{
    enum status status = STATUS_OK;

    fields->gathering++;
    fields->group_count = 0;
    fields->met.len = fields->room.len = fields->picked.len = 0;
    for (; sets != NULL && status == STATUS_OK; sets = sets->next)
        status = visit(fields, sets->set, view);
    return status == STATUS_OK ? sort(fields) : status;
}

/* --- Lists of sets -------------------------------------------------------- */

enum status fields_pick(struct fields *fields,
                        const struct document_piece *piece)
{
    return piece->sub == NULL ||
                   buffer_append(&fields->picked, &piece->sub, sizeof(void *))
               ? STATUS_OK
               : STATUS_MEMORY;
}

/* Makes the list of n sets. NULL: no memory. */
static struct fields_list *make_list(struct document *document,
                                     const struct selection_set *const *sets,
                                     size_t n)
{
    struct fields_list *list = arena_alloc(&document->arena, sizeof *list);
    struct selection_sets *rest =
        arena_alloc(&document->arena, n * sizeof *rest);
    const struct selection_set **name =
        arena_alloc(&document->arena, n * sizeof(void *));

    if (list == NULL || rest == NULL || name == NULL)
        return NULL;
    memcpy(name, sets, n * sizeof(void *));
    if (!table_add(&document->names, DOCUMENT_LISTS, name, n * sizeof(void *),
                   list))
        return NULL;
    *list = (struct fields_list){.sets = {sets[0], n > 1 ? rest : NULL}};
    for (size_t i = 1; i < n; i++)
        rest[i - 1] =
            (struct selection_sets){sets[i], i + 1 < n ? &rest[i] : NULL};
    return list;
}

enum status fields_list(struct fields *fields, struct fields_list **list)
{
    const void *sets = fields->picked.data;
    size_t size = fields->picked.len;

    *list = NULL;
    fields->picked.len = 0;
    if (size == 0)
        return STATUS_OK;
    *list = table_find(&fields->document->names, DOCUMENT_LISTS, sets, size);
    if (*list == NULL)
        *list = make_list(fields->document, sets, size / sizeof(void *));
    return *list == NULL ? STATUS_MEMORY : STATUS_OK;
}
