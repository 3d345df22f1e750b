#include <config.h>

#include "input/file.h"

#include "base/buffer.h"
#include "base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <unistd.h>

enum status file_check(const char *name, const struct stat *output,
                       struct stat *found)
{
    bool is_stdin = io_is_stdin(name);

    if ((is_stdin ? fstat(STDIN_FILENO, found) : stat(name, found)) != 0)
        return STATUS_OPEN_INPUT;
    if (!is_stdin && eaccess(name, R_OK) != 0)
        return STATUS_OPEN_INPUT;
    return output != NULL && found->st_dev == output->st_dev &&
                   found->st_ino == output->st_ino
               ? STATUS_SAME_FILE
               : STATUS_OK;
}

int file_open(const char *name)
{
    int fd = io_is_stdin(name) ? STDIN_FILENO
                               : io_open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);

    if (fd >= 0)
        io_widen_pipe(fd);
    return fd;
}

void file_close(int fd)
{
    if (fd > STDIN_FILENO)
        close(fd);
}

/* Appends the next bytes; *got is 0 at the end. */
static enum status read_more(int fd, struct buffer *text, size_t *got)
{
    enum {
        CHUNK = 64 * 1024
    };

    if (!buffer_reserve(text, CHUNK))
        return STATUS_MEMORY;
    ssize_t n = io_read(fd, text->data + text->len, CHUNK);
    if (n < 0)
        return STATUS_READ;
    *got = (size_t)n;
    text->len += *got;
    return STATUS_OK;
}

enum status file_read(const char *name, struct buffer *text)
{
    int fd = file_open(name);
    enum status status = fd < 0 ? STATUS_OPEN_INPUT : STATUS_OK;
    size_t got = 1;

    while (status == STATUS_OK && got > 0)
        status = read_more(fd, text, &got);
    int why = errno;
    file_close(fd);
    errno = why;
    return status;
}
