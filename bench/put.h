/*
 * put: the pieces that rows of a corpus are made of. Each function appends to
 * the buffer, and returns false where there is no memory.
 */
#ifndef BENCH_PUT_H
#define BENCH_PUT_H

#include "base/buffer.h"
#include "support/random.h"

#include <stdbool.h>
#include <stddef.h>

/* The text as it is. */
bool put_text(struct buffer *out, const char *text);

/* As printf; for fewer than 512 bytes, or it is false too. */
__attribute__((format(printf, 2, 3))) bool put_format(struct buffer *out,
                                                      const char *format, ...);

/*
 * A string of words, at least that many bytes long without its quotes; a new
 * paragraph, which is an escape or two, begins about every 500 bytes.
 */
bool put_prose(struct random *random, struct buffer *out, size_t bytes);

/* The string of minute m of a year of twelve 28-day months. */
bool put_time(struct buffer *out, unsigned m);

#endif
