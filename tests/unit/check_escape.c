/* The characters of JSON strings, and UTF-8. */
#include "support/tap.h"

#include "base/ascii.h"
#include "base/escape.h"
#include "base/utf8.h"
#include "support/guard.h"

#include <stdio.h>
#include <string.h>

/* --- UTF-8 -------------------------------------------------------------- */

/* The Unicode Standard, table 3-7: the bounds of each byte. */
static const struct form {
    unsigned length;
    unsigned char low[4], high[4];
} forms[] = {
    {2, {0xC2, 0x80}, {0xDF, 0xBF}},
    {3, {0xE0, 0xA0, 0x80}, {0xE0, 0xBF, 0xBF}},
    {3, {0xE1, 0x80, 0x80}, {0xEC, 0xBF, 0xBF}},
    {3, {0xED, 0x80, 0x80}, {0xED, 0x9F, 0xBF}},
    {3, {0xEE, 0x80, 0x80}, {0xEF, 0xBF, 0xBF}},
    {4, {0xF0, 0x90, 0x80, 0x80}, {0xF0, 0xBF, 0xBF, 0xBF}},
    {4, {0xF1, 0x80, 0x80, 0x80}, {0xF3, 0xBF, 0xBF, 0xBF}},
    {4, {0xF4, 0x80, 0x80, 0x80}, {0xF4, 0x8F, 0xBF, 0xBF}},
};
enum {
    FORMS = sizeof forms / sizeof *forms
};

/* What the table says about the four bytes at p. */
static struct utf8_look look_up(const unsigned char *p)
{
    struct utf8_look best = {0, 0};

    for (int i = 0; i < FORMS; i++) {
        const struct form *f = &forms[i];
        unsigned fit = 0;
        while (fit < f->length && p[fit] >= f->low[fit] &&
               p[fit] <= f->high[fit])
            fit++;
        if (fit > best.fit)
            best = (struct utf8_look){fit, fit == f->length};
    }
    return best;
}

/*
 * Every pair of first bytes, followed by every bound of the others. The bytes
 * end at a guard page, after the first that does not fit.
 */
START_TEST(utf8_look_knows_table_3_7_and_reads_no_byte_too_far)
{
    static const unsigned char bounds[] = {0x00, 0x22, 0x7F, 0x80,
                                           0xBF, 0xC0, 0xFF};
    enum {
        BOUNDS = sizeof bounds
    };
    struct guard guard = guard_new(4);

    for (unsigned first = 0x80; first < 0x100; first++)
        for (unsigned n = 0; n < 256 * BOUNDS * BOUNDS; n++) {
            unsigned char bytes[4] = {
                (unsigned char)first, (unsigned char)(n / BOUNDS / BOUNDS),
                bounds[n / BOUNDS % BOUNDS], bounds[n % BOUNDS]};
            struct utf8_look expected = look_up(bytes);
            size_t read = expected.fit + (expected.whole ? 0 : 1);
            struct utf8_look look = utf8_look(guard_put(&guard, bytes, read));
            if (look.fit != expected.fit || look.whole != expected.whole)
                ck_abort_msg("%02X %02X %02X %02X: %u bytes fit, not %u",
                             bytes[0], bytes[1], bytes[2], bytes[3], look.fit,
                             expected.fit);
        }
    guard_free(&guard);
}
END_TEST

/* The first and last code point of each length, and around surrogates. */
static const struct {
    uint32_t c;
    const char *bytes;
} characters[] = {
    {0x01, "\x01"},
    {0x7F, "\x7F"},
    {0x80, "\xC2\x80"},
    {0x7FF, "\xDF\xBF"},
    {0x800, "\xE0\xA0\x80"},
    {0xD7FF, "\xED\x9F\xBF"},
    {0xE000, "\xEE\x80\x80"},
    {0xFFFF, "\xEF\xBF\xBF"},
    {0x10000, "\xF0\x90\x80\x80"},
    {0x1F600, "\xF0\x9F\x98\x80"},
    {0x10FFFF, "\xF4\x8F\xBF\xBF"},
};

START_TEST(utf8_puts_and_gets_a_character)
{
    const char *expected = characters[_i].bytes;
    unsigned char bytes[5] = "";
    unsigned length = utf8_put(bytes, characters[_i].c);

    ck_assert_str_eq((char *)bytes, expected);
    ck_assert_uint_eq(length, strlen(expected));
    ck_assert_uint_eq(utf8_get(bytes, length), characters[_i].c);
}
END_TEST

START_TEST(utf8_bom_begins_a_text_or_not)
{
    ck_assert_uint_eq(utf8_bom("\xEF\xBB\xBF{}", 5), 3);
    ck_assert_uint_eq(utf8_bom("\xEF\xBB\xBF", 3), 3);
    ck_assert_uint_eq(utf8_bom("\xEF\xBB\xBF", 2), 0);
    ck_assert_uint_eq(utf8_bom("{}\xEF\xBB\xBF", 5), 0);
    ck_assert_uint_eq(utf8_bom(NULL, 0), 0);
}
END_TEST

START_TEST(utf8_puts_what_it_gets_for_all_of_unicode)
{
    for (uint32_t c = 0x80; c <= 0x10FFFF; c++) {
        unsigned char bytes[5] = "";
        if (c == 0xD800)
            c = 0xE000;
        unsigned length = utf8_put(bytes, c);
        struct utf8_look look = utf8_look(bytes);
        must(look.whole && look.fit == length);
        must(utf8_get(bytes, length) == c);
    }
}
END_TEST

/* --- Reading ------------------------------------------------------------ */

/* A text that begins with a character, or an error. */
static const struct {
    const char *text;
    enum status status;
    uint32_t c; /* the character */
    size_t at;  /* where reading stops */
} readings[] = {
    {"ab", STATUS_OK, 'a', 1},
    {" ", STATUS_OK, ' ', 1},
    {"/", STATUS_OK, '/', 1},
    {"\"", STATUS_OK, '"', 1},
    {"\x7F", STATUS_OK, 0x7F, 1},
    {"\xC3\xA9x", STATUS_OK, 0xE9, 2},
    {"\xE2\x82\xAC", STATUS_OK, 0x20AC, 3},
    {"\xF0\x9F\x98\x80", STATUS_OK, 0x1F600, 4},
    {"\\\"", STATUS_OK, '"', 2},
    {"\\\\", STATUS_OK, '\\', 2},
    {"\\/", STATUS_OK, '/', 2},
    {"\\b", STATUS_OK, 8, 2},
    {"\\f", STATUS_OK, 12, 2},
    {"\\n", STATUS_OK, 10, 2},
    {"\\r", STATUS_OK, 13, 2},
    {"\\t", STATUS_OK, 9, 2},
    {"\\u0000", STATUS_OK, 0, 6},
    {"\\u0041\\u0042", STATUS_OK, 'A', 6},
    {"\\uFfEe", STATUS_OK, 0xFFEE, 6},
    {"\\ud800\\udc00", STATUS_OK, 0x10000, 12},
    {"\\uD83D\\uDE00x", STATUS_OK, 0x1F600, 12},
    {"\\udbff\\udfff", STATUS_OK, 0x10FFFF, 12},

    /* A half of a pair without the other. */
    {"\\ud83d", STATUS_OK, 0xD83D, 6},
    {"\\ud83dx", STATUS_OK, 0xD83D, 6},
    {"\\ud83d\\", STATUS_OK, 0xD83D, 6},
    {"\\ud83d\\n", STATUS_OK, 0xD83D, 6},
    {"\\ud83d\\u", STATUS_OK, 0xD83D, 6},
    {"\\ud83d\\ude0", STATUS_OK, 0xD83D, 6},
    {"\\ud83d\\u0041", STATUS_OK, 0xD83D, 6},
    {"\\ud83d\\ud83d", STATUS_OK, 0xD83D, 6},
    {"\\ud83d\\ue000", STATUS_OK, 0xD83D, 6},
    {"\\ude00\\ud83d", STATUS_OK, 0xDE00, 6},
    {"\\ude00\\ude00", STATUS_OK, 0xDE00, 6},

    {"", STATUS_NUL_BYTE, 0, 0},
    {"\x01", STATUS_CONTROL_IN_STRING, 0, 0},
    {"\n", STATUS_CONTROL_IN_STRING, 0, 0},
    {"\x1F", STATUS_CONTROL_IN_STRING, 0, 0},
    {"\\", STATUS_BAD_ESCAPE, 0, 1},
    {"\\a", STATUS_BAD_ESCAPE, 0, 1},
    {"\\v", STATUS_BAD_ESCAPE, 0, 1},
    {"\\0", STATUS_BAD_ESCAPE, 0, 1},
    {"\\U0041", STATUS_BAD_ESCAPE, 0, 1},
    {"\\B", STATUS_BAD_ESCAPE, 0, 1},
    {"\\ ", STATUS_BAD_ESCAPE, 0, 1},
    {"\\\n", STATUS_BAD_ESCAPE, 0, 1},
    {"\\\xC3\xA9", STATUS_BAD_ESCAPE, 0, 1},
    {"\\u", STATUS_BAD_HEX, 0, 2},
    {"\\ug", STATUS_BAD_HEX, 0, 2},
    {"\\u004", STATUS_BAD_HEX, 0, 5},
    {"\\u00:0", STATUS_BAD_HEX, 0, 4},
    {"\\u-041", STATUS_BAD_HEX, 0, 2},
    {"\x80", STATUS_BAD_UTF8, 0, 0},
    {"\xC0\x80", STATUS_BAD_UTF8, 0, 0},
    {"\xFF", STATUS_BAD_UTF8, 0, 0},
    {"\xC3", STATUS_BAD_UTF8, 0, 0},
    {"\xED\xA0\x80", STATUS_BAD_UTF8, 0, 0},
    {"\xE2\x82\"", STATUS_BAD_UTF8, 0, 0},
    {"\xF0\x9F\x98", STATUS_BAD_UTF8, 0, 0},
};

/* The NUL after the text is the last byte before a guard page. */
START_TEST(get_reads_one_character_or_stops_where_it_cannot)
{
    struct guard guard = guard_new(16);
    const char *text = readings[_i].text;
    const unsigned char *begin = guard_put(&guard, text, strlen(text) + 1);
    const unsigned char *p = begin;
    uint32_t c = 0;

    ck_assert_int_eq(escape_get(&p, &c), readings[_i].status);
    ck_assert_uint_eq((uintmax_t)(p - begin), readings[_i].at);
    if (readings[_i].status == STATUS_OK)
        ck_assert_uint_eq(c, readings[_i].c);
    guard_free(&guard);
}
END_TEST

/* --- Writing ------------------------------------------------------------ */

static const struct {
    uint32_t c;
    const char *text;
} writings[] = {
    {0, "\\u0000"},
    {1, "\\u0001"},
    {7, "\\u0007"},
    {8, "\\b"},
    {9, "\\t"},
    {10, "\\n"},
    {11, "\\u000b"},
    {12, "\\f"},
    {13, "\\r"},
    {14, "\\u000e"},
    {0x1F, "\\u001f"},
    {' ', " "},
    {'"', "\\\""},
    {'/', "/"},
    {'\\', "\\\\"},
    {'b', "b"},
    {0x7F, "\x7F"},
    {0xE9, "\xC3\xA9"},
    {0xD7FF, "\xED\x9F\xBF"},
    {0xD800, "\\ud800"},
    {0xDBFF, "\\udbff"},
    {0xDC00, "\\udc00"},
    {0xDFFF, "\\udfff"},
    {0xE000, "\xEE\x80\x80"},
    {0x2028, "\xE2\x80\xA8"},
    {0x1F600, "\xF0\x9F\x98\x80"},
};

START_TEST(put_writes_the_shortest_spelling)
{
    unsigned char text[ESCAPE_MAX + 1] = "";
    unsigned n = escape_put(text, writings[_i].c);

    ck_assert_uint_eq(n, strlen(writings[_i].text));
    text[n] = '\0';
    ck_assert_str_eq((char *)text, writings[_i].text);
}
END_TEST

START_TEST(get_reads_back_what_put_writes)
{
    for (uint32_t written = 0; written <= 0x10FFFF; written++) {
        unsigned char text[ESCAPE_MAX + 1] = "";
        const unsigned char *p = text;
        uint32_t c;
        unsigned n = escape_put(text, written);
        must(n <= ESCAPE_MAX);
        text[n] = '"';
        must(escape_get(&p, &c) == STATUS_OK);
        must(c == written && p == text + n);
    }
}
END_TEST

/* --- Whole texts -------------------------------------------------------- */

START_TEST(is_utf8_says_whether_a_text_is)
{
    static const char *const good[] = {"",          "a",
                                       "\x01\x7F",  "\xC3\xA9t\xC3\xA9",
                                       "\\ud800\"", "\xF4\x8F\xBF\xBF"};
    static const char *const bad[] = {"\x80",
                                      "\xC3",
                                      "a\xC3",
                                      "\xC3\xC3\xA9",
                                      "\xC0\x80",
                                      "\xED\xA0\x80",
                                      "\xF4\x90\x80\x80",
                                      "caf\xE9",
                                      "\xE2\x82",
                                      "ok\xFF"};

    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        ck_assert_msg(escape_is_utf8(good[i]), "good text %zu", i);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(!escape_is_utf8(bad[i]), "bad text %zu", i);
}
END_TEST

/* The inside of a JSON string, and a text that it spells or does not. */
static const struct {
    const char *raw, *text;
    bool spells;
} spellings[] = {
    {"", "", true},
    {"ab", "ab", true},
    {"a\\u0062", "ab", true},
    {"\\\"\\\\\\/\\n", "\"\\/\n", true},
    {"\xC3\xA9\\u00E9", "\xC3\xA9\xC3\xA9", true},
    {"\\ud83d\\ude00", "\xF0\x9F\x98\x80", true},
    {"", "a", false},
    {"a", "", false},
    {"ab", "a", false},
    {"a", "ab", false},
    {"a\\u0000", "a", false},
    {"\\u0000", "", false},
    {"\\u0000a", "a", false},
    {"a\\n", "a\\n", false},
    {"\\u00e9", "\xC3\xA8", false},
    {"\\ud83d", "\xF0\x9F\x98\x80", false},
    {"\xC3\xA9", "\xC3", false},
};

START_TEST(spells_says_whether_a_string_is_a_text)
{
    char *raw;
    size_t n = strlen(spellings[_i].raw);

    /* No byte after the closing quote is read. */
    ck_assert((raw = malloc(n + 1)) != NULL);
    memcpy(raw, spellings[_i].raw, n);
    raw[n] = '"';
    ck_assert_int_eq(escape_spells((unsigned char *)raw, n, spellings[_i].text),
                     spellings[_i].spells);
    free(raw);
}
END_TEST

START_TEST(quote_appends_a_json_string)
{
    struct buffer b = {0};

    ck_assert(escape_quote(&b, "users"));
    ck_assert(escape_quote(&b, ""));
    ck_assert(escape_quote(&b, "a\"b\\c/\n\x01\x7F\xC3\xA9"));
    ck_assert(escape_quote(&b, "\x01\x01\x01\x01\x01\x01\x01\x01"));
    ck_assert(buffer_terminate(&b));
    ck_assert_str_eq((char *)b.data,
                     "\"users\"\"\"\"a\\\"b\\\\c/\\n\\u0001\x7F\xC3\xA9\""
                     "\"\\u0001\\u0001\\u0001\\u0001"
                     "\\u0001\\u0001\\u0001\\u0001\"");
    buffer_free(&b);
}
END_TEST

/* --- Helpers ------------------------------------------------------------ */

START_TEST(high_and_low_surrogates_are_halves_of_pairs)
{
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        must(!escape_is_high(c) == !(c >= 0xD800 && c < 0xDC00));
        must(!escape_is_low(c) == !(c >= 0xDC00 && c < 0xE000));
    }
    ck_assert_uint_eq(escape_join(0xD800, 0xDC00), 0x10000);
    ck_assert_uint_eq(escape_join(0xD83D, 0xDE00), 0x1F600);
    ck_assert_uint_eq(escape_join(0xDBFF, 0xDFFF), 0x10FFFF);
}
END_TEST

START_TEST(hex4_reads_up_to_four_digits)
{
    static const unsigned char text[] = "00e9Dg";
    uint32_t c;

    ck_assert_uint_eq(escape_hex4(text, 4, &c), 4);
    ck_assert_uint_eq(c, 0xE9);
    ck_assert_uint_eq(escape_hex4(text, 6, &c), 4);
    ck_assert_uint_eq(escape_hex4(text + 1, 4, &c), 4);
    ck_assert_uint_eq(c, 0x0E9D);
    ck_assert_uint_eq(escape_hex4(text + 2, 4, &c), 3); /* g is none */
    ck_assert_uint_eq(escape_hex4(text, 2, &c), 2);
    ck_assert_uint_eq(escape_hex4(text, 0, &c), 0);
}
END_TEST

/* --- ASCII -------------------------------------------------------------- */

/* Whether c is in a list of characters. */
static bool is_in(const char *list, int c)
{
    return c != 0 && strchr(list, c) != NULL;
}

START_TEST(each_byte_is_of_its_classes)
{
    static const char upper[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static const char lower[] = "abcdefghijklmnopqrstuvwxyz";

    for (int i = 0; i < 256; i++) {
        unsigned char c = (unsigned char)i;
        must(ascii_is_digit(c) == is_in("0123456789", i));
        must(ascii_is_upper(c) == is_in(upper, i));
        must(ascii_is_letter(c) == (is_in(upper, i) || is_in(lower, i)));
        must(ascii_is_blank(c) == is_in(" \t\r", i));
        must(ascii_is_space(c) == is_in(" \t\r\n", i));
    }
}
END_TEST

START_TEST(hex_knows_its_digits)
{
    static const char lower[] = "0123456789abcdef", upper[] = "ABCDEF";

    for (int c = 0; c < 256; c++) {
        const char *l = memchr(lower, c, 16), *u = memchr(upper, c, 6);
        int value = l != NULL   ? (int)(l - lower)
                    : u != NULL ? 10 + (int)(u - upper)
                                : -1;
        ck_assert_int_eq(ascii_hex((unsigned char)c), value);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("escape");
    TCase *utf8 = tcase_create("utf8");
    TCase *ascii = tcase_create("ascii");
    TCase *escape = tcase_create("escape");

    tcase_add_test(utf8, utf8_look_knows_table_3_7_and_reads_no_byte_too_far);
    tcase_add_loop_test(utf8, utf8_puts_and_gets_a_character, 0,
                        sizeof characters / sizeof *characters);
    tcase_add_test(utf8, utf8_bom_begins_a_text_or_not);
    tcase_add_test(utf8, utf8_puts_what_it_gets_for_all_of_unicode);
    tcase_set_timeout(utf8, 300);
    suite_add_tcase(suite, utf8);

    tcase_add_loop_test(escape,
                        get_reads_one_character_or_stops_where_it_cannot, 0,
                        sizeof readings / sizeof *readings);
    tcase_add_loop_test(escape, put_writes_the_shortest_spelling, 0,
                        sizeof writings / sizeof *writings);
    tcase_add_test(escape, get_reads_back_what_put_writes);
    tcase_add_test(escape, is_utf8_says_whether_a_text_is);
    tcase_add_loop_test(escape, spells_says_whether_a_string_is_a_text, 0,
                        sizeof spellings / sizeof *spellings);
    tcase_add_test(escape, quote_appends_a_json_string);
    tcase_add_test(escape, high_and_low_surrogates_are_halves_of_pairs);
    tcase_add_test(escape, hex4_reads_up_to_four_digits);
    tcase_set_timeout(escape, 300);
    suite_add_tcase(suite, escape);

    tcase_add_test(ascii, each_byte_is_of_its_classes);
    tcase_add_test(ascii, hex_knows_its_digits);
    suite_add_tcase(suite, ascii);
    return tap_run(suite);
}
