/* What PostgreSQL says, as it is shown on stderr. */
#include <config.h>

#include "support/child.h"
#include "support/tap.h"

#include "report/message.h"

/* What libpq gives, and what must come of it. */
struct told {
    enum status status;
    const char *code, *text;
    const char *err;
};

static int say_error(const void *argument)
{
    const struct told *t = argument;

    message_database(t->status, "query", t->code, t->text);
    return message_exit_status();
}

/* Each is said so, and ends the program with 3. */
static const struct told errors[] = {
    {STATUS_SERVER, "22012", "ERROR:  division by zero\n",
     "fraiseql-build: query: ERROR:  22012: division by zero\n"},
    {STATUS_SERVER, "42P01",
     "ERROR:  relation \"x\" does not exist\nLINE 1: TABLE x\n        ^\n",
     "fraiseql-build: query: ERROR:  42P01: relation \"x\" does not exist\n"
     "LINE 1: TABLE x\n        ^\n"},
    /* Only the first ":  " ends the severity, in any language. */
    {STATUS_SERVER, "P0001", "FEHLER:  a:  b\n",
     "fraiseql-build: query: FEHLER:  P0001: a:  b\n"},
    {STATUS_SERVER, "P0001", "no severity",
     "fraiseql-build: query: no severity\n"},
    {STATUS_SERVER, NULL, "ERROR:  of libpq\n",
     "fraiseql-build: query: ERROR:  of libpq\n"},
    {STATUS_CONNECT, NULL, "it failed: refused\n\tIs it there?\n\n",
     "fraiseql-build: query: it failed: refused\n\tIs it there?\n"},
    {STATUS_SERVER, "P0001",
     "ERROR:  \x1B[31m\r\x9B"
     "2J\xE2\x80\xAE\n",
     "fraiseql-build: query: ERROR:  P0001: "
     "\\x1B[31m\\x0D\\x9B2J<U+202E>\n"},
    {STATUS_SERVER, "\x1B[0", "ERROR:  x\n",
     "fraiseql-build: query: ERROR:  \\x1B[0: x\n"},
    {STATUS_QUERY_COLUMNS, NULL, NULL,
     "fraiseql-build: query: expected a query that gives rows, such as a "
     "SELECT, and this one has no column\n"},
};

START_TEST(errors_are_shown_as_libpq_gives_them_with_the_sqlstate)
{
    struct child c = child_run(say_error, &errors[_i]);

    ck_assert_str_eq(c.err, errors[_i].err);
    ck_assert_str_eq(c.out, "");
    ck_assert_int_eq(c.exit, EXIT_DATABASE);
}
END_TEST

static int say_notice(const void *quiet)
{
    if (quiet != NULL)
        message_quiet();
    message_notice("query", "NOTICE:  one\nDETAIL:  \x07two\n");
    return message_exit_status();
}

START_TEST(a_notice_fails_nothing)
{
    struct child c = child_run(say_notice, NULL);

    ck_assert_str_eq(c.err, "fraiseql-build: query: NOTICE:  one\n"
                            "DETAIL:  \\x07two\n");
    ck_assert_int_eq(c.exit, EXIT_COMPLETE);
}
END_TEST

START_TEST(quiet_silences_notices)
{
    struct child c = child_run(say_notice, "quiet");

    ck_assert_str_eq(c.err, "");
    ck_assert_int_eq(c.exit, EXIT_COMPLETE);
}
END_TEST

static int take_over(const void *exit_status)
{
    message_told(*(const int *)exit_status);
    return message_exit_status();
}

START_TEST(an_error_that_was_told_is_not_told_again)
{
    int exit_status = EXIT_IO;
    struct child c = child_run(take_over, &exit_status);

    ck_assert_str_eq(c.err, "");
    ck_assert_int_eq(c.exit, EXIT_IO);
}
END_TEST

static Suite *message_database_suite(void)
{
    Suite *suite = suite_create("message_database");
    TCase *t = tcase_create("what PostgreSQL says");

    tcase_add_loop_test(t,
                        errors_are_shown_as_libpq_gives_them_with_the_sqlstate,
                        0, sizeof errors / sizeof *errors);
    tcase_add_test(t, a_notice_fails_nothing);
    tcase_add_test(t, quiet_silences_notices);
    tcase_add_test(t, an_error_that_was_told_is_not_told_again);
    suite_add_tcase(suite, t);
    return suite;
}

int main(void)
{
    return tap_run(message_database_suite());
}
