/*
 * walk_select: on the slow path, objects that are not written as they stand:
 * those of which fields are selected, and those whose own __typename says which
 * type they are of.
 */
#ifndef KERNEL_WALK_SELECT_H
#define KERNEL_WALK_SELECT_H

#include "kernel/cursor.h"
#include "kernel/fast_select.h"
#include "kernel/token.h"
#include "transform/backtrack.h"
#include "transform/frame.h"
#include "transform/selected.h"

/* Goes back to the checkpoint of this number; those after it are gone too. */
static void walk_select_back(struct transform *t, struct cursor *c,
                             size_t number)
{
    t->checkpoints_used = number + 1;
    struct checkpoint back = backtrack_return(t);

    c->p = back.p;
    c->o = t->out.data + back.out;
}

/* --- '{' ------------------------------------------------------------------ */

/* '{' of an object of which fields are selected. */
static enum status walk_select_open(struct transform *t, struct cursor *c,
                                    struct plan *plan)
{
    enum status status = selected_open(t, plan, cursor_at(t, c));

    t->state = AT_FIRST_KEY;
    if (status == STATUS_OK)
        c->p++;
    else
        t->error_at = c->p;
    return status;
}

/* '{' of an object that is written as it stands; opened is what opening its
 * frame came to. */
static enum status walk_select_brace(struct transform *t, struct cursor *c,
                                     enum status opened)
{
    t->state = AT_FIRST_KEY;
    if (opened == STATUS_OK)
        *c->o++ = *c->p++;
    else
        t->error_at = c->p;
    return opened;
}

/*
 * '{' of an object whose type has to be found out first: it is walked up to its
 * __typename, and then from the beginning under the plan of that type.
 *
 *      {"id":1,"__typename":"Dog","owner":{...}}
 *      |--- searched ----->|
 *      |--- read as a Dog ------------------->|
 */
static enum status walk_select_open_abstract(struct transform *t,
                                             struct cursor *c)
{
    size_t at = cursor_at(t, c);

    backtrack_set(t, c->p, at);
    return walk_select_brace(t, c, frame_open_abstract(t, at));
}

/*
 * After the __typename that was searched for. It is a scalar, was copied as it
 * stands, and the window is not cut in it: so its bytes in out are as many as
 * those before c->p.
 */
static enum status walk_select_named(struct transform *t,
                                     const struct window *w, struct cursor *c)
{
    const unsigned char *name = t->out.data + t->type_at;
    size_t len = (size_t)(c->o - name);
    struct plan *plan;
    enum status status = frame_named(t, name, len, &plan);

    if (status == STATUS_OTHER_TYPE)
        return token_misfit(t, w, c->p - len, status);
    if (status != STATUS_OK)
        return status;
    walk_select_back(t, c, t->checkpoints_used - 1);
    return plan->kind == PLAN_SELECTED
               ? walk_select_open(t, c, plan)
               : walk_select_brace(t, c, frame_open_under(t, plan));
}

/* --- Fields --------------------------------------------------------------- */

/* After the value of a field: where the same value is wanted once more, goes
 * back to its beginning. *again: whether it is. */
static enum status walk_select_again(struct transform *t,
                                     const struct window *w, struct cursor *c,
                                     bool *again)
{
    struct field *field = selected_ends(t, cursor_at(t, c));

    *again = field != NULL;
    if (field == NULL)
        return STATUS_OK;
    c->p = backtrack_return(t).p;
    if (!cursor_make_room(t, w, c, 0))
        return STATUS_MEMORY;
    return selected_field(t, field) ? STATUS_OK : STATUS_MEMORY;
}

/*
 * '}': the object is made from the plan's texts and the values, in out after
 * them; then it takes their place.
 */
static enum status walk_select_close(struct transform *t,
                                     const struct window *w, struct cursor *c)
{
    const struct plan *plan = t->top->plan;
    const struct selected *s = selected_top(t);
    size_t at = t->hold_from + s->at;
    /* A block that is read at the end of the last value ends after it. */
    size_t most = BLOCK + fast_select_most(plan, s->size);

    if (!cursor_make_room(t, w, c, most))
        return STATUS_MEMORY;
    unsigned char *object = c->o + BLOCK;
    unsigned char *end = fast_select_put(plan, &t->spans[s->spans],
                                         t->out.data + t->hold_from, object);
    *end++ = '}';
    size_t n = (size_t)(end - object);
    memmove(t->out.data + at, object, n);
    c->o = t->out.data + at + n;
    selected_close(t);
    c->p++;
    t->state = AFTER_VALUE;
    return STATUS_OK;
}

#endif
