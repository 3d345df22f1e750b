/*
 * projection: which fields of rows are wanted, in which order, and which of
 * them keep their keys.
 */
#ifndef RUN_PROJECTION_H
#define RUN_PROJECTION_H

#include "base/arena.h"
#include "base/status.h"
#include "graphql/schema.h"
#include "graphql/selection.h"
#include "naming/opaque.h"

#include <stdbool.h>
#include <stddef.h>

struct projection {
    struct selection selection; /* what is selected of a row */
    struct opaque opaque;       /* a row, and the ways to opaque fields */
    struct arena arena;         /* holds the ways */
};

/* One by which all is wanted, and renamed. */
void projection_init(struct projection *p);

/*
 * Only what the text selects is wanted: n bytes, needed no longer, after what
 * is to keep its keys. type: of the rows, or NULL; schema: which has it, or
 * NULL; it must outlive p. Errors: those of selection_parse(), with
 * p->selection.error set.
 */
enum status projection_select(struct projection *p, const unsigned char *text,
                              size_t n, const char *type,
                              const struct schema *schema, bool keep_case);

/*
 * The fields to which these ways lead keep their keys; each is as
 * opaque_is_path() asks for. false: no memory.
 */
bool projection_keep(struct projection *p, const char *const *ways,
                     size_t count, bool keep_case);

/* Gives the memory back. */
void projection_free(struct projection *p);

#endif
