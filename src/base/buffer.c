#include <config.h>

#include "base/buffer.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

bool buffer_reserve(struct buffer *b, size_t n)
{
    if (n <= b->room - b->len)
        return true;
    if (n > SIZE_MAX / 2 - b->len)
        return false;

    size_t enough = b->len + n;
    size_t room = enough < 2 * b->room ? 2 * b->room : enough;
    unsigned char *data = realloc(b->data, room);
    /* There may be memory for what is needed, though not for twice as much. */
    if (data == NULL && room > enough)
        data = realloc(b->data, room = enough);
    if (data == NULL)
        return false;
    b->data = data;
    b->room = room;
    return true;
}

bool buffer_append(struct buffer *b, const void *bytes, size_t n)
{
    if (!buffer_reserve(b, n))
        return false;
    if (n > 0)
        memcpy(b->data + b->len, bytes, n);
    b->len += n;
    return true;
}

bool buffer_text(struct buffer *b, const char *text)
{
    return buffer_append(b, text, strlen(text));
}

bool buffer_terminate(struct buffer *b)
{
    if (!buffer_reserve(b, 1))
        return false;
    b->data[b->len] = '\0';
    return true;
}

void buffer_drop(struct buffer *b, size_t n)
{
    if (n == 0)
        return;
    b->len -= n;
    memmove(b->data, b->data + n, b->len);
}

void buffer_free(struct buffer *b)
{
    free(b->data);
    *b = (struct buffer){0};
}
