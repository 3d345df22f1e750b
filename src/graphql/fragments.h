/*
 * fragments: which fragment is used where in a document.
 */
#ifndef GRAPHQL_FRAGMENTS_H
#define GRAPHQL_FRAGMENTS_H

#include "base/status.h"

struct document;

/*
 * Gives every spread its fragment, and every part its levels. Without an error,
 * no fragment is inside itself, and none has more than SELECTION_LEVELS.
 *
 * Errors, with the document's misfit set: STATUS_SELECTION_UNKNOWN_FRAGMENT,
 * ..._CYCLE, ..._TOO_DEEP. Else STATUS_MEMORY.
 */
enum status fragments_resolve(struct document *document);

#endif
