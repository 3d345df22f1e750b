/*
 * plan: what becomes of each key of an object, and of the objects in its value.
 *
 * A plan is a table from the key as it stands in the row to the name it gets
 * in the response, ready for output. It learns keys as they come, so a key is
 * checked, decoded and renamed once, not once a row. Each key also remembers
 * which key followed it last: rows of one query repeat their shape, so a guess
 * that is compared replaces a scan and a search that are made.
 *
 * Every object is read under a plan, and a key says under which one the objects
 * in its value are read; see plans.h.
 */
#ifndef PLAN_H
#define PLAN_H

#include "plans.h"
#include "status.h"

#include <stddef.h>

/*
 * Finds the key whose raw bytes are the len bytes at raw, which a '"' follows;
 * learns it where it is new. *key belongs to the plan, until plans_forget().
 *
 * A field of the type is found by the name that it gets, or by the key itself.
 *
 * Errors: those of camel_key(), with *bad the offset in raw of the byte that
 * does not fit; STATUS_MEMORY.
 */
enum status plan_key(struct plan *plan, const unsigned char *raw, size_t len,
                     struct key **key, size_t *bad);

#endif
