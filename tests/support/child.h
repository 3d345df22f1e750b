/*
 * child.h - processes of a test: one that runs a function, and reports what it
 * printed and how it ended; one that writes into a pipe.
 */
#ifndef SUPPORT_CHILD_H
#define SUPPORT_CHILD_H

#include "support/tap.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

struct child {
    char out[8192], err[8192]; /* what it printed */
    int exit;                  /* its exit status, or -1: */
    int signal;                /* a signal ended it */
};

static inline void child_slurp(FILE *file, char *text, size_t room)
{
    rewind(file);
    size_t n = fread(text, 1, room - 1, file);
    text[n] = '\0';
    fclose(file);
}

/*
 * Calls run(argument) in a child, whose stdin is /dev/null; what it returns is
 * the exit status.
 */
static inline struct child child_run(int (*run)(const void *),
                                     const void *argument)
{
    struct child c = {.exit = -1};
    FILE *out = tmpfile(), *err = tmpfile();
    int status;

    ck_assert(out != NULL && err != NULL);
    fflush(NULL);
    pid_t pid = fork();
    ck_assert_int_ge(pid, 0);
    if (pid == 0) {
        int null = open("/dev/null", O_RDONLY);
        if (dup2(null, 0) < 0 || dup2(fileno(out), 1) < 0 ||
            dup2(fileno(err), 2) < 0)
            _exit(99);
        status = run(argument);
        fflush(NULL);
        _exit(status);
    }
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    if (WIFEXITED(status))
        c.exit = WEXITSTATUS(status);
    else
        c.signal = WTERMSIG(status);
    child_slurp(out, c.out, sizeof c.out);
    child_slurp(err, c.err, sizeof c.err);
    return c;
}

/* Root may do everything; tests of what is forbidden run as the user nobody. */
static inline void child_be_nobody(void)
{
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
        _exit(99);
}

/*
 * Makes stdin a pipe, into which a child writes n bytes in pieces of a given
 * size. A short rest between them lets most arrive alone; no test depends on
 * it.
 */
static inline void child_writes(const char *bytes, size_t n, size_t piece)
{
    int ends[2];

    ck_assert_int_eq(pipe(ends), 0);
    pid_t pid = fork();
    ck_assert_int_ge(pid, 0);
    if (pid == 0) {
        for (size_t at = 0; at < n; at += piece) {
            size_t left = n - at < piece ? n - at : piece;
            if (write(ends[1], bytes + at, left) != (ssize_t)left)
                _exit(1);
            usleep(200);
        }
        _exit(0);
    }
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
}

#endif
