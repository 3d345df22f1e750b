#include <config.h>

#include "rows.h"

#include <string.h>

enum {
    WINDOW = 256 * 1024, /* bytes: fits the second-level cache */
    HISTORY = 512,       /* bytes kept of what was walked, for messages */
    AHEAD = 8192,        /* bytes read after an error, for messages */
    LONG = 4096,         /* a longer unfinished key or number is only looked
                            at again when it has doubled: the work stays
                            linear in its length */
};

void rows_init(struct rows *r, struct source *source)
{
    *r = (struct rows){.source = source};
}

void rows_free(struct rows *r)
{
    buffer_free(&r->buffer);
}

/* Points the window to the buffer, with next at that offset in it. */
static void set_window(struct rows *r, size_t next)
{
    unsigned char *data = r->buffer.data;

    memset(data + r->buffer.len, 0, TRANSFORM_PADDING);
    r->window.begin = data;
    r->window.next = data + next;
    r->window.end = data + r->buffer.len;
}

/*
 * Drops what was walked, but for a little history, and makes room where what
 * is unread takes half of the buffer.
 */
static bool slide(struct rows *r)
{
    size_t walked = (size_t)(r->window.next - r->window.begin);
    size_t gone = walked > HISTORY ? walked - HISTORY : 0;
    size_t unread = (size_t)(r->window.end - r->window.next);
    size_t want = HISTORY + 2 * unread + TRANSFORM_PADDING;

    buffer_drop(&r->buffer, gone);
    r->window.offset += gone;
    if (want < WINDOW)
        want = WINDOW;
    bool roomy = buffer_reserve(&r->buffer, want - r->buffer.len);
    set_window(r, walked - gone);
    return roomy;
}

/* Reads once; window.last tells when the source has ended. */
static enum status read_more(struct rows *r)
{
    size_t got;

    if (!slide(r))
        return STATUS_MEMORY;
    size_t room = r->buffer.room - r->buffer.len - TRANSFORM_PADDING;
    enum status status =
        source_read(r->source, r->buffer.data + r->buffer.len, room, &got);
    if (status != STATUS_OK)
        return status;
    r->window.last = got == 0;
    r->buffer.len += got;
    set_window(r, (size_t)(r->window.next - r->window.begin));
    return STATUS_OK;
}

/* Reads until at least so many bytes are unread, or the source ends. */
static enum status read_until(struct rows *r, size_t unread)
{
    enum status status = STATUS_OK;

    while (status == STATUS_OK && !r->window.last &&
           (size_t)(r->window.end - r->window.next) < unread)
        status = read_more(r);
    return status;
}

/* Whether the source begins with these bytes; reads on while it may. */
static enum status begins_with(struct rows *r, const char *bytes, size_t n,
                               bool *yes)
{
    *yes = false;
    for (size_t i = 0; i < n; i++) {
        enum status status = read_until(r, i + 1);
        if (status != STATUS_OK)
            return status;
        if ((size_t)(r->window.end - r->window.next) <= i ||
            r->window.next[i] != (unsigned char)bytes[i])
            return STATUS_OK;
    }
    *yes = true;
    return STATUS_OK;
}

/* The marks that only stand at the very start of a source. */
static enum status read_marks(struct rows *r, struct transform *t)
{
    static const char byte_order_mark[] = "\xEF\xBB\xBF";
    static const char copy_binary[] = "PGCOPY\n\377\r\n";
    bool yes;

    enum status status =
        begins_with(r, byte_order_mark, sizeof byte_order_mark - 1, &yes);
    if (status == STATUS_OK && yes) {
        r->window.next += sizeof byte_order_mark - 1;
        t->line_offset = sizeof byte_order_mark - 1;
    }
    /* The signature's last byte is the NUL that ends the string here. */
    if (status == STATUS_OK)
        status = begins_with(r, copy_binary, sizeof copy_binary, &yes);
    if (status == STATUS_OK && yes) {
        t->error_at = r->window.next;
        status = STATUS_COPY_BINARY;
    }
    return status;
}

static enum status open_source(struct rows *r, struct transform *t)
{
    enum status status = source_open_next(r->source);

    if (status != STATUS_OK)
        return status;
    r->open = true;
    r->buffer.len = 0;
    r->window = (struct window){0};
    transform_source(t);
    return read_marks(r, t);
}

enum status rows_step(struct rows *r, struct transform *t)
{
    enum status status;

    if (r->open) {
        size_t unread = (size_t)(r->window.end - r->window.next);
        status = read_until(r, unread > LONG ? 2 * unread : unread + 1);
    } else {
        status = open_source(r, t);
    }
    if (status != STATUS_OK)
        return status;

    status = transform_walk(t, &r->window);
    if (status == STATUS_MORE && r->window.last) {
        r->open = false;
        if (t->state != AT_ROW) {
            t->error_at = r->window.end;
            return STATUS_INPUT_ENDS;
        }
    }
    return status;
}

/*
 * The end of what is shown and looked at behind an error: behind the line, or
 * so many further ones, or so many bytes. NULL: it has not been read yet.
 */
static const unsigned char *end_ahead(const struct window *w, int further)
{
    const unsigned char *p = w->next;
    bool enough = w->end - p >= AHEAD;
    const unsigned char *end = enough ? p + AHEAD : w->end;

    for (; further >= 0; further--) {
        p = memchr(p, '\n', (size_t)(end - p));
        if (p == NULL)
            return enough || w->last ? end : NULL;
        p++;
    }
    return p;
}

struct place rows_place(struct rows *r, const struct transform *t,
                        enum status status)
{
    struct window *w = &r->window;
    const unsigned char *end;
    /* Whether a line that is no row is a heading, the one under it tells. */
    int further = t->levels == 0 && (status == STATUS_EXPECTED_VALUE ||
                                     status == STATUS_BAD_LITERAL ||
                                     status == STATUS_UNTYPED_ROW);

    w->next = t->error_at;
    while ((end = end_ahead(w, further)) == NULL)
        if (read_more(r) != STATUS_OK)
            w->last = true; /* then less is shown */

    uint64_t offset = w->offset + (uint64_t)(w->next - w->begin);
    struct place place = {
        .source = r->source->name,
        .line = t->line,
        .column = offset - t->line_offset + 1,
        .row = t->state == AT_ROW ? 0 : t->rows,
        .row_line = t->row_line,
        .levels = t->levels,
        .text = w->begin,
        .at = w->next,
        .end = end,
        .cut = t->line_offset < w->offset,
    };
    if (!place.cut)
        place.text += t->line_offset - w->offset;
    if (place.at - place.text > HISTORY) {
        place.text = place.at - HISTORY;
        place.cut = true;
    }
    return place;
}
