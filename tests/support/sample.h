/*
 * table: rows as a table gives them, from a seed. They have much the same keys,
 * in the same order, with blanks in the same places, until they do not.
 */
#ifndef SUPPORT_SAMPLE_H
#define SUPPORT_SAMPLE_H

#include "base/buffer.h"
#include "support/random.h"

/* Appends the rows of a table to b: none or more, good ones and bad. */
void sample_rows(struct random *random, struct buffer *b);

/* Wounds the bytes in a few places; they may still be good. */
void sample_damage(struct random *random, struct buffer *b);

#endif
