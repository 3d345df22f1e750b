/*
 * shapes: what the options say about the shape of rows: the schema, which is
 * one for all roots, and the projection of each root.
 */
#ifndef RUN_SHAPES_H
#define RUN_SHAPES_H

#include "base/buffer.h"
#include "base/status.h"
#include "cli/options.h"
#include "graphql/schema.h"
#include "run/projection.h"

#include <stddef.h>
#include <sys/stat.h>

struct shapes {
    const struct options *options;
    struct schema schema;
    struct buffer text;             /* what the schema is made from */
    struct projection *projections; /* one for each root; NULL: not read yet */
};

/* Nothing is read yet. The options outlive it. */
void shapes_init(struct shapes *shapes, const struct options *o);

/*
 * Reads and checks all of it. output: the regular file that will be written, or
 * NULL.
 *
 * Errors, with *root the number of the root that they are about, and *name the
 * file that cannot be read: those of source_check(), file_read(),
 * schema_parse() and projection_select(); STATUS_NO_TYPE: --type is none of the
 * schema's whose values are objects; STATUS_MEMORY.
 */
enum status shapes_read(struct shapes *shapes, const struct stat *output,
                        size_t *root, const char **name);

/* The schema that knows the type of the rows of a root; NULL: none does. */
const struct schema *shapes_schema(const struct shapes *shapes,
                                   const struct options_root *root);

/* Gives the memory back. */
void shapes_free(struct shapes *shapes);

#endif
