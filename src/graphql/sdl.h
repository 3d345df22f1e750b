/*
 * sdl: the grammar of schemas (GraphQL specification, September 2025, appendix
 * "Grammar Summary", from TypeSystemDefinitionOrExtension on).
 */
#ifndef GRAPHQL_SDL_H
#define GRAPHQL_SDL_H

#include "base/status.h"
#include "graphql/draft.h"

#include <stddef.h>

/*
 * Reads a whole document of n bytes into draft. No input makes it recurse:
 * lists in types are counted, and values have at most PARSER_LEVELS.
 *
 * Errors, of which the schema's error tells the place: STATUS_GRAPHQL_...;
 * STATUS_SCHEMA_... that need no other part of the text; STATUS_MEMORY.
 */
enum status sdl_read(struct draft *draft, const unsigned char *text, size_t n);

#endif
