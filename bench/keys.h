/*
 * keys: rows that are mostly keys.
 */
#ifndef BENCH_KEYS_H
#define BENCH_KEYS_H

#include "base/buffer.h"
#include "bench/stream.h"

#include <stdbool.h>

/*
 * Each appends the next row, without its line end. false: no memory.
 *
 * wide: 200 keys of 40 bytes, as a report over many tables has them; of the
 * values, two of three are null.
 */
bool keys_put_wide(struct stream *c, struct buffer *out);

/* longkeys: eight keys of 300 bytes, which differ in the last one only. */
bool keys_put_long(struct stream *c, struct buffer *out);

#endif
