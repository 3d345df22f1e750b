#include <config.h>

#include "graphql/executable.h"

#include "graphql/document.h"
#include "graphql/selection.h"

#include <string.h>

static bool is_well(const struct document *document)
{
    return document->parser.status == STATUS_OK;
}

/* --- Sets ----------------------------------------------------------------- */

/* Takes '{' and begins a set of part: in piece, or its own where piece is NULL.
 * NULL: there was an error. */
static struct selection_set *open_set(struct document *document,
                                      struct document_part *part,
                                      struct document_piece *piece)
{
    struct selection_set *around = piece == NULL ? NULL : piece->owner;
    size_t level = around == NULL ? 1 : around->level + 1;

    if (document->parser.token.kind != LEXER_BRACE)
        document_refuse_next(document, STATUS_SELECTION_BRACE);
    else if (level > SELECTION_LEVELS)
        document_refuse_next(document, STATUS_SELECTION_TOO_DEEP);
    parser_take(&document->parser);
    if (!is_well(document))
        return NULL;
    struct selection_set *set = document_make(document, sizeof *set);
    if (set == NULL)
        return NULL;
    *set = (struct selection_set){
        .part = part,
        .around = around,
        .is_inner = around != NULL &&
                    (around->is_inner || piece->kind == DOCUMENT_FIELD),
        .level = level,
    };
    if (level > part->levels)
        part->levels = level;
    return set;
}

/* After the name of a directive: (if: true). Returns the value. */
static bool read_if(struct document *document)
{
    struct parser *parser = &document->parser;

    parser_expect(parser, LEXER_PAREN, STATUS_SELECTION_IF);
    if (!parser_skip_word(parser, "if"))
        document_refuse_next(document, STATUS_SELECTION_IF);
    parser_expect(parser, LEXER_COLON, STATUS_SELECTION_IF);
    if (parser->token.kind == LEXER_DOLLAR)
        document_refuse_next(document, STATUS_SELECTION_UNKNOWN_VALUE);
    bool holds = parser_skip_word(parser, "true");
    if (!holds && !parser_skip_word(parser, "false"))
        document_refuse_next(document, STATUS_SELECTION_IF);
    parser_expect(parser, LEXER_PAREN_END, STATUS_SELECTION_IF);
    return holds;
}

/* @include(if: true) @skip(if: false), on a piece. */
static void read_directives(struct document *document,
                            struct document_piece *piece)
{
    static const char *const directives[] = {"skip", "include"};
    bool given[] = {false, false};

    while (parser_skip(&document->parser, LEXER_AT)) {
        struct lexer_token name =
            parser_expect(&document->parser, LEXER_NAME, STATUS_GRAPHQL_NAME);
        bool is_include = lexer_is(&name, directives[1]);
        if (!is_include && !lexer_is(&name, directives[0]))
            parser_refuse(&document->parser, &name, STATUS_SELECTION_DIRECTIVE);
        if (given[is_include])
            parser_refuse(&document->parser, &name,
                          STATUS_SELECTION_DIRECTIVE_TWICE);
        given[is_include] = true;
        if (read_if(document) != is_include)
            piece->is_left_out = true;
    }
}

/* Refuses directives, if they are next. */
static void refuse_directives(struct document *document)
{
    if (document->parser.token.kind == LEXER_AT)
        document_refuse_next(document, STATUS_SELECTION_DIRECTIVE_PLACE);
}

/* alias: name(arguments). Without a name at all, the error is status. */
static void read_names(struct document *document, struct lexer_token *key,
                       struct lexer_token *name, enum status status)
{
    struct parser *parser = &document->parser;

    *key = *name = parser_expect(parser, LEXER_NAME, status);
    if (parser_skip(parser, LEXER_COLON))
        *name = parser_expect(parser, LEXER_NAME, STATUS_GRAPHQL_NAME);
    parser->has_variables = true;
    parser_arguments(parser);
    parser->has_variables = false;
}

static struct document_piece *read_field(struct document *document,
                                         struct selection_set *set)
{
    struct document_piece *piece =
        document_make_piece(document, set, DOCUMENT_FIELD);

    if (piece == NULL)
        return NULL;
    read_names(document, &piece->key, &piece->name, STATUS_SELECTION_FIELD);
    piece->key_name = document_make_name(document, &piece->key);
    piece->field_name = document_make_name(document, &piece->name);
    read_directives(document, piece);
    if (document->parser.token.kind == LEXER_BRACE &&
        document_is_typename(piece))
        parser_refuse(&document->parser, &piece->name, STATUS_SELECTION_LEAF);
    return piece;
}

/* ...Name, ... on Type or only the dots. */
static struct document_piece *read_fragment(struct document *document,
                                            struct selection_set *set)
{
    struct parser *parser = &document->parser;
    struct document_piece *piece =
        document_make_piece(document, set, DOCUMENT_INLINE);

    if (piece == NULL)
        return NULL;
    piece->key = parser_take(parser);
    if (parser_skip_word(parser, "on")) {
        piece->name = parser_expect(parser, LEXER_NAME, STATUS_GRAPHQL_NAME);
    } else if (parser->token.kind == LEXER_NAME) {
        piece->kind = DOCUMENT_SPREAD;
        piece->name = parser_take(parser);
    }
    read_directives(document, piece);
    return piece;
}

/* { a b { c } ... { d } ...F } */
static void read_sets(struct document *document, struct document_part *part)
{
    struct parser *parser = &document->parser;
    struct selection_set *set = part->set = open_set(document, part, NULL);

    while (set != NULL) {
        struct document_piece *piece = parser->token.kind == LEXER_SPREAD
                                           ? read_fragment(document, set)
                                           : read_field(document, set);
        if (!is_well(document))
            return;
        if (piece->kind == DOCUMENT_INLINE ||
            (piece->kind == DOCUMENT_FIELD &&
             parser->token.kind == LEXER_BRACE))
            set = piece->sub = open_set(document, part, piece);
        else
            while (set != NULL && parser_skip(parser, LEXER_BRACE_END))
                set = set->around;
    }
}

/* --- Definitions ---------------------------------------------------------- */

/* Makes the part that is selected of a row; there is only one. NULL: there was
 * an error. */
static struct document_part *make_row(struct document *document)
{
    if (document->row != NULL)
        document_refuse_next(document, STATUS_SELECTION_SECOND);
    if (is_well(document))
        document->row = document_make_part(document);
    return document->row;
}

/* ("description" $name: [Type] = value, ...) */
static void read_variables(struct document *document)
{
    struct parser *parser = &document->parser;

    if (!parser_skip(parser, LEXER_PAREN))
        return;
    do {
        parser_description(parser);
        parser_expect(parser, LEXER_DOLLAR, STATUS_SELECTION_VARIABLE);
        parser_expect(parser, LEXER_NAME, STATUS_GRAPHQL_NAME);
        parser_expect(parser, LEXER_COLON, STATUS_GRAPHQL_COLON);
        parser_type(parser);
        if (parser_skip(parser, LEXER_EQUALS))
            parser_value(parser);
        refuse_directives(document);
    } while (parser_goes_on(parser, LEXER_PAREN_END));
}

/* A copy of the token with a NUL after it. NULL: no memory. */
static const char *keep(struct document *document,
                        const struct lexer_token *token)
{
    char *copy = document_make(document, token->len + 1);

    if (copy == NULL)
        return NULL;
    memcpy(copy, token->text, token->len);
    copy[token->len] = '\0';
    return copy;
}

/* query Name ($a: Int) { key: root(a: $a) { ... } } */
static void read_operation(struct document *document)
{
    struct parser *parser = &document->parser;
    struct document_part *row = make_row(document);
    struct lexer_token key, name;

    parser_take(parser);
    parser_skip(parser, LEXER_NAME);
    read_variables(document);
    refuse_directives(document);
    parser_expect(parser, LEXER_BRACE, STATUS_SELECTION_BRACE);
    read_names(document, &key, &name, STATUS_SELECTION_ROOT);
    refuse_directives(document);
    if (!is_well(document))
        return;
    document->root_key = keep(document, &key);
    read_sets(document, row);
    parser_expect(parser, LEXER_BRACE_END, STATUS_SELECTION_SECOND_ROOT);
}

/* After fragment: Name on Type { ... } */
static void read_fragment_definition(struct document *document)
{
    struct parser *parser = &document->parser;
    struct document_part *part = document_make_part(document);

    if (part == NULL)
        return;
    if (lexer_is(&parser->token, "on"))
        document_refuse_next(document, STATUS_SELECTION_FRAGMENT_NAME);
    part->name =
        parser_expect(parser, LEXER_NAME, STATUS_SELECTION_FRAGMENT_NAME);
    if (!parser_skip_word(parser, "on"))
        document_refuse_next(document, STATUS_SELECTION_ON);
    part->type = parser_expect(parser, LEXER_NAME, STATUS_GRAPHQL_NAME);
    refuse_directives(document);
    if (!is_well(document))
        return;
    if (table_find(&document->names, DOCUMENT_FRAGMENTS, part->name.text,
                   part->name.len) != NULL)
        parser_refuse(parser, &part->name, STATUS_SELECTION_FRAGMENT_TWICE);
    else if (!table_add(&document->names, DOCUMENT_FRAGMENTS, part->name.text,
                        part->name.len, part))
        document_refuse_next(document, STATUS_MEMORY);
    read_sets(document, part);
}

static void read_definition(struct document *document)
{
    struct parser *parser = &document->parser;
    bool is_described = parser_description(parser);

    if (parser_skip_word(parser, "fragment")) {
        read_fragment_definition(document);
    } else if (lexer_is(&parser->token, "query") ||
               lexer_is(&parser->token, "mutation") ||
               lexer_is(&parser->token, "subscription")) {
        read_operation(document);
    } else if (is_described || parser->token.kind != LEXER_BRACE) {
        document_refuse_next(document, is_described
                                           ? STATUS_SELECTION_DESCRIBED
                                           : STATUS_SELECTION_DEFINITION);
    } else {
        struct document_part *row = make_row(document);
        if (is_well(document))
            read_sets(document, row);
    }
}

enum status executable_read(struct document *document,
                            const unsigned char *text, size_t n)
{
    struct parser *parser = &document->parser;
    unsigned char *copy = arena_alloc(&document->arena, n + 1);

    if (copy == NULL)
        return STATUS_MEMORY;
    if (n > 0)
        memcpy(copy, text, n);
    parser_init(parser, copy, n);
    do
        read_definition(document);
    while (parser->token.kind != LEXER_END);
    if (document->row == NULL)
        document_refuse_next(document, STATUS_SELECTION_NONE);
    return is_well(document)
               ? STATUS_OK
               : document_refuse(document, &parser->misfit, parser->status);
}
