#include <config.h>

#include "fuzz/fuzz.h"

#include "graphql/lexer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char fuzz_corpora[] = TESTS_FOLDER "/fuzz/corpus";

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

bool fuzz_spread(const uint8_t *data, size_t size, struct buffer *out)
{
    struct lexer lexer;
    struct lexer_token token;
    enum status status;

    lexer_init(&lexer, data, size);
    while ((status = lexer_next(&lexer, &token)) == STATUS_OK &&
           token.kind != LEXER_END) {
        hold(buffer_append(out, token.text, token.len));
        hold(buffer_text(out, token.column % 2 == 0 ? ",\r\n" : "\t#\"{\n"));
    }
    return status == STATUS_OK;
}

void fuzz_same_token(const struct schema_error *a, const struct schema_error *b)
{
    hold(a->len == b->len);
    hold(a->len == 0 || memcmp(a->text, b->text, a->len) == 0);
}
