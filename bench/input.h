/*
 * input: rows of a corpus in memory, in windows as rows.c makes them, cut at
 * line ends, each with the padding after it that a walk needs:
 *
 *      | row LF row LF … row LF | zeros | row LF … row LF | zeros | …
 *      |<-- INPUT_WINDOW or --->|
 *           a little less
 */
#ifndef BENCH_INPUT_H
#define BENCH_INPUT_H

#include "base/buffer.h"
#include "bench/corpus.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    INPUT_WINDOW = 256 * 1024
};

/* A window; by its offset, as the buffer moves while it is filled. */
struct piece {
    size_t at, len;
};

struct input {
    struct buffer bytes;
    struct piece *pieces;
    size_t count; /* of pieces */
    size_t size;  /* bytes of all rows */
};

/*
 * The shape's rows, the same in each run, until there are that many rows or
 * bytes. false: no memory, or a row that is longer than a window.
 */
bool input_make(struct input *in, const struct corpus_shape *shape,
                uint64_t rows, size_t bytes);

void input_free(struct input *in);

#endif
