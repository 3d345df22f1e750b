/*
 * stream: rows that come one after another, the same for the same seed on every
 * machine.
 */
#ifndef BENCH_STREAM_H
#define BENCH_STREAM_H

#include "support/random.h"

#include <stdint.h>

/* All that the next row depends on. */
struct stream {
    struct random random;
    uint64_t rows; /* made so far */
};

#endif
