#include <config.h>

#include "input/source.h"

#include "base/io.h"
#include "input/file.h"

#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const only_stdin[] = {"-"};

void source_init(struct source *s, const char *const *operands, size_t count)
{
    *s = (struct source){.operands = operands, .count = count, .fd = -1};
    if (count == 0) {
        s->operands = only_stdin;
        s->count = 1;
    }
}

void source_init_pipe(struct source *s, struct source_pipe *pipe,
                      const char *name, bool followed)
{
    *s = (struct source){
        .pipe = pipe, .count = 1, .fd = -1, .name = name, .followed = followed};
}

/* --- Opening -------------------------------------------------------------- */

/* Adds an input to what there is to read. */
static void add_size(struct source *s, const struct stat *input)
{
    off_t at = io_is_stdin(s->name) ? lseek(STDIN_FILENO, 0, SEEK_CUR) : 0;

    s->sized = s->sized && S_ISREG(input->st_mode);
    if (s->sized && at >= 0 && at < input->st_size)
        s->size += (uint64_t)(input->st_size - at);
}

enum status source_check(struct source *s, const struct stat *output)
{
    if (s->pipe != NULL)
        return STATUS_OK;
    s->sized = true;
    for (size_t i = 0; i < s->count; i++) {
        struct stat input;
        s->name = s->operands[i];
        enum status status = file_check(s->name, output, &input);
        if (status != STATUS_OK)
            return status;
        add_size(s, &input);
    }
    return STATUS_OK;
}

enum status source_open_next(struct source *s)
{
    source_close(s);
    if (s->next == s->count)
        return STATUS_END;
    s->next++;
    if (s->pipe != NULL) {
        s->fd = s->pipe->fd;
        return STATUS_OK;
    }
    s->name = s->operands[s->next - 1];
    s->fd = file_open(s->name);
    return s->fd < 0 ? STATUS_OPEN_INPUT : STATUS_OK;
}

void source_close(struct source *s)
{
    if (s->pipe == NULL)
        file_close(s->fd);
    s->fd = -1;
}

/* --- Reading -------------------------------------------------------------- */

/* Waits for bytes of a file, which read() does as well where no limit is. */
static enum status wait_for_file(int fd, int milliseconds)
{
    struct pollfd wait = {.fd = fd, .events = POLLIN};

    return milliseconds >= 0 && poll(&wait, 1, milliseconds) == 0 ? STATUS_MORE
                                                                  : STATUS_OK;
}

/* Waits for bytes, or the end. Errors: those of the pipe's wait. */
static enum status wait_for_bytes(const struct source *s)
{
    int interval = s->watch == NULL ? -1 : s->watch->interval;
    enum status status;

    do {
        if (s->watch != NULL)
            s->watch->update(s->watch->of);
        status = s->pipe != NULL ? s->pipe->wait(s->pipe->owner, interval)
                                 : wait_for_file(s->fd, interval);
    } while (status == STATUS_MORE);
    return status == STATUS_END ? STATUS_OK : status;
}

/* Copies what was pushed back; returns how many bytes: 0: there are none. */
static size_t read_ahead(struct source *s, void *bytes, size_t room)
{
    struct buffer *ahead = &s->pipe->ahead;
    size_t n = ahead->len < room ? ahead->len : room;

    if (n > 0) {
        memcpy(bytes, ahead->data, n);
        buffer_drop(ahead, n);
    }
    return n;
}

enum status source_read(struct source *s, void *bytes, size_t room, size_t *got)
{
    *got = s->pipe != NULL ? read_ahead(s, bytes, room) : 0;
    if (*got > 0)
        return STATUS_OK;
    enum status status = wait_for_bytes(s);
    if (status != STATUS_OK)
        return status;
    ssize_t n = io_read(s->fd, bytes, room);
    if (n < 0)
        return STATUS_READ;
    *got = (size_t)n;
    s->bytes += (uint64_t)n;
    return n == 0 && s->pipe != NULL ? s->pipe->end(s->pipe->owner) : STATUS_OK;
}

enum status source_push_back(struct source *s, const void *bytes, size_t n)
{
    struct buffer *ahead = &s->pipe->ahead;

    if (n == 0)
        return STATUS_OK;
    if (!buffer_reserve(ahead, n))
        return STATUS_MEMORY;
    memmove(ahead->data + n, ahead->data, ahead->len);
    memcpy(ahead->data, bytes, n);
    ahead->len += n;
    return STATUS_OK;
}
