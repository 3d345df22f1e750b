#include <config.h>

#include "bench/put.h"

#include "bench/words.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool put_text(struct buffer *out, const char *text)
{
    return buffer_append(out, text, strlen(text));
}

bool put_format(struct buffer *out, const char *format, ...)
{
    enum {
        SHORT = 512
    };
    va_list arguments;

    if (!buffer_reserve(out, SHORT))
        return false;
    va_start(arguments, format);
    int n = vsnprintf((char *)out->data + out->len, SHORT, format, arguments);
    va_end(arguments);
    if (n < 0 || n >= SHORT)
        return false;
    out->len += (size_t)n;
    return true;
}

bool put_prose(struct random *random, struct buffer *out, size_t bytes)
{
    bool ok = put_text(out, "\"");

    for (size_t begin = out->len; ok && out->len - begin < bytes;) {
        ok = put_text(out, words_word(random));
        ok = ok &&
             put_text(out, random_draw(random, 100) == 0 ? ".\\n\\n" : " ");
    }
    return ok && put_text(out, "end.\"");
}

bool put_time(struct buffer *out, unsigned m)
{
    unsigned day = m / (24 * 60);

    return put_format(out, "\"2024-%02u-%02uT%02u:%02u:%02u+00:00\"",
                      1 + day / 28 % 12, 1 + day % 28, m / 60 % 24, m % 60,
                      m * 7 % 60);
}
