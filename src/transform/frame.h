/*
 * frame: opening and closing what a row is made of.
 */
#ifndef TRANSFORM_FRAME_H
#define TRANSFORM_FRAME_H

#include "base/status.h"
#include "transform/seen.h"
#include "transform/state.h"

#include <stdbool.h>
#include <stddef.h>

/* Opens a level; the frame on top is to be filled. */
static inline enum status frame_open_level(struct transform *t)
{
    if (t->levels == TRANSFORM_LEVELS)
        return STATUS_TOO_DEEP;
    t->levels++;
    t->top++;
    return STATUS_OK;
}

/* Opens an array. */
static inline enum status frame_open_array(struct transform *t)
{
    struct frame *f = t->top + 1;
    enum status status = frame_open_level(t);

    if (status != STATUS_OK)
        return status;
    f->kind = FRAME_ARRAY;
    f->of_objects = f[-1].of_objects;
    f->stamped = f->finds_type = f->comma = false;
    f->object = f[-1].object;
    f->value = f[-1].value;
    return STATUS_OK;
}

/* Opens an object in the value, read under the plan, with the guess of its
 * first key at *guess; writes nothing. */
static inline enum status frame_open_object(struct transform *t,
                                            struct value *value,
                                            struct plan *plan,
                                            struct key **guess)
{
    struct frame *f = t->top + 1;
    enum status status = frame_open_level(t);

    if (status != STATUS_OK)
        return status;
    f->kind = FRAME_OBJECT;
    f->of_objects = f->stamped = f->finds_type = f->comma = false;
    f->object = ++t->objects;
    f->undo = t->undo_used;
    f->plan = plan;
    f->guess = guess;
    f->value = value;
    return STATUS_OK;
}

/* Opens an object in the value, which is written whole, under its plan. */
static inline enum status frame_open_whole(struct transform *t,
                                           struct value *value)
{
    enum status status =
        frame_open_object(t, value, value->plan, &value->child);

    if (status == STATUS_OK)
        t->top->stamped = t->top->comma = value->plan->stamp.len > 0;
    return status;
}

/* Closes the array or object on top. */
static inline void frame_close(struct transform *t)
{
    if (t->top->kind != FRAME_ARRAY && t->undo_used > t->top->undo)
        seen_undo(t, t->top->undo);
    t->levels--;
    t->top--;
}

/* A row begins on the current line. */
void frame_begin_row(struct transform *t, bool is_array);

/* Opens an object that is read under this plan; writes nothing. Errors:
 * STATUS_TOO_DEEP. */
enum status frame_open_under(struct transform *t, struct plan *plan);

/* Opens the object of a row's columns; writes nothing. */
void frame_open_columns(struct transform *t);

/* Opens the column whose value is the row; the value comes next. */
void frame_open_column(struct transform *t, bool is_array);

/* Closes it, after its value. */
void frame_close_column(struct transform *t);

/* Opens a field to be left out; its value comes next and begins at offset at of
 * out. */
void frame_open_omitted(struct transform *t, size_t at);

/* Closes it, after its value. Returns the length to which the caller has to cut
 * the output. */
size_t frame_close_omitted(struct transform *t);

/* --- Objects whose __typename tells their type --- */

/*
 * Opens an object whose type is not known yet, as the plan of the frame on top
 * is abstract. at: the offset in out of what is thrown away once it is known.
 * Errors: STATUS_TOO_DEEP.
 */
enum status frame_open_abstract(struct transform *t, size_t at);

/*
 * Opens the __typename of the object on top, which tells its type; the value
 * comes next and begins at offset at of out.
 */
void frame_open_name(struct transform *t, size_t at);

/*
 * After that value: finds the plan of the type. name: the value, len bytes, a
 * JSON string as it stands in the row. Errors: those of plans_of_name().
 */
enum status frame_named(struct transform *t, const unsigned char *name,
                        size_t len, struct plan **plan);

/* The error for a scalar where an object, an array or null must stand. */
enum status frame_not_object(const struct transform *t);

#endif
