/*
 * leaves: fields of a document that are opaque where a path says so. Nothing
 * is selected in them, whatever their type, as in a field of a custom scalar.
 */
#ifndef GRAPHQL_LEAVES_H
#define GRAPHQL_LEAVES_H

#include "base/status.h"
#include "graphql/document.h"
#include "naming/opaque.h"

#include <stdbool.h>

/*
 * Marks the fields to which ways lead from a row. keep_case: as opaque_add()
 * was told. Fragments are resolved before. Where one fragment stands in several
 * places, and in one of them a field of it is opaque, it is marked for all of
 * them; so it may lack a selection there, but an object in it is then refused
 * in the row.
 *
 * Errors, with the document's misfit set: STATUS_SELECTION_LEAF: something is
 * selected in one of them; STATUS_MEMORY.
 */
enum status leaves_mark(struct document *document, const struct opaque *row,
                        bool keep_case);

#endif
