#include <config.h>

#include "graphql/lexer.h"

#include "base/ascii.h"
#include "base/escape.h"
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

static const char block_quotes[] = "\"\"\"";

static bool is_name_start(unsigned char c)
{
    return ascii_is_letter(c) || c == '_';
}

/* The byte that is ahead bytes after p; past the end a NUL. */
static unsigned char peek(const struct lexer *lexer, size_t ahead)
{
    return (size_t)(lexer->end - lexer->p) > ahead ? lexer->p[ahead] : '\0';
}

static bool starts_with(const struct lexer *lexer, const char *text)
{
    size_t n = strlen(text);

    return (size_t)(lexer->end - lexer->p) >= n &&
           memcmp(lexer->p, text, n) == 0;
}

/* The character at p, which is >= 0x80. */
static struct utf8_look look(const struct lexer *lexer)
{
    unsigned char bytes[4] = {0};
    size_t left = (size_t)(lexer->end - lexer->p);

    memcpy(bytes, lexer->p, left < sizeof bytes ? left : sizeof bytes);
    return utf8_look(bytes);
}

/* --- Places --------------------------------------------------------------- */

static void begin_token(const struct lexer *lexer, struct lexer_token *token)
{
    *token = (struct lexer_token){
        .text = lexer->p,
        .line = lexer->line,
        .column = (size_t)(lexer->p - lexer->line_begin) + 1,
    };
}

/* The token ends at p. */
static enum status end_token(const struct lexer *lexer,
                             struct lexer_token *token, enum lexer_kind kind)
{
    token->kind = kind;
    token->len = (size_t)(lexer->p - token->text);
    return STATUS_OK;
}

/* Sets token to the piece that does not fit: len bytes at p, or as many as
 * there are. Returns status. */
static enum status misfit(const struct lexer *lexer, struct lexer_token *token,
                          size_t len, enum status status)
{
    size_t left = (size_t)(lexer->end - lexer->p);

    begin_token(lexer, token);
    token->len = len < left ? len : left;
    return status;
}

/* The same for the character at p, whatever its length. */
static enum status bad_character(const struct lexer *lexer,
                                 struct lexer_token *token, enum status status)
{
    struct utf8_look c = {1, true};

    if (peek(lexer, 0) >= 0x80)
        c = look(lexer);
    return c.whole ? misfit(lexer, token, c.fit, status)
                   : misfit(lexer, token, 1, STATUS_GRAPHQL_UTF8);
}

/* --- Characters ----------------------------------------------------------- */

/* Moves past the line end at p: LF, CR or CR LF. */
static void skip_line_end(struct lexer *lexer)
{
    lexer->p += starts_with(lexer, "\r\n") ? 2 : 1;
    lexer->line_begin = lexer->p;
    lexer->line++;
}

/* Moves past one character of a comment or a string. The specification allows
 * every control character. */
static enum status skip_character(struct lexer *lexer,
                                  struct lexer_token *token)
{
    struct utf8_look c = {1, true};

    if (*lexer->p == '\n' || *lexer->p == '\r') {
        skip_line_end(lexer);
        return STATUS_OK;
    }
    if (*lexer->p >= 0x80)
        c = look(lexer);
    if (!c.whole)
        return misfit(lexer, token, 1, STATUS_GRAPHQL_UTF8);
    lexer->p += c.fit;
    return STATUS_OK;
}

static enum status skip_comment(struct lexer *lexer, struct lexer_token *token)
{
    enum status status = STATUS_OK;

    while (lexer->p < lexer->end && *lexer->p != '\n' && *lexer->p != '\r' &&
           status == STATUS_OK)
        status = skip_character(lexer, token);
    return status;
}

/* Moves past everything that is no token. */
static enum status skip_ignored(struct lexer *lexer, struct lexer_token *token)
{
    enum status status = STATUS_OK;

    while (lexer->p < lexer->end && status == STATUS_OK) {
        unsigned char c = *lexer->p;
        if (c == '\n' || c == '\r')
            skip_line_end(lexer);
        else if (c == ' ' || c == '\t' || c == ',')
            lexer->p++;
        else if (c == '#')
            status = skip_comment(lexer, token);
        else if (starts_with(lexer, UTF8_BOM))
            lexer->p += UTF8_BOM_LEN;
        else
            break;
    }
    return status;
}

/* --- Names and numbers ---------------------------------------------------- */

static enum status read_name(struct lexer *lexer, struct lexer_token *token)
{
    while (is_name_start(peek(lexer, 0)) || ascii_is_digit(peek(lexer, 0)))
        lexer->p++;
    return end_token(lexer, token, LEXER_NAME);
}

/* Moves past digits. false: there is none. */
static bool skip_digits(struct lexer *lexer)
{
    if (!ascii_is_digit(peek(lexer, 0)))
        return false;
    while (ascii_is_digit(peek(lexer, 0)))
        lexer->p++;
    return true;
}

/* -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)? */
static enum status read_number(struct lexer *lexer, struct lexer_token *token)
{
    enum lexer_kind kind = LEXER_INT;

    lexer->p += peek(lexer, 0) == '-';
    if (peek(lexer, 0) == '0' && ascii_is_digit(peek(lexer, 1))) {
        lexer->p++;
        return misfit(lexer, token, 1, STATUS_GRAPHQL_ZERO);
    }
    if (!skip_digits(lexer))
        return bad_character(lexer, token, STATUS_GRAPHQL_DIGIT);
    if (peek(lexer, 0) == '.') {
        kind = LEXER_FLOAT;
        lexer->p++;
        if (!skip_digits(lexer))
            return bad_character(lexer, token, STATUS_GRAPHQL_DIGIT);
    }
    if (peek(lexer, 0) == 'e' || peek(lexer, 0) == 'E') {
        kind = LEXER_FLOAT;
        lexer->p++;
        lexer->p += peek(lexer, 0) == '+' || peek(lexer, 0) == '-';
        if (!skip_digits(lexer))
            return bad_character(lexer, token, STATUS_GRAPHQL_DIGIT);
    }
    if (peek(lexer, 0) == '.' || is_name_start(peek(lexer, 0)))
        return misfit(lexer, token, 1, STATUS_GRAPHQL_NUMBER_END);
    return end_token(lexer, token, kind);
}

/* --- Strings -------------------------------------------------------------- */

/* Moves past four hexadecimal digits, whose value is *c. false: they are none.
 */
static bool skip_four(struct lexer *lexer, uint32_t *c)
{
    size_t left = (size_t)(lexer->end - lexer->p);

    if (escape_hex4(lexer->p, left, c) < 4)
        return false;
    lexer->p += 4;
    return true;
}

/* Moves past {1F600}, of any number of digits, whose value is *c. false: it is
 * something else. */
static bool skip_braces(struct lexer *lexer, uint32_t *c)
{
    const unsigned char *first = ++lexer->p;
    int digit;

    *c = 0;
    while ((digit = ascii_hex(peek(lexer, 0))) >= 0) {
        if (*c <= 0x10FFFF)
            *c = *c << 4 | (uint32_t)digit;
        lexer->p++;
    }
    if (lexer->p == first || peek(lexer, 0) != '}')
        return false;
    lexer->p++;
    return true;
}

/* Moves past an escape of four digits. Returns whether it is the low half of a
 * surrogate pair. */
static bool skip_low(struct lexer *lexer)
{
    uint32_t c;

    if (!starts_with(lexer, "\\u"))
        return false;
    lexer->p += 2;
    return skip_four(lexer, &c) && escape_is_low(c);
}

/*
 * Moves past the \u at p and its digits. Two escapes of four digits that are a
 * surrogate pair are one character; half of a pair is none (section "String
 * Value").
 */
static enum status skip_unicode(struct lexer *lexer, struct lexer_token *token)
{
    struct lexer begin = *lexer;
    uint32_t c;

    lexer->p += 2;
    bool in_braces = peek(lexer, 0) == '{';
    if (in_braces ? !skip_braces(lexer, &c) : !skip_four(lexer, &c))
        return misfit(&begin, token, 2, STATUS_GRAPHQL_HEX);
    size_t len = (size_t)(lexer->p - begin.p);
    if (!in_braces && escape_is_high(c) && skip_low(lexer))
        return STATUS_OK;
    if (c > 0x10FFFF || escape_is_high(c) || escape_is_low(c))
        return misfit(&begin, token, len, STATUS_GRAPHQL_CODE_POINT);
    return STATUS_OK;
}

/* Moves past the backslash at p and what it escapes. */
static enum status skip_escape(struct lexer *lexer, struct lexer_token *token)
{
    static const char escaped[] = "\"\\/bfnrt";

    if (peek(lexer, 1) == 'u')
        return skip_unicode(lexer, token);
    if (peek(lexer, 1) == '\0' || strchr(escaped, peek(lexer, 1)) == NULL)
        return misfit(lexer, token, 1, STATUS_GRAPHQL_ESCAPE);
    lexer->p += 2;
    return STATUS_OK;
}

static enum status read_string(struct lexer *lexer, struct lexer_token *token)
{
    lexer->p++;
    while (peek(lexer, 0) != '"') {
        enum status status;
        if (lexer->p == lexer->end || *lexer->p == '\n' || *lexer->p == '\r')
            return misfit(lexer, token, 0, STATUS_GRAPHQL_STRING_END);
        status = *lexer->p == '\\' ? skip_escape(lexer, token)
                                   : skip_character(lexer, token);
        if (status != STATUS_OK)
            return status;
    }
    lexer->p++;
    return end_token(lexer, token, LEXER_STRING);
}

static enum status read_block(struct lexer *lexer, struct lexer_token *token)
{
    enum status status = STATUS_OK;

    lexer->p += strlen(block_quotes);
    while (!starts_with(lexer, block_quotes)) {
        if (lexer->p == lexer->end) {
            token->len = strlen(block_quotes);
            return STATUS_GRAPHQL_BLOCK_END;
        }
        if (starts_with(lexer, "\\\"\"\""))
            lexer->p += 1 + strlen(block_quotes);
        else
            status = skip_character(lexer, token);
        if (status != STATUS_OK)
            return status;
    }
    lexer->p += strlen(block_quotes);
    return end_token(lexer, token, LEXER_BLOCK_STRING);
}

/* --- Tokens --------------------------------------------------------------- */

static enum status read_punctuator(struct lexer *lexer,
                                   struct lexer_token *token)
{
    unsigned char c = *lexer->p;

    if (c == '.' && !starts_with(lexer, "..."))
        return misfit(lexer, token, 1, STATUS_GRAPHQL_DOTS);
    if (c == '.') {
        lexer->p += 3;
        return end_token(lexer, token, LEXER_SPREAD);
    }
    if (c == '\0' || strchr("!$&():=@[]{|}", c) == NULL)
        return bad_character(lexer, token, STATUS_GRAPHQL_TOKEN);
    lexer->p++;
    return end_token(lexer, token, (enum lexer_kind)c);
}

void lexer_init(struct lexer *lexer, const unsigned char *text, size_t n)
{
    *lexer = (struct lexer){text, text + n, text, 1};
}

enum status lexer_next(struct lexer *lexer, struct lexer_token *token)
{
    enum status status = skip_ignored(lexer, token);

    if (status != STATUS_OK)
        return status;
    begin_token(lexer, token);
    if (lexer->p == lexer->end)
        return STATUS_OK;
    if (is_name_start(*lexer->p))
        return read_name(lexer, token);
    if (ascii_is_digit(*lexer->p) || *lexer->p == '-')
        return read_number(lexer, token);
    if (starts_with(lexer, block_quotes))
        return read_block(lexer, token);
    if (*lexer->p == '"')
        return read_string(lexer, token);
    return read_punctuator(lexer, token);
}

bool lexer_is(const struct lexer_token *token, const char *word)
{
    return token->kind == LEXER_NAME && token->len == strlen(word) &&
           memcmp(token->text, word, token->len) == 0;
}
