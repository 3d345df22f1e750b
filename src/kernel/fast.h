/*
 * The course: rows of one query repeat their shape, so what comes next is
 * guessed to be what came there in the row before, and taken in one step.
 * Part of every kernel.
 *
 *      {"id":1,"user":{"name":"Ada"},"tags":["a"]}
 *              |------| lead: compared at once, and its name is ready
 *                     | the value: its length may be guessed, too
 *
 * It holds for objects that are written whole, in what is in them, and from
 * row to row. Whatever is unusual is left to the walk, which takes it step by
 * step from the same place; so all this could be left out, and nothing but the
 * speed would change.
 */
#ifndef KERNEL_FAST_H
#define KERNEL_FAST_H

#include "kernel/lead.h"
#include "kernel/room.h"
#include "kernel/scan.h"
#include "transform/frame.h"

/*
 * Where the walk is. It is a local variable, of which only functions know that
 * are compiled into its own: so what each field changes is in registers.
 */
struct course {
    const unsigned char *p;
    unsigned char *o;
    struct frame *top;    /* as in the transform, */
    uint64_t object;      /* its serial, */
    uint64_t row_objects; /* and that of the last one before the row */
    struct key *guess;    /* of the object on top; or NULL */
    struct key *last;     /* the key before it; NULL: there is none */
    enum transform_state state;
    struct frame *row_frame;  /* that of a row which is an object, */
    struct key **row_guess;   /* and where its first key is guessed */
    size_t spare;             /* bytes of room beside what the window needs */
    uint64_t rows;            /* begun here, and not noted elsewhere yet, */
    uint64_t most_rows;       /* and how many may be */
    const unsigned char *row; /* the begin of the last of them, */
    const unsigned char *row_end; /* and in out the end of the one before */
};

/* --- Keys and scalars ----------------------------------------------------- */

/* Whether the object, of this row, is open: the frame on top, or around it. */
INLINE bool is_open(const struct frame *top, uint64_t object)
{
    while (top->object > object)
        top--;
    return top->object == object;
}

/* Notes that the object on top has the key. false: it has it already, or there
 * is no memory. */
INLINE bool note_key(struct transform *t, const struct course *c,
                     const struct key *key)
{
    struct name *name = key->name;

    if (name->seen_in > c->row_objects && is_open(c->top, name->seen_in) &&
        seen_again(t, key) != STATUS_OK)
        return false;
    name->seen_in = c->object;
    name->seen_as = key;
    return true;
}

/*
 * The key that was guessed, and what is around it; writes its name. false: the
 * object has it already, or there is no memory; and nothing was taken.
 */
INLINE bool take_lead(struct transform *t, struct course *c)
{
    struct key *key = c->guess;
    const struct name *name = key->name;
    bool first = c->state == AT_FIRST_KEY;

    if (!note_key(t, c, key))
        return false;
    if (first && !c->top->told) {
        copy_bytes(c->o, name->text + 1, name->len);
        c->o--;
    } else {
        copy_bytes(c->o, name->text, name->len);
    }
    c->o += name->len;
    c->p += key->lead_len - first;
    c->last = key;
    c->guess = key->next;
    c->state = AT_VALUE;
    return true;
}

/* --- Arrays and objects --------------------------------------------------- */

/* The frame on top learns what its object has come to. */
INLINE void note_top(const struct course *c)
{
    if (c->last == NULL)
        return;
    c->top->guess = &c->last->next;
    c->top->value = &c->last->value;
    c->top->comma = true;
}

/* The frame below comes to the top again, or is the first. */
INLINE void return_to(struct course *c, struct frame *top,
                      enum transform_state state)
{
    c->top = top;
    c->object = top->object;
    c->guess = top->kind == FRAME_OBJECT ? *top->guess : NULL;
    c->last = NULL;
    c->state = state;
}

/* What an object of the plan begins with, for which there is room. */
INLINE void put_stamp(struct course *c, const struct plan *plan)
{
    if (plan->stamp.len == 0)
        return;
    copy_bytes(c->o, plan->stamp.data, plan->stamp.len);
    c->o += plan->stamp.len;
    c->spare -= plan->stamp.len;
}

/* '{' of an object that is written whole. */
INLINE bool take_brace(struct transform *t, struct course *c,
                       struct value *value)
{
    const struct plan *plan = value->plan;

    if (plan->kind != PLAN_WHOLE || plan->stamp.len > c->spare ||
        frame_open_whole(t, value) != STATUS_OK)
        return false;
    c->top++;
    c->object = t->objects;
    c->guess = value->child;
    c->last = NULL;
    c->state = AT_FIRST_KEY;
    *c->o++ = *c->p++;
    put_stamp(c, plan);
    return true;
}

/* '[' or '{' of the value. */
INLINE bool take_open(struct transform *t, struct course *c,
                      struct value *value)
{
    if (*c->p == '{')
        return take_brace(t, c, value);
    if (*c->p != '[' || frame_open_array(t) != STATUS_OK)
        return false;
    c->top++;
    c->guess = NULL;
    c->last = NULL;
    c->state = AT_FIRST_ITEM;
    *c->o++ = *c->p++;
    return true;
}

/* ']' or '}' */
INLINE bool take_close(struct transform *t, struct course *c)
{
    if (c->top->seeks)
        return false;
    frame_close(t);
    *c->o++ = *c->p++;
    return_to(c, c->top - 1, AFTER_VALUE);
    return true;
}

/* An item of the array on top, with the comma before it; or the end. */
INLINE bool take_item(struct transform *t, struct course *c)
{
    if (*c->p == ']' && c->state != AT_ITEM)
        return take_close(t, c);
    if (c->state == AFTER_VALUE) {
        if (*c->p != ',')
            return false;
        *c->o++ = *c->p++;
        if (*c->p == ' ')
            c->p++;
        c->state = AT_ITEM;
    }
    if (*c->p == '{' || *c->p == '[')
        return take_open(t, c, c->top->value);
    if (c->top->of_objects)
        return false;
    size_t n = take_scalar(c->o, c->p);
    if (n == 0)
        return false;
    c->p += n;
    c->o += n;
    c->state = AFTER_VALUE;
    return true;
}

/* --- From row to row ------------------------------------------------------ */

/* Another row is on top, an object; its first key or its '}' comes next. */
INLINE void begin_row(struct transform *t, struct course *c,
                      enum transform_state state)
{
    c->rows++;
    c->row_objects = t->objects++;
    c->object = c->top->object = t->objects;
    c->guess = *c->row_guess;
    c->last = NULL;
    c->state = state;
}

/* "}\n{" between two rows. */
INLINE bool take_seam(struct transform *t, struct course *c)
{
    const struct buffer *seam = &t->seam;

    if (memcmp(c->p + 1, "\n{", 2) != 0 || c->rows == c->most_rows ||
        seam->len > c->spare)
        return false;
    c->spare -= seam->len;
    copy_bytes(c->o, seam->data, seam->len);
    c->row_end = c->o;
    c->row = c->p + 2;
    c->p += 3;
    c->o += seam->len;
    c->top->guess = c->row_guess;
    begin_row(t, c, AT_FIRST_KEY);
    return true;
}

/* How many rows may be begun by a seam. */
static uint64_t most_rows(const struct transform *t, const struct window *w)
{
    if (t->seam.len == 0 || w->framed || plans_are_large(&t->plans))
        return 0;
    return t->rules.max_rows - t->rows;
}

/* Notes in the transform what begin_row() has left to be noted. */
INLINE void note_rows(struct transform *t, const struct window *w,
                      const struct course *c)
{
    if (c->rows == 0)
        return;
    t->rows += c->rows;
    t->written += c->rows;
    t->line += c->rows;
    t->row_line = t->line;
    t->line_offset = w->offset + (uint64_t)(c->row - w->begin);
    t->row_offset = t->line_offset;
    t->whole = (size_t)(c->row_end - t->out.data) + 1 + strlen(t->rules.after);
    t->row_objects = c->row_objects;
    if (c->top == t->frames + 1 && c->state == AT_FIRST_KEY)
        c->top->comma = c->top->told;
}

/* --- All of it ------------------------------------------------------------ */

/*
 * The field of the object on top whose key is c->guess. in_order: it came as it
 * was guessed; where it did not, the CPU cannot foresee which key's usual
 * length is asked for. false: it was not taken, or only up to its value.
 */
INLINE bool take_known_field(struct transform *t, struct course *c,
                             bool in_order)
{
    if (!take_lead(t, c))
        return false;
    size_t n = take_scalar(c->o, c->p);
    if (n == 0) {
        note_top(c);
        return take_open(t, c, &c->last->value);
    }
    if (in_order)
        n = by_usual(c->last, n);
    c->p += n;
    c->o += n;
    c->state = AFTER_VALUE;
    return true;
}

/* Makes the key that comes instead of the guessed one the guess, now and for
 * rows to come. false: it is not known with what is around it. */
INLINE bool guess_other(struct course *c, bool first)
{
    struct key *key = find_other(c->top->plan, c->p, first);

    if (key == NULL)
        return false;
    c->guess = key;
    *(c->last == NULL ? c->top->guess : &c->last->next) = key;
    return true;
}

/* A field whose key is not the guessed one. */
INLINE bool take_other_field(struct transform *t, struct course *c)
{
    return guess_other(c, c->state == AT_FIRST_KEY) &&
           take_known_field(t, c, false);
}

/* "},{" between two objects of an array: the frame stays. */
INLINE bool take_next_object(struct transform *t, struct course *c)
{
    struct frame *f = c->top;
    struct value *value = f[-1].value;
    const unsigned char *p = c->p + 2;

    if (c->p[1] != ',')
        return false;
    p += *p == ' ';
    if (*p != '{' || f[-1].kind != FRAME_ARRAY || f->plan != value->plan ||
        f->told != (f->plan->stamp.len > 0) || f->seeks ||
        f->plan->stamp.len > c->spare)
        return false;
    if (t->undo_used > f->undo)
        seen_undo(t, f->undo);
    f->object = c->object = ++t->objects;
    f->guess = &value->child;
    f->comma = f->told;
    memcpy(c->o, "},{", 3);
    c->o += 3;
    c->p = p + 1;
    put_stamp(c, f->plan);
    c->guess = *f->guess;
    c->last = NULL;
    c->state = AT_FIRST_KEY;
    return true;
}

/* '}', of an object or a row. */
INLINE bool take_end(struct transform *t, struct course *c)
{
    if (c->state != AFTER_VALUE)
        return false;
    if (c->top == c->row_frame && take_seam(t, c))
        return true;
    if (take_next_object(t, c))
        return true;
    note_top(c);
    return take_close(t, c);
}

/*
 * Goes on from an object or array on top, as far as rows keep to their course.
 * false: they do not, and nothing was taken.
 */
static bool keep_course(struct transform *t, const struct window *w,
                        struct cursor *cursor)
{
    struct course c = {
        .p = cursor->p,
        .o = cursor->o,
        .row_objects = t->row_objects,
        .row_frame = t->frames + 1,
        .row_guess = &t->frames->value->child,
        .spare = spare_room(t, w, cursor),
        .most_rows = most_rows(t, w),
    };
    bool on = true;

    return_to(&c, t->top, t->state);
    while (on) {
        if (is_lead(c.guess, c.p, c.state == AT_FIRST_KEY))
            on = take_known_field(t, &c, true);
        else if (c.top->kind == FRAME_OBJECT)
            on = *c.p == '}' ? take_end(t, &c) : take_other_field(t, &c);
        else if (c.top->kind == FRAME_ARRAY)
            on = take_item(t, &c);
        else
            on = false;
    }
    note_rows(t, w, &c);
    if (c.top->kind == FRAME_OBJECT)
        note_top(&c);
    t->state = c.state;
    bool taken = c.p > cursor->p;
    cursor->p = c.p;
    cursor->o = c.o;
    return taken;
}

#endif
