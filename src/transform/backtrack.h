/*
 * backtrack: going back in the window, to read a value again.
 */
#ifndef TRANSFORM_BACKTRACK_H
#define TRANSFORM_BACKTRACK_H

#include "transform/state.h"

#include <stddef.h>

/*
 * Sets a checkpoint at p, where a value begins; its output begins at offset at
 * of out.
 */
void backtrack_set(struct transform *t, const unsigned char *p, size_t at);

/*
 * Returns to the last checkpoint and removes it: the transform is as if nothing
 * had been read since. Returns where to read on, and the length to which the
 * caller has to cut the output.
 */
struct checkpoint backtrack_return(struct transform *t);

#endif
