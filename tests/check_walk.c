/*
 * The walk over inputs too large or too many to be written down: they are
 * made here, by rule or from a seed, with what must come of them.
 */
#include "tap.h"

#include "feed.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* One transformed row per line. */
static const struct transform_rules rows_rules = {
    .first = "",
    .between = "",
    .after = "\n",
    .max_rows = UINT64_MAX,
};

static const struct manner whole = {.step = SIZE_MAX, .guarded = true};

static const char stamp[] = "\"__typename\":\"T\"";

/* The same, of rows that have a type. */
static struct transform_rules typed_rules(void)
{
    struct transform_rules rules = rows_rules;

    rules.stamp = stamp;
    rules.stamp_len = sizeof stamp - 1;
    return rules;
}

/* --- Making inputs, and comparing -------------------------------------- */

static void add(struct buffer *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void add(struct buffer *b, const char *format, ...)
{
    char text[256];
    va_list arguments;

    va_start(arguments, format);
    int n = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    must(n >= 0 && n < (int)sizeof text);
    must(buffer_append(b, text, (size_t)n));
}

static void add_times(struct buffer *b, size_t times, const char *text)
{
    while (times-- > 0)
        must(buffer_append(b, text, strlen(text)));
}

static void expect_out(const struct outcome *o, const struct buffer *expected)
{
    must(o->out.len == expected->len);
    must(memcmp(o->out.data, expected->data, expected->len) == 0);
}

/*
 * Has the input walked at once and in windows of step bytes by each kernel:
 * it must end well, with the output.
 */
static void expect_good(const struct transform_rules *rules,
                        const struct buffer *in, size_t step,
                        const struct buffer *expected)
{
    const struct manner stepwise = {.first = step, .step = step};

    for (size_t k = 0; feed_kernels[k] != NULL; k++)
        for (int i = 0; i < 2; i++) {
            struct outcome o = feed(feed_kernels[k], rules, in->data, in->len,
                                    i == 0 ? whole : stepwise);
            must(o.status == STATUS_OK);
            expect_out(&o, expected);
            outcome_free(&o);
        }
}

/* As expect_good(), but it must end with the status at the offset. */
static void expect_bad(const struct transform_rules *rules,
                       const struct buffer *in, size_t step, enum status status,
                       uint64_t offset)
{
    const struct manner stepwise = {.first = step, .step = step};

    for (size_t k = 0; feed_kernels[k] != NULL; k++)
        for (int i = 0; i < 2; i++) {
            struct outcome o = feed(feed_kernels[k], rules, in->data, in->len,
                                    i == 0 ? whole : stepwise);
            must(o.status == status);
            must(o.offset == offset);
            outcome_free(&o);
        }
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

/* Adds a 1 inside of so many levels. */
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
        add(&in, "\n");
    }
    expect_good(&rows_rules, &in, 1000, &in);
    buffer_free(&in);
}
END_TEST

START_TEST(refuses_level_16385_where_it_opens)
{
    const struct nest *nest = &nests[_i];
    struct buffer in = {0};

    add(&in, "1\n");
    add_nest(&in, nest, 16385);
    size_t pair = strlen(nest->open[0]) + strlen(nest->open[1]);
    expect_bad(&rows_rules, &in, 1000, STATUS_TOO_DEEP, 2 + 16384 / 2 * pair);
    buffer_free(&in);
}
END_TEST

/* One level less than the row's, as the row itself is one. */
START_TEST(accepts_16383_levels_in_a_field_that_gives_way)
{
    const struct transform_rules rules = typed_rules();
    struct buffer in = {0}, out = {0};

    add(&in, "{\"__typename\":");
    add_nest(&in, &nests[_i], 16383);
    add(&in, ",\"b\":2}\n");
    add(&out, "{\"__typename\":\"T\",\"b\":2}\n");
    expect_good(&rules, &in, 1000, &out);
    buffer_free(&in);
    buffer_free(&out);
}
END_TEST

START_TEST(refuses_16384_levels_in_a_field_that_gives_way)
{
    const struct transform_rules rules = typed_rules();
    const struct nest *nest = &nests[_i];
    struct buffer in = {0};

    add(&in, "{\"__typename\":");
    size_t before = in.len;
    add_nest(&in, nest, 16384);
    size_t pair = strlen(nest->open[0]) + strlen(nest->open[1]);
    size_t deepest = before + 16384 / 2 * pair - strlen(nest->open[1]);
    expect_bad(&rules, &in, 1000, STATUS_TOO_DEEP, deepest);
    buffer_free(&in);
}
END_TEST

START_TEST(finds_equal_keys_around_16383_levels)
{
    struct buffer in = {0};

    add(&in, "{\"a\":");
    add_nest(&in, &nests[_i], 16383);
    add(&in, ",\"a\":2}");
    expect_bad(&rows_rules, &in, 1000, STATUS_EQUAL_KEYS,
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

    add(&in, "{\"");
    add_times(&in, LONG, "_a\\u005f");
    add(&in, "\":1}\n");
    add(&out, "{\"_a");
    add_times(&out, LONG - 1, "A");
    add(&out, "\":1}\n");
    expect_good(&rows_rules, &in, 10 * STEP, &out);
    buffer_free(&in);
    buffer_free(&out);
}
END_TEST

START_TEST(finds_long_keys_equal_that_differ_in_spelling)
{
    struct buffer in = {0};

    add(&in, "{\"");
    add_times(&in, LONG, "a");
    add(&in, "\":1,");
    size_t second = in.len;
    add(&in, "\"");
    add_times(&in, LONG, "a");
    add(&in, "_\":1}\n");
    expect_bad(&rows_rules, &in, STEP, STATUS_EQUAL_KEYS, second);
    buffer_free(&in);
}
END_TEST

START_TEST(copies_a_long_number)
{
    struct buffer in = {0};

    add(&in, "-1.");
    add_times(&in, LONG, "9");
    add(&in, "\n");
    expect_good(&rows_rules, &in, STEP, &in);
    buffer_free(&in);
}
END_TEST

START_TEST(copies_a_long_string)
{
    struct buffer in = {0};

    add(&in, "{\"a\":\"");
    add_times(&in, LONG / 10, "plain \\n \\u20ac \xE2\x82\xAC");
    add(&in, "\"}\n");
    expect_good(&rows_rules, &in, 4001, &in);
    buffer_free(&in);
}
END_TEST

/* Only an unfinished key, number, word, escape or character is given back. */
START_TEST(leaves_less_than_an_escape_of_a_string)
{
    static unsigned char bytes[] =
        "[\"plain plain plain \\u20ac \xF0\x9F\x98\x80 plain";
    size_t n = sizeof bytes - 1;

    for (size_t cut = 1; cut <= n; cut++) {
        struct guard guard = guard_new(n + TRANSFORM_PADDING);
        struct transform t;
        unsigned char *p = guard.end - TRANSFORM_PADDING - cut;

        memcpy(p, bytes, cut);
        struct window w = {.begin = p, .next = p, .end = p + cut};
        ck_assert(transform_init(&t, &rows_rules, &kernel_portable));
        ck_assert_int_eq(transform_walk(&t, &w), STATUS_MORE);
        ck_assert_uint_lt((uintmax_t)(w.end - w.next), 6);
        transform_free(&t);
        guard_free(&guard);
    }
}
END_TEST

/* --- Many keys ---------------------------------------------------------- */

/* Bytes that the transform holds. */
static size_t held(const struct transform *t)
{
    size_t slots = t->plan.keys.room + t->plan.names.room;

    return t->plan.arena.total + slots * 4 * sizeof(void *) + t->out.room +
           t->undo_room * sizeof *t->undo;
}

/*
 * Tables whose keys are data: each row has a key of its own, and one of its
 * own in an inner object.
 */
START_TEST(holds_little_when_every_row_has_new_keys)
{
    struct transform t;
    size_t most = 0;

    ck_assert(transform_init(&t, &rows_rules, &kernel_portable));
    for (int row = 0; row < 100000; row++) {
        unsigned char in[128 + TRANSFORM_PADDING] = {0};
        char out[128];
        int n = snprintf((char *)in, 128,
                         "{\"id\":1,\"key_%d\":{\"id\":2,\"inner_%d\":3}}\n",
                         row, row);
        struct window w = {.begin = in, .next = in, .end = in + n};

        must(transform_walk(&t, &w) == STATUS_MORE);
        n = snprintf(out, sizeof out,
                     "{\"id\":1,\"key%d\":{\"id\":2,\"inner%d\":3}}\n", row,
                     row);
        must(t.out.len == (unsigned)n);
        must(memcmp(t.out.data, out, (size_t)n) == 0);
        transform_taken(&t, t.out.len);
        if (held(&t) > most)
            most = held(&t);
    }
    /* The plan's half of a MiB, and its tables. */
    ck_assert_uint_lt(most, 2 * 1024 * 1024);
    ck_assert_uint_gt(most, 512 * 1024);
    transform_free(&t);
}
END_TEST

/* Large enough for the plan to forget its keys before each row. */
static void add_wide_row(struct buffer *b, int keys, const char *format)
{
    add(b, "{");
    for (int i = 0; i < keys; i++)
        add(b, format, i == 0 ? "" : ",", i);
}

START_TEST(renames_thousands_of_keys_of_one_object)
{
    struct buffer in = {0}, out = {0};

    for (int row = 0; row < 2; row++) {
        add_wide_row(&in, 30000, "%s\"a_key_%d\":0");
        add(&in, "}\n");
        add_wide_row(&out, 30000, "%s\"aKey%d\":0");
        add(&out, "}\n");
    }
    expect_good(&rows_rules, &in, STEP, &out);
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
        add(&in, row == 0 ? "}\n" : ",\"in\":[{\"aKey0\":0}],");
    }
    size_t last = in.len;
    add(&in, "\"aKey0\":1}\n");
    expect_bad(&rows_rules, &in, STEP, STATUS_EQUAL_KEYS, last);
    buffer_free(&in);
}
END_TEST

/* --- Trees from a seed -------------------------------------------------- */

/* Spellings of few names, so that equal ones are likely. */
static const struct {
    const char *key, *name;
} spellings[] = {
    {"a", "a"},
    {"\\u0061", "a"},
    {"a_", "a"},
    {"a_b", "aB"},
    {"aB", "aB"},
    {"a__b", "aB"},
    {"_a", "_a"},
    {"b", "b"},
    {"c", "c"},
    {"\\u005fa", "_a"},
    {"d", "d"},
    {"e", "e"},
    {"f", "f"},
    {"\\n", "\\n"},
    {"\\u000a", "\\n"},
    {"\xC3\xA9", "\xC3\xA9"},
    {"\\u00E9", "\xC3\xA9"},
};
enum {
    SPELLINGS = sizeof spellings / sizeof *spellings
};

/* A tree that is being written, with what must come of it. */
struct tree {
    uint64_t seed;
    struct buffer in, out;
    bool found; /* an equal key was written */
    size_t at;  /* where the first of them is */
};

/* SplitMix64 (G. Steele, D. Lea, C. Flood, 2014). */
static unsigned draw(struct tree *t, unsigned below)
{
    uint64_t z = t->seed += 0x9E3779B97F4A7C15;

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
    z = (z ^ z >> 27) * 0x94D049BB133111EB;
    return (unsigned)((z ^ z >> 31) % below);
}

static void grow_value(struct tree *t, unsigned levels);

/*
 * Writes a key and its value: a key whose name the object does not have yet,
 * or seldom one that it has.
 */
static void grow_field(struct tree *t, unsigned levels, bool set[SPELLINGS])
{
    unsigned key = draw(t, SPELLINGS), name = 0;

    while (strcmp(spellings[name].name, spellings[key].name) != 0)
        name++;
    if (set[name] && draw(t, 40) > 0)
        return;
    if (t->in.data[t->in.len - 1] != '{') {
        add(&t->in, " , ");
        add(&t->out, ",");
    }
    if (set[name] && !t->found) {
        t->found = true;
        t->at = t->in.len;
    }
    set[name] = true;
    add(&t->in, "\"%s\" : ", spellings[key].key);
    add(&t->out, "\"%s\":", spellings[name].name);
    grow_value(t, levels);
}

static void grow_object(struct tree *t, unsigned levels)
{
    bool set[SPELLINGS] = {false};

    add(&t->in, "{");
    add(&t->out, "{");
    for (unsigned n = draw(t, 8); n > 0; n--)
        grow_field(t, levels, set);
    add(&t->in, "}");
    add(&t->out, "}");
}

static void grow_array(struct tree *t, unsigned levels)
{
    add(&t->in, "[");
    add(&t->out, "[");
    for (unsigned i = 0, n = draw(t, 4); i < n; i++) {
        add(&t->in, i == 0 ? " " : "\n, ");
        add(&t->out, i == 0 ? "" : ",");
        grow_value(t, levels);
    }
    add(&t->in, "]");
    add(&t->out, "]");
}

static void grow_value(struct tree *t, unsigned levels)
{
    unsigned kind = levels == 0 ? 3 : draw(t, 4);

    if (kind < 2) {
        grow_object(t, levels - 1);
    } else if (kind == 2) {
        grow_array(t, levels - 1);
    } else {
        unsigned value = draw(t, 1000);
        add(&t->in, "%u", value);
        add(&t->out, "%u", value);
    }
}

static void grow_rows(struct tree *t)
{
    for (unsigned row = 0; row < 3; row++) {
        grow_value(t, 2 + draw(t, 6));
        add(&t->in, "\n");
        add(&t->out, "\n");
    }
}

/*
 * The undo log of transform_see(), against a plain set of the names of each
 * object.
 */
START_TEST(finds_equal_keys_just_as_a_set_for_each_object_does)
{
    enum {
        TREES = 1000
    };
    unsigned found = 0;

    for (uint64_t seed = 1; seed <= TREES; seed++) {
        struct tree t = {.seed = seed};
        grow_rows(&t);
        found += t.found;
        if (t.found)
            expect_bad(&rows_rules, &t.in, 7, STATUS_EQUAL_KEYS, t.at);
        else
            expect_good(&rows_rules, &t.in, 7, &t.out);
        buffer_free(&t.in);
        buffer_free(&t.out);
    }
    /* The seeds make enough of either sort. */
    ck_assert_uint_gt(found, TREES / 5);
    ck_assert_uint_lt(found, TREES / 5 * 4);
}
END_TEST

/* --- Bytes from a seed -------------------------------------------------- */

/* Pieces of rows, good and bad, which make every state meet every byte. */
static const char *const pieces[] = {
    "{",        "}",        "[",       "]",     ",",  ":",    "\"",
    "\"a\":",   "\"b_c\":", "\"\\u00", "\\",    "1",  "-",    "0.5e",
    "true",     "nul",      "null",    " ",     "\n", "\r\n", "\xC3\xA9",
    "\xF0\x9F", "\x80",     "\x01",    "\"x\"", "{}", "[]",   "\"__typename\":",
};

/* Whatever the rows are, all manners and kernels say the same of them. */
START_TEST(says_the_same_of_any_bytes_however_they_come)
{
    const struct transform_rules typed = typed_rules();

    for (uint64_t seed = 1; seed <= 200; seed++) {
        struct tree t = {.seed = seed};
        char name[32];
        for (unsigned n = 1 + draw(&t, 12); n > 0; n--)
            add_times(&t.in, 1,
                      pieces[draw(&t, sizeof pieces / sizeof *pieces)]);
        snprintf(name, sizeof name, "seed %u", (unsigned)seed);
        struct outcome o = feed_in_all_manners(
            name, draw(&t, 2) == 0 ? &rows_rules : &typed, t.in.data, t.in.len);
        outcome_free(&o);
        buffer_free(&t.in);
    }
}
END_TEST

/* --- What the header says of a transform's members ---------------------- */

/* Walks a text as a window that is, or is not, the last. */
static enum status walk_text(struct transform *t, const char *text, bool last)
{
    unsigned char bytes[256 + TRANSFORM_PADDING] = {0};
    size_t n = strlen(text);

    ck_assert(n <= 256);
    memcpy(bytes, text, n);
    struct window w = {
        .begin = bytes, .next = bytes, .end = bytes + n, .last = last};
    enum status status = transform_walk(t, &w);
    t->error_at = NULL; /* it pointed to bytes */
    return status;
}

START_TEST(counts_lines_per_source_and_rows_over_all)
{
    struct transform t;

    ck_assert(transform_init(&t, &rows_rules, &kernel_portable));
    ck_assert_int_eq(walk_text(&t, "1\n\n[2,\n3]\n4", true), STATUS_MORE);
    ck_assert_int_eq(t.state, AT_ROW);
    ck_assert_uint_eq(t.rows, 3);
    ck_assert_uint_eq(t.line, 5);
    ck_assert_uint_eq(t.row_line, 5);
    ck_assert_uint_eq(t.line_offset, 10);
    transform_source(&t);
    ck_assert_int_eq(walk_text(&t, "\n{", false), STATUS_MORE);
    ck_assert_uint_eq(t.rows, 4);
    ck_assert_uint_eq(t.line, 2);
    ck_assert_uint_eq(t.row_line, 2);
    ck_assert_uint_eq(t.line_offset, 1);
    transform_free(&t);
}
END_TEST

START_TEST(remembers_whether_the_first_row_is_an_array)
{
    static const struct {
        const char *rows;
        bool is_array;
    } table[] = {
        {"[1]\n2\n", true}, {"\n [", true}, {"2\n[1]\n", false}, {"", false}};

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct transform t;
        ck_assert(transform_init(&t, &rows_rules, &kernel_portable));
        ck_assert_int_eq(walk_text(&t, table[i].rows, false), STATUS_MORE);
        ck_assert_int_eq(t.first_is_array, table[i].is_array);
        transform_free(&t);
    }
}
END_TEST

START_TEST(names_the_two_equal_keys)
{
    struct transform t;

    ck_assert(transform_init(&t, &rows_rules, &kernel_portable));
    ck_assert_int_eq(
        walk_text(&t, "{\"a_b\":1,\"c\":{\"aB\":1,\"a__b\":2}}", true),
        STATUS_EQUAL_KEYS);
    ck_assert_uint_eq(t.equal_keys[0]->len, 2);
    ck_assert(memcmp(t.equal_keys[0]->raw, "aB\"", 3) == 0);
    ck_assert_uint_eq(t.equal_keys[1]->len, 4);
    ck_assert(memcmp(t.equal_keys[1]->raw, "a__b\"", 5) == 0);
    transform_free(&t);

    /* The outer object's note is back after the inner one has closed. */
    ck_assert(transform_init(&t, &rows_rules, &kernel_portable));
    ck_assert_int_eq(
        walk_text(&t, "{\"a_b\":1,\"c\":{\"aB\":1},\"a__b\":2}", true),
        STATUS_EQUAL_KEYS);
    ck_assert_uint_eq(t.equal_keys[0]->len, 3);
    ck_assert(memcmp(t.equal_keys[0]->raw, "a_b\"", 4) == 0);
    transform_free(&t);
}
END_TEST

START_TEST(is_ready_with_all_output_but_a_field_that_may_go)
{
    const struct transform_rules rules = typed_rules();
    struct transform t;
    static const char sure[] = "{\"__typename\":\"T\",\"a\":1";

    ck_assert(transform_init(&t, &rules, &kernel_portable));
    ck_assert_int_eq(walk_text(&t, "{\"a\":1,\"__typename\":[1,{\"b\"", false),
                     STATUS_MORE);
    ck_assert_uint_eq(transform_ready(&t, false), sizeof sure - 1);
    ck_assert_uint_eq(transform_ready(&t, true), 0);
    ck_assert(memcmp(t.out.data, sure, sizeof sure - 1) == 0);

    /* Taken in the middle of the field. */
    transform_taken(&t, sizeof sure - 1);
    ck_assert_uint_eq(transform_ready(&t, false), 0);
    ck_assert_int_eq(walk_text(&t, ":2}],\"c\":3}\n", false), STATUS_MORE);
    ck_assert_uint_eq(transform_ready(&t, false), 8);
    ck_assert_uint_eq(transform_ready(&t, true), 8);
    ck_assert(memcmp(t.out.data, ",\"c\":3}\n", 8) == 0);
    transform_free(&t);
}
END_TEST

START_TEST(is_ready_with_whole_rows)
{
    struct transform t;

    ck_assert(transform_init(&t, &rows_rules, &kernel_portable));
    ck_assert_uint_eq(transform_ready(&t, true), 0);
    ck_assert_int_eq(walk_text(&t, "1\n[2]\n[3,", false), STATUS_MORE);
    ck_assert_uint_eq(transform_ready(&t, true), 6);
    ck_assert_uint_eq(transform_ready(&t, false), 9);
    transform_taken(&t, 2);
    ck_assert_uint_eq(transform_ready(&t, true), 4);
    transform_taken(&t, 4);
    ck_assert_uint_eq(transform_ready(&t, true), 0);
    ck_assert(memcmp(t.out.data, "[3,", 3) == 0);
    /* More than the whole rows may be taken, too. */
    transform_taken(&t, 3);
    ck_assert_int_eq(walk_text(&t, "4]\n", false), STATUS_MORE);
    ck_assert_uint_eq(transform_ready(&t, true), 3);
    transform_free(&t);
}
END_TEST

START_TEST(is_in_a_row_until_its_line_end)
{
    struct transform t;

    ck_assert(transform_init(&t, &rows_rules, &kernel_portable));
    ck_assert_int_eq(walk_text(&t, "[1]", false), STATUS_MORE);
    ck_assert_int_ne(t.state, AT_ROW);
    ck_assert_int_eq(walk_text(&t, " ", false), STATUS_MORE);
    ck_assert_int_ne(t.state, AT_ROW);
    ck_assert_int_eq(walk_text(&t, "", true), STATUS_MORE);
    ck_assert_int_eq(t.state, AT_ROW);
    transform_free(&t);
}
END_TEST

static Suite *walk_suite(void)
{
    Suite *suite = suite_create("walk");
    TCase *nesting = tcase_create("nesting");
    TCase *length = tcase_create("long_things");
    TCase *keys = tcase_create("many_keys");
    TCase *seeds = tcase_create("seeds");
    TCase *members = tcase_create("members");
    const int n = sizeof nests / sizeof *nests;

    tcase_add_loop_test(nesting, accepts_16384_levels_row_after_row, 0, n);
    tcase_add_loop_test(nesting, refuses_level_16385_where_it_opens, 0, n);
    tcase_add_loop_test(nesting, accepts_16383_levels_in_a_field_that_gives_way,
                        0, n);
    tcase_add_loop_test(nesting, refuses_16384_levels_in_a_field_that_gives_way,
                        0, n);
    tcase_add_loop_test(nesting, finds_equal_keys_around_16383_levels, 0, n);
    suite_add_tcase(suite, nesting);

    tcase_add_test(length, renames_a_key_of_a_megabyte);
    tcase_add_test(length, finds_long_keys_equal_that_differ_in_spelling);
    tcase_add_test(length, copies_a_long_number);
    tcase_add_test(length, copies_a_long_string);
    tcase_add_test(length, leaves_less_than_an_escape_of_a_string);
    suite_add_tcase(suite, length);

    tcase_add_test(keys, holds_little_when_every_row_has_new_keys);
    tcase_add_test(keys, renames_thousands_of_keys_of_one_object);
    tcase_add_test(keys, finds_equal_keys_among_thousands);
    suite_add_tcase(suite, keys);

    tcase_add_test(seeds, finds_equal_keys_just_as_a_set_for_each_object_does);
    tcase_add_test(seeds, says_the_same_of_any_bytes_however_they_come);
    suite_add_tcase(suite, seeds);

    tcase_add_test(members, counts_lines_per_source_and_rows_over_all);
    tcase_add_test(members, remembers_whether_the_first_row_is_an_array);
    tcase_add_test(members, names_the_two_equal_keys);
    tcase_add_test(members, is_ready_with_all_output_but_a_field_that_may_go);
    tcase_add_test(members, is_ready_with_whole_rows);
    tcase_add_test(members, is_in_a_row_until_its_line_end);
    suite_add_tcase(suite, members);

    for (TCase *const *c = (TCase *[]){nesting, length, keys, seeds, NULL};
         *c != NULL; c++)
        tcase_set_timeout(*c, 60);
    return suite;
}

int main(void)
{
    return tap_run(walk_suite());
}
