/*
 * measure REPORT COMMAND [ARGUMENT]...: runs a command and writes to the file
 * REPORT one line of numbers: seconds of the wall clock, seconds of user and
 * of system time, and peak resident kB. The exit status is the command's.
 *
 * A process of its own, because the peak that Linux reports for a child is
 * never below that of the process it was forked from: so this one is small.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static void die(const char *what)
{
    perror(what);
    exit(1);
}

/* Its wait status; *usage is what it used. */
static int run(char **command, struct rusage *usage)
{
    int status;
    pid_t child = fork();

    if (child == 0) {
        execvp(command[0], command);
        perror(command[0]);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, usage) < 0)
        die("measure");
    return status;
}

int main(int argc, char **argv)
{
    struct rusage usage;

    if (argc < 3) {
        fprintf(stderr, "Usage: measure REPORT COMMAND [ARGUMENT]...\n");
        return 2;
    }
    double begin = now();
    int status = run(argv + 2, &usage);
    double wall = now() - begin;

    FILE *report = fopen(argv[1], "w");
    if (report == NULL)
        die(argv[1]);
    fprintf(report, "%.9f %.6f %.6f %ld\n", wall, seconds(usage.ru_utime),
            seconds(usage.ru_stime), usage.ru_maxrss);
    if (fclose(report) != 0)
        die(argv[1]);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
