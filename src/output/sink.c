#include <config.h>

#include "output/sink.h"

#include "base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

static enum status open_path(struct sink *s, const char *path)
{
    bool exists = stat(path, &s->file) == 0;

    if (!exists && errno != ENOENT)
        return STATUS_OPEN_OUTPUT;
    s->is_file = exists && S_ISREG(s->file.st_mode);
    if (s->is_file && eaccess(path, W_OK) != 0)
        return STATUS_OPEN_OUTPUT; /* though renaming might replace it */
    if (s->is_file || !exists)
        s->fd =
            replacement_open(&s->replacement, path, exists ? &s->file : NULL);
    else
        s->fd = io_open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
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
    io_widen_pipe(named);
    return STATUS_OK;
}

/* --- Writing ----------------------------------------------------------- */

/*
 * Writes n bytes. Returns how many were written: fewer after an error, of which
 * errno says why.
 */
static size_t write_out(struct sink *s, const void *bytes, size_t n)
{
    size_t written = io_write(s->fd, bytes, n);

    s->bytes += written;
    return written;
}

/*
 * Takes the last n bytes back that were written, where that can be done: from a
 * file to which no other program has added anything meanwhile.
 */
static void take_back(struct sink *s, size_t n)
{
    int why = errno;
    off_t end = lseek(s->fd, 0, SEEK_CUR);
    off_t back = end - (off_t)n;
    struct stat now;

    /* Nothing is left to be done where this fails. */
    if (s->is_file && n > 0 && fstat(s->fd, &now) == 0 && now.st_size == end &&
        ftruncate(s->fd, back) == 0) {
        lseek(s->fd, back, SEEK_SET);
        s->bytes -= n;
    }
    errno = why;
}

/* How many of n bytes come after the last line end. */
static size_t unfinished(const unsigned char *bytes, size_t n)
{
    const unsigned char *lf = memrchr(bytes, '\n', n);

    return lf == NULL ? n : (size_t)(bytes + n - lf - 1);
}

enum status sink_write(struct sink *s, const void *bytes, size_t n)
{
    size_t written = write_out(s, bytes, n);

    if (written == n)
        return STATUS_OK;
    if (s->whole_lines)
        take_back(s, unfinished(bytes, written));
    return STATUS_WRITE;
}

enum status sink_unread(void)
{
    raise(SIGPIPE);
    errno = EPIPE;
    return STATUS_WRITE;
}

/* Writes the last bytes, which sink_finish() gets. */
static enum status write_end(struct sink *s, const unsigned char *bytes,
                             size_t n)
{
    size_t last = n < PIPE_BUF ? n : PIPE_BUF;
    size_t first = n - last;

    /* Of lines none is more final than another. */
    if (s->whole_lines)
        return sink_write(s, bytes, n);
    size_t written = write_out(s, bytes, first);
    if (written == first)
        written += write_out(s, bytes + first, last);
    if (written == n)
        return STATUS_OK;
    take_back(s, written);
    return STATUS_WRITE;
}

static enum status finish_file(struct sink *s)
{
    while (fsync(s->fd) != 0)
        if (errno != EINTR)
            return STATUS_WRITE;
    int closed = close(s->fd);
    s->fd = -1;
    if (closed != 0)
        return STATUS_WRITE;
    return replacement_put(&s->replacement) == 0 ? STATUS_OK : STATUS_RENAME;
}

enum status sink_finish(struct sink *s, const void *bytes, size_t n)
{
    enum status status = write_end(s, bytes, n);

    if (status == STATUS_OK && sink_replaces(s)) {
        status = finish_file(s);
    } else if (status == STATUS_OK) {
        int closed = close(s->fd);
        s->fd = -1;
        status = closed != 0 ? STATUS_WRITE : STATUS_OK;
    }
    int why = errno;
    if (status != STATUS_OK && sink_replaces(s))
        s->bytes = 0;
    sink_abandon(s);
    errno = why;
    return status;
}

void sink_abandon(struct sink *s)
{
    if (s->fd >= 0)
        close(s->fd);
    s->fd = -1;
    replacement_end(&s->replacement);
}
