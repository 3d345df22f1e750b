/*
 * corpus: rows to measure with, the same for the same seed on every machine.
 *
 * Each shape is a kind of row that a view might give. Every row is one line of
 * valid JSON. More shapes are more lines in the table of corpus.c, and what
 * puts their rows together, in a file of its own.
 */
#ifndef BENCH_CORPUS_H
#define BENCH_CORPUS_H

#include "base/buffer.h"
#include "bench/stream.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct corpus_shape {
    const char *name;
    const char *what; /* in a few words */
    bool (*put_row)(struct stream *c, struct buffer *out);
};

/* All of them; the last has no name. */
extern const struct corpus_shape corpus_shapes[];

/* The shape of that name, or NULL. */
const struct corpus_shape *corpus_find(const char *name);

/* A stream from its first row on. */
struct stream corpus_start(uint64_t seed);

/* Appends the next row and its line end. false: no memory. */
bool corpus_row(struct stream *c, const struct corpus_shape *shape,
                struct buffer *out);

#endif
