#include <config.h>

#include "graphql/schema.h"

#include "graphql/draft.h"
#include "graphql/sdl.h"
#include "naming/nearest.h"

void schema_init(struct schema *schema)
{
    *schema = (struct schema){0};
    table_init(&schema->names);
}

enum status schema_parse(struct schema *schema, const unsigned char *text,
                         size_t n)
{
    struct draft draft;
    enum status status = draft_init(&draft, schema);

    if (status == STATUS_OK)
        status = sdl_read(&draft, text, n);
    if (status == STATUS_OK)
        status = draft_finish(&draft);
    draft_free(&draft);
    return status;
}

const struct schema_type *schema_find(const struct schema *schema,
                                      const char *name, size_t len)
{
    return table_find(&schema->names, DRAFT_TYPES, name, len);
}

const struct schema_field *schema_find_field(const struct schema *schema,
                                             const struct schema_type *type,
                                             const char *name, size_t len)
{
    return table_find(&schema->names, draft_fields_of(type), name, len);
}

bool schema_can_be(const struct schema *schema, const struct schema_type *type,
                   const struct schema_type *object)
{
    return type == object || table_find(&schema->names, draft_possible_of(type),
                                        object->name, object->len) != NULL;
}

const struct schema_type *schema_nearest(const struct schema *schema,
                                         const char *name, size_t len)
{
    struct nearest nearest;

    nearest_init(&nearest, name, len);
    for (const struct schema_type *type = schema->types; type != NULL;
         type = type->next)
        if (schema_is_composite(type))
            nearest_look(&nearest, type->name, type->len, type);
    return nearest.found;
}

const struct schema_field *schema_nearest_field(const struct schema_type *type,
                                                const char *name, size_t len)
{
    struct nearest nearest;

    nearest_init(&nearest, name, len);
    for (size_t i = 0; i < type->field_count; i++)
        nearest_look(&nearest, type->fields[i].name, type->fields[i].len,
                     &type->fields[i]);
    return nearest.found;
}

void schema_free(struct schema *schema)
{
    table_free(&schema->names);
    arena_free(&schema->arena);
    schema->types = NULL;
    schema->type_count = 0;
}
