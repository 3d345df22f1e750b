#include <config.h>

#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>

enum {
    CHUNK = 16 * 1024,
    ALIGN = alignof(max_align_t)
};

struct arena_chunk {
    struct arena_chunk *older;
    size_t size; /* of bytes[] */
    alignas(max_align_t) unsigned char bytes[];
};

void *arena_alloc(struct arena *a, size_t size)
{
    if (size > SIZE_MAX / 2)
        return NULL;
    size = (size + ALIGN - 1) / ALIGN * ALIGN;
    if (size > a->left) {
        size_t room = size > CHUNK ? size : CHUNK;
        struct arena_chunk *chunk = malloc(sizeof *chunk + room);
        if (chunk == NULL)
            return NULL;
        chunk->older = a->chunks;
        chunk->size = room;
        a->chunks = chunk;
        a->left = room;
        a->total += room;
    }
    unsigned char *p = a->chunks->bytes + a->chunks->size - a->left;
    a->left -= size;
    return p;
}

void arena_free(struct arena *a)
{
    while (a->chunks != NULL) {
        struct arena_chunk *older = a->chunks->older;
        free(a->chunks);
        a->chunks = older;
    }
    *a = (struct arena){0};
}
