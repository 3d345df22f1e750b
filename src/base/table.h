/*
 * table: a hash table from names to what was added under them. A name is bytes
 * in a scope: types have one scope, the fields of each type another. Each scope
 * is hashed under a key of its own, so that no input can be made whose names
 * all have one hash.
 */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where one name is in the table, or belongs. */
struct table_slot {
    uint64_t hash, scope;
    const void *name;
    size_t len;  /* bytes of name */
    void *entry; /* NULL: the slot is empty */
};

struct table {
    struct hash_key seed;
    struct table_slot *slots;
    size_t room; /* a power of two, or 0 */
    size_t used;
};

/* Makes the table, empty. */
void table_init(struct table *table);

/* What was added under the name of len bytes; NULL: nothing. */
void *table_find(const struct table *table, uint64_t scope, const void *name,
                 size_t len);

/*
 * Adds entry, which is not NULL, under a name that is not there yet in this
 * scope. The name is not copied: it must live as long as the table. false: no
 * memory, nothing added.
 */
bool table_add(struct table *table, uint64_t scope, const void *name,
               size_t len, void *entry);

/*
 * table_find() and table_add() with one search: the slot of the name, with its
 * entry, or empty. It belongs to the table, and is valid until the next call
 * that may add. NULL: no memory.
 */
struct table_slot *table_slot(struct table *table, uint64_t scope,
                              const void *name, size_t len);

/*
 * Fills the empty slot that table_slot() gave: with entry, which is not NULL,
 * and the same name, now at name, where it lives as long as the table.
 */
void table_fill(struct table *table, struct table_slot *slot, const void *name,
                void *entry);

/* Frees the memory; the table is empty and can be used again. */
void table_free(struct table *table);

#endif
