/* The signals that end a program: tidied up before, held back, noted. */
#include <config.h>

#include "support/child.h"
#include "support/tap.h"

#include "base/signals.h"

#include <poll.h>
#include <stdbool.h>
#include <unistd.h>

static const int ending[] = {SIGHUP,  SIGINT,  SIGQUIT, SIGTERM,
                             SIGXCPU, SIGALRM, SIGPIPE};

enum {
    ENDING = sizeof ending / sizeof *ending
};

/* Whatever the parent process ignores. */
static void ignore_none(void)
{
    for (size_t i = 0; i < ENDING; i++)
        signal(ending[i], SIG_DFL);
}

static void print(const char *text)
{
    if (write(STDOUT_FILENO, text, 1) != 1)
        _exit(99);
}

static void print_a(void)
{
    print("a");
}

static void print_b(void)
{
    print("b");
}

static int tidy_up(const void *signal_number)
{
    signals_tidy(print_a);
    signals_tidy(print_b);
    signals_tidy(print_a); /* again */
    raise(*(const int *)signal_number);
    return 7;
}

START_TEST(tidies_up_and_ends_by_the_signal)
{
    struct child c = child_run(tidy_up, &ending[_i]);

    ck_assert_str_eq(c.out, "ba");
    ck_assert_int_eq(c.signal, ending[_i]);
}
END_TEST

START_TEST(an_ignored_signal_stays_ignored)
{
    signal(ending[_i], SIG_IGN);
    struct child c = child_run(tidy_up, &ending[_i]);
    ck_assert_str_eq(c.out, "");
    ck_assert_int_eq(c.exit, 7);
}
END_TEST

static int hold_and_deliver(const void *signal_number)
{
    sigset_t before;

    signals_tidy(print_a);
    signals_hold(&before);
    raise(*(const int *)signal_number);
    print("1");
    signals_deliver(&before);
    return 7;
}

static int hold_and_restore(const void *signal_number)
{
    sigset_t before;

    signals_tidy(print_a);
    signals_hold(&before);
    signals_deliver(&before); /* there is none yet */
    raise(*(const int *)signal_number);
    print("1");
    signals_restore(&before);
    return 7;
}

START_TEST(a_held_signal_comes_when_it_is_delivered)
{
    struct child c = child_run(hold_and_deliver, &ending[_i]);

    ck_assert_str_eq(c.out, "1a");
    ck_assert_int_eq(c.signal, ending[_i]);
    c = child_run(hold_and_restore, &ending[_i]);
    ck_assert_str_eq(c.out, "1a");
    ck_assert_int_eq(c.signal, ending[_i]);
}
END_TEST

static int note(const void *signal_number)
{
    sigset_t none;

    sigemptyset(&none);
    signals_note();
    raise(*(const int *)signal_number);
    if (signals_noted() != 0)
        return 8;
    print("1");
    ppoll(NULL, 0, NULL, &none);
    print("2");
    signals_end(signals_noted());
    return 9;
}

START_TEST(a_noted_signal_waits_for_the_next_ppoll)
{
    struct child c = child_run(note, &ending[_i]);
    bool is_noted = ending[_i] != SIGALRM && ending[_i] != SIGPIPE;

    ck_assert_str_eq(c.out, is_noted ? "12" : "");
    ck_assert_int_eq(c.signal, ending[_i]);
}
END_TEST

static Suite *signals_suite(void)
{
    Suite *s = suite_create("signals");
    TCase *t = tcase_create("ending");

    tcase_add_checked_fixture(t, ignore_none, NULL);
    tcase_add_loop_test(t, tidies_up_and_ends_by_the_signal, 0, ENDING);
    tcase_add_loop_test(t, an_ignored_signal_stays_ignored, 0, ENDING);
    tcase_add_loop_test(t, a_held_signal_comes_when_it_is_delivered, 0, ENDING);
    tcase_add_loop_test(t, a_noted_signal_waits_for_the_next_ppoll, 0, ENDING);
    suite_add_tcase(s, t);
    return s;
}

int main(void)
{
    return tap_run(signals_suite());
}
