#include <config.h>

#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

static char *const only_stdin[] = {(char *)"-"};

void source_init(struct source *s, char *const *operands, size_t count)
{
    *s = (struct source){.operands = operands, .count = count, .fd = -1};
    if (count == 0) {
        s->operands = only_stdin;
        s->count = 1;
    }
}

void source_init_query(struct source *s, char *const *words, const char *text)
{
    *s = (struct source){.asks = true, .fd = -1, .query.words = words};
    if (text[0] == '@') {
        s->file[0] = (char *)text + 1;
        s->count = 1;
        s->operands = s->file;
    }
}

static bool is_stdin(const char *name)
{
    return strcmp(name, "-") == 0;
}

enum status source_check(struct source *s, const struct stat *output)
{
    for (size_t i = 0; i < s->count; i++) {
        struct stat input;
        s->name = s->operands[i];
        if (is_stdin(s->name) ? fstat(STDIN_FILENO, &input) != 0
                              : stat(s->name, &input) != 0)
            return STATUS_OPEN_INPUT;
        if (!is_stdin(s->name) && eaccess(s->name, R_OK) != 0)
            return STATUS_OPEN_INPUT;
        if (output != NULL && input.st_dev == output->st_dev &&
            input.st_ino == output->st_ino)
            return STATUS_SAME_FILE;
    }
    return STATUS_OK;
}

/* Starts the query, which is the only input. */
static enum status ask(struct source *s)
{
    if (s->next > 0)
        return STATUS_END;
    s->next++;
    s->name = "query";
    return query_start(&s->query, &s->fd);
}

enum status source_open_next(struct source *s)
{
    source_close(s);
    if (s->asks)
        return ask(s);
    if (s->next == s->count)
        return STATUS_END;
    s->name = s->operands[s->next++];
    if (is_stdin(s->name))
        s->fd = STDIN_FILENO;
    else
        s->fd = open(s->name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    return s->fd < 0 ? STATUS_OPEN_INPUT : STATUS_OK;
}

enum status source_read(struct source *s, void *bytes, size_t room, size_t *got)
{
    for (;;) {
        ssize_t n = read(s->fd, bytes, room);
        if (n >= 0) {
            *got = (size_t)n;
            return n == 0 && s->asks ? query_end(&s->query) : STATUS_OK;
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
    if (s->fd > STDIN_FILENO)
        close(s->fd);
    s->fd = -1;
    query_give_up(&s->query);
}

enum status source_read_all(const char *name, struct buffer *text)
{
    enum {
        BLOCK = 64 * 1024
    };
    char *const names[] = {(char *)name};
    struct source s;
    size_t got = 1;

    source_init(&s, names, 1);
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
