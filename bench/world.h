/*
 * world: a row whose texts are mostly not ASCII: what somebody in China or in
 * Russia thinks of something that was bought, with emoji and escapes in it.
 */
#ifndef BENCH_WORLD_H
#define BENCH_WORLD_H

#include "base/buffer.h"
#include "bench/stream.h"

#include <stdbool.h>

/* Appends the next row, without its line end. false: no memory. */
bool world_put(struct stream *c, struct buffer *out);

#endif
