/*
 * nearest: how far one name is from another, for "did you mean".
 *
 * The distance is the number of letters to insert, delete or replace (V. I.
 * Levenshtein, 1966); upper and lower case of a letter are the same.
 */
#ifndef NAMING_NEAREST_H
#define NAMING_NEAREST_H

#include <stddef.h>

/* The longest name that is near any other: it bounds time and memory. */
enum {
    NEAREST_LONGEST = 64
};

/* A name, and the nearest to it of those that were looked at. */
struct nearest {
    const char *name;
    size_t len;
    size_t limit;      /* only a name nearer than this counts */
    const void *found; /* the entry of the nearest; NULL: none is near */
};

/*
 * Begins a search for what is near the name of len bytes, which outlives it: of
 * 2 or 3 letters one may be different, of 4 to 6 two, of 7 to 9 three and so
 * on.
 */
void nearest_init(struct nearest *nearest, const char *name, size_t len);

/* Looks at another name, that of entry. Of names that are equally near, the
 * first counts. */
void nearest_look(struct nearest *nearest, const char *name, size_t len,
                  const void *entry);

#endif
