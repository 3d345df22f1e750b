/*
 * mark: going back in the window, to read a value again.
 */
#ifndef TRANSFORM_BACKTRACK_H
#define TRANSFORM_BACKTRACK_H

#include "transform/transform.h"

#include <stddef.h>

/*
 * The walk may come back to p, where a value begins, with what is written up to
 * out offset at. state: in which it goes on there.
 */
void backtrack_set(struct transform *t, const unsigned char *p,
                   enum transform_state state, size_t at);

/*
 * Goes back to the last mark, which is gone then, as if nothing had been read
 * since. Returns where to read on; what was written since stays for the caller
 * to cut.
 */
struct checkpoint backtrack_return(struct transform *t);

#endif
