/*
 * heap: the allocations of a program that runs with the interposer. They are
 * counted, may be made to fail, and are harder to use wrongly: new memory is
 * not zero, freed memory no longer holds what it held (as far as FILLED goes),
 * a block that grows moves, and a guard word follows each block.
 */
#define _GNU_SOURCE

#include "faults/interpose.h"

#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The C library's own, which need no look-up by name. */
extern void *__libc_malloc(size_t size);
extern void __libc_free(void *block);

enum {
    BLOCKS = 1 << 12, /* places for blocks that are in use; a power of two */
    FILLED = 4096,    /* bytes, from a block's beginning; all take too long */
    FRESH = 0xA5,
    FREED = 0xDB,
    MARK = 0x5C,
    MARKS = 16 /* bytes of the mark */
};

struct block {
    void *at; /* NULL: a free place; &gone: one that was in use */
    size_t size;
    const void *caller;
};

static struct block blocks[BLOCKS];
static unsigned in_use;
static char gone;
static unsigned long overrun;

static size_t place_of(const void *at)
{
    return (uintptr_t)at / 16 * 0x9E3779B1U % BLOCKS;
}

/* NULL: it is none of those that were noted. */
static struct block *find(const void *at)
{
    size_t i = place_of(at);

    for (size_t n = 0; n < BLOCKS && blocks[i].at != NULL; n++) {
        if (blocks[i].at == at)
            return &blocks[i];
        i = (i + 1) % BLOCKS;
    }
    return NULL;
}

static void note(void *at, size_t size, const void *caller)
{
    size_t i = place_of(at);

    if (++in_use == BLOCKS)
        abort();
    while (blocks[i].at != NULL && blocks[i].at != &gone)
        i = (i + 1) % BLOCKS;
    blocks[i] = (struct block){.at = at, .size = size, .caller = caller};
}

static bool is_marked(const struct block *b)
{
    const unsigned char *mark = (unsigned char *)b->at + b->size;

    for (size_t i = 0; i < MARKS; i++)
        if (mark[i] != MARK)
            return false;
    return true;
}

static void fill(void *at, size_t size, int byte)
{
    memset(at, byte, size < FILLED ? size : FILLED);
}

static void *allocate(size_t size, const void *caller)
{
    if (interpose_report() == NULL)
        return __libc_malloc(size);
    int error = interpose_fault(CALL_ALLOCATE, -1);
    unsigned char *at = error == 0 && size < SIZE_MAX - MARKS
                            ? __libc_malloc(size + MARKS)
                            : NULL;
    if (at == NULL) {
        errno = ENOMEM;
        return NULL;
    }
    fill(at, size, FRESH);
    memset(at + size, MARK, MARKS);
    note(at, size, caller);
    return at;
}

void *malloc(size_t size)
{
    return allocate(size, __builtin_return_address(0));
}

void *calloc(size_t count, size_t size)
{
    if (size > 0 && count > SIZE_MAX / 2 / size) {
        errno = ENOMEM;
        return NULL;
    }
    void *at = allocate(count * size, __builtin_return_address(0));
    if (at != NULL)
        memset(at, 0, count * size);
    return at;
}

void free(void *at)
{
    struct block *b = at == NULL ? NULL : find(at);
    int why = errno;

    if (b != NULL) {
        overrun += !is_marked(b);
        fill(at, b->size, FREED);
        b->at = &gone;
        in_use--;
    }
    __libc_free(at);
    errno = why;
}

void *realloc(void *at, size_t size)
{
    struct block *b = at == NULL ? NULL : find(at);
    /* What is not noted came before it was asked for. */
    size_t had = b != NULL ? b->size : malloc_usable_size(at);

    void *grown = allocate(size, __builtin_return_address(0));
    if (grown == NULL)
        return NULL;
    if (at != NULL)
        memcpy(grown, at, had < size ? had : size);
    free(at);
    return grown;
}

static char *copy(const char *text, size_t n, const void *caller)
{
    char *at = allocate(n + 1, caller);

    if (at == NULL)
        return NULL;
    memcpy(at, text, n);
    at[n] = '\0';
    return at;
}

char *strdup(const char *text)
{
    return copy(text, strlen(text), __builtin_return_address(0));
}

char *strndup(const char *text, size_t n)
{
    return copy(text, strnlen(text, n), __builtin_return_address(0));
}

unsigned heap_left(unsigned long *written_over)
{
    unsigned left = 0;

    for (size_t i = 0; i < BLOCKS; i++) {
        const struct block *b = &blocks[i];
        if (b->at == NULL || b->at == &gone)
            continue;
        left += interpose_is_program(b->caller);
        overrun += !is_marked(b);
    }
    *written_over = overrun;
    return left;
}
