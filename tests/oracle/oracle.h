/*
 * oracle: what must become of an input, computed in the plainest way.
 *
 * It has the input as a whole, recurses, decodes every key and keeps a list of
 * the names of each object: nothing is learned, guessed or taken up again, and
 * no code is shared with the transform. What it knows of the rules: type (one
 * that needs no escapes), keep_case, first, between, after and max_rows.
 */
#ifndef ORACLE_ORACLE_H
#define ORACLE_ORACLE_H

#include "support/feed.h"

/*
 * The outcome that feed() must have, whatever the kernel, the windows and the
 * alignment; framed and recovers are those of struct manner. The outcome is the
 * caller's to free.
 */
struct outcome oracle(const struct transform_rules *rules, const void *bytes,
                      size_t n, bool framed, bool recovers);

/*
 * Feeds the bytes to all kernels that this CPU can run, as lines and, with each
 * line end made a form feed, as frames, in windows of several sizes, of which
 * some are others with each call; recovers from bad rows. Fails the test `name`
 * unless the outcome is ever the oracle's.
 */
void oracle_expect(const char *name, const struct transform_rules *rules,
                   const void *bytes, size_t n);

/* The same with rows that are transformed by the rules of feed_rows, or, with
 * every other call, of feed_typed_rows; empties them. */
void oracle_expect_rows(const char *name, struct buffer *rows);

/* The same as oracle_expect(), fed once in this manner. */
void oracle_expect_in(const char *name, const struct transform_rules *rules,
                      const void *bytes, size_t n, struct manner m);

#endif
