/* The inputs, one after another. */
#include <config.h>

#include "support/child.h"
#include "support/folder.h"
#include "support/tap.h"

#include "input/source.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>

/* Reads the open input to its end; the test fails unless it is the text. */
static void expect_text(struct source *s, const char *text)
{
    char bytes[256];
    size_t used = 0, got = 1;

    while (got > 0) {
        ck_assert_uint_lt(used, sizeof bytes);
        ck_assert_int_eq(
            source_read(s, bytes + used, sizeof bytes - used, &got), STATUS_OK);
        used += got;
    }
    ck_assert_uint_eq(used, strlen(text));
    ck_assert(memcmp(bytes, text, used) == 0);
}

/* Makes fd the program's stdin. */
static void become_stdin(int fd)
{
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(dup2(fd, STDIN_FILENO), STDIN_FILENO);
    if (fd != STDIN_FILENO)
        close(fd);
}

START_TEST(reads_its_operands_in_their_order)
{
    const char *operands[] = {"b", "a", "empty", "b"};
    struct source s;

    file_put("a", "in a\n");
    file_put("b", "in b");
    file_put("empty", "");
    source_init(&s, operands, 4);
    ck_assert_int_eq(s.fd, -1);
    ck_assert_int_eq(source_check(&s, NULL), STATUS_OK);
    static const char *const texts[] = {"in b", "in a\n", "", "in b"};
    for (size_t i = 0; i < 4; i++) {
        ck_assert_int_eq(source_open_next(&s), STATUS_OK);
        ck_assert_str_eq(s.name, operands[i]);
        expect_text(&s, texts[i]);
    }
    ck_assert_int_eq(source_open_next(&s), STATUS_END);
    ck_assert_int_eq(s.fd, -1);
    ck_assert_int_eq(source_open_next(&s), STATUS_END);
    source_close(&s);
}
END_TEST

START_TEST(closes_an_input_before_the_next)
{
    const char *operands[] = {"a", "a", "a", "a"};
    struct source s;

    file_put("a", "");
    source_init(&s, operands, 4);
    ck_assert_int_eq(source_open_next(&s), STATUS_OK);
    int first = s.fd;
    for (int i = 1; i < 4; i++) {
        ck_assert_int_eq(source_open_next(&s), STATUS_OK);
        ck_assert_int_eq(s.fd, first);
    }
    source_close(&s);
    ck_assert_int_eq(fcntl(first, F_GETFD), -1);
    ck_assert_int_eq(s.fd, -1);
    source_close(&s);
}
END_TEST

START_TEST(reads_stdin_where_nothing_is_named)
{
    struct source s;

    file_put("a", "from stdin");
    become_stdin(open("a", O_RDONLY));
    source_init(&s, NULL, 0);
    ck_assert_int_eq(source_check(&s, NULL), STATUS_OK);
    ck_assert_int_eq(source_open_next(&s), STATUS_OK);
    ck_assert_str_eq(s.name, "-");
    expect_text(&s, "from stdin");
    ck_assert_int_eq(source_open_next(&s), STATUS_END);
    /* stdin is not the source's to close. */
    ck_assert_int_ne(fcntl(STDIN_FILENO, F_GETFD), -1);
}
END_TEST

START_TEST(reads_stdin_for_a_hyphen_among_files)
{
    const char *operands[] = {"a", "-", "b"};
    struct source s;

    file_put("a", "a");
    file_put("b", "b");
    file_put("in", "stdin");
    become_stdin(open("in", O_RDONLY));
    source_init(&s, operands, 3);
    static const char *const texts[] = {"a", "stdin", "b"};
    for (size_t i = 0; i < 3; i++) {
        ck_assert_int_eq(source_open_next(&s), STATUS_OK);
        ck_assert_str_eq(s.name, operands[i]);
        expect_text(&s, texts[i]);
    }
    source_close(&s);
    ck_assert_int_ne(fcntl(STDIN_FILENO, F_GETFD), -1);
}
END_TEST

START_TEST(reads_no_more_than_there_is_room_for)
{
    const char *operands[] = {"a"};
    char bytes[4] = "...";
    struct source s;
    size_t got;

    file_put("a", "12");
    source_init(&s, operands, 1);
    ck_assert_int_eq(source_open_next(&s), STATUS_OK);
    ck_assert_int_eq(source_read(&s, bytes, 1, &got), STATUS_OK);
    ck_assert(got == 1 && strcmp(bytes, "1..") == 0);
    ck_assert_int_eq(source_read(&s, bytes, 3, &got), STATUS_OK);
    ck_assert(got == 1 && strcmp(bytes, "2..") == 0);
    ck_assert_int_eq(source_read(&s, bytes, 3, &got), STATUS_OK);
    ck_assert_uint_eq(got, 0);
    source_close(&s);
}
END_TEST

/* --- Inputs that are not there ------------------------------------------ */

START_TEST(check_finds_the_one_that_is_missing)
{
    const char *operands[] = {"a", "missing", "missing_too"};
    struct source s;

    file_put("a", "");
    source_init(&s, operands, 3);
    errno = 0;
    ck_assert_int_eq(source_check(&s, NULL), STATUS_OPEN_INPUT);
    ck_assert_int_eq(errno, ENOENT);
    ck_assert_str_eq(s.name, "missing");
}
END_TEST

static int check_as_nobody(const void *unused)
{
    const char *operands[] = {"a", "secret"};
    struct source s;

    (void)unused;
    child_be_nobody();
    source_init(&s, operands, 2);
    if (source_check(&s, NULL) != STATUS_OPEN_INPUT || errno != EACCES)
        return 1;
    return strcmp(s.name, "secret");
}

START_TEST(check_finds_the_one_that_may_not_be_read)
{
    ck_assert_int_eq(chmod(".", 0755), 0);
    file_put("a", "");
    file_put("secret", "");
    ck_assert_int_eq(chmod("a", 0644), 0);
    ck_assert_int_eq(chmod("secret", 0), 0);
    ck_assert_int_eq(child_run(check_as_nobody, NULL).exit, 0);
}
END_TEST

START_TEST(check_finds_a_stdin_that_is_closed)
{
    struct source s;

    close(STDIN_FILENO);
    source_init(&s, NULL, 0);
    ck_assert_int_eq(source_check(&s, NULL), STATUS_OPEN_INPUT);
    ck_assert_int_eq(errno, EBADF);
    ck_assert_str_eq(s.name, "-");
}
END_TEST

START_TEST(open_says_which_is_missing_and_why)
{
    const char *operands[] = {"a", "gone"};
    struct source s;

    file_put("a", "");
    source_init(&s, operands, 2);
    ck_assert_int_eq(source_open_next(&s), STATUS_OK);
    ck_assert_int_eq(source_open_next(&s), STATUS_OPEN_INPUT);
    ck_assert_int_eq(errno, ENOENT);
    ck_assert_str_eq(s.name, "gone");
    ck_assert_int_eq(s.fd, -1);
    source_close(&s);
}
END_TEST

START_TEST(a_folder_cannot_be_read)
{
    const char *operands[] = {"."};
    struct source s;
    char byte;
    size_t got;

    source_init(&s, operands, 1);
    ck_assert_int_eq(source_check(&s, NULL), STATUS_OK);
    ck_assert_int_eq(source_open_next(&s), STATUS_OK);
    ck_assert_int_eq(source_read(&s, &byte, 1, &got), STATUS_READ);
    ck_assert_int_eq(errno, EISDIR);
    source_close(&s);
}
END_TEST

/* --- The output among them ---------------------------------------------- */

START_TEST(check_finds_the_output_by_whatever_name)
{
    static char *const names[] = {"out", "./out", "hard", "soft"};
    struct stat output;

    file_put("a", "");
    file_put("out", "");
    ck_assert_int_eq(link("out", "hard"), 0);
    ck_assert_int_eq(symlink("out", "soft"), 0);
    ck_assert_int_eq(stat("out", &output), 0);
    for (size_t i = 0; i < 4; i++) {
        const char *operands[] = {"a", names[i]};
        struct source s;
        source_init(&s, operands, 2);
        ck_assert_int_eq(source_check(&s, NULL), STATUS_OK);
        ck_assert_int_eq(source_check(&s, &output), STATUS_SAME_FILE);
        ck_assert_str_eq(s.name, names[i]);
    }
}
END_TEST

START_TEST(check_finds_the_output_as_stdin)
{
    struct source s;
    struct stat output;

    file_put("out", "");
    ck_assert_int_eq(stat("out", &output), 0);
    become_stdin(open("out", O_RDONLY));
    source_init(&s, NULL, 0);
    ck_assert_int_eq(source_check(&s, &output), STATUS_SAME_FILE);
    ck_assert_str_eq(s.name, "-");
}
END_TEST

START_TEST(check_takes_no_other_file_for_the_output)
{
    const char *operands[] = {"a", "copy"};
    struct source s;
    struct stat output;

    file_put("a", "same");
    file_put("copy", "same");
    file_put("other", "same");
    ck_assert_int_eq(stat("other", &output), 0);
    source_init(&s, operands, 2);
    ck_assert_int_eq(source_check(&s, &output), STATUS_OK);
}
END_TEST

/* --- Inputs that come slowly -------------------------------------------- */

/* stdin is a pipe into which a child writes "late" after a while. */
static pid_t stdin_is_late(void)
{
    int ends[2];

    ck_assert_int_eq(pipe(ends), 0);
    pid_t pid = fork();
    ck_assert_int_ge(pid, 0);
    if (pid == 0) {
        usleep(50 * 1000);
        _exit(write(ends[1], "late", 4) == 4 ? 0 : 1);
    }
    close(ends[1]);
    become_stdin(ends[0]);
    return pid;
}

static void expect_late(pid_t pid)
{
    struct source s;

    source_init(&s, NULL, 0);
    ck_assert_int_eq(source_open_next(&s), STATUS_OK);
    expect_text(&s, "late");
    while (waitpid(pid, NULL, 0) != pid)
        ck_assert_int_eq(errno, EINTR);
}

static int updates;

/* Closes the pipe at the third update. */
static void close_in_the_end(const void *writing_end)
{
    if (++updates == 3)
        close(*(const int *)writing_end);
}

START_TEST(is_watched_while_it_waits_after_a_full_read)
{
    int ends[2];
    const struct source_watch watch = {close_in_the_end, &ends[1], 1};
    char bytes[4];
    struct source s;
    size_t got;

    updates = 0;
    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(write(ends[1], "1234", 4), 4);
    become_stdin(ends[0]);
    source_init(&s, NULL, 0);
    ck_assert_int_eq(source_open_next(&s), STATUS_OK);
    s.watch = &watch;
    ck_assert_int_eq(source_read(&s, bytes, 4, &got), STATUS_OK);
    ck_assert_uint_eq(got, 4);
    ck_assert_int_eq(updates, 1);
    ck_assert_int_eq(source_read(&s, bytes, 4, &got), STATUS_OK);
    ck_assert_uint_eq(got, 0);
    ck_assert_int_eq(updates, 3);
}
END_TEST

START_TEST(waits_for_a_pipe)
{
    expect_late(stdin_is_late());
}
END_TEST

START_TEST(waits_for_a_pipe_that_does_not_block)
{
    pid_t pid = stdin_is_late();

    ck_assert_int_eq(fcntl(STDIN_FILENO, F_SETFL, O_NONBLOCK), 0);
    expect_late(pid);
}
END_TEST

static void ignore(int signal_number)
{
    (void)signal_number;
}

/* Without SA_RESTART, so that read() or poll() ends with EINTR. */
START_TEST(goes_on_after_a_signal)
{
    struct sigaction action = {.sa_handler = ignore};
    struct itimerval soon = {{0, 5000}, {0, 5000}}, never = {{0, 0}, {0, 0}};

    ck_assert_int_eq(sigaction(SIGALRM, &action, NULL), 0);
    pid_t pid = stdin_is_late();
    if (_i == 1)
        ck_assert_int_eq(fcntl(STDIN_FILENO, F_SETFL, O_NONBLOCK), 0);
    ck_assert_int_eq(setitimer(ITIMER_REAL, &soon, NULL), 0);
    expect_late(pid);
    ck_assert_int_eq(setitimer(ITIMER_REAL, &never, NULL), 0);
}
END_TEST

/* --- Streams in one pipe ------------------------------------------------ */

/* The pipe can be read at once; how often it was at its end is counted. */
static enum status wait_for_none(void *ends, int milliseconds)
{
    (void)ends;
    (void)milliseconds;
    return STATUS_OK;
}

static enum status count_end(void *ends)
{
    ++*(int *)ends;
    return STATUS_QUERY_ENDED;
}

START_TEST(what_is_pushed_back_is_read_first)
{
    int ends = 0;
    struct source_pipe pipe = {
        .owner = &ends, .wait = wait_for_none, .end = count_end};
    struct source s;
    char bytes[8] = "";
    size_t got;

    file_put("rows", "123456");
    pipe.fd = open("rows", O_RDONLY);
    source_init_pipe(&s, &pipe, "query a", true);
    ck_assert_int_eq(source_check(&s, NULL), STATUS_OK);
    ck_assert_int_eq(source_open_next(&s), STATUS_OK);
    ck_assert_str_eq(s.name, "query a");
    ck_assert_int_eq(source_read(&s, bytes, 5, &got), STATUS_OK);
    ck_assert_int_eq(source_push_back(&s, bytes + 1, 4), STATUS_OK);
    source_close(&s);

    /* The next source has it; what that one pushes back comes before the
     * rest. */
    source_init_pipe(&s, &pipe, "query b", true);
    ck_assert_int_eq(source_open_next(&s), STATUS_OK);
    ck_assert_int_eq(source_read(&s, bytes, 3, &got), STATUS_OK);
    ck_assert_uint_eq(got, 3);
    ck_assert(memcmp(bytes, "234", 3) == 0);
    ck_assert_int_eq(source_push_back(&s, bytes + 2, 1), STATUS_OK);
    ck_assert_int_eq(source_push_back(&s, bytes, 0), STATUS_OK);
    ck_assert_int_eq(source_read(&s, bytes, 8, &got), STATUS_OK);
    ck_assert_uint_eq(got, 2);
    ck_assert(memcmp(bytes, "45", 2) == 0);
    ck_assert_int_eq(source_read(&s, bytes, 8, &got), STATUS_OK);
    ck_assert_uint_eq(got, 1);
    ck_assert_int_eq(bytes[0], '6');
    ck_assert_int_eq(ends, 0);
    ck_assert_int_eq(source_read(&s, bytes, 8, &got), STATUS_QUERY_ENDED);
    ck_assert_uint_eq(got, 0);
    ck_assert_int_eq(ends, 1);
    ck_assert_int_eq(source_open_next(&s), STATUS_END);
    close(pipe.fd);
    buffer_free(&pipe.ahead);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("source");
    TCase *files = tcase_create("files");

    tcase_add_unchecked_fixture(files, folder_enter, folder_leave);
    tcase_add_checked_fixture(files, folder_empty, NULL);
    tcase_add_test(files, reads_its_operands_in_their_order);
    tcase_add_test(files, closes_an_input_before_the_next);
    tcase_add_test(files, reads_stdin_where_nothing_is_named);
    tcase_add_test(files, reads_stdin_for_a_hyphen_among_files);
    tcase_add_test(files, reads_no_more_than_there_is_room_for);
    tcase_add_test(files, check_finds_the_one_that_is_missing);
    tcase_add_test(files, check_finds_the_one_that_may_not_be_read);
    tcase_add_test(files, check_finds_a_stdin_that_is_closed);
    tcase_add_test(files, open_says_which_is_missing_and_why);
    tcase_add_test(files, a_folder_cannot_be_read);
    tcase_add_test(files, check_finds_the_output_by_whatever_name);
    tcase_add_test(files, check_finds_the_output_as_stdin);
    tcase_add_test(files, check_takes_no_other_file_for_the_output);
    tcase_add_test(files, waits_for_a_pipe);
    tcase_add_test(files, waits_for_a_pipe_that_does_not_block);
    tcase_add_test(files, is_watched_while_it_waits_after_a_full_read);
    tcase_add_loop_test(files, goes_on_after_a_signal, 0, 2);
    tcase_add_test(files, what_is_pushed_back_is_read_first);
    suite_add_tcase(suite, files);
    return tap_run(suite);
}
