/*
 * Picking: the course (course.h) of objects of which fields are selected. Here,
 * too, the next key is guessed to be the one that came there in the row before,
 * and a scalar is taken with it in one step. Part of every kernel.
 *
 *      {"id":1,"name":"Ada","age":36}     the window
 *           |        |----|               spans of what is selected
 *      {"name":"Ada","id":1}              out, from there, at the end
 *
 * As long as an object keeps to its course, its values stay in the window, and
 * at its end it is written from there. Where it does not, they are copied to
 * out, as selected.h says, and the walk goes on with it: with values that have
 * something in them, with the window's end, and with whatever is unusual.
 */
#ifndef KERNEL_FAST_SELECT_H
#define KERNEL_FAST_SELECT_H

#include "kernel/fast.h"
#include "transform/selected.h"

/* --- Objects from their values -------------------------------------------- */

static const char no_value[] = "null";

/* Copies what may be long: short pieces in blocks, see copy_bytes(). */
static inline unsigned char *put_bytes(unsigned char *o, const unsigned char *p,
                                       size_t n)
{
    enum {
        SHORT = 4 * BLOCK
    };

    if (n <= SHORT)
        copy_bytes(o, p, n);
    else
        memcpy(o, p, n);
    return o + n;
}

/* Writes an object to o. Its values stand behind base, where spans say, which
 * are empty then. */
static unsigned char *put_object(const struct plan *plan, struct span *span,
                                 const unsigned char *base, unsigned char *o)
{
    const struct field *end = plan->fields + plan->field_count;

    if (plan->field_count == 0)
        *o++ = '{';
    for (const struct field *field = plan->fields; field < end;
         field++, span++) {
        o = put_bytes(o, field->text, field->len);
        if (span->len > 0) {
            o = put_bytes(o, base + span->at, span->len);
            span->len = 0;
        } else if (!field->is_fixed) {
            memcpy(o, no_value, sizeof no_value - 1);
            o += sizeof no_value - 1;
        }
    }
    *o++ = '}';
    return o;
}

/* The most bytes of an object whose values have so many. */
static inline size_t most_of_object(const struct plan *plan, size_t values)
{
    return plan->texts.len + values + sizeof "{}" +
           plan->field_count * (sizeof no_value - 1);
}

/* --- Fields --------------------------------------------------------------- */

/* The values of the object on top. */
struct values {
    struct span *spans; /* of its fields, */
    const struct field *fields;
    size_t size;    /* and their bytes */
    bool in_window; /* where the spans count from its begin; else from the
                       values in out, as selected.h says */
};

/* Whether a scalar that fills the field can be taken at once. NULL: its value
 * is left out. */
static inline bool is_plain_field(const struct field *field)
{
    return field == NULL || (field->again == NULL && field->is_whole);
}

/* Notes where the field's value is, of n bytes at c->p. */
INLINE void note_value(const struct transform *t, const struct window *w,
                       struct course *c, struct values *v,
                       const struct field *field, size_t n)
{
    struct span span = {(size_t)(c->p - w->begin), n};

    if (!v->in_window) {
        span.at = (size_t)(c->o - t->out.data) - t->held;
        c->o += n;
    }
    v->size += selected_note(v->spans, v->fields, field, span);
}

/*
 * The field whose key is c->guess; in_order as for take_known_field(). false:
 * it was not taken, or only up to its value, which AT_FIELD_VALUE says.
 */
INLINE bool pick_field(struct transform *t, const struct window *w,
                       struct course *c, struct values *v, bool in_order)
{
    struct key *key = c->guess;
    const struct field *field = key->field;

    if (!note_key(t, c, key))
        return false;
    c->p += key->lead_len - (c->state == AT_FIRST_FIELD);
    c->last = key;
    c->guess = key->next;
    size_t n = is_plain_field(field) ? take_scalar(c->o, c->p) : 0;
    if (n == 0) {
        c->state = AT_FIELD_VALUE;
        return false;
    }
    if (in_order)
        n = by_usual(key, n);
    if (field != NULL)
        note_value(t, w, c, v, field, n);
    c->p += n;
    c->state = AFTER_VALUE;
    return true;
}

/* A field whose key is not the guessed one; it will be. */
INLINE bool pick_other_field(struct transform *t, const struct window *w,
                             struct course *c, struct values *v)
{
    return guess_other(c, c->state == AT_FIRST_FIELD) &&
           pick_field(t, w, c, v, false);
}

/* --- The end of an object ------------------------------------------------- */

/* "}\n{" between two rows, behind the first '}', which is written. */
INLINE bool pick_seam(struct transform *t, struct course *c, struct values *v)
{
    if (memcmp(c->p, "\n{", 2) != 0 || c->rows == c->most_rows)
        return false;
    c->row_end = c->o - 1;
    c->row = c->p + 1;
    copy_bytes(c->o, t->seam.data, t->seam.len);
    c->o += t->seam.len;
    c->p += 2;
    begin_row(t, c, AT_FIRST_FIELD);
    v->size = 0;
    return true;
}

/* '}' of an object whose values are all in the window. true: another row has
 * begun. false: it is closed, and top is NULL; or it is left as it is. */
INLINE bool pick_end(struct transform *t, const struct window *w,
                     struct course *c, struct values *v)
{
    const struct plan *plan = c->top->plan;
    size_t needed = most_of_object(plan, v->size) + t->seam.len + SLACK +
                    2 * (size_t)(w->end - c->p);

    if (!v->in_window || needed > t->out.room - (size_t)(c->o - t->out.data))
        return false;
    c->o = put_object(plan, v->spans, w->begin, c->o);
    c->p++;
    if (pick_seam(t, c, v))
        return true;
    c->top = NULL;
    return false;
}

/* --- All of it ------------------------------------------------------------ */

/* Copies the values to out that are only in the window. false: no memory. */
static bool keep_values(struct transform *t, const struct window *w,
                        struct cursor *c, const struct values *v)
{
    size_t count = t->top->plan->field_count;

    if (!make_room(t, w, c, v->size))
        return false;
    for (struct span *s = v->spans; s < v->spans + count; s++) {
        if (s->len == 0)
            continue;
        memcpy(c->o, w->begin + s->at, s->len);
        s->at = (size_t)(c->o - t->out.data) - t->held;
        c->o += s->len;
    }
    return true;
}

/*
 * Goes on in the object on top, from behind its '{' or a value, as far as its
 * fields keep to their course, and from row to row. *key: the one whose value
 * comes next and was not taken; or NULL. Errors: STATUS_MEMORY.
 */
static enum status keep_picking(struct transform *t, const struct window *w,
                                struct cursor *cursor, struct key **key)
{
    struct selected *object = selected_top(t);
    struct course c = {
        .p = cursor->p,
        .o = cursor->o,
        .top = t->top,
        .object = t->top->object,
        .row_objects = t->row_objects,
        .guess = *t->top->guess,
        .row_guess = t->top->guess, /* asked of what begins here, only */
        .state = t->state,
        .most_rows = t->top == t->frames + 1 ? most_rows(t, w) : 0,
    };
    struct values v = {
        .spans = &t->spans[object->spans],
        .fields = t->top->plan->fields,
        .size = object->size,
        .in_window = t->state == AT_FIRST_FIELD,
    };
    bool on = true;

    while (on)
        if (is_lead(c.guess, c.p, c.state == AT_FIRST_FIELD))
            on = pick_field(t, w, &c, &v, true);
        else if (*c.p == '}')
            on = pick_end(t, w, &c, &v);
        else
            on = pick_other_field(t, w, &c, &v);
    cursor->p = c.p;
    cursor->o = c.o;
    note_rows(t, w, &c);
    *key = c.state == AT_FIELD_VALUE ? c.last : NULL;
    if (c.top == NULL) {
        selected_close(t);
        t->state = AFTER_VALUE;
        return STATUS_OK;
    }
    if (c.rows > 0)
        t->held = (size_t)(c.o - t->out.data);
    object->size = v.size;
    t->state = c.state == AT_FIRST_FIELD ? c.state : AFTER_VALUE;
    if (c.last == NULL)
        return STATUS_OK;
    c.top->guess = &c.last->next;
    c.top->value = &c.last->value;
    return !v.in_window || keep_values(t, w, cursor, &v) ? STATUS_OK
                                                         : STATUS_MEMORY;
}

#endif
