/* Any bytes as tokens, and as a schema. */
#include <config.h>

#include "fuzz.h"

#include "graphql/lexer.h"
#include "graphql/schema.h"

#include <string.h>

const char fuzz_corpus[] = "schema";

/* Tokens stand one behind the other, each where it says. */
static void try_tokens(const uint8_t *data, size_t size)
{
    const uint8_t *end = data;
    struct lexer lexer;
    struct lexer_token token;
    enum status status;

    lexer_init(&lexer, data, size);
    while ((status = lexer_next(&lexer, &token)) == STATUS_OK) {
        struct schema_error place = {token.line, token.column, token.text,
                                     token.len};
        hold(token.text >= end && token.text <= data + size);
        hold((token.len == 0) == (token.kind == LEXER_END));
        if (token.kind == LEXER_END) {
            hold(token.text == data + size);
            fuzz_place(data, size, &place);
            break;
        }
        /* Some will do: to look for the line of each takes squared time. */
        if (token.line < 64)
            fuzz_place(data, size, &place);
        end = token.text + token.len;
    }
    hold(status == STATUS_OK || status_exit(status) == EXIT_USAGE);
    hold(status != STATUS_OK || lexer_next(&lexer, &token) == STATUS_OK);
    hold(status != STATUS_OK || token.kind == LEXER_END);
}

/* What the schema lists can be found, and is what it says. */
static void look_at(const struct schema *schema, const struct schema_type *type)
{
    hold(schema_find(schema, type->name, type->len) == type);
    hold(type->number < schema->type_count);
    for (size_t i = 0; i < type->field_count; i++) {
        const struct schema_field *field = &type->fields[i];
        hold(schema_find_field(schema, type, field->name, field->len) == field);
        hold(field->type->kind != SCHEMA_INPUT);
        /* Some will do: each is held against all of them. */
        hold(i >= 8 || field->len > 64 ||
             schema_nearest_field(type, field->name, field->len) != NULL);
    }
    for (size_t i = 0; i < type->possible_count; i++) {
        hold(type->possible[i]->kind == SCHEMA_OBJECT);
        hold(schema_can_be(schema, type, type->possible[i]));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct schema schema;
    size_t count = 0;

    try_tokens(data, size);
    schema_init(&schema);
    enum status status = schema_parse(&schema, data, size);
    if (status == STATUS_OK)
        for (const struct schema_type *type = schema.types; type != NULL;
             type = type->next, count++)
            look_at(&schema, type);
    else
        fuzz_place(data, size, &schema.error);
    hold(status_exit(status) ==
         (status == STATUS_OK ? EXIT_COMPLETE : EXIT_USAGE));
    hold(status != STATUS_OK || count == schema.type_count);
    schema_free(&schema);
    return 0;
}
