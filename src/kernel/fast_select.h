/*
 * fast_select: the fast path of objects of which fields are selected. See
 * fast.h first.
 *
 *      {"id":1,"name":"Ada","age":36}     the window
 *           |        |----|               spans of what is selected
 *      {"name":"Ada","id":1}              out, from there, at the end
 *
 * As long as an object has nothing but scalars, its values stay in the window,
 * and at its end it is written from there. Where the fast path stops before,
 * they are copied to out, where the slow path expects them (selected.h).
 */
#ifndef KERNEL_FAST_SELECT_H
#define KERNEL_FAST_SELECT_H

#include "kernel/fast_state.h"
#include "transform/selected.h"

/* --- Values --------------------------------------------------------------- */

/* Whether the field takes a scalar as it stands. NULL: the value is left out.
 */
INLINE bool fast_select_is_plain(const struct field *field)
{
    return field == NULL || (field->again == NULL && field->is_whole);
}

/* The value of the field, if it is one, is the n bytes at f->at. */
INLINE void fast_select_value(const struct transform *t, const struct window *w,
                              struct fast_state *f, const struct field *field,
                              size_t n)
{
    struct span span = {(size_t)(f->at.p - w->begin), n};

    if (field == NULL)
        return;
    if (!f->in_window) {
        span.at = cursor_at(t, &f->at) - t->hold_from;
        f->at.o += n;
    }
    f->size += selected_note(f->spans, f->top->plan->fields, field, span);
}

/* --- The end of an object ------------------------------------------------- */

static const char fast_select_null[] = "null";

/* Copies what may be long: short pieces in blocks. */
static inline unsigned char *
fast_select_put_bytes(unsigned char *o, const unsigned char *p, size_t n)
{
    enum {
        SHORT = 4 * BLOCK
    };

    if (n <= SHORT)
        block_copy(o, p, n);
    else
        memcpy(o, p, n);
    return o + n;
}

/*
 * Writes an object to o, but for its '}'. Its values are where the spans say,
 * counted from base; the spans are empty then. Returns the end.
 */
static unsigned char *fast_select_put(const struct plan *plan,
                                      struct span *span,
                                      const unsigned char *base,
                                      unsigned char *o)
{
    const struct field *end = plan->fields + plan->field_count;

    if (plan->field_count == 0)
        *o++ = '{';
    for (const struct field *field = plan->fields; field < end;
         field++, span++) {
        o = fast_select_put_bytes(o, field->text, field->len);
        if (span->len > 0) {
            o = fast_select_put_bytes(o, base + span->at, span->len);
            span->len = 0;
        } else if (!field->is_fixed) {
            memcpy(o, fast_select_null, sizeof fast_select_null - 1);
            o += sizeof fast_select_null - 1;
        }
    }
    return o;
}

/* The most bytes of an object whose values have as many. */
static inline size_t fast_select_most(const struct plan *plan, size_t values)
{
    return plan->texts.len + values + sizeof "{}" +
           plan->field_count * (sizeof fast_select_null - 1);
}

/* '}' of the object, which is written if all of its values are in the window;
 * then another row may begin. */
INLINE enum fast_end fast_select_end(struct transform *t,
                                     const struct window *w,
                                     struct fast_state *f)
{
    const struct plan *plan = f->top->plan;
    size_t needed = fast_select_most(plan, f->size) + CURSOR_SLACK +
                    2 * (size_t)(w->end - f->at.p);
    size_t room = t->out.room - cursor_at(t, &f->at);

    if (!f->in_window || needed > room)
        return FAST_STOPPED;
    f->at.o = fast_select_put(plan, f->spans, w->begin, f->at.o);
    f->spare = room - needed;
    f->size = 0;
    if (f->top == f->row_frame && fast_state_seam(t, f))
        return FAST_GOES_ON;
    *f->at.o++ = *f->at.p++;
    f->last = NULL;
    f->state = AFTER_VALUE;
    return FAST_CLOSED;
}

/* --- Where the fast path stops -------------------------------------------- */

/* Copies the values to out that are only in the window. Errors: STATUS_MEMORY.
 */
static enum status fast_select_keep(struct transform *t, const struct window *w,
                                    struct cursor *c,
                                    const struct fast_state *f)
{
    size_t count = t->top->plan->field_count;

    if (!cursor_make_room(t, w, c, f->size))
        return STATUS_MEMORY;
    for (struct span *s = f->spans; s < f->spans + count; s++) {
        if (s->len == 0)
            continue;
        memcpy(c->o, w->begin + s->at, s->len);
        s->at = cursor_at(t, c) - t->hold_from;
        c->o += s->len;
    }
    return STATUS_OK;
}

#endif
