#include <config.h>

#include "plan_fields.h"

#include "escape.h"

#include <stdlib.h>
#include <string.h>

/* The text of fixed fields ends with their value. */
static bool is_fixed(const struct plan *plan,
                     const struct selection_field *selected)
{
    static const char name[] = "__typename";

    return plan->type_name != NULL && selected->name_len == sizeof name - 1 &&
           memcmp(selected->name, name, sizeof name - 1) == 0;
}

/* Appends what stands before the value of a field, and for fixed ones that. */
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

/* The name of a field, as what keys spell is compared with it. */
static bool append_name(struct plan *plan, const struct field *field)
{
    return buffer_append(&plan->names, field->selected->name,
                         field->selected->name_len) &&
           buffer_append(&plan->names, "", 1);
}

/* Makes the texts and names of all fields, which then stay where they are. */
static bool make_texts(struct plan *plan)
{
    static const char spare[PLAN_SPARE];

    for (size_t i = 0; i < plan->field_count; i++)
        if (!append_text(plan, &plan->fields[i]) ||
            !append_name(plan, &plan->fields[i]))
            return false;
    if (!buffer_append(&plan->texts, spare, sizeof spare))
        return false;

    const unsigned char *text = plan->texts.data;
    const char *name = (const char *)plan->names.data;
    for (size_t i = 0; i < plan->field_count; i++) {
        plan->fields[i].text = text;
        plan->fields[i].name = name;
        text += plan->fields[i].len;
        name += plan->fields[i].selected->name_len + 1;
    }
    return true;
}

bool plan_fields_make(struct plan *plan)
{
    const struct selection_field *selected;

    if (selection_collect(plan->plans->rules.selection, plan->sets, plan->type,
                          &selected, &plan->field_count) != STATUS_OK)
        return false;
    plan->fields = calloc(plan->field_count + 1, sizeof *plan->fields);
    if (plan->fields == NULL)
        return false;
    for (size_t i = 0; i < plan->field_count; i++) {
        plan->fields[i].selected = selected;
        selected = selected->next;
    }
    return make_texts(plan);
}

void plan_fields_free(struct plan *plan)
{
    free(plan->fields);
    buffer_free(&plan->texts);
    buffer_free(&plan->names);
}

/* The fields that have this name are chained; the first of them, or NULL. */
static struct field *chain(const struct plan *plan, const unsigned char *raw,
                           size_t len)
{
    struct field *first = NULL;

    for (size_t i = plan->field_count; i-- > 0;) {
        struct field *field = &plan->fields[i];
        if (!field->is_fixed && escape_spells(raw, len, field->name)) {
            field->again = first;
            first = field;
        }
    }
    return first;
}

struct field *plan_fields_of_key(const struct plan *plan, const struct key *key)
{
    const struct name *name = key->name;
    struct field *field = chain(plan, name->text + 1, name->len - 3);

    return field != NULL ? field : chain(plan, key->raw, key->len);
}
