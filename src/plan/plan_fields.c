#include <config.h>

#include "plan/plan_fields.h"

#include "base/escape.h"
#include "graphql/selection.h"
#include "naming/camel.h"
#include "naming/opaque.h"

#include <stdlib.h>
#include <string.h>

_Static_assert((int)PLAN_LEVELS == (int)SELECTION_LEVELS,
               "as many levels as a selection");

/* Whether the value of the field is the same in every object. */
static bool is_fixed(const struct plan *plan,
                     const struct selection_field *selected)
{
    static const char name[] = "__typename";

    return plan->type_name != NULL && selected->name_len == sizeof name - 1 &&
           memcmp(selected->name, name, sizeof name - 1) == 0;
}

/* Appends what stands before the value of a field; if it is fixed, the value
 * too. */
static bool append_text(struct plan *plan, struct field *field)
{
    struct buffer *out = &plan->texts;
    size_t before = out->len;

    field->is_fixed = is_fixed(plan, field->selected);
    /* A response key is a GraphQL name, in which JSON has nothing to escape. */
    if (!buffer_text(out, field == plan->fields ? "{\"" : ",\"") ||
        !buffer_append(out, field->selected->key, field->selected->key_len) ||
        !buffer_text(out, "\":") ||
        (field->is_fixed && !escape_quote(out, plan->type_name)))
        return false;
    field->len = out->len - before;
    return true;
}

/* Makes the texts of all fields, which then stay where they are. */
static bool make_texts(struct plan *plan)
{
    static const char spare[PLAN_SPARE];

    for (size_t i = 0; i < plan->field_count; i++)
        if (!append_text(plan, &plan->fields[i]))
            return false;
    if (!buffer_append(&plan->texts, spare, sizeof spare))
        return false;

    const unsigned char *text = plan->texts.data;
    for (size_t i = 0; i < plan->field_count; i++) {
        plan->fields[i].text = text;
        text += plan->fields[i].len;
    }
    return true;
}

/* Adds a field at the end of those that the same key fills. */
static void join(struct field_group *group, struct field *field)
{
    if (field->is_whole && group->whole != NULL)
        group->whole->same = field;
    else if (group->first == NULL)
        group->first = group->last = field;
    else
        group->last = group->last->again = field;
    if (field->is_whole)
        group->whole = field;
}

/* Groups the fields by the key that fills them. false: no memory. */
static bool make_groups(struct plan *plan)
{
    struct field_group *fresh = plan->groups;

    table_init(&plan->called);
    for (size_t i = 0; i < plan->field_count; i++) {
        struct field *field = &plan->fields[i];
        const struct selection_field *selected = field->selected;
        if (field->is_fixed)
            continue;
        struct field_group *group =
            table_find(&plan->called, 0, selected->name, selected->name_len);
        if (group == NULL) {
            group = fresh++;
            if (!table_add(&plan->called, 0, selected->name, selected->name_len,
                           group))
                return false;
        }
        join(group, field);
    }
    return true;
}

bool plan_fields_make(struct plan *plan, struct selection *selection)
{
    const struct selection_field *selected;

    if (selection_collect(selection, plan->place.sets, plan->place.type,
                          &selected, &plan->field_count) != STATUS_OK)
        return false;
    plan->fields = calloc(plan->field_count + 1, sizeof *plan->fields);
    plan->groups = calloc(plan->field_count + 1, sizeof *plan->groups);
    if (plan->fields == NULL || plan->groups == NULL)
        return false;
    for (size_t i = 0; i < plan->field_count; i++) {
        plan->fields[i].selected = selected;
        plan->fields[i].is_whole = selected->sub == NULL;
        selected = selected->next;
    }
    return make_texts(plan) && make_groups(plan);
}

void plan_fields_free(struct plan *plan)
{
    free(plan->fields);
    buffer_free(&plan->texts);
    free(plan->groups);
    table_free(&plan->called);
}

/* The first of the fields of this name in rows; NULL: there is none. */
static struct field *called(const struct plan *plan, const void *name,
                            size_t len)
{
    const struct field_group *group = table_find(&plan->called, 0, name, len);

    return group == NULL ? NULL : group->first;
}

/* Sets *field to the same for what the key spells, which may have escapes.
 * false: no memory. */
static bool called_by_key(const struct plan *plan, const struct key *key,
                          struct field **field)
{
    const unsigned char *spelled = key->raw;
    size_t used = key->len, bad;

    if (memchr(key->raw, '\\', key->len) != NULL) {
        unsigned char *name = arena_alloc(&plan->learned->arena, key->len);
        if (name == NULL)
            return false;
        camel_key(key->raw, key->len, true, name, &used, &bad);
        spelled = name;
    }
    *field = called(plan, spelled, used);
    return true;
}

bool plan_fields_of_key(const struct plan *plan, struct key *key)
{
    size_t len;
    const unsigned char *spelling = plan_spelling(key->name, &len);

    key->field = called(plan, spelling, len);
    if (key->field == NULL && !called_by_key(plan, key, &key->field))
        return false;
    for (struct field *field = key->field; field != NULL; field = field->again)
        field->path = opaque_find(plan->place.path, spelling, len);
    return true;
}
