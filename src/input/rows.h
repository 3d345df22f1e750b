/*
 * rows: the sources' formats, undone, so that the transform sees JSON only.
 *
 *   ndjson       lines of JSON, handed on as they are
 *   copy         COPY's text format: each line decoded (copy_text), framed
 *   copy-binary  COPY's binary format: each value handed on as it stands in
 *                the stream, framed (copy_binary)
 */
#ifndef INPUT_ROWS_H
#define INPUT_ROWS_H

#include "base/buffer.h"
#include "input/copy_binary.h"
#include "input/copy_text.h"
#include "input/reader.h"
#include "input/source.h"
#include "transform/transform.h"

#include <stdbool.h>
#include <stdint.h>

enum rows_format {
    ROWS_AUTO, /* copy-binary where a source begins with its signature, or
                  else ndjson */
    ROWS_NDJSON,
    ROWS_COPY,
    ROWS_COPY_BINARY,
};

struct rows {
    enum rows_format asked;  /* for every source */
    enum rows_format format; /* of the open source */
    bool open;
    struct reader reader;
    bool recovers; /* rows_recover() may be called: set before the first step */
    /* ROWS_NDJSON */
    bool walked; /* the window was walked as far as it goes */
    /* framed rows */
    uint64_t rows_before; /* rows begun before this one */
    /* ROWS_COPY */
    bool in_line;          /* a piece of the line was walked */
    bool ended;            /* the line \. was read */
    struct buffer decoded; /* what the transform walks */
    /* ROWS_COPY_BINARY */
    struct copy_binary binary;
};

/* Reads from source, which must outlive it. */
void rows_init(struct rows *r, struct source *source, enum rows_format format);

/*
 * Reads a window and has it transformed. STATUS_MORE: call again. STATUS_END:
 * all sources were read to their ends, and every row is whole.
 *
 * Errors: those of kernel_walk(), of source and of the formats;
 * STATUS_INPUT_ENDS. After bad data location_find() says where it is.
 *
 * Holds a window and the longest key or number that does not fit into it; where
 * it recovers, also what was read behind the first line of the open row.
 */
enum status rows_step(struct rows *r, struct transform *t);

/*
 * Goes on after a row that was bad (status_is_of_row()) and that the transform
 * has dropped: from the line after the one on which it began, or from the next
 * tuple. STATUS_MORE: call rows_step() again. Errors: those of source.
 */
enum status rows_recover(struct rows *r, struct transform *t);

void rows_free(struct rows *r);

#endif
