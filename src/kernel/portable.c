/*
 * The portable kernel: plain C, a byte at a time.
 */
#include <config.h>

#include "kernel.h"

static inline size_t copy_plain(unsigned char *o, const unsigned char *p)
{
    size_t n = 0;

    while (p[n] >= 0x20 && p[n] < 0x80 && p[n] != '"' && p[n] != '\\') {
        o[n] = p[n];
        n++;
    }
    return n;
}

static inline size_t span_key(const unsigned char *p)
{
    size_t n = 0;

    while (p[n] >= 0x20 && p[n] != '"' && p[n] != '\\')
        n++;
    return n;
}

#include "walk.h"

const struct kernel kernel_portable = {.name = "portable", .walk = walk};
