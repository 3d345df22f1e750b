/*
 * camel: the name that a key gets in the response.
 *
 * The rule, on the decoded key: leading underscores stay; every other
 * underscore goes, and an ASCII letter a-z right after one becomes upper
 * case; nothing else changes. The name is spelled in one way only (escape_put
 * says how), so two names are equal exactly when their bytes are.
 */
#ifndef NAMING_CAMEL_H
#define NAMING_CAMEL_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Decodes the key, renames it unless keep_case, and writes the name as the
 * inside of a JSON string.
 *
 *  raw   the key as the row has it, between the quotes, len bytes; raw[len]
 *        must be readable and a '"' or a NUL
 *  name  room for len bytes: a name is never longer than its key
 *  used  receives the bytes written to name
 *  bad   receives, on an error, the offset in raw of the byte that does not fit
 *
 * Errors: those of escape_get(); for a key of any length, no memory is needed.
 */
enum status camel_key(const unsigned char *raw, size_t len, bool keep_case,
                      unsigned char *name, size_t *used, size_t *bad);

#endif
