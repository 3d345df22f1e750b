#include <config.h>

#include "input/source.h"

#include "base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
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

void source_init_query(struct source *s, struct query *q, const char *file,
                       const char *name, bool followed)
{
    *s = (struct source){
        .query = q, .fd = -1, .name = name, .followed = followed};
    if (file != NULL) {
        s->file = file;
        s->count = 1;
        s->operands = &s->file;
    }
}

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
    s->sized = s->query == NULL;
    for (size_t i = 0; i < s->count; i++) {
        struct stat input;
        s->name = s->operands[i];
        if (io_is_stdin(s->name) ? fstat(STDIN_FILENO, &input) != 0
                                 : stat(s->name, &input) != 0)
            return STATUS_OPEN_INPUT;
        if (!io_is_stdin(s->name) && eaccess(s->name, R_OK) != 0)
            return STATUS_OPEN_INPUT;
        if (output != NULL && input.st_dev == output->st_dev &&
            input.st_ino == output->st_ino)
            return STATUS_SAME_FILE;
        add_size(s, &input);
    }
    return STATUS_OK;
}

enum status source_open_next(struct source *s)
{
    source_close(s);
    if (s->next == (s->query != NULL ? 1 : s->count))
        return STATUS_END;
    s->next++;
    if (s->query != NULL) {
        s->fd = s->query->fd;
        return STATUS_OK;
    }
    s->name = s->operands[s->next - 1];
    if (io_is_stdin(s->name))
        s->fd = STDIN_FILENO;
    else
        s->fd = io_open(s->name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (s->fd < 0)
        return STATUS_OPEN_INPUT;
    io_widen_pipe(s->fd);
    return STATUS_OK;
}

/* Takes what was read too early; false: there is nothing. */
static bool read_ahead(struct source *s, void *bytes, size_t room, size_t *got)
{
    struct buffer *ahead = &s->query->ahead;

    if (ahead->len == 0)
        return false;
    *got = ahead->len < room ? ahead->len : room;
    memcpy(bytes, ahead->data, *got);
    buffer_drop(ahead, *got);
    return true;
}

/* Waits for bytes, or the end. The watch looks on, and when nobody reads what
 * is made of a query, that is noticed. Errors: those of query_wait(). */
static enum status wait_for_bytes(const struct source *s)
{
    struct pollfd wait = {.fd = s->fd, .events = POLLIN};
    int patience = s->watch == NULL ? -1 : s->watch->patience;
    enum status status = STATUS_OK;

    do {
        if (s->watch != NULL)
            s->watch->look(s->watch->whose);
        if (s->query != NULL)
            status = query_wait(s->query, patience);
        else if (s->watch != NULL)
            status = poll(&wait, 1, patience) == 0 ? STATUS_MORE : STATUS_OK;
    } while (status == STATUS_MORE);
    return status == STATUS_END ? STATUS_OK : status;
}

enum status source_read(struct source *s, void *bytes, size_t room, size_t *got)
{
    if (s->query != NULL && read_ahead(s, bytes, room, got))
        return STATUS_OK;
    enum status status = wait_for_bytes(s);
    if (status != STATUS_OK)
        return status;
    for (;;) {
        ssize_t n = read(s->fd, bytes, room);
        if (n >= 0) {
            *got = (size_t)n;
            s->bytes += (uint64_t)n;
            return n == 0 && s->query != NULL ? query_end(s->query) : STATUS_OK;
        }
        if (errno == EAGAIN || errno == EWOULDBLOCK) {
            struct pollfd wait = {.fd = s->fd, .events = POLLIN};
            if (poll(&wait, 1, -1) >= 0)
                continue;
        }
        if (errno != EINTR)
            return STATUS_READ;
    }
}

void source_close(struct source *s)
{
    if (s->query == NULL && s->fd > STDIN_FILENO)
        close(s->fd);
    s->fd = -1;
}

enum status source_give_back(struct source *s, const void *bytes, size_t n)
{
    struct buffer *ahead = &s->query->ahead;

    if (n == 0)
        return STATUS_OK;
    if (!buffer_reserve(ahead, n))
        return STATUS_MEMORY;
    memmove(ahead->data + n, ahead->data, ahead->len);
    memcpy(ahead->data, bytes, n);
    ahead->len += n;
    return STATUS_OK;
}

enum status source_read_all(const char *name, struct buffer *text)
{
    enum {
        BLOCK = 64 * 1024
    };
    struct source s;
    size_t got = 1;

    source_init(&s, &name, 1);
    enum status status = source_open_next(&s);
    while (status == STATUS_OK && got > 0) {
        if (!buffer_reserve(text, BLOCK)) {
            status = STATUS_MEMORY;
            break;
        }
        status = source_read(&s, text->data + text->len, BLOCK, &got);
        text->len += got;
    }
    int why = errno;
    source_close(&s);
    errno = why;
    return status;
}
