#include <config.h>

#include "input/rows.h"

#include "kernel/kernel.h"
#include "transform/end_marker.h"

#include <string.h>

void rows_init(struct rows *r, struct source *source, enum rows_format format)
{
    *r = (struct rows){.asked = format};
    reader_init(&r->reader, source);
}

void rows_free(struct rows *r)
{
    reader_free(&r->reader);
    buffer_free(&r->decoded);
}

/* Bad data at p, which stands in the reader's window. */
static enum status fail_at(struct rows *r, struct transform *t,
                           const unsigned char *p, enum status status)
{
    r->reader.window.next = t->error_at = p;
    return status;
}

/* --- Opening a source ---------------------------------------------------- */

/* Whether the source begins with these bytes; reads on while it may. */
static enum status begins_with(struct reader *r, const char *bytes, size_t n,
                               bool *yes)
{
    *yes = false;
    for (size_t i = 0; i < n; i++) {
        enum status status = reader_need(r, i + 1);
        if (status != STATUS_OK)
            return status;
        if (reader_unread(r) <= i ||
            r->window.next[i] != (unsigned char)bytes[i])
            return STATUS_OK;
    }
    *yes = true;
    return STATUS_OK;
}

/* A byte order mark before text says nothing, and is skipped. */
static enum status skip_mark(struct rows *r, struct transform *t)
{
    static const char mark[] = "\xEF\xBB\xBF";
    bool yes;

    enum status status = begins_with(&r->reader, mark, sizeof mark - 1, &yes);
    if (status == STATUS_OK && yes) {
        r->reader.window.next += sizeof mark - 1;
        t->line_offset = sizeof mark - 1;
    }
    return status;
}

static enum status recognise(struct rows *r)
{
    bool yes;
    enum status status = begins_with(&r->reader, copy_binary_signature,
                                     sizeof copy_binary_signature, &yes);

    r->format = yes ? ROWS_COPY_BINARY : ROWS_NDJSON;
    return status;
}

static enum status open_source(struct rows *r, struct transform *t)
{
    enum status status = reader_open_next(&r->reader);

    if (status != STATUS_OK)
        return status;
    r->open = true;
    r->format = r->asked;
    r->walked = r->in_line = r->ended = false;
    r->binary = (struct copy_binary){0};
    transform_source(t);
    if (r->format == ROWS_AUTO)
        status = recognise(r);
    if (status == STATUS_OK && r->format != ROWS_COPY_BINARY)
        status = skip_mark(r, t);
    else if (status == STATUS_OK && t->rules.end_marker != NULL)
        status = fail_at(r, t, r->reader.window.next, STATUS_MARKED_BINARY);
    return status;
}

/* --- Closing one of lines ------------------------------------------------- */

/* The source is at its end: nothing may be missing. */
static enum status close_source(struct rows *r, struct transform *t)
{
    r->open = false;
    if (t->state != AT_ROW && t->state != AT_END)
        return fail_at(r, t, r->reader.window.end, STATUS_INPUT_ENDS);
    if (t->state != AT_END && t->rules.end_marker != NULL)
        return fail_at(r, t, r->reader.window.end, STATUS_NO_END_MARKER);
    return STATUS_MORE;
}

/* --- Lines of JSON ------------------------------------------------------- */

/*
 * Has the reader keep what follows the first line of the row that is open: the
 * run would go on there, if the row were bad.
 */
static void keep_lines(struct reader *r, const struct transform *t)
{
    const struct window *w = &r->window;
    bool is_open = t->state != AT_ROW && t->state != AT_END;
    size_t from = 0;

    if (is_open && r->keep != READER_KEEPS_NONE && r->keep > t->row_offset)
        return; /* it does so already */
    r->keep = READER_KEEPS_NONE;
    if (!is_open)
        return;
    if (t->row_offset > w->offset)
        from = (size_t)(t->row_offset - w->offset);
    const unsigned char *lf =
        memchr(w->begin + from, '\n', (size_t)(w->end - w->begin) - from);
    if (lf != NULL)
        r->keep = w->offset + (uint64_t)(lf + 1 - w->begin);
}

static enum status step_lines(struct rows *r, struct transform *t)
{
    struct window *w = &r->reader.window;
    enum status status = STATUS_OK;

    if (r->walked)
        status = reader_more(&r->reader);
    if (status == STATUS_OK)
        status = kernel_walk(t, w);
    r->walked = true;
    if (r->recovers)
        keep_lines(&r->reader, t);
    return status == STATUS_MORE && w->last ? close_source(r, t) : status;
}

/* --- Framed rows --------------------------------------------------------- */

/*
 * Walks a window that holds one row, or a piece of it. STATUS_MORE: it was
 * walked up to next, and where it is the last piece the row is whole.
 */
static enum status walk_framed(struct rows *r, struct transform *t,
                               struct window *w)
{
    if (t->state == AT_ROW)
        r->rows_before = t->rows;
    enum status status = kernel_walk(t, w);

    if (status == STATUS_MORE && w->last) {
        t->error_at = w->end;
        if (t->state != AT_ROW)
            status = STATUS_ROW_ENDS;
        else if (t->rows == r->rows_before)
            status = STATUS_EXPECTED_VALUE;
    }
    return status;
}

/* --- COPY's text format -------------------------------------------------- */

/* A line of the source begins at the reader's next. */
static void count_line(struct rows *r, struct transform *t)
{
    t->line++;
    t->line_offset = reader_offset(&r->reader);
}

/* After a line, or at the end of the source. */
static enum status end_line(struct rows *r, struct transform *t,
                            const unsigned char *end)
{
    struct window *w = &r->reader.window;

    r->in_line = false;
    w->next = end;
    if (end < w->end) {
        w->next++;
        count_line(r, t);
    }
    return w->last && w->next == w->end ? close_source(r, t) : STATUS_MORE;
}

/* Decodes and walks the line from next to end, or the piece that is there. */
static enum status walk_line(struct rows *r, struct transform *t,
                             const unsigned char *end, bool whole)
{
    const unsigned char *from = r->reader.window.next, *p = from;
    size_t used;

    r->decoded.len = 0;
    if (!buffer_reserve(&r->decoded, (size_t)(end - from) + TRANSFORM_PADDING))
        return STATUS_MEMORY;
    unsigned char *data = r->decoded.data;
    enum status bad = copy_text_decode(&p, end, whole, data, &used);
    memset(data + used, 0, TRANSFORM_PADDING);

    struct window w = {
        .begin = data,
        .next = data,
        .end = data + used,
        .last = whole && bad == STATUS_OK,
        .framed = true,
    };
    enum status status = walk_framed(r, t, &w);
    if (status == STATUS_MEMORY)
        return status;
    if (status == STATUS_MORE && bad != STATUS_OK)
        return fail_at(r, t, p, bad);
    if (status == STATUS_MORE && whole)
        return end_line(r, t, end);
    const unsigned char *at = status == STATUS_MORE ? w.next : t->error_at;
    p = from + copy_text_origin(from, (size_t)(at - data));
    if (status != STATUS_MORE)
        return fail_at(r, t, p, status);
    r->in_line = true;
    r->reader.window.next = p;
    return status;
}

/* Takes the end marker, if the line from next to end is one. */
static enum end_marker_look take_marker(struct rows *r, struct transform *t,
                                        const unsigned char *end, bool whole)
{
    struct window *w = &r->reader.window;
    const unsigned char *p = copy_text_begin(w->next, end);

    if (t->rules.end_marker == NULL || t->state == AT_END || p == end)
        return END_MARKER_NONE;
    enum end_marker_look look =
        end_marker_at(t->rules.end_marker, p, end, whole);
    if (look == END_MARKER_FOUND) {
        w->next = p + strlen(t->rules.end_marker);
        t->state = AT_END;
    }
    return look;
}

/* A line, or a piece of it, of which nothing but blanks has come before. */
static enum status begin_line(struct rows *r, struct transform *t,
                              const unsigned char *end, bool whole)
{
    struct window *w = &r->reader.window;

    if (take_marker(r, t, end, whole) == END_MARKER_CUT)
        return STATUS_MORE;
    enum copy_text_line kind = copy_text_look(
        w->next, end, reader_offset(&r->reader) == t->line_offset);
    if (kind != COPY_TEXT_BLANK && t->state == AT_END)
        return fail_at(r, t, copy_text_begin(w->next, end),
                       STATUS_AFTER_END_MARKER);
    if (kind != COPY_TEXT_BLANK && r->ended)
        return fail_at(r, t, w->next, STATUS_COPY_AFTER_END);
    if (kind == COPY_TEXT_VALUE)
        return walk_line(r, t, end, whole);
    r->ended = r->ended || kind == COPY_TEXT_FINAL;
    if (whole)
        return end_line(r, t, end);
    w->next = end;
    return STATUS_MORE;
}

/* The line feed that ends the line at next, or NULL: it is not there yet. */
static const unsigned char *line_end(const struct reader *r)
{
    return memchr(r->window.next, '\n', reader_unread(r));
}

/* Bytes of a line whose end has not come yet that are worth a walk. */
enum {
    PIECE = 64 * 1024
};

static enum status step_copy(struct rows *r, struct transform *t)
{
    struct window *w = &r->reader.window;
    const unsigned char *end = line_end(&r->reader);

    if (end == NULL && !w->last) {
        enum status status = reader_more(&r->reader);
        if (status != STATUS_OK)
            return status;
        end = line_end(&r->reader);
    }
    bool whole = end != NULL || w->last;
    if (!whole && !r->in_line && reader_unread(&r->reader) < PIECE)
        return STATUS_MORE;
    if (end == NULL)
        end = w->end;
    if (r->in_line)
        return walk_line(r, t, end, whole);

    return begin_line(r, t, end, whole);
}

/* --- COPY's binary format ------------------------------------------------ */

static enum status step_binary(struct rows *r, struct transform *t)
{
    struct window piece;
    enum status status = copy_binary_piece(&r->binary, &r->reader, &piece);

    t->line = r->binary.tuple > 0 ? r->binary.tuple : 1;
    t->line_offset = r->binary.place;
    if (status == STATUS_END) {
        r->open = false;
        return STATUS_MORE;
    }
    if (status != STATUS_OK)
        return status_exit(status) == EXIT_DATA
                   ? fail_at(r, t, r->reader.window.next, status)
                   : status;

    /* The byte behind the piece is the stream's; the walk needs a zero. */
    unsigned char *end = r->reader.buffer.data + (piece.end - piece.begin);
    unsigned char lent = *end;
    *end = 0;
    status = walk_framed(r, t, &piece);
    *end = lent;
    if (status == STATUS_MORE)
        copy_binary_walked(&r->binary, &r->reader,
                           (size_t)(piece.next - r->reader.window.next));
    else if (status != STATUS_MEMORY)
        status = fail_at(r, t, t->error_at, status);
    return status;
}

/* --- After a bad row ----------------------------------------------------- */

enum status rows_recover(struct rows *r, struct transform *t)
{
    struct reader *reader = &r->reader;
    struct window *w = &reader->window;
    enum status status = STATUS_OK;
    bool found = true;

    r->open = true; /* also where the source has ended inside the row */
    r->walked = r->in_line = false;
    if (r->format == ROWS_COPY_BINARY) {
        copy_binary_skip(&r->binary, reader);
        return STATUS_MORE;
    }
    if (reader->keep == READER_KEEPS_NONE)
        status = reader_skip_line(reader, &found);
    else
        w->next = w->begin + (reader->keep - w->offset);
    if (found)
        count_line(r, t);
    return status == STATUS_OK ? STATUS_MORE : status;
}

/* --- The step ------------------------------------------------------------ */

enum status rows_step(struct rows *r, struct transform *t)
{
    enum status status = STATUS_OK;

    if (!r->open)
        status = open_source(r, t);
    if (status != STATUS_OK)
        return status;

    switch (r->format) {
    case ROWS_COPY:
        return step_copy(r, t);
    case ROWS_COPY_BINARY:
        return step_binary(r, t);
    default:
        return step_lines(r, t);
    }
}
