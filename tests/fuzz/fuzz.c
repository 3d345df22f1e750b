#include <config.h>

#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn void fuzz_fail(const char *expression, const char *file, int line)
{
    fprintf(stderr, "%s:%d: '%s' does not hold\n", file, line, expression);
    abort();
}

void fuzz_place(const uint8_t *data, size_t size,
                const struct schema_error *error)
{
    size_t at = 0;

    hold(error->line >= 1 && error->column >= 1);
    for (size_t line = 1; line < error->line; at++) {
        hold(at < size);
        if (data[at] == '\n' ||
            (data[at] == '\r' && (at + 1 == size || data[at + 1] != '\n')))
            line++;
    }
    at += error->column - 1;
    hold(at <= size && error->len <= size - at);
    hold(error->len == 0 || memcmp(data + at, error->text, error->len) == 0);
}
