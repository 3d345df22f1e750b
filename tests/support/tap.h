/*
 * tap.h - the last line of every Check program:
 *
 *     int main(void) { return tap_run(camel_suite()); }
 */
#ifndef SUPPORT_TAP_H
#define SUPPORT_TAP_H

#include <stdlib.h>

#ifdef TAP_ABORTS
/* The fuzz targets do without Check: what does not hold ends them. */
#include <stdio.h>
#define ck_abort_msg(...) (fprintf(stderr, __VA_ARGS__), abort())
#else
#include <check.h>
#endif

/*
 * ck_assert() for loops of thousands: it does not report each
 * success to the parent process, as that one does.
 */
#define must(expression)                                                       \
    do {                                                                       \
        if (!(expression))                                                     \
            ck_abort_msg("'%s' does not hold", #expression);                   \
    } while (0)

#ifndef TAP_ABORTS
/* Runs the suite and frees it; its results go to stdout as TAP. */
static inline int tap_run(Suite *suite)
{
    SRunner *runner = srunner_create(suite);

    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
#endif

#endif
