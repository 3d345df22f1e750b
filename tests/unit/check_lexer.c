/* The tokens of GraphQL. */
#include "support/tap.h"

#include "graphql/lexer.h"

#include "support/guard.h"

#include <stdio.h>
#include <string.h>

/* One word for each kind, as the cases spell it. */
static const char *kind_word(const struct lexer_token *token)
{
    static char punctuator[2];

    switch (token->kind) {
    case LEXER_END:
        return "end";
    case LEXER_SPREAD:
        return "spread";
    case LEXER_NAME:
        return "name";
    case LEXER_INT:
        return "int";
    case LEXER_FLOAT:
        return "float";
    case LEXER_STRING:
        return "string";
    case LEXER_BLOCK_STRING:
        return "block";
    default:
        punctuator[0] = (char)token->kind;
        return punctuator;
    }
}

/* A document, and its tokens as kind@line:column. */
static const struct {
    const char *text;
    const char *tokens;
} good[] = {
    {"", "end@1:1"},
    {" \t,,\n\r\r\n# a \" comment\n#", "end@5:2"},
    {"\xEF\xBB\xBF"
     "a",
     "name@1:4 end@1:5"},
    {"a\xEF\xBB\xBF"
     "b",
     "name@1:1 name@1:5 end@1:6"},
    {"# \xF0\x9F\x98\x80 \x01\x7F", "end@1:10"},
    {"!$&()...:=@[]{|}",
     "!@1:1 $@1:2 &@1:3 (@1:4 )@1:5 spread@1:6 :@1:9 =@1:10 @@1:11 [@1:12 "
     "]@1:13 {@1:14 |@1:15 }@1:16 end@1:17"},
    {"......", "spread@1:1 spread@1:4 end@1:7"},

    {"type _a9 Z", "name@1:1 name@1:6 name@1:10 end@1:11"},
    {"a\nb\rc\r\nd\n\re", "name@1:1 name@2:1 name@3:1 name@4:1 name@6:1 "
                          "end@6:2"},
    {"a,b#c\nd", "name@1:1 name@1:3 name@2:1 end@2:2"},

    {"0 -0 7 -120", "int@1:1 int@1:3 int@1:6 int@1:8 end@1:12"},
    {"0.0 -1.50 1e3 1E+3 -0e-0 1.2e34",
     "float@1:1 float@1:5 float@1:11 float@1:15 float@1:20 float@1:26 "
     "end@1:32"},
    {"1\"\" 1-2", "int@1:1 string@1:2 int@1:5 int@1:6 end@1:8"},

    {"\"\"", "string@1:1 end@1:3"},
    {"\"\" \"a\"", "string@1:1 string@1:4 end@1:7"},
    {"\"a # , \t b\" c", "string@1:1 name@1:13 end@1:14"},
    {"\"caf\xC3\xA9 \x01\"", "string@1:1 end@1:10"},
    {"\"\\\" \\\\ \\/ \\b \\f \\n \\r \\t\"", "string@1:1 end@1:26"},
    {"\"\\u00e9\\uFFFF\"", "string@1:1 end@1:15"},
    {"\"\\uD83D\\uDE00\"", "string@1:1 end@1:15"},
    {"\"\\u{0}\\u{1F600}\\u{10FFFF}\"", "string@1:1 end@1:27"},
    {"\"\\u{00000000000000000041}\"", "string@1:1 end@1:27"},

    {"\"\"\"\"\"\"", "block@1:1 end@1:7"},
    {"\"\"\"a\"\"\"b", "block@1:1 name@1:8 end@1:9"},
    {"\"\"\" \" \"\" \\\"\"\" \\q \\u \"\"\"", "block@1:1 end@1:24"},
    {"\"\"\"\n\r\n\r\"\"\" a", "block@1:1 name@4:5 end@4:6"},
    {"\"\"\"\"\"\"\"\"", "block@1:1 string@1:7 end@1:9"},
    {"\"\"\"\\\"\"\"\"\"\"", "block@1:1 end@1:11"},
};

START_TEST(a_document_is_cut_into_tokens)
{
    struct guard guard = guard_new(256);
    size_t n = strlen(good[_i].text), used = 0;
    struct lexer lexer;
    struct lexer_token token;
    char tokens[256];

    lexer_init(&lexer, guard_put(&guard, good[_i].text, n), n);
    do {
        ck_assert_int_eq(lexer_next(&lexer, &token), STATUS_OK);
        used += (size_t)snprintf(tokens + used, sizeof tokens - used,
                                 "%s%s@%zu:%zu", used > 0 ? " " : "",
                                 kind_word(&token), token.line, token.column);
        ck_assert_uint_lt(used, sizeof tokens);
    } while (token.kind != LEXER_END);
    ck_assert_str_eq(tokens, good[_i].tokens);
    guard_free(&guard);
}
END_TEST

/* A document, its first error, and the misfit. */
static const struct {
    const char *text;
    enum status status;
    size_t line, column;
    const char *piece;
} bad[] = {
    {"a ?", STATUS_GRAPHQL_TOKEN, 1, 3, "?"},
    {"a\n  %", STATUS_GRAPHQL_TOKEN, 2, 3, "%"},
    {"+1", STATUS_GRAPHQL_TOKEN, 1, 1, "+"},
    {"'a'", STATUS_GRAPHQL_TOKEN, 1, 1, "'"},
    {"a\x01", STATUS_GRAPHQL_TOKEN, 1, 2, "\x01"},
    {"caf\xC3\xA9", STATUS_GRAPHQL_TOKEN, 1, 4, "\xC3\xA9"},
    {"\xF0\x9F\x98\x80", STATUS_GRAPHQL_TOKEN, 1, 1, "\xF0\x9F\x98\x80"},
    {"a\fb", STATUS_GRAPHQL_TOKEN, 1, 2, "\f"},
    {"a .", STATUS_GRAPHQL_DOTS, 1, 3, "."},
    {"a ..", STATUS_GRAPHQL_DOTS, 1, 3, "."},
    {"....", STATUS_GRAPHQL_DOTS, 1, 4, "."},
    {".5", STATUS_GRAPHQL_DOTS, 1, 1, "."},

    {"-", STATUS_GRAPHQL_DIGIT, 1, 2, ""},
    {"-a", STATUS_GRAPHQL_DIGIT, 1, 2, "a"},
    {"--1", STATUS_GRAPHQL_DIGIT, 1, 2, "-"},
    {"1.", STATUS_GRAPHQL_DIGIT, 1, 3, ""},
    {"1.e3", STATUS_GRAPHQL_DIGIT, 1, 3, "e"},
    {"1e", STATUS_GRAPHQL_DIGIT, 1, 3, ""},
    {"1e+", STATUS_GRAPHQL_DIGIT, 1, 4, ""},
    {"1.\xC3\xA9", STATUS_GRAPHQL_DIGIT, 1, 3, "\xC3\xA9"},
    {"00", STATUS_GRAPHQL_ZERO, 1, 2, "0"},
    {"-01", STATUS_GRAPHQL_ZERO, 1, 3, "1"},
    {"0xF1", STATUS_GRAPHQL_NUMBER_END, 1, 2, "x"},
    {"123abc", STATUS_GRAPHQL_NUMBER_END, 1, 4, "a"},
    {"1_000", STATUS_GRAPHQL_NUMBER_END, 1, 2, "_"},
    {"1.2.3", STATUS_GRAPHQL_NUMBER_END, 1, 4, "."},
    {"1e3.4", STATUS_GRAPHQL_NUMBER_END, 1, 4, "."},
    {"1...", STATUS_GRAPHQL_DIGIT, 1, 3, "."},

    {"\"", STATUS_GRAPHQL_STRING_END, 1, 2, ""},
    {"\"ab", STATUS_GRAPHQL_STRING_END, 1, 4, ""},
    {"\"ab\n\"", STATUS_GRAPHQL_STRING_END, 1, 4, ""},
    {"\"ab\r\"", STATUS_GRAPHQL_STRING_END, 1, 4, ""},
    {"\"\"\"", STATUS_GRAPHQL_BLOCK_END, 1, 1, "\"\"\""},
    {"a\n \"\"\"\n\n\"\"", STATUS_GRAPHQL_BLOCK_END, 2, 2, "\"\"\""},
    {"\"\"\" \\\"\"\"", STATUS_GRAPHQL_BLOCK_END, 1, 1, "\"\"\""},
    {"\"\"\"\"\"", STATUS_GRAPHQL_BLOCK_END, 1, 1, "\"\"\""},
    {"\"a\\q\"", STATUS_GRAPHQL_ESCAPE, 1, 3, "\\"},
    {"\"\\", STATUS_GRAPHQL_ESCAPE, 1, 2, "\\"},
    {"\"\\\n\"", STATUS_GRAPHQL_ESCAPE, 1, 2, "\\"},
    {"\"\\U0041\"", STATUS_GRAPHQL_ESCAPE, 1, 2, "\\"},
    {"\"\\u\"", STATUS_GRAPHQL_HEX, 1, 2, "\\u"},
    {"\"\\u004\"", STATUS_GRAPHQL_HEX, 1, 2, "\\u"},
    {"\"\\u00", STATUS_GRAPHQL_HEX, 1, 2, "\\u"},
    {"\"\\u{}\"", STATUS_GRAPHQL_HEX, 1, 2, "\\u"},
    {"\"\\u{41\"", STATUS_GRAPHQL_HEX, 1, 2, "\\u"},
    {"\"\\u{4g}\"", STATUS_GRAPHQL_HEX, 1, 2, "\\u"},
    {"\"\\u{", STATUS_GRAPHQL_HEX, 1, 2, "\\u"},
    {"\"\\u{110000}\"", STATUS_GRAPHQL_CODE_POINT, 1, 2, "\\u{110000}"},
    {"\"\\u{10FFFF0}\"", STATUS_GRAPHQL_CODE_POINT, 1, 2, "\\u{10FFFF0}"},
    {"\"\\u{100000041}\"", STATUS_GRAPHQL_CODE_POINT, 1, 2, "\\u{100000041}"},
    {"\"\\uD83D\"", STATUS_GRAPHQL_CODE_POINT, 1, 2, "\\uD83D"},
    {"\"\\uDE00\"", STATUS_GRAPHQL_CODE_POINT, 1, 2, "\\uDE00"},
    {"\"\\uD83Da\"", STATUS_GRAPHQL_CODE_POINT, 1, 2, "\\uD83D"},
    {"\"\\uD83D\\u0041\"", STATUS_GRAPHQL_CODE_POINT, 1, 2, "\\uD83D"},
    {"\"\\u{D83D}\\u{DE00}\"", STATUS_GRAPHQL_CODE_POINT, 1, 2, "\\u{D83D}"},
    {"\"\\uD83D\\u{DE00}\"", STATUS_GRAPHQL_CODE_POINT, 1, 2, "\\uD83D"},

    {"# caf\xE9\n", STATUS_GRAPHQL_UTF8, 1, 6, "\xE9"},
    {"\"caf\xE9\"", STATUS_GRAPHQL_UTF8, 1, 5, "\xE9"},
    {"\"\"\"\n\xC0\x80\"\"\"", STATUS_GRAPHQL_UTF8, 2, 1, "\xC0"},
    {"\"\xED\xA0\x80\"", STATUS_GRAPHQL_UTF8, 1, 2, "\xED"},
    {"\x80", STATUS_GRAPHQL_UTF8, 1, 1, "\x80"},
    {"\"\x80\"", STATUS_GRAPHQL_UTF8, 1, 2, "\x80"},
    {"a \xFF", STATUS_GRAPHQL_UTF8, 1, 3, "\xFF"},
    {"-\xFF", STATUS_GRAPHQL_UTF8, 1, 2, "\xFF"},
    {"# \xF0\x9F\x98", STATUS_GRAPHQL_UTF8, 1, 3, "\xF0"},
    {"\xEF\xBB", STATUS_GRAPHQL_UTF8, 1, 1, "\xEF"},
};

START_TEST(what_is_no_token_is_an_error_with_its_place)
{
    struct guard guard = guard_new(256);
    size_t n = strlen(bad[_i].text);
    enum status status;
    struct lexer lexer;
    struct lexer_token token;

    lexer_init(&lexer, guard_put(&guard, bad[_i].text, n), n);
    do
        status = lexer_next(&lexer, &token);
    while (status == STATUS_OK && token.kind != LEXER_END);
    ck_assert_str_eq(status_text(status), status_text(bad[_i].status));
    ck_assert_uint_eq(token.line, bad[_i].line);
    ck_assert_uint_eq(token.column, bad[_i].column);
    ck_assert_uint_eq(token.len, strlen(bad[_i].piece));
    ck_assert(memcmp(token.text, bad[_i].piece, token.len) == 0);
    guard_free(&guard);
}
END_TEST

START_TEST(a_nul_byte_fits_in_strings_and_comments_only)
{
    static const unsigned char text[] = "#\0\n\"\0\" \0a";
    struct lexer lexer;
    struct lexer_token token;

    lexer_init(&lexer, text, sizeof text - 1);
    ck_assert_int_eq(lexer_next(&lexer, &token), STATUS_OK);
    ck_assert_int_eq(token.kind, LEXER_STRING);
    ck_assert_uint_eq(token.len, 3);
    ck_assert_int_eq(lexer_next(&lexer, &token), STATUS_GRAPHQL_TOKEN);
    ck_assert_uint_eq(token.column, 5);
    ck_assert_uint_eq(token.len, 1);
}
END_TEST

START_TEST(a_token_has_its_bytes)
{
    static const char text[] = "type \"a\\n\" -1.5 ... \"\"\"b\"\"\"";
    static const char *const pieces[] = {
        "type", "\"a\\n\"", "-1.5", "...", "\"\"\"b\"\"\"", "", ""};
    struct lexer lexer;
    struct lexer_token token;

    lexer_init(&lexer, (const unsigned char *)text, strlen(text));
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        ck_assert_int_eq(lexer_next(&lexer, &token), STATUS_OK);
        ck_assert_uint_eq(token.len, strlen(pieces[i]));
        ck_assert(memcmp(token.text, pieces[i], token.len) == 0);
    }
}
END_TEST

START_TEST(a_name_is_compared_as_a_whole)
{
    static const char text[] = "type \"type\"";
    struct lexer lexer;
    struct lexer_token token;

    lexer_init(&lexer, (const unsigned char *)text, strlen(text));
    ck_assert_int_eq(lexer_next(&lexer, &token), STATUS_OK);
    ck_assert(lexer_is(&token, "type"));
    ck_assert(!lexer_is(&token, "typ") && !lexer_is(&token, "types"));
    ck_assert(!lexer_is(&token, "Type") && !lexer_is(&token, ""));
    ck_assert_int_eq(lexer_next(&lexer, &token), STATUS_OK);
    ck_assert(!lexer_is(&token, "\"type\""));
    ck_assert_int_eq(lexer_next(&lexer, &token), STATUS_OK);
    ck_assert(!lexer_is(&token, ""));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("lexer");
    TCase *tokens = tcase_create("tokens");

    tcase_add_loop_test(tokens, a_document_is_cut_into_tokens, 0,
                        sizeof good / sizeof *good);
    tcase_add_loop_test(tokens, what_is_no_token_is_an_error_with_its_place, 0,
                        sizeof bad / sizeof *bad);
    tcase_add_test(tokens, a_nul_byte_fits_in_strings_and_comments_only);
    tcase_add_test(tokens, a_token_has_its_bytes);
    tcase_add_test(tokens, a_name_is_compared_as_a_whole);
    suite_add_tcase(suite, tokens);
    return tap_run(suite);
}
