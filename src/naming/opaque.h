/*
 * path: fields that are opaque, by the way that leads to them from a row:
 * settings, posts.metadata. Ways with the same beginning share it:
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

/* A place on the way: the row, or a field. */
struct opaque {
    const unsigned char *name; /* that the field gets, as names are spelled in
                                  JSON, without quotes; NULL: the row */
    size_t len;                /* bytes of name */
    bool ends;                 /* the field is opaque */
    struct opaque *inside; /* the first of the fields in it; NULL: it ends */
    struct opaque *next;   /* another one beside it; NULL: the last */
};

/* Whether text is names with a '.' between each two, none of them empty. */
bool opaque_is_path(const char *text);

/*
 * Adds the way that text, which is UTF-8, tells to those from row on, which is
 * all zero before the first; arena holds them. A field may be called by its
 * name or by a key that gets this name, see camel_key(). false: no memory.
 */
bool opaque_add(struct opaque *row, const char *text, bool keep_case,
                struct arena *arena);

/* The field of this name, spelled so too, in path; or NULL. path may be NULL.
 */
const struct opaque *opaque_find(const struct opaque *path,
                                 const unsigned char *name, size_t len);

#endif
