/*
 * Room in the output, and how it is kept. Part of every kernel.
 *
 * A row of n bytes and its line end give at most n + 2 bytes (a name is never
 * longer than its key), so twice the bytes that are left of the window are
 * always enough, but for what the rows do not hold: stamps and what is
 * selected ask for their own room.
 */
#ifndef KERNEL_ROOM_H
#define KERNEL_ROOM_H

#include "kernel/scan.h"

/* What a primitive may write too much, and the punctuation of one step. */
enum {
    SLACK = 2 * WINDOW_PADDING
};

/* Room in out for what is left of the window and for extra bytes. */
static bool make_room(struct transform *t, const struct window *w,
                      struct cursor *c, size_t extra)
{
    size_t left = (size_t)(w->end - c->p);

    if (c->o != NULL)
        t->out.len = (size_t)(c->o - t->out.data);
    if (!buffer_reserve(&t->out, 2 * left + extra + SLACK))
        return false;
    c->o = t->out.data + t->out.len;
    return true;
}

/* How much room there is beside what make_room() asks for. */
static size_t spare_room(const struct transform *t, const struct window *w,
                         const struct cursor *c)
{
    size_t needed = 2 * (size_t)(w->end - c->p) + SLACK;
    size_t room = t->out.room - (size_t)(c->o - t->out.data);

    return room > needed ? room - needed : 0;
}

#endif
