/*
 * guard.h - memory that ends at an inaccessible page, so that reading
 * one byte too far ends the test.
 *
 *      pages                              end
 *        | size bytes or a little more     | no access
 */
#ifndef SUPPORT_GUARD_H
#define SUPPORT_GUARD_H

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct guard {
    unsigned char *pages, *end;
    size_t mapped;
};

/* Room for size bytes before the page. */
static inline struct guard guard_new(size_t size)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t room = (size / page + 1) * page;
    struct guard g = {.mapped = room + page};

    void *pages = mmap(NULL, g.mapped, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED)
        abort();
    g.pages = pages;
    g.end = g.pages + room;
    if (mprotect(g.end, page, PROT_NONE) != 0)
        abort();
    return g;
}

/* Copies n bytes to right before the page, and says where they are. */
static inline unsigned char *guard_put(const struct guard *g, const void *bytes,
                                       size_t n)
{
    if (n > 0)
        memcpy(g->end - n, bytes, n);
    return g->end - n;
}

static inline void guard_free(struct guard *g)
{
    munmap(g->pages, g->mapped);
}

#endif
