/*
 * table: rows as a table gives them, from a seed. They have much the same keys,
 * in the same order, with blanks in the same places, until they do not.
 */
#ifndef TABLE_H
#define TABLE_H

#include "buffer.h"
#include "luck.h"

/* Appends the rows of a table to b: none or more, good ones and bad. */
void table_rows(struct luck *luck, struct buffer *b);

/* Wounds the bytes in a few places; they may still be good. */
void table_damage(struct luck *luck, struct buffer *b);

#endif
