#include <config.h>

#include "graphql/sdl.h"

#include "graphql/draft.h"
#include "graphql/parser.h"

#include <string.h>

/* A document being read. */
struct sdl {
    struct parser parser;
    struct draft *draft;
};

/* Refuses the next token. */
static void refuse(struct sdl *sdl, enum status status)
{
    parser_refuse(&sdl->parser, &sdl->parser.token, status);
}

/* Takes the name of what is defined here. */
static struct lexer_token new_name(struct sdl *sdl)
{
    const struct lexer_token *token = &sdl->parser.token;

    if (token->kind == LEXER_NAME && token->len >= 2 &&
        memcmp(token->text, "__", 2) == 0)
        refuse(sdl, STATUS_SCHEMA_RESERVED_NAME);
    return parser_expect(&sdl->parser, LEXER_NAME, STATUS_GRAPHQL_NAME);
}

/* --- References to types -------------------------------------------------- */

enum {
    SCALAR = 1 << SCHEMA_SCALAR,
    OBJECT = 1 << SCHEMA_OBJECT,
    INTERFACE = 1 << SCHEMA_INTERFACE,
    UNION = 1 << SCHEMA_UNION,
    ENUM = 1 << SCHEMA_ENUM,
    INPUT = 1 << SCHEMA_INPUT
};

static const struct draft_need output = {
    SCALAR | OBJECT | INTERFACE | UNION | ENUM, STATUS_SCHEMA_OUTPUT_TYPE};
static const struct draft_need input = {SCALAR | ENUM | INPUT,
                                        STATUS_SCHEMA_INPUT_TYPE};
static const struct draft_need object = {OBJECT, STATUS_SCHEMA_OBJECT_TYPE};
static const struct draft_need interface = {INTERFACE,
                                            STATUS_SCHEMA_INTERFACE_TYPE};

/* The type of this name. NULL: there was an error. */
static struct draft_type *mention(struct sdl *sdl, struct draft_need need,
                                  const struct lexer_token *name)
{
    struct draft_type *type = NULL;

    if (sdl->parser.status == STATUS_OK)
        parser_refuse(&sdl->parser, name,
                      draft_mention(sdl->draft, name, need, &type));
    return type;
}

/* Takes the name of a type. Returns the type; NULL: there was an error. */
static struct draft_type *named(struct sdl *sdl, struct draft_need need,
                                struct lexer_token *name)
{
    *name = parser_expect(&sdl->parser, LEXER_NAME, STATUS_SCHEMA_TYPE);
    return mention(sdl, need, name);
}

/* : [[Name!]]! Returns the type that is named. NULL: there was an error. */
static struct draft_type *type_of(struct sdl *sdl, struct draft_need need)
{
    parser_expect(&sdl->parser, LEXER_COLON, STATUS_GRAPHQL_COLON);
    struct lexer_token name = parser_type(&sdl->parser);
    return mention(sdl, need, &name);
}

/* Notes that owner can be member. */
static void possible(struct sdl *sdl, struct draft_type *owner,
                     struct draft_type *member, const struct lexer_token *token)
{
    if (sdl->parser.status == STATUS_OK)
        parser_refuse(&sdl->parser, token,
                      draft_possible(sdl->draft, owner, member, token));
}

/* implements A & B. Returns whether it is there. */
static bool implements(struct sdl *sdl, struct draft_type *type)
{
    if (!parser_skip_word(&sdl->parser, "implements"))
        return false;
    parser_skip(&sdl->parser, LEXER_AMPERSAND);
    do {
        struct lexer_token name;
        struct draft_type *owner = named(sdl, interface, &name);
        possible(sdl, owner, type, &name);
    } while (parser_skip(&sdl->parser, LEXER_AMPERSAND));
    return true;
}

/* --- What types are made of ----------------------------------------------- */

/* "description" name: type = value @directives */
static void input_value(struct sdl *sdl)
{
    parser_description(&sdl->parser);
    new_name(sdl);
    type_of(sdl, input);
    if (parser_skip(&sdl->parser, LEXER_EQUALS))
        parser_value(&sdl->parser);
    parser_directives(&sdl->parser);
}

static void argument_definitions(struct sdl *sdl)
{
    if (!parser_skip(&sdl->parser, LEXER_PAREN))
        return;
    do
        input_value(sdl);
    while (parser_goes_on(&sdl->parser, LEXER_PAREN_END));
}

static void input_fields(struct sdl *sdl, struct draft_type *type)
{
    (void)type;
    do
        input_value(sdl);
    while (parser_goes_on(&sdl->parser, LEXER_BRACE_END));
}

/* "description" name(arguments): type @directives */
static void fields(struct sdl *sdl, struct draft_type *owner)
{
    do {
        parser_description(&sdl->parser);
        struct lexer_token name = new_name(sdl);
        argument_definitions(sdl);
        struct draft_type *type = type_of(sdl, output);
        if (sdl->parser.status == STATUS_OK)
            parser_refuse(&sdl->parser, &name,
                          draft_field(sdl->draft, owner, &name, type));
        parser_directives(&sdl->parser);
    } while (parser_goes_on(&sdl->parser, LEXER_BRACE_END));
}

static void enum_values(struct sdl *sdl, struct draft_type *type)
{
    (void)type;
    do {
        parser_description(&sdl->parser);
        if (lexer_is(&sdl->parser.token, "true") ||
            lexer_is(&sdl->parser.token, "false") ||
            lexer_is(&sdl->parser.token, "null"))
            refuse(sdl, STATUS_SCHEMA_ENUM_VALUE);
        new_name(sdl);
        parser_directives(&sdl->parser);
    } while (parser_goes_on(&sdl->parser, LEXER_BRACE_END));
}

/* | A | B */
static void members(struct sdl *sdl, struct draft_type *type)
{
    parser_skip(&sdl->parser, LEXER_PIPE);
    do {
        struct lexer_token name;
        struct draft_type *member = named(sdl, object, &name);
        possible(sdl, type, member, &name);
    } while (parser_skip(&sdl->parser, LEXER_PIPE));
}

/* --- Definitions and extensions ------------------------------------------- */

struct definition {
    const char *word;
    enum schema_kind kind;
    enum lexer_kind begin; /* of the body; LEXER_END: it has none */
    void (*body)(struct sdl *sdl, struct draft_type *type);
};

static const struct definition definitions[] = {
    {"scalar", SCHEMA_SCALAR, LEXER_END, NULL},
    {"type", SCHEMA_OBJECT, LEXER_BRACE, fields},
    {"interface", SCHEMA_INTERFACE, LEXER_BRACE, fields},
    {"union", SCHEMA_UNION, LEXER_EQUALS, members},
    {"enum", SCHEMA_ENUM, LEXER_BRACE, enum_values},
    {"input", SCHEMA_INPUT, LEXER_BRACE, input_fields},
};

/* Takes the name of the type that is defined or extended. Returns the type;
 * NULL: there was an error. */
static struct draft_type *subject(struct sdl *sdl, enum schema_kind kind,
                                  bool extends)
{
    struct draft_type *type = NULL;
    struct draft_need same = {1U << kind, STATUS_SCHEMA_OTHER_KIND};
    struct lexer_token name;

    if (extends)
        return named(sdl, same, &name);
    name = new_name(sdl);
    if (sdl->parser.status == STATUS_OK)
        parser_refuse(&sdl->parser, &name,
                      draft_define(sdl->draft, &name, kind, &type));
    return type;
}

/* After its word: Name implements @directives body */
static void type_definition(struct sdl *sdl, const struct definition *d,
                            bool extends)
{
    bool some = false;
    struct draft_type *type = subject(sdl, d->kind, extends);

    if (d->kind == SCHEMA_OBJECT || d->kind == SCHEMA_INTERFACE)
        some = implements(sdl, type);
    some = parser_directives(&sdl->parser) || some;
    if (d->body != NULL && parser_skip(&sdl->parser, d->begin)) {
        d->body(sdl, type);
        some = true;
    }
    if (extends && !some)
        refuse(sdl, STATUS_SCHEMA_NOTHING_ADDED);
}

/* After schema: @directives { query: Query } */
static void schema_definition(struct sdl *sdl, bool extends)
{
    struct lexer_token name;

    if (parser_directives(&sdl->parser) && extends &&
        sdl->parser.token.kind != LEXER_BRACE)
        return;
    parser_expect(&sdl->parser, LEXER_BRACE,
                  extends ? STATUS_SCHEMA_NOTHING_ADDED : STATUS_SCHEMA_BRACE);
    do {
        if (!lexer_is(&sdl->parser.token, "query") &&
            !lexer_is(&sdl->parser.token, "mutation") &&
            !lexer_is(&sdl->parser.token, "subscription"))
            refuse(sdl, STATUS_SCHEMA_OPERATION);
        parser_take(&sdl->parser);
        parser_expect(&sdl->parser, LEXER_COLON, STATUS_GRAPHQL_COLON);
        named(sdl, object, &name);
    } while (parser_goes_on(&sdl->parser, LEXER_BRACE_END));
}

static bool is_location(const struct lexer_token *token)
{
    static const char *const locations[] = {
        "QUERY",
        "MUTATION",
        "SUBSCRIPTION",
        "FIELD",
        "FRAGMENT_DEFINITION",
        "FRAGMENT_SPREAD",
        "INLINE_FRAGMENT",
        "VARIABLE_DEFINITION",
        "SCHEMA",
        "SCALAR",
        "OBJECT",
        "FIELD_DEFINITION",
        "ARGUMENT_DEFINITION",
        "INTERFACE",
        "UNION",
        "ENUM",
        "ENUM_VALUE",
        "INPUT_OBJECT",
        "INPUT_FIELD_DEFINITION",
    };

    for (size_t i = 0; i < sizeof locations / sizeof *locations; i++)
        if (lexer_is(token, locations[i]))
            return true;
    return false;
}

/* After directive: @name(arguments) repeatable on | FIELD | QUERY */
static void directive_definition(struct sdl *sdl)
{
    parser_expect(&sdl->parser, LEXER_AT, STATUS_SCHEMA_AT);
    new_name(sdl);
    argument_definitions(sdl);
    parser_skip_word(&sdl->parser, "repeatable");
    if (!parser_skip_word(&sdl->parser, "on"))
        refuse(sdl, STATUS_SCHEMA_ON);
    parser_skip(&sdl->parser, LEXER_PIPE);
    do {
        if (!is_location(&sdl->parser.token))
            refuse(sdl, STATUS_SCHEMA_LOCATION);
        parser_take(&sdl->parser);
    } while (parser_skip(&sdl->parser, LEXER_PIPE));
}

/* The next token begins no definition. */
static void refuse_definition(struct sdl *sdl)
{
    static const char *const executable[] = {"query", "mutation",
                                             "subscription", "fragment"};
    enum status status = STATUS_SCHEMA_DEFINITION;

    if (sdl->parser.token.kind == LEXER_BRACE)
        status = STATUS_SCHEMA_EXECUTABLE;
    for (size_t i = 0; i < sizeof executable / sizeof *executable; i++)
        if (lexer_is(&sdl->parser.token, executable[i]))
            status = STATUS_SCHEMA_EXECUTABLE;
    refuse(sdl, status);
}

static void definition(struct sdl *sdl)
{
    if (parser_description(&sdl->parser) &&
        lexer_is(&sdl->parser.token, "extend"))
        refuse(sdl, STATUS_SCHEMA_DESCRIBED);
    bool extends = parser_skip_word(&sdl->parser, "extend");
    for (size_t i = 0; i < sizeof definitions / sizeof *definitions; i++) {
        if (parser_skip_word(&sdl->parser, definitions[i].word)) {
            type_definition(sdl, &definitions[i], extends);
            return;
        }
    }
    if (parser_skip_word(&sdl->parser, "schema"))
        schema_definition(sdl, extends);
    else if (!extends && parser_skip_word(&sdl->parser, "directive"))
        directive_definition(sdl);
    else
        refuse_definition(sdl);
}

enum status sdl_read(struct draft *draft, const unsigned char *text, size_t n)
{
    struct sdl sdl = {.draft = draft};

    parser_init(&sdl.parser, text, n);
    do
        definition(&sdl);
    while (sdl.parser.token.kind != LEXER_END);
    return sdl.parser.status == STATUS_OK
               ? STATUS_OK
               : draft_refuse(draft, &sdl.parser.misfit, sdl.parser.status);
}
