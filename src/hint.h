/*
 * hint: the usual cause of an error, and the remedy.
 *
 * Most bad rows are good rows that psql was not asked for in the right way.
 */
#ifndef HINT_H
#define HINT_H

#include "place.h"
#include "status.h"

/* A sentence without a full stop; NULL where nothing better is known. */
const char *hint_find(enum status status, const struct place *place);

#endif
