#include <config.h>

#include "base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

/* What a pipe has on Linux at first, and what any process may give it (pipe(7),
 * "Pipe capacity"). */
enum {
    PIPE_DEFAULT = 64 * 1024,
    PIPE_ROOM = 1024 * 1024
};

int io_open(const char *path, int flags)
{
    int fd = open(path, flags);

    while (fd < 0 && errno == EINTR)
        fd = open(path, flags);
    return fd;
}

void io_widen_pipe(int fd)
{
#ifdef F_SETPIPE_SZ
    int room = fcntl(fd, F_GETPIPE_SZ);

    if (room >= PIPE_DEFAULT && room < PIPE_ROOM)
        fcntl(fd, F_SETPIPE_SZ, PIPE_ROOM);
#else
    (void)fd;
#endif
}

/*
 * After read() or write() has failed: whether to call it again, where need be
 * after waiting until the descriptor is ready. false: errno says why not.
 */
static bool may_retry(int fd, short events)
{
    struct pollfd wait = {.fd = fd, .events = events};

    if ((errno == EAGAIN || errno == EWOULDBLOCK) && poll(&wait, 1, -1) >= 0)
        return true;
    return errno == EINTR;
}

ssize_t io_read(int fd, void *bytes, size_t room)
{
    ssize_t n = read(fd, bytes, room);

    while (n < 0 && may_retry(fd, POLLIN))
        n = read(fd, bytes, room);
    return n;
}

size_t io_write(int fd, const void *bytes, size_t n)
{
    const unsigned char *next = bytes;
    size_t left = n;

    while (left > 0) {
        ssize_t written = write(fd, next, left);
        if (written >= 0) {
            next += written;
            left -= (size_t)written;
        } else if (!may_retry(fd, POLLOUT)) {
            break;
        }
    }
    return n - left;
}

void io_write_once(int fd, const void *bytes, size_t n)
{
    ssize_t written = write(fd, bytes, n);

    (void)written;
}

size_t io_folder(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash == NULL ? 0 : (size_t)(slash + 1 - path);
}
