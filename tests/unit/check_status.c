/* The rules that every status keeps: its sentence and its exit status. */
#include "support/tap.h"

#include "base/status.h"

#include <string.h>

static const char *const names[] = {
#define STATUS(name, exit, sentence) #name,
#include "base/status.def"
#undef STATUS
};

/* A place and ": " stand before a sentence, and more may follow it. */
static bool is_sentence(const char *text)
{
    size_t n = strlen(text);

    return n > 5 && !(text[0] >= 'A' && text[0] <= 'Z') && text[0] != ' ' &&
           strchr(".:;, ", text[n - 1]) == NULL && strchr(text, '\n') == NULL;
}

START_TEST(each_sentence_begins_small_and_has_no_full_stop)
{
    for (int i = 0; i < STATUS_COUNT; i++)
        ck_assert_msg(is_sentence(status_text((enum status)i)), "%s: %s",
                      names[i], status_text((enum status)i));
}
END_TEST

START_TEST(no_two_sentences_are_the_same)
{
    for (int i = 0; i < STATUS_COUNT; i++)
        for (int j = 0; j < i; j++)
            ck_assert_msg(strcmp(status_text((enum status)i),
                                 status_text((enum status)j)) != 0,
                          "%s and %s", names[j], names[i]);
}
END_TEST

/* The exit status of the names that begin so; -1: there is no rule. */
static int exit_of_family(const char *name)
{
    static const struct {
        const char *begins;
        int exit;
    } families[] = {
        {"COPY_", EXIT_DATA},       {"QUERY_TEXT", EXIT_DATA},
        {"GRAPHQL_", EXIT_USAGE},   {"SCHEMA_", EXIT_USAGE},
        {"SELECTION_", EXIT_USAGE}, {"QUERY_", EXIT_DATABASE},
        {"CONNECT", EXIT_DATABASE}, {"OPEN_", EXIT_IO},
    };

    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (strncmp(name, families[i].begins, strlen(families[i].begins)) == 0)
            return families[i].exit;
    return -1;
}

START_TEST(a_family_of_statuses_has_one_exit_status)
{
    for (int i = 0; i < STATUS_COUNT; i++) {
        int wanted = exit_of_family(names[i]);
        int exit_status = status_exit((enum status)i);
        ck_assert_msg(wanted < 0 || wanted == exit_status, "%s has %d",
                      names[i], exit_status);
    }
}
END_TEST

START_TEST(only_how_far_a_step_got_is_no_error)
{
    for (int i = 0; i < STATUS_COUNT; i++)
        ck_assert_msg((status_exit((enum status)i) == EXIT_COMPLETE) ==
                          (i <= STATUS_END),
                      "%s has %d", names[i], status_exit((enum status)i));
}
END_TEST

/* What is wrong with a stream, or with all rows together, is of no row. */
START_TEST(only_bad_data_of_a_row_is_of_a_row)
{
    for (int i = 0; i < STATUS_COUNT; i++) {
        bool is_of_stream = i >= STATUS_SECOND_ROW && i <= STATUS_QUERY_TEXT;
        bool wanted = status_exit((enum status)i) == EXIT_DATA && !is_of_stream;
        ck_assert_msg(status_is_of_row((enum status)i) == wanted, "%s",
                      names[i]);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("status");
    TCase *status = tcase_create("status");

    tcase_add_test(status, each_sentence_begins_small_and_has_no_full_stop);
    tcase_add_test(status, no_two_sentences_are_the_same);
    tcase_add_test(status, a_family_of_statuses_has_one_exit_status);
    tcase_add_test(status, only_how_far_a_step_got_is_no_error);
    tcase_add_test(status, only_bad_data_of_a_row_is_of_a_row);
    suite_add_tcase(suite, status);
    return tap_run(suite);
}
