/* The errors of a response, byte for byte. */
#include <config.h>

#include "support/tap.h"

#include "output/errors.h"

#include <string.h>

/* Keeps a row; its message is copied. */
static void keep(struct errors *e, const char *message, const char *field,
                 uint64_t index)
{
    struct errors_row row = {
        .message = strdup(message),
        .source = "-",
        .line = 4,
        .column = 18446744073709551615u,
        .row = 3,
        .field = field,
        .index = index,
    };

    ck_assert(row.message != NULL);
    ck_assert(!errors_are_full(e));
    errors_add(e, &row);
}

/* They are appended so. */
static void expect(const struct errors *e, const char *text)
{
    struct buffer out = {0};

    ck_assert(buffer_text(&out, "}"));
    ck_assert(errors_append(e, &out));
    ck_assert(buffer_append(&out, "", 1));
    ck_assert_str_eq((char *)out.data, text);
    buffer_free(&out);
}

START_TEST(without_errors_there_is_nothing)
{
    struct errors e = {0};

    expect(&e, "}");
    errors_free(&e);
}
END_TEST

START_TEST(a_row_of_a_list_has_its_place_in_the_path)
{
    struct errors e = {0};

    keep(&e, "expected a JSON value", "users", 0);
    keep(&e, "x", "posts", 18446744073709551614u);
    expect(&e, "},\"errors\":["
               "{\"message\":\"expected a JSON value\",\"path\":[\"users\",0],"
               "\"extensions\":{\"line\":4,\"column\":18446744073709551615}},"
               "{\"message\":\"x\",\"path\":[\"posts\",18446744073709551614],"
               "\"extensions\":{\"line\":4,\"column\":18446744073709551615}}]");
    errors_free(&e);
}
END_TEST

START_TEST(a_single_row_has_none)
{
    struct errors e = {0};

    keep(&e, "x", "user", ERRORS_NO_INDEX);
    expect(&e, "},\"errors\":[{\"message\":\"x\",\"path\":[\"user\"],"
               "\"extensions\":{\"line\":4,\"column\":18446744073709551615}}]");
    errors_free(&e);
}
END_TEST

START_TEST(what_comes_from_outside_is_escaped)
{
    struct errors e = {0};

    keep(&e, "\"a\" \\ \n \x01 \xC3\xA9", "\"f\"\t", 1);
    expect(&e, "},\"errors\":[{\"message\":"
               "\"\\\"a\\\" \\\\ \\n \\u0001 \xC3\xA9\","
               "\"path\":[\"\\\"f\\\"\\t\",1],"
               "\"extensions\":{\"line\":4,\"column\":18446744073709551615}}]");
    errors_free(&e);
}
END_TEST

START_TEST(only_the_first_rows_are_held)
{
    struct errors e = {0};

    for (int i = 0; i < ERRORS_MAX; i++)
        keep(&e, "x", "users", 7);
    ck_assert(errors_are_full(&e));
    errors_free(&e);
    ck_assert(!errors_are_full(&e));
    expect(&e, "}");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("errors");
    TCase *errors = tcase_create("errors");

    tcase_add_test(errors, without_errors_there_is_nothing);
    tcase_add_test(errors, a_row_of_a_list_has_its_place_in_the_path);
    tcase_add_test(errors, a_single_row_has_none);
    tcase_add_test(errors, what_comes_from_outside_is_escaped);
    tcase_add_test(errors, only_the_first_rows_are_held);
    suite_add_tcase(suite, errors);
    return tap_run(suite);
}
