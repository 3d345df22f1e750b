#include <config.h>

#include "faults/trial.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    PATIENCE = 60,           /* seconds for a run, which only a hang takes */
    IO_PIPE_ROOM = 64 * 1024 /* bytes that a pipe of a trial holds */
};

/* The driver itself cannot go on. */
static void demand(bool holds, const char *what)
{
    if (holds)
        return;
    perror(what);
    exit(2);
}

/* --- Files ---------------------------------------------------------------- */

/* All that the file has, from its beginning. */
static void slurp(int fd, struct buffer *bytes)
{
    ssize_t n;

    lseek(fd, 0, SEEK_SET);
    do {
        demand(buffer_reserve(bytes, IO_PIPE_ROOM), "memory");
        n = read(fd, bytes->data + bytes->len, IO_PIPE_ROOM);
        bytes->len += n > 0 ? (size_t)n : 0;
    } while (n > 0);
}

/* false: there is no such file. */
static bool slurp_path(const char *path, struct buffer *bytes)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return false;
    slurp(fd, bytes);
    close(fd);
    return true;
}

static void put_target(const struct trial *t)
{
    if (t->target == NULL)
        return;
    if (t->link != NULL)
        demand(unlink(t->link) == 0 && symlink(t->target, t->link) == 0,
               t->link);
    unlink(t->target);
    if (!t->had_target)
        return;
    int fd = open(t->target, O_WRONLY | O_CREAT | O_CLOEXEC, 0640);
    demand(fd >= 0 && write(fd, t->old.data, t->old.len) == (ssize_t)t->old.len,
           t->target);
    close(fd);
}

static int in_order(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* The kinds and names of the files here, but the target't. */
static void list_folder(const struct trial *t, struct buffer *text)
{
    struct dirent **entries;
    int n = scandir(".", &entries, NULL, in_order);

    demand(n >= 0, "scandir");
    for (int i = 0; i < n; i++) {
        const char kind[] = {(char)('0' + entries[i]->d_type % 64), ' ', '\0'};
        if (t->target == NULL || strcmp(entries[i]->d_name, t->target) != 0)
            demand(buffer_text(text, kind) &&
                       buffer_text(text, entries[i]->d_name) &&
                       buffer_text(text, "\n"),
                   "memory");
        free(entries[i]);
    }
    free(entries);
}

/* So that the next run finds nothing of it. */
static void remove_temporaries(void)
{
    DIR *folder = opendir(".");

    demand(folder != NULL, "opendir");
    for (struct dirent *e; (e = readdir(folder)) != NULL;)
        if (strncmp(e->d_name, ".fraiseql-build.", 16) == 0)
            unlink(e->d_name);
    closedir(folder);
}

/* --- The process ---------------------------------------------------------- */

/* Where stdin comes from; it is closed when the program has begun. */
static int open_input(const struct trial *t)
{
    int fd =
        open(t->input != NULL ? t->input : "/dev/null", O_RDONLY | O_CLOEXEC);
    int ends[2];

    demand(fd >= 0, t->input);
    if (!t->pipe_in)
        return fd;
    struct buffer bytes = {0};
    slurp(fd, &bytes);
    close(fd);
    demand(bytes.len < IO_PIPE_ROOM && pipe2(ends, O_CLOEXEC) == 0 &&
               write(ends[1], bytes.data, bytes.len) == (ssize_t)bytes.len,
           "a pipe for the input");
    close(ends[1]);
    buffer_free(&bytes);
    return ends[0];
}

/* The program, in a group of its own. */
static pid_t begin(const struct trial *t)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t none;
    pid_t pid;
    int input = open_input(t);
    int out = t->pipe_out ? t->pipe_ends[1] : t->out;

    sigemptyset(&none);
    posix_spawnattr_init(&how);
    posix_spawnattr_setpgroup(&how, 0);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setflags(&how,
                             POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, t->err, STDERR_FILENO);
    errno = posix_spawn(&pid, t->words[0], &files, &how, t->words, environ);
    demand(errno == 0, t->words[0]);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&how);
    close(input);
    return pid;
}

/*
 * Waits for any child, which those of the program are too when it has ended.
 * Its process id; -1: there is none. Where it takes too long, kills the group,
 * and *late.
 */
static pid_t await(pid_t group, int *status, bool *late)
{
    const struct timespec patience = {.tv_sec = PATIENCE};
    sigset_t child;
    pid_t pid;

    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    while ((pid = waitpid(-1, status, WNOHANG)) == 0)
        if (sigtimedwait(&child, NULL, &patience) < 0 && errno == EAGAIN) {
            *late = true;
            kill(-group, SIGKILL);
        }
    return pid;
}

static void await_all(pid_t program, struct outcome *o)
{
    int status;

    for (pid_t pid; (pid = await(program, &status, &o->hung)) != program;)
        demand(pid > 0, "waitpid");
    o->status = status;
    while (await(program, &status, &o->left_process) > 0)
        continue;
}

/*
 * What the program's output is, for one run: a pipe is a new one each time, as
 * the program makes it wider. A FIFO keeps its bytes as long as it is open.
 */
static void open_output(struct trial *t)
{
    if (t->fifo != NULL) {
        t->pipe_ends[0] = open(t->fifo, O_RDWR | O_CLOEXEC);
        demand(t->pipe_ends[0] >= 0, t->fifo);
    } else if (t->pipe_out) {
        demand(pipe2(t->pipe_ends, O_CLOEXEC) == 0, "pipe2");
    }
}

static void take_output(struct trial *t, struct buffer *bytes)
{
    int end = t->fifo != NULL || t->pipe_out ? t->pipe_ends[0] : t->out;

    fcntl(end, F_SETFL, O_NONBLOCK); /* a file does not mind */
    slurp(end, bytes);
    if (t->fifo != NULL || t->pipe_out)
        close(t->pipe_ends[0]);
    if (t->pipe_out)
        close(t->pipe_ends[1]);
}

void trial_run(struct trial *t, struct outcome *o)
{
    *o = (struct outcome){0};
    memset(t->faults->report, 0, sizeof t->faults->report);
    put_target(t);
    for (int i = 0; i < 2; i++) {
        int fd = i == 0 ? t->out : t->err;
        demand(ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0, "memfd");
    }
    open_output(t);
    await_all(begin(t), o);
    take_output(t, &o->out);
    slurp(t->err, &o->err);
    o->has_target = t->target != NULL && slurp_path(t->target, &o->target);
    list_folder(t, &o->folder);
    remove_temporaries();
}

void trial_free_outcome(struct outcome *o)
{
    buffer_free(&o->out);
    buffer_free(&o->err);
    buffer_free(&o->target);
    buffer_free(&o->folder);
}

/* --- The beginning and the end -------------------------------------------- */

static void map_faults(struct trial *t)
{
    static const char *const others[] = {"fraiseql-build", "fraiseql-query"};
    size_t size = sizeof *t->faults;

    strcpy(t->shared_path, "/tmp/fraiseql-faults.XXXXXX");
    t->shared = mkostemp(t->shared_path, O_CLOEXEC);
    demand(t->shared >= 0 && ftruncate(t->shared, (off_t)size) == 0,
           t->shared_path);
    t->faults =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, t->shared, 0);
    demand(t->faults != MAP_FAILED, "mmap");
    strcpy(t->faults->program[0], t->hit);
    strcpy(t->faults->program[1], others[strcmp(t->hit, others[0]) == 0]);
}

void trial_init(struct trial *t, const char *interposer)
{
    sigset_t child;

    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    demand(prctl(PR_SET_CHILD_SUBREAPER, 1) == 0, "prctl");
    map_faults(t);
    t->out = memfd_create("out", MFD_CLOEXEC);
    t->err = memfd_create("err", MFD_CLOEXEC);
    demand(t->out >= 0 && t->err >= 0, "memfd_create");
    if (t->target != NULL)
        t->had_target = slurp_path(t->target, &t->old);
    demand(setenv("LD_PRELOAD", interposer, 1) == 0 &&
               setenv(FAULTS_FILE, t->shared_path, 1) == 0,
           "setenv");
}

void trial_end(struct trial *t)
{
    put_target(t);
    buffer_free(&t->old);
    munmap(t->faults, sizeof *t->faults);
    unlink(t->shared_path);
    close(t->shared);
    close(t->out);
    close(t->err);
}
