/*
 * parser: a GraphQL document token by token, and the parts of the grammar that
 * schemas and selections share.
 *
 * After the first error no step does anything, and the next token is LEXER_END.
 * So a grammar is written without a word about errors, as long as its loops end
 * at LEXER_END or by parser_goes_on().
 */
#ifndef GRAPHQL_PARSER_H
#define GRAPHQL_PARSER_H

#include "base/status.h"
#include "graphql/lexer.h"

#include <stdbool.h>
#include <stddef.h>

/* The most levels of lists and objects in a value: nothing recurses. */
enum {
    PARSER_LEVELS = 100
};

struct parser {
    struct lexer lexer;
    struct lexer_token token;  /* the next one, which is not taken yet */
    enum status status;        /* the first error, */
    struct lexer_token misfit; /* and the token that does not fit */
    bool has_variables;        /* a value may be a variable; at first not */
};

/* Begins with the first token of the n bytes at text. */
void parser_init(struct parser *parser, const unsigned char *text, size_t n);

/* Notes the error status at token, unless it is STATUS_OK or not the first. */
void parser_refuse(struct parser *parser, const struct lexer_token *token,
                   enum status status);

/* Takes the next token, and reads the one after it. Returns the one taken. */
struct lexer_token parser_take(struct parser *parser);

/* Takes the next token if it is of this kind, or is this name. Returns whether
 * it did. */
bool parser_skip(struct parser *parser, enum lexer_kind kind);
bool parser_skip_word(struct parser *parser, const char *word);

/* Takes the next token; if it is not of this kind, the error is status. */
struct lexer_token parser_expect(struct parser *parser, enum lexer_kind kind,
                                 enum status status);

/* Takes the token that ends a list if it is next. Returns whether the list goes
 * on: it is not, and there was no error. */
bool parser_goes_on(struct parser *parser, enum lexer_kind end);

/* Takes a description, if there is one. Returns whether there was. */
bool parser_description(struct parser *parser);

/*
 * Takes a type in any number of lists, [[Name!]]!. Returns its name; after an
 * error, any token.
 */
struct lexer_token parser_type(struct parser *parser);

/*
 * Takes a value, which is checked and forgotten; without has_variables, it is
 * Value[Const] in the specification. More levels than PARSER_LEVELS are
 * STATUS_GRAPHQL_TOO_DEEP.
 */
void parser_value(struct parser *parser);

/* Takes arguments, (name: value ...), if there are any. */
void parser_arguments(struct parser *parser);

/* Takes directives, if there are any. Returns whether there were. */
bool parser_directives(struct parser *parser);

#endif
