/*
 * The walk over inputs too large to be written down, and the members of a
 * transform that others look at.
 */
#include "support/tap.h"

#include "support/feed.h"

#include "transform/state.h"

#include <stdio.h>
#include <string.h>

static void add_times(struct buffer *b, size_t times, const char *text)
{
    while (times-- > 0)
        must(buffer_append(b, text, strlen(text)));
}

/* --- Nesting ------------------------------------------------------------ */

/* What is around each other: arrays, objects, or both in turn. */
static const struct nest {
    const char *open[2], *close[2];
} nests[] = {
    {{"[", "["}, {"]", "]"}},
    {{"{\"a\":", "{\"a\":"}, {"}", "}"}},
    {{"[", "{\"a\":"}, {"]", "}"}},
};

/* Adds a 1 inside of this many levels. */
static void add_nest(struct buffer *b, const struct nest *nest, size_t levels)
{
    for (size_t i = 0; i < levels; i++)
        add_times(b, 1, nest->open[i % 2]);
    add_times(b, 1, "1");
    for (size_t i = levels; i-- > 0;)
        add_times(b, 1, nest->close[i % 2]);
}

START_TEST(accepts_16384_levels_row_after_row)
{
    struct buffer in = {0};

    for (int row = 0; row < 3; row++) {
        add_nest(&in, &nests[_i], 16384);
        feed_add(&in, "\n");
    }
    feed_expect_output(&feed_rows, &in, 1000, &in);
    buffer_free(&in);
}
END_TEST

START_TEST(refuses_level_16385_where_it_opens)
{
    const struct nest *nest = &nests[_i];
    struct buffer in = {0};

    feed_add(&in, "1\n");
    add_nest(&in, nest, 16385);
    size_t pair = strlen(nest->open[0]) + strlen(nest->open[1]);
    feed_expect_error(&feed_rows, &in, 1000, STATUS_TOO_DEEP,
                      2 + 16384 / 2 * pair);
    buffer_free(&in);
}
END_TEST

/* One level less than the row's, as the row itself is one. */
START_TEST(accepts_16383_levels_in_a_field_that_gives_way)
{
    struct buffer in = {0}, out = {0};

    feed_add(&in, "{\"__typename\":");
    add_nest(&in, &nests[_i], 16383);
    feed_add(&in, ",\"b\":2}\n");
    feed_add(&out, "{\"__typename\":\"T\",\"b\":2}\n");
    feed_expect_output(&feed_typed_rows, &in, 1000, &out);
    buffer_free(&in);
    buffer_free(&out);
}
END_TEST

START_TEST(refuses_16384_levels_in_a_field_that_gives_way)
{
    const struct nest *nest = &nests[_i];
    struct buffer in = {0};

    feed_add(&in, "{\"__typename\":");
    size_t before = in.len;
    add_nest(&in, nest, 16384);
    size_t pair = strlen(nest->open[0]) + strlen(nest->open[1]);
    size_t deepest = before + 16384 / 2 * pair - strlen(nest->open[1]);
    feed_expect_error(&feed_typed_rows, &in, 1000, STATUS_TOO_DEEP, deepest);
    buffer_free(&in);
}
END_TEST

/* Columns are a level; the column and what gives way in it open none. */
START_TEST(accepts_16382_levels_in_a_field_that_gives_way_in_a_column)
{
    const struct plan_rules plan = {.type = "T", .column = "data"};
    struct transform_rules rules = feed_typed_rows;
    struct buffer in = {0}, out = {0};

    rules.plan = &plan;
    feed_add(&in, "{\"x\":");
    add_nest(&in, &nests[_i], 16383);
    feed_add(&in, ",\"data\":{\"b\":2,\"__typename\":");
    add_nest(&in, &nests[_i], 16382);
    feed_add(&in, "}}\n");
    feed_add(&out, "{\"__typename\":\"T\",\"b\":2}\n");
    feed_expect_output(&rules, &in, 1000, &out);
    buffer_free(&in);
    buffer_free(&out);
}
END_TEST

START_TEST(refuses_16384_levels_in_a_column)
{
    const struct plan_rules plan = {.column = "data"};
    struct transform_rules rules = feed_rows;
    struct buffer in = {0};

    rules.plan = &plan;
    feed_add(&in, "{\"data\":");
    for (int i = 0; i < 16384; i++)
        feed_add(&in, "[");
    feed_expect_error(&rules, &in, 1000, STATUS_TOO_DEEP, in.len - 1);
    buffer_free(&in);
}
END_TEST

START_TEST(finds_equal_keys_around_16383_levels)
{
    struct buffer in = {0};

    feed_add(&in, "{\"a\":");
    add_nest(&in, &nests[_i], 16383);
    feed_add(&in, ",\"a\":2}");
    feed_expect_error(&feed_rows, &in, 1000, STATUS_EQUAL_KEYS,
                      in.len - strlen("\"a\":2}"));
    buffer_free(&in);
}
END_TEST

/* --- Long things -------------------------------------------------------- */

enum {
    LONG = 200 * 1000,
    STEP = 32 * 1024
};

START_TEST(renames_a_key_of_a_megabyte)
{
    struct buffer in = {0}, out = {0};

    feed_add(&in, "{\"");
    add_times(&in, LONG, "_a\\u005f");
    feed_add(&in, "\":1}\n");
    feed_add(&out, "{\"_a");
    add_times(&out, LONG - 1, "A");
    feed_add(&out, "\":1}\n");
    feed_expect_output(&feed_rows, &in, 10 * STEP, &out);
    buffer_free(&in);
    buffer_free(&out);
}
END_TEST

START_TEST(finds_long_keys_equal_that_differ_in_spelling)
{
    struct buffer in = {0};

    feed_add(&in, "{\"");
    add_times(&in, LONG, "a");
    feed_add(&in, "\":1,");
    size_t second = in.len;
    feed_add(&in, "\"");
    add_times(&in, LONG, "a");
    feed_add(&in, "_\":1}\n");
    feed_expect_error(&feed_rows, &in, STEP, STATUS_EQUAL_KEYS, second);
    buffer_free(&in);
}
END_TEST

START_TEST(copies_a_long_number)
{
    struct buffer in = {0};

    feed_add(&in, "-1.");
    add_times(&in, LONG, "9");
    feed_add(&in, "\n");
    feed_expect_output(&feed_rows, &in, STEP, &in);
    buffer_free(&in);
}
END_TEST

START_TEST(copies_a_long_string)
{
    struct buffer in = {0};

    feed_add(&in, "{\"a\":\"");
    add_times(&in, LONG / 10, "plain \\n \\u20ac \xE2\x82\xAC");
    feed_add(&in, "\"}\n");
    feed_expect_output(&feed_rows, &in, 4001, &in);
    buffer_free(&in);
}
END_TEST

/* Each row of one byte and its line end comes to three. */
START_TEST(writes_more_than_it_reads)
{
    const struct transform_rules lines = {.plan = &feed_plain,
                                          .first = "\n",
                                          .between = ",\n",
                                          .after = "",
                                          .max_rows = UINT64_MAX};
    struct buffer in = {0}, out = {0};

    add_times(&in, LONG, "1\n");
    feed_add(&out, "\n1");
    add_times(&out, LONG - 1, ",\n1");
    feed_expect_output(&lines, &in, STEP, &out);
    buffer_free(&in);
    buffer_free(&out);
}
END_TEST

START_TEST(writes_a_long_stamp_into_small_rows)
{
    struct plan_rules plan = feed_plain;
    struct transform_rules rules = feed_rows;
    struct buffer in = {0}, out = {0}, type = {0};

    add_times(&type, 5000, "T");
    must(buffer_append(&type, "", 1));
    plan.type = (const char *)type.data;
    rules.plan = &plan;
    add_times(&in, 100, "[{},{}]\n");
    for (int i = 0; i < 200; i++) {
        feed_add(&out, i % 2 == 0 ? "[" : ",");
        feed_add(&out, "{\"__typename\":\"");
        must(buffer_append(&out, type.data, type.len - 1));
        feed_add(&out, i % 2 == 0 ? "\"}" : "\"}]\n");
    }
    feed_expect_output(&rules, &in, 5, &out);
    buffer_free(&in);
    buffer_free(&out);
    buffer_free(&type);
}
END_TEST

/* The stamp, a comma and line ends come between rows that are a few bytes, or
 * between the items of one. */
START_TEST(writes_long_stamps_between_small_rows)
{
    const struct plan_rules plan = {
        .type = "A_type_with_a_long_name_that_is_in_each_row"};
    const struct transform_rules rules = {
        .plan = &plan,
        .first = "\n",
        .between = ",\n",
        .after = "",
        .max_rows = UINT64_MAX,
    };
    struct buffer in = {0}, out = {0};

    for (int row = 0; row < 300; row++) {
        feed_add(&in, "{\"a\":1}\n");
        feed_add(&out, "%s{\"__typename\":\"%s\",\"a\":1}",
                 row == 0 ? "\n" : ",\n", plan.type);
    }
    feed_expect_output(&rules, &in, 1000, &out);

    in.len = out.len = 0;
    for (int item = 0; item < 300; item++) {
        feed_add(&in, "%s{\"a\":1}", item == 0 ? "[" : ",");
        feed_add(&out, "%s{\"__typename\":\"%s\",\"a\":1}",
                 item == 0 ? "\n[" : ",", plan.type);
    }
    feed_add(&in, "]\n");
    feed_add(&out, "]");
    feed_expect_output(&rules, &in, 1000, &out);
    buffer_free(&in);
    buffer_free(&out);
}
END_TEST

static struct transform *make(const struct transform_rules *rules,
                              transform_walk *walk)
{
    struct transform *t = transform_new(rules, walk);

    must(t != NULL);
    return t;
}

/*
 * Only an unfinished key, number, word, escape or character is left unread,
 * also where much of a row could have been guessed.
 */
static void leaves_little(const struct kernel *kernel, const char *text)
{
    size_t n = strlen(text);

    for (size_t cut = 1; cut <= n; cut++) {
        struct guard guard = guard_new(n + WINDOW_PADDING);
        unsigned char *p = guard.end - WINDOW_PADDING - cut;

        memcpy(p, text, cut);
        struct window w = {.begin = p, .next = p, .end = p + cut};
        struct transform *t = make(&feed_rows, kernel->walk);
        ck_assert_int_eq(transform_feed(t, &w), STATUS_MORE);
        ck_assert_uint_lt((uintmax_t)(w.end - w.next), 6);
        transform_free(t);
        guard_free(&guard);
    }
}

START_TEST(leaves_less_than_an_escape_of_a_string)
{
    static const char *const rows[] = {
        "[\"plain plain plain \\u20ac \xF0\x9F\x98\x80 plain",
        "{\"a\":\"\",\"b\":1}\n{\"a\":\"plain plain plain plain plain plain "
        "plain plain plain plain plain plain plain plain \\u20ac \xF0\x9F\x98"
        "\x80 plain plain plain plain \"    ,    \"b\"  :   1  }\n    ",
    };

    for (const struct kernel *const *k = feed_running(kernels); *k != NULL;
         k = feed_running(k + 1))
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
            leaves_little(*k, rows[i]);
}
END_TEST

/* --- Many keys ---------------------------------------------------------- */

/* Bytes that the transform holds. */
static size_t held(const struct transform *t)
{
    const struct plan_learned *learned = &t->plans.learned;
    size_t slots = learned->keys.room + learned->names.room;

    return learned->arena.total + slots * sizeof *learned->keys.slots +
           t->out.room + t->undo_room * sizeof *t->undo;
}

/*
 * Tables whose keys are data: each row has a key of its own, and one of its
 * own in an inner object.
 */
static void holds_little(const struct kernel *kernel)
{
    size_t most = 0;

    struct transform *t = make(&feed_rows, kernel->walk);
    for (int row = 0; row < 100000; row++) {
        unsigned char in[128 + WINDOW_PADDING] = {0};
        char out[128];
        int n = snprintf((char *)in, 128,
                         "{\"id\":1,\"key_%d\":{\"id\":2,\"inner_%d\":3}}\n",
                         row, row);
        struct window w = {.begin = in, .next = in, .end = in + n};

        must(transform_feed(t, &w) == STATUS_MORE);
        n = snprintf(out, sizeof out,
                     "{\"id\":1,\"key%d\":{\"id\":2,\"inner%d\":3}}\n", row,
                     row);
        must(t->out.len == (unsigned)n);
        must(memcmp(t->out.data, out, (size_t)n) == 0);
        transform_taken(t, t->out.len);
        if (held(t) > most)
            most = held(t);
    }
    /* The plan's half of a MiB, and its tables. */
    ck_assert_uint_lt(most, 2 * 1024 * 1024);
    ck_assert_uint_gt(most, 512 * 1024);
    transform_free(t);
}

START_TEST(holds_little_when_every_row_has_new_keys)
{
    for (const struct kernel *const *k = feed_running(kernels); *k != NULL;
         k = feed_running(k + 1))
        holds_little(*k);
}
END_TEST

/* The same where all rows are in one window. */
START_TEST(holds_little_when_every_row_of_a_window_has_new_keys)
{
    struct buffer in = {0};

    for (int row = 0; row < 30000; row++)
        feed_add(&in, "{\"id\":1,\"key_%d\":{\"id\":2,\"inner_%d\":3}}\n", row,
                 row);
    must(buffer_reserve(&in, WINDOW_PADDING));
    memset(in.data + in.len, 0, WINDOW_PADDING);
    for (const struct kernel *const *k = feed_running(kernels); *k != NULL;
         k = feed_running(k + 1)) {
        struct window w = {
            .begin = in.data, .next = in.data, .end = in.data + in.len};

        struct transform *t = make(&feed_rows, (*k)->walk);
        must(transform_feed(t, &w) == STATUS_MORE);
        ck_assert_uint_eq(t->rows, 30000);
        ck_assert_uint_lt(held(t) - t->out.room, 2 * 1024 * 1024);
        transform_free(t);
    }
    buffer_free(&in);
}
END_TEST

/* Large enough for the plan to forget its keys before each row. */
static void add_wide_row(struct buffer *b, int keys, const char *format)
{
    feed_add(b, "{");
    for (int i = 0; i < keys; i++)
        feed_add(b, format, i == 0 ? "" : ",", i);
}

START_TEST(renames_thousands_of_keys_of_one_object)
{
    struct buffer in = {0}, out = {0};

    for (int row = 0; row < 2; row++) {
        add_wide_row(&in, 30000, "%s\"a_key_%d\":0");
        feed_add(&in, "}\n");
        add_wide_row(&out, 30000, "%s\"aKey%d\":0");
        feed_add(&out, "}\n");
    }
    feed_expect_output(&feed_rows, &in, STEP, &out);
    buffer_free(&in);
    buffer_free(&out);
}
END_TEST

/* Also while the plan is large, which must not forget within a row. */
START_TEST(finds_equal_keys_among_thousands)
{
    struct buffer in = {0};

    for (int row = 0; row < 2; row++) {
        add_wide_row(&in, 30000, "%s\"a_key_%d\":0");
        feed_add(&in, row == 0 ? "}\n" : ",\"in\":[{\"aKey0\":0}],");
    }
    size_t last = in.len;
    feed_add(&in, "\"aKey0\":1}\n");
    feed_expect_error(&feed_rows, &in, STEP, STATUS_EQUAL_KEYS, last);
    buffer_free(&in);
}
END_TEST

/* --- What the header says of a transform's members ---------------------- */

/* Walks a text as a window that is, or is not, the last. */
static enum status walk_text(struct transform *t, const char *text, bool last)
{
    unsigned char bytes[256 + WINDOW_PADDING] = {0};
    size_t n = strlen(text);

    ck_assert(n <= 256);
    memcpy(bytes, text, n);
    struct window w = {
        .begin = bytes, .next = bytes, .end = bytes + n, .last = last};
    return transform_feed(t, &w);
}

START_TEST(counts_lines_per_source_and_rows_over_all)
{

    struct transform *t = make(&feed_rows, kernel_portable.walk);
    ck_assert_int_eq(walk_text(t, "1\n\n[2,\n3]\n4", true), STATUS_MORE);
    ck_assert_int_eq(t->state, AT_ROW);
    ck_assert_uint_eq(t->rows, 3);
    ck_assert_uint_eq(t->line, 5);
    ck_assert_uint_eq(t->row_line, 5);
    ck_assert_uint_eq(t->line_offset, 10);
    transform_source(t);
    ck_assert_int_eq(walk_text(t, "\n{", false), STATUS_MORE);
    ck_assert_uint_eq(t->rows, 4);
    ck_assert_uint_eq(t->line, 2);
    ck_assert_uint_eq(t->row_line, 2);
    ck_assert_uint_eq(t->line_offset, 1);
    transform_free(t);
}
END_TEST

START_TEST(remembers_whether_the_first_row_is_an_array)
{
    static const struct {
        const char *rows;
        bool is_array;
        const char *column;
    } table[] = {
        {"[1]\n2\n", true, NULL},
        {"\n [", true, NULL},
        {"2\n[1]\n", false, NULL},
        {"", false, NULL},
        {"{\"a\":[2],\"b\":[1]}\n{\"b\":2}\n", true, "b"},
        {"{\"b\" :\n[", true, "b"},
        {"{\"a\":[2],\"b\":1}\n{\"b\":[2]}\n", false, "b"},
    };

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const struct plan_rules plan = {.column = table[i].column};
        struct transform_rules rules = feed_rows;
        rules.plan = &plan;
        struct transform *t = make(&rules, kernel_portable.walk);
        ck_assert_int_eq(walk_text(t, table[i].rows, false), STATUS_MORE);
        ck_assert_int_eq(t->first_is_array, table[i].is_array);
        transform_free(t);
    }
}
END_TEST

START_TEST(names_the_two_equal_keys)
{

    struct transform *t = make(&feed_rows, kernel_portable.walk);
    ck_assert_int_eq(
        walk_text(t, "{\"a_b\":1,\"c\":{\"aB\":1,\"a__b\":2}}", true),
        STATUS_EQUAL_KEYS);
    ck_assert_uint_eq(t->equal_keys[0]->len, 2);
    ck_assert(memcmp(t->equal_keys[0]->raw, "aB\"", 3) == 0);
    ck_assert_uint_eq(t->equal_keys[1]->len, 4);
    ck_assert(memcmp(t->equal_keys[1]->raw, "a__b\"", 5) == 0);
    transform_free(t);

    /* The outer object's note is back after the inner one has closed. */
    t = make(&feed_rows, kernel_portable.walk);
    ck_assert_int_eq(
        walk_text(t, "{\"a_b\":1,\"c\":{\"aB\":1},\"a__b\":2}", true),
        STATUS_EQUAL_KEYS);
    ck_assert_uint_eq(t->equal_keys[0]->len, 3);
    ck_assert(memcmp(t->equal_keys[0]->raw, "a_b\"", 4) == 0);
    transform_free(t);
}
END_TEST

static void expect_key(const struct key *key, const char *raw)
{
    ck_assert(key != NULL);
    ck_assert_uint_eq(key->len, strlen(raw));
    ck_assert(memcmp(key->raw, raw, key->len) == 0);
}

/* The guesses that make it fast; that it is right, others test. */
START_TEST(remembers_which_key_came_after_which)
{

    struct transform *t = make(&feed_rows, kernel_portable.walk);
    ck_assert_int_eq(
        walk_text(t, "{\"a\":1,\"b\":[{\"c\":{\"d\":1}}],\"e\":2}\n", false),
        STATUS_MORE);
    const struct key *a = t->plans.row.child;
    expect_key(a, "a");
    expect_key(a->next, "b");
    expect_key(a->next->next, "e");
    expect_key(a->next->value.child, "c");
    expect_key(a->next->value.child->value.child, "d");
    ck_assert(a->value.child == NULL && a->next->next->next == NULL);
    ck_assert_int_eq(walk_text(t, "{\"a\":1,\"e\":1}\n", false), STATUS_MORE);
    ck_assert(t->plans.row.child == a);
    expect_key(a->next, "e");

    /* Over rows that are all alike, too. */
    ck_assert_int_eq(walk_text(t,
                               "{\"a\":1,\"b\":2}\n{\"a\":1,\"b\":2}\n"
                               "{\"a\":1,\"b\":2}\n{\"f\":1,\"g\":2}\n",
                               false),
                     STATUS_MORE);
    expect_key(a->next, "b");
    expect_key(a->next->next, "e");
    expect_key(t->plans.row.child, "f");
    expect_key(t->plans.row.child->next, "g");
    transform_free(t);
}
END_TEST

START_TEST(is_ready_with_all_output_but_a_field_that_may_go)
{
    static const char sure[] = "{\"__typename\":\"T\",\"a\":1";

    struct transform *t = make(&feed_typed_rows, kernel_portable.walk);
    ck_assert_int_eq(walk_text(t, "{\"a\":1,\"__typename\":[1,{\"b\"", false),
                     STATUS_MORE);
    ck_assert_uint_eq(transform_ready(t, false), sizeof sure - 1);
    ck_assert_uint_eq(transform_ready(t, true), 0);
    ck_assert(memcmp(t->out.data, sure, sizeof sure - 1) == 0);

    /* Taken in the middle of the field. */
    transform_taken(t, sizeof sure - 1);
    ck_assert_uint_eq(transform_ready(t, false), 0);
    ck_assert_int_eq(walk_text(t, ":2}],\"c\":3}\n", false), STATUS_MORE);
    ck_assert_uint_eq(transform_ready(t, false), 8);
    ck_assert_uint_eq(transform_ready(t, true), 8);
    ck_assert(memcmp(t->out.data, ",\"c\":3}\n", 8) == 0);
    transform_free(t);
}
END_TEST

START_TEST(is_ready_with_whole_rows)
{

    struct transform *t = make(&feed_rows, kernel_portable.walk);
    ck_assert_uint_eq(transform_ready(t, true), 0);
    ck_assert_int_eq(walk_text(t, "1\n[2]\n[3,", false), STATUS_MORE);
    ck_assert_uint_eq(transform_ready(t, true), 6);
    ck_assert_uint_eq(transform_ready(t, false), 9);
    transform_taken(t, 2);
    ck_assert_uint_eq(transform_ready(t, true), 4);
    transform_taken(t, 4);
    ck_assert_uint_eq(transform_ready(t, true), 0);
    ck_assert(memcmp(t->out.data, "[3,", 3) == 0);
    /* More than the whole rows may be taken, too. */
    transform_taken(t, 3);
    ck_assert_uint_eq(transform_ready(t, true), 0);
    ck_assert_int_eq(walk_text(t, "4]\n", false), STATUS_MORE);
    ck_assert_uint_eq(transform_ready(t, true), 3);
    transform_free(t);
}
END_TEST

START_TEST(is_in_a_row_until_its_line_end)
{

    struct transform *t = make(&feed_rows, kernel_portable.walk);
    ck_assert_int_eq(walk_text(t, "[1]", false), STATUS_MORE);
    ck_assert_int_ne(t->state, AT_ROW);
    ck_assert_int_eq(walk_text(t, " ", false), STATUS_MORE);
    ck_assert_int_ne(t->state, AT_ROW);
    ck_assert_int_eq(walk_text(t, "", true), STATUS_MORE);
    ck_assert_int_eq(t->state, AT_ROW);
    transform_free(t);
}
END_TEST

START_TEST(a_dropped_row_is_as_if_it_had_not_been)
{
    struct transform_rules rules = feed_rows;

    rules.first = "<";
    rules.between = ",";
    struct transform *t = make(&rules, kernel_portable.walk);
    ck_assert(buffer_text(&t->out, "before"));
    transform_commit(t);
    ck_assert_int_eq(walk_text(t, "\n[\n{\"a\":{\"a\":x", false),
                     STATUS_EXPECTED_VALUE);
    transform_drop_row(t);
    ck_assert_uint_eq(t->levels, 0);
    ck_assert_uint_eq(t->undo_used, 0);
    ck_assert_int_eq(t->state, AT_ROW);
    ck_assert_uint_eq(t->out.len, strlen("before"));
    ck_assert_uint_eq(t->line, 2); /* where it began */
    ck_assert_uint_eq(t->line_offset, 1);
    ck_assert_uint_eq(t->rows, 1);
    ck_assert_uint_eq(t->dropped, 1);
    ck_assert_uint_eq(t->written, 0);

    /* Another would have begun where nothing was walked. */
    transform_drop_row(t);
    ck_assert_uint_eq(t->rows, 2);
    ck_assert_uint_eq(t->dropped, 2);
    ck_assert_uint_eq(t->line, 2);

    ck_assert_int_eq(walk_text(t, "[1]\n", false), STATUS_MORE);
    ck_assert(t->first_is_array);
    ck_assert(transform_null_row(t));
    ck_assert_int_eq(walk_text(t, "2\n", false), STATUS_MORE);
    ck_assert_uint_eq(t->written, 3);
    ck_assert_uint_eq(t->rows, 4);
    ck_assert_uint_eq(transform_ready(t, true), t->out.len);
    ck_assert(buffer_append(&t->out, "", 1));
    ck_assert_str_eq((char *)t->out.data, "before<[1]\n,null\n,2\n");
    transform_free(t);
}
END_TEST

START_TEST(a_null_may_be_the_first_row)
{

    struct transform *t = make(&feed_rows, kernel_portable.walk);
    ck_assert_int_eq(walk_text(t, "[x", false), STATUS_EXPECTED_VALUE);
    transform_drop_row(t);
    ck_assert(transform_null_row(t));
    ck_assert(!t->first_is_array);
    ck_assert_int_eq(walk_text(t, "[1]\n", false), STATUS_MORE);
    ck_assert(!t->first_is_array);
    ck_assert_uint_eq(t->written, 2);
    transform_free(t);
}
END_TEST

static Suite *walk_suite(void)
{
    Suite *suite = suite_create("walk");
    TCase *nesting = tcase_create("nesting");
    TCase *length = tcase_create("long_things");
    TCase *keys = tcase_create("many_keys");
    TCase *members = tcase_create("members");
    const int n = sizeof nests / sizeof *nests;

    tcase_add_loop_test(nesting, accepts_16384_levels_row_after_row, 0, n);
    tcase_add_loop_test(nesting, refuses_level_16385_where_it_opens, 0, n);
    tcase_add_loop_test(nesting, accepts_16383_levels_in_a_field_that_gives_way,
                        0, n);
    tcase_add_loop_test(nesting, refuses_16384_levels_in_a_field_that_gives_way,
                        0, n);
    tcase_add_loop_test(
        nesting, accepts_16382_levels_in_a_field_that_gives_way_in_a_column, 0,
        n);
    tcase_add_test(nesting, refuses_16384_levels_in_a_column);
    tcase_add_loop_test(nesting, finds_equal_keys_around_16383_levels, 0, n);
    suite_add_tcase(suite, nesting);

    tcase_add_test(length, renames_a_key_of_a_megabyte);
    tcase_add_test(length, finds_long_keys_equal_that_differ_in_spelling);
    tcase_add_test(length, copies_a_long_number);
    tcase_add_test(length, copies_a_long_string);
    tcase_add_test(length, writes_more_than_it_reads);
    tcase_add_test(length, writes_a_long_stamp_into_small_rows);
    tcase_add_test(length, writes_long_stamps_between_small_rows);
    tcase_add_test(length, leaves_less_than_an_escape_of_a_string);
    suite_add_tcase(suite, length);

    tcase_add_test(keys, holds_little_when_every_row_has_new_keys);
    tcase_add_test(keys, holds_little_when_every_row_of_a_window_has_new_keys);
    tcase_add_test(keys, renames_thousands_of_keys_of_one_object);
    tcase_add_test(keys, finds_equal_keys_among_thousands);
    suite_add_tcase(suite, keys);

    tcase_add_test(members, counts_lines_per_source_and_rows_over_all);
    tcase_add_test(members, remembers_whether_the_first_row_is_an_array);
    tcase_add_test(members, names_the_two_equal_keys);
    tcase_add_test(members, remembers_which_key_came_after_which);
    tcase_add_test(members, is_ready_with_all_output_but_a_field_that_may_go);
    tcase_add_test(members, is_ready_with_whole_rows);
    tcase_add_test(members, is_in_a_row_until_its_line_end);
    tcase_add_test(members, a_dropped_row_is_as_if_it_had_not_been);
    tcase_add_test(members, a_null_may_be_the_first_row);
    suite_add_tcase(suite, members);

    tcase_set_timeout(nesting, 300);
    tcase_set_timeout(length, 300);
    tcase_set_timeout(keys, 300);
    return suite;
}

int main(void)
{
    return tap_run(walk_suite());
}
