#include <config.h>

#include "input/reader.h"

#include <string.h>

enum {
    WINDOW = 256 * 1024, /* bytes: fits the second-level cache */
    LONG = 4096,         /* bytes: what is unread is long from here on */
};

void reader_init(struct reader *r, struct source *source)
{
    *r = (struct reader){.source = source, .keep = READER_KEEPS_NONE};
}

void reader_free(struct reader *r)
{
    buffer_free(&r->buffer);
}

enum status reader_fail(struct reader *r, const unsigned char *p,
                        enum status status)
{
    r->window.next = p;
    return status;
}

uint64_t reader_offset(const struct reader *r)
{
    return r->window.offset + (uint64_t)(r->window.next - r->window.begin);
}

size_t reader_unread(const struct reader *r)
{
    return (size_t)(r->window.end - r->window.next);
}

enum status reader_open_next(struct reader *r)
{
    r->buffer.len = 0;
    r->window = (struct window){0};
    r->keep = READER_KEEPS_NONE;
    return source_open_next(r->source);
}

/* Points the window to the buffer, with next at this offset in it. */
static void set_window(struct reader *r, size_t next)
{
    unsigned char *data = r->buffer.data;

    memset(data + r->buffer.len, 0, WINDOW_PADDING);
    r->window.begin = data;
    r->window.next = data + next;
    r->window.end = data + r->buffer.len;
}

/* The number of bytes at the window's beginning that are no longer needed. */
static size_t unneeded(const struct reader *r)
{
    size_t walked = (size_t)(r->window.next - r->window.begin);
    size_t n = walked > READER_HISTORY ? walked - READER_HISTORY : 0;

    return r->keep < r->window.offset + n ? (size_t)(r->keep - r->window.offset)
                                          : n;
}

/*
 * Drops what was walked, but for the history and what is kept, and makes room
 * where the unread bytes take half of the buffer. false: no memory.
 */
static bool slide(struct reader *r)
{
    size_t gone = unneeded(r);
    size_t walked = (size_t)(r->window.next - r->window.begin) - gone;
    size_t want = READER_HISTORY + 2 * reader_unread(r) + WINDOW_PADDING;

    buffer_drop(&r->buffer, gone);
    r->window.offset += gone;
    if (want < WINDOW)
        want = WINDOW;
    if (walked > READER_HISTORY)
        want += walked - READER_HISTORY;
    bool roomy = buffer_reserve(&r->buffer, want - r->buffer.len);
    /* The bytes have moved, even where there is no more room. */
    if (r->buffer.data != NULL)
        set_window(r, walked);
    return roomy;
}

/* Reads once. */
static enum status read_once(struct reader *r)
{
    size_t got;

    if (!slide(r))
        return STATUS_MEMORY;
    size_t room = r->buffer.room - r->buffer.len - WINDOW_PADDING;
    enum status status =
        source_read(r->source, r->buffer.data + r->buffer.len, room, &got);
    if (status != STATUS_OK)
        return status;
    r->window.last = got == 0;
    r->buffer.len += got;
    set_window(r, (size_t)(r->window.next - r->window.begin));
    return STATUS_OK;
}

enum status reader_need(struct reader *r, size_t unread)
{
    enum status status = STATUS_OK;

    while (status == STATUS_OK && !r->window.last && reader_unread(r) < unread)
        status = read_once(r);
    return status;
}

enum status reader_more(struct reader *r)
{
    size_t unread = reader_unread(r);

    return reader_need(r, unread > LONG ? 2 * unread : unread + 1);
}

enum status reader_end(struct reader *r)
{
    enum status status;

    if (r->source->followed) {
        status = source_push_back(r->source, r->window.next, reader_unread(r));
        return status == STATUS_OK ? STATUS_END : status;
    }
    status = reader_need(r, 1);
    return status == STATUS_OK && reader_unread(r) == 0 ? STATUS_END : status;
}

enum status reader_skip_line(struct reader *r, bool *found)
{
    const unsigned char *lf = NULL;

    r->keep = READER_KEEPS_NONE;
    enum status status = reader_need(r, 1);
    while (status == STATUS_OK && reader_unread(r) > 0) {
        lf = memchr(r->window.next, '\n', reader_unread(r));
        if (lf != NULL)
            break;
        r->window.next = r->window.end;
        status = reader_need(r, 1);
    }
    *found = lf != NULL;
    r->window.next = lf != NULL ? lf + 1 : r->window.end;
    return status;
}
