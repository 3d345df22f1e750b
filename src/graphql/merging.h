/*
 * merging: whether the fields under one response key can be one
 * (FieldsInSetCanMerge in the specification), and how many there are.
 */
#ifndef GRAPHQL_MERGING_H
#define GRAPHQL_MERGING_H

#include "base/status.h"
#include "graphql/fields.h"

/*
 * Looks at every field that rows can have. The document's types are checked,
 * where it has a schema.
 *
 * Errors, with the document's misfit set: STATUS_SELECTION_TOO_LARGE,
 * ..._TOO_LONG, ..._OTHER_SHAPE, ..._OTHER_FIELD; STATUS_MEMORY.
 */
enum status merging_check(struct fields *fields, struct fields_list *row);

#endif
