/*
 * fast: the fast path, for what is as it was in the row before.
 *
 * Rows of one query repeat their shape. So the loop does not find out what
 * comes: it guesses that it is what came there last time, and compares. Without
 * its tricks the loop is this:
 *
 *     for (;;)
 *         if (the guessed key's lead stands at p)
 *             copy the key's name; copy the value;
 *             guess the key that followed this one last time;
 *         else if (*p == '}')
 *             go on in the next row, or close the object;
 *         else
 *             guess another key that was found lately, or stop;
 *
 * Where it stops, the slow path (walk.h) goes on from the same byte: with other
 * blanks, new keys, exponents, the end of the window, and every error. So all
 * this could be left out, and nothing but the speed would change.
 *
 * What makes it fast:
 *
 * 1. Leads (lead.h). One comparison replaces the search for the end of the key,
 *    its look-up, its renaming, and the grammar around it.
 * 2. A value is copied before it is looked at, as a block (scan.h). Where it is
 *    short there is no loop, and so no branch that cannot be predicted.
 * 3. Where all values of a key have been of one length, the CPU goes on after
 *    that many bytes, and compares later (lead_expect()).
 * 4. "}\n{" between two rows is one comparison and one copy: a seam.
 * 5. The state is a local variable, and all that takes it is compiled into one
 *    function: so what each field changes is in registers.
 *
 * A row that is as the one before; ␤ is its line end, and what is written is at
 * the right:
 *
 *   at.p                    state         guess  step           at.o
 *   }␤{"id":8,"name":"Bo"}  AFTER_VALUE   NULL   a seam         },{
 *   "id":8,"name":"Bo"}     AT_FIRST_KEY  id     its lead       "id":
 *   8,"name":"Bo"}          AT_VALUE      name   scan_number()  8
 *   ,"name":"Bo"}           AFTER_VALUE   name   its lead       ,"name":
 *   "Bo"}                   AT_VALUE      NULL   scan_string()  "Bo"
 *   }                       AFTER_VALUE   NULL   a seam, or an end
 *
 * The loop is compiled twice: for objects that are written whole (selecting is
 * false; fast_whole.h), and for those of which fields are selected (it is true;
 * fast_select.h). Notes on CPUs and compilers are at the end of this file.
 */
#ifndef KERNEL_FAST_H
#define KERNEL_FAST_H

#include "kernel/fast_select.h"
#include "kernel/fast_state.h"
#include "kernel/fast_whole.h"
#include "kernel/lead.h"
#include "kernel/scan.h"
#include "transform/seen.h"
#include "transform/selected.h"
#include "transform/state.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

INLINE enum fast_end fast_field(struct transform *t, const struct window *w,
                                struct fast_state *f, bool in_order,
                                const bool selecting);
INLINE enum fast_end fast_other_field(struct transform *t,
                                      const struct window *w,
                                      struct fast_state *f,
                                      const bool selecting);

/* --- The loop ------------------------------------------------------------- */

/* Goes on from f as far as all is as it was. Never FAST_GOES_ON. */
INLINE enum fast_end fast_loop(struct transform *t, const struct window *w,
                               struct fast_state *f, const bool selecting)
{
    enum fast_end end = FAST_GOES_ON;

    while (end == FAST_GOES_ON) {
        if (lead_is_at(f->guess, f->at.p, f->state == AT_FIRST_KEY))
            end = fast_field(t, w, f, true, selecting);
        else if (selecting)
            end = *f->at.p == '}' ? fast_select_end(t, w, f)
                                  : fast_other_field(t, w, f, true);
        else if (f->top->kind == FRAME_OBJECT)
            end = *f->at.p == '}' ? fast_whole_end(t, f)
                                  : fast_other_field(t, w, f, false);
        else if (f->top->kind == FRAME_ARRAY)
            end = fast_whole_item(t, f);
        else
            end = FAST_STOPPED;
    }
    return end;
}

/* --- In and out of it ----------------------------------------------------- */

/* Goes on in the object on top, from after its '{' or a value in it. */
static void fast_whole(struct transform *t, const struct window *w,
                       struct cursor *c)
{
    struct fast_state f = fast_state_begin(t, w, c, fast_state_most_rows(t, w));

    fast_loop(t, w, &f, false);
    fast_state_leave(t, w, c, &f);
}

/*
 * Goes on in the object on top, from after its '{' or a value in it. Where the
 * next value was not taken, the state is AT_VALUE, and what that value is for
 * is noted. Errors: STATUS_MEMORY.
 */
static enum status fast_select(struct transform *t, const struct window *w,
                               struct cursor *c)
{
    struct selected *object = selected_top(t);
    bool is_row = t->top == t->frames + 1;
    enum status status = STATUS_OK;
    struct fast_state f =
        fast_state_begin(t, w, c, is_row ? fast_state_most_rows(t, w) : 0);

    f.spans = &t->spans[object->spans];
    f.size = object->size;
    f.in_window = t->state == AT_FIRST_KEY;
    enum fast_end end = fast_loop(t, w, &f, true);
    fast_state_leave(t, w, c, &f);
    if (end == FAST_CLOSED) {
        selected_close(t);
        return STATUS_OK;
    }
    if (f.rows > 0)
        t->hold_from = cursor_at(t, c);
    object->size = f.size;
    if (f.last != NULL && f.in_window)
        status = fast_select_keep(t, w, c, &f);
    if (status == STATUS_OK && f.state == AT_VALUE)
        status = selected_key(t, f.last, cursor_at(t, c));
    return status;
}

/* --- Fields --------------------------------------------------------------- */

/* Whether the object, of this row, is open: the frame on top, or around it. */
INLINE bool fast_is_open(const struct frame *top, uint64_t object)
{
    while (top->object > object)
        top--;
    return top->object == object;
}

/* Notes that the object on top has the key. false: it has it already, or there
 * is no memory. The same as seen_note(), on registers. */
INLINE bool fast_note_key(struct transform *t, const struct fast_state *f,
                          const struct key *key)
{
    struct name *name = key->name;

    if (name->seen_in > f->row_objects && fast_is_open(f->top, name->seen_in) &&
        seen_again(t, key) != STATUS_OK)
        return false;
    name->seen_in = f->object;
    name->seen_as = key;
    return true;
}

/*
 * The field whose key is f->guess, and whose lead stands at f->at. in_order: it
 * came where it was guessed; where it did not, the CPU cannot predict which
 * key's expected length is wanted, so none is. FAST_STOPPED: before the field,
 * or with f->state AT_VALUE before its value.
 */
INLINE enum fast_end fast_field(struct transform *t, const struct window *w,
                                struct fast_state *f, bool in_order,
                                const bool selecting)
{
    struct key *key = f->guess;
    const struct name *name = key->name;
    const struct field *field = key->field;
    bool first = f->state == AT_FIRST_KEY;

    if (!fast_note_key(t, f, key))
        return FAST_STOPPED;
    if (!selecting)
        fast_whole_name(f, name, first);
    f->at.p += key->lead_len - first;
    f->last = key;
    f->guess = key->next;
    f->state = AT_VALUE;
    size_t n = 0;
    if (!selecting || fast_select_is_plain(field))
        n = scan_scalar(f->at.o, f->at.p);
    if (n == 0)
        return selecting ? FAST_STOPPED : fast_whole_value(t, f);
    if (in_order)
        n = lead_expect(key, n);
    if (selecting)
        fast_select_value(t, w, f, field, n);
    else
        f->at.o += n;
    f->at.p += n;
    f->state = AFTER_VALUE;
    return FAST_GOES_ON;
}

/* A field whose key is not the guessed one. The key that is found becomes the
 * guess, now and in later rows. */
INLINE enum fast_end fast_other_field(struct transform *t,
                                      const struct window *w,
                                      struct fast_state *f,
                                      const bool selecting)
{
    struct key *key =
        lead_find(f->top->plan, f->at.p, f->state == AT_FIRST_KEY);

    if (key == NULL)
        return FAST_STOPPED;
    f->guess = key;
    *(f->last == NULL ? f->top->guess : &f->last->next) = key;
    return fast_field(t, w, f, false, selecting);
}

/*
 * Why it is written so
 *
 * - INLINE and no calls: what is passed on by address lives in memory. To keep
 *   struct fast_state in registers gave most of the speed (doc/speed.md).
 * - lead_expect(): without it every field waits for the one before it, for as
 *   long as it takes from a load over the mask to the address of the next load
 *   (18 cycles where it was measured). With it that comparison is a branch that
 *   the CPU predicts. Both HIDE_FROM_OPTIMIZER() keep GCC from making it a
 * move, which would wait. With the first value of another length the key gives
 * its expected length up, until the slow path meets it again.
 * - Objects are opened from what is in registers, not from the frame that was
 *   stored just before, and from "}" to "{" in an array the frame stays.
 * - Nothing tells GCC which branches are taken: that cost up to 20 %.
 * - What looks like the slow path's (fast_note_key(), fast_state_note_rows(),
 *   fast_whole_open(), fast_whole_close()) is, on registers; a comment at both
 *   ends says so.
 */

#endif
