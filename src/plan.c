#include <config.h>

#include "plan.h"

#include "camel.h"
#include "escape.h"
#include "plan_fields.h"

#include <stdlib.h>
#include <string.h>

enum {
    FIRST_ROOM = 64 /* slots */
};

struct plan_slot {
    uint64_t hash;
    const unsigned char *bytes;
    size_t len;
    void *entry; /* NULL: an empty slot */
};

/* The slot that holds the bytes, or the empty one where they belong. */
static struct plan_slot *find_slot(const struct plan_table *table,
                                   uint64_t hash, const unsigned char *bytes,
                                   size_t len)
{
    size_t i = (size_t)hash & (table->room - 1);

    for (;; i = (i + 1) & (table->room - 1)) {
        struct plan_slot *slot = &table->slots[i];
        if (slot->entry == NULL || (slot->hash == hash && slot->len == len &&
                                    memcmp(slot->bytes, bytes, len) == 0))
            return slot;
    }
}

/* Makes room for one more entry, keeping a quarter of the slots empty. */
static bool grow(struct plan_table *table)
{
    if (table->used < table->room / 4 * 3)
        return true;

    struct plan_table larger = {
        .room = table->room == 0 ? FIRST_ROOM : 2 * table->room,
        .used = table->used,
    };
    larger.slots = calloc(larger.room, sizeof *larger.slots);
    if (larger.slots == NULL)
        return false;
    for (size_t i = 0; i < table->room; i++) {
        const struct plan_slot *old = &table->slots[i];
        if (old->entry != NULL)
            *find_slot(&larger, old->hash, old->bytes, old->len) = *old;
    }
    free(table->slots);
    *table = larger;
    return true;
}

/*
 * The one struct for the name that fresh spells: an older one, or fresh itself
 * where the name is new. NULL: no memory.
 */
static struct name *intern(struct plan *plan, struct name *fresh)
{
    static const char stamp[] = "\"__typename\":";
    uint64_t hash = hash_bytes(&plan->plans->seed, fresh->text, fresh->len);

    if (!grow(&plan->plans->names))
        return NULL;
    struct plan_slot *slot =
        find_slot(&plan->plans->names, hash, fresh->text, fresh->len);
    if (slot->entry != NULL)
        return slot->entry;
    fresh->is_typename = fresh->len == sizeof stamp - 1 &&
                         memcmp(fresh->text, stamp, fresh->len) == 0;
    *slot = (struct plan_slot){hash, fresh->text, fresh->len, fresh};
    plan->plans->names.used++;
    return fresh;
}

/* Makes the name of a key. */
static enum status name_key(struct plan *plan, struct key *key, size_t *bad)
{
    size_t used;
    struct name *name = arena_alloc(&plan->plans->arena,
                                    sizeof *name + key->len + 3 + PLAN_SPARE);

    if (name == NULL)
        return STATUS_MEMORY;
    *name = (struct name){0};
    enum status status = camel_key(key->raw, key->len, plan->keep_case,
                                   name->text + 1, &used, bad);
    if (status != STATUS_OK)
        return status;
    name->text[0] = '"';
    name->text[used + 1] = '"';
    name->text[used + 2] = ':';
    name->len = used + 3;
    key->name = intern(plan, name);
    return key->name == NULL ? STATUS_MEMORY : STATUS_OK;
}

/* Makes a key that the plan does not know yet. */
static enum status learn(struct plan *plan, const unsigned char *raw,
                         size_t len, struct key **key, size_t *bad)
{
    struct key *fresh =
        arena_alloc(&plan->plans->arena, sizeof *fresh + len + 1);

    if (fresh == NULL)
        return STATUS_MEMORY;
    *fresh = (struct key){.len = len};
    memcpy(fresh->raw, raw, len);
    fresh->raw[len] = '"';
    *key = fresh;
    enum status status = name_key(plan, fresh, bad);
    if (status != STATUS_OK)
        return status;
    const char *column = plan->plans->rules.column;
    fresh->is_column = column != NULL && escape_spells(raw, len, column);
    if (plan->kind == PLAN_SELECTED && !plan_fields_of_key(plan, fresh))
        return STATUS_MEMORY;
    fresh->value.plan = plans_of_value(plan, fresh);
    return fresh->value.plan == NULL ? STATUS_MEMORY : STATUS_OK;
}

enum status plan_key(struct plan *plan, const unsigned char *raw, size_t len,
                     struct key **key, size_t *bad)
{
    uint64_t hash = hash_bytes(&plan->plans->seed, raw, len);

    if (!grow(&plan->keys))
        return STATUS_MEMORY;
    struct plan_slot *slot = find_slot(&plan->keys, hash, raw, len);
    if (slot->entry != NULL) {
        *key = slot->entry;
        return STATUS_OK;
    }
    enum status status = learn(plan, raw, len, key, bad);
    if (status != STATUS_OK)
        return status;
    *slot = (struct plan_slot){hash, (*key)->raw, len, *key};
    plan->keys.used++;
    return STATUS_OK;
}
