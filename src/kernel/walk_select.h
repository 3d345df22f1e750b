/*
 * Objects that are not written as they stand: those of which fields are
 * selected, and those that tell themselves which type they are of. Part of
 * every kernel.
 */
#ifndef KERNEL_WALK_SELECT_H
#define KERNEL_WALK_SELECT_H

#include "kernel/fast_select.h"
#include "kernel/key.h"
#include "kernel/room.h"
#include "kernel/scan.h"
#include "transform/backtrack.h"
#include "transform/frame.h"
#include "transform/selected.h"

/* Goes back to the mark of this number; those after it are gone too. */
static void go_back(struct transform *t, struct cursor *c, size_t mark)
{
    t->marks_used = mark + 1;
    struct checkpoint back = backtrack_return(t);

    c->p = back.p;
    c->o = t->out.data + back.out;
}

/* '{' of an object of which fields are selected. */
static enum status open_selected(struct transform *t, struct cursor *c,
                                 struct plan *plan)
{
    enum status status = selected_open(t, plan, (size_t)(c->o - t->out.data));

    t->state = AT_FIRST_FIELD;
    if (status == STATUS_OK)
        c->p++;
    else
        t->error_at = c->p;
    return status;
}

/* '{' of an object whose keys come next; status is what opening it came to. */
static enum status begin_keys(struct transform *t, struct cursor *c,
                              enum status status)
{
    t->state = AT_FIRST_KEY;
    if (status == STATUS_OK)
        *c->o++ = *c->p++;
    else
        t->error_at = c->p;
    return status;
}

/*
 * '{' of an object whose type has to be found out first: it is walked up to its
 * __typename, and then from the beginning under the plan of that type.
 *
 *      {"id":1,"__typename":"Dog","owner":{...}}
 *      |--- sought ------->|
 *      |--- read as a Dog ------------------->|
 */
static enum status open_abstract(struct transform *t, struct cursor *c)
{
    size_t at = (size_t)(c->o - t->out.data);

    backtrack_set(t, c->p, AT_ITEM, at);
    return begin_keys(t, c, frame_open_abstract(t, at));
}

/* '{' under a plan by which objects are not just written. */
static enum status open_special(struct transform *t, const struct window *w,
                                struct cursor *c, struct plan *plan)
{
    switch (plan->kind) {
    case PLAN_SELECTED:
        return open_selected(t, c, plan);
    case PLAN_ABSTRACT:
        return open_abstract(t, c);
    default:
        return misfit(t, w, c->p, STATUS_SELECTED_LEAF);
    }
}

/*
 * After a __typename that was looked for. It is a scalar, was copied as it
 * stands, and the window is not cut in it: so it begins as many bytes before.
 */
static enum status walk_named(struct transform *t, const struct window *w,
                              struct cursor *c)
{
    const unsigned char *name = t->out.data + t->name;
    size_t len = (size_t)(c->o - name);
    struct plan *plan;
    enum status status = frame_named(t, name, len, &plan);

    if (status == STATUS_OTHER_TYPE)
        return misfit(t, w, c->p - len, status);
    if (status != STATUS_OK)
        return status;
    go_back(t, c, t->marks_used - 1);
    return plan->kind == PLAN_SELECTED
               ? open_selected(t, c, plan)
               : begin_keys(t, c, frame_open_under(t, plan));
}

/* --- What is selected ----------------------------------------------------- */

/*
 * '}' of an object of which fields are selected: it is put together behind its
 * values, and then takes their place.
 */
static enum status close_selected(struct transform *t, const struct window *w,
                                  struct cursor *c)
{
    const struct plan *plan = t->top->plan;
    const struct selected *s = selected_top(t);
    size_t at = t->held + s->at;
    /* Copying in blocks may read so far behind the last value. */
    size_t most = BLOCK + most_of_object(plan, s->size);

    if (!make_room(t, w, c, most))
        return STATUS_MEMORY;
    unsigned char *object = c->o + BLOCK;
    size_t n = (size_t)(put_object(plan, &t->spans[s->spans],
                                   t->out.data + t->held, object) -
                        object);
    memmove(t->out.data + at, object, n);
    c->o = t->out.data + at + n;
    selected_close(t);
    c->p++;
    t->state = AFTER_VALUE;
    return STATUS_OK;
}

/*
 * The rest of a field behind its key, up to the end of its value; but only if
 * the value is a scalar that can be taken at once, on the same line. false: it
 * is not, and nothing was read.
 */
static inline bool take_rest(struct cursor *c)
{
    /* What is passed on by address cannot be kept in registers. */
    struct cursor here = {.p = c->p, .o = c->o};

    skip_spaces(&here);
    if (*here.p != ':')
        return false;
    here.p++;
    skip_spaces(&here);
    size_t n = take_scalar(here.o, here.p);
    if (n == 0)
        return false;
    c->p = here.p + n;
    c->o = here.o + n;
    return true;
}

/*
 * The key was of this field (NULL: of one that is left out); takes its value,
 * where that can be done at once.
 */
static inline bool take_field(struct transform *t, struct cursor *c,
                              const struct field *field)
{
    unsigned char *begin = c->o;

    if (!is_plain_field(field) || !take_rest(c))
        return false;
    if (field == NULL)
        c->o = begin;
    else
        selected_fill(t, field, (size_t)(begin - t->out.data),
                      (size_t)(c->o - t->out.data));
    return true;
}

/* The value that comes next is for this field. */
static enum status begin_field(struct transform *t, struct field *field,
                               enum transform_state state)
{
    t->state = state;
    return selected_field(t, field) ? STATUS_OK : STATUS_MEMORY;
}

/* The value of this key comes next, or the colon before it; it cannot be taken
 * at once. */
static enum status begin_value(struct transform *t, const struct cursor *c,
                               const struct key *key, bool at_colon)
{
    if (key->field != NULL)
        return begin_field(t, key->field,
                           at_colon ? AT_FIELD_COLON : AT_FIELD_VALUE);
    t->state = at_colon ? AT_COLON : AT_VALUE;
    frame_open_omitted(t, (size_t)(c->o - t->out.data));
    return STATUS_OK;
}

/* The key of a field that is selected, or of one left out; and its value, where
 * it can be taken at once. */
static enum status walk_field_key(struct transform *t, const struct window *w,
                                  struct cursor *c)
{
    const unsigned char *begin = c->p;
    struct key *key;
    enum status status = take_key(t, w, c, &key);

    if (status != STATUS_OK)
        return status;
    learn_lead(key, w, begin);
    if (!take_field(t, c, key->field))
        return begin_value(t, c, key, true);
    t->state = AFTER_VALUE;
    return STATUS_OK;
}

/* As many fields as are what they were in the row before, and rows. false:
 * there are none. */
static bool pick_fields(struct transform *t, const struct window *w,
                        struct cursor *c, enum status *status)
{
    const unsigned char *begin = c->p;
    struct key *key;

    *status = keep_picking(t, w, c, &key);
    if (*status == STATUS_OK && key != NULL)
        *status = begin_value(t, c, key, false);
    return c->p > begin;
}

/* One step in an object of which fields are selected, but for its values. */
static enum status walk_fields(struct transform *t, const struct window *w,
                               struct cursor *c)
{
    bool at_first = t->state == AT_FIRST_FIELD;
    enum status status;

    if (at_first && pick_fields(t, w, c, &status))
        return status;
    if (t->state == AT_FIELD_COLON) {
        if (*c->p != ':')
            return misfit(t, w, c->p, STATUS_EXPECTED_COLON);
        c->p++;
        t->state = AT_FIELD_VALUE;
        return STATUS_OK;
    }
    if (t->state == AT_FIELD_VALUE) {
        selected_begins(t, c->p, (size_t)(c->o - t->out.data));
        t->state = AT_ITEM;
        return STATUS_OK;
    }
    if (*c->p == '"')
        return walk_field_key(t, w, c);
    if (*c->p == '}' && at_first)
        return close_selected(t, w, c);
    return misfit(t, w, c->p,
                  at_first ? STATUS_EXPECTED_KEY_OR_END : STATUS_EXPECTED_KEY);
}

/* After the value of a field, whether it was selected or left out. */
static enum status walk_after_selected(struct transform *t,
                                       const struct window *w, struct cursor *c)
{
    struct field *again = selected_ends(t, (size_t)(c->o - t->out.data));
    enum status status;

    if (again != NULL) {
        c->p = backtrack_return(t).p;
        if (!make_room(t, w, c, 0))
            return STATUS_MEMORY;
        return begin_field(t, again, AT_FIELD_VALUE);
    }
    if (*c->p == ',' && pick_fields(t, w, c, &status))
        return status;
    skip_blanks(t, w, c);
    if (*c->p == '}')
        return close_selected(t, w, c);
    if (*c->p != ',')
        return misfit(t, w, c->p, STATUS_EXPECTED_COMMA_OR_BRACE);
    c->p++;
    t->state = AT_FIELD;
    return STATUS_OK;
}

#endif
