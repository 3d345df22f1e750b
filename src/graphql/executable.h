/*
 * executable: the grammar of operations and fragments (GraphQL specification,
 * September 2025, chapter "Language"). Arguments and variables are checked
 * against it and forgotten.
 */
#ifndef GRAPHQL_EXECUTABLE_H
#define GRAPHQL_EXECUTABLE_H

#include "base/status.h"

#include <stddef.h>

struct document;

/*
 * Reads the n bytes at text, a copy of which is kept, into a document, which is
 * empty.
 *
 * Errors, with the document's misfit set: STATUS_GRAPHQL_...,
 * STATUS_SCHEMA_TYPE and ..._BRACKET; those of STATUS_SELECTION_... that are of
 * the grammar; STATUS_SELECTION_TOO_DEEP and ..._TOO_LONG, with each fragment
 * counted once; ..._FRAGMENT_TWICE; STATUS_MEMORY.
 */
enum status executable_read(struct document *document,
                            const unsigned char *text, size_t n);

#endif
