/*
 * Rows that are alike but for one thing. What one row has taught may be guessed
 * of the next, and a guess that is wrong must cost nothing but time. Each
 * kernel must give what the oracle says.
 */
#include "support/tap.h"

#include "oracle/oracle.h"

#include <stdio.h>
#include <string.h>

static const struct transform_rules keep_case_rows = {
    .plan = &(const struct plan_rules){.keep_case = true},
    .first = "",
    .between = "",
    .after = "\n",
    .max_rows = UINT64_MAX,
};

/* As for --lines, with a type. */
static const struct transform_rules typed_lines = {
    .plan = &(const struct plan_rules){.type = "User"},
    .first = "\n",
    .between = ",\n",
    .after = "",
    .max_rows = UINT64_MAX,
};

static const struct transform_rules *const rules[] = {
    &feed_rows, &feed_typed_rows, &keep_case_rows, &typed_lines};

enum {
    RULES = sizeof rules / sizeof *rules,
    ENOUGH = 3000, /* bytes of rows to be fed at once */
};

/* Has the rows transformed by one of the rules, and empties them. */
static void expect(const char *name, struct buffer *rows)
{
    static size_t calls;

    oracle_expect(name, rules[calls++ % RULES], rows->data, rows->len);
    rows->len = 0;
}

/* --- One byte is another -------------------------------------------------- */

static const char *const shapes[] = {
    "{\"id\":1,\"first_name\":\"Ada\",\"x\":{\"id\":22,\"b_c\":[1,{\"id\":null"
    "}]},\"e\":true}",
    "{\"id\": 1, \"first_name\": \"Ada\", \"x\": {\"id\": 22, \"b\": [1, "
    "\"\\u00e9\"]}, \"e\": false}",
    "{ \"id\" : 1 ,\n  \"first_name\" : \"\xC3\xA9\" ,\r\n\t\"x\" : { } }",
    "{\"ab\":1,\"abc\":2,\"a\":3,\"abcd\":\"ab\",\"\":-0.5e1,\"b\":{\"ab\":1,"
    "\"abc\":2}}",
    "{\"a\\u005fb\":\"x\",\"c_d\":\"\\n\",\"\xC3\xA9\":1,\"\\u00e8\":[],"
    "\"\\\"\":0}",
    "[{\"a\":1,\"b\":[]},{\"a\":3,\"b\":[{\"a\":{}}]}]",
    "{\"__typename\":\"X\",\"id\":1,\"y\":{\"__typename\":\"Z\",\"a\":0}}",
    "{\"id\":1,\"__typename\":{\"id\":2},\"type\":3}",
    "{\"a\":1}",
    /* The same key is the first of one object, and not of another. */
    "{\"x\":{\"b\":1},\"y\":{\"a\":1,\"b\":2},\"b\":[{\"b\":1},{\"a\":0}]}",
    "{\"y\":{\"a\":1,\"b\":[{\"b\":1,\"a\":0}]},\"x\":{\"b\":\"\"}}",
    "{\"y\": {\"a\": 1, \"b\": [{\"b\": 1, \"a\": 0}]}, \"x\": {\"b\": \"\"}}",
    "{\"this_key_is_longer_than_a_block_of_32\":\"and so is what it says: "
    "0123456789 0123456789 0123456789\",\"n\":12345678901234567890}",
};
enum {
    SHAPES = sizeof shapes / sizeof *shapes
};

static const char others[] =
    "{}[]:,\"\\ \n\r\t_aZ0-.e\x80\xC3\xE2\xFF\x01\x1F!";

/* A row with one byte over another, or before it; and the shape once more. */
static void add_spoiled(struct buffer *b, const char *shape, size_t at,
                        const char *piece, size_t n, size_t over)
{
    size_t length = strlen(shape);

    if (over > length - at)
        over = length - at;
    must(buffer_append(b, shape, at));
    must(buffer_append(b, piece, n));
    must(buffer_append(b, shape + at + over, length - at - over));
    feed_add(b, "\n");
    must(buffer_append(b, shape, length));
    feed_add(b, "\n");
}

START_TEST(a_row_may_differ_by_a_byte)
{
    const char *shape = shapes[_i];
    struct buffer b = {0};

    for (size_t at = 0; at <= strlen(shape); at++)
        for (size_t i = 0; i < sizeof others; i++) { /* the last one is a 0 */
            if (b.len == 0)
                feed_add(&b, "%s\n%s\n", shape, shape);
            add_spoiled(&b, shape, at, &others[i], 1, 1);
            add_spoiled(&b, shape, at, &others[i], 1, 0);
            if (i % 8 == 0)
                add_spoiled(&b, shape, at, "", 0, 1 + i / 8);
            if (b.len > ENOUGH)
                expect(shape, &b);
        }
    expect(shape, &b);
    buffer_free(&b);
}
END_TEST

/* Pieces that are more than a byte, twice in a row, so that they are learned.
 */
START_TEST(a_row_may_differ_by_a_piece)
{
    static const char *const pieces[] = {
        "  ",
        "\r\n",
        ",\"a\":1",
        "\"a\":1,",
        "\"\"",
        "{}",
        "[]",
        "null",
        "\\u0061",
        "\\u005f",
        "\\\"",
        "__",
        "\xE2\x82\xAC",
        "}\n{",
        "0.5e-3",
        "\"x_y\":{\"id\":1,\"a\":{\"ab\":1}},",
        "01234567890123456789012345678",
        ",,",
        "::",
        "true",
        "\\n\\n",
        "\xF0\x9F\x98\x80\xF0\x9F\x98\x80",
        "                                                                   ",
    };
    const char *shape = shapes[_i];
    struct buffer b = {0};

    for (size_t at = 0; at <= strlen(shape); at++)
        for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
            if (b.len == 0)
                feed_add(&b, "%s\n", shape);
            for (size_t over = 0; over < 2; over++) {
                add_spoiled(&b, shape, at, pieces[i], strlen(pieces[i]), over);
                b.len -= strlen(shape) + 1;
                add_spoiled(&b, shape, at, pieces[i], strlen(pieces[i]), over);
            }
            if (b.len > ENOUGH)
                expect(shape, &b);
        }
    expect(shape, &b);
    buffer_free(&b);
}
END_TEST

/* --- Keys ----------------------------------------------------------------- */

/* Keys of every length, each the beginning of the next, and how they end. */
START_TEST(keys_of_every_length_are_distinguished)
{
    static const char *const ends[] = {
        "", "_", "x", "_x", "\\u0078", "\\", "\xC3\xA9", "\xC3", "\x01", " "};
    static const char text[] =
        "first_name_of_the_person_who_wrote_the_row_or_of_somebody_else_with_"
        "another_name_that_is_at_least_as_long_as_this_one_or_longer_than_it";
    struct buffer b = {0};

    for (int n = 0; n < (int)sizeof text; n++) {
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
            feed_add(&b, "{\"%.*s\":1,\"z\":\"\"}\n", n, text);
            feed_add(&b, "{\"%.*s%s\":1,\"z\":\"\"}\n", n, text, ends[i]);
            feed_add(&b, "{\"%.*s\":1,", n, text);
            feed_add(&b, "\"%.*s%s\":2}\n", n, text, ends[i]);
        }
        if (b.len > ENOUGH)
            expect("keys", &b);
    }
    expect("keys", &b);
    buffer_free(&b);
}
END_TEST

/* A row of n keys, with another before the key of one number, or none. */
static void add_wide(struct buffer *b, int keys, int before, const char *other)
{
    feed_add(b, "{");
    for (int i = 0; i <= keys; i++) {
        if (i == before)
            feed_add(b, "%s%s", i == 0 ? "" : ",", other);
        if (i < keys)
            feed_add(b, "%s\"key_%d\":%d", i == 0 && before != 0 ? "" : ",", i,
                     i * i);
    }
    feed_add(b, "}\n");
}

START_TEST(equal_keys_are_found_however_far_apart)
{
    static const int sizes[] = {1,  2,  3,  7,  8,  9,   15, 16,
                                17, 31, 33, 63, 65, 130, 200};
    const int keys = sizes[_i];
    struct buffer b = {0};
    char other[64];

    for (int step = 0; step < 12; step++) {
        int before = step % 2 == 0 ? keys : keys * step / 12;
        int which = step % 2 == 0 ? keys * step / 12 : keys - 1;
        add_wide(&b, keys, -1, "");
        snprintf(other, sizeof other, "\"key_%d\":0", which);
        add_wide(&b, keys, before, other);
        add_wide(&b, keys, before, other);
        snprintf(other, sizeof other, "\"key%d\":\"a\"", which);
        add_wide(&b, keys, before, other);
        snprintf(other, sizeof other, "\"k\\u0065y_%d\":{}", which);
        add_wide(&b, keys, before, other);
        snprintf(other, sizeof other, "\"x\":{\"key_%d\":1,\"key_%d\":2}",
                 which, step % 3 == 0 ? which : keys + 1);
        add_wide(&b, keys, before, other);
        add_wide(&b, keys, -1, "");
        expect("equal keys", &b);
    }
    buffer_free(&b);
}
END_TEST

/* Equal keys of a row, of what is around it and what is in it. */
START_TEST(equal_keys_are_those_of_one_object)
{
    static const char *const rows[] = {
        "{\"a\":1,\"b\":{\"a\":1,\"b\":{\"a\":1,\"b\":2}},\"c\":{\"a\":1}}\n",
        "{\"a\":1,\"b\":{\"a\":1,\"b\":{\"a\":1,\"b\":2}},\"a\":{\"a\":1}}\n",
        "{\"a\":1,\"b\":{\"a\":1,\"b\":{\"a\":1,\"a\":2}},\"c\":{\"a\":1}}\n",
        "{\"a\":1,\"b\":{\"a\":1,\"b\":{\"a\":1,\"b\":2},\"a\":0}}\n",
        "{\"a\":1,\"b\":[{\"a\":1},{\"a\":2},{\"a\":3,\"b\":4}],\"c\":5}\n",
        "{\"a\":1,\"b\":[{\"a\":1},{\"a\":2},{\"a\":3,\"b\":4}],\"b\":5}\n",
        "{\"a\":1,\"b\":[{\"a\":1},{\"a\":2,\"a\":2},{\"a\":3}],\"c\":5}\n",
        "[{\"a\":1,\"b\":{\"a\":1}},{\"a\":2,\"b\":{\"a\":1}}]\n",
        "[{\"a\":1,\"b\":{\"a\":1}},{\"a\":2,\"b\":{\"b\":1},\"b\":3}]\n",
        "{\"b\":{\"b\":{\"b\":{\"b\":{}}}}}\n",
        "{\"b\":{\"b\":{\"b\":{\"b\":{}},\"c\":1,\"b\":1}}}\n",
    };
    enum {
        ROWS = sizeof rows / sizeof *rows
    };
    struct buffer b = {0};

    for (size_t i = 0; i < ROWS * ROWS * ROWS; i++) {
        feed_add(&b, "%s%s%s", rows[i % ROWS], rows[i / ROWS % ROWS],
                 rows[i / ROWS / ROWS]);
        if (b.len > ENOUGH)
            expect("equal keys", &b);
    }
    expect("equal keys", &b);
    buffer_free(&b);
}
END_TEST

/* A row whose keys are these letters. */
static void add_letters(struct buffer *b, const char *letters)
{
    feed_add(b, "{");
    for (size_t i = 0; letters[i] != '\0'; i++)
        feed_add(b, "%s\"%c\":%zu", i == 0 ? "" : ",", letters[i], i);
    feed_add(b, "}\n");
}

/*
 * What follows a key was learned from two rows. A third has any keys, some of
 * them twice.
 */
START_TEST(equal_keys_are_found_in_every_order)
{
    static const char *const orders[] = {"cba", "cab", "abc", "acb",
                                         "bca", "bac", "ab",  "a"};
    enum {
        ORDERS = sizeof orders / sizeof *orders
    };
    struct buffer b = {0};

    for (size_t i = 0; i < ORDERS * ORDERS; i++)
        for (unsigned n = 1, words = 3; n <= 4; n++, words *= 3)
            for (unsigned word = 0; word < words; word++) {
                char letters[5] = "";
                for (unsigned j = 0, rest = word; j < n; j++, rest /= 3)
                    letters[j] = (char)('a' + rest % 3);
                add_letters(&b, orders[i % ORDERS]);
                add_letters(&b, orders[i / ORDERS]);
                add_letters(&b, letters);
                if (b.len > ENOUGH)
                    expect("keys in an order", &b);
            }
    expect("keys in an order", &b);
    buffer_free(&b);
}
END_TEST

/* --- Guesses that are gone ------------------------------------------------ */

/*
 * Keys that are ever different are forgotten, and with them those that are ever
 * the same, and what was guessed from them.
 */
START_TEST(rows_alike_come_through_while_keys_are_forgotten)
{
    struct buffer in = {0}, out = {0};

    for (int row = 0; row < 4000; row++) {
        feed_add(&in, "{\"id\": %d, \"first_name\": \"Ada\", ", row);
        feed_add(&out, "{\"id\":%d,\"firstName\":\"Ada\",", row);
        for (int i = 0; i < 8; i++) {
            feed_add(&in, "\"its_%d_own_%d\": true, ", row, i);
            feed_add(&out, "\"its%dOwn%d\":true,", row, i);
        }
        feed_add(&in, "\"x\": {\"id\": %d, \"z_z\": null}}\n", row);
        feed_add(&out, "\"x\":{\"id\":%d,\"zZ\":null}}\n", row);
    }
    feed_expect_output(&feed_rows, &in, 1000, &out);
    buffer_free(&in);
    buffer_free(&out);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("guesses");
    TCase *rows = tcase_create("rows");

    tcase_add_loop_test(rows, a_row_may_differ_by_a_byte, 0, SHAPES);
    tcase_add_loop_test(rows, a_row_may_differ_by_a_piece, 0, SHAPES);
    tcase_add_test(rows, keys_of_every_length_are_distinguished);
    tcase_add_loop_test(rows, equal_keys_are_found_however_far_apart, 0, 15);
    tcase_add_test(rows, equal_keys_are_those_of_one_object);
    tcase_add_test(rows, equal_keys_are_found_in_every_order);
    tcase_add_test(rows, rows_alike_come_through_while_keys_are_forgotten);
    tcase_set_timeout(rows, 120);
    suite_add_tcase(suite, rows);
    return tap_run(suite);
}
