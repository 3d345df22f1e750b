#include <config.h>

#include "base/table.h"

#include <stdlib.h>
#include <string.h>

enum {
    FIRST_ROOM = 64
};

struct table_slot {
    uint64_t hash, scope;
    const void *name;
    size_t len;
    void *entry; /* NULL: an empty slot */
};

static uint64_t hash_name(const struct table *names, uint64_t scope,
                          const void *name, size_t len)
{
    struct hash_key key = {names->seed.k0 ^ scope, names->seed.k1};

    return hash_bytes(&key, name, len);
}

/* The slot of what is sought, or the empty one where it belongs. */
static struct table_slot *find_slot(const struct table *names,
                                    const struct table_slot *sought)
{
    size_t i = (size_t)sought->hash & (names->room - 1);

    for (;; i = (i + 1) & (names->room - 1)) {
        struct table_slot *slot = &names->slots[i];
        if (slot->entry == NULL ||
            (slot->hash == sought->hash && slot->scope == sought->scope &&
             slot->len == sought->len &&
             memcmp(slot->name, sought->name, slot->len) == 0))
            return slot;
    }
}

/* Makes room for one more, keeping a quarter of the slots empty. */
static bool grow(struct table *names)
{
    if (names->used < names->room / 4 * 3)
        return true;

    struct table larger = {
        .seed = names->seed,
        .room = names->room == 0 ? FIRST_ROOM : 2 * names->room,
    };
    larger.slots = calloc(larger.room, sizeof *larger.slots);
    if (larger.slots == NULL)
        return false;
    for (size_t i = 0; i < names->room; i++) {
        const struct table_slot *old = &names->slots[i];
        if (old->entry != NULL)
            *find_slot(&larger, old) = *old;
    }
    free(names->slots);
    names->slots = larger.slots;
    names->room = larger.room;
    return true;
}

void table_init(struct table *names)
{
    *names = (struct table){.seed = hash_seed()};
}

void *table_find(const struct table *names, uint64_t scope, const void *name,
                 size_t len)
{
    if (names->room == 0)
        return NULL;

    struct table_slot sought = {
        .hash = hash_name(names, scope, name, len),
        .scope = scope,
        .name = name,
        .len = len,
    };
    return find_slot(names, &sought)->entry;
}

bool table_add(struct table *names, uint64_t scope, const void *name,
               size_t len, void *entry)
{
    struct table_slot added = {hash_name(names, scope, name, len), scope, name,
                               len, entry};

    if (!grow(names))
        return false;
    *find_slot(names, &added) = added;
    names->used++;
    return true;
}

void table_free(struct table *names)
{
    free(names->slots);
    names->slots = NULL;
    names->room = names->used = 0;
}
