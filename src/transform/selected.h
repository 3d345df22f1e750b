/*
 * selected: objects of which fields are selected, while they are read.
 *
 * Their values are written to out one behind the other, as they come. Where
 * each of them stands, its span says; from those the object is made when it
 * closes:
 *
 *      {"b":[1],"x":2,"a":3}        the row
 *      [1]3                         out, with a span for b and one for a
 *      {"a":3,"b":[1]}              where {a b} is selected
 */
#ifndef TRANSFORM_SELECTED_H
#define TRANSFORM_SELECTED_H

#include "base/status.h"
#include "plan/plans.h"
#include "transform/transform.h"

#include <stdbool.h>
#include <stddef.h>

/* Opens one under such a plan; its values begin at out offset at. Errors:
 * STATUS_TOO_DEEP, STATUS_MEMORY. */
enum status selected_open(struct transform *t, struct plan *plan, size_t at);

/* The value that comes next is for this field. false: no memory. */
bool selected_field(struct transform *t, struct field *field);

/* It begins at p, out offset at. */
void selected_begins(struct transform *t, const unsigned char *p, size_t at);

/*
 * It has ended at out offset at, if there was one. Returns the next field that
 * the same value is wanted for, to which backtrack_return() leads; or NULL.
 */
struct field *selected_ends(struct transform *t, size_t at);

/* Closes the object on top; its values are not needed any more. */
void selected_close(struct transform *t);

/* The innermost that is open. */
static inline struct selected *selected_top(struct transform *t)
{
    return &t->selected[t->selected_used - 1];
}

/* Notes in the spans of all fields, the first of which is given, where the
 * value of this one is, and of those that have the same. Returns the bytes of
 * all of them. */
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

/* The value of this field of it, and of those that have the same, stands in out
 * from one offset to another. */
static inline void selected_fill(struct transform *t, const struct field *field,
                                 size_t from, size_t to)
{
    struct selected *s = selected_top(t);

    s->size += selected_note(&t->spans[s->spans], t->top->plan->fields, field,
                             (struct span){from - t->held, to - from});
}

#endif
