/*
 * rows: the bytes of the sources, in windows for the transform.
 *
 * This is where the formats live: today lines of JSON, which the transform
 * takes as they are. A format that frames or escapes its rows is undone here,
 * so that the transform sees JSON and line ends only.
 */
#ifndef ROWS_H
#define ROWS_H

#include "buffer.h"
#include "source.h"
#include "transform.h"

#include <stdbool.h>
#include <stdint.h>

struct rows {
    struct source *source;
    struct window window; /* onto buffer */
    struct buffer buffer;
    bool open; /* a source is open */
};

/* Where an error is. The bytes belong to rows, until the next call. */
struct place {
    const char *source;
    uint64_t line;     /* from 1 */
    uint64_t column;   /* in bytes, from 1 */
    uint64_t row;      /* from 1 over all sources; 0: in none */
    uint64_t row_line; /* where that row began */
    unsigned levels;   /* open arrays and objects */
    /*
     *   text            at            end
     *    | same line     | the rest, and what is known of the lines after
     */
    const unsigned char *text, *at, *end;
    bool cut; /* the line begins before text */
};

/* Reads from source, which must outlive it. */
void rows_init(struct rows *r, struct source *source);

/*
 * Reads a window and has it transformed. STATUS_MORE: call again. STATUS_END:
 * all sources were read to their ends, and every row is whole.
 *
 * Errors: those of transform_walk() and of source; STATUS_INPUT_ENDS;
 * STATUS_COPY_BINARY. After bad data rows_place() says where it is.
 *
 * Holds a window and the longest key or number that does not fit into it.
 */
enum status rows_step(struct rows *r, struct transform *t);

/*
 * The place of the error status that t->error_at points to. Reads on a little
 * where the line goes on, so that what is shown does not depend on how the
 * bytes came.
 */
struct place rows_place(struct rows *r, const struct transform *t,
                        enum status status);

void rows_free(struct rows *r);

#endif
