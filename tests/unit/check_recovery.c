/* Bad rows, and the rows after them, however their bytes come. */
#include <config.h>

#include "support/child.h"
#include "support/feed.h"
#include "support/folder.h"
#include "support/reading.h"
#include "support/tap.h"

#include "graphql/schema.h"
#include "transform/state.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Bytes with their number: there may be NULs among them. */
#define TEXT(literal) (literal), sizeof(literal) - 1

/* Rows as lines, null where a row was bad, and the spots of those rows. */
struct example {
    const char *in;
    size_t n;
    const char *out, *spots; /* row:line:column of each */
};

/* A bad row is null. */
static void begin(struct reading *r, const char *const *operands, size_t count,
                  enum rows_format format, const struct transform_rules *rules)
{
    reading_begin(r, operands, count, format, rules, ON_ERROR_NULL);
}

/* As reading_all(), and ends the output as a string. */
static enum status read_all(struct reading *r)
{
    enum status status = reading_all(r);

    must(buffer_append(&r->out, "", 1));
    return status;
}

/* The spots of the rows that were bad; the list is made of whole rows. */
static const char *spots(const struct reading *r)
{
    static char text[1024];
    size_t used = 0;
    const struct errors *e = &r->recovery.errors;

    text[0] = '\0';
    for (unsigned i = 0; i < e->count; i++) {
        const struct errors_row *row = &e->rows[i];
        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "%s%" PRIu64 ":%" PRIu64 ":%" PRIu64,
                                 i == 0 ? "" : " ", row->index + 1, row->line,
                                 row->column);
        must(used < sizeof text);
    }
    return text;
}

/* A row that was dropped leaves nothing. */
static void expect_nothing_open(const struct transform *t)
{
    ck_assert_uint_eq(t->rows_end, t->out.len);
    ck_assert(t->top == t->frames);
    ck_assert_uint_eq(t->levels, 0);
    ck_assert_uint_eq(t->undo_used, 0);
    ck_assert_uint_eq(t->omit_from, SIZE_MAX);
    ck_assert_uint_eq(t->hold_from, SIZE_MAX);
}

static void expect(struct reading *r, const struct example *e)
{
    ck_assert_int_eq(read_all(r), STATUS_END);
    ck_assert_str_eq((char *)r->out.data, e->out);
    ck_assert_str_eq(spots(r), e->spots);
    ck_assert_uint_eq(r->recovery.bad, r->recovery.errors.count);
    ck_assert_uint_eq(r->transform->dropped, r->recovery.bad);
    ck_assert_uint_eq(r->transform->rows, r->transform->written);
    expect_nothing_open(r->transform);
    reading_end(r);
}

/* The example comes from a file, and from a pipe in pieces of all sizes. */
static void expect_example(const struct example *e, enum rows_format format,
                           const struct transform_rules *rules)
{
    static const size_t pieces[] = {1, 2, 3, 5, 7};
    const char *operands[] = {"in"};
    struct reading r;

    file_write("in", e->in, e->n);
    begin(&r, operands, 1, format, rules);
    expect(&r, e);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        child_writes(e->in, e->n, pieces[i]);
        begin(&r, NULL, 0, format, rules);
        expect(&r, e);
    }
}

/* --- Lines of JSON ------------------------------------------------------- */

static const struct example lines[] = {
    /* first, last, only, several */
    {TEXT("x\n1\n"), "null\n1\n", "1:1:1"},
    {TEXT("1\nx\n"), "1\nnull\n", "2:2:1"},
    {TEXT("x\n"), "null\n", "1:1:1"},
    {TEXT("x"), "null\n", "1:1:1"},
    {TEXT("x\n\n y\n\n1\n"), "null\nnull\n1\n", "1:1:1 2:3:2"},
    {TEXT("1\r\nx\r\n2\r\n"), "1\nnull\n2\n", "2:2:1"},
    {TEXT("\xEF\xBB\xBFx\n1\n"), "null\n1\n", "1:1:1"},
    {TEXT("\xEF\xBB\xBF[\nx\n1]\n2"), "null\nnull\nnull\n2\n",
     "1:2:1 2:2:1 3:3:2"},
    /* of every kind */
    {TEXT("\0\n1\n"), "null\n1\n", "1:1:1"},
    {TEXT("[\0]\n1\n"), "null\n1\n", "1:1:2"},
    {TEXT("\"\1\"\n1\n"), "null\n1\n", "1:1:2"},
    {TEXT("\"\xC3(\"\n1\n"), "null\n1\n", "1:1:2"},
    {TEXT("{\"a\":{\"b\":[1,{\"a\":1,\"a\":2}]}}\n{\"a\":1}\n"),
     "null\n{\"a\":1}\n", "1:1:21"},
    {TEXT("{\"a_b\":1,\"aB\":2}\n{\"aB\":{\"a_b\":2}}\n"),
     "null\n{\"aB\":{\"aB\":2}}\n", "1:1:10"},
    {TEXT("1 2\n3\n"), "null\n3\n", "1:1:3"},
    {TEXT("{\"a\":1},\n3\n"), "null\n3\n", "1:1:8"},
    /* several lines: the lines after the first are rows, bad or not */
    {TEXT("{\"a\":\n1 2}\n3\n"), "null\nnull\n3\n", "1:2:3 2:2:3"},
    {TEXT("[\n1,\n2\nx\n3"), "null\nnull\n2\nnull\n3\n", "1:4:1 2:2:2 4:4:1"},
    {TEXT("[1,\n\n\r\n{}\nx"), "null\n{}\nnull\n", "1:5:1 3:5:1"},
    {TEXT("[1,\n[2,\n[3,\n4]\n5"), "null\nnull\n[3,4]\n5\n", "1:5:1 2:5:1"},
    /* the input ends inside */
    {TEXT("[1,"), "null\n", "1:1:4"},
    {TEXT("[\n{\"a\":\n"), "null\nnull\n", "1:3:1 2:3:1"},
    {TEXT("1\n\"a"), "1\nnull\n", "2:2:3"},
    {TEXT("{\"a\":\n{\"b\":1}\n\n"), "null\n{\"b\":1}\n", "1:4:1"},
    {TEXT("tru"), "null\n", "1:1:4"},
    /* good ones of several lines in between */
    {TEXT("[\n1\n]\nx\n[\n2\n]\n"), "[1]\nnull\n[2]\n", "2:4:1"},
    {TEXT("[\n1\n]\n[\nx\n2\n"), "[1]\nnull\nnull\n2\n", "2:5:1 3:5:1"},
};

START_TEST(the_line_after_the_first_of_a_bad_row_is_the_next)
{
    expect_example(&lines[_i], ROWS_AUTO, &feed_rows);
}
END_TEST

/* --- Rows that have a type, or columns ------------------------------------ */

static const struct example typed[] = {
    {TEXT("1\n{}\n"), "null\n{\"__typename\":\"T\"}\n", "1:1:1"},
    {TEXT("[{},\"x\"]\n[{}]\n"), "null\n[{\"__typename\":\"T\"}]\n", "1:1:5"},
    {TEXT("{\"a\":1,\"__typename\":[tru]}\n{\"__typename\":1,\"a\":2}\n"),
     "null\n{\"__typename\":\"T\",\"a\":2}\n", "1:1:25"},
};

START_TEST(so_it_is_for_rows_that_have_a_type)
{
    struct plan_rules plan = feed_plain;
    struct transform_rules rules = feed_rows;

    rules.plan = &plan;
    plan.type = "T";
    expect_example(&typed[_i], ROWS_NDJSON, &rules);
}
END_TEST

/* __typename must name the type of an object. */
static const struct example of_type_named[] = {
    {TEXT("{}\n{\"__typename\":\"A\"}\n"), "null\n{\"__typename\":\"A\"}\n",
     "1:1:2"},
    {TEXT("{\"__typename\":\"B\"}\n{\"__typename\":\"\\u0041\"}\n"),
     "null\n{\"__typename\":\"\\u0041\"}\n", "1:1:15"},
    {TEXT("{\"__typename\":{\"x\":[}}\n"), "null\n", "1:1:15"},
    {TEXT("{\"a\":{\"__typename\":\"A"), "null\n", "1:1:22"},
};

START_TEST(so_it_is_for_rows_that_name_their_type)
{
    static const char text[] =
        "interface I { a: I } type A implements I { a: I }";
    struct plan_rules plan = feed_plain;
    struct transform_rules rules = feed_rows;
    struct schema schema;

    schema_init(&schema);
    ck_assert_int_eq(
        schema_parse(&schema, (const unsigned char *)text, sizeof text - 1),
        STATUS_OK);
    rules.plan = &plan;
    plan.type = "I";
    plan.schema = &schema;
    expect_example(&of_type_named[_i], ROWS_NDJSON, &rules);
    schema_free(&schema);
}
END_TEST

static const struct example columns[] = {
    {TEXT("[]\n{\"d\":1}\n"), "null\n1\n", "1:1:1"},
    {TEXT("{\"a\":1}\n{\"d\":1}\n"), "null\n1\n", "1:1:7"},
    {TEXT("{\"d\":{\"x\":[1},\"a\":1}\n{\"a\":1,\"d\":[{}]}\n"), "null\n[{}]\n",
     "1:1:13"},
    {TEXT("{\"a\":[x,\"d\":1}\n{\"a\":1,\"d\":[{}]}\n"), "null\n[{}]\n",
     "1:1:7"},
    {TEXT("{\"d\":\n2,\"a\":x}\n{\"d\":3}\n"), "null\nnull\n3\n",
     "1:2:7 2:2:1"},
};

START_TEST(so_it_is_for_columns)
{
    struct plan_rules plan = feed_plain;
    struct transform_rules rules = feed_rows;

    rules.plan = &plan;
    plan.column = "d";
    expect_example(&columns[_i], ROWS_NDJSON, &rules);
}
END_TEST

/* --- COPY's formats ------------------------------------------------------- */

static const struct example copy_lines[] = {
    {TEXT("x\n1\n"), "null\n1\n", "1:1:1"},
    {TEXT("1\t2\n1\n"), "null\n1\n", "1:1:2"},
    {TEXT("\t2\n\t1"), "null\nnull\n", "1:1:1 2:2:1"},
    {TEXT("\\q\n1\n"), "null\n1\n", "1:1:1"},
    {TEXT("\"\\q\"\r\n1\n\\N\n\\.\n"), "null\n1\n", "1:1:2"},
    {TEXT("[1\\n,\\n2\\nx\n1\n\"\\\\x\"\n2"), "null\n1\nnull\n2\n",
     "1:1:11 3:3:4"},
    {TEXT("[1\n2]\n3\n"), "null\nnull\n3\n", "1:1:3 2:2:2"},
    {TEXT("1 2\n3\n[1"), "null\n3\nnull\n", "1:1:3 3:3:3"},
    {TEXT("{\"a\":1,\"a\":2}\n\n{\"a\":1}\n"), "null\n{\"a\":1}\n", "1:1:8"},
};

START_TEST(a_line_of_copy_is_a_row)
{
    expect_example(&copy_lines[_i], ROWS_COPY, &feed_rows);
}
END_TEST

#define HEADER "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0"
#define NIL "\0\1\377\377\377\377"
#define TRAILER "\377\377"

/* The line is the tuple's number. */
static const struct example tuples[] = {
    {TEXT(HEADER "\0\1\0\0\0\1x\0\1\0\0\0\0011" TRAILER), "null\n1\n", "1:1:1"},
    {TEXT(HEADER NIL "\0\1\0\0\0\5[1,2 \0\1\0\0\0\0011" TRAILER), "null\n1\n",
     "1:2:6"},
    {TEXT(HEADER "\0\1\0\0\0\5[x\n\0\1\0\1\0\0\0\0011" TRAILER), "null\n1\n",
     "1:1:2"},
    {TEXT(HEADER "\0\1\0\0\0\2\1x\0\1\0\0\0\0\0\1\0\0\0\1 " TRAILER),
     "null\nnull\nnull\n", "1:1:1 2:2:1 3:3:2"},
    {TEXT(HEADER "\0\1\0\0\0\0031 2\0\1\0\0\0\0031\n2" TRAILER), "null\nnull\n",
     "1:1:3 2:2:3"},
};

START_TEST(the_tuple_after_a_bad_one_is_the_next)
{
    expect_example(&tuples[_i], ROWS_AUTO, &feed_rows);
}
END_TEST

/* --- Windows -------------------------------------------------------------- */

enum {
    WINDOW = 256 * 1024
};

/* What is around a million times a byte, so that a window cannot hold it. */
static const struct large {
    const char *before, *fill, *after, *out, *spots;
} large[] = {
    {"[x", "3", "]\n1\n", "null\n1\n", "1:1:2"},
    {"[\"", "x", "\",x]\n1\n", "null\n1\n", "1:1:1000005"},
    {"[\"", "x", "\"x]\n1\n", "null\n1\n", "1:1:1000004"},
    {"[\n2\n,", "3", ",x]\n1\n", "null\n2\nnull\n1\n", "1:3:1000003 3:3:1"},
    {"[\n2\n,", "3", "\nx]\n1\n", "null\n2\nnull\nnull\n1\n",
     "1:4:1 3:3:1 4:4:1"},
    {"[2", "3", "", "null\n", "1:1:1000003"},
    {"[2", "3", "\n1\n", "null\n1\n", "1:2:1"},
    {"[2,\n", " ", "{}\n1\n", "null\n{}\n1\n", "1:3:1"},
    {"{\"a\":[\n", " ", "x\n{}\n", "null\nnull\n{}\n",
     "1:2:1000001 2:2:1000001"},
    {"{\"a", "x", "\" 1}\n{}", "null\n{}\n", "1:1:1000006"},
};

/* The same of COPY's text, of which long lines are walked in pieces. */
static const struct large large_lines[] = {
    {"[x", "3", "]\n1\n", "null\n1\n", "1:1:2"},
    {"[\"", "x", "\"x]\n\\N\n1\n\\.\n", "null\n1\n", "1:1:1000004"},
    {"[\"", "x", "\\q\"]\n\n\\N\n1\n", "null\n1\n", "1:1:1000003"},
    {"[\"", "x", "\t\n\\.\n", "null\n", "1:1:1000003"},
    {"[\"", "x", "\"", "null\n", "1:1:1000004"},
};

static void expect_large(const struct large *l, enum rows_format format)
{
    const char *operands[] = {"in"};
    struct buffer in = {0};
    struct reading r;

    must(buffer_text(&in, l->before));
    while (in.len < strlen(l->before) + 1000000)
        must(buffer_text(&in, l->fill));
    must(buffer_text(&in, l->after));
    file_write("in", in.data, in.len);
    begin(&r, operands, 1, format, &feed_rows);
    ck_assert_int_eq(read_all(&r), STATUS_END);
    ck_assert_str_eq((char *)r.out.data, l->out);
    ck_assert_str_eq(spots(&r), l->spots);
    reading_end(&r);
    buffer_free(&in);
}

START_TEST(a_bad_row_may_be_larger_than_a_window)
{
    expect_large(&large[_i], ROWS_AUTO);
}
END_TEST

START_TEST(a_bad_line_of_copy_may_be_larger_than_a_window)
{
    expect_large(&large_lines[_i], ROWS_COPY);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("recovery");
    TCase *one = tcase_create("one");

    tcase_add_unchecked_fixture(one, folder_enter, folder_leave);
    tcase_add_loop_test(one, the_line_after_the_first_of_a_bad_row_is_the_next,
                        0, sizeof lines / sizeof *lines);
    tcase_add_loop_test(one, so_it_is_for_rows_that_have_a_type, 0,
                        sizeof typed / sizeof *typed);
    tcase_add_loop_test(one, so_it_is_for_rows_that_name_their_type, 0,
                        sizeof of_type_named / sizeof *of_type_named);
    tcase_add_loop_test(one, so_it_is_for_columns, 0,
                        sizeof columns / sizeof *columns);
    tcase_add_loop_test(one, a_line_of_copy_is_a_row, 0,
                        sizeof copy_lines / sizeof *copy_lines);
    tcase_add_loop_test(one, the_tuple_after_a_bad_one_is_the_next, 0,
                        sizeof tuples / sizeof *tuples);
    tcase_add_loop_test(one, a_bad_row_may_be_larger_than_a_window, 0,
                        sizeof large / sizeof *large);
    tcase_add_loop_test(one, a_bad_line_of_copy_may_be_larger_than_a_window, 0,
                        sizeof large_lines / sizeof *large_lines);
    suite_add_tcase(suite, one);
    return tap_run(suite);
}
