/*
 * arena: many small things that are freed together.
 *
 * Begins with all members zero. Owner: the one who declared it, who calls
 * arena_free().
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_chunk;

struct arena {
    struct arena_chunk *chunks; /* the newest first */
    size_t left;                /* unused bytes in the newest */
    size_t total;               /* bytes allocated in all of them */
};

/*
 * Allocates size bytes (1 or more), aligned for any type and not initialised,
 * which live until arena_free(). NULL: no memory.
 */
void *arena_alloc(struct arena *a, size_t size);

/* Frees everything; the arena is empty and can be used again. */
void arena_free(struct arena *a);

#endif
