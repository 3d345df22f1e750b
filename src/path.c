#include <config.h>

#include "path.h"

#include "buffer.h"
#include "camel.h"
#include "escape.h"

#include <string.h>

bool path_is(const char *text)
{
    size_t n = strlen(text);

    return n > 0 && text[0] != '.' && text[n - 1] != '.' &&
           strstr(text, "..") == NULL;
}

const struct path *path_find(const struct path *path, const unsigned char *name,
                             size_t len)
{
    const struct path *p = path == NULL ? NULL : path->inside;

    while (p != NULL && (p->len != len || memcmp(p->name, name, len) != 0))
        p = p->next;
    return p;
}

/* The field in path that a key becomes, between whose quotes the len bytes at
 * raw stand; it is made where it is new. NULL: no memory. */
static struct path *step(struct path *path, const unsigned char *raw,
                         size_t len, bool keep_case, struct arena *arena)
{
    size_t used = 0, bad;
    struct path *fresh = arena_alloc(arena, sizeof *fresh + len);

    if (fresh == NULL)
        return NULL;
    unsigned char *name = (unsigned char *)(fresh + 1);
    camel_key(raw, len, keep_case, name, &used, &bad); /* quoted, so no error */
    struct path *old = (struct path *)path_find(path, name, used);
    if (old != NULL)
        return old;
    *fresh = (struct path){.name = name, .len = used, .next = path->inside};
    path->inside = fresh;
    return fresh;
}

bool path_add(struct path *row, const char *text, bool keep_case,
              struct arena *arena)
{
    struct buffer quoted = {0};
    struct path *p = escape_quote(&quoted, text) ? row : NULL;

    /* No escape has a point in it, so those of text are still the only ones. */
    for (size_t i = 1; p != NULL && i + 1 < quoted.len;) {
        const unsigned char *raw = quoted.data + i;
        const unsigned char *end = memchr(raw, '.', quoted.len - 1 - i);
        size_t len = end == NULL ? quoted.len - 1 - i : (size_t)(end - raw);
        p = step(p, raw, len, keep_case, arena);
        i += len + 1;
    }
    if (p != NULL)
        p->ends = true;
    buffer_free(&quoted);
    return p != NULL;
}
