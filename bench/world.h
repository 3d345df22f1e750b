/*
 * world: a row whose texts are mostly not ASCII: what somebody in China or in
 * Russia thinks of something that was bought, with emoji and escapes in it.
 */
#ifndef WORLD_H
#define WORLD_H

#include "base/buffer.h"
#include "corpus.h"

#include <stdbool.h>

/* Appends the next row, without its line end. false: no memory. */
bool world_put(struct corpus *c, struct buffer *out);

#endif
