/*
 * parser: a GraphQL document token by token, and the parts of its grammar that
 * stand in many places.
 *
 * After the first error every step does nothing, and the next token is
 * LEXER_END. So a grammar is written without a word about errors, as long as
 * its loops end at LEXER_END or by parser_goes_on().
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
    enum status status;        /* the first error */
    struct lexer_token misfit; /* and what does not fit */
    bool
        has_variables; /* whether a value may be one; at the start it may not */
};

/* Begins with the first token of the n bytes at text. */
void parser_init(struct parser *parser, const unsigned char *text, size_t n);

/* The token is an error, unless status is STATUS_OK; the first one counts. */
void parser_refuse(struct parser *parser, const struct lexer_token *token,
                   enum status status);

/* Takes the next token, which is given back, and looks at the one after. */
struct lexer_token parser_take(struct parser *parser);

/* Takes the next token if it is of this kind, or if it is this name. */
bool parser_skip(struct parser *parser, enum lexer_kind kind);
bool parser_skip_word(struct parser *parser, const char *word);

/* Takes the next token, which must be of this kind, else it is refused. */
struct lexer_token parser_expect(struct parser *parser, enum lexer_kind kind,
                                 enum status status);

/* Takes the end of a list if it is there; else the list goes on. */
bool parser_goes_on(struct parser *parser, enum lexer_kind end);

/* Takes a description if there is one. */
bool parser_description(struct parser *parser);

/*
 * Takes a type in any number of lists, [[Name!]]!, and gives back its name;
 * after an error what that is means nothing.
 */
struct lexer_token parser_type(struct parser *parser);

/*
 * Takes a value, which is checked and forgotten: without has_variables it is
 * Value[Const] in the specification. More than PARSER_LEVELS is
 * STATUS_GRAPHQL_TOO_DEEP.
 */
void parser_value(struct parser *parser);

/* Takes arguments, (name: value ...), if there are some. */
void parser_arguments(struct parser *parser);

/* Takes directives if there are some. */
bool parser_directives(struct parser *parser);

#endif
