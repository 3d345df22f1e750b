#include <config.h>

#include "input/rows_copy.h"

#include "input/copy_text.h"
#include "input/rows.h"
#include "transform/transform.h"

#include <string.h>

/* --- Lines ---------------------------------------------------------------- */

/* After a line: moves next past it, and past its line feed if it has one. */
static enum status end_line(struct rows *r, struct transform *t,
                            const unsigned char *end)
{
    struct window *w = &r->reader.window;

    r->copy.in_line = false;
    w->next = end;
    if (end < w->end) {
        w->next++;
        transform_next_line(t, reader_offset(&r->reader));
    }
    return w->last && w->next == w->end ? STATUS_END : STATUS_MORE;
}

/* Decodes from *p up to end, and moves *p; *w receives what comes of it.
 * Errors: those of copy_text_decode(); STATUS_MEMORY. */
static enum status decode(struct rows *r, const unsigned char **p,
                          const unsigned char *end, bool whole,
                          struct window *w)
{
    struct buffer *decoded = &r->copy.decoded;

    decoded->len = 0;
    if (!buffer_reserve(decoded, (size_t)(end - *p) + WINDOW_PADDING))
        return STATUS_MEMORY;
    enum status status =
        copy_text_decode(p, end, whole, decoded->data, &decoded->len);
    memset(decoded->data + decoded->len, 0, WINDOW_PADDING);
    *w = (struct window){
        .begin = decoded->data,
        .next = decoded->data,
        .end = decoded->data + decoded->len,
        .last = whole && status == STATUS_OK,
        .framed = true,
    };
    return status;
}

/* Decodes and walks the line from next to end, or the piece that is there. */
static enum status walk_line(struct rows *r, struct transform *t,
                             const unsigned char *end, bool whole)
{
    const unsigned char *from = r->reader.window.next, *p = from;
    struct window w;

    enum status bad = decode(r, &p, end, whole, &w);
    if (bad == STATUS_MEMORY)
        return bad;
    /* What is before a bad escape comes first, and so does an error in it. */
    enum status status = transform_feed(t, &w);
    if (status == STATUS_MEMORY)
        return status;
    if (status == STATUS_MORE && bad != STATUS_OK)
        return reader_fail(&r->reader, p, bad);
    if (status == STATUS_MORE && whole)
        return end_line(r, t, end);
    r->copy.in_line = status == STATUS_MORE;
    r->reader.window.next =
        from + copy_text_origin(from, (size_t)(w.next - w.begin));
    return status;
}

/* A line, or a piece of it, of which nothing but blanks has come before. */
static enum status begin_line(struct rows *r, struct transform *t,
                              const unsigned char *end, bool whole)
{
    struct window *w = &r->reader.window;
    const unsigned char *p = copy_text_begin(w->next, end);

    if (p < end && transform_end_marker(t, &p, end, whole) == STATUS_MORE)
        return STATUS_MORE;
    if (transform_has_ended(t))
        w->next = p; /* past the marker, or the blanks of a later line */
    enum copy_text_line kind = copy_text_look(
        w->next, end,
        reader_offset(&r->reader) == transform_position(t).line_offset);
    if (kind != COPY_TEXT_BLANK && transform_has_ended(t))
        return reader_fail(&r->reader, copy_text_begin(p, end),
                           STATUS_AFTER_END_MARKER);
    if (kind != COPY_TEXT_BLANK && r->copy.ended)
        return reader_fail(&r->reader, w->next, STATUS_COPY_AFTER_END);
    if (kind == COPY_TEXT_VALUE)
        return walk_line(r, t, end, whole);
    r->copy.ended = r->copy.ended || kind == COPY_TEXT_FINAL;
    if (whole)
        return end_line(r, t, end);
    w->next = end;
    return STATUS_MORE;
}

/* --- The step ------------------------------------------------------------- */

/* Bytes of a line whose end has not come yet that are worth a walk. */
enum {
    PIECE = 64 * 1024
};

/* The line feed that ends the line at next, or NULL: it is not there yet. */
static const unsigned char *line_end(const struct reader *r)
{
    return memchr(r->window.next, '\n', reader_unread(r));
}

enum status rows_copy_step(struct rows *r, struct transform *t)
{
    const struct window *w = &r->reader.window;
    const unsigned char *end = line_end(&r->reader);

    if (end == NULL && !w->last) {
        enum status status = reader_more(&r->reader);
        if (status != STATUS_OK)
            return status;
        end = line_end(&r->reader);
    }
    bool whole = end != NULL || w->last;
    if (!whole && !r->copy.in_line && reader_unread(&r->reader) < PIECE)
        return STATUS_MORE;
    if (end == NULL)
        end = w->end;
    return r->copy.in_line ? walk_line(r, t, end, whole)
                           : begin_line(r, t, end, whole);
}

enum status rows_copy_recover(struct rows *r, struct transform *t)
{
    bool found;
    enum status status = reader_skip_line(&r->reader, &found);

    r->copy.in_line = false;
    if (found)
        transform_next_line(t, reader_offset(&r->reader));
    return status == STATUS_OK ? STATUS_MORE : status;
}
