/*
 * names: a hash table of names, each of which belongs to a scope: types to
 * one, the fields of a type to another. Each scope hashes under a key of its
 * own, so that no schema can be made whose names all fall on one place.
 */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct table_slot;

struct table {
    struct hash_key seed;
    struct table_slot *slots;
    size_t room; /* a power of two, or 0 */
    size_t used;
};

/* An empty table. */
void table_init(struct table *names);

/* What was added for the name of len bytes; NULL: nothing. */
void *table_find(const struct table *names, uint64_t scope, const void *name,
                 size_t len);

/*
 * Adds entry, which is not NULL, under a name that is not there yet in this
 * scope. The name is not copied: it must live as long as the table. false: no
 * memory, nothing added.
 */
bool table_add(struct table *names, uint64_t scope, const void *name,
               size_t len, void *entry);

/* Gives the memory back; the table is empty and can be used again. */
void table_free(struct table *names);

#endif
