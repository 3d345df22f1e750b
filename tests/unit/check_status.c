/* The sentence and the exit status that each status has. */
#include "support/tap.h"

#include "base/status.h"

#include <string.h>

START_TEST(each_status_has_a_sentence_of_its_own)
{
    const char *text = status_text((enum status)_i);

    ck_assert(text != NULL);
    ck_assert_uint_gt(strlen(text), 5);
    ck_assert(text[strlen(text) - 1] != '.');
    ck_assert(strchr(text, '\n') == NULL);
    for (int i = 0; i < _i; i++)
        ck_assert_str_ne(text, status_text((enum status)i));
}
END_TEST

/* 0 complete, 1 bad data, 2 usage, 4 reading or writing. */
START_TEST(each_status_has_the_exit_status_of_its_kind)
{
    int expected = _i < STATUS_EXPECTED_VALUE   ? 0
                   : _i < STATUS_SAME_FILE      ? 1
                   : _i < STATUS_CONNECT_STRING ? 2
                   : _i == STATUS_QUERY_TEXT    ? 1
                   : _i < STATUS_RUN_QUERY      ? 3
                                                : 4;

    ck_assert_int_eq(status_exit((enum status)_i), expected);
}
END_TEST

/* What is wrong with a stream, or with all rows together, is of no row. */
START_TEST(only_a_bad_row_is_of_a_row)
{
    static const enum status others[] = {
        STATUS_SECOND_ROW,    STATUS_NO_END_MARKER,  STATUS_AFTER_END_MARKER,
        STATUS_MARKED_BINARY, STATUS_FEW_ROWS,       STATUS_BAD_ROWS,
        STATUS_COPY_FLAGS,    STATUS_COPY_SIGNATURE, STATUS_COPY_COLUMNS,
        STATUS_COPY_LENGTH,   STATUS_COPY_CUT,       STATUS_COPY_AFTER_END,
    };
    bool expected = _i >= STATUS_EXPECTED_VALUE && _i < STATUS_SAME_FILE;

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        expected = expected && others[i] != (enum status)_i;
    ck_assert_int_eq(status_is_of_row((enum status)_i), expected);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("status");
    TCase *status = tcase_create("status");

    tcase_add_loop_test(status, each_status_has_a_sentence_of_its_own, 0,
                        STATUS_COUNT);
    tcase_add_loop_test(status, each_status_has_the_exit_status_of_its_kind, 0,
                        STATUS_COUNT);
    tcase_add_loop_test(status, only_a_bad_row_is_of_a_row, 0, STATUS_COUNT);
    suite_add_tcase(suite, status);
    return tap_run(suite);
}
