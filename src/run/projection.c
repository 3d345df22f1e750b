#include <config.h>

#include "run/projection.h"

#include <string.h>

void projection_init(struct projection *p)
{
    *p = (struct projection){0};
    selection_init(&p->selection);
}

enum status projection_select(struct projection *p, const unsigned char *text,
                              size_t n, const char *type,
                              const struct schema *schema, bool keep_case)
{
    struct selection_rules rules = {
        .schema = schema,
        .type_name = type,
        .opaque = &p->opaque,
        .keep_case = keep_case,
    };

    if (schema != NULL)
        rules.type = schema_find(schema, type, strlen(type));
    return selection_parse(&p->selection, text, n, &rules);
}

bool projection_keep(struct projection *p, const char *const *ways,
                     size_t count, bool keep_case)
{
    for (size_t i = 0; i < count; i++)
        if (!opaque_add(&p->opaque, ways[i], keep_case, &p->arena))
            return false;
    return true;
}

void projection_free(struct projection *p)
{
    selection_free(&p->selection);
    arena_free(&p->arena);
}
