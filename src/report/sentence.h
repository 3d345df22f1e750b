/*
 * sentence: what is wrong with a row, in words, and the remedy where it is
 * known.
 *
 * Whatever comes from outside is spelled so that it can be shown on a terminal;
 * so a sentence is UTF-8 without controls.
 */
#ifndef REPORT_SENTENCE_H
#define REPORT_SENTENCE_H

#include "base/buffer.h"
#include "base/status.h"
#include "plan/plans.h"
#include "report/location.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Appends the sentence for bad data at a place, without a hint: the remedy is
 * for whoever runs the program, not for whoever reads the response. keys: for
 * STATUS_EQUAL_KEYS the two, else NULL. false: no memory.
 */
bool sentence_of_row(struct buffer *out, enum status status,
                     const struct location *place,
                     const struct key *const keys[2]);

/* The same with the hint, where there is one. */
bool sentence_with_hint(struct buffer *out, enum status status,
                        const struct location *place,
                        const struct key *const keys[2]);

/*
 * Appends a key or name as it is spelled outside, in quotes; of a long one the
 * first bytes. false: no memory.
 */
bool sentence_name(struct buffer *out, const unsigned char *text, size_t len);

#endif
