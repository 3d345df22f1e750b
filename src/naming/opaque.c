#include <config.h>

#include "naming/opaque.h"

#include "base/buffer.h"
#include "base/escape.h"
#include "naming/camel.h"

#include <string.h>

bool opaque_is_path(const char *text)
{
    size_t n = strlen(text);

    return n > 0 && text[0] != '.' && text[n - 1] != '.' &&
           strstr(text, "..") == NULL;
}

const struct opaque *opaque_find(const struct opaque *path,
                                 const unsigned char *name, size_t len)
{
    const struct opaque *p = path == NULL ? NULL : path->inside;

    while (p != NULL && (p->len != len || memcmp(p->name, name, len) != 0))
        p = p->next;
    return p;
}

/* The step after path by the key whose inside is the len bytes at raw, made
 * where it is new. NULL: no memory. */
static struct opaque *step(struct opaque *path, const unsigned char *raw,
                           size_t len, bool keep_case, struct arena *arena)
{
    size_t used = 0, bad;
    struct opaque *fresh = arena_alloc(arena, sizeof *fresh + len);

    if (fresh == NULL)
        return NULL;
    unsigned char *name = (unsigned char *)(fresh + 1);
    camel_key(raw, len, keep_case, name, &used, &bad); /* quoted, so no error */
    struct opaque *old = (struct opaque *)opaque_find(path, name, used);
    if (old != NULL)
        return old;
    *fresh = (struct opaque){.name = name, .len = used, .next = path->inside};
    path->inside = fresh;
    return fresh;
}

bool opaque_add(struct opaque *row, const char *text, bool keep_case,
                struct arena *arena)
{
    struct buffer quoted = {0};
    struct opaque *p = escape_quote(&quoted, text) ? row : NULL;

    /* No escape has a '.' in it, so all that there are separate names. */
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
