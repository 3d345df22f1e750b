#include <config.h>

#include "plan/plans.h"

#include "base/escape.h"
#include "graphql/schema.h"
#include "graphql/selection.h"
#include "naming/opaque.h"
#include "plan/plan_fields.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of learned keys and names beyond which plans are large. */
enum {
    LARGE = 512 * 1024
};

/* --- One plan ------------------------------------------------------------ */

/* Adds a plan, which is like pattern, to all of them. NULL: no memory. */
static struct plan *add_plan(struct plans *plans, const struct plan *pattern)
{
    struct plan *plan = malloc(sizeof *plan);

    if (plan == NULL)
        return NULL;
    *plan = *pattern;
    plan->plans = plans;
    plan->learned = &plans->learned;
    plan->next = plans->first;
    plans->first = plan;
    return plan;
}

/* Makes what the objects of the plan get from it. false: no memory. */
static bool complete(struct plan *plan)
{
    if (plan->kind == PLAN_ABSTRACT) {
        plan->by_type =
            calloc(plan->place.type->possible_count + 1, sizeof(struct plan *));
        return plan->by_type != NULL;
    }
    if (plan->kind == PLAN_SELECTED)
        return plan_fields_make(plan, plan->plans->rules.selection);
    return plan->type_name == NULL ||
           (buffer_text(&plan->stamp, "\"__typename\":") &&
            escape_quote(&plan->stamp, plan->type_name) &&
            buffer_reserve(&plan->stamp, PLAN_SPARE));
}

/* Makes the plan of objects at the place. NULL: no memory. */
static struct plan *make_plan(struct plans *plans,
                              const struct plan_place *place)
{
    const struct schema_type *type = place->type;
    struct plan plan = {
        .kind = place->sets != NULL ? PLAN_SELECTED : PLAN_WHOLE,
        .keep_case = plans->rules.keep_case,
        .place = *place,
    };

    if (type != NULL && schema_is_abstract(type))
        plan.kind = PLAN_ABSTRACT;
    else if (type != NULL)
        plan.type_name = type->name;
    struct plan *made = add_plan(plans, &plan);
    if (made == NULL || !complete(made) ||
        !table_add(&plans->places, 0, &made->place, sizeof made->place, made))
        return NULL;
    return made;
}

/* The plan of objects at the place. NULL: no memory. */
static struct plan *plan_of(struct plans *plans, struct plan_place place)
{
    if (place.path != NULL && place.path->ends)
        return plans->opaque;
    if (place.type == NULL && place.path == NULL && place.sets == NULL)
        return plans->untyped;
    struct plan *plan = table_find(&plans->places, 0, &place, sizeof place);
    return plan != NULL ? plan : make_plan(plans, &place);
}

/* --- Plans of values ----------------------------------------------------- */

/* The type of the plan's field of this name; NULL: none that is known. */
static const struct schema_type *type_called(const struct plan *plan,
                                             const void *name, size_t len)
{
    const struct schema_type *type = plan->place.type;
    const struct schema_field *field = NULL;

    if (type != NULL)
        field = schema_find_field(plan->plans->rules.schema, type, name, len);
    return field == NULL ? NULL : field->type;
}

/* The same for the name that a key spells, which may have escapes. */
static const struct schema_type *type_spelled(const struct plan *plan,
                                              const struct key *key)
{
    const struct schema_type *type = plan->place.type;

    if (memchr(key->raw, '\\', key->len) == NULL)
        return type_called(plan, key->raw, key->len);
    for (size_t i = 0; type != NULL && i < type->field_count; i++)
        if (escape_spells(key->raw, key->len, type->fields[i].name))
            return type->fields[i].type;
    return NULL;
}

/* The type of the field that the key is; NULL: none that is known. */
static const struct schema_type *type_of_key(const struct plan *plan,
                                             const struct key *key)
{
    size_t len;
    const unsigned char *spelling = plan_spelling(key->name, &len);
    const struct schema_type *type = type_called(plan, spelling, len);

    return type != NULL ? type : type_spelled(plan, key);
}

/* Where the key leads on the path, or NULL. */
static const struct opaque *path_of_key(const struct plan *plan,
                                        const struct key *key)
{
    size_t len;
    const unsigned char *spelling = plan_spelling(key->name, &len);

    return opaque_find(plan->place.path, spelling, len);
}

/* Whether values of the type are copied with their keys. */
static bool is_opaque(const struct schema_type *type)
{
    return type->kind == SCHEMA_SCALAR && !type->built_in;
}

/* The type, if its values are objects; else NULL. */
static const struct schema_type *if_composite(const struct schema_type *type)
{
    return type != NULL && schema_is_composite(type) ? type : NULL;
}

struct plan *plans_of_value(struct plan *plan, const struct key *key)
{
    struct plans *plans = plan->plans;

    /* What is left out, or only looked at, needs no names. */
    if (plan == plans->opaque || plan == plans->seek ||
        plan->kind == PLAN_SELECTED)
        return plans->opaque;
    const struct opaque *path = path_of_key(plan, key);
    const struct schema_type *type = type_of_key(plan, key);
    if (type != NULL && is_opaque(type))
        return plans->opaque;
    return plan_of(plans, (struct plan_place){if_composite(type), path, NULL});
}

/* The plan of the value of a field of which all is selected. */
static struct plan *plan_of_leaf(struct plan *plan, const struct opaque *path,
                                 const struct schema_type *type)
{
    struct plans *plans = plan->plans;

    if (path != NULL && path->ends)
        return plans->opaque;
    if (type == NULL)
        return plan_of(plans, (struct plan_place){NULL, path, NULL});
    return is_opaque(type) ? plans->opaque : plans->leaf;
}

bool plans_of_field(struct plan *plan, struct field *field)
{
    const struct selection_field *selected = field->selected;
    const struct schema_type *type =
        type_called(plan, selected->name, selected->name_len);
    const struct selection_sets *sub = selected->sub;

    if (sub == NULL)
        field->value.plan = plan_of_leaf(plan, field->path, type);
    else
        field->value.plan =
            plan_of(plan->plans, (struct plan_place){type, field->path, sub});
    return field->value.plan != NULL;
}

/* --- Objects of abstract types ------------------------------------------- */

/*
 * The number of the type of this name among those that a value of type can be;
 * how many those are, if it is none of them.
 */
static size_t find_possible(const struct schema_type *type,
                            const unsigned char *name, size_t len)
{
    size_t i = 0;

    while (i < type->possible_count &&
           !escape_spells(name, len, type->possible[i]->name))
        i++;
    return i;
}

enum status plans_of_name(struct plan *plan, const unsigned char *name,
                          size_t len, struct plan **named)
{
    const struct schema_type *type = plan->place.type;
    size_t i = type->possible_count;

    if (len >= 2 && name[0] == '"')
        i = find_possible(type, name + 1, len - 2);
    if (i == type->possible_count)
        return STATUS_OTHER_TYPE;
    if (plan->by_type[i] == NULL)
        plan->by_type[i] =
            plan_of(plan->plans,
                    (struct plan_place){type->possible[i], plan->place.path,
                                        plan->place.sets});
    *named = plan->by_type[i];
    return *named == NULL ? STATUS_MEMORY : STATUS_OK;
}

/* --- All of them --------------------------------------------------------- */

/* The plan of rows. NULL: no memory. */
static struct plan *plan_of_rows(struct plans *plans)
{
    const struct plan_rules *rules = &plans->rules;
    struct plan_place place = {.path = rules->opaque};

    if (rules->selection != NULL)
        place.sets = rules->selection->row;
    if (rules->schema != NULL)
        place.type =
            schema_find(rules->schema, rules->type, strlen(rules->type));
    if (place.type != NULL || rules->type == NULL)
        return plan_of(plans, place);

    /* Only the name of the type is known. */
    const struct plan pattern = {
        .kind = place.sets != NULL ? PLAN_SELECTED : PLAN_WHOLE,
        .keep_case = rules->keep_case,
        .type_name = rules->type,
        .place = place,
    };
    struct plan *plan = add_plan(plans, &pattern);
    return plan != NULL && complete(plan) ? plan : NULL;
}

bool plans_init(struct plans *plans, const struct plan_rules *rules)
{
    const struct plan opaque = {.keep_case = true};
    const struct plan plain = {.keep_case = rules->keep_case};
    const struct plan leaf = {.kind = PLAN_LEAF};

    *plans = (struct plans){.rules = *rules};
    table_init(&plans->places);
    table_init(&plans->learned.keys);
    table_init(&plans->learned.names);
    plans->untyped = add_plan(plans, &plain);
    plans->opaque = add_plan(plans, &opaque);
    plans->leaf = add_plan(plans, &leaf);
    plans->seek = add_plan(plans, &plain);
    if (plans->untyped == NULL || plans->opaque == NULL ||
        plans->leaf == NULL || plans->seek == NULL)
        return false;
    plans->columns.plan = plans->untyped;
    plans->row.plan = plan_of_rows(plans);
    return plans->row.plan != NULL;
}

static void free_learned(struct plan_learned *learned)
{
    table_free(&learned->keys);
    table_free(&learned->names);
    arena_free(&learned->arena);
}

bool plans_are_large(const struct plans *plans)
{
    return plans->learned.arena.total > LARGE;
}

void plans_forget(struct plans *plans)
{
    struct plan_learned *learned = &plans->learned;

    for (struct plan *plan = plans->first; plan != NULL; plan = plan->next) {
        plan->first = NULL;
        for (size_t i = 0; i < plan->field_count; i++)
            plan->fields[i].value.child = NULL;
    }
    plans->row.child = plans->columns.child = NULL;
    memset(learned->cached, 0, sizeof learned->cached);
    memset(learned->cached_by_prefix, 0, sizeof learned->cached_by_prefix);
    free_learned(learned);
}

void plans_free(struct plans *plans)
{
    while (plans->first != NULL) {
        struct plan *plan = plans->first;
        plans->first = plan->next;
        buffer_free(&plan->stamp);
        plan_fields_free(plan);
        free(plan->by_type);
        free(plan);
    }
    free_learned(&plans->learned);
    table_free(&plans->places);
}
