/*
 * lexer: the tokens of a GraphQL document (GraphQL specification, September
 * 2025, sections "Source Text" and "Input Values").
 *
 * Between tokens are blanks, line ends, commas, comments and BOMs. Nothing is
 * allocated and nothing decoded: strings are checked against the grammar, and
 * no caller needs their values.
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
    const unsigned char *text; /* in the document */
    size_t len;                /* bytes of text; 0 at the end */
    size_t line, column;       /* from 1; the column in bytes */
};

struct lexer {
    const unsigned char *p, *end; /* what is not read yet */
    const unsigned char *line_begin;
    size_t line;
};

/* Begins with the n bytes at text, the document. No byte after them is read. */
void lexer_init(struct lexer *lexer, const unsigned char *text, size_t n);

/*
 * Reads the next token; at the end of the document LEXER_END, as often as it is
 * called.
 *
 * Errors: those of STATUS_GRAPHQL_..., with token the piece that does not fit:
 * for STATUS_GRAPHQL_BLOCK_END the three quotes that begin the string; its kind
 * is LEXER_END. There are no tokens after an error.
 */
enum status lexer_next(struct lexer *lexer, struct lexer_token *token);

/* Whether the token is the name word. */
bool lexer_is(const struct lexer_token *token, const char *word);

#endif
