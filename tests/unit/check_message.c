/* What is said on stderr, byte for byte, and the exit status it comes to. */
#include <config.h>

#include "support/child.h"
#include "support/tap.h"

#include "report/message.h"

#include <errno.h>
#include <string.h>

static int usage(const void *unused)
{
    (void)unused;
    bool verdict = message_usage("%s takes '%c', not '%s'", "--a", 'b', "\x1B");
    return verdict ? 99 : message_exit_status();
}

START_TEST(a_usage_error_says_how_to_use_it)
{
    struct child c = child_run(usage, NULL);

    ck_assert_int_eq(c.exit, EXIT_USAGE);
    ck_assert_str_eq(c.err, "fraiseql-build: --a takes 'b', not '\\x1B'\n"
                            "Usage: fraiseql-build --field NAME [OPTION]... "
                            "[FILE]...\n"
                            "Try 'fraiseql-build --help' for more.\n");
}
END_TEST

static int warn(const void *quiet)
{
    if (*(const bool *)quiet)
        message_quiet();
    message_warning("%s is odd", "this");
    return message_exit_status();
}

START_TEST(a_warning_does_not_fail_the_run)
{
    struct child c = child_run(warn, &(bool){false});

    ck_assert_int_eq(c.exit, EXIT_COMPLETE);
    ck_assert_str_eq(c.err, "fraiseql-build: warning: this is odd\n");
}
END_TEST

START_TEST(quiet_silences_warnings)
{
    struct child c = child_run(warn, &(bool){true});

    ck_assert_int_eq(c.exit, EXIT_COMPLETE);
    ck_assert_str_eq(c.err, "");
}
END_TEST

static int refused(const void *status)
{
    message_quiet(); /* errors are printed all the same */
    errno = ENOENT;
    message_system(*(const enum status *)status, "a\tfile");
    return message_exit_status();
}

START_TEST(what_the_system_refuses_comes_with_its_reason)
{
    struct child c = child_run(refused, &(enum status){STATUS_OPEN_INPUT});

    ck_assert_int_eq(c.exit, EXIT_IO);
    ck_assert_str_eq(c.err, "fraiseql-build: a\\x09file: cannot open for "
                            "reading: No such file or directory\n");
}
END_TEST

static int wrong(const void *status)
{
    message_error(*(const enum status *)status, "a\tfile");
    return message_exit_status();
}

START_TEST(an_error_has_the_exit_status_of_its_status)
{
    struct child c = child_run(wrong, &(enum status){STATUS_SAME_FILE});

    ck_assert_int_eq(c.exit, EXIT_USAGE);
    ck_assert_str_eq(c.err, "fraiseql-build: a\\x09file: the output is also an "
                            "input\n");
}
END_TEST

static int memory(const void *row)
{
    uint64_t n = *(const uint64_t *)row;

    message_memory(n == 0 ? NULL : "users.ndjson", n);
    return message_exit_status();
}

START_TEST(missing_memory_names_the_row)
{
    struct child before = child_run(memory, &(uint64_t){0});
    struct child in_row = child_run(memory, &(uint64_t){12});

    ck_assert_int_eq(before.exit, EXIT_IO);
    ck_assert_str_eq(before.err, "fraiseql-build: not enough memory\n");
    ck_assert_int_eq(in_row.exit, EXIT_IO);
    ck_assert_str_eq(in_row.err,
                     "fraiseql-build: users.ndjson: not enough memory for row "
                     "12\n");
}
END_TEST

static int two_errors(const void *unused)
{
    (void)unused;
    int none = message_exit_status();
    message_usage("first");
    message_memory(NULL, 0);
    return none == EXIT_COMPLETE ? message_exit_status() : 99;
}

START_TEST(the_first_error_decides)
{
    ck_assert_int_eq(child_run(two_errors, NULL).exit, EXIT_USAGE);
}
END_TEST

/* Stands for a line that another module keeps on stderr. */
static void clear(void)
{
    fputs("\r", stderr);
}

static int clear_and_warn(const void *unused)
{
    (void)unused;
    message_before(clear);
    message_warning("first");
    message_memory(NULL, 0);
    return message_exit_status();
}

START_TEST(the_line_is_cleared_before_each_message)
{
    struct child c = child_run(clear_and_warn, NULL);

    ck_assert_str_eq(c.err, "\rfraiseql-build: warning: first\n"
                            "\rfraiseql-build: not enough memory\n");
}
END_TEST

static int in_parts(const void *exit_status)
{
    static const unsigned char text[] = "\x07.";

    message_begin();
    message_print("%d of ", 1);
    message_show_string("\x1B");
    message_show(text, text + 2);
    message_end(*(const int *)exit_status);
    return message_exit_status();
}

START_TEST(a_message_can_be_made_of_parts)
{
    struct child fails = child_run(in_parts, &(int){EXIT_DATA});
    struct child goes_on = child_run(in_parts, &(int){EXIT_COMPLETE});

    ck_assert_str_eq(fails.err, "fraiseql-build: 1 of \\x1B\\x07.\n");
    ck_assert_int_eq(fails.exit, EXIT_DATA);
    ck_assert_int_eq(goes_on.exit, EXIT_COMPLETE);
}
END_TEST

static int take_over(const void *exit_status)
{
    message_already_reported(*(const int *)exit_status);
    return message_exit_status();
}

START_TEST(an_error_that_was_reported_is_not_reported_again)
{
    int exit_status = EXIT_IO;
    struct child c = child_run(take_over, &exit_status);

    ck_assert_str_eq(c.err, "");
    ck_assert_int_eq(c.exit, EXIT_IO);
}
END_TEST

/* --- PostgreSQL ---------------------------------------------------------- */

/* What libpq gives, and what must come of it. */
struct server_error {
    enum status status;
    const char *code, *text;
    const char *err;
};

static int report(const void *argument)
{
    const struct server_error *e = argument;

    message_database(e->status, "query", e->code, e->text);
    return message_exit_status();
}

/* Each is said so, and ends the program with 3. */
static const struct server_error errors[] = {
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
};

START_TEST(errors_are_shown_as_libpq_gives_them_with_the_sqlstate)
{
    struct child c = child_run(report, &errors[_i]);

    ck_assert_str_eq(c.err, errors[_i].err);
    ck_assert_str_eq(c.out, "");
    ck_assert_int_eq(c.exit, EXIT_DATABASE);
}
END_TEST

static int print_notice(const void *quiet)
{
    if (quiet != NULL)
        message_quiet();
    message_notice("query", "NOTICE:  one\nDETAIL:  \x07two\n");
    return message_exit_status();
}

START_TEST(a_notice_fails_nothing)
{
    struct child c = child_run(print_notice, NULL);

    ck_assert_str_eq(c.err, "fraiseql-build: query: NOTICE:  one\n"
                            "DETAIL:  \\x07two\n");
    ck_assert_int_eq(c.exit, EXIT_COMPLETE);
}
END_TEST

START_TEST(quiet_silences_notices)
{
    struct child c = child_run(print_notice, "quiet");

    ck_assert_str_eq(c.err, "");
    ck_assert_int_eq(c.exit, EXIT_COMPLETE);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("message");
    TCase *messages = tcase_create("messages");
    TCase *postgres = tcase_create("postgres");

    tcase_add_test(messages, a_usage_error_says_how_to_use_it);
    tcase_add_test(messages, a_warning_does_not_fail_the_run);
    tcase_add_test(messages, quiet_silences_warnings);
    tcase_add_test(messages, what_the_system_refuses_comes_with_its_reason);
    tcase_add_test(messages, an_error_has_the_exit_status_of_its_status);
    tcase_add_test(messages, missing_memory_names_the_row);
    tcase_add_test(messages, the_first_error_decides);
    tcase_add_test(messages, the_line_is_cleared_before_each_message);
    tcase_add_test(messages, a_message_can_be_made_of_parts);
    tcase_add_test(messages, an_error_that_was_reported_is_not_reported_again);
    suite_add_tcase(suite, messages);

    tcase_add_loop_test(postgres,
                        errors_are_shown_as_libpq_gives_them_with_the_sqlstate,
                        0, sizeof errors / sizeof *errors);
    tcase_add_test(postgres, a_notice_fails_nothing);
    tcase_add_test(postgres, quiet_silences_notices);
    suite_add_tcase(suite, postgres);
    return tap_run(suite);
}
