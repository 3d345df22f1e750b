/*
 * opaque: the paths from a row to the fields that are opaque: settings,
 * posts.metadata. Paths that begin alike share their beginning:
 *
 *      row ── settings.
 *        └─── posts ── metadata.
 *                └──── author ── settings.
 */
#ifndef NAMING_OPAQUE_H
#define NAMING_OPAQUE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* A step of a path: a field; or the row, where all paths begin. */
struct opaque {
    const unsigned char *name; /* of the field in the response, as camel_key()
                                  spells it; NULL: the row */
    size_t len;                /* bytes of name */
    bool ends;                 /* a path ends here: the field is opaque */
    struct opaque *inside;     /* the first of the steps after it, or NULL */
    struct opaque *next;       /* the next step after the same one, or NULL */
};

/* Whether text is names with a '.' between each two, none of them empty. */
bool opaque_is_path(const char *text);

/*
 * Adds the path that text, which is UTF-8, spells to those from row, which is
 * all zero before the first; arena holds them. Text may have the names of
 * fields or keys that get these names, see camel_key(). false: no memory.
 */
bool opaque_add(struct opaque *row, const char *text, bool keep_case,
                struct arena *arena);

/* The step by the field of this name, spelled as in struct opaque, after path,
 * which may be NULL. NULL: there is none. */
const struct opaque *opaque_find(const struct opaque *path,
                                 const unsigned char *name, size_t len);

#endif
