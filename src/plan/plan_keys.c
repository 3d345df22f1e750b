#include <config.h>

#include "plan/plan_keys.h"

#include "base/escape.h"
#include "naming/camel.h"
#include "plan/plan_fields.h"

#include <stdlib.h>
#include <string.h>

enum {
    FIRST_ROOM = 64 /* slots */
};

/* Bytes of a key's lead before its raw bytes, and after these. */
enum {
    LEAD_BEFORE = 4,
    LEAD_AFTER = 4
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
    static const char stamp[] = ",\"__typename\":";
    uint64_t hash = hash_bytes(&plan->plans->seed, fresh->text, fresh->len);

    if (!grow(&plan->names))
        return NULL;
    struct plan_slot *slot =
        find_slot(&plan->names, hash, fresh->text, fresh->len);
    if (slot->entry != NULL)
        return slot->entry;
    fresh->is_typename = fresh->len == sizeof stamp - 1 &&
                         memcmp(fresh->text, stamp, fresh->len) == 0;
    *slot = (struct plan_slot){hash, fresh->text, fresh->len, fresh};
    plan->names.used++;
    return fresh;
}

/* Memory of the plans, all zero. NULL: there is none. */
static void *make(struct plan *plan, size_t size)
{
    void *p = arena_alloc(&plan->plans->arena, size);

    return p == NULL ? NULL : memset(p, 0, size);
}

/* Makes the name of a key. */
static enum status name_key(struct plan *plan, struct key *key, size_t *bad)
{
    size_t used;
    struct name *name =
        make(plan, sizeof *name + sizeof ",\"\":" + key->len + PLAN_SPARE);

    if (name == NULL)
        return STATUS_MEMORY;
    enum status status = camel_key(key->raw, key->len, plan->keep_case,
                                   name->text + 2, &used, bad);
    if (status != STATUS_OK)
        return status;
    memcpy(name->text, ",\"", 2);
    memcpy(name->text + 2 + used, "\":", 2);
    name->len = used + 4;
    key->name = intern(plan, name);
    return key->name == NULL ? STATUS_MEMORY : STATUS_OK;
}

/* Makes a key that the plan does not know yet. */
static enum status learn(struct plan *plan, const unsigned char *raw,
                         size_t len, struct key **key, size_t *bad)
{
    struct key *fresh = make(plan, sizeof *fresh + LEAD_BEFORE + len + 1 +
                                       LEAD_AFTER + PLAN_SPARE);

    if (fresh == NULL)
        return STATUS_MEMORY;
    memcpy(fresh->bytes + LEAD_BEFORE, raw, len);
    fresh->bytes[LEAD_BEFORE + len] = '"';
    fresh->raw = fresh->bytes + LEAD_BEFORE;
    fresh->len = len;
    fresh->plan = plan;
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

enum status plan_keys_get(struct plan *plan, const unsigned char *raw,
                          size_t len, struct key **key, size_t *bad)
{
    uint64_t hash = hash_bytes(&plan->plans->seed, raw, len);

    if (!grow(&plan->keys))
        return STATUS_MEMORY;
    struct plan_slot *slot = find_slot(&plan->keys, hash, raw, len);
    if (slot->entry != NULL) {
        *key = slot->entry;
    } else {
        enum status status = learn(plan, raw, len, key, bad);
        if (status != STATUS_OK)
            return status;
        *slot = (struct plan_slot){hash, (*key)->raw, len, *key};
        plan->keys.used++;
    }
    plan->plans->recent[plan_keys_cache_place(plan, raw, len)] = *key;
    plan->plans->begun[plan_keys_prefix_place(plan, (*key)->raw)] = *key;
    return STATUS_OK;
}

void plan_keys_set_lead(struct key *key, const unsigned char *before,
                        size_t before_len, const unsigned char *after,
                        size_t after_len)
{
    key->lead_len = 0;
    if (1 + before_len > LEAD_BEFORE || after_len > LEAD_AFTER)
        return;
    unsigned char *raw = key->bytes + LEAD_BEFORE;
    unsigned char *lead = raw - before_len - 1;
    *lead = ',';
    memcpy(lead + 1, before, before_len);
    memcpy(raw + key->len + 1, after, after_len);
    key->lead = lead;
    key->lead_len = (unsigned)(1 + before_len + key->len + 1 + after_len);
}
