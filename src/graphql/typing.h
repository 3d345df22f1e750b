/*
 * typing: checks the pieces of a document against the types of a schema.
 */
#ifndef GRAPHQL_TYPING_H
#define GRAPHQL_TYPING_H

#include "base/status.h"

struct document;
struct schema_type;

/*
 * Gives every piece and set its type in document->schema, where rows are of
 * this type.
 *
 * Errors, with the document's misfit set: STATUS_SCHEMA_UNKNOWN_TYPE,
 * STATUS_SELECTION_COMPOSITE_TYPE, ..._OTHER_TYPE, ..._UNKNOWN_FIELD, ..._LEAF,
 * ..._NO_LEAF.
 */
enum status typing_check(struct document *document,
                         const struct schema_type *type);

/*
 * Without a schema: checks that fragments that are used are on no type, or on
 * the type of rows, NULL if it is not known, and of a row. Error, with the
 * document's misfit set: STATUS_SELECTION_CONDITION.
 */
enum status typing_check_name(struct document *document, const char *type);

#endif
