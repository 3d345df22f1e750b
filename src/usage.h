/*
 * usage: whether the options, taken together, make sense.
 */
#ifndef USAGE_H
#define USAGE_H

#include "options.h"

#include <stdbool.h>

/* false: they do not, and a usage error says why. */
bool usage_check(const struct options *o);

/* Warns of what may be meant, but seldom is. */
void usage_warn(const struct options *o);

#endif
