/*
 * walk: the slow path, a machine that takes one step after another and can stop
 * between any two of them. It knows every state, and finds every error;
 * fast.h handles what is as it was in the row before.
 *
 * Included by: the file of each kernel, after it has defined what block.h asks
 * for, and what utf8_block.h does, if its CPU can.
 */
#ifndef KERNEL_WALK_H
#define KERNEL_WALK_H

#include "kernel/cursor.h"
#include "kernel/fast.h"
#include "kernel/key.h"
#include "kernel/lead.h"
#include "kernel/token.h"
#include "kernel/walk_row.h"
#include "kernel/walk_select.h"
#include "transform/frame.h"
#include "transform/selected.h"

#include <string.h>

/* --- Opening and closing -------------------------------------------------- */

/* '[' or '{', and the stamp that an object begins with. fast_whole_open() is
 * the same, on registers. */
static enum status walk_open(struct transform *t, const struct window *w,
                             struct cursor *c, enum frame_kind kind)
{
    struct plan *plan = t->top->value->plan;

    if (kind == FRAME_OBJECT && plan->kind == PLAN_SELECTED)
        return walk_select_open(t, c, plan);
    if (kind == FRAME_OBJECT && plan->kind == PLAN_ABSTRACT)
        return walk_select_open_abstract(t, c);
    if (kind == FRAME_OBJECT && plan->kind == PLAN_LEAF)
        return token_misfit(t, w, c->p, STATUS_SELECTED_LEAF);
    if (t->top->kind == FRAME_NAME)
        return token_misfit(t, w, c->p, STATUS_OTHER_TYPE);
    enum status status = kind == FRAME_OBJECT
                             ? frame_open_whole(t, t->top->value)
                             : frame_open_array(t);
    if (status != STATUS_OK) {
        t->error_at = c->p;
        return status;
    }
    *c->o++ = *c->p++;
    if (t->top->stamped) {
        const struct buffer *stamp = &t->top->plan->stamp;
        if (!cursor_make_room(t, w, c, stamp->len))
            return STATUS_MEMORY;
        memcpy(c->o, stamp->data, stamp->len);
        c->o += stamp->len;
    }
    return STATUS_OK;
}

/* ']' or '}'. fast_whole_close() is the same, on registers. */
static inline enum status walk_close(struct transform *t,
                                     const struct window *w, struct cursor *c)
{
    if (t->top->kind == FRAME_SELECT)
        return walk_select_close(t, w, c);
    if (t->top->kind == FRAME_COLUMNS)
        return walk_row_close_columns(t, w, c);
    if (t->top->finds_type)
        return token_misfit(t, w, c->p, STATUS_NO_TYPENAME);
    frame_close(t);
    *c->o++ = *c->p++;
    t->state = AFTER_VALUE;
    return STATUS_OK;
}

/* --- Keys ----------------------------------------------------------------- */

/* The name of a key of an object that is written whole. */
static inline void walk_name(struct transform *t, struct cursor *c,
                             const struct name *name)
{
    struct frame *object = t->top;
    unsigned skip = object->comma ? 0 : 1;

    object->comma = true;
    block_copy(c->o, name->text + skip, name->len);
    c->o += name->len - skip;
    if (name->is_typename && object->finds_type)
        frame_open_name(t, cursor_at(t, c));
}

/* A key: writes its name, or notes what its value is for, or that the field is
 * left out; that is up to the object that it is in. */
static inline enum status walk_key(struct transform *t, const struct window *w,
                                   struct cursor *c)
{
    const unsigned char *begin = c->p;
    struct key *key;
    enum status status = key_read(t, w, c, &key);

    if (status != STATUS_OK)
        return status;
    t->state = AT_COLON;
    if (t->top->kind == FRAME_SELECT) {
        lead_learn(key, w, begin);
        return selected_key(t, key, cursor_at(t, c));
    }
    if (t->top->kind == FRAME_COLUMNS) {
        if (!key->is_column)
            frame_open_omitted(t, cursor_at(t, c));
    } else if (key->name->is_typename && t->top->stamped) {
        frame_open_omitted(t, cursor_at(t, c));
    } else {
        if (!key->name->is_typename)
            lead_learn(key, w, begin);
        walk_name(t, c, key->name);
    }
    return STATUS_OK;
}

/* --- Values --------------------------------------------------------------- */

/* A value: the whole of it, or its first byte where there is more inside. */
static inline enum status walk_value(struct transform *t,
                                     const struct window *w, struct cursor *c)
{
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
        status = token_word(t, w, c, "true");
        break;
    case 'f':
        status = token_word(t, w, c, "false");
        break;
    case 'n':
        status = token_word(t, w, c, "null");
        break;
    default:
        if (*c->p == '-' || ascii_is_digit(*c->p))
            status = token_number(t, w, c);
        else
            status = token_misfit(t, w, c->p, STATUS_EXPECTED_VALUE);
        break;
    }
    if (status == STATUS_MORE)
        t->state = AT_VALUE;
    return status;
}

/* Whether a value that begins so is neither object nor array nor null. */
static inline bool walk_is_scalar(unsigned char c)
{
    return c == '"' || c == '-' || ascii_is_digit(c) || c == 't' || c == 'f';
}

/* Before a value: begins it, as what it is in asks for, and takes it. */
static inline enum status
walk_at_value(struct transform *t, const struct window *w, struct cursor *c)
{
    if (t->top->kind == FRAME_SELECT) {
        selected_begins(t, c->p, cursor_at(t, c));
    } else if (t->top->kind == FRAME_COLUMNS) {
        if (c->p == w->end)
            return STATUS_MORE;
        frame_open_column(t, *c->p == '[');
    }
    if (t->top->of_objects && walk_is_scalar(*c->p))
        return token_misfit(t, w, c->p, frame_not_object(t));
    return walk_value(t, w, c);
}

/* --- What comes next ------------------------------------------------------ */

/* Takes what is as it was in the row before. true: something was, or *status is
 * an error. */
static inline bool walk_fast(struct transform *t, const struct window *w,
                             struct cursor *c, enum status *status)
{
    const unsigned char *begin = c->p;

    *status = STATUS_OK;
    if (t->top->kind == FRAME_OBJECT)
        fast_whole(t, w, c);
    else if (t->top->kind == FRAME_SELECT && *begin != '}')
        *status = fast_select(t, w, c);
    return c->p > begin || *status != STATUS_OK;
}

/* ',' between two fields or items, or the bracket that closes them. */
static inline enum status walk_between(struct transform *t,
                                       const struct window *w, struct cursor *c,
                                       unsigned char closing)
{
    token_skip_space(t, w, c);
    if (*c->p == closing)
        return walk_close(t, w, c);
    if (*c->p != ',')
        return token_misfit(t, w, c->p,
                            closing == ']' ? STATUS_EXPECTED_COMMA_OR_BRACKET
                                           : STATUS_EXPECTED_COMMA_OR_BRACE);
    if (closing == ']')
        *c->o++ = ',';
    c->p++;
    t->state = closing == ']' ? AT_VALUE : AT_KEY;
    return STATUS_OK;
}

/* After a value: what comes next is up to what it is in. */
static inline enum status walk_after(struct transform *t,
                                     const struct window *w, struct cursor *c)
{
    enum status status;
    bool again;

    switch (t->top->kind) {
    case FRAME_ROW:
        return walk_row_end(t, w, c);
    case FRAME_OMIT:
        c->o = t->out.data + frame_close_omitted(t);
        return STATUS_OK;
    case FRAME_COLUMN:
        frame_close_column(t);
        return STATUS_OK;
    case FRAME_NAME:
        return walk_select_named(t, w, c);
    case FRAME_ARRAY:
        return walk_between(t, w, c, ']');
    case FRAME_SELECT:
        status = walk_select_again(t, w, c, &again);
        if (again)
            return status;
        break;
    case FRAME_OBJECT:
    case FRAME_COLUMNS:
        break;
    }
    return walk_fast(t, w, c, &status) ? status : walk_between(t, w, c, '}');
}

/* Before a key, or at the '}' of an object without any. */
static inline enum status walk_at_key(struct transform *t,
                                      const struct window *w, struct cursor *c)
{
    bool first = t->state == AT_FIRST_KEY;
    enum status status;

    if (first && walk_fast(t, w, c, &status))
        return status;
    if (first && *c->p == '}')
        return walk_close(t, w, c);
    if (*c->p != '"')
        return token_misfit(t, w, c->p,
                            first ? STATUS_EXPECTED_KEY_OR_END
                                  : STATUS_EXPECTED_KEY);
    return walk_key(t, w, c);
}

/* --- The machine ---------------------------------------------------------- */

/* One step from where the machine stands; STATUS_OK: it stands elsewhere. */
static inline enum status walk_step(struct transform *t, const struct window *w,
                                    struct cursor *c)
{
    enum status status;

    if (t->state != IN_STRING && t->state != AFTER_VALUE)
        token_skip_space(t, w, c);

    switch (t->state) {
    case AT_ROW:
        return walk_row_begin(t, w, c);
    case AT_FIRST_ITEM:
        if (*c->p == ']')
            return walk_close(t, w, c);
        if (c->p == w->end)
            return STATUS_MORE;
        t->state = AT_VALUE;
        return STATUS_OK;
    case AT_FIRST_KEY:
    case AT_KEY:
        return walk_at_key(t, w, c);
    case AT_COLON:
        if (*c->p != ':')
            return token_misfit(t, w, c->p, STATUS_EXPECTED_COLON);
        c->p++;
        t->state = AT_VALUE;
        return STATUS_OK;
    case AT_VALUE:
        return walk_at_value(t, w, c);
    case IN_STRING:
        status = token_string(t, w, c);
        if (status == STATUS_OK)
            t->state = AFTER_VALUE;
        return status;
    case AFTER_VALUE:
        return walk_after(t, w, c);
    case AT_END:
        break;
    }
    /* After the end marker not even a NUL byte is a row's. */
    if (c->p == w->end)
        return STATUS_MORE;
    t->error_at = c->p;
    return STATUS_AFTER_END_MARKER;
}

static enum status walk_window(struct transform *t, struct window *w)
{
    struct cursor c = {.p = w->next};
    enum status status = STATUS_OK;

    if (!cursor_make_room(t, w, &c, 0))
        return STATUS_MEMORY;
    while (status == STATUS_OK)
        status = walk_step(t, w, &c);
    if (status == STATUS_MORE && t->checkpoints_used > 0 && !w->last)
        walk_select_back(t, &c, 0);
    t->out.len = cursor_at(t, &c);
    if (t->out.len > t->omit_from)
        t->out.len = t->omit_from;
    w->next = c.p;
    return status;
}

#endif
