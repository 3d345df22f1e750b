/*
 * hint: the usual cause of an error, and the remedy.
 *
 * Most bad rows are good rows that psql was not called right for.
 */
#ifndef REPORT_HINT_H
#define REPORT_HINT_H

#include "base/status.h"
#include "report/location.h"

/*
 * Looks for a usual cause in the line around the error. Returns a sentence
 * without a full stop, static; NULL: no cause is known.
 */
const char *hint_find(enum status status, const struct location *where);

#endif
