/*
 * hint: the usual cause of an error, and the remedy.
 *
 * Most bad rows are good rows that psql was not asked for in the right way.
 */
#ifndef REPORT_HINT_H
#define REPORT_HINT_H

#include "base/status.h"
#include "report/location.h"

/* A sentence without a full stop; NULL where nothing better is known. */
const char *hint_find(enum status status, const struct location *place);

#endif
