/*
 * camel: the name that a key gets in the response.
 *
 * The rule, on the decoded key: leading underscores stay; every other
 * underscore goes, and an ASCII letter a-z right after one becomes upper case;
 * nothing else changes. A name has one spelling, that of escape_put(), so two
 * names are equal exactly when their bytes are.
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
 *  raw   the len bytes of the key between its quotes, as in the row; raw[len]
 * is read, and must be a '"' or a NUL name  room for len bytes: a name is never
 * longer than its key used  set to the number of bytes written to name bad set
 * on an error: the offset in raw of the byte that does not fit
 *
 * Errors: those of escape_get(). Nothing is allocated.
 */
enum status camel_key(const unsigned char *raw, size_t len, bool keep_case,
                      unsigned char *name, size_t *used, size_t *bad);

#endif
