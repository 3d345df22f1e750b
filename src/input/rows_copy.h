/*
 * rows_copy: COPY's text format. Each line is decoded, or a piece of a long
 * one, and the transform is fed that as a framed window.
 *
 *      {"a":"b\\n"}  LF            the reader's window
 *      {"a":"b\n"}                 decoded, which the transform walks
 *
 * Where bad data stands in it, copy_text_origin() says where that is above.
 */
#ifndef INPUT_ROWS_COPY_H
#define INPUT_ROWS_COPY_H

#include "base/buffer.h"
#include "base/status.h"

#include <stdbool.h>

struct rows;
struct transform;

struct rows_copy {
    bool in_line;          /* a piece of the line was walked */
    bool ended;            /* the line \. was read */
    struct buffer decoded; /* the line, or a piece of it */
};

/*
 * Takes a line, or a piece of a long one; reads on where neither is there yet.
 * STATUS_END: the source is at its end. Errors: those of transform_feed() and
 * the reader; STATUS_COPY_TAB, STATUS_COPY_ESCAPE, STATUS_COPY_AFTER_END,
 * STATUS_AFTER_END_MARKER.
 */
enum status rows_copy_step(struct rows *r, struct transform *t);

/* For rows_recover(): goes on with the next line. STATUS_MORE, or an error of
 * the reader. */
enum status rows_copy_recover(struct rows *r, struct transform *t);

#endif
