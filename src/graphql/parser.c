#include <config.h>

#include "graphql/parser.h"

/* --- Tokens --------------------------------------------------------------- */

void parser_init(struct parser *parser, const unsigned char *text, size_t n)
{
    *parser = (struct parser){.status = STATUS_OK};
    lexer_init(&parser->lexer, text, n);
    parser_take(parser);
}

void parser_refuse(struct parser *parser, const struct lexer_token *token,
                   enum status status)
{
    if (parser->status != STATUS_OK || status == STATUS_OK)
        return;
    parser->status = status;
    parser->misfit = *token;
    parser->token.kind = LEXER_END;
}

struct lexer_token parser_take(struct parser *parser)
{
    struct lexer_token taken = parser->token;

    if (parser->status == STATUS_OK) {
        enum status status = lexer_next(&parser->lexer, &parser->token);
        parser_refuse(parser, &parser->token, status);
    }
    return taken;
}

bool parser_skip(struct parser *parser, enum lexer_kind kind)
{
    if (parser->token.kind != kind)
        return false;
    parser_take(parser);
    return true;
}

bool parser_skip_word(struct parser *parser, const char *word)
{
    if (!lexer_is(&parser->token, word))
        return false;
    parser_take(parser);
    return true;
}

struct lexer_token parser_expect(struct parser *parser, enum lexer_kind kind,
                                 enum status status)
{
    if (parser->token.kind != kind)
        parser_refuse(parser, &parser->token, status);
    return parser_take(parser);
}

bool parser_goes_on(struct parser *parser, enum lexer_kind end)
{
    return !parser_skip(parser, end) && parser->status == STATUS_OK;
}

bool parser_description(struct parser *parser)
{
    return parser_skip(parser, LEXER_STRING) ||
           parser_skip(parser, LEXER_BLOCK_STRING);
}

/* --- Types, values and directives ----------------------------------------- */

struct lexer_token parser_type(struct parser *parser)
{
    size_t lists = 0;

    while (parser_skip(parser, LEXER_BRACKET))
        lists++;
    struct lexer_token name =
        parser_expect(parser, LEXER_NAME, STATUS_SCHEMA_TYPE);
    parser_skip(parser, LEXER_BANG);
    while (lists-- > 0 && parser->status == STATUS_OK) {
        parser_expect(parser, LEXER_BRACKET_END, STATUS_SCHEMA_BRACKET);
        parser_skip(parser, LEXER_BANG);
    }
    return name;
}

/* The lists and objects that are open. */
struct levels {
    enum lexer_kind end[PARSER_LEVELS]; /* what closes each */
    size_t open;
};

/* Takes a value, or the token that begins a list or an object. */
static void value_begin(struct parser *parser, struct levels *levels)
{
    switch (parser->token.kind) {
    case LEXER_NAME:
    case LEXER_INT:
    case LEXER_FLOAT:
    case LEXER_STRING:
    case LEXER_BLOCK_STRING:
        break;
    case LEXER_BRACKET:
    case LEXER_BRACE:
        if (levels->open == PARSER_LEVELS)
            parser_refuse(parser, &parser->token, STATUS_GRAPHQL_TOO_DEEP);
        else
            levels->end[levels->open++] = parser->token.kind == LEXER_BRACE
                                              ? LEXER_BRACE_END
                                              : LEXER_BRACKET_END;
        break;
    case LEXER_DOLLAR:
        if (parser->has_variables) {
            parser_take(parser);
            parser_expect(parser, LEXER_NAME, STATUS_GRAPHQL_NAME);
            return;
        }
        /* fall through */
    default:
        parser_refuse(parser, &parser->token,
                      parser->has_variables ? STATUS_GRAPHQL_ARGUMENT
                                            : STATUS_GRAPHQL_VALUE);
    }
    parser_take(parser);
}

/* 1, "a", NAME, [1, 2], {a: 1, b: [true, null]}, $variable */
void parser_value(struct parser *parser)
{
    struct levels levels = {.open = 0};

    do {
        value_begin(parser, &levels);
        while (levels.open > 0 &&
               parser_skip(parser, levels.end[levels.open - 1]))
            levels.open--;
        if (levels.open > 0 && levels.end[levels.open - 1] == LEXER_BRACE_END) {
            parser_expect(parser, LEXER_NAME, STATUS_GRAPHQL_NAME);
            parser_expect(parser, LEXER_COLON, STATUS_GRAPHQL_COLON);
        }
    } while (levels.open > 0 && parser->status == STATUS_OK);
}

/* (name: value, ...) */
void parser_arguments(struct parser *parser)
{
    if (!parser_skip(parser, LEXER_PAREN))
        return;
    do {
        parser_expect(parser, LEXER_NAME, STATUS_GRAPHQL_NAME);
        parser_expect(parser, LEXER_COLON, STATUS_GRAPHQL_COLON);
        parser_value(parser);
    } while (parser_goes_on(parser, LEXER_PAREN_END));
}

/* @name(...) @name ... */
bool parser_directives(struct parser *parser)
{
    bool some = false;

    while (parser_skip(parser, LEXER_AT)) {
        parser_expect(parser, LEXER_NAME, STATUS_GRAPHQL_NAME);
        parser_arguments(parser);
        some = true;
    }
    return some;
}
