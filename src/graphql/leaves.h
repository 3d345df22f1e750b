/*
 * leaves: the fields of a document that paths of --opaque lead to. Nothing is
 * selected in them, whatever their type is, as in a field of a custom scalar.
 */
#ifndef GRAPHQL_LEAVES_H
#define GRAPHQL_LEAVES_H

#include "base/status.h"

#include <stdbool.h>

struct document;
struct opaque;

/*
 * Sets is_opaque of the fields to which paths lead from row; keep_case is as in
 * opaque_add(). Fragments are resolved. A field of a fragment that is opaque in
 * one place where the fragment is used, is flagged for all of them: so it may
 * lack a selection there, but an object in it is then refused in the row.
 *
 * Errors: STATUS_SELECTION_LEAF, with the document's misfit set: something is
 * selected in one of them; STATUS_MEMORY.
 */
enum status leaves_flag(struct document *document, const struct opaque *row,
                        bool keep_case);

#endif
