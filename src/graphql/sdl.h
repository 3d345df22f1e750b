/*
 * sdl: the grammar of schemas (GraphQL specification, September 2025, appendix
 * "Grammar Summary", from TypeSystemDefinitionOrExtension on).
 */
#ifndef GRAPHQL_SDL_H
#define GRAPHQL_SDL_H

#include "base/status.h"

#include <stddef.h>

struct draft;

/*
 * Reads the n bytes at text, a whole document, into draft. No input makes it
 * recurse: lists in types are counted, and values have at most PARSER_LEVELS.
 *
 * Errors, with the schema's error set: STATUS_GRAPHQL_...; those of
 * STATUS_SCHEMA_... that one place of the text shows; STATUS_MEMORY.
 */
enum status sdl_read(struct draft *draft, const unsigned char *text, size_t n);

#endif
