#include <config.h>

#include "plans.h"

#include "escape.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of learned keys beyond which plans start afresh with a new row. */
enum {
    LARGE = 512 * 1024
};

/* Gives the memory of a table back, which is then empty. */
static void free_table(struct plan_table *table)
{
    free(table->slots);
    *table = (struct plan_table){0};
}

/* --- Plans of types ------------------------------------------------------ */

/* Makes a plan, one of all. NULL: no memory. */
static struct plan *make_plan(struct plans *plans, bool keep_case,
                              const struct schema_type *type)
{
    struct plan *plan = malloc(sizeof *plan);

    if (plan == NULL)
        return NULL;
    *plan = (struct plan){
        .plans = plans,
        .next = plans->first,
        .keep_case = keep_case,
        .type = type,
        .is_abstract = type != NULL && (type->kind == SCHEMA_INTERFACE ||
                                        type->kind == SCHEMA_UNION),
    };
    plans->first = plan;
    return plan;
}

/* Makes what objects of the type begin with. false: no memory. */
static bool make_stamp(struct plan *plan, const char *type)
{
    return buffer_text(&plan->stamp, "\"__typename\":") &&
           escape_quote(&plan->stamp, type);
}

/* The plan of a type whose values are objects. NULL: no memory. */
static struct plan *plan_of_type(struct plans *plans,
                                 const struct schema_type *type)
{
    struct plan **plan = &plans->of_types[type->number];

    if (*plan == NULL) {
        *plan = make_plan(plans, plans->untyped->keep_case, type);
        if (*plan != NULL && type->kind == SCHEMA_OBJECT &&
            !make_stamp(*plan, type->name))
            return NULL;
    }
    return *plan;
}

/* The field whose name the key spells, or NULL. */
static const struct schema_field *field_spelled(const struct plan *plan,
                                                const struct key *key)
{
    const struct schema_field *fields = plan->type->fields;

    if (memchr(key->raw, '\\', key->len) == NULL)
        return schema_find_field(plan->plans->schema, plan->type,
                                 (const char *)key->raw, key->len);
    for (size_t i = 0; i < plan->type->field_count; i++)
        if (escape_spells(key->raw, key->len, fields[i].name))
            return &fields[i];
    return NULL;
}

/* The field of the plan's type that the key is, or NULL. */
static const struct schema_field *field_of(const struct plan *plan,
                                           const struct key *key)
{
    const struct name *name = key->name;

    if (plan->type == NULL)
        return NULL;
    const struct schema_field *field =
        schema_find_field(plan->plans->schema, plan->type,
                          (const char *)name->text + 1, name->len - 3);
    return field != NULL ? field : field_spelled(plan, key);
}

struct plan *plans_of_value(struct plan *plan, const struct key *key)
{
    struct plans *plans = plan->plans;
    const struct schema_field *field = field_of(plan, key);

    if (plan == plans->opaque)
        return plan;
    if (field == NULL)
        return plans->untyped;
    switch (field->type->kind) {
    case SCHEMA_OBJECT:
    case SCHEMA_INTERFACE:
    case SCHEMA_UNION:
        return plan_of_type(plans, field->type);
    case SCHEMA_SCALAR:
        return field->type->built_in ? plans->untyped : plans->opaque;
    default:
        return plans->untyped;
    }
}

/*
 * The type of this name among those that a value of the plan's type can be.
 * NULL: it cannot be that.
 */
static const struct schema_type *
find_possible(const struct plan *plan, const unsigned char *name, size_t len)
{
    const struct schema_type *type = plan->type;

    for (size_t i = 0; i < type->possible_count; i++)
        if (escape_spells(name, len, type->possible[i]->name))
            return type->possible[i];
    return NULL;
}

enum status plans_of_name(struct plan *plan, const unsigned char *name,
                          size_t len, struct plan **told)
{
    const struct schema_type *type = NULL;

    if (len >= 2 && name[0] == '"')
        type = find_possible(plan, name + 1, len - 2);
    if (type == NULL)
        return STATUS_OTHER_TYPE;
    *told = plan_of_type(plan->plans, type);
    return *told == NULL ? STATUS_MEMORY : STATUS_OK;
}

/* --- All of them --------------------------------------------------------- */

/* A key that stands in no row. NULL: no memory. */
static struct key *make_key(struct plan *plan)
{
    struct key *key = calloc(1, sizeof *key);

    if (key != NULL)
        key->plan = plan;
    return key;
}

/* The plan of rows that have a type. NULL: no memory. */
static struct plan *plan_of_rows(struct plans *plans, const char *type)
{
    if (type == NULL)
        return plans->untyped;
    if (plans->schema != NULL)
        return plan_of_type(plans,
                            schema_find(plans->schema, type, strlen(type)));
    struct plan *plan = make_plan(plans, plans->untyped->keep_case, NULL);
    if (plan != NULL && !make_stamp(plan, type))
        return NULL;
    return plan;
}

bool plans_init(struct plans *plans, const struct plan_rules *rules)
{
    *plans = (struct plans){
        .column = rules->column,
        .schema = rules->schema,
        .seed = hash_seed(),
    };
    if (rules->schema != NULL) {
        plans->of_types =
            calloc(rules->schema->type_count, sizeof(struct plan *));
        if (plans->of_types == NULL)
            return false;
    }
    plans->untyped = make_plan(plans, rules->keep_case, NULL);
    plans->opaque = make_plan(plans, true, NULL);
    if (plans->untyped == NULL || plans->opaque == NULL)
        return false;
    struct plan *rows = plan_of_rows(plans, rules->type);
    plans->row = make_key(rows);
    plans->columns = make_key(plans->untyped);
    return rows != NULL && plans->row != NULL && plans->columns != NULL;
}

bool plans_are_large(const struct plans *plans)
{
    return plans->arena.total > LARGE;
}

void plans_forget(struct plans *plans)
{
    for (struct plan *plan = plans->first; plan != NULL; plan = plan->next) {
        free_table(&plan->keys);
        plan->named = NULL;
    }
    free_table(&plans->names);
    arena_free(&plans->arena);
    plans->row->child = plans->columns->child = NULL;
}

void plans_free(struct plans *plans)
{
    while (plans->first != NULL) {
        struct plan *plan = plans->first;
        plans->first = plan->next;
        free_table(&plan->keys);
        buffer_free(&plan->stamp);
        free(plan);
    }
    free_table(&plans->names);
    arena_free(&plans->arena);
    free(plans->of_types);
    free(plans->row);
    free(plans->columns);
}
