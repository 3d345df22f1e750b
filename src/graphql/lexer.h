/*
 * lexer: the tokens of a GraphQL document (GraphQL specification, September
 * 2025, sections "Source Text" and "Input Values").
 *
 * Blanks, line ends, commas, comments and byte order marks stand between
 * tokens and are none. Nothing is allocated, and nothing decoded: the strings
 * are held to the grammar, and their values are not needed by anybody.
 */
#ifndef GRAPHQL_LEXER_H
#define GRAPHQL_LEXER_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

/* A punctuator of one character is that character. */
enum lexer_kind {
    LEXER_END = 0, /* of the document */
    LEXER_BANG = '!',
    LEXER_DOLLAR = '$',
    LEXER_AMPERSAND = '&',
    LEXER_PAREN = '(',
    LEXER_PAREN_END = ')',
    LEXER_COLON = ':',
    LEXER_EQUALS = '=',
    LEXER_AT = '@',
    LEXER_BRACKET = '[',
    LEXER_BRACKET_END = ']',
    LEXER_BRACE = '{',
    LEXER_PIPE = '|',
    LEXER_BRACE_END = '}',
    LEXER_SPREAD = 128, /* ... */
    LEXER_NAME,
    LEXER_INT,
    LEXER_FLOAT,
    LEXER_STRING,
    LEXER_BLOCK_STRING
};

struct lexer_token {
    enum lexer_kind kind;
    const unsigned char *text; /* as it stands in the document */
    size_t len;                /* bytes of text; 0 at the end */
    size_t line, column;       /* from 1; the column in bytes */
};

struct lexer {
    const unsigned char *p, *end; /* what is not read yet */
    const unsigned char *line_begin;
    size_t line;
};

/* The document is the n bytes at text; no byte behind them is read. */
void lexer_init(struct lexer *lexer, const unsigned char *text, size_t n);

/*
 * The next token; at the end of the document LEXER_END, each time again.
 *
 * Errors: those of STATUS_GRAPHQL_..., with token the piece that does not fit,
 * whose kind is LEXER_END, or for STATUS_GRAPHQL_BLOCK_END the three quotes
 * that begin the string. There are no tokens after an error.
 */
enum status lexer_next(struct lexer *lexer, struct lexer_token *token);

/* Whether the token is the name that word spells. */
bool lexer_is(const struct lexer_token *token, const char *word);

#endif
