/* Characters from outside, as they are shown. */
#include "support/tap.h"

#include "base/glyph.h"
#include "support/guard.h"

#include <locale.h>
#include <string.h>

static const struct {
    const char *bytes; /* the character, and what follows it */
    const char *text;  /* as it is shown */
    int columns;
    unsigned taken; /* bytes of it */
} table[] = {
    /* What is shown as it is: */
    {"ab", "a", 1, 1},
    {" ", " ", 1, 1},
    {"~", "~", 1, 1},
    {"\\x1B", "\\", 1, 1},
    {"é", "é", 1, 2},
    {"€x", "€", 1, 3},
    {"日本", "日", 2, 3},
    {"😀", "😀", 2, 4},
    {"\xC2\xA0", "\xC2\xA0", 1, 2}, /* a blank that does not break lines */

    /* controls, of ASCII and of Latin-1, */
    {"\x01", "\\x01", 4, 1},
    {"\t", "\\x09", 4, 1},
    {"\n", "\\x0A", 4, 1},
    {"\r\n", "\\x0D", 4, 1},
    {"\x1B[31m", "\\x1B", 4, 1},
    {"\x7F", "\\x7F", 4, 1},
    {"\xC2\x80", "<U+0080>", 8, 2},
    {"\xC2\x9B", "<U+009B>", 8, 2},
    /* what has no width: joiners, marks, the soft hyphen, */
    {"\xC2\xAD", "<U+00AD>", 8, 2},
    {"\xCC\x81", "<U+0301>", 8, 2},
    {"\xE2\x80\x8B", "<U+200B>", 8, 3},
    {"\xE2\x80\x8D", "<U+200D>", 8, 3},
    {"\xEF\xBB\xBF", "<U+FEFF>", 8, 3},
    /* what turns the direction, or breaks lines, */
    {"\xE2\x80\xAE", "<U+202E>", 8, 3},
    {"\xE2\x81\xA6", "<U+2066>", 8, 3},
    {"\xE2\x80\xA8", "<U+2028>", 8, 3},
    /* what is not assigned, */
    {"\xEF\xBF\xBF", "<U+FFFF>", 8, 3},
    {"\xF4\x8F\xBF\xBF", "<U+10FFFF>", 10, 4},
    /* and bytes that are no characters, one by one. */
    {"\x80", "\\x80", 4, 1},
    {"\xFF", "\\xFF", 4, 1},
    {"\xC3", "\\xC3", 4, 1},
    {"\xC3z", "\\xC3", 4, 1},
    {"\xC0\x80", "\\xC0", 4, 1},
    {"\xED\xA0\x80", "\\xED", 4, 1},
    {"\xE2\x82", "\\xE2", 4, 1},
    {"\xF0\x9F\x98", "\\xF0", 4, 1},
};

/* The bytes end at a guard page. */
static void expect_glyph(const char *bytes, size_t n, const char *text,
                         int columns, unsigned taken)
{
    struct guard guard = guard_new(n);
    const unsigned char *p = guard_put(&guard, bytes, n);
    struct glyph g = glyph_at(p, p + n);

    ck_assert_str_eq(g.text, text);
    ck_assert_int_eq(g.columns, columns);
    ck_assert_uint_eq(g.bytes, taken);
    guard_free(&guard);
}

START_TEST(a_character_is_shown_so_that_it_does_no_harm)
{
    expect_glyph(table[_i].bytes, strlen(table[_i].bytes), table[_i].text,
                 table[_i].columns, table[_i].taken);
}
END_TEST

START_TEST(a_nul_is_shown_too)
{
    expect_glyph("\0a", 2, "\\x00", 4, 1);
}
END_TEST

/* What would have gone on after the end is not looked at. */
START_TEST(a_character_that_the_end_cuts_is_shown_as_bytes)
{
    static const char bytes[] = "\xF0\x9F\x98\x80";

    for (size_t n = 1; n < 4; n++) {
        const unsigned char *p = (const unsigned char *)bytes;
        struct glyph g = glyph_at(p, p + n);
        ck_assert_str_eq(g.text, "\\xF0");
        ck_assert_uint_eq(g.bytes, 1);
    }
}
END_TEST

START_TEST(a_locale_changes_nothing)
{
    static const char *const locales[] = {"C", "POSIX", "C.UTF-8"};

    for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
        setlocale(LC_ALL, locales[i]);
        expect_glyph("日", 3, "日", 2, 3);
        expect_glyph("é", 2, "é", 1, 2);
        expect_glyph("\xC2\x9B", 2, "<U+009B>", 8, 2);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("glyph");
    TCase *glyphs = tcase_create("glyphs");

    tcase_add_loop_test(glyphs, a_character_is_shown_so_that_it_does_no_harm, 0,
                        sizeof table / sizeof *table);
    tcase_add_test(glyphs, a_nul_is_shown_too);
    tcase_add_test(glyphs, a_character_that_the_end_cuts_is_shown_as_bytes);
    tcase_add_test(glyphs, a_locale_changes_nothing);
    suite_add_tcase(suite, glyphs);
    return tap_run(suite);
}
