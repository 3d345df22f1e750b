/*
 * fast_whole: the fast path of objects that are written whole, and of arrays,
 * in whatever is in them. See fast.h first.
 */
#ifndef KERNEL_FAST_WHOLE_H
#define KERNEL_FAST_WHOLE_H

#include "kernel/fast_state.h"
#include "kernel/scan.h"
#include "transform/frame.h"
#include "transform/seen.h"

/* Writes a name; without its comma, so one byte fewer, where it is the first
 * that is written. */
INLINE void fast_whole_name(struct fast_state *f, const struct name *name,
                            bool first)
{
    if (first && !f->top->stamped) {
        block_copy(f->at.o, name->text + 1, name->len);
        f->at.o--;
    } else {
        block_copy(f->at.o, name->text, name->len);
    }
    f->at.o += name->len;
}

/* --- Opening -------------------------------------------------------------- */

/* What an object of the plan begins with, for which there is room. */
INLINE void fast_whole_stamp(struct fast_state *f, const struct plan *plan)
{
    if (plan->stamp.len == 0)
        return;
    block_copy(f->at.o, plan->stamp.data, plan->stamp.len);
    f->at.o += plan->stamp.len;
    f->spare -= plan->stamp.len;
}

/* '{' of an object that is written whole. */
INLINE enum fast_end fast_whole_open_object(struct transform *t,
                                            struct fast_state *f,
                                            struct value *value)
{
    const struct plan *plan = value->plan;

    if (plan->kind != PLAN_WHOLE || plan->stamp.len > f->spare ||
        frame_open_whole(t, value) != STATUS_OK)
        return FAST_STOPPED;
    f->top++;
    f->object = t->objects;
    f->guess = value->child;
    f->last = NULL;
    f->state = AT_FIRST_KEY;
    *f->at.o++ = *f->at.p++;
    fast_whole_stamp(f, plan);
    return FAST_GOES_ON;
}

/* '[' or '{' of the value. The same as walk_open(), on registers. */
INLINE enum fast_end fast_whole_open(struct transform *t, struct fast_state *f,
                                     struct value *value)
{
    if (*f->at.p == '{')
        return fast_whole_open_object(t, f, value);
    if (*f->at.p != '[' || frame_open_array(t) != STATUS_OK)
        return FAST_STOPPED;
    f->top++;
    f->guess = NULL;
    f->last = NULL;
    f->state = AT_FIRST_ITEM;
    *f->at.o++ = *f->at.p++;
    return FAST_GOES_ON;
}

/* The value of f->last, which is no scalar that can be taken at once. */
INLINE enum fast_end fast_whole_value(struct transform *t, struct fast_state *f)
{
    fast_state_note_top(f);
    return fast_whole_open(t, f, &f->last->value);
}

/* --- Closing -------------------------------------------------------------- */

/* ']' or '}'. The same as walk_close(), on registers. */
INLINE enum fast_end fast_whole_close(struct transform *t, struct fast_state *f)
{
    if (f->top->finds_type)
        return FAST_STOPPED;
    frame_close(t);
    *f->at.o++ = *f->at.p++;
    f->top--;
    f->object = f->top->object;
    f->guess = f->top->kind == FRAME_OBJECT ? *f->top->guess : NULL;
    f->last = NULL;
    f->state = AFTER_VALUE;
    return FAST_GOES_ON;
}

/* "},{" between two objects of an array: the frame stays. */
INLINE bool fast_whole_next_object(struct transform *t, struct fast_state *f)
{
    struct frame *top = f->top;
    struct value *value = top[-1].value;
    const unsigned char *p = f->at.p + 2;

    if (f->at.p[1] != ',')
        return false;
    p += *p == ' ';
    if (*p != '{' || top[-1].kind != FRAME_ARRAY || top->plan != value->plan ||
        top->stamped != (top->plan->stamp.len > 0) || top->finds_type ||
        top->plan->stamp.len > f->spare)
        return false;
    if (t->undo_used > top->undo)
        seen_undo(t, top->undo);
    top->object = f->object = ++t->objects;
    top->guess = &value->child;
    top->comma = top->stamped;
    memcpy(f->at.o, "},{", 3);
    f->at.o += 3;
    f->at.p = p + 1;
    fast_whole_stamp(f, top->plan);
    f->guess = *top->guess;
    f->last = NULL;
    f->state = AT_FIRST_KEY;
    return true;
}

/* '}', of an object or a row. */
INLINE enum fast_end fast_whole_end(struct transform *t, struct fast_state *f)
{
    if (f->state != AFTER_VALUE)
        return FAST_STOPPED;
    if (f->top == f->row_frame && fast_state_seam(t, f))
        return FAST_GOES_ON;
    if (fast_whole_next_object(t, f))
        return FAST_GOES_ON;
    fast_state_note_top(f);
    return fast_whole_close(t, f);
}

/* --- Items ---------------------------------------------------------------- */

/* An item of the array on top, with the comma before it; or the end. */
INLINE enum fast_end fast_whole_item(struct transform *t, struct fast_state *f)
{
    if (*f->at.p == ']' && f->state != AT_VALUE)
        return fast_whole_close(t, f);
    if (f->state == AFTER_VALUE) {
        if (*f->at.p != ',')
            return FAST_STOPPED;
        *f->at.o++ = *f->at.p++;
        if (*f->at.p == ' ')
            f->at.p++;
        f->state = AT_VALUE;
    }
    if (*f->at.p == '{' || *f->at.p == '[')
        return fast_whole_open(t, f, f->top->value);
    if (f->top->of_objects)
        return FAST_STOPPED;
    size_t n = scan_scalar(f->at.o, f->at.p);
    if (n == 0)
        return FAST_STOPPED;
    f->at.p += n;
    f->at.o += n;
    f->state = AFTER_VALUE;
    return FAST_GOES_ON;
}

#endif
