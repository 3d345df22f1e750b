/*
 * selected: objects of which fields are selected, while they are read.
 *
 * The values of the selected fields are written to out one after another, as
 * they come, and a span for each says where it is. When the object closes, it
 * is made from these:
 *
 *      {"b":[1],"x":2,"a":3}        the row
 *      [1]3                         out, with a span for b and one for a
 *      {"a":3,"b":[1]}              where {a b} is selected
 */
#ifndef TRANSFORM_SELECTED_H
#define TRANSFORM_SELECTED_H

#include "base/status.h"
#include "plan/plan.h"
#include "transform/state.h"

#include <stdbool.h>
#include <stddef.h>

/* Opens one that is read under this plan; its values begin at offset at of out.
 * Errors: STATUS_TOO_DEEP, STATUS_MEMORY. */
enum status selected_open(struct transform *t, struct plan *plan, size_t at);

/* Begins a field of the one on top: its value comes next. false: no memory. */
bool selected_field(struct transform *t, struct field *field);

/*
 * The value that comes next, at offset at of out, is this key's: begins the
 * field that the key fills, or leaves the value out. Errors: STATUS_MEMORY.
 */
enum status selected_key(struct transform *t, const struct key *key, size_t at);

/* That value begins, at p of the window and at offset at of out. */
void selected_begins(struct transform *t, const unsigned char *p, size_t at);

/*
 * The value ends at offset at of out; where no field was begun, nothing
 * happens. Returns the next field that needs the same value, which
 * backtrack_return() makes readable again; or NULL.
 */
struct field *selected_ends(struct transform *t, size_t at);

/* Closes the one on top; its values and spans are no longer needed. */
void selected_close(struct transform *t);

/* Notes the span of the value of a field, and of the fields that have the same
 * value, in spans, which begin with that of first. Returns their bytes, added
 * up. */
static inline size_t selected_note(struct span *spans,
                                   const struct field *first,
                                   const struct field *field, struct span span)
{
    size_t size = 0;

    for (; field != NULL; field = field->same) {
        spans[field - first] = span;
        size += span.len;
    }
    return size;
}

/* The innermost that is open. */
static inline struct selected *selected_top(struct transform *t)
{
    return &t->selected[t->selected_used - 1];
}

/* Notes that the value of a field of it, and of those that have the same value,
 * stands in out from one offset to the other. */
static inline void selected_fill(struct transform *t, const struct field *field,
                                 size_t from, size_t to)
{
    struct selected *s = selected_top(t);

    s->size += selected_note(&t->spans[s->spans], t->top->plan->fields, field,
                             (struct span){from - t->hold_from, to - from});
}

#endif
