/*
 * seen: the names that an object already has, to find two keys with one name.
 *
 * A name remembers the last object it was seen in. Where it was seen before in
 * an object that is still open, around this one, that note goes to a log and is
 * restored when this one closes:
 *
 *      {"a":{"a":1},"a":2}
 *       1    2      3           1: a seen in the outer object
 *                               2: in the inner one; 1 is logged
 *                               3: 1 is restored, so this a is the second
 */
#ifndef TRANSFORM_SEEN_H
#define TRANSFORM_SEEN_H

#include "base/status.h"
#include "transform/state.h"

#include <stddef.h>

/* For seen_note(), of a name that was seen in this row: STATUS_EQUAL_KEYS,
 * where the object has it, or else logs what it remembers. STATUS_MEMORY. */
enum status seen_again(struct transform *t, const struct key *key);

/* Restores what names remembered, from the end of the log down to this length
 * of it. */
void seen_undo(struct transform *t, size_t down_to);

/*
 * Notes that the object on top has this key, and guesses the next one.
 * STATUS_EQUAL_KEYS: it already has a key of that name; see equal_keys.
 *
 * A name remembers the last object it was seen in, by the object's serial,
 * which is higher than those of the objects around it. Where that object is
 * still open, around this one, the note can matter again after this one has
 * closed; then it is kept in the undo log. A row's own fields never need it.
 *
 * The kernels' fast_note_key() is the same, on registers.
 */
static inline enum status seen_note(struct transform *t, struct key *key)
{
    struct frame *f = t->top;
    struct name *name = key->name;

    if (name->seen_in > t->row_objects) {
        enum status status = seen_again(t, key);
        if (status != STATUS_OK)
            return status;
    }
    name->seen_in = f->object;
    name->seen_as = key;
    *f->guess = key;
    f->guess = &key->next;
    f->value = &key->value;
    return STATUS_OK;
}

#endif
