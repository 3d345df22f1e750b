/* Where the response goes: what is there before, during and after. */
#include <config.h>

#include "support/child.h"
#include "support/folder.h"
#include "support/tap.h"

#include "output/sink.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

/* Writes two pieces and finishes. */
static void write_out(const char *path)
{
    struct sink s;

    ck_assert_int_eq(sink_open(&s, path, false), STATUS_OK);
    ck_assert_int_eq(sink_write(&s, "some ", 5), STATUS_OK);
    ck_assert_int_eq(sink_finish(&s, "bytes\n", 6), STATUS_OK);
    ck_assert_int_eq(s.fd, -1);
    ck_assert(!sink_replaces(&s));
}

static mode_t mode_of(const char *path)
{
    struct stat file;

    ck_assert_int_eq(stat(path, &file), 0);
    return file.st_mode & 07777;
}

/* --- The disk ------------------------------------------------------------ */

/* In the place of the C library's: what is there when they are called. */
static unsigned fsyncs, unlinks;
static int fsync_errno;
static char before_fsync[32];

int unlink(const char *path)
{
    unlinks++;
    return unlinkat(AT_FDCWD, path, 0);
}

static int readlink_errno;

ssize_t readlink(const char *path, char *link, size_t room)
{
    errno = readlink_errno;
    return readlink_errno == 0 ? readlinkat(AT_FDCWD, path, link, room) : -1;
}

int fsync(int fd)
{
    int old = open("old", O_RDONLY);

    fsyncs += fd >= 0;
    if (old >= 0 && read(old, before_fsync, sizeof before_fsync - 1) < 0)
        abort();
    close(old);
    errno = fsync_errno;
    return fsync_errno == 0 ? 0 : -1;
}

START_TEST(a_file_is_on_disk_before_it_takes_its_place)
{
    file_put("old", "as it was");
    fsyncs = unlinks = 0;
    write_out("old");
    ck_assert_uint_eq(fsyncs, 1);
    ck_assert_uint_eq(unlinks, 0); /* its temporary name is forgotten */
    ck_assert_str_eq(before_fsync, "as it was");
    file_expect("old", "some bytes\n");
}
END_TEST

START_TEST(a_file_that_does_not_get_to_disk_is_an_error)
{
    struct sink s;

    fsync_errno = EIO;
    file_put("old", "as it was");
    ck_assert_int_eq(sink_open(&s, "old", false), STATUS_OK);
    ck_assert_int_eq(sink_finish(&s, "x\n", 2), STATUS_WRITE);
    ck_assert_int_eq(errno, EIO);
    ck_assert_uint_eq(folder_count(), 1);
    file_expect("old", "as it was");
}
END_TEST

/* --- Files -------------------------------------------------------------- */

START_TEST(a_new_file_is_there_when_it_is_complete)
{
    struct sink s;

    ck_assert_int_eq(sink_open(&s, "new", false), STATUS_OK);
    ck_assert_str_eq(s.name, "new");
    ck_assert(!s.is_file);
    ck_assert_int_eq(sink_write(&s, "some ", 5), STATUS_OK);
    ck_assert_int_eq(access("new", F_OK), -1);
    ck_assert_int_eq(sink_finish(&s, "bytes\n", 6), STATUS_OK);
    file_expect("new", "some bytes\n");
    ck_assert_uint_eq(folder_count(), 1);
}
END_TEST

START_TEST(an_old_file_stays_until_the_new_one_is_complete)
{
    struct sink s;

    file_put("old", "as it was");
    ck_assert_int_eq(sink_open(&s, "old", false), STATUS_OK);
    ck_assert(s.is_file);
    ck_assert_int_eq(sink_write(&s, "some ", 5), STATUS_OK);
    file_expect("old", "as it was");
    ck_assert_int_eq(sink_finish(&s, "bytes\n", 6), STATUS_OK);
    file_expect("old", "some bytes\n");
    ck_assert_uint_eq(folder_count(), 1);
}
END_TEST

START_TEST(abandon_leaves_everything_as_it_was)
{
    struct sink s;

    file_put("old", "as it was");
    ck_assert_int_eq(sink_open(&s, "old", false), STATUS_OK);
    ck_assert_int_eq(sink_write(&s, "some ", 5), STATUS_OK);
    ck_assert_uint_eq(folder_count(), 2);
    sink_abandon(&s);
    ck_assert_uint_eq(folder_count(), 1);
    file_expect("old", "as it was");

    ck_assert_int_eq(sink_open(&s, "new", false), STATUS_OK);
    sink_abandon(&s);
    sink_abandon(&s);
    ck_assert_uint_eq(folder_count(), 1);
}
END_TEST

START_TEST(a_new_file_has_the_permissions_of_the_umask)
{
    umask(027);
    write_out("new");
    ck_assert_uint_eq(mode_of("new"), 0640);
    ck_assert_uint_eq(umask(022), 027);
}
END_TEST

START_TEST(an_old_file_keeps_its_permissions)
{
    static const mode_t modes[] = {0600, 0644, 0755, 0666};

    umask(077);
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        file_put("old", "");
        ck_assert_int_eq(chmod("old", modes[i]), 0);
        write_out("old");
        ck_assert_uint_eq(mode_of("old"), modes[i]);
    }
}
END_TEST

START_TEST(a_file_in_another_folder_is_made_there)
{
    ck_assert_int_eq(mkdir("folder", 0700), 0);
    write_out("folder/new");
    file_expect("folder/new", "some bytes\n");
    ck_assert_uint_eq(folder_count(), 1);
    ck_assert_int_eq(unlink("folder/new"), 0);
    ck_assert_int_eq(rmdir("folder"), 0); /* nothing else was left there */
}
END_TEST

/* From one folder to the next, and to a file there. */
START_TEST(links_are_followed_and_stay)
{
    struct stat link;
    char path[PATH_MAX];

    ck_assert_int_eq(mkdir("folder", 0700), 0);
    file_put("folder/file", "as it was");
    ck_assert(getcwd(path, sizeof path - 32) != NULL);
    strcat(path, "/folder/relative");
    ck_assert_int_eq(symlink("file", "folder/relative"), 0);
    ck_assert_int_eq(symlink(path, "folder/absolute"), 0);
    write_out("folder/absolute");
    file_expect("folder/file", "some bytes\n");
    ck_assert_int_eq(lstat("folder/absolute", &link), 0);
    ck_assert(S_ISLNK(link.st_mode));
    ck_assert_int_eq(lstat("folder/relative", &link), 0);
    ck_assert(S_ISLNK(link.st_mode));
}
END_TEST

START_TEST(a_link_to_nothing_is_where_the_file_will_be)
{
    struct stat link;

    ck_assert_int_eq(symlink("new", "link"), 0);
    write_out("link");
    file_expect("new", "some bytes\n");
    ck_assert_int_eq(lstat("link", &link), 0);
    ck_assert(S_ISLNK(link.st_mode));
}
END_TEST

/* It may be there, and would be replaced instead of the file that it names. */
START_TEST(a_link_that_cannot_be_read_stays)
{
    struct sink s;
    struct stat link;

    file_put("file", "as it was");
    ck_assert_int_eq(symlink("file", "link"), 0);
    readlink_errno = EIO;
    ck_assert_int_eq(sink_open(&s, "link", false), STATUS_OPEN_OUTPUT);
    ck_assert_int_eq(errno, EIO);
    ck_assert_int_eq(lstat("link", &link), 0);
    ck_assert(S_ISLNK(link.st_mode));
    file_expect("file", "as it was");
    ck_assert_uint_eq(folder_count(), 2);
}
END_TEST

static const struct {
    const char *path;
    int why;
} refused[] = {
    {"no_folder/file", ENOENT},
    {"no_folder/", ENOENT},
    {"file/below", ENOTDIR},
    {"loop", ELOOP},
    {".", EISDIR},
};

START_TEST(a_path_that_cannot_be_is_refused_with_the_reason)
{
    struct sink s;

    file_put("file", "");
    ck_assert_int_eq(symlink("loop", "loop"), 0);
    ck_assert_int_eq(sink_open(&s, refused[_i].path, false),
                     STATUS_OPEN_OUTPUT);
    ck_assert_int_eq(errno, refused[_i].why);
    ck_assert_str_eq(s.name, refused[_i].path);
    sink_abandon(&s);
    ck_assert_uint_eq(folder_count(), 2); /* nothing was added */
}
END_TEST

static int open_as_nobody(const void *path)
{
    struct sink s;

    child_be_nobody();
    enum status status = sink_open(&s, path, false);
    return status != STATUS_OPEN_OUTPUT ? 1 : errno != EACCES ? 2 : 0;
}

/* The folder would let it be replaced. */
START_TEST(a_file_that_may_not_be_written_is_not_replaced)
{
    file_put("old", "as it was");
    ck_assert_int_eq(chmod(".", 0777), 0);
    ck_assert_int_eq(chmod("old", 0444), 0);
    ck_assert_int_eq(child_run(open_as_nobody, "old").exit, 0);
    file_expect("old", "as it was");
    ck_assert_uint_eq(folder_count(), 1);
}
END_TEST

/* The folder has gone meanwhile. */
START_TEST(a_file_that_cannot_be_put_in_place_is_an_error)
{
    struct sink s;

    ck_assert_int_eq(mkdir("folder", 0700), 0);
    ck_assert_int_eq(sink_open(&s, "folder/new", false), STATUS_OK);
    ck_assert_int_eq(rename("folder", "moved"), 0);
    ck_assert_int_eq(sink_finish(&s, "x\n", 2), STATUS_RENAME);
    ck_assert_int_eq(errno, ENOENT);
    ck_assert_int_eq(s.fd, -1);
    ck_assert_int_eq(access("moved/new", F_OK), -1);
}
END_TEST

/* --- What is no file ---------------------------------------------------- */

static int write_to(const void *path)
{
    struct sink s;

    if (sink_open(&s, path, false) != STATUS_OK)
        return 1;
    bool named = strcmp(s.name, "standard output") == 0;
    if (sink_write(&s, "some ", 5) != STATUS_OK ||
        sink_finish(&s, "bytes\n", 6) != STATUS_OK)
        return 2;
    return named ? 0 : 3;
}

START_TEST(stdout_has_several_names)
{
    static const char *const names[] = {NULL, "-", "/dev/stdout", "/dev/fd/1",
                                        "/proc/self/fd/1"};
    struct child c = child_run(write_to, names[_i]);

    ck_assert_int_eq(c.exit, 0);
    ck_assert_str_eq(c.out, "some bytes\n");
    ck_assert_uint_eq(folder_count(), 0);
}
END_TEST

START_TEST(an_open_descriptor_is_written_to)
{
    char path[32];
    int fd = open("file", O_RDWR | O_CREAT | O_EXCL, 0600);

    ck_assert_int_eq(write(fd, "before ", 7), 7);
    snprintf(path, sizeof path, "/dev/fd/%d", fd);
    write_out(path);
    file_expect("file", "before some bytes\n");
}
END_TEST

START_TEST(a_descriptor_that_is_not_open_is_refused)
{
    struct sink s;

    ck_assert_int_eq(sink_open(&s, "/dev/fd/987", false), STATUS_OPEN_OUTPUT);
    ck_assert_int_eq(errno, EBADF);
}
END_TEST

START_TEST(a_fifo_is_written_to_and_stays)
{
    struct stat file;
    char bytes[32] = "";

    ck_assert_int_eq(mkfifo("fifo", 0600), 0);
    int fd = open("fifo", O_RDONLY | O_NONBLOCK);
    ck_assert_int_ge(fd, 0);
    write_out("fifo");
    ck_assert_int_eq(read(fd, bytes, sizeof bytes - 1), 11);
    ck_assert_str_eq(bytes, "some bytes\n");
    ck_assert_int_eq(lstat("fifo", &file), 0);
    ck_assert(S_ISFIFO(file.st_mode));
    close(fd);
    ck_assert_uint_eq(folder_count(), 1);
}
END_TEST

START_TEST(a_link_to_what_is_no_file_is_opened)
{
    struct stat link;

    ck_assert_int_eq(symlink("/dev/null", "link"), 0);
    write_out("link");
    ck_assert_int_eq(lstat("link", &link), 0);
    ck_assert(S_ISLNK(link.st_mode));
    ck_assert_uint_eq(folder_count(), 1);
}
END_TEST

START_TEST(a_device_is_written_to)
{
    struct stat file;

    write_out("/dev/null");
    ck_assert_int_eq(stat("/dev/null", &file), 0);
    ck_assert(S_ISCHR(file.st_mode));
}
END_TEST

START_TEST(a_full_device_is_an_error)
{
    struct sink s;

    ck_assert_int_eq(sink_open(&s, "/dev/full", false), STATUS_OK);
    ck_assert_int_eq(sink_write(&s, "x", 1), STATUS_WRITE);
    ck_assert_int_eq(errno, ENOSPC);
    ck_assert_int_eq(sink_finish(&s, "x\n", 2), STATUS_WRITE);
    ck_assert_int_eq(errno, ENOSPC);
    ck_assert_int_eq(s.fd, -1);
}
END_TEST

/* --- Pipes -------------------------------------------------------------- */

enum {
    MUCH = 300 * 1000
};

/* Writes much to a pipe that does not block, with a slow reader. */
static int write_much(const void *unused)
{
    static char bytes[MUCH];
    struct sink s;

    (void)unused;
    memset(bytes, 'x', sizeof bytes);
    if (sink_open(&s, NULL, false) != STATUS_OK ||
        sink_write(&s, bytes, sizeof bytes) != STATUS_OK ||
        sink_finish(&s, bytes, sizeof bytes) != STATUS_OK)
        return 1;
    return 0;
}

START_TEST(all_bytes_arrive_however_slowly_they_are_read)
{
    int ends[2], status;
    size_t sum = 0;
    static char bytes[5000];

    ck_assert_int_eq(pipe(ends), 0);
    if (_i == 1)
        ck_assert_int_eq(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
    pid_t pid = fork();
    ck_assert_int_ge(pid, 0);
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        _exit(write_much(NULL));
    }
    close(ends[1]);
    for (ssize_t n; (n = read(ends[0], bytes, sizeof bytes)) > 0;
         sum += (size_t)n)
        usleep(100);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    ck_assert_uint_eq(sum, 2 * MUCH);
    close(ends[0]);
}
END_TEST

START_TEST(a_pipe_without_a_reader_is_an_error)
{
    struct sink s;
    int ends[2];
    char path[32];

    signal(SIGPIPE, SIG_IGN);
    ck_assert_int_eq(pipe(ends), 0);
    close(ends[0]);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[1]);
    ck_assert_int_eq(sink_open(&s, path, false), STATUS_OK);
    ck_assert_int_eq(sink_finish(&s, "x\n", 2), STATUS_WRITE);
    ck_assert_int_eq(errno, EPIPE);
}
END_TEST

/* A file on stdout may grow to that many bytes only. */
struct narrow {
    rlim_t room;
    bool whole_lines;
    const char *first, *last; /* to be written, and to finish with */
    const char *left;         /* what is there after that */
};

static int write_narrow(const void *argument)
{
    const struct narrow *n = argument;
    struct rlimit limit = {n->room, n->room};
    struct sink s;

    signal(SIGXFSZ, SIG_IGN);
    if (sink_open(&s, NULL, n->whole_lines) != STATUS_OK ||
        setrlimit(RLIMIT_FSIZE, &limit) != 0)
        return 1;
    enum status status = sink_write(&s, n->first, strlen(n->first));
    if (status == STATUS_OK)
        status = sink_finish(&s, n->last, strlen(n->last));
    return status != STATUS_WRITE ? 2 : errno != EFBIG ? 3 : 0;
}

static void expect_left(struct narrow narrow)
{
    for (narrow.room = strlen(narrow.left);
         narrow.room < strlen(narrow.first) + strlen(narrow.last);
         narrow.room++) {
        struct child c = child_run(write_narrow, &narrow);
        ck_assert_int_eq(c.exit, 0);
        ck_assert_str_eq(c.out, narrow.left);
    }
}

/* Without its last byte it would be complete. */
START_TEST(of_an_end_that_does_not_fit_nothing_stays)
{
    expect_left((struct narrow){
        .first = "{\"a\":", .last = "[1,2]}\n", .left = "{\"a\":"});
    expect_left((struct narrow){.first = "", .last = "{}\n", .left = ""});
}
END_TEST

/* After what was written comes what another program has written. */
static int write_amid(const void *argument)
{
    return pwrite(STDOUT_FILENO, "another's", 9, 20) == 9
               ? write_narrow(argument)
               : 9;
}

START_TEST(what_others_have_written_is_not_cut)
{
    const struct narrow narrow = {
        .room = 8, .first = "{\"a\":", .last = "[1,2]}\n"};
    struct child c = child_run(write_amid, &narrow);

    ck_assert_int_eq(c.exit, 0);
    ck_assert(memcmp(c.out, "{\"a\":[1,", 8) == 0);
    ck_assert_str_eq(c.out + 20, "another's");
}
END_TEST

START_TEST(of_lines_that_do_not_fit_the_whole_ones_stay)
{
    static const struct narrow lines[] = {
        {6, true, "", "[12]\n[34]\n[56]\n", "[12]\n"},
        {9, true, "", "[12]\n[34]\n[56]\n", "[12]\n"},
        {10, true, "", "[12]\n[34]\n[56]\n", "[12]\n[34]\n"},
        {14, true, "[12]\n", "[34]\n[56]\n", "[12]\n[34]\n"},
        {4, true, "[12]\n[34]\n", "", ""},
        {8, true, "[12]\n[34]\n", "", "[12]\n"},
    };
    struct child c = child_run(write_narrow, &lines[_i]);

    ck_assert_int_eq(c.exit, 0);
    ck_assert_str_eq(c.out, lines[_i].left);
}
END_TEST

/* The end is one write, so that a pipe takes all of it or none. */
START_TEST(the_end_of_a_response_is_written_at_once)
{
    static char bytes[3 * PIPE_BUF];
    const size_t n = PIPE_BUF + 1000;
    int ends[2];
    char path[32];
    struct sink s;

    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(fcntl(ends[1], F_SETFL, O_DIRECT), 0); /* packets */
    snprintf(path, sizeof path, "/dev/fd/%d", ends[1]);
    ck_assert_int_eq(sink_open(&s, path, false), STATUS_OK);
    ck_assert_int_eq(sink_finish(&s, bytes, n), STATUS_OK);
    ck_assert_int_eq(read(ends[0], bytes, sizeof bytes), 1000);
    ck_assert_int_eq(read(ends[0], bytes, sizeof bytes), PIPE_BUF);
    ck_assert_int_eq(read(ends[0], bytes, sizeof bytes), 0);
    close(ends[0]);
}
END_TEST

/* --- Signals ------------------------------------------------------------ */

static const int ending[] = {SIGHUP, SIGINT, SIGPIPE, SIGTERM};

/* Opens a file, writes, and gets the signal; 0: it went on after that. */
static int write_and_get(const void *signal_number)
{
    struct sink s;

    if (sink_open(&s, "old", false) != STATUS_OK ||
        sink_write(&s, "some", 4) != STATUS_OK)
        return 1;
    raise(*(const int *)signal_number);
    return sink_finish(&s, "\n", 1) == STATUS_OK ? 0 : 2;
}

START_TEST(a_signal_removes_the_temporary_file_and_ends_the_program)
{
    file_put("old", "as it was");
    signal(ending[_i], SIG_DFL);
    struct child c = child_run(write_and_get, &ending[_i]);
    ck_assert_int_eq(c.exit, -1);
    ck_assert_int_eq(c.signal, ending[_i]);
    ck_assert_uint_eq(folder_count(), 1);
    file_expect("old", "as it was");
}
END_TEST

START_TEST(a_signal_that_is_ignored_stays_ignored)
{
    file_put("old", "as it was");
    signal(ending[_i], SIG_IGN);
    struct child c = child_run(write_and_get, &ending[_i]);
    ck_assert_int_eq(c.exit, 0);
    file_expect("old", "some\n");
    ck_assert_uint_eq(folder_count(), 1);
}
END_TEST

/* The new file is in its place then, and the program says so by its status. */
static int finish_and_get(const void *signal_number)
{
    write_out("old");
    raise(*(const int *)signal_number);
    return 0;
}

START_TEST(a_signal_after_the_end_comes_too_late)
{
    signal(SIGTERM, SIG_DFL);
    struct child c = child_run(finish_and_get, &(int){SIGTERM});
    ck_assert_int_eq(c.exit, 0);
    file_expect("old", "some bytes\n");
    ck_assert_uint_eq(folder_count(), 1);
}
END_TEST

static Suite *sink_suite(void)
{
    Suite *suite = suite_create("sink");
    TCase *files = tcase_create("files");
    TCase *others = tcase_create("what_is_no_file");
    TCase *signals = tcase_create("signals");
    const int n = sizeof ending / sizeof *ending;

    tcase_add_unchecked_fixture(files, folder_enter, folder_leave);
    tcase_add_checked_fixture(files, folder_empty, NULL);
    tcase_add_test(files, a_file_is_on_disk_before_it_takes_its_place);
    tcase_add_test(files, a_file_that_does_not_get_to_disk_is_an_error);
    tcase_add_test(files, a_new_file_is_there_when_it_is_complete);
    tcase_add_test(files, an_old_file_stays_until_the_new_one_is_complete);
    tcase_add_test(files, abandon_leaves_everything_as_it_was);
    tcase_add_test(files, a_new_file_has_the_permissions_of_the_umask);
    tcase_add_test(files, an_old_file_keeps_its_permissions);
    tcase_add_test(files, a_file_in_another_folder_is_made_there);
    tcase_add_test(files, links_are_followed_and_stay);
    tcase_add_test(files, a_link_to_nothing_is_where_the_file_will_be);
    tcase_add_test(files, a_link_that_cannot_be_read_stays);
    tcase_add_loop_test(files, a_path_that_cannot_be_is_refused_with_the_reason,
                        0, sizeof refused / sizeof *refused);
    tcase_add_test(files, a_file_that_may_not_be_written_is_not_replaced);
    tcase_add_test(files, a_file_that_cannot_be_put_in_place_is_an_error);
    suite_add_tcase(suite, files);

    tcase_add_unchecked_fixture(others, folder_enter, folder_leave);
    tcase_add_checked_fixture(others, folder_empty, NULL);
    tcase_add_loop_test(others, stdout_has_several_names, 0, 5);
    tcase_add_test(others, an_open_descriptor_is_written_to);
    tcase_add_test(others, a_descriptor_that_is_not_open_is_refused);
    tcase_add_test(others, a_fifo_is_written_to_and_stays);
    tcase_add_test(others, a_link_to_what_is_no_file_is_opened);
    tcase_add_test(others, a_device_is_written_to);
    tcase_add_test(others, a_full_device_is_an_error);
    tcase_add_loop_test(others, all_bytes_arrive_however_slowly_they_are_read,
                        0, 2);
    tcase_add_test(others, a_pipe_without_a_reader_is_an_error);
    tcase_add_test(others, of_an_end_that_does_not_fit_nothing_stays);
    tcase_add_test(others, what_others_have_written_is_not_cut);
    tcase_add_loop_test(others, of_lines_that_do_not_fit_the_whole_ones_stay, 0,
                        6);
    tcase_add_test(others, the_end_of_a_response_is_written_at_once);
    suite_add_tcase(suite, others);

    tcase_add_unchecked_fixture(signals, folder_enter, folder_leave);
    tcase_add_checked_fixture(signals, folder_empty, NULL);
    tcase_add_loop_test(
        signals, a_signal_removes_the_temporary_file_and_ends_the_program, 0,
        n);
    tcase_add_loop_test(signals, a_signal_that_is_ignored_stays_ignored, 0, n);
    tcase_add_test(signals, a_signal_after_the_end_comes_too_late);
    suite_add_tcase(suite, signals);
    return suite;
}

int main(void)
{
    return tap_run(sink_suite());
}
