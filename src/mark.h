/*
 * mark: going back in the window, to read a value again.
 */
#ifndef MARK_H
#define MARK_H

#include "transform.h"

#include <stddef.h>

/*
 * The walk may come back to p, where a value begins, with what is written up to
 * out offset at. state: in which it goes on there.
 */
void mark_set(struct transform *t, const unsigned char *p,
              enum transform_state state, size_t at);

/*
 * Goes back to the last mark, which is gone then, as if nothing had been read
 * since. Returns where to read on; what was written since stays for the caller
 * to cut.
 */
struct mark mark_back(struct transform *t);

#endif
