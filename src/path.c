#include <config.h>

#include "path.h"

#include "escape.h"

#include <string.h>

bool path_is(const char *text)
{
    size_t n = strlen(text);

    return n > 0 && text[0] != '.' && text[n - 1] != '.' &&
           strstr(text, "..") == NULL;
}

/* The field of this name in path, which is made where it is new. */
static struct path *step(struct path *path, const char *name, size_t len,
                         struct arena *arena)
{
    struct path *p = path->inside;

    while (p != NULL &&
           (strncmp(p->name, name, len) != 0 || p->name[len] != '\0'))
        p = p->next;
    if (p != NULL)
        return p;
    p = arena_alloc(arena, sizeof *p + len + 1);
    if (p == NULL)
        return NULL;
    char *copy = memcpy(p + 1, name, len);
    copy[len] = '\0';
    *p = (struct path){.name = copy, .next = path->inside};
    path->inside = p;
    return p;
}

bool path_add(struct path *row, const char *text, struct arena *arena)
{
    struct path *p = row;

    while (p != NULL && *text != '\0') {
        size_t len = strcspn(text, ".");
        p = step(p, text, len, arena);
        text += len;
        text += *text == '.';
    }
    if (p != NULL)
        p->ends = true;
    return p != NULL;
}

const struct path *path_find(const struct path *path, const unsigned char *raw,
                             size_t len)
{
    const struct path *p = path == NULL ? NULL : path->inside;

    while (p != NULL && !escape_spells(raw, len, p->name))
        p = p->next;
    return p;
}
