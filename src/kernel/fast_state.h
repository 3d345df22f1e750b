/*
 * fast_state: what the fast path knows, and how it goes on from row to row. See
 * fast.h first.
 */
#ifndef KERNEL_FAST_STATE_H
#define KERNEL_FAST_STATE_H

#include "kernel/block.h"
#include "kernel/cursor.h"
#include "transform/state.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct fast_state {
    struct cursor at;
    enum transform_state state;
    struct frame *top;    /* as in the transform */
    uint64_t object;      /* serial of the object on top */
    uint64_t row_objects; /* serial of the last object before this row */
    struct key *guess;    /* the key that is expected next; or NULL */
    struct key *last;     /* the key before it; NULL: there is none */
    size_t spare;         /* room beyond what the rest of the window needs */

    struct frame *row_frame;      /* of a row which is an object */
    struct key **row_guess;       /* the guess of its first key */
    uint64_t rows;                /* begun by fast_state_seam() */
    uint64_t most_rows;           /* how many may be begun so */
    const unsigned char *row;     /* in the window, where the last one began */
    const unsigned char *row_end; /* in out, the '}' of the previous row */

    /* Of an object of which fields are selected, see fast_select.h: */
    struct span *spans; /* of its values */
    size_t size;        /* bytes of all these values */
    bool in_window;     /* the spans count from the window's begin */
};

/* What a step has come to. */
enum fast_end {
    FAST_GOES_ON,
    FAST_STOPPED, /* what comes is not as it was */
    FAST_CLOSED,  /* a selected object is at its end, and written */
};

/* --- From row to row ------------------------------------------------------ */

/*
 * "}\n{" between two rows: writes the transform's seam, and begins the next
 * row. false: something else comes, or no row may begin.
 */
INLINE bool fast_state_seam(struct transform *t, struct fast_state *f)
{
    const struct buffer *seam = &t->seam;

    if (memcmp(f->at.p + 1, "\n{", 2) != 0 || f->rows == f->most_rows ||
        seam->len > f->spare)
        return false;
    f->spare -= seam->len;
    block_copy(f->at.o, seam->data, seam->len);
    f->row_end = f->at.o;
    f->row = f->at.p + 2;
    f->at.p += 3;
    f->at.o += seam->len;
    f->top->guess = f->row_guess;
    f->rows++;
    f->row_objects = t->objects++;
    f->object = f->top->object = t->objects;
    f->guess = *f->row_guess;
    f->last = NULL;
    f->state = AT_FIRST_KEY;
    return true;
}

/* How many rows may be begun by a seam. */
static uint64_t fast_state_most_rows(const struct transform *t,
                                     const struct window *w)
{
    if (t->seam.len == 0 || w->framed || plans_are_large(&t->plans))
        return 0;
    return t->rules.max_rows - t->rows;
}

/* Notes in the transform what fast_state_seam() has left to be noted. The same
 * as walk_row_end() and frame_begin_row(), for many rows. */
INLINE void fast_state_note_rows(struct transform *t, const struct window *w,
                                 const struct fast_state *f)
{
    if (f->rows == 0)
        return;
    t->rows += f->rows;
    t->written += f->rows;
    t->line += f->rows;
    t->row_line = t->line;
    t->line_offset = w->offset + (uint64_t)(f->row - w->begin);
    t->row_offset = t->line_offset;
    t->rows_end =
        (size_t)(f->row_end - t->out.data) + 1 + strlen(t->rules.after);
    t->row_objects = f->row_objects;
    if (f->top == f->row_frame && f->state == AT_FIRST_KEY)
        f->top->comma = f->top->stamped;
}

/* --- In and out of the loop ----------------------------------------------- */

INLINE struct fast_state fast_state_begin(const struct transform *t,
                                          const struct window *w,
                                          const struct cursor *c,
                                          uint64_t most_rows)
{
    return (struct fast_state){
        .at = *c,
        .state = t->state,
        .top = t->top,
        .object = t->top->object,
        .row_objects = t->row_objects,
        .guess = *t->top->guess,
        .row_frame = t->frames + 1,
        .row_guess = &t->frames->value->child,
        .spare = cursor_spare_room(t, w, c),
        .most_rows = most_rows,
    };
}

/* Notes in the frame on top what its object has come to. */
INLINE void fast_state_note_top(const struct fast_state *f)
{
    if (f->last == NULL)
        return;
    f->top->guess = &f->last->next;
    f->top->value = &f->last->value;
    f->top->comma = true;
}

/* Leaves an object or array that is open. */
INLINE void fast_state_leave(struct transform *t, const struct window *w,
                             struct cursor *c, const struct fast_state *f)
{
    fast_state_note_rows(t, w, f);
    if (f->top->kind != FRAME_ARRAY)
        fast_state_note_top(f);
    t->state = f->state;
    *c = f->at;
}

#endif
