/* The query helper: found beside this program, run, and waited for. */
#include <config.h>

#include "support/child.h"
#include "support/tap.h"

#include "input/query.h"

#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

/* Where the helper is looked for first. */
static char beside[PATH_MAX];

static void remove_script(void)
{
    unlink(beside);
}

/* Puts a script there, instead of the program. */
static void put_script(const char *commands)
{
    char self[PATH_MAX] = {0};

    ck_assert_int_gt(readlink("/proc/self/exe", self, sizeof self - 1), 0);
    snprintf(beside, sizeof beside, "%s/fraiseql-query", dirname(self));
    FILE *script = fopen(beside, "w");
    ck_assert_ptr_nonnull(script);
    fprintf(script, "#!/bin/sh\n%s\n", commands);
    fclose(script);
    ck_assert_int_eq(chmod(beside, 0755), 0);
}

static struct query a_query(void)
{
    static char *words[] = {(char *)"its name", (char *)"--field",
                            (char *)"a b", NULL};
    struct query q;

    query_init(&q, words);
    return q;
}

/* What the query writes, up to the end of its pipe. */
static void expect_output(const struct query *q, const char *text)
{
    char bytes[256] = "";
    size_t used = 0;
    ssize_t n;

    while ((n = read(q->pipe.fd, bytes + used, sizeof bytes - 1 - used)) > 0)
        used += (size_t)n;
    ck_assert_str_eq(bytes, text);
}

START_TEST(it_gets_the_command_line_and_its_output_comes_back)
{
    struct query q = a_query();

    put_script("printf '[%s]' \"$@\"");
    ck_assert_int_eq(query_start(&q), STATUS_OK);
    expect_output(&q, "[--field][a b]");
    ck_assert_int_eq(query_end(&q), STATUS_OK);
    query_close(&q);
}
END_TEST

static const struct {
    const char *commands;
    enum status status;
    int exit_status;
} ends[] = {
    {"exit 0", STATUS_OK, 0},
    {"exit 1", STATUS_QUERY_REPORTED, 1},
    {"exit 2", STATUS_QUERY_REPORTED, 2},
    {"exit 3", STATUS_QUERY_REPORTED, 3},
    {"exit 4", STATUS_QUERY_REPORTED, 4},
    /* Not one of its own: it has not printed why. */
    {"exit 5", STATUS_QUERY_ENDED, 5},
    {"exit 127", STATUS_QUERY_ENDED, 127},
    {"kill -9 $$", STATUS_QUERY_ENDED, 0},
    {"kill -2 $$", STATUS_QUERY_ENDED, 0},
};

START_TEST(how_it_ended_is_known)
{
    struct query q = a_query();

    put_script(ends[_i].commands);
    ck_assert_int_eq(query_start(&q), STATUS_OK);
    expect_output(&q, "");
    ck_assert_int_eq(query_end(&q), ends[_i].status);
    ck_assert_int_eq(q.exit_status, ends[_i].exit_status);
    ck_assert_int_eq(query_end(&q), ends[_i].status); /* called again */
    query_close(&q);
}
END_TEST

/* What a script does first that waits to be released. */
#define AWAIT_RELEASE "read release </dev/fd/$" QUERY_RELEASE "; "

START_TEST(it_asks_when_it_is_released)
{
    struct query q = a_query();

    put_script(AWAIT_RELEASE "printf asked");
    ck_assert_int_eq(query_start(&q), STATUS_OK);
    ck_assert_int_eq(query_wait(&q, 100), STATUS_MORE);
    query_release(&q);
    ck_assert_int_eq(query_await(&q), STATUS_OK);
    expect_output(&q, "asked");
    ck_assert_int_eq(query_end(&q), STATUS_OK);
    query_close(&q);
}
END_TEST

START_TEST(given_up_before_its_release_it_finds_that_no_one_reads)
{
    struct query q = a_query();
    int said[2];

    ck_assert_int_eq(pipe(said), 0);
    ck_assert_int_eq(dup2(said[1], STDERR_FILENO), STDERR_FILENO);
    close(said[1]);
    put_script("trap '' PIPE; " AWAIT_RELEASE "echo asked || echo unread >&2");
    ck_assert_int_eq(query_start(&q), STATUS_OK);
    query_close(&q);
    close(STDERR_FILENO);
    char text[256] = "";
    ck_assert_int_gt(read(said[0], text, sizeof text - 1), 0);
    ck_assert_ptr_nonnull(strstr(text, "unread"));
}
END_TEST

START_TEST(its_first_bytes_are_waited_for)
{
    struct query q = a_query();
    char byte;

    put_script("sleep 0.1; printf ab");
    ck_assert_int_eq(query_start(&q), STATUS_OK);
    ck_assert_int_eq(query_await(&q), STATUS_OK);
    /* None of them is gone. */
    ck_assert_int_eq(read(q.pipe.fd, &byte, 1), 1);
    ck_assert_int_eq(byte, 'a');
    ck_assert_int_eq(query_await(&q), STATUS_OK);
    query_close(&q);
}
END_TEST

START_TEST(it_is_not_waited_for_if_the_output_has_no_reader)
{
    struct query q = a_query();
    int output[2];

    put_script("exec sleep 600");
    ck_assert_int_eq(pipe(output), 0);
    close(output[0]);
    q.output = output[1];
    ck_assert_int_eq(query_start(&q), STATUS_OK);
    ck_assert_int_eq(query_await(&q), STATUS_READER_GONE);
    close(output[1]);
    kill(q.pid, SIGKILL);
    query_close(&q);
}
END_TEST

START_TEST(where_no_bytes_come_it_is_known_why)
{
    struct query q = a_query();

    put_script(ends[_i].commands);
    ck_assert_int_eq(query_start(&q), STATUS_OK);
    ck_assert_int_eq(query_await(&q), ends[_i].status == STATUS_OK
                                          ? STATUS_QUERY_ENDED
                                          : ends[_i].status);
    query_close(&q);
}
END_TEST

static const struct {
    const char *field, *name;
} names[] = {
    {NULL, "query"},
    {"users", "query users"},
    {"", "query "},
};

START_TEST(it_has_a_name)
{
    struct buffer name = {0};

    ck_assert(query_name(&name, names[_i].field));
    ck_assert_str_eq((char *)name.data, names[_i].name);
    ck_assert_uint_eq(name.len, strlen(names[_i].name));
    buffer_free(&name);
}
END_TEST

/* Gives it up. Whether it was waited for until it ended, or a second. */
static bool close_waits(struct query *q)
{
    struct timespec begin, end;
    pid_t pid = q->pid;

    clock_gettime(CLOCK_MONOTONIC, &begin);
    query_close(q);
    clock_gettime(CLOCK_MONOTONIC, &end);
    if (kill(pid, 0) != 0)
        return true;
    end.tv_sec--;
    ck_assert(end.tv_sec > begin.tv_sec ||
              (end.tv_sec == begin.tv_sec && end.tv_nsec >= begin.tv_nsec));
    return false;
}

START_TEST(giving_it_up_waits_for_its_end)
{
    struct query q = a_query();

    /* It ends because no one reads; the sleep is for the other order. */
    put_script("trap '' PIPE; sleep 0.1; while echo x 2>&-; do :; done");
    do /* on a machine that is too busy, once more */
        ck_assert_int_eq(query_start(&q), STATUS_OK);
    while (!close_waits(&q));
    ck_assert_int_eq(errno, ESRCH);
    query_close(&q); /* there is none any more */
}
END_TEST

START_TEST(giving_it_up_does_not_wait_for_ever)
{
    struct query q = a_query();

    put_script("exec sleep 600");
    ck_assert_int_eq(query_start(&q), STATUS_OK);
    pid_t pid = q.pid;
    query_close(&q);
    ck_assert_int_eq(kill(pid, SIGKILL), 0); /* it was still there */
}
END_TEST

START_TEST(what_may_not_be_run_is_an_error)
{
    struct query q = a_query();

    put_script("exit 0");
    ck_assert_int_eq(chmod(beside, 0600), 0);
    ck_assert_int_eq(query_start(&q), STATUS_RUN_QUERY);
    ck_assert_int_eq(errno, EACCES);
    ck_assert_int_eq(q.pipe.fd, -1);
}
END_TEST

static Suite *query_suite(void)
{
    Suite *suite = suite_create("query");
    TCase *t = tcase_create("the query helper");

    tcase_add_checked_fixture(t, NULL, remove_script);
    tcase_add_test(t, it_gets_the_command_line_and_its_output_comes_back);
    tcase_add_loop_test(t, how_it_ended_is_known, 0,
                        sizeof ends / sizeof *ends);
    tcase_add_test(t, it_asks_when_it_is_released);
    tcase_add_test(t, given_up_before_its_release_it_finds_that_no_one_reads);
    tcase_add_test(t, its_first_bytes_are_waited_for);
    tcase_add_test(t, it_is_not_waited_for_if_the_output_has_no_reader);
    tcase_add_loop_test(t, where_no_bytes_come_it_is_known_why, 0,
                        sizeof ends / sizeof *ends);
    tcase_add_loop_test(t, it_has_a_name, 0, sizeof names / sizeof *names);
    tcase_add_test(t, giving_it_up_waits_for_its_end);
    tcase_add_test(t, giving_it_up_does_not_wait_for_ever);
    tcase_add_test(t, what_may_not_be_run_is_an_error);
    suite_add_tcase(suite, t);
    return suite;
}

int main(void)
{
    return tap_run(query_suite());
}
