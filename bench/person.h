/*
 * person: a row of thirteen short fields, in the three orders that it may come
 * in. All shapes hold the same persons for the same seed but shuffled, whose
 * orders take numbers of the corpus too.
 */
#ifndef BENCH_PERSON_H
#define BENCH_PERSON_H

#include "base/buffer.h"
#include "bench/stream.h"

#include <stdbool.h>

/*
 * Each appends the next row, without its line end. false: no memory.
 *
 * flat: as a person would name the fields, without blanks.
 */
bool person_put_flat(struct stream *c, struct buffer *out);

/* pg: as jsonb prints them, sorted and with blanks. */
bool person_put_pg(struct stream *c, struct buffer *out);

/* shuffled: as flat, but each row in another order, which no row foretells. */
bool person_put_shuffled(struct stream *c, struct buffer *out);

#endif
