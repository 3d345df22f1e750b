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
_Static_assert(sizeof installed <= PATH_MAX, "it is a path");

/*
 * Where the program that asks is in a build directory: beside this one. false:
 * the system does not tell where this one is.
 */
static bool find_beside(char *path, size_t room)
{
    const char *name = strrchr(installed, '/') + 1;
    ssize_t n = readlink("/proc/self/exe", path, room);

    char *slash = n < 0 ? NULL : memrchr(path, '/', (size_t)n);
    if (slash == NULL || (size_t)(slash - path) + strlen(name) + 2 > room)
        return false;
    memcpy(slash + 1, name, strlen(name) + 1);
    return true;
}

/*
 * Runs it with its stdout to one pipe, and the end of another to wait for. An
 * error is errno's number.
 */
static int spawn(struct query *q, int out, int go)
{
    posix_spawn_file_actions_t files;
    int error = posix_spawn_file_actions_init(&files);

    if (error != 0)
        return error;
    error = posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
    if (error == 0) /* to itself: so that it is not closed */
        error = posix_spawn_file_actions_adddup2(&files, go, go);
    if (error == 0)
        error = posix_spawn(&q->pid, q->path, &files, NULL, q->words, environ);
    posix_spawn_file_actions_destroy(&files);
    return error;
}

/* Runs what is beside this program, or else what is installed. As above. */
static int spawn_found(struct query *q, int out, int go)
{
    char number[16];

    snprintf(number, sizeof number, "%d", go);
    if (setenv(QUERY_GO, number, 1) != 0)
        return errno;
    int error = spawn(q, out, go);
    if (error == ENOENT) {
        memcpy(q->path, installed, sizeof installed);
        error = spawn(q, out, go);
    }
    return error;
}

void query_init(struct query *q, char *const *words)
{
    *q = (struct query){.words = words, .fd = -1, .go = -1, .output = -1};
}

bool query_name(struct buffer *name, const char *field)
{
    return buffer_text(name, "query") &&
           (field == NULL ||
            (buffer_text(name, " ") && buffer_text(name, field))) &&
           buffer_terminate(name);
}

enum status query_start(struct query *q)
{
    int rows[2], go[2];

    if (!find_beside(q->path, sizeof q->path))
        memcpy(q->path, installed, sizeof installed);
    if (pipe2(rows, O_CLOEXEC) != 0)
        return STATUS_RUN_QUERY;
    q->fd = rows[0];
    io_widen_pipe(q->fd);
    int error = pipe2(go, O_CLOEXEC) != 0 ? errno : 0;
    if (error == 0) {
        q->go = go[1];
        error = spawn_found(q, rows[1], go[0]);
        close(go[0]);
    }
    close(rows[1]);
    if (error == 0)
        return STATUS_OK;
    query_close(q);
    errno = error;
    return STATUS_RUN_QUERY;
}

void query_ask(struct query *q)
{
    close(q->go);
    q->go = -1;
}

/* What the program's end, as waitpid() tells it, comes to. */
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
        return STATUS_QUERY_TOLD;
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

enum status query_wait(const struct query *q, int patience)
{
    struct pollfd both[] = {
        {.fd = q->fd, .events = POLLIN},
        {.fd = q->output}, /* for the error of having no reader */
    };
    int ready;

    while ((ready = poll(both, 2, patience)) < 0)
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
    if (q->fd >= 0)
        close(q->fd);
    q->fd = -1;
    if (q->go >= 0) /* behind the other, which tells that nobody reads */
        query_ask(q);
    if (q->pid != 0)
        give_up(q);
    buffer_free(&q->ahead);
}
