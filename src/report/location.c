#include <config.h>

#include "report/location.h"

#include <string.h>

/* Bytes after an error that are looked at. */
enum {
    AHEAD = 8192
};

/*
 * The end of what is shown and looked at behind an error: behind the line, or
 * so many further ones, or so many bytes. NULL: it has not been read yet.
 */
static const unsigned char *end_of_lines(const struct window *w, int further)
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

/* In a binary stream: the end of the value, behind which there is no text. */
static const unsigned char *end_of_value(struct rows *r)
{
    uint64_t end = r->binary.place + r->binary.length;
    uint64_t here = reader_offset(&r->reader);
    size_t n = 0;

    if (end > here)
        n = end - here < AHEAD ? (size_t)(end - here) : AHEAD;
    /* Where reading fails now, less is shown. */
    reader_need(&r->reader, n);
    return r->reader.window.next +
           (n < reader_unread(&r->reader) ? n : reader_unread(&r->reader));
}

static const unsigned char *
end_of_text(struct rows *r, const struct transform *t, enum status status)
{
    struct reader *reader = &r->reader;
    const unsigned char *end;
    /* Whether a line that is no row is a heading, the one under it tells. */
    int further =
        t->levels == 0 &&
        (status == STATUS_EXPECTED_VALUE || status == STATUS_BAD_LITERAL ||
         status == STATUS_UNTYPED_ROW || status == STATUS_EXPECTED_COLUMNS);

    while ((end = end_of_lines(&reader->window, further)) == NULL)
        if (reader_need(reader, reader_unread(reader) + 1) != STATUS_OK)
            return reader->window.end; /* then less is shown */
    return end;
}

struct location location_find(struct rows *r, const struct transform *t,
                              enum status status)
{
    struct window *w = &r->reader.window;

    w->next = t->error_at;
    const unsigned char *end = r->format == ROWS_COPY_BINARY
                                   ? end_of_value(r)
                                   : end_of_text(r, t, status);
    struct location place = {
        .source = r->reader.source->name,
        .format = r->format,
        .asked = r->reader.source->pipe != NULL,
        .line = t->line,
        .column = reader_offset(&r->reader) - t->line_offset + 1,
        .row = t->state == AT_ROW || t->state == AT_END ? 0 : t->rows,
        .row_line = t->row_line,
        .levels = t->levels,
        .text = w->begin,
        .at = w->next,
        .end = end,
        .cut = t->line_offset < w->offset,
    };
    if (!place.cut)
        place.text += t->line_offset - w->offset;
    if (place.at - place.text > READER_HISTORY) {
        place.text = place.at - READER_HISTORY;
        place.cut = true;
    }
    return place;
}
