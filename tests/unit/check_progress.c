/* The line that says how far a run has come. */
#include <config.h>

#include "support/tap.h"

#include "output/progress.h"

#include <string.h>

static const struct {
    struct progress_figures figures;
    const char *line;
} lines[] = {
    {{0, 0, PROGRESS_NO_SIZE, 0, 0}, "0 rows, 0 B, 0 B/s, 0:00"},
    {{1, 999, PROGRESS_NO_SIZE, 999, 59}, "1 row, 999 B, 999 B/s, 0:59"},
    {{2, 1000, PROGRESS_NO_SIZE, 1004, 60}, "2 rows, 1.00 kB, 1.00 kB/s, 1:00"},
    {{2, 9994, PROGRESS_NO_SIZE, 9995, 3599},
     "2 rows, 9.99 kB, 10.0 kB/s, 59:59"},
    {{2, 99949, PROGRESS_NO_SIZE, 99950, 3600},
     "2 rows, 99.9 kB, 100 kB/s, 1:00:00"},
    {{2, 999499, PROGRESS_NO_SIZE, 999500, 359999},
     "2 rows, 999 kB, 1.00 MB/s, 99:59:59"},
    {{12345678, 1234567890, PROGRESS_NO_SIZE, 812000000, 360000},
     "12345678 rows, 1.23 GB, 812 MB/s, 100:00:00"},
    {{UINT64_MAX, UINT64_MAX, PROGRESS_NO_SIZE, UINT64_MAX, 1},
     "18446744073709551615 rows, 18.4 EB, 18.4 EB/s, 0:01"},

    /* With a size: what is left, rather than what has passed. */
    {{12345678, 1234567890, 4560000000, 812000000, 2},
     "12345678 rows, 1.23 GB of 4.56 GB, 27 %, 812 MB/s, 0:04 left"},
    {{9, 999, 1000, 1, 2}, "9 rows, 999 B of 1.00 kB, 99 %, 1 B/s, 0:01 left"},
    {{9, 1000, 1000, 1, 2},
     "9 rows, 1.00 kB of 1.00 kB, 100 %, 1 B/s, 0:00 left"},
    {{9, 0, UINT64_MAX - 1, 1000, 2},
     "9 rows, 0 B of 18.4 EB, 0 %, 1.00 kB/s, 5124095576030:25:51 left"},
    /* Where a run does not go on, its end is not known. */
    {{9, 500, 1000, 0, 2}, "9 rows, 500 B of 1.00 kB, 50 %, 0 B/s"},
    /* Nothing, and a file that grows while it is read. */
    {{0, 0, 0, 0, 2}, "0 rows, 0 B, 0 B/s"},
    {{9, 1001, 1000, 100, 2}, "9 rows, 1.00 kB, 100 B/s, 0:02"},
    {{9, 1001, 0, 100, 2}, "9 rows, 1.00 kB, 100 B/s, 0:02"},
};

START_TEST(the_line_says_what_is_known)
{
    char text[121];

    size_t n = progress_text(text, sizeof text - 1, &lines[_i].figures);
    ck_assert_str_eq(text, lines[_i].line);
    ck_assert_uint_eq(n, strlen(text));
}
END_TEST

START_TEST(what_does_not_fit_is_left_out_by_whole_figures)
{
    const struct progress_figures f = {10, 500, 1000, 250, 1};
    static const char *const fits[] = {
        "10 rows, 500 B of 1.00 kB, 50 %, 250 B/s, 0:02 left",
        "10 rows, 500 B of 1.00 kB, 50 %, 250 B/s",
        "10 rows, 500 B of 1.00 kB, 50 %",
        "10 rows",
        "",
    };
    char text[121];

    size_t which = 0;
    for (size_t columns = 120; columns-- > 0;) {
        while (strlen(fits[which]) > columns)
            which++;
        memset(text, 'x', sizeof text);
        progress_text(text, columns, &f);
        ck_assert_str_eq(text, fits[which]);
    }
    ck_assert_uint_eq(which, sizeof fits / sizeof *fits - 1);
}
END_TEST

static Suite *progress_suite(void)
{
    Suite *s = suite_create("progress");
    TCase *t = tcase_create("line");

    tcase_add_loop_test(t, the_line_says_what_is_known, 0,
                        sizeof lines / sizeof *lines);
    tcase_add_test(t, what_does_not_fit_is_left_out_by_whole_figures);
    suite_add_tcase(s, t);
    return s;
}

int main(void)
{
    return tap_run(progress_suite());
}
