#include <config.h>

#include "run/shapes.h"

#include "base/buffer.h"
#include "input/file.h"

#include <stdlib.h>
#include <string.h>

void shapes_init(struct shapes *shapes, const struct options *o)
{
    *shapes = (struct shapes){.options = o};
    schema_init(&shapes->schema);
}

const struct schema *shapes_schema(const struct shapes *shapes,
                                   const struct options_root *root)
{
    return shapes->options->schema != NULL && root->type != NULL
               ? &shapes->schema
               : NULL;
}

/* Appends all of the file called name to text. It may not be the output. */
static enum status read_file(const char *name, const struct stat *output,
                             struct buffer *text)
{
    struct stat found;
    enum status status = file_check(name, output, &found);

    return status == STATUS_OK ? file_read(name, text) : status;
}

static enum status read_schema(struct shapes *shapes, const struct stat *output)
{
    enum status status =
        read_file(shapes->options->schema, output, &shapes->text);

    return status == STATUS_OK
               ? schema_parse(&shapes->schema, shapes->text.data,
                              shapes->text.len)
               : status;
}

/* Whether the type of the root's rows is one that they can have. */
static enum status check_type(const struct shapes *shapes,
                              const struct options_root *root)
{
    const struct schema *schema = shapes_schema(shapes, root);

    if (schema == NULL)
        return STATUS_OK;
    const struct schema_type *type =
        schema_find(schema, root->type, strlen(root->type));
    return type != NULL && schema_is_composite(type) ? STATUS_OK
                                                     : STATUS_NO_TYPE;
}

/* Reads what is selected of the rows of a root. */
static enum status read_selection(const struct shapes *shapes,
                                  const struct options_root *root,
                                  const struct stat *output,
                                  struct projection *projection)
{
    struct buffer text = {0};
    enum status status = STATUS_OK;

    if (root->select.file != NULL)
        status = read_file(root->select.file, output, &text);
    else if (!buffer_text(&text, root->select.text))
        status = STATUS_MEMORY;
    if (status == STATUS_OK)
        status =
            projection_select(projection, text.data, text.len, root->type,
                              shapes_schema(shapes, root), root->keep_case);
    buffer_free(&text);
    return status;
}

/* Reads what the options of a root say. */
static enum status read_root(const struct shapes *shapes,
                             const struct options_root *root,
                             const struct stat *output,
                             struct projection *projection)
{
    if (!projection_keep(projection, root->opaque.values, root->opaque.count,
                         root->keep_case))
        return STATUS_MEMORY;
    return argument_is_given(&root->select)
               ? read_selection(shapes, root, output, projection)
               : STATUS_OK;
}

enum status shapes_read(struct shapes *shapes, const struct stat *output,
                        size_t *root, const char **name)
{
    const struct options *o = shapes->options;
    enum status status = STATUS_OK;

    shapes->projections = calloc(o->root_count, sizeof *shapes->projections);
    if (shapes->projections == NULL)
        return STATUS_MEMORY;
    for (size_t i = 0; i < o->root_count; i++)
        projection_init(&shapes->projections[i]);
    *name = o->schema;
    *root = 0;
    if (o->schema != NULL)
        status = read_schema(shapes, output);
    for (size_t i = 0; status == STATUS_OK && i < o->root_count; i++) {
        *root = i;
        status = check_type(shapes, &o->roots[i]);
    }
    for (size_t i = 0; status == STATUS_OK && i < o->root_count; i++) {
        *root = i;
        *name = o->roots[i].select.file;
        status =
            read_root(shapes, &o->roots[i], output, &shapes->projections[i]);
    }
    return status;
}

void shapes_free(struct shapes *shapes)
{
    if (shapes->projections != NULL)
        for (size_t i = 0; i < shapes->options->root_count; i++)
            projection_free(&shapes->projections[i]);
    free(shapes->projections);
    schema_free(&shapes->schema);
    buffer_free(&shapes->text);
}
