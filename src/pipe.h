/*
 * pipe: to open one that has a name, and how much it holds. The programs at its
 * ends wait for each other at each fill, so a wider one saves a switch between
 * them for each 64 KiB.
 */
#ifndef PIPE_H
#define PIPE_H

#include <errno.h>
#include <fcntl.h>

/* What a pipe has on Linux at first, and what anybody may give it (pipe(7),
 * "Pipe capacity"). */
enum {
    PIPE_DEFAULT = 64 * 1024,
    PIPE_ROOM = 1024 * 1024
};

/*
 * open(), for any file. Where it is a FIFO, that waits for its other end, and a
 * signal may come meanwhile. -1: errno says why.
 */
static inline int pipe_open(const char *path, int flags)
{
    int fd = open(path, flags);

    while (fd < 0 && errno == EINTR)
        fd = open(path, flags);
    return fd;
}

/*
 * Makes the pipe that fd is an end of hold PIPE_ROOM bytes. One that holds
 * more, one that somebody has made narrow, and what is no pipe, stay as they
 * are.
 */
static inline void pipe_widen(int fd)
{
#ifdef F_SETPIPE_SZ
    int room = fcntl(fd, F_GETPIPE_SZ);

    if (room >= PIPE_DEFAULT && room < PIPE_ROOM)
        fcntl(fd, F_SETPIPE_SZ, PIPE_ROOM);
#else
    (void)fd;
#endif
}

#endif
