/*
 * options_check: whether the options, taken together, make sense.
 */
#ifndef CLI_OPTIONS_CHECK_H
#define CLI_OPTIONS_CHECK_H

#include "cli/options.h"

#include <stdbool.h>

/* false: they do not, and a usage error says why. */
bool options_check(const struct options *o);

/*
 * Whether the first root has a field in the response, as the envelope needs;
 * further ones begin with theirs. field: by --field or else by its selection,
 * or NULL. false: a usage error says that it is missing.
 */
bool options_check_field(const struct options *o, const char *field);

/* Warns of what is allowed, but seldom meant. */
void options_check_warn(const struct options *o);

#endif
