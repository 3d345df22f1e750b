/*
 * merging: whether the fields of one response key can be merged
 * (FieldsInSetCanMerge in the specification), and how many there are.
 */
#ifndef GRAPHQL_MERGING_H
#define GRAPHQL_MERGING_H

#include "base/status.h"

struct fields;
struct fields_list;

/*
 * Looks at every field that rows can have; row: the list of what is selected of
 * a row. With a schema, typing_check() was done before.
 *
 * Errors, with the document's misfit set: STATUS_SELECTION_TOO_LARGE,
 * ..._TOO_LONG, ..._OTHER_SHAPE, ..._OTHER_FIELD; STATUS_MEMORY.
 */
enum status merging_check(struct fields *fields, struct fields_list *row);

#endif
