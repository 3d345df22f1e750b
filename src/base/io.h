/*
 * pipe: to open one that has a name, and how much it holds. The programs at its
 * ends wait for each other at each fill, so a wider one saves a switch between
 * them for each 64 KiB.
 */
#ifndef BASE_IO_H
#define BASE_IO_H

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>

/* What a pipe has on Linux at first, and what anybody may give it (pipe(7),
 * "Pipe capacity"). */
enum {
    IO_PIPE_DEFAULT = 64 * 1024,
    IO_PIPE_ROOM = 1024 * 1024
};

/* Whether a file named so is standard input. */
static inline bool io_is_stdin(const char *name)
{
    return strcmp(name, "-") == 0;
}

/*
 * open(), for any file. Where it is a FIFO, that waits for its other end, and a
 * signal may come meanwhile. -1: errno says why.
 */
static inline int io_open(const char *path, int flags)
{
    int fd = open(path, flags);

    while (fd < 0 && errno == EINTR)
        fd = open(path, flags);
    return fd;
}

/*
 * Makes the pipe that fd is an end of hold IO_PIPE_ROOM bytes. One that holds
 * more, one that somebody has made narrow, and what is no pipe, stay as they
 * are.
 */
static inline void io_widen_pipe(int fd)
{
#ifdef F_SETPIPE_SZ
    int room = fcntl(fd, F_GETPIPE_SZ);

    if (room >= IO_PIPE_DEFAULT && room < IO_PIPE_ROOM)
        fcntl(fd, F_SETPIPE_SZ, IO_PIPE_ROOM);
#else
    (void)fd;
#endif
}

#endif
