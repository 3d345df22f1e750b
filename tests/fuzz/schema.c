/*
 * Any bytes as tokens, and as a schema, which must be the same again when it is
 * written in other ways.
 */
#include <config.h>

#include "fuzz/fuzz.h"

#include "graphql/lexer.h"
#include "graphql/schema.h"

#include <stdarg.h>
#include <string.h>

const char fuzz_corpus[] = "schema";

/* Tokens follow one another, each where it says. */
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
        /* Some will do: each is compared with all of them. */
        hold(i >= 8 || field->len > 64 ||
             schema_nearest_field(type, field->name, field->len) != NULL);
    }
    for (size_t i = 0; i < type->possible_count; i++) {
        hold(type->possible[i]->kind == SCHEMA_OBJECT);
        hold(schema_can_be(schema, type, type->possible[i]));
    }
}

/* Appends words, of which NULL is the end, and a blank after each. */
static void add_words(struct buffer *out, ...)
{
    va_list words;
    const char *word;

    va_start(words, out);
    while ((word = va_arg(words, const char *)) != NULL)
        hold(buffer_text(out, word) && buffer_text(out, " "));
    va_end(words);
}

/* Appends the schema as a text in which every list is in the same order. */
static void write_schema(const struct schema *schema, struct buffer *out)
{
    static const char *const words[] = {"scalar", "type", "interface",
                                        "union",  "enum", "input"};

    for (const struct schema_type *t = schema->types; t != NULL; t = t->next)
        if (!t->built_in)
            add_words(out, words[t->kind], t->name, NULL);
    for (const struct schema_type *t = schema->types; t != NULL; t = t->next) {
        const char *word = words[t->kind];
        for (size_t i = 0; i < t->field_count; i++)
            add_words(out, "extend", word, t->name, "{", t->fields[i].name, ":",
                      t->fields[i].type->name, "}", NULL);
        for (size_t i = 0; i < t->possible_count; i++)
            if (t->kind == SCHEMA_UNION)
                add_words(out, "extend union", t->name, "=",
                          t->possible[i]->name, NULL);
            else if (t->kind == SCHEMA_INTERFACE)
                add_words(out, "extend type", t->possible[i]->name,
                          "implements", t->name, NULL);
    }
}

/* Holds that both are the same type. */
static void compare_types(const struct schema_type *a,
                          const struct schema_type *b)
{
    hold(b != NULL && a->number == b->number && a->kind == b->kind);
    hold(strcmp(a->name, b->name) == 0 && a->len == b->len);
    hold(a->field_count == b->field_count);
    for (size_t i = 0; i < a->field_count; i++) {
        hold(strcmp(a->fields[i].name, b->fields[i].name) == 0);
        hold(a->fields[i].type->number == b->fields[i].type->number);
    }
    hold(a->possible_count == b->possible_count);
    for (size_t i = 0; i < a->possible_count; i++)
        hold(a->possible[i]->number == b->possible[i]->number);
}

/* Reads a text that must give the same schema, or the same error. */
static void read_again(const struct schema *schema, enum status status,
                       const struct buffer *text)
{
    struct schema again;

    schema_init(&again);
    hold(schema_parse(&again, text->data, text->len) == status);
    if (status != STATUS_OK)
        fuzz_same_token(&schema->error, &again.error);
    const struct schema_type *other = again.types;
    for (const struct schema_type *type = schema->types;
         status == STATUS_OK && type != NULL; type = type->next) {
        compare_types(type, other);
        other = other->next;
    }
    schema_free(&again);
}

/* What is written of it, and it with other blanks, say the same. */
static void try_again(const struct schema *schema, enum status status,
                      const uint8_t *data, size_t size)
{
    struct buffer text = {0};

    hold(buffer_text(&text, "\xEF\xBB\xBF"));
    if (fuzz_spread(data, size, &text))
        read_again(schema, status, &text);
    text.len = 0;
    if (status == STATUS_OK) {
        write_schema(schema, &text);
        if (text.len > 0) /* a text with no definition is none */
            read_again(schema, status, &text);
    }
    buffer_free(&text);
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
    try_again(&schema, status, data, size);
    schema_free(&schema);
    return 0;
}
