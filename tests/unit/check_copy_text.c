/* COPY's text format: what a line is, and its escapes. */
#include <config.h>

#include "support/tap.h"

#include "input/copy_text.h"

#include <string.h>

/* A text with its length, for those with a NUL in them. */
#define TEXT(literal) (literal), sizeof(literal) - 1

static const unsigned char *bytes(const char *text)
{
    return (const unsigned char *)text;
}

/* --- What a line is ------------------------------------------------------ */

static const struct {
    const char *text;
    size_t n;
    enum copy_text_line line;
} lines[] = {
    {TEXT("\\N"), COPY_TEXT_NULL},      {TEXT("\\N\r"), COPY_TEXT_NULL},
    {TEXT(""), COPY_TEXT_BLANK},        {TEXT("\r"), COPY_TEXT_BLANK},
    {TEXT("   "), COPY_TEXT_BLANK},     {TEXT("  \r"), COPY_TEXT_BLANK},

    {TEXT("\\."), COPY_TEXT_FINAL},     {TEXT("\\.\r"), COPY_TEXT_FINAL},

    {TEXT("1"), COPY_TEXT_VALUE},       {TEXT("N"), COPY_TEXT_VALUE},
    {TEXT("."), COPY_TEXT_VALUE},       {TEXT("\\"), COPY_TEXT_VALUE},
    {TEXT("\\n"), COPY_TEXT_VALUE},     {TEXT("\\\\"), COPY_TEXT_VALUE},
    {TEXT("\\NN"), COPY_TEXT_VALUE},    {TEXT("\\N\\N"), COPY_TEXT_VALUE},
    {TEXT("\\N\t{}"), COPY_TEXT_VALUE}, {TEXT("\\N "), COPY_TEXT_VALUE},
    {TEXT(" \\N"), COPY_TEXT_VALUE},    {TEXT("\\N\r\r"), COPY_TEXT_VALUE},
    {TEXT("\\.."), COPY_TEXT_VALUE},    {TEXT(" \\."), COPY_TEXT_VALUE},
    {TEXT("\\.1"), COPY_TEXT_VALUE},    {TEXT("\\.\r\r"), COPY_TEXT_VALUE},
    {TEXT("1\\."), COPY_TEXT_VALUE},    {TEXT("\t"), COPY_TEXT_VALUE},
    {TEXT(" \t"), COPY_TEXT_VALUE},     {TEXT("\0"), COPY_TEXT_VALUE},
    {TEXT("\v"), COPY_TEXT_VALUE},      {TEXT("  {}"), COPY_TEXT_VALUE},
};

START_TEST(a_line_is_a_value_a_null_or_the_end)
{
    const unsigned char *p = bytes(lines[_i].text);

    ck_assert_int_eq(copy_text_look(p, p + lines[_i].n, true), lines[_i].line);
}
END_TEST

/* In the middle of a line they are no marks. */
START_TEST(a_mark_stands_at_the_beginning_of_its_line)
{
    const unsigned char *p = bytes("\\N\\.  ");

    ck_assert_int_eq(copy_text_look(p, p + 2, false), COPY_TEXT_VALUE);
    ck_assert_int_eq(copy_text_look(p + 2, p + 4, false), COPY_TEXT_VALUE);
    ck_assert_int_eq(copy_text_look(p + 4, p + 6, false), COPY_TEXT_BLANK);
}
END_TEST

/* What stands after the line is not looked at. */
START_TEST(a_line_ends_where_it_ends)
{
    const unsigned char *p = bytes("\\N\\.");

    ck_assert_int_eq(copy_text_look(p, p + 1, true), COPY_TEXT_VALUE);
    ck_assert_int_eq(copy_text_look(p, p + 2, true), COPY_TEXT_NULL);
    ck_assert_int_eq(copy_text_look(p, p + 3, true), COPY_TEXT_VALUE);
    ck_assert_int_eq(copy_text_look(p + 2, p + 4, true), COPY_TEXT_FINAL);
}
END_TEST

/* --- Decoding ------------------------------------------------------------ */

enum {
    ROOM = 1024,
    UNTOUCHED = 0xA5,
};

struct decoded {
    enum status status;
    size_t walked; /* bytes of the line */
    size_t used;
    unsigned char out[ROOM];
};

/* Decodes with no more room than the contract asks for. */
static struct decoded decode(const unsigned char *p, size_t n, bool last)
{
    struct decoded d;
    const unsigned char *next = p;

    must(n < ROOM);
    memset(d.out, UNTOUCHED, sizeof d.out);
    d.used = SIZE_MAX;
    d.status = copy_text_decode(&next, p + n, last, d.out, &d.used);
    d.walked = (size_t)(next - p);
    must(d.walked <= n && d.used <= d.walked);
    for (size_t i = n; i < ROOM; i++)
        must(d.out[i] == UNTOUCHED);
    return d;
}

static const struct {
    const char *text, *out;
} good[] = {
    {"", ""},
    {"{\"a\": [1, 2]}", "{\"a\": [1, 2]}"},
    {"\\b", "\b"},
    {"\\f", "\f"},
    {"\\n", "\n"},
    {"\\r", "\r"},
    {"\\t", "\t"},
    {"\\v", "\v"},
    {"\\\\", "\\"},
    {"\\\\n", "\\n"},
    {"\\\\\\n", "\\\n"},
    {"\\\\\\\\", "\\\\"},
    {"\\b\\f\\n\\r\\t\\v\\\\", "\b\f\n\r\t\v\\"},
    {"\"C:\\\\\\\\\"", "\"C:\\\\\""},
    {"a\\nb", "a\nb"},
    /* Everything else is itself. */
    {"\x01\b\f\v\r\x1F\x7F\x80\xFF", "\x01\b\f\v\r\x1F\x7F\x80\xFF"},
    {"\xF0\x9F\x98\x80\\n\xC3\xA9", "\xF0\x9F\x98\x80\n\xC3\xA9"},
    {"N.x0/\"'", "N.x0/\"'"},
};

START_TEST(the_escapes_of_copy_are_undone)
{
    size_t n = strlen(good[_i].text);

    for (int last = 0; last <= 1; last++) {
        struct decoded d = decode(bytes(good[_i].text), n, last == 1);
        ck_assert_int_eq(d.status, STATUS_OK);
        ck_assert_uint_eq(d.walked, n);
        ck_assert_uint_eq(d.used, strlen(good[_i].out));
        ck_assert(memcmp(d.out, good[_i].out, d.used) == 0);
    }
}
END_TEST

START_TEST(a_nul_byte_is_itself)
{
    struct decoded d = decode(bytes("a\0\\n"), 4, true);

    ck_assert_int_eq(d.status, STATUS_OK);
    ck_assert_uint_eq(d.used, 3);
    ck_assert(memcmp(d.out, "a\0\n", 3) == 0);
}
END_TEST

/* Of all bytes after a backslash, seven make an escape. */
START_TEST(no_other_escape_is_known)
{
    unsigned known = 0;

    for (int c = 0; c < 256; c++) {
        const unsigned char text[] = {'a', '\\', (unsigned char)c, 'b'};
        struct decoded d = decode(text, sizeof text, true);
        if (c != 0 && strchr("bfnrtv\\", c) != NULL) {
            ck_assert_int_eq(d.status, STATUS_OK);
            ck_assert_uint_eq(d.used, 3);
            known++;
        } else {
            ck_assert_int_eq(d.status, STATUS_COPY_ESCAPE);
            ck_assert_uint_eq(d.walked, 1);
            ck_assert_uint_eq(d.used, 1);
        }
    }
    ck_assert_uint_eq(known, 7);
}
END_TEST

static const struct {
    const char *text;
    enum status status;
    size_t walked, used;
} bad[] = {
    {"\t", STATUS_COPY_TAB, 0, 0},
    {"{}\t{}", STATUS_COPY_TAB, 2, 2},
    {"\\t\t", STATUS_COPY_TAB, 2, 1},
    {"\\\\\t", STATUS_COPY_TAB, 2, 1},
    {"\\u00e9", STATUS_COPY_ESCAPE, 0, 0},
    {"\"\\\\u00e9\\u00e9", STATUS_COPY_ESCAPE, 8, 7},
    {"\\\t", STATUS_COPY_ESCAPE, 0, 0},
    /* The first of several errors. */
    {"a\\x\t", STATUS_COPY_ESCAPE, 1, 1},
    {"a\t\\x", STATUS_COPY_TAB, 1, 1},
    {"a\\N", STATUS_COPY_ESCAPE, 1, 1},
    {"a\\.", STATUS_COPY_ESCAPE, 1, 1},
    {"a\\\r", STATUS_COPY_ESCAPE, 1, 1},
};

START_TEST(an_error_is_at_its_first_byte)
{
    size_t n = strlen(bad[_i].text);

    for (int last = 0; last <= 1; last++) {
        struct decoded d = decode(bytes(bad[_i].text), n, last == 1);
        ck_assert_int_eq(d.status, bad[_i].status);
        ck_assert_uint_eq(d.walked, bad[_i].walked);
        ck_assert_uint_eq(d.used, bad[_i].used);
    }
}
END_TEST

/* It may be half an escape, or the last byte of a line. */
START_TEST(a_backslash_at_the_end_waits_unless_the_line_ends)
{
    struct decoded d = decode(bytes("ab\\"), 3, false);

    ck_assert_int_eq(d.status, STATUS_OK);
    ck_assert_uint_eq(d.walked, 2);
    ck_assert_uint_eq(d.used, 2);
    d = decode(bytes("ab\\"), 3, true);
    ck_assert_int_eq(d.status, STATUS_COPY_ESCAPE);
    ck_assert_uint_eq(d.walked, 2);
    ck_assert_uint_eq(d.used, 2);
    /* What stands after the end is not looked at. */
    d = decode(bytes("ab\\n"), 3, false);
    ck_assert_uint_eq(d.walked, 2);
    d = decode(bytes("ab\\n"), 3, true);
    ck_assert_int_eq(d.status, STATUS_COPY_ESCAPE);
}
END_TEST

/* --- Seeds --------------------------------------------------------------- */

/* xorshift: the same numbers on every machine. */
static uint32_t dice(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/*
 * A line of n bytes before it was encoded, and that line. starts[i] is where
 * in it the byte i begins, and starts[n] its length.
 */
struct line {
    size_t n;
    unsigned char plain[ROOM / 4], text[ROOM / 2];
    size_t starts[ROOM / 4 + 1];
};

static struct line make_line(uint32_t *seed)
{
    static const char escaped[] = "\b\f\n\r\t\v\\", letters[] = "bfnrtv\\";
    struct line l = {.n = dice(seed) % (sizeof l.plain + 1)};
    size_t at = 0;

    for (size_t i = 0; i < l.n; i++) {
        unsigned char c = dice(seed) % 2 == 0
                              ? (unsigned char)escaped[dice(seed) % 7]
                              : (unsigned char)(dice(seed) % 256);
        const char *found = c == 0 ? NULL : strchr(escaped, c);
        l.plain[i] = c;
        l.starts[i] = at;
        if (found != NULL)
            l.text[at++] = '\\';
        l.text[at++] =
            found == NULL ? c : (unsigned char)letters[found - escaped];
    }
    l.starts[l.n] = at;
    return l;
}

enum {
    SEEDS = 200
};

START_TEST(decoding_undoes_encoding)
{
    uint32_t seed = 2463534242;

    for (int i = 0; i < SEEDS; i++) {
        struct line l = make_line(&seed);
        struct decoded d = decode(l.text, l.starts[l.n], true);
        must(d.status == STATUS_OK && d.walked == l.starts[l.n]);
        must(d.used == l.n && memcmp(d.out, l.plain, l.n) == 0);
    }
}
END_TEST

START_TEST(each_decoded_byte_knows_where_it_came_from)
{
    uint32_t seed = 123456789;

    for (int i = 0; i < SEEDS; i++) {
        struct line l = make_line(&seed);
        for (size_t j = 0; j <= l.n; j++)
            must(copy_text_origin(l.text, j) == l.starts[j]);
    }
}
END_TEST

/* Wherever it is cut, the pieces make the whole. */
START_TEST(a_line_may_be_decoded_in_pieces)
{
    uint32_t seed = 362436069;

    for (int i = 0; i < SEEDS; i++) {
        struct line l = make_line(&seed);
        size_t n = l.starts[l.n], cut = dice(&seed) % (n + 1);
        struct decoded a = decode(l.text, cut, false);
        struct decoded b = decode(l.text + a.walked, n - a.walked, true);
        must(a.status == STATUS_OK && b.status == STATUS_OK);
        must(cut - a.walked <= 1 && a.walked + b.walked == n);
        must(a.walked == copy_text_origin(l.text, a.used));
        must(a.used + b.used == l.n);
        must(memcmp(a.out, l.plain, a.used) == 0);
        must(memcmp(b.out, l.plain + a.used, b.used) == 0);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("copy_text");
    TCase *text = tcase_create("text");

    tcase_add_loop_test(text, a_line_is_a_value_a_null_or_the_end, 0,
                        sizeof lines / sizeof *lines);
    tcase_add_test(text, a_line_ends_where_it_ends);
    tcase_add_test(text, a_mark_stands_at_the_beginning_of_its_line);
    tcase_add_loop_test(text, the_escapes_of_copy_are_undone, 0,
                        sizeof good / sizeof *good);
    tcase_add_test(text, a_nul_byte_is_itself);
    tcase_add_test(text, no_other_escape_is_known);
    tcase_add_loop_test(text, an_error_is_at_its_first_byte, 0,
                        sizeof bad / sizeof *bad);
    tcase_add_test(text, a_backslash_at_the_end_waits_unless_the_line_ends);
    tcase_add_test(text, decoding_undoes_encoding);
    tcase_add_test(text, each_decoded_byte_knows_where_it_came_from);
    tcase_add_test(text, a_line_may_be_decoded_in_pieces);
    suite_add_tcase(suite, text);
    return tap_run(suite);
}
