#include <config.h>

#include "report/location.h"

#include "input/rows.h"
#include "transform/transform.h"

#include <string.h>

/* Bytes after an error that are looked at. */
enum {
    AHEAD = 8192
};

/*
 * The end of what is shown and looked at after an error: of its line, or of n
 * further ones, or AHEAD bytes after it. NULL: it has not been read yet.
 */
static const unsigned char *end_of_lines(const struct window *w, int n)
{
    const unsigned char *p = w->next;
    bool enough = w->end - p >= AHEAD;
    const unsigned char *end = enough ? p + AHEAD : w->end;

    for (; n >= 0; n--) {
        p = memchr(p, '\n', (size_t)(end - p));
        if (p == NULL)
            return enough || w->last ? end : NULL;
        p++;
    }
    return p;
}

/* In a binary stream: the end of the value, after which there is no text. */
static const unsigned char *end_of_value(struct rows *r)
{
    uint64_t end = rows_value_end(r);
    uint64_t here = reader_offset(&r->reader);
    size_t n = 0;

    if (end > here)
        n = end - here < AHEAD ? (size_t)(end - here) : AHEAD;
    /* Where reading fails now, less is shown. */
    reader_need(&r->reader, n);
    return r->reader.window.next +
           (n < reader_unread(&r->reader) ? n : reader_unread(&r->reader));
}

/* levels: those that are open. */
static const unsigned char *end_of_text(struct reader *reader, unsigned levels,
                                        enum status status)
{
    const unsigned char *end;
    /* Whether a line that is no row is a heading, the one under it shows. */
    int further =
        levels == 0 &&
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
    const struct window *w = &r->reader.window;
    struct transform_position at = transform_position(t);

    const unsigned char *end = r->format == ROWS_COPY_BINARY
                                   ? end_of_value(r)
                                   : end_of_text(&r->reader, at.levels, status);
    struct location place = {
        .source = r->reader.source->name,
        .format = r->format,
        .asked = r->reader.source->pipe != NULL,
        .line = at.line,
        .column = reader_offset(&r->reader) - at.line_offset + 1,
        .row = at.row,
        .row_line = at.row_line,
        .levels = at.levels,
        .text = w->begin,
        .at = w->next,
        .end = end,
        .cut = at.line_offset < w->offset,
    };
    if (!place.cut)
        place.text += at.line_offset - w->offset;
    if (place.at - place.text > READER_HISTORY) {
        place.text = place.at - READER_HISTORY;
        place.cut = true;
    }
    return place;
}
