#include <config.h>

#include "input/rows_ndjson.h"

#include "input/rows.h"
#include "transform/transform.h"

#include <string.h>

/*
 * Has the reader keep what follows the first line of the row that is open: the
 * run would go on there, if the row were bad.
 */
static void keep_lines(struct reader *r, const struct transform *t)
{
    const struct window *w = &r->window;
    struct transform_position at = transform_position(t);
    size_t from = 0;

    if (at.row > 0 && r->keep != READER_KEEPS_NONE && r->keep > at.row_offset)
        return; /* it does so already */
    r->keep = READER_KEEPS_NONE;
    if (at.row == 0)
        return;
    if (at.row_offset > w->offset)
        from = (size_t)(at.row_offset - w->offset);
    const unsigned char *lf =
        memchr(w->begin + from, '\n', (size_t)(w->end - w->begin) - from);
    if (lf != NULL)
        r->keep = w->offset + (uint64_t)(lf + 1 - w->begin);
}

enum status rows_ndjson_step(struct rows *r, struct transform *t)
{
    struct window *w = &r->reader.window;
    enum status status = STATUS_OK;

    if (r->ndjson.walked)
        status = reader_more(&r->reader);
    if (status == STATUS_OK)
        status = transform_feed(t, w);
    r->ndjson.walked = true;
    if (r->recovers)
        keep_lines(&r->reader, t);
    return status == STATUS_MORE && w->last ? STATUS_END : status;
}

enum status rows_ndjson_recover(struct rows *r, struct transform *t)
{
    struct reader *reader = &r->reader;
    struct window *w = &reader->window;
    enum status status = STATUS_OK;
    bool found = true;

    r->ndjson.walked = false;
    if (reader->keep == READER_KEEPS_NONE)
        status = reader_skip_line(reader, &found);
    else
        w->next = w->begin + (reader->keep - w->offset);
    if (found)
        transform_next_line(t, reader_offset(reader));
    return status == STATUS_OK ? STATUS_MORE : status;
}
