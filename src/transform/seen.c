#include <config.h>

#include "transform/seen.h"

#include <stdlib.h>

/* Logs what a name remembers, until the object on top closes. false: no
 * memory. */
static bool log_seen(struct transform *t, struct name *name)
{
    if (t->undo_used == t->undo_room) {
        size_t room = t->undo_room == 0 ? 64 : 2 * t->undo_room;
        struct undo *undo = realloc(t->undo, room * sizeof *undo);
        if (undo == NULL)
            return false;
        t->undo = undo;
        t->undo_room = room;
    }
    t->undo[t->undo_used++] = (struct undo){name, name->seen_in, name->seen_as};
    return true;
}

enum status seen_again(struct transform *t, const struct key *key)
{
    const struct frame *f = t->top;
    struct name *name = key->name;

    if (name->seen_in == f->object) {
        t->equal_keys[0] = name->seen_as;
        t->equal_keys[1] = key;
        return STATUS_EQUAL_KEYS;
    }
    while (f->object > name->seen_in)
        f--;
    return f->object < name->seen_in || log_seen(t, name) ? STATUS_OK
                                                          : STATUS_MEMORY;
}

void seen_undo(struct transform *t, size_t down_to)
{
    while (t->undo_used > down_to) {
        const struct undo *u = &t->undo[--t->undo_used];
        u->name->seen_in = u->seen_in;
        u->name->seen_as = u->seen_as;
    }
}
