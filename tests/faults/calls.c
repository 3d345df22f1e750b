/*
 * calls: the system calls of a program that runs with the interposer, and some
 * functions that are little more. Each is counted, and fails where it is
 * ordered to; else it is the C library's.
 */
#define _GNU_SOURCE

#include "faults/interpose.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* The call fails, with that result, where that is ordered. */
#define MAY_FAIL(kind, fd, result)                                             \
    int error = interpose_fault(kind, fd);                                     \
    if (error != 0) {                                                          \
        errno = error;                                                         \
        return result;                                                         \
    }

/* --- Bytes ---------------------------------------------------------------- */

ssize_t read(int fd, void *bytes, size_t n)
{
    REAL(read);
    MAY_FAIL(CALL_READ, fd, -1)
    return real(fd, bytes, interpose_cut(CALL_READ, n));
}

ssize_t write(int fd, const void *bytes, size_t n)
{
    REAL(write);
    MAY_FAIL(CALL_WRITE, fd, -1)
    return real(fd, bytes, interpose_cut(CALL_WRITE, n));
}

/* After this error nothing more comes by the socket. */
static void reset(int fd, int error)
{
    if (error == ECONNRESET)
        syscall(SYS_shutdown, fd, SHUT_RDWR);
    errno = error;
}

ssize_t recv(int fd, void *bytes, size_t n, int flags)
{
    REAL(recv);
    int error = interpose_fault(CALL_RECV, fd);
    if (error != 0) {
        reset(fd, error);
        return -1;
    }
    return real(fd, bytes, interpose_cut(CALL_RECV, n), flags);
}

ssize_t send(int fd, const void *bytes, size_t n, int flags)
{
    REAL(send);
    int error = interpose_fault(CALL_SEND, fd);
    if (error != 0) {
        reset(fd, error);
        return -1;
    }
    return real(fd, bytes, interpose_cut(CALL_SEND, n), flags);
}

off_t lseek(int fd, off_t offset, int whence)
{
    REAL(lseek);
    MAY_FAIL(CALL_LSEEK, fd, -1)
    return real(fd, offset, whence);
}

int ftruncate(int fd, off_t size)
{
    REAL(ftruncate);
    MAY_FAIL(CALL_FTRUNCATE, fd, -1)
    return real(fd, size);
}

int fsync(int fd)
{
    REAL(fsync);
    MAY_FAIL(CALL_FSYNC, fd, -1)
    return real(fd);
}

int getentropy(void *bytes, size_t n)
{
    REAL(getentropy);
    MAY_FAIL(CALL_GETENTROPY, -1, -1)
    return real(bytes, n);
}

/* --- Descriptors ---------------------------------------------------------- */

int open(const char *path, int flags, ...)
{
    va_list arguments;

    REAL(open);
    MAY_FAIL(CALL_OPEN, -1, -1)
    va_start(arguments, flags);
    mode_t mode = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return real(path, flags, mode);
}

/* One that fails has closed the file all the same, as on Linux. */
int close(int fd)
{
    REAL(close);
    int error = interpose_fault(CALL_CLOSE, fd);
    int result = real(fd);
    if (error == 0)
        return result;
    errno = error;
    return -1;
}

int fcntl(int fd, int command, ...)
{
    va_list arguments;

    REAL(fcntl);
    /* This one fails only where the descriptor is not open. */
    int error = command == F_GETFD ? 0 : interpose_fault(CALL_FCNTL, fd);
    if (error != 0) {
        errno = error;
        return -1;
    }
    /* A number is passed on as well as a pointer is. */
    va_start(arguments, command);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    return real(fd, command, argument);
}

int dup2(int from, int to)
{
    REAL(dup2);
    MAY_FAIL(CALL_DUP2, to, -1)
    return real(from, to);
}

int pipe2(int ends[2], int flags)
{
    REAL(pipe2);
    MAY_FAIL(CALL_PIPE2, -1, -1)
    return real(ends, flags);
}

int memfd_create(const char *name, unsigned flags)
{
    REAL(memfd_create);
    MAY_FAIL(CALL_MEMFD_CREATE, -1, -1)
    return real(name, flags);
}

static void note_waited(const struct pollfd *fds, nfds_t n)
{
    for (nfds_t i = 0; i < n; i++)
        interpose_waited(fds[i].fd);
}

int poll(struct pollfd *fds, nfds_t n, int milliseconds)
{
    REAL(poll);
    MAY_FAIL(CALL_POLL, -1, -1)
    note_waited(fds, n);
    return real(fds, n, milliseconds);
}

int ppoll(struct pollfd *fds, nfds_t n, const struct timespec *patience,
          const sigset_t *held)
{
    REAL(ppoll);
    MAY_FAIL(CALL_PPOLL, -1, -1)
    note_waited(fds, n);
    return real(fds, n, patience, held);
}

/* --- Files ---------------------------------------------------------------- */

int stat(const char *path, struct stat *s)
{
    REAL(stat);
    MAY_FAIL(CALL_STAT, -1, -1)
    return real(path, s);
}

int fstat(int fd, struct stat *s)
{
    REAL(fstat);
    MAY_FAIL(CALL_FSTAT, fd, -1)
    return real(fd, s);
}

int eaccess(const char *path, int mode)
{
    REAL(eaccess);
    MAY_FAIL(CALL_EACCESS, -1, -1)
    return real(path, mode);
}

ssize_t readlink(const char *path, char *link, size_t room)
{
    REAL(readlink);
    MAY_FAIL(CALL_READLINK, -1, -1)
    return real(path, link, room);
}

int mkostemp(char *template, int flags)
{
    REAL(mkostemp);
    MAY_FAIL(CALL_MKOSTEMP, -1, -1)
    return real(template, flags);
}

int fchmod(int fd, mode_t mode)
{
    REAL(fchmod);
    MAY_FAIL(CALL_FCHMOD, fd, -1)
    return real(fd, mode);
}

int fchown(int fd, uid_t owner, gid_t group)
{
    REAL(fchown);
    MAY_FAIL(CALL_FCHOWN, fd, -1)
    return real(fd, owner, group);
}

int rename(const char *from, const char *to)
{
    REAL(rename);
    MAY_FAIL(CALL_RENAME, -1, -1)
    return real(from, to);
}

int unlink(const char *path)
{
    REAL(unlink);
    MAY_FAIL(CALL_UNLINK, -1, -1)
    return real(path);
}

/* --- Processes ------------------------------------------------------------ */

/* These two return the error. */
int posix_spawn(pid_t *pid, const char *path,
                const posix_spawn_file_actions_t *actions,
                const posix_spawnattr_t *attributes, char *const words[],
                char *const environment[])
{
    REAL(posix_spawn);
    int error = interpose_fault(CALL_SPAWN, -1);
    return error != 0
               ? error
               : real(pid, path, actions, attributes, words, environment);
}

int posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t *actions,
                                     int from, int to)
{
    REAL(posix_spawn_file_actions_adddup2);
    return interpose_fault(CALL_ALLOCATE, -1) != 0 ? ENOMEM
                                                   : real(actions, from, to);
}

pid_t waitpid(pid_t pid, int *how, int options)
{
    REAL(waitpid);
    MAY_FAIL(CALL_WAITPID, -1, -1)
    return real(pid, how, options);
}

int sigtimedwait(const sigset_t *set, siginfo_t *info,
                 const struct timespec *patience)
{
    REAL(sigtimedwait);
    MAY_FAIL(CALL_SIGTIMEDWAIT, -1, -1)
    return real(set, info, patience);
}

int prctl(int operation, ...)
{
    va_list arguments;

    REAL(prctl);
    MAY_FAIL(CALL_PRCTL, -1, -1)
    va_start(arguments, operation);
    unsigned long values[4];
    for (int i = 0; i < 4; i++)
        values[i] = va_arg(arguments, unsigned long);
    va_end(arguments);
    return real(operation, values[0], values[1], values[2], values[3]);
}

locale_t newlocale(int mask, const char *name, locale_t base)
{
    REAL(newlocale);
    MAY_FAIL(CALL_NEWLOCALE, -1, (locale_t)0)
    return real(mask, name, base);
}

/* --- The network ---------------------------------------------------------- */

int socket(int domain, int type, int protocol)
{
    REAL(socket);
    MAY_FAIL(CALL_SOCKET, -1, -1)
    return real(domain, type, protocol);
}

int connect(int fd, __CONST_SOCKADDR_ARG address, socklen_t n)
{
    REAL(connect);
    MAY_FAIL(CALL_CONNECT, fd, -1)
    return real(fd, address, n);
}

int getsockopt(int fd, int level, int option, void *value, socklen_t *n)
{
    REAL(getsockopt);
    MAY_FAIL(CALL_GETSOCKOPT, fd, -1)
    return real(fd, level, option, value, n);
}

int setsockopt(int fd, int level, int option, const void *value, socklen_t n)
{
    REAL(setsockopt);
    MAY_FAIL(CALL_SETSOCKOPT, fd, -1)
    return real(fd, level, option, value, n);
}

int shutdown(int fd, int how)
{
    REAL(shutdown);
    MAY_FAIL(CALL_SHUTDOWN, fd, -1)
    return real(fd, how);
}
