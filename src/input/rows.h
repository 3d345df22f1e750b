/*
 * rows: the sources, one after another, without the format that wraps their
 * rows, so that the transform sees JSON only.
 *
 *   ndjson       lines of JSON, handed on as they are          rows_ndjson
 *   copy         COPY's text format: each line decoded         rows_copy,
 *                and framed                                    copy_text
 *   copy-binary  COPY's binary format: each value handed on    rows_binary,
 *                as it stands in the stream, and framed        copy_binary
 */
#ifndef INPUT_ROWS_H
#define INPUT_ROWS_H

#include "base/status.h"
#include "input/copy_binary.h"
#include "input/reader.h"
#include "input/rows_copy.h"
#include "input/rows_format.h"
#include "input/rows_ndjson.h"

#include <stdbool.h>
#include <stdint.h>

struct source;
struct transform;

struct rows {
    enum rows_format asked;  /* for every source */
    enum rows_format format; /* of the open source */
    bool is_open;            /* there is one */
    bool recovers; /* rows_recover() may be called: set before the first step */
    struct reader reader;
    struct rows_ndjson ndjson; /* ROWS_NDJSON */
    struct rows_copy copy;     /* ROWS_COPY */
    struct copy_binary binary; /* ROWS_COPY_BINARY */
};

/* Reads from source, which must outlive it. */
void rows_init(struct rows *r, struct source *source, enum rows_format format);

/*
 * Reads a window and has it transformed. STATUS_MORE: call again. STATUS_END:
 * all sources were read to their ends, and every row is whole.
 *
 * Errors: those of transform_feed(), transform_end(), the source and the
 * formats. Bad data stands at the reader's next, and location_find() says where
 * that is.
 *
 * Holds a window and the longest key or number that does not fit into it; where
 * it recovers, also what was read after the first line of the open row.
 */
enum status rows_step(struct rows *r, struct transform *t);

/*
 * Goes on after a row that was bad (status_is_of_row()) and that the transform
 * has dropped: from the line after the one on which it began, or from the next
 * tuple. STATUS_MORE: call rows_step() again. Errors: those of source.
 */
enum status rows_recover(struct rows *r, struct transform *t);

/* In a binary stream: the offset at which the value ends that is read. */
uint64_t rows_value_end(const struct rows *r);

void rows_free(struct rows *r);

#endif
