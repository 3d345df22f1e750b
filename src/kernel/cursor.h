/*
 * cursor: where a kernel reads and writes, and the room that it has to write.
 *
 * A row of n bytes and its line end give at most n + 2 bytes (a name is never
 * longer than its key), so twice the bytes that are left of the window are
 * always enough, except for what is not in the rows: stamps and what is
 * selected ask for room of their own.
 */
#ifndef KERNEL_CURSOR_H
#define KERNEL_CURSOR_H

#include "base/buffer.h"
#include "kernel/block.h"
#include "transform/state.h"

#include <stdbool.h>
#include <stddef.h>

struct cursor {
    const unsigned char *p; /* the next byte to read, in the window */
    unsigned char *o;       /* where the next byte is written, in out; NULL:
                               no room was made yet */
};

/* The bytes that one step may write in addition: a block too many, and the
 * punctuation of the step. */
enum {
    CURSOR_SLACK = 2 * WINDOW_PADDING
};

/*
 * Makes room in out for the rest of the window and for extra bytes, which may
 * move out, and so c->o. false: no memory.
 */
static bool cursor_make_room(struct transform *t, const struct window *w,
                             struct cursor *c, size_t extra)
{
    size_t left = (size_t)(w->end - c->p);

    if (c->o != NULL)
        t->out.len = (size_t)(c->o - t->out.data);
    if (!buffer_reserve(&t->out, 2 * left + extra + CURSOR_SLACK))
        return false;
    c->o = t->out.data + t->out.len;
    return true;
}

/* The bytes of room beyond what the rest of the window needs. */
INLINE size_t cursor_spare_room(const struct transform *t,
                                const struct window *w, const struct cursor *c)
{
    size_t needed = 2 * (size_t)(w->end - c->p) + CURSOR_SLACK;
    size_t room = t->out.room - (size_t)(c->o - t->out.data);

    return room > needed ? room - needed : 0;
}

/* The offset in out where the next byte is written. */
static inline size_t cursor_at(const struct transform *t,
                               const struct cursor *c)
{
    return (size_t)(c->o - t->out.data);
}

/* Moves both by n bytes, which were copied as they are. */
static inline void cursor_copied(struct cursor *c, size_t n)
{
    c->p += n;
    c->o += n;
}

#endif
