/*
 * corpus: rows to measure with, the same for the same seed on every machine.
 *
 * Each shape is a kind of row that a view might give. Every row is one line of
 * valid JSON. More shapes are more lines in the table of corpus.c, and what
 * puts their rows together, in a file of its own.
 */
#ifndef CORPUS_H
#define CORPUS_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A stream of rows; all that the next row depends on. */
struct corpus {
    uint64_t random; /* the state of the generator */
    uint64_t rows;   /* rows made so far */
};

struct corpus_shape {
    const char *name;
    const char *what; /* in a few words */
    bool (*put_row)(struct corpus *c, struct buffer *out);
};

/* All of them; the last has no name. */
extern const struct corpus_shape corpus_shapes[];

/* The shape of that name, or NULL. */
const struct corpus_shape *corpus_find(const char *name);

/* A stream from its first row on. */
struct corpus corpus_start(uint64_t seed);

/*
 * 0 to n - 1, by chance; how very slightly uneven it is does not matter here.
 * One call in a statement: C leaves open which of two arguments is made first.
 */
unsigned corpus_below(struct corpus *c, unsigned n);

/* Appends the next row and its line end. false: no memory. */
bool corpus_row(struct corpus *c, const struct corpus_shape *shape,
                struct buffer *out);

#endif
