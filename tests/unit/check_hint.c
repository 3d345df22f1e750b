/* The usual causes of errors, and the remedies. */
#include "support/tap.h"

#include "report/hint.h"

#include <string.h>

/* What hints say, or NULL for none. */
#define NO_HINT NULL
#define WITHOUT_Q "psql without -q"
#define WITHOUT_AT "psql without -At"
#define ONE_COLUMN "select only the column"
#define COPY_TEXT "COPY text, which needs --format=copy"

/* A text whose row begins with it; "@" marks the error. */
static const struct {
    enum status status;
    const char *text;
    const char *hint;
} table[] = {
    /* What psql prints beside rows. */
    {STATUS_EXPECTED_VALUE, "@SET\n", WITHOUT_Q},
    {STATUS_EXPECTED_VALUE, "@BEGIN\n{}\n", WITHOUT_Q},
    {STATUS_EXPECTED_VALUE, "@COPY 5\n", WITHOUT_Q},
    {STATUS_EXPECTED_VALUE, "@INSERT 0 1\n", WITHOUT_Q},
    {STATUS_EXPECTED_VALUE, "@CREATE TABLE\r\n", WITHOUT_Q},
    {STATUS_EXPECTED_VALUE, "@SELECT 3", WITHOUT_Q},
    {STATUS_EXPECTED_VALUE, "@Time: 1.234 ms\n", WITHOUT_Q},
    {STATUS_EXPECTED_VALUE, "@Timing is on.\n", WITHOUT_Q},
    {STATUS_EXPECTED_VALUE, "@Pager usage is off.\n", WITHOUT_Q},
    {STATUS_EXPECTED_VALUE, "  @SET\n", WITHOUT_Q},
    {STATUS_UNTYPED_ROW, "@SET\n", WITHOUT_Q},

    {STATUS_EXPECTED_VALUE, "@ data \n------\n {}\n", WITHOUT_AT},
    {STATUS_EXPECTED_VALUE, "@ id | data\n----+-----\n", WITHOUT_AT},
    {STATUS_EXPECTED_VALUE, "@data\r\n------\r\n", WITHOUT_AT},
    {STATUS_BAD_NUMBER, "-@-----\n {}\n", WITHOUT_AT},
    {STATUS_EXPECTED_VALUE, "@(1 row)\n", WITHOUT_AT},
    {STATUS_EXPECTED_VALUE, "@(3 rows)\n", WITHOUT_AT},
    {STATUS_EXPECTED_VALUE, "@-[ RECORD 1 ]-\ndata | {}\n", WITHOUT_AT},
    {STATUS_BAD_NUMBER, "-@[ RECORD 1 ]-\ndata | {}\n", WITHOUT_AT},
    /* A heading may look like the begin of JSON. */
    {STATUS_BAD_LITERAL, "n@ame\n----\n", WITHOUT_AT},

    {STATUS_EXPECTED_VALUE, "@NULL\n", "psql is set to print NULL like this"},

    /* More than one column. */
    {STATUS_EXPECTED_LINE_END, "1@|{\"a\": 1}\n", ONE_COLUMN},
    {STATUS_EXPECTED_VALUE, "@ada|{\"a\": 1}\n", ONE_COLUMN},
    {STATUS_EXPECTED_VALUE, "@ada|[1]\n", ONE_COLUMN},
    {STATUS_EXPECTED_VALUE, "@ ada | {\"a\": 1}\n", ONE_COLUMN},
    {STATUS_EXPECTED_VALUE, "@ ada | [1]\n", ONE_COLUMN},
    {STATUS_EXPECTED_LINE_END, "{\"a\": 1}@|2\n", ONE_COLUMN},

    /* COPY text. */
    {STATUS_EXPECTED_VALUE, "@\\N\n", COPY_TEXT},
    {STATUS_EXPECTED_VALUE, "@\\.\n", COPY_TEXT},

    /* Other programs' files. */
    {STATUS_EXPECTED_VALUE, "@\xFF\xFE{", "UTF-16"},
    {STATUS_EXPECTED_VALUE, "@\xFE\xFF", "UTF-16"},
    {STATUS_EXPECTED_VALUE, "@\x1F\x8B\x08", "zcat"},
    {STATUS_EXPECTED_LINE_END, "\"{\"@\"a\"\":1}\"\n", "CSV"},
    {STATUS_EXPECTED_LINE_END, "{\"a\":1}@,\n", "no comma"},
    {STATUS_EXPECTED_LINE_END, "{} @{}\n", "on a line of its own"},

    {STATUS_SECOND_ROW, "@{\"a\": 1}\n", "--list"},
    {STATUS_SECOND_ROW, "@SET\n", "--list"},
    {STATUS_UNTYPED_ROW, "@1\n", "--type"},
    {STATUS_EXPECTED_COLUMNS, "@[1]\n", "FORMAT json"},
    {STATUS_EXPECTED_COLUMNS, "@SET\n", WITHOUT_Q},
    {STATUS_EXPECTED_COLUMNS, "@data\n------\n", WITHOUT_AT},

    /* Words that are like those, and are not. */
    {STATUS_EXPECTED_VALUE, "@SET x\n", NO_HINT},
    {STATUS_EXPECTED_VALUE, "@Set\n", NO_HINT},
    {STATUS_EXPECTED_VALUE, "@NaN\n", NO_HINT},
    {STATUS_EXPECTED_VALUE, "@TRUE\n", NO_HINT},
    {STATUS_EXPECTED_VALUE, "@FALSE\n", NO_HINT},
    {STATUS_EXPECTED_VALUE, "@A\n", NO_HINT},
    {STATUS_EXPECTED_VALUE, "@SET A\n", NO_HINT},
    {STATUS_EXPECTED_VALUE, "@NULLS x\n", NO_HINT},
    {STATUS_EXPECTED_VALUE, "@x\n", NO_HINT},
    {STATUS_EXPECTED_VALUE, "@x\n-\n", NO_HINT},
    {STATUS_EXPECTED_VALUE, "@x\n-- a comment\n", NO_HINT},
    {STATUS_EXPECTED_VALUE, "@(rows)\n", NO_HINT},
    {STATUS_EXPECTED_VALUE, "@ada|1\n", NO_HINT},
    {STATUS_EXPECTED_VALUE, "@", NO_HINT},
    {STATUS_BAD_NUMBER, "1.@\n", NO_HINT},
};

static const char *hint_at(enum status status, const char *text,
                           unsigned levels, struct location where)
{
    static unsigned char bytes[256];
    const char *at = strchr(text, '@');
    size_t before = (size_t)(at - text), after = strlen(at + 1);

    memcpy(bytes, text, before);
    memcpy(bytes + before, at + 1, after);
    where.levels = levels;
    where.text = bytes;
    where.at = bytes + before;
    where.end = bytes + before + after;
    return hint_find(status, &where);
}

static void expect_hint(const char *hint, const char *expected)
{
    if (expected == NO_HINT)
        ck_assert_msg(hint == NULL, "it says '%s'", hint);
    else
        ck_assert_msg(hint != NULL && strstr(hint, expected) != NULL,
                      "it says '%s'", hint == NULL ? "nothing" : hint);
}

START_TEST(a_row_that_looks_like_something_else_has_a_hint)
{
    const struct location where = {.line = 5, .row_line = 5};

    expect_hint(hint_at(table[_i].status, table[_i].text, 0, where),
                table[_i].hint);
}
END_TEST

/* The first line of a source may be the name of the column. */
static const struct {
    const char *text;
    const char *hint;
} first[] = {
    {"@data\n", WITHOUT_AT},
    {"@json_agg\r\n{}\n", WITHOUT_AT},
    {"@?column?\n", WITHOUT_AT},
    {"@two words\n", WITHOUT_AT},
    {"t@rue_or_not\n", WITHOUT_AT},
    {"n@ull values\n", WITHOUT_AT},
    /* Something else is more likely. */
    {"@SET\n", WITHOUT_Q},
    {"@NULL\n", "print NULL"},
    {"@id|{}\n", ONE_COLUMN},
    /* These look like JSON. */
    {"0@x1F\n", NO_HINT},
    {"-@x\n", NO_HINT},
    {"@a\"b\"\n", NO_HINT},
    {"@a{}\n", NO_HINT},
    {"@a[]\n", NO_HINT},
    {"true@\n", NO_HINT},
    {"@", NO_HINT},
};

START_TEST(a_heading_is_known_in_the_first_line_only)
{
    const struct location here = {.line = 1, .row_line = 1};
    const struct location later = {.line = 2, .row_line = 2};

    expect_hint(hint_at(STATUS_EXPECTED_VALUE, first[_i].text, 0, here),
                first[_i].hint);
    if (first[_i].hint != NULL && strcmp(first[_i].hint, WITHOUT_AT) == 0)
        expect_hint(hint_at(STATUS_EXPECTED_VALUE, first[_i].text, 0, later),
                    NO_HINT);
}
END_TEST

/* Inside of a value, the look of the line means nothing. */
static const struct {
    enum status status;
    const char *text;
    const char *hint;
} inside[] = {
    {STATUS_EXPECTED_VALUE, "@SET\n", NO_HINT},
    {STATUS_EXPECTED_VALUE, "[@x,\n----\n", NO_HINT},
    {STATUS_EXPECTED_COMMA_OR_BRACKET, "[\"a|{\" @1]\n", NO_HINT},

    /* Backslashes that COPY has doubled. */
    {STATUS_BAD_ESCAPE, "{\"a\":\"\\@N\"}\n", COPY_TEXT},
    {STATUS_EXPECTED_COMMA_OR_BRACE, "{\"a\":\"x \\\\\"@y\\\\\"\"}\n",
     COPY_TEXT},
    {STATUS_EXPECTED_COMMA_OR_BRACE, "{\"a\":\"x \\\\\" @y\\\\\"\"}\n",
     COPY_TEXT},
    {STATUS_EXPECTED_COLON, "{\"\\\\\"@a\\\\\"\":1}\n", COPY_TEXT},
    {STATUS_EXPECTED_COMMA_OR_BRACE, "{\"a\":\"x\" @\"b\":1}\n", NO_HINT},
    {STATUS_EXPECTED_COMMA_OR_BRACE, "\\\"@y", NO_HINT},
    {STATUS_EXPECTED_KEY_OR_END, "{@\\n\"a\":1}\n", COPY_TEXT},
    {STATUS_EXPECTED_VALUE, "[1,@\\n2]\n", COPY_TEXT},

    {STATUS_CONTROL_IN_STRING, "{\"a\":\"b@\n", "not closed on its line"},
    {STATUS_CONTROL_IN_STRING, "{\"a\":\"b@\r\n", "not closed on its line"},
    {STATUS_CONTROL_IN_STRING, "{\"a\":\"b@\t\"}\n", NO_HINT},

    {STATUS_BAD_UTF8, "{\"a\":\"caf\xE9@\"}\n", "PGCLIENTENCODING=UTF8"},
    {STATUS_EQUAL_KEYS, "{\"a\":1,@\"a\":2}\n", "rename one"},
    {STATUS_NO_COLUMN, "{\"a\":1@}\n", "spelled as in the row"},
};

START_TEST(a_value_with_a_usual_fault_has_a_hint)
{
    const struct location where = {.line = 5, .row_line = 5};

    expect_hint(hint_at(inside[_i].status, inside[_i].text, 1, where),
                inside[_i].hint);
}
END_TEST

START_TEST(a_line_that_is_not_the_first_of_its_row_has_none)
{
    const struct location later = {.line = 6, .row_line = 5};
    const struct location cut = {.line = 5, .row_line = 5, .cut = true};

    expect_hint(hint_at(STATUS_EXPECTED_VALUE, "@SET\n", 0, later), NO_HINT);
    expect_hint(hint_at(STATUS_EXPECTED_VALUE, "@SET\n", 0, cut), NO_HINT);
}
END_TEST

/* What is binary is not looked at as if it were lines. */
START_TEST(a_binary_stream_has_hints_of_its_own)
{
    const struct location where = {.format = ROWS_COPY_BINARY, .line = 1};

    expect_hint(hint_at(STATUS_COPY_CUT, "SET@\n", 0, where),
                "has probably failed");
    expect_hint(hint_at(STATUS_COPY_COLUMNS, "SET@\n", 0, where),
                "select only the column");
    expect_hint(hint_at(STATUS_BAD_ESCAPE, "\"\\@N\"", 0, where), NO_HINT);
}
END_TEST

/* A query's column of text, which need not hold JSON. */
START_TEST(text_that_is_no_json_has_the_hint_to_make_it_so)
{
    static const enum status no_json[] = {
        STATUS_EXPECTED_VALUE, STATUS_BAD_LITERAL,      STATUS_BAD_NUMBER,
        STATUS_LEADING_ZERO,   STATUS_EXPECTED_ROW_END,
    };
    struct location where = {.format = ROWS_COPY_BINARY, .from_query = true};

    for (size_t i = 0; i < sizeof no_json / sizeof *no_json; i++)
        expect_hint(hint_at(no_json[i], "0@1", 0, where), "must hold JSON");
    expect_hint(hint_at(STATUS_BAD_ESCAPE, "\"\\@N\"", 0, where), NO_HINT);
    expect_hint(hint_at(STATUS_EXPECTED_VALUE, "[@x]", 1, where), NO_HINT);
    where.from_query = false;
    expect_hint(hint_at(STATUS_EXPECTED_VALUE, "@x", 0, where), NO_HINT);
}
END_TEST

/* What COPY text needs is not what is wrong with it. */
START_TEST(copy_text_has_hints_of_its_own)
{
    const struct location where = {
        .format = ROWS_COPY, .line = 1, .row_line = 1};

    expect_hint(hint_at(STATUS_COPY_ESCAPE, "{\"a\":\"@\\u00e9\"}", 0, where),
                "without --format=copy");
    expect_hint(hint_at(STATUS_COPY_ESCAPE, "{\"a\":\"@\\\"\"}", 0, where),
                "without --format=copy");
    expect_hint(hint_at(STATUS_COPY_ESCAPE, "{\"a\":\"@\\/\"}", 0, where),
                "without --format=copy");
    expect_hint(hint_at(STATUS_COPY_ESCAPE, "{\"a\":\"@\\x\"}", 0, where),
                NO_HINT);
    expect_hint(hint_at(STATUS_COPY_TAB, "{}@\tx\n", 0, where),
                "select only the column");
    expect_hint(hint_at(STATUS_EXPECTED_VALUE, "@SET\n", 0, where),
                "psql without -q");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("hint");
    TCase *hints = tcase_create("hints");

    tcase_add_loop_test(hints, a_row_that_looks_like_something_else_has_a_hint,
                        0, sizeof table / sizeof *table);
    tcase_add_loop_test(hints, a_heading_is_known_in_the_first_line_only, 0,
                        sizeof first / sizeof *first);
    tcase_add_loop_test(hints, a_value_with_a_usual_fault_has_a_hint, 0,
                        sizeof inside / sizeof *inside);
    tcase_add_test(hints, a_line_that_is_not_the_first_of_its_row_has_none);
    tcase_add_test(hints, a_binary_stream_has_hints_of_its_own);
    tcase_add_test(hints, text_that_is_no_json_has_the_hint_to_make_it_so);
    tcase_add_test(hints, copy_text_has_hints_of_its_own);
    suite_add_tcase(suite, hints);
    return tap_run(suite);
}
