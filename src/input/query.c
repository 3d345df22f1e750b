#include <config.h>

#include "input/query.h"

#include "base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char installed[] = QUERY_PROGRAM;

/*
 * Where the helper is in a build directory: in the folder of this program.
 * NULL: the system does not say where that is.
 */
static const char *find_beside(void)
{
    static char path[PATH_MAX];
    const char *name = installed + io_folder(installed);
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);

    path[n < 0 ? 0 : n] = '\0';
    size_t folder = io_folder(path);
    if (folder == 0 || folder + strlen(name) >= sizeof path)
        return NULL;
    memcpy(path + folder, name, strlen(name) + 1);
    return path;
}

/*
 * Runs it with its stdout to one pipe, and the end of another to wait for. An
 * error is errno's number.
 */
static int spawn(struct query *q, int out, int release)
{
    posix_spawn_file_actions_t files;
    int error = posix_spawn_file_actions_init(&files);

    if (error != 0)
        return error;
    error = posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
    if (error == 0) /* to itself: so that it is not closed */
        error = posix_spawn_file_actions_adddup2(&files, release, release);
    if (error == 0)
        error = posix_spawn(&q->pid, q->path, &files, NULL, q->words, environ);
    posix_spawn_file_actions_destroy(&files);
    return error;
}

/* Runs what is beside this program, or else what is installed. As above. */
static int spawn_found(struct query *q, int out, int release)
{
    char number[16];

    snprintf(number, sizeof number, "%d", release);
    if (setenv(QUERY_RELEASE, number, 1) != 0)
        return errno;
    int error = spawn(q, out, release);
    if (error == ENOENT) {
        q->path = installed;
        error = spawn(q, out, release);
    }
    return error;
}

void query_init(struct query *q, char *const *words)
{
    *q = (struct query){
        .words = words, .pipe = {.fd = -1}, .release = -1, .output = -1};
}

static enum status wait_for_rows(void *query, int milliseconds)
{
    return query_wait(query, milliseconds);
}

static enum status end_of_rows(void *query)
{
    return query_end(query);
}

enum status query_start(struct query *q)
{
    int rows[2], release[2];

    q->path = find_beside();
    if (q->path == NULL)
        q->path = installed;
    if (pipe2(rows, O_CLOEXEC) != 0)
        return STATUS_RUN_QUERY;
    q->pipe = (struct source_pipe){
        .fd = rows[0], .owner = q, .wait = wait_for_rows, .end = end_of_rows};
    io_widen_pipe(rows[0]);
    int error = pipe2(release, O_CLOEXEC) != 0 ? errno : 0;
    if (error == 0) {
        q->release = release[1];
        error = spawn_found(q, rows[1], release[0]);
        close(release[0]);
    }
    close(rows[1]);
    if (error == 0)
        return STATUS_OK;
    query_close(q);
    errno = error;
    return STATUS_RUN_QUERY;
}

void query_release(struct query *q)
{
    close(q->release);
    q->release = -1;
}

/* What the helper's end means, as waitpid() reports it. */
static enum status judge(struct query *q, int how)
{
    if (!WIFEXITED(how))
        return STATUS_QUERY_ENDED;
    q->exit_status = WEXITSTATUS(how);
    switch (q->exit_status) {
    case EXIT_COMPLETE:
        return STATUS_OK;
    case EXIT_DATA:
    case EXIT_USAGE:
    case EXIT_DATABASE:
    case EXIT_IO:
        return STATUS_QUERY_REPORTED;
    default:
        return STATUS_QUERY_ENDED;
    }
}

enum status query_end(struct query *q)
{
    pid_t pid = q->pid, ended = 0;
    int how = 0;

    if (pid == 0)
        return q->ended;
    while ((ended = waitpid(pid, &how, 0)) < 0 && errno == EINTR)
        continue;
    q->pid = 0;
    q->ended = ended == pid ? judge(q, how) : STATUS_QUERY_ENDED;
    return q->ended;
}

enum status query_wait(const struct query *q, int milliseconds)
{
    struct pollfd both[] = {
        {.fd = q->pipe.fd, .events = POLLIN},
        {.fd = q->output}, /* for the error of having no reader */
    };
    int ready;

    while ((ready = poll(both, 2, milliseconds)) < 0)
        if (errno != EINTR && errno != EAGAIN)
            return STATUS_READ;
    if (ready == 0)
        return STATUS_MORE;
    if (both[1].revents != 0)
        return STATUS_READER_GONE;
    return (both[0].revents & POLLIN) != 0 ? STATUS_OK : STATUS_END;
}

enum status query_await(struct query *q)
{
    enum status status = query_wait(q, -1);

    if (status != STATUS_END)
        return status;
    status = query_end(q);
    return status == STATUS_OK ? STATUS_QUERY_ENDED : status;
}

/* Waits a second for it to end. */
static void give_up(struct query *q)
{
    static const struct timespec patience = {.tv_sec = 1};
    sigset_t child;

    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    while (waitpid(q->pid, NULL, WNOHANG) == 0 &&
           sigtimedwait(&child, NULL, &patience) == SIGCHLD)
        continue;
    q->pid = 0;
}

void query_close(struct query *q)
{
    if (q->pipe.fd >= 0)
        close(q->pipe.fd);
    q->pipe.fd = -1;
    if (q->release >= 0) /* after the other, which says that no one reads */
        query_release(q);
    if (q->pid != 0)
        give_up(q);
    buffer_free(&q->pipe.ahead);
}
