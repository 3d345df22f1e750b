/*
 * A library for LD_PRELOAD: an attacker who has come in by the rows. When
 * fraiseql-build is about to read for the first time, he tries what INTRUDER
 * names, and prints the result on stderr; where the program lives on, it
 * reads on as ever. With INTRUDER=kernel:NUMBER he is the kernel instead, which
 * refuses, with this errno, to forbid anything.
 */
#include <config.h>

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* --- What he tries; -1: errno says why it cannot be done ------------------ */

static int try_socket(const char *argument)
{
    (void)argument;
    return socket(AF_INET, SOCK_STREAM, 0);
}

static int try_fork(const char *argument)
{
    (void)argument;
    pid_t pid = fork();

    if (pid == 0)
        _exit(0);
    return pid;
}

static int try_run(const char *path)
{
    return execl(path, path, "-c", "echo intruder: done >&2", (char *)NULL);
}

static int try_code(const char *argument)
{
    (void)argument;
    return mmap(NULL, 1, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                0) == MAP_FAILED
               ? -1
               : 0;
}

static int try_kill(const char *argument)
{
    (void)argument;
    return kill(getppid(), 0);
}

static int try_read(const char *path)
{
    return open(path, O_RDONLY);
}

static int try_write(const char *path)
{
    return open(path, O_WRONLY);
}

static int try_make(const char *path)
{
    return open(path, O_RDONLY | O_CREAT, 0600);
}

static int try_cut(const char *path)
{
    return open(path, O_RDONLY | O_TRUNC);
}

static int try_chmod(const char *path)
{
    return chmod(path, 0777);
}

static int try_remove(const char *path)
{
    return unlink(path);
}

static int try_rename(const char *path)
{
    return rename(path, "renamed");
}

static const struct {
    const char *name;
    int (*act)(const char *argument);
} acts[] = {
    {"socket", try_socket}, {"fork", try_fork},     {"run", try_run},
    {"code", try_code},     {"kill", try_kill},     {"read", try_read},
    {"write", try_write},   {"make", try_make},     {"cut", try_cut},
    {"chmod", try_chmod},   {"remove", try_remove}, {"rename", try_rename},
};

/* Does what INTRUDER, which is NAME or NAME:ARGUMENT, says. */
static void intrude(const char *word)
{
    const char *colon = strchrnul(word, ':');
    size_t n = (size_t)(colon - word);

    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
        if (strlen(acts[i].name) != n || strncmp(word, acts[i].name, n) != 0)
            continue;
        int done = acts[i].act(*colon == '\0' ? colon : colon + 1);
        dprintf(STDERR_FILENO, "intruder: %s\n",
                done == -1 ? strerrorname_np(errno) : "done");
    }
}

/* --- How he comes in ------------------------------------------------------ */

static ssize_t (*true_read)(int fd, void *bytes, size_t room);
static long (*true_syscall)(long number, ...);
static const char *asked; /* what to do, or NULL */

static const char kernel[] = "kernel:";

/* Nothing is looked up later, when it may be forbidden. */
__attribute__((constructor)) static void come_in(void)
{
    *(void **)&true_read = dlsym(RTLD_NEXT, "read");
    *(void **)&true_syscall = dlsym(RTLD_NEXT, "syscall");
    if (strcmp(program_invocation_short_name, "fraiseql-build") == 0)
        asked = getenv("INTRUDER");
}

ssize_t read(int fd, void *bytes, size_t room)
{
    static bool was_here;

    if (asked != NULL && !was_here) {
        was_here = true;
        intrude(asked);
    }
    return true_read(fd, bytes, room);
}

/* All that the program calls by number has to do with the sandbox. */
long syscall(long number, ...)
{
    va_list list;
    long words[6];

    if (asked != NULL && strncmp(asked, kernel, strlen(kernel)) == 0) {
        errno = atoi(asked + strlen(kernel));
        return -1;
    }
    va_start(list, number);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        words[i] = va_arg(list, long);
    va_end(list);
    return true_syscall(number, words[0], words[1], words[2], words[3],
                        words[4], words[5]);
}
