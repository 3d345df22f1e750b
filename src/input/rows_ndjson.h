/*
 * rows_ndjson: lines of JSON. The transform is fed the reader's windows, and
 * counts the lines itself.
 */
#ifndef INPUT_ROWS_NDJSON_H
#define INPUT_ROWS_NDJSON_H

#include "base/status.h"

#include <stdbool.h>

struct rows;
struct transform;

struct rows_ndjson {
    bool walked; /* the window was walked as far as it goes */
};

/*
 * Walks what was read, or reads on first where all of it was walked before.
 * STATUS_END: the source is at its end. Errors: those of transform_feed() and
 * the reader.
 */
enum status rows_ndjson_step(struct rows *r, struct transform *t);

/* For rows_recover(): goes on with the line after the one on which the row that
 * was dropped began. STATUS_MORE, or an error of the reader. */
enum status rows_ndjson_recover(struct rows *r, struct transform *t);

#endif
