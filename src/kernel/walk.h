/*
 * The walk over a window of rows: a machine that does one step after another,
 * and can stop between any two of them. What is as in the row before is taken
 * by course.h before it comes to that, so this is for all that is unusual: it
 * knows every state, and finds every error.
 *
 * The file that includes this one defines before what block.h asks for, and
 * what text.h does, if its CPU can.
 */
#ifndef KERNEL_WALK_H
#define KERNEL_WALK_H

#include "kernel/fast.h"
#include "kernel/key.h"
#include "kernel/room.h"
#include "kernel/scan.h"
#include "kernel/walk_row.h"
#include "kernel/walk_select.h"
#include "transform/frame.h"

#include <string.h>

/* A key: writes its name and the colon, or has the field left out. */
static inline enum status walk_key(struct transform *t, const struct window *w,
                                   struct cursor *c)
{
    struct frame *object = t->top;
    const unsigned char *begin = c->p;
    struct key *key;
    enum status status = take_key(t, w, c, &key);

    if (status != STATUS_OK)
        return status;
    if (key->name->is_typename && object->told) {
        frame_open_omitted(t, (size_t)(c->o - t->out.data));
        return STATUS_OK;
    }
    unsigned skip = object->comma ? 0 : 1;
    object->comma = true;
    copy_bytes(c->o, key->name->text + skip, key->name->len);
    c->o += key->name->len - skip;
    if (!key->name->is_typename)
        learn_lead(key, w, begin);
    if (key->name->is_typename && object->seeks)
        frame_open_name(t, (size_t)(c->o - t->out.data));
    return STATUS_OK;
}

/* '[' or '{', and the stamp that an object begins with. */
static enum status walk_open(struct transform *t, const struct window *w,
                             struct cursor *c, enum frame_kind kind)
{
    struct plan *plan = t->top->value->plan;

    if (kind == FRAME_OBJECT && plan->kind != PLAN_WHOLE)
        return open_special(t, w, c, plan);
    if (t->top->kind == FRAME_NAME)
        return misfit(t, w, c->p, STATUS_OTHER_TYPE);
    enum status status = kind == FRAME_OBJECT
                             ? frame_open_whole(t, t->top->value)
                             : frame_open_array(t);
    if (status != STATUS_OK) {
        t->error_at = c->p;
        return status;
    }
    *c->o++ = *c->p++;
    if (t->top->told) {
        const struct buffer *stamp = &t->top->plan->stamp;
        if (!make_room(t, w, c, stamp->len))
            return STATUS_MEMORY;
        memcpy(c->o, stamp->data, stamp->len);
        c->o += stamp->len;
    }
    return STATUS_OK;
}

/* ']' or '}' */
static inline enum status walk_close(struct transform *t,
                                     const struct window *w, struct cursor *c)
{
    if (t->top->seeks)
        return misfit(t, w, c->p, STATUS_NO_TYPENAME);
    frame_close(t);
    *c->o++ = *c->p++;
    t->state = AFTER_VALUE;
    return STATUS_OK;
}

/* A value: the whole of it, or its first byte where there is more inside. */
static inline enum status walk_value(struct transform *t,
                                     const struct window *w, struct cursor *c)
{
    enum transform_state before = t->state;
    enum status status;

    t->state = AFTER_VALUE;
    switch (*c->p) {
    case '"':
        *c->o++ = *c->p++;
        t->state = IN_STRING;
        return STATUS_OK;
    case '{':
        t->state = AT_FIRST_KEY;
        return walk_open(t, w, c, FRAME_OBJECT);
    case '[':
        t->state = AT_FIRST_ITEM;
        return walk_open(t, w, c, FRAME_ARRAY);
    case 't':
        status = copy_literal(t, w, c, "true");
        break;
    case 'f':
        status = copy_literal(t, w, c, "false");
        break;
    case 'n':
        status = copy_literal(t, w, c, "null");
        break;
    default:
        if (*c->p == '-' || is_digit(*c->p))
            status = copy_number(t, w, c);
        else
            status = misfit(t, w, c->p, STATUS_EXPECTED_VALUE);
        break;
    }
    if (status == STATUS_MORE)
        t->state = before;
    return status;
}

/* After a value: what comes next is up to what it is in. */
static inline enum status walk_after(struct transform *t,
                                     const struct window *w, struct cursor *c)
{
    switch (t->top->kind) {
    case FRAME_ROW:
        return walk_row_end(t, w, c);
    case FRAME_OMIT:
    case FRAME_COLUMNS:
    case FRAME_COLUMN:
        return walk_after_field(t, w, c);
    case FRAME_NAME:
        return walk_named(t, w, c);
    case FRAME_SELECT:
        return walk_after_selected(t, w, c);
    case FRAME_ARRAY:
        skip_blanks(t, w, c);
        if (*c->p == ',') {
            *c->o++ = *c->p++;
            t->state = AT_ITEM;
            return STATUS_OK;
        }
        if (*c->p != ']')
            return misfit(t, w, c->p, STATUS_EXPECTED_COMMA_OR_BRACKET);
        break;
    case FRAME_OBJECT:
        if (keep_course(t, w, c))
            return STATUS_OK;
        skip_blanks(t, w, c);
        if (*c->p == ',') {
            c->p++;
            t->state = AT_KEY;
            return STATUS_OK;
        }
        if (*c->p != '}')
            return misfit(t, w, c->p, STATUS_EXPECTED_COMMA_OR_BRACE);
        break;
    }
    return walk_close(t, w, c);
}

/* Whether a value that begins so is neither object nor array nor null. */
static inline bool is_scalar(unsigned char c)
{
    return c == '"' || c == '-' || is_digit(c) || c == 't' || c == 'f';
}

/* One step from where the machine stands; STATUS_OK: it stands elsewhere. */
static inline enum status walk_step(struct transform *t, const struct window *w,
                                    struct cursor *c)
{
    if (t->state != IN_STRING && t->state != AFTER_VALUE)
        skip_blanks(t, w, c);

    switch (t->state) {
    case AT_ROW:
        return walk_row(t, w, c);
    case AT_FIRST_ITEM:
        if (*c->p == ']')
            return walk_close(t, w, c);
        if (c->p == w->end)
            return STATUS_MORE;
        t->state = AT_ITEM;
        return STATUS_OK;
    case AT_ITEM:
        if (t->top->of_objects && is_scalar(*c->p))
            return misfit(t, w, c->p, frame_not_object(t));
        return walk_value(t, w, c);
    case AT_VALUE:
        return walk_value(t, w, c);
    case AT_FIRST_KEY:
        if (keep_course(t, w, c))
            return STATUS_OK;
        if (*c->p == '}')
            return walk_close(t, w, c);
        if (*c->p != '"')
            return misfit(t, w, c->p, STATUS_EXPECTED_KEY_OR_END);
        break;
    case AT_KEY:
        if (*c->p != '"')
            return misfit(t, w, c->p, STATUS_EXPECTED_KEY);
        break;
    case AT_COLON:
        if (*c->p != ':')
            return misfit(t, w, c->p, STATUS_EXPECTED_COLON);
        c->p++;
        t->state = AT_VALUE;
        return STATUS_OK;
    case IN_STRING: {
        enum status status = copy_string(t, w, c);
        if (status == STATUS_OK)
            t->state = AFTER_VALUE;
        return status;
    }
    case AFTER_VALUE:
        return walk_after(t, w, c);
    case AT_END: /* also for a NUL byte, which is of no row here */
        if (c->p == w->end)
            return STATUS_MORE;
        t->error_at = c->p;
        return STATUS_AFTER_END_MARKER;
    case AT_FIRST_COLUMN:
    case AT_COLUMN:
    case AT_COLUMN_COLON:
    case AT_COLUMN_VALUE:
        return walk_columns(t, w, c);
    case AT_FIRST_FIELD:
    case AT_FIELD:
    case AT_FIELD_COLON:
    case AT_FIELD_VALUE:
        return walk_fields(t, w, c);
    }
    /* AT_FIRST_KEY and AT_KEY, with a key before them. */
    enum status status = walk_key(t, w, c);
    if (status == STATUS_OK)
        t->state = AT_COLON;
    return status;
}

static enum status walk(struct transform *t, struct window *w)
{
    struct cursor c = {.p = w->next};
    enum status status = STATUS_OK;

    if (!make_room(t, w, &c, 0))
        return STATUS_MEMORY;
    while (status == STATUS_OK)
        status = walk_step(t, w, &c);
    if (status == STATUS_MORE && t->marks_used > 0 && !w->last)
        go_back(t, &c, 0);
    t->out.len = (size_t)(c.o - t->out.data);
    if (t->out.len > t->omitted)
        t->out.len = t->omitted;
    w->next = c.p;
    return status;
}

#endif
