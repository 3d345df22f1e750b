#include <config.h>

#include "report/location.h"

#include "input/rows.h"
#include "transform/transform.h"

#include <string.h>

enum {
    AHEAD = 8192 /* bytes after an error that are read and looked at */
};

/*
 * The end of the line that the error is on and of n lines after it, or AHEAD
 * bytes after the error. NULL: it has not been read yet.
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

/* The end of the value in a binary stream, at most AHEAD bytes away. */
static const unsigned char *end_of_value(struct rows *r)
{
    uint64_t end = rows_value_end(r);
    uint64_t here = reader_offset(&r->reader);
    size_t n = 0;

    if (end > here)
        n = end - here < AHEAD ? (size_t)(end - here) : AHEAD;
    reader_need(&r->reader, n); /* if it fails, less is shown */
    return r->reader.window.next +
           (n < reader_unread(&r->reader) ? n : reader_unread(&r->reader));
}

/*
 * The end of the text that is shown and looked at; levels: of arrays and
 * objects that are open at the error.
 */
static const unsigned char *end_of_text(struct reader *reader, unsigned levels,
                                        enum status status)
{
    const unsigned char *end;
    /* The line under one that is no row shows whether that is a heading. */
    int lines_after =
        levels == 0 &&
        (status == STATUS_EXPECTED_VALUE || status == STATUS_BAD_LITERAL ||
         status == STATUS_UNTYPED_ROW || status == STATUS_EXPECTED_COLUMNS);

    while ((end = end_of_lines(&reader->window, lines_after)) == NULL)
        if (reader_need(reader, reader_unread(reader) + 1) != STATUS_OK)
            return reader->window.end; /* less is shown */
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
    struct location where = {
        .source = r->reader.source->name,
        .format = r->format,
        .from_query = r->reader.source->pipe != NULL,
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
    if (!where.cut)
        where.text += at.line_offset - w->offset;
    if (where.at - where.text > READER_HISTORY) {
        where.text = where.at - READER_HISTORY;
        where.cut = true;
    }
    return where;
}
