/*
 * usage: whether the options, taken together, make sense.
 */
#ifndef USAGE_H
#define USAGE_H

#include "options.h"

#include <stdbool.h>

/* false: they do not, and a usage error says why. */
bool usage_check(const struct options *o);

/*
 * Whether each root has a field of its own in the response, as the envelope
 * needs. fields: what the roots are called in the end, by --field or else by
 * their selections, of which NULL is missing; NULL: as far as --field says it.
 * false: a usage error says why.
 */
bool usage_check_fields(const struct options *o, const char *const *fields);

/* Warns of what may be meant, but seldom is. */
void usage_warn(const struct options *o);

#endif
