/*
 * typing: the pieces of a document held against the types of a schema.
 */
#ifndef GRAPHQL_TYPING_H
#define GRAPHQL_TYPING_H

#include "base/status.h"
#include "graphql/document.h"
#include "graphql/schema.h"

/*
 * Gives every piece and set its type, where rows have this one and
 * document->schema is the schema.
 *
 * Errors, with the document's misfit set: STATUS_SCHEMA_UNKNOWN_TYPE,
 * STATUS_SELECTION_COMPOSITE_TYPE, ..._OTHER_TYPE, ..._UNKNOWN_FIELD, ..._LEAF,
 * ..._NO_LEAF.
 */
enum status typing_check(struct document *document,
                         const struct schema_type *type);

/*
 * Without a schema: fragments on types are held against the one of rows, which
 * may be NULL, where they are used. Error: STATUS_SELECTION_CONDITION.
 */
enum status typing_check_name(struct document *document, const char *type);

#endif
