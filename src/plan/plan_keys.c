#include <config.h>

#include "plan/plan_keys.h"

#include "base/escape.h"
#include "naming/camel.h"
#include "plan/plan_fields.h"
#include "plan/plans.h"

#include <string.h>

/* Bytes of a key's lead before its raw bytes, and after these. */
enum {
    LEAD_BEFORE = 4,
    LEAD_AFTER = 4
};

/*
 * Sets *name to the one struct of the name that fresh is: an older one, or
 * fresh itself where the name is new. false: no memory.
 */
static bool intern(struct plan *plan, struct name *fresh, struct name **name)
{
    static const char stamp[] = ",\"__typename\":";
    struct table *names = &plan->learned->names;
    struct table_slot *slot =
        table_slot(names, (uintptr_t)plan, fresh->text, fresh->len);

    if (slot == NULL)
        return false;
    if (slot->entry == NULL) {
        fresh->is_typename = fresh->len == sizeof stamp - 1 &&
                             memcmp(fresh->text, stamp, fresh->len) == 0;
        table_fill(names, slot, fresh->text, fresh);
    }
    *name = slot->entry;
    return true;
}

/* Memory that the plans keep until they forget, all zero. NULL: no memory. */
static void *make(struct plan *plan, size_t size)
{
    void *p = arena_alloc(&plan->learned->arena, size);

    return p == NULL ? NULL : memset(p, 0, size);
}

/* Makes the name of a key; *bad is as in plan_keys_get(). */
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
    return intern(plan, name, &key->name) ? STATUS_OK : STATUS_MEMORY;
}

/* Makes a key that the plan does not know yet. Adds nothing to the keys. */
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
    struct plan_learned *learned = plan->learned;
    struct table_slot *slot =
        table_slot(&learned->keys, (uintptr_t)plan, raw, len);

    if (slot == NULL)
        return STATUS_MEMORY;
    if (slot->entry == NULL) {
        enum status status = learn(plan, raw, len, key, bad);
        if (status != STATUS_OK)
            return status;
        table_fill(&learned->keys, slot, (*key)->raw, *key);
    }
    *key = slot->entry;
    learned->cached[plan_keys_cache_place(plan, raw, len)] = *key;
    learned->cached_by_prefix[plan_keys_prefix_place(plan, (*key)->raw)] = *key;
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
