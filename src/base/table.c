#include <config.h>

#include "base/table.h"

#include <stdlib.h>
#include <string.h>

/* The slots of a table that has any. */
enum {
    FIRST_ROOM = 64
};

static uint64_t hash_name(const struct table *table, uint64_t scope,
                          const void *name, size_t len)
{
    struct hash_key key = {table->seed.k0 ^ scope, table->seed.k1};

    return hash_bytes(&key, name, len);
}

/* The slot of the name, or the empty one where it belongs. */
static inline struct table_slot *find_slot(const struct table *table,
                                           uint64_t hash, uint64_t scope,
                                           const void *name, size_t len)
{
    size_t i = (size_t)hash & (table->room - 1);

    for (;; i = (i + 1) & (table->room - 1)) {
        struct table_slot *slot = &table->slots[i];
        if (slot->entry == NULL ||
            (slot->hash == hash && slot->len == len && slot->scope == scope &&
             memcmp(slot->name, name, len) == 0))
            return slot;
    }
}

/* Puts what another table had into this one, which has room for it. */
static void reinsert(const struct table *table, const struct table_slot *old)
{
    size_t i = (size_t)old->hash & (table->room - 1);

    while (table->slots[i].entry != NULL)
        i = (i + 1) & (table->room - 1);
    table->slots[i] = *old;
}

/* Doubles the slots. false: no memory. */
static bool grow(struct table *table)
{
    struct table larger = {
        .room = table->room == 0 ? FIRST_ROOM : 2 * table->room,
    };

    larger.slots = calloc(larger.room, sizeof *larger.slots);
    if (larger.slots == NULL)
        return false;
    for (size_t i = 0; i < table->room; i++)
        if (table->slots[i].entry != NULL)
            reinsert(&larger, &table->slots[i]);
    free(table->slots);
    table->slots = larger.slots;
    table->room = larger.room;
    return true;
}

void table_init(struct table *table)
{
    *table = (struct table){.seed = hash_seed()};
}

void *table_find(const struct table *table, uint64_t scope, const void *name,
                 size_t len)
{
    if (table->room == 0)
        return NULL;

    uint64_t hash = hash_name(table, scope, name, len);
    return find_slot(table, hash, scope, name, len)->entry;
}

struct table_slot *table_slot(struct table *table, uint64_t scope,
                              const void *name, size_t len)
{
    /* A quarter of the slots stays empty. */
    if (table->used >= table->room / 4 * 3 && !grow(table))
        return NULL;

    uint64_t hash = hash_name(table, scope, name, len);
    struct table_slot *slot = find_slot(table, hash, scope, name, len);
    slot->hash = hash;
    slot->scope = scope;
    slot->len = len;
    return slot;
}

void table_fill(struct table *table, struct table_slot *slot, const void *name,
                void *entry)
{
    slot->name = name;
    slot->entry = entry;
    table->used++;
}

bool table_add(struct table *table, uint64_t scope, const void *name,
               size_t len, void *entry)
{
    struct table_slot *slot = table_slot(table, scope, name, len);

    if (slot == NULL)
        return false;
    table_fill(table, slot, name, entry);
    return true;
}

void table_free(struct table *table)
{
    free(table->slots);
    table->slots = NULL;
    table->room = table->used = 0;
}
