/*
 * Strings of every length, with everything that may be in them, good or bad, at
 * every place. Each kernel must give what the oracle says.
 */
#include "support/tap.h"

#include "oracle/oracle.h"
#include "support/random.h"

#include <stdio.h>
#include <string.h>

/* Some more than two of the largest blocks that a kernel looks at at once. */
enum {
    REACH = 135
};

static void add(struct buffer *b, const char *text)
{
    must(buffer_text(b, text));
}

/* --- Strings ------------------------------------------------------------- */

/* What a string may hold, and what not; <0> is a byte that is zero. */
static const char *const pieces[] = {
    /* escapes */
    "\\\"",
    "\\\\",
    "\\/",
    "\\b",
    "\\f",
    "\\n",
    "\\r",
    "\\t",
    "\\u00e9",
    "\\uD83D\\ude00",
    "\\ud800",
    "\\\\\\\"\\\\",
    "\\",
    "\\x",
    "\\u",
    "\\u1",
    "\\u12",
    "\\u123",
    "\\u123g",
    "\\U0041",
    "\\ ",
    "\\u 123",
    "\\\xC3\xA9",
    "\\\x01",
    "\\<0>",
    "\\u00<0>0",
    /* what a block of bytes may be mistaken for */
    "\x7F",
    "'",
    "/",
    "!",
    "#",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    "^",
    "\x20",
    /* characters of two bytes, three and four: the first and the last */
    "\xC2\x80",
    "\xDF\xBF",
    "\xE0\xA0\x80",
    "\xED\x9F\xBF",
    "\xEE\x80\x80",
    "\xEF\xBF\xBF",
    "\xF0\x90\x80\x80",
    "\xF4\x8F\xBF\xBF",
    "\xE2\x82\xAC",
    "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\xC3\xA9",
    /* too few bytes */
    "\xC2",
    "\xC3\xC3\xA9",
    "\xE2\x82",
    "\xE2",
    "\xE2\x82\xC3\xA9",
    "\xF0\x9F\x98",
    "\xF0\x9F",
    "\xF0",
    "\xF0\x9F\x98\xE2\x82\xAC",
    "\xC3\\n",
    "\xE2\x82\\n",
    "\xF0\x9F\x98\\u0041",
    "\xC3\x01",
    "\xE2<0>",
    /* too many */
    "\x80",
    "\xBF",
    "\xC3\xA9\xA9",
    "\xE2\x82\xAC\x80",
    "\xF0\x9F\x98\x80\xBF",
    "\x80\x80\x80\x80",
    /* overlong, surrogates, past U+10FFFF, and what never occurs */
    "\xC0\x80",
    "\xC1\xBF",
    "\xE0\x80\x80",
    "\xE0\x9F\xBF",
    "\xF0\x80\x80\x80",
    "\xF0\x8F\xBF\xBF",
    "\xED\xA0\x80",
    "\xED\xBF\xBF",
    "\xF4\x90\x80\x80",
    "\xF5\x80\x80\x80",
    "\xF8\x88\x80\x80\x80",
    "\xFE",
    "\xFF",
    "\xFF\xFF",
    /* bytes that no string may hold as they are */
    "<0>",
    "\x01",
    "\t",
    "\n",
    "\r\n",
    "\x1F",
    "\x10",
};
enum {
    PIECES = sizeof pieces / sizeof *pieces
};

/* What else is in the string. */
static const char *const grounds[] = {"x", "\xC3\xA9", "\xE2\x82\xAC",
                                      "\xF0\x9F\x98\x80"};

static void add_piece(struct buffer *b, const char *piece)
{
    const char *zero = strstr(piece, "<0>");

    if (zero != NULL) {
        must(buffer_append(b, piece, (size_t)(zero - piece)));
        must(buffer_append(b, "", 1));
        piece = zero + strlen("<0>");
    }
    add(b, piece);
}

/* n bytes of a ground, which ends with a whole one. */
static void add_ground(struct buffer *b, const char *ground, size_t n)
{
    size_t length = strlen(ground);

    for (size_t i = 0; i < n % length; i++)
        add(b, "x");
    for (size_t i = 0; i < n / length; i++)
        add(b, ground);
}

/* A row with the piece, and bytes of ground before and after it. */
static void add_row(struct buffer *b, const char *ground, size_t before,
                    const char *piece, size_t after)
{
    add(b, "{\"k\":\"");
    add_ground(b, ground, before);
    add_piece(b, piece);
    add_ground(b, ground, after);
    add(b, after % 5 == 0 ? "\",\"l\":[\"\"]}\n" : "\" }\n");
}

START_TEST(strings_hold_a_piece_at_every_place)
{
    const char *piece = pieces[_i];
    struct buffer b = {0};

    for (size_t g = 0; g < sizeof grounds / sizeof *grounds; g++) {
        for (size_t at = 0; at < REACH; at++) {
            add_row(&b, grounds[g], at, piece, 1 + at % 7 * 11);
            if (at % 4 == 0 || (unsigned char)piece[0] >= 0x80)
                add_row(&b, grounds[g], at, piece, 0);
        }
        char name[64];
        snprintf(name, sizeof name, "piece %d in '%s'", _i, grounds[g]);
        oracle_expect_rows(name, &b);
    }
    buffer_free(&b);
}
END_TEST

/* The same where a string is an item, a row, a key. */
START_TEST(other_strings_hold_a_piece_at_every_place)
{
    static const char *const around[][2] = {
        {"[\"", "\"]\n"},
        {"\"", "\"\n"},
        {"{\"a_b\":1,\"", "\":2}\n"},
        {"{\"a_b\":[{\"c\":\"", "\"},\"\"],\"d\":\"\"}\n"},
        {"{\"__typename\":\"", "\",\"d\":\"\"}\n"},
    };
    char name[32];
    struct buffer b = {0};

    snprintf(name, sizeof name, "piece %d", _i);
    for (size_t i = 0; i < 2 * (sizeof around / sizeof *around); i++) {
        const char *const *parts = around[i / 2]; /* by both rules */
        for (size_t at = 0; at < REACH / 2; at++) {
            add(&b, parts[0]);
            add_ground(&b, grounds[at % 3 == 0], at);
            add_piece(&b, pieces[_i]);
            add(&b, at % 2 == 0 ? "" : "zz");
            add(&b, parts[1]);
        }
        oracle_expect_rows(name, &b);
    }
    buffer_free(&b);
}
END_TEST

/* At each place where a string begins, and at each where the window ends. */
START_TEST(strings_of_every_length_are_copied_from_every_place)
{
    static struct manner m = {.recovers = true};
    struct buffer b = {0};

    for (size_t n = 0; n < REACH; n++) {
        add(&b, "{\"k\":\"");
        add_ground(&b, grounds[_i], n);
        add(&b, "\",\"l_l\":\"\\n");
        add_ground(&b, grounds[_i], REACH - n);
        add(&b, "\"}\n");
    }
    for (m.align = 0; m.align < 64; m.align++) {
        m.step = SIZE_MAX;
        oracle_expect_in("strings", &feed_rows, b.data, b.len, m);
        m.first = m.step = m.align + 1;
        oracle_expect_in("strings", &feed_rows, b.data, b.len, m);
        m.first = m.step = 2 * m.align + 65;
        oracle_expect_in("strings", &feed_typed_rows, b.data, b.len, m);
    }
    buffer_free(&b);
}
END_TEST

/* Each byte, right before the end of a string and right after a block. */
START_TEST(strings_hold_each_byte_or_not)
{
    static const size_t places[] = {0, 1, 7, 8, 15, 16, 31, 32, 63, 64, 65};
    struct buffer b = {0};

    for (unsigned byte = 0; byte < 256; byte++) {
        const unsigned char c = (unsigned char)byte;
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            add(&b, "[\"");
            add_ground(&b, "x", places[i]);
            must(buffer_append(&b, &c, 1));
            add_ground(&b, "x", i % 2 * 70);
            add(&b, "\"]\n");
        }
        oracle_expect_rows("a byte", &b);
    }
    buffer_free(&b);
}
END_TEST

/* Each byte, as each digit of an escape and as its letter. */
START_TEST(escapes_are_what_the_grammar_says)
{
    struct buffer b = {0};

    for (unsigned byte = 0; byte < 256; byte++) {
        for (size_t place = 1; place < 6; place++) {
            char escape[] = "\\u00e9";
            escape[place] = (char)byte;
            add(&b, place % 2 == 0 ? "[\"" : "{\"k\":\"");
            add_ground(&b, "x", byte % 70);
            must(buffer_append(&b, escape, 6));
            add(&b, place % 2 == 0 ? "\"]\n" : "\",\"l\":\"\"}\n");
            add(&b, "{\"");
            must(buffer_append(&b, escape, 6));
            add(&b, "\":1}\n");
        }
        if (b.len > 3000)
            oracle_expect_rows("an escape", &b);
    }
    oracle_expect_rows("an escape", &b);
    buffer_free(&b);
}
END_TEST

/* --- Characters of several bytes ------------------------------------------ */

/* What may be the bytes of one: the bounds of each range in Unicode's table. */
static const unsigned char firsts[] = {0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC,
                                       0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4,
                                       0xF5, 0xF7, 0xF8, 0xFF, 0x80, 'x'};
static const unsigned char nexts[] = {0x7F, 0x80, 0x8F, 0x90, 0x9F,
                                      0xA0, 0xBF, 0xC0, '"'};

START_TEST(characters_are_what_unicode_says)
{
    static const size_t blocks[] = {0, 16, 48}; /* and up to 16 more */
    unsigned char bytes[4] = {firsts[_i]};
    struct buffer b = {0};
    unsigned rows = (unsigned)_i;

    for (size_t i = 0; i < 9 * 9 * 9; i++) {
        bytes[1] = nexts[i % 9];
        bytes[2] = nexts[i / 9 % 9];
        bytes[3] = nexts[i / 81];
        for (size_t before = 13; before < 16; before++, rows++) {
            add(&b, "[\"");
            add_ground(&b, grounds[rows % 4], before + blocks[rows % 3]);
            must(buffer_append(&b, bytes, 4));
            add(&b, "\"]\n");
        }
        if (b.len > 4000)
            oracle_expect_rows("a character", &b);
    }
    oracle_expect_rows("a character", &b);
    buffer_free(&b);
}
END_TEST

/* Characters of all lengths, the first and last of each, and some between. */
static const char *const characters[] = {"x",
                                         "~",
                                         " ",
                                         "\xC2\x80",
                                         "\xD0\xB6",
                                         "\xDF\xBF",
                                         "\xE0\xA0\x80",
                                         "\xE4\xB8\xAD",
                                         "\xED\x9F\xBF",
                                         "\xEE\x80\x80",
                                         "\xEF\xBF\xBF",
                                         "\xF0\x90\x80\x80",
                                         "\xF0\x9F\x98\x80",
                                         "\xF3\xB0\x80\x80",
                                         "\xF4\x8F\xBF\xBF",
                                         "\\n"};

/* A text of them, of one sort or of all. */
static void add_text(struct random *random, struct buffer *b)
{
    enum {
        COUNT = sizeof characters / sizeof *characters
    };
    unsigned sort = random_draw(random, COUNT),
             often = 1 + random_draw(random, 9);

    for (unsigned n = random_draw(random, 90); n > 0; n--) {
        if (random_once_in(random, often))
            sort = random_draw(random, COUNT);
        add(b, characters[sort]);
    }
}

/* Texts of all scripts, half of them with a byte too many, too few, or wrong.
 */
START_TEST(texts_of_all_scripts_are_what_unicode_says)
{
    struct random random = {1};
    struct buffer b = {0};

    for (unsigned row = 0; row < 4000; row++) {
        add(&b, "{\"k\":\"");
        size_t begin = b.len;
        add_text(&random, &b);
        size_t n = b.len - begin, at = random_draw(&random, (unsigned)n + 1);
        if (n > at && random_once_in(&random, 2)) {
            unsigned char *p = b.data + begin + at;
            if (random_once_in(&random, 3)) {
                memmove(p, p + 1, n - at - 1);
                b.len--;
            } else if (random_once_in(&random, 2)) {
                *p ^= (unsigned char)(1u << random_draw(&random, 8));
            } else {
                *p = random_once_in(&random, 2) ? 0x80 : p[n - at - 1];
            }
        }
        add(&b, "\"}\n");
        if (b.len > 3000)
            oracle_expect_rows("texts", &b);
    }
    oracle_expect_rows("texts", &b);
    buffer_free(&b);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("strings");
    TCase *bytes = tcase_create("bytes");

    tcase_add_loop_test(bytes, strings_hold_a_piece_at_every_place, 0, PIECES);
    tcase_add_loop_test(bytes, other_strings_hold_a_piece_at_every_place, 0,
                        PIECES);
    tcase_add_loop_test(bytes,
                        strings_of_every_length_are_copied_from_every_place, 0,
                        sizeof grounds / sizeof *grounds);
    tcase_add_test(bytes, strings_hold_each_byte_or_not);
    tcase_add_test(bytes, escapes_are_what_the_grammar_says);
    tcase_add_loop_test(bytes, characters_are_what_unicode_says, 0,
                        sizeof firsts);
    tcase_add_test(bytes, texts_of_all_scripts_are_what_unicode_says);
    tcase_set_timeout(bytes, 120);
    suite_add_tcase(suite, bytes);
    return tap_run(suite);
}
