/*
 * post: a row with objects in it: a post with its author, tags and comments.
 */
#ifndef BENCH_POST_H
#define BENCH_POST_H

#include "base/buffer.h"
#include "bench/stream.h"

#include <stdbool.h>

/* Appends the next row, without its line end. false: no memory. */
bool post_put(struct stream *c, struct buffer *out);

#endif
