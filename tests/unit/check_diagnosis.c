/* What is said of bad data and bad selections, and the exit status. */
#include <config.h>

#include "support/child.h"
#include "support/tap.h"

#include "graphql/schema.h"
#include "graphql/selection.h"
#include "output/errors.h"
#include "plan/plan_keys.h"
#include "plan/plans.h"
#include "report/diagnosis.h"
#include "report/location.h"
#include "report/message.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Where an error is, as a text with the place marked by "@". */
struct spot {
    enum status status;
    const char *text; /* the line and what follows it */
    struct location place;
};

/* Prints the message for a spot; the exit status is the verdict. */
static int report(const void *argument)
{
    static unsigned char bytes[1024];
    const struct spot *s = argument;
    const char *at = strchr(s->text, '@');
    size_t before = (size_t)(at - s->text), after = strlen(at + 1);
    struct location place = s->place;

    memcpy(bytes, s->text, before);
    memcpy(bytes + before, at + 1, after);
    place.source = place.source == NULL ? "-" : place.source;
    place.text = bytes;
    place.at = bytes + before;
    place.end = bytes + before + after;
    diagnosis_data(s->status, &place, NULL);
    return message_exit_status();
}

/* The message of a spot is this, and the exit status 1. */
static void expect(struct spot spot, const char *message)
{
    struct child c = child_run(report, &spot);

    ck_assert_int_eq(c.exit, EXIT_DATA);
    ck_assert_str_eq(c.err, message);
    ck_assert_str_eq(c.out, "");
}

/* --- Bad data ----------------------------------------------------------- */

START_TEST(bad_data_is_shown_where_it_is)
{
    expect((struct spot){STATUS_EXPECTED_COMMA_OR_BRACE,
                         "{\"first_name\": \"Ada\" @\"last_name\": \"Love\"}\n",
                         {.source = "users.ndjson",
                          .line = 17,
                          .column = 22,
                          .row = 16,
                          .row_line = 17,
                          .levels = 1}},
           "fraiseql-build: users.ndjson:17:22: row 16: expected ',' or '}' "
           "after a value\n"
           "    {\"first_name\": \"Ada\" \"last_name\": \"Love\"}\n"
           "                         ^\n");
}
END_TEST

START_TEST(a_spot_at_the_begin_of_a_line_has_its_caret_there)
{
    expect((struct spot){STATUS_EXPECTED_VALUE,
                         "@x\nnext\n",
                         {.line = 2, .column = 1, .row = 1, .levels = 1}},
           "fraiseql-build: -:2:1: row 1: expected a JSON value\n"
           "    x\n"
           "    ^\n");
}
END_TEST

/* 32 columns before the spot and 40 from it on are shown. */
START_TEST(a_long_line_is_cut_on_both_sides)
{
    struct spot spot = {STATUS_EXPECTED_VALUE,
                        "....5678901234567890123456789012345"
                        "@x234567890123456789012345678901234567890....\n",
                        {.line = 1, .column = 36, .row = 1, .levels = 1}};

    expect(spot, "fraiseql-build: -:1:36: row 1: expected a JSON value\n"
                 "    ….5678901234567890123456789012345"
                 "x234567890123456789012345678901234567890…\n"
                 "                                     ^\n");
}
END_TEST

START_TEST(a_line_that_just_fits_is_not_cut)
{
    struct spot spot = {STATUS_EXPECTED_VALUE,
                        "12345678901234567890123456789012"
                        "@x234567890123456789012345678901234567890\n",
                        {.line = 1, .column = 33, .row = 1, .levels = 1}};

    expect(spot, "fraiseql-build: -:1:33: row 1: expected a JSON value\n"
                 "    12345678901234567890123456789012"
                 "x234567890123456789012345678901234567890\n"
                 "                                    ^\n");
}
END_TEST

START_TEST(a_line_that_begins_before_says_so)
{
    expect(
        (struct spot){
            STATUS_EXPECTED_VALUE,
            "12345@x\n",
            {.line = 1, .column = 1006, .row = 1, .levels = 1, .cut = true}},
        "fraiseql-build: -:1:1006: row 1: expected a JSON value\n"
        "    …12345x\n"
        "          ^\n");
}
END_TEST

START_TEST(carriage_returns_at_a_line_end_are_not_shown)
{
    expect((struct spot){STATUS_EXPECTED_VALUE,
                         "[1,@]\r\n",
                         {.line = 1, .column = 4, .row = 1, .levels = 1}},
           "fraiseql-build: -:1:4: row 1: expected a JSON value\n"
           "    [1,]\n"
           "       ^\n");
}
END_TEST

/* The caret stands under the byte, as wide as what is before it is shown. */
START_TEST(what_is_no_plain_character_is_shown_as_its_code)
{
    struct spot spot = {STATUS_CONTROL_IN_STRING,
                        "\"\x1B[31m\x7F\xC2\x9B@\x01\"\t\xFF\xE2\x80\xAE\n",
                        {.line = 1, .column = 10, .row = 1, .levels = 1}};

    expect(spot, "fraiseql-build: -:1:10: row 1: a control character in a "
                 "string must be escaped\n"
                 "    \"\\x1B[31m\\x7F<U+009B>\\x01\"\\x09\\xFF<U+202E>\n"
                 "                         ^\n");
}
END_TEST

/* Two columns for a wide character; é takes one, of two bytes. */
START_TEST(wide_characters_move_the_caret)
{
    expect((struct spot){STATUS_EXPECTED_COMMA_OR_BRACKET,
                         "[\"日本é\" @1]\n",
                         {.line = 1, .column = 14, .row = 1, .levels = 1}},
           "fraiseql-build: -:1:14: row 1: expected ',' or ']' after a value\n"
           "    [\"日本é\" 1]\n"
           "             ^\n");
}
END_TEST

START_TEST(characters_are_cut_as_a_whole)
{
    struct spot spot = {STATUS_EXPECTED_VALUE,
                        "日本日本日本日本日本日本日本日本日"
                        "@x日本日本日本日本日本日本日本日本日本日本日\n",
                        {.line = 1, .column = 52, .row = 1, .levels = 1}};

    /* 16 of them make 32 columns; x and 19 make 39, a 20th one too many. */
    expect(spot, "fraiseql-build: -:1:52: row 1: expected a JSON value\n"
                 "    …本日本日本日本日本日本日本日本日"
                 "x日本日本日本日本日本日本日本日本日本日…\n"
                 "                                     ^\n");
}
END_TEST

START_TEST(an_error_before_any_row_names_none)
{
    expect((struct spot){STATUS_COPY_SIGNATURE,
                         "@{}\n",
                         {.line = 1, .column = 1, .row_line = 9}},
           "fraiseql-build: -:1:1: expected the signature of COPY's binary "
           "format (leave out --format, and the format is recognized)\n"
           "    {}\n"
           "    ^\n");
}
END_TEST

START_TEST(an_end_says_in_which_row_it_is)
{
    expect(
        (struct spot){
            STATUS_INPUT_ENDS,
            "{\"a\": 1@",
            {.line = 3, .column = 8, .row = 17, .row_line = 3, .levels = 1}},
        "fraiseql-build: -:3:8: the input ends inside row 17\n"
        "    {\"a\": 1\n"
        "           ^\n");
}
END_TEST

/* There is nothing to show of an empty line. */
START_TEST(an_end_says_where_a_row_of_several_lines_begins)
{
    expect(
        (struct spot){
            STATUS_INPUT_ENDS,
            "@",
            {.line = 9, .column = 1, .row = 17, .row_line = 3, .levels = 1}},
        "fraiseql-build: -:9:1: the input ends inside row 17, which begins "
        "on line 3\n");
}
END_TEST

START_TEST(a_hint_follows_in_brackets)
{
    expect((struct spot){STATUS_EXPECTED_VALUE,
                         "@SET\n",
                         {.line = 1, .column = 1, .row = 1, .row_line = 1}},
           "fraiseql-build: -:1:1: row 1: expected a JSON value (psql without "
           "-q prints such lines; use psql -XAtqc)\n"
           "    SET\n"
           "    ^\n");
}
END_TEST

START_TEST(a_name_of_a_source_cannot_steer_the_terminal)
{
    expect((struct spot){STATUS_EXPECTED_VALUE,
                         "@x\n",
                         {.source = "\x1B[2J\n.ndjson",
                          .line = 1,
                          .column = 1,
                          .row = 1,
                          .levels = 1}},
           "fraiseql-build: \\x1B[2J\\x0A.ndjson:1:1: row 1: expected a JSON "
           "value\n"
           "    x\n"
           "    ^\n");
}
END_TEST

/* --- Equal keys --------------------------------------------------------- */

/* Two keys of a row, as it spells them. */
struct pair {
    const char *first, *second;
    bool same; /* it is one key, met twice */
};

static int report_keys(const void *argument)
{
    const struct pair *pair = argument;
    const char *texts[] = {pair->first, pair->second};
    struct key *keys[2] = {NULL, NULL};
    struct plans plans;
    struct location place = {.source = "-",
                             .line = 1,
                             .column = 3,
                             .row = 1,
                             .levels = 1,
                             .text = (const unsigned char *)"{}",
                             .at = (const unsigned char *)"",
                             .end = (const unsigned char *)""};
    unsigned char raw[256];
    size_t bad;

    place.text = place.at = place.end;
    ck_assert(plans_init(&plans, &(struct plan_rules){.keep_case = false}));
    for (int i = 0; i < 2; i++) {
        size_t n = strlen(texts[i]);
        memcpy(raw, texts[i], n);
        raw[n] = '"';
        if (plan_keys_get(plans.untyped, raw, n, &keys[i], &bad) != STATUS_OK)
            return 99;
    }
    diagnosis_data(STATUS_EQUAL_KEYS, &place,
                   (const struct key *const[]){keys[0], keys[1]});
    plans_free(&plans);
    return message_exit_status();
}

static void expect_keys(struct pair pair, const char *said)
{
    char message[512];
    struct child c = child_run(report_keys, &pair);

    snprintf(message, sizeof message,
             "fraiseql-build: -:1:3: row 1: two keys of an object get the "
             "same name: %s (rename one of them in the query)\n",
             said);
    ck_assert_int_eq(c.exit, EXIT_DATA);
    ck_assert_str_eq(c.err, message);
}

START_TEST(equal_keys_are_named_both)
{
    expect_keys((struct pair){"user_id", "userId", false},
                "\"user_id\" and \"userId\" both become \"userId\"");
    expect_keys((struct pair){"a", "\\u0061", false},
                "\"a\" and \"\\u0061\" both become \"a\"");
    expect_keys((struct pair){"a", "a", true}, "\"a\" occurs twice");
    expect_keys((struct pair){"\x7F", "\x7F_", false},
                "\"\\x7F\" and \"\\x7F_\" both become \"\\x7F\"");
}
END_TEST

#define TEN "1234567890"
#define SEVENTY TEN TEN TEN TEN TEN TEN TEN

/* Of 80 bytes no more than fits, and no part of a character. */
START_TEST(long_keys_are_cut)
{
    static const struct {
        const char *key, *shown;
    } table[] = {
        {SEVENTY TEN, SEVENTY TEN},
        {SEVENTY TEN ".", SEVENTY TEN "…"},
        {SEVENTY "12345678é", SEVENTY "12345678é"},
        {SEVENTY "12345678é.", SEVENTY "12345678é…"},
        {SEVENTY "123456789é", SEVENTY "123456789…"},
        {SEVENTY "1234567😀", SEVENTY "1234567…"},
    };

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char said[200];
        snprintf(said, sizeof said, "\"%s\" occurs twice", table[i].shown);
        expect_keys((struct pair){table[i].key, table[i].key, true}, said);
    }
}
END_TEST

/* --- Bad rows that are gone on after ------------------------------------- */

static const struct location in_row_2 = {
    .source = "a\tfile",
    .line = 4,
    .column = 3,
    .row = 2,
    .row_line = 3,
    .levels = 1,
};

static int report_and_defer(const void *status)
{
    static const unsigned char text[] = "2]";
    struct location place = in_row_2;
    struct errors_row row;

    place.text = place.at = text;
    place.end = text + 2;
    diagnosis_bad_row(*(const enum status *)status, &place, NULL);
    if (!diagnosis_defer(&row, *(const enum status *)status, &place, NULL))
        return 99;
    puts(row.message);
    diagnosis_deferred(&row);
    free(row.message);
    return message_exit_status();
}

START_TEST(what_is_deferred_of_a_bad_row_is_its_message)
{
    static const enum status bad = STATUS_EXPECTED_COMMA_OR_BRACKET;
    struct child c = child_run(report_and_defer, &bad);

    ck_assert_int_eq(c.exit, EXIT_COMPLETE);
    ck_assert_str_eq(c.out, "expected ',' or ']' after a value\n");
    ck_assert_str_eq(c.err, "fraiseql-build: a\\x09file:4:3: row 2: expected "
                            "',' or ']' after a value\n"
                            "    2]\n"
                            "    ^\n"
                            "fraiseql-build: a\\x09file:4:3: row 2: expected "
                            "',' or ']' after a value\n");
}
END_TEST

START_TEST(the_row_is_named_once)
{
    static const enum status bad = STATUS_INPUT_ENDS;
    struct child c = child_run(report_and_defer, &bad);

    ck_assert_str_eq(c.out,
                     "the input ends inside row 2, which begins on line 3\n");
    ck_assert_str_eq(c.err, "fraiseql-build: a\\x09file:4:3: the input ends "
                            "inside row 2, which begins on line 3\n"
                            "    2]\n"
                            "    ^\n"
                            "fraiseql-build: a\\x09file:4:3: the input ends "
                            "inside row 2, which begins on line 3\n");
}
END_TEST

static const struct {
    struct diagnosis_count count;
    const char *said;
} counts[] = {
    {{.bad = 1, .rows = 1}, "1 of 1 row was bad"},
    {{.bad = 1, .rows = 2, .fails = true}, "1 of 2 rows was bad"},
    {{.bad = 2, .rows = 2, .fate = "left out"},
     "2 of 2 rows were bad, and left out"},
    {{.bad = UINT64_MAX,
      .rows = UINT64_MAX,
      .fate = "written as null",
      .shown = 100,
      .file = "a\tfile",
      .fails = true},
     "18446744073709551615 of 18446744073709551615 rows were bad, and written "
     "as null; the response has the errors of the first 100; a\\x09file was "
     "not replaced"},
};

static int report_count(const void *count)
{
    diagnosis_bad_rows(count);
    return message_exit_status();
}

START_TEST(the_bad_rows_are_counted)
{
    const struct diagnosis_count *count = &counts[_i].count;
    struct child c = child_run(report_count, count);
    char said[256];

    snprintf(said, sizeof said, "fraiseql-build: %s\n", counts[_i].said);
    ck_assert_str_eq(c.err, said);
    ck_assert_int_eq(c.exit, count->fails ? EXIT_DATA : EXIT_COMPLETE);
}
END_TEST

static int few_rows(const void *min_rows)
{
    diagnosis_few_rows("a\tfile", 0, *(const uint64_t *)min_rows);
    return message_exit_status();
}

START_TEST(too_few_rows_are_reported_with_both_numbers)
{
    struct child one = child_run(few_rows, &(uint64_t){1});
    struct child many = child_run(few_rows, &(uint64_t){999999999999999999});

    ck_assert_int_eq(one.exit, EXIT_DATA);
    ck_assert_str_eq(
        one.err, "fraiseql-build: a\\x09file: too few rows: --min-rows asks "
                 "for at least 1, and the input ends after 0\n");
    ck_assert_int_eq(many.exit, EXIT_DATA);
    ck_assert_str_eq(
        many.err, "fraiseql-build: a\\x09file: too few rows: --min-rows asks "
                  "for at least 999999999999999999, and the input ends "
                  "after 0\n");
}
END_TEST

/* --- Selections ---------------------------------------------------------- */

/* Reports what is wrong with a selection of users. */
static int report_selection(const void *text)
{
    static const char types[] = "type User { name: String }";
    struct schema schema;
    struct selection selection;

    schema_init(&schema);
    must(schema_parse(&schema, (const unsigned char *)types,
                      sizeof types - 1) == STATUS_OK);
    struct selection_rules rules = {.schema = &schema,
                                    .type = schema_find(&schema, "User", 4)};
    selection_init(&selection);
    enum status status =
        selection_parse(&selection, text, strlen(text), &rules);
    diagnosis_selection(status, "--select", &selection);
    selection_free(&selection);
    schema_free(&schema);
    return message_exit_status();
}

START_TEST(a_bad_selection_is_shown_with_its_likely_name)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"{\n  nmae }", "2:3: no such field in the type User: \"nmae\" "
                        "(did you mean 'name'?)"},
        {"{ title }", "1:3: no such field in the type User: \"title\""},
        {"{ ... on Usr { name } }",
         "1:10: the schema has no such type: \"Usr\" "
         "(did you mean 'User'?)"},
        {"{ name { a } }", "1:3: the field is a scalar or an enum, so nothing "
                           "can be selected in it: \"name\""},
        {"{ name", "1:7: expected a field or a fragment, not the end of the "
                   "selection"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char message[256] = "fraiseql-build: --select:";
        struct child c = child_run(report_selection, cases[i].text);
        ck_assert_int_eq(c.exit, EXIT_USAGE);
        ck_assert_str_eq(c.err,
                         strcat(strcat(message, cases[i].message), "\n"));
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("diagnosis");
    TCase *rows = tcase_create("rows");
    TCase *selections = tcase_create("selections");

    tcase_add_test(rows, bad_data_is_shown_where_it_is);
    tcase_add_test(rows, a_spot_at_the_begin_of_a_line_has_its_caret_there);
    tcase_add_test(rows, a_long_line_is_cut_on_both_sides);
    tcase_add_test(rows, a_line_that_just_fits_is_not_cut);
    tcase_add_test(rows, a_line_that_begins_before_says_so);
    tcase_add_test(rows, carriage_returns_at_a_line_end_are_not_shown);
    tcase_add_test(rows, what_is_no_plain_character_is_shown_as_its_code);
    tcase_add_test(rows, wide_characters_move_the_caret);
    tcase_add_test(rows, characters_are_cut_as_a_whole);
    tcase_add_test(rows, an_error_before_any_row_names_none);
    tcase_add_test(rows, an_end_says_in_which_row_it_is);
    tcase_add_test(rows, an_end_says_where_a_row_of_several_lines_begins);
    tcase_add_test(rows, a_hint_follows_in_brackets);
    tcase_add_test(rows, a_name_of_a_source_cannot_steer_the_terminal);
    tcase_add_test(rows, equal_keys_are_named_both);
    tcase_add_test(rows, long_keys_are_cut);
    tcase_add_test(rows, what_is_deferred_of_a_bad_row_is_its_message);
    tcase_add_test(rows, the_row_is_named_once);
    tcase_add_loop_test(rows, the_bad_rows_are_counted, 0,
                        sizeof counts / sizeof *counts);
    tcase_add_test(rows, too_few_rows_are_reported_with_both_numbers);
    suite_add_tcase(suite, rows);

    tcase_add_test(selections, a_bad_selection_is_shown_with_its_likely_name);
    suite_add_tcase(suite, selections);
    return tap_run(suite);
}
