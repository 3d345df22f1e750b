#include <config.h>

#include "sink.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- The temporary file and signals ------------------------------------ */

/* What the signal handler removes; NULL: nothing. */
static const char *volatile doomed;

static const int ending_signals[] = {SIGHUP, SIGINT, SIGPIPE, SIGTERM};
enum {
    ENDING_SIGNALS = sizeof ending_signals / sizeof *ending_signals
};

/* SA_RESETHAND has put the default back, so raising the signal again ends. */
static void end_by_signal(int signal_number)
{
    const char *path = doomed;

    if (path != NULL)
        unlink(path);
    raise(signal_number);
}

static void catch_signals(void)
{
    struct sigaction action = {.sa_handler = end_by_signal};

    sigemptyset(&action.sa_mask);
    action.sa_flags = (int)SA_RESETHAND;
    for (size_t i = 0; i < ENDING_SIGNALS; i++) {
        struct sigaction old;
        if (sigaction(ending_signals[i], NULL, &old) == 0 &&
            old.sa_handler != SIG_IGN)
            sigaction(ending_signals[i], &action, NULL);
    }
}

/* Holds the ending signals back; *old is what was held back before. */
static void hold_signals(sigset_t *old)
{
    sigset_t ending;

    sigemptyset(&ending);
    for (size_t i = 0; i < ENDING_SIGNALS; i++)
        sigaddset(&ending, ending_signals[i]);
    sigprocmask(SIG_BLOCK, &ending, old);
}

/* Makes the temporary file; no signal comes between it and its mark. */
static int make_temporary(char *template)
{
    sigset_t old;

    catch_signals();
    hold_signals(&old);
    int fd = mkostemp(template, O_CLOEXEC);
    if (fd >= 0)
        doomed = template;
    sigprocmask(SIG_SETMASK, &old, NULL);
    return fd;
}

/*
 * Puts the temporary file in its place. A signal that came before ends the
 * program with the old file as it was; one that comes later has come too late,
 * and the program, which has nothing left to do, ends well.
 */
static int put_in_place(const char *temporary, const char *target)
{
    sigset_t old, pending;

    hold_signals(&old);
    sigpending(&pending);
    for (size_t i = 0; i < ENDING_SIGNALS; i++)
        if (sigismember(&pending, ending_signals[i]) == 1 &&
            sigismember(&old, ending_signals[i]) == 0)
            sigprocmask(SIG_SETMASK, &old, NULL);
    int result = rename(temporary, target);
    if (result == 0)
        doomed = NULL;
    return result;
}

/* --- Opening ----------------------------------------------------------- */

/* The open descriptor that a path like /dev/fd/3 names, or -1. */
static int descriptor_named(const char *path)
{
    static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};

    if (path == NULL || strcmp(path, "-") == 0 ||
        strcmp(path, "/dev/stdout") == 0)
        return STDOUT_FILENO;
    if (strcmp(path, "/dev/stderr") == 0)
        return STDERR_FILENO;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        size_t n = strlen(folders[i]);
        char *end;
        if (strncmp(path, folders[i], n) != 0)
            continue;
        long fd = strtol(path + n, &end, 10);
        if (end > path + n && *end == '\0' && fd >= 0 && fd <= INT_MAX)
            return (int)fd;
    }
    return -1;
}

/* A copy of path with its last name replaced. NULL: no memory. */
static char *beside(const char *path, const char *name)
{
    const char *slash = strrchr(path, '/');
    size_t folder = slash == NULL ? 0 : (size_t)(slash + 1 - path);
    size_t n = strlen(name) + 1;
    char *result = malloc(folder + n);

    if (result != NULL) {
        memcpy(result, path, folder);
        memcpy(result + folder, name, n);
    }
    return result;
}

/*
 * Where the symbolic links at path lead, be there a file or not. NULL: errno
 * says why.
 */
static char *follow_links(const char *path)
{
    enum {
        MOST_LINKS = 40
    }; /* as Linux, path_resolution(7) */
    char *at = strdup(path);

    for (int i = 0; at != NULL && i < MOST_LINKS; i++) {
        char link[PATH_MAX];
        ssize_t n = readlink(at, link, sizeof link - 1);
        if (n < 0)
            return at; /* no link: a file, or nothing yet */
        link[n] = '\0';
        char *next = link[0] == '/' ? strdup(link) : beside(at, link);
        free(at);
        at = next;
    }
    errno = at == NULL ? ENOMEM : ELOOP;
    free(at);
    return NULL;
}

/* Gives the file an owner or group (-1: leaves it). false: errno says why. */
static bool give(int fd, uid_t owner, gid_t group, bool *given)
{
    *given = fchown(fd, owner, group) == 0;
    return *given || errno == EPERM;
}

/*
 * The owner and group, where that is allowed, and the permissions of what it
 * replaces; but no right that was another's: under another owner or group not
 * the right to act as him, and under another group only what all have.
 */
static bool take_after(const struct sink *s)
{
    mode_t mode = s->file.st_mode & 07777;
    bool owner, group;

    if (!s->is_file) {
        mode_t mask = umask(0);
        umask(mask);
        return fchmod(s->fd, 0666 & ~mask) == 0;
    }
    if (!give(s->fd, (uid_t)-1, s->file.st_gid, &group) ||
        !give(s->fd, s->file.st_uid, (gid_t)-1, &owner))
        return false;
    if (!owner || !group)
        mode &= 0777;
    if (!group)
        mode &= 0707 | (mode & 07) << 3;
    return fchmod(s->fd, mode) == 0;
}

static enum status open_file(struct sink *s, const char *path)
{
    s->target = follow_links(path);
    if (s->target == NULL)
        return STATUS_OPEN_OUTPUT;
    s->temporary = beside(s->target, ".fraiseql-build.XXXXXX");
    if (s->temporary == NULL)
        return STATUS_MEMORY;
    s->fd = make_temporary(s->temporary);
    if (s->fd < 0 || !take_after(s))
        return STATUS_OPEN_OUTPUT;
    return STATUS_OK;
}

static enum status open_path(struct sink *s, const char *path)
{
    bool exists = stat(path, &s->file) == 0;

    if (!exists && errno != ENOENT)
        return STATUS_OPEN_OUTPUT;
    s->is_file = exists && S_ISREG(s->file.st_mode);
    if (s->is_file && eaccess(path, W_OK) != 0)
        return STATUS_OPEN_OUTPUT; /* though renaming might replace it */
    if (s->is_file || !exists)
        return open_file(s, path);
    s->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    return s->fd < 0 ? STATUS_OPEN_OUTPUT : STATUS_OK;
}

enum status sink_open(struct sink *s, const char *path, bool whole_lines)
{
    int named = descriptor_named(path);

    *s = (struct sink){.fd = -1, .name = path, .whole_lines = whole_lines};
    if (named == STDOUT_FILENO)
        s->name = "standard output";
    if (named < 0) {
        enum status status = open_path(s, path);
        if (status != STATUS_OK) {
            int why = errno;
            sink_abandon(s);
            errno = why;
        }
        return status;
    }
    s->fd = named;
    if (fstat(named, &s->file) != 0)
        return STATUS_OPEN_OUTPUT;
    s->is_file = S_ISREG(s->file.st_mode);
    return STATUS_OK;
}

/* --- Writing ----------------------------------------------------------- */

/*
 * Writes until no byte is left. false: errno says why; *left are not written.
 */
static bool write_all(int fd, const unsigned char *bytes, size_t *left)
{
    while (*left > 0) {
        ssize_t n = write(fd, bytes, *left);
        if (n >= 0) {
            bytes += n;
            *left -= (size_t)n;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            struct pollfd wait = {.fd = fd, .events = POLLOUT};
            if (poll(&wait, 1, -1) < 0 && errno != EINTR)
                return false;
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

/*
 * Takes the last n bytes back that were written, where that can be done: from a
 * file to which nobody else has added anything meanwhile.
 */
static void take_back(const struct sink *s, size_t n)
{
    int why = errno;
    off_t end = lseek(s->fd, 0, SEEK_CUR);
    off_t back = end - (off_t)n;
    struct stat now;

    /* Nothing is left to be done where this fails. */
    if (s->is_file && n > 0 && fstat(s->fd, &now) == 0 && now.st_size == end &&
        ftruncate(s->fd, back) == 0)
        lseek(s->fd, back, SEEK_SET);
    errno = why;
}

/* The bytes behind the last line end of n bytes. */
static size_t unfinished(const unsigned char *bytes, size_t n)
{
    const unsigned char *lf = memrchr(bytes, '\n', n);

    return lf == NULL ? n : (size_t)(bytes + n - lf - 1);
}

enum status sink_write(struct sink *s, const void *bytes, size_t n)
{
    size_t left = n;

    if (write_all(s->fd, bytes, &left))
        return STATUS_OK;
    if (s->whole_lines)
        take_back(s, unfinished(bytes, n - left));
    return STATUS_WRITE;
}

/* Writes what sink_finish() is given. */
static enum status write_end(struct sink *s, const unsigned char *bytes,
                             size_t n)
{
    size_t last = n < PIPE_BUF ? n : PIPE_BUF;
    size_t rest = n - last;

    /* Of lines none is more final than another. */
    if (s->whole_lines)
        return sink_write(s, bytes, n);
    if (write_all(s->fd, bytes, &rest) &&
        write_all(s->fd, bytes + n - last, &last))
        return STATUS_OK;
    take_back(s, n - last - rest);
    return STATUS_WRITE;
}

static void forget(struct sink *s)
{
    doomed = NULL;
    free(s->target);
    free(s->temporary);
    s->target = s->temporary = NULL;
}

static enum status finish_file(struct sink *s)
{
    if (fsync(s->fd) != 0)
        return STATUS_WRITE;
    int closed = close(s->fd);
    s->fd = -1;
    if (closed != 0)
        return STATUS_WRITE;
    return put_in_place(s->temporary, s->target) == 0 ? STATUS_OK
                                                      : STATUS_RENAME;
}

enum status sink_finish(struct sink *s, const void *bytes, size_t n)
{
    enum status status = write_end(s, bytes, n);

    if (status == STATUS_OK && s->temporary != NULL) {
        status = finish_file(s);
    } else if (status == STATUS_OK) {
        int closed = close(s->fd);
        s->fd = -1;
        status = closed != 0 ? STATUS_WRITE : STATUS_OK;
    }
    int why = errno;
    sink_abandon(s);
    errno = why;
    return status;
}

void sink_abandon(struct sink *s)
{
    if (s->temporary != NULL && doomed != NULL)
        unlink(s->temporary);
    if (s->fd >= 0)
        close(s->fd);
    s->fd = -1;
    forget(s);
}
