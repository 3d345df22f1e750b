/*
 * Numbers and words of every length and spelling, good or bad; and windows that
 * end anywhere. Each kernel must give what the oracle says.
 */
#include "support/tap.h"

#include "oracle/oracle.h"

#include <stdio.h>
#include <string.h>

/* Some more than two of the largest blocks that a kernel looks at at once. */
enum {
    REACH = 135
};

static const struct transform_rules *const rules[] = {&feed_rows,
                                                      &feed_typed_rows};

static void add(struct buffer *b, const char *text)
{
    must(buffer_text(b, text));
}

/* --- Numbers ------------------------------------------------------------- */

static const char *const frames[][2] = {
    {"", "\n"},     {"{\"n\":", "}\n"}, {"{\"n\":", ",\"m\":0}\n"},
    {"[0,", "]\n"}, {"[", " ]\n"},      {"{\"n\": ", "\r\n, \"m\": 1 }\n"},
};
enum {
    FRAMES = sizeof frames / sizeof *frames
};

static void add_framed(struct buffer *b, const char *value)
{
    static size_t count;
    size_t i = count++ % FRAMES;

    add(b, frames[i][0]);
    add(b, value);
    add(b, frames[i][1]);
}

/* Every text of up to six bytes that is made of those of a number. */
START_TEST(numbers_are_what_the_grammar_says)
{
    static const char letters[] = "0-1.eE+";
    enum {
        LETTERS = sizeof letters - 1
    };
    struct buffer b = {0};
    size_t texts = LETTERS;

    for (size_t n = 1; n <= 5; n++, texts *= LETTERS)
        for (size_t i = 0; i < texts; i++) {
            char text[8] = "";
            for (size_t j = 0, rest = i; j < n; j++, rest /= LETTERS)
                text[j] = letters[rest % LETTERS];
            add_framed(&b, text);
            if (b.len > 2000)
                oracle_expect_rows("a number", &b);
        }
    oracle_expect_rows("a number", &b);
    buffer_free(&b);
}
END_TEST

START_TEST(numbers_of_every_length_end_where_they_end)
{
    static const char *const before[] = {"",    "-",   "0.", "-0.", "1e",
                                         "2E-", "12.", "0",  "-."};
    static const char *const after[] = {
        "",  ".5", ".",   "e5", "e",        "E+0",  ".5e-1", "x", "-", "+",
        ":", "/",  ".e1", "\\", "\xC3\xA9", "\x01", " 1",    "{", "\""};
    struct buffer b = {0};
    char text[2 * REACH];

    for (int n = 0; n < REACH; n++) {
        for (size_t i = 0; i < sizeof after / sizeof *after; i++) {
            const char *first = before[((size_t)n + i) % 9];
            int digits = snprintf(text, sizeof text, "%s%.*s", first, n,
                                  "123456789012345678901234567890123456789012"
                                  "345678901234567890123456789012345678901234"
                                  "567890123456789012345678901234567890123456"
                                  "789012345");
            snprintf(text + digits, 16, "%s", after[i]);
            add_framed(&b, text);
        }
        if (b.len > 2000)
            oracle_expect_rows("a long number", &b);
    }
    buffer_free(&b);
}
END_TEST

/* --- Words --------------------------------------------------------------- */

START_TEST(words_are_spelled_so_and_not_otherwise)
{
    static const char *const words[] = {"true", "false", "null"};
    static const char *const others[] = {"",   "e",  "l",   "T",   "\"", ",",
                                         "}",  "]",  "x",   " ",   "\n", "\xEC",
                                         "\\", "tr", "nul", "fals"};
    struct buffer b = {0};
    char text[32];

    for (size_t i = 0; i < 3 * sizeof others / sizeof *others; i++) {
        const char *word = words[i % 3], *other = others[i / 3];
        for (int at = 0; at <= (int)strlen(word); at++)
            for (int over = 0; over < 2; over++) {
                const char *rest = word + at;
                rest += *rest != '\0' && over > 0;
                snprintf(text, sizeof text, "%.*s%s%s", at, word, other, rest);
                add(&b, frames[(i + (size_t)at) % FRAMES][0]);
                add(&b, text);
                add(&b, frames[(i + (size_t)at) % FRAMES][1]);
            }
        oracle_expect_rows("a word", &b);
    }
    buffer_free(&b);
}
END_TEST

/* --- Where windows end ---------------------------------------------------- */

/* Small inputs with everything in them that can be cut in two. */
static const char *const cuttables[] = {
    "{\"a_b\":\"\\u20ac \\\\\",\"c\":-12.50e+3,\"d\":[true,false,null,\"\"]}\n"
    "{\"a_b\":\"\xF0\x9F\x98\x80\",\"c\":0,\"d\":[true,false,nul]}\n",
    "{\"id\": 1, \"first_name\": \"Ada\", \"x\": {\"id\": 2}}\r\n"
    "{\"id\": 22, \"first_name\": \"\xC3\xA9\", \"x\": {\"id\": -0.1}}\r\n"
    "{\"id\": 3, \"first_name\": \"\xE2\x82\", \"x\": {\"id\": 0}}\r\n",
    "{\"a\":1}\n{\"a\":2}\n\n{\"a\":3} x\n{\"a\":4}\n{\"a\":5,\"b\":6}\n"
    "{\"a\":7,\"b\":08}\n{\"a\":7,\"b\":8,\"a\":9}\n{\"a\":10}",
    "{\"aa\":{\"bb\":1,\"cc\":[]}}\n{\"aa\":{\"bb\":2,\"cc\":[{}]}}\n"
    "{\"aa\":{\"bb\":3,\"c\":[1]}}\n{\"aa\":{\"bb\":3,\"ccc\":[,]}}\n",
    "{\"key_of_some_length_1\":\"0123456789012345678901234567890123456789\"}\n"
    "{\"key_of_some_length_1\":\"\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3"
    "\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\"}\n"
    "{\"key_of_some_length_2\":\"\"}",
};
enum {
    CUTTABLES = sizeof cuttables / sizeof *cuttables
};

START_TEST(a_window_may_end_anywhere)
{
    const char *text = cuttables[_i];
    size_t n = strlen(text);

    for (int kind = 0; kind < 8; kind++) {
        struct manner m = {
            .recovers = kind % 2, .guarded = kind / 2 % 2, .step = SIZE_MAX};
        for (m.first = 0; m.first <= n; m.first++) {
            m.align = m.first % 64;
            m.step = kind < 4 ? SIZE_MAX : 1 + m.first % 37;
            m.whole_rows = m.first % 3 == 0;
            oracle_expect_in(text, rules[m.first % 2], text, n, m);
            m.framed = true;
            oracle_expect_in(text, rules[kind % 2], text, n, m);
            m.framed = false;
        }
    }
    for (size_t end = 0; end < n; end += 5) {
        struct outcome o = feed_in_all_manners(text, rules[end % 2], text, end);
        outcome_free(&o);
        oracle_expect(text, rules[end % 2], text, end);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("kernels");
    TCase *bytes = tcase_create("bytes");

    tcase_add_test(bytes, numbers_are_what_the_grammar_says);
    tcase_add_test(bytes, numbers_of_every_length_end_where_they_end);
    tcase_add_test(bytes, words_are_spelled_so_and_not_otherwise);
    tcase_add_loop_test(bytes, a_window_may_end_anywhere, 0, CUTTABLES);
    tcase_set_timeout(bytes, 120);
    suite_add_tcase(suite, bytes);
    return tap_run(suite);
}
