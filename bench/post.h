/*
 * post: a row with objects in it: a post with its author, tags and comments.
 */
#ifndef POST_H
#define POST_H

#include "base/buffer.h"
#include "corpus.h"

#include <stdbool.h>

/* Appends the next row, without its line end. false: no memory. */
bool post_put(struct corpus *c, struct buffer *out);

#endif
