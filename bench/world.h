/*
 * world: a row whose texts are mostly not ASCII: reviews of
 * products by buyers in China and in Russia, with emoji and escapes in them.
 */
#ifndef BENCH_WORLD_H
#define BENCH_WORLD_H

#include "base/buffer.h"
#include "bench/stream.h"

#include <stdbool.h>

/* Appends the next row, without its line end. false: no memory. */
bool world_put(struct stream *c, struct buffer *out);

#endif
