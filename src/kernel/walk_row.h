/*
 * What stands around a row: what separates it from the last, its end, and the
 * columns of which it is one. Part of every kernel.
 */
#ifndef KERNEL_WALK_ROW_H
#define KERNEL_WALK_ROW_H

#include "kernel/key.h"
#include "kernel/scan.h"
#include "transform/end_marker.h"
#include "transform/frame.h"

static inline void put_text(struct cursor *c, const char *text)
{
    while (*text != '\0')
        *c->o++ = (unsigned char)*text++;
}

/* --- Columns ------------------------------------------------------------- */

/*
 * '{' of a row's columns:
 *
 *      {"id":1,"data":{...},"n":[2]}
 *       left out  the row  left out
 */
static enum status open_columns(struct transform *t, const struct window *w,
                                struct cursor *c)
{
    if (*c->p != '{')
        return misfit(t, w, c->p, STATUS_EXPECTED_COLUMNS);
    frame_open_columns(t);
    c->p++;
    t->state = AT_FIRST_COLUMN;
    return STATUS_OK;
}

/* '}' of a row's columns */
static enum status close_columns(struct transform *t, const struct window *w,
                                 struct cursor *c)
{
    if (!t->top->comma)
        return misfit(t, w, c->p, STATUS_NO_COLUMN);
    frame_close(t);
    c->p++;
    t->state = AFTER_VALUE;
    return STATUS_OK;
}

/* The key of a column: of the one that is the row, or of one left out. */
static enum status walk_column_key(struct transform *t, const struct window *w,
                                   struct cursor *c)
{
    struct key *key;
    enum status status = take_key(t, w, c, &key);

    if (status != STATUS_OK)
        return status;
    t->state = key->is_column ? AT_COLUMN_COLON : AT_COLON;
    if (!key->is_column)
        frame_open_omitted(t, (size_t)(c->o - t->out.data));
    return STATUS_OK;
}

/* One step between columns, or up to the one that is the row. */
static enum status walk_columns(struct transform *t, const struct window *w,
                                struct cursor *c)
{
    bool at_first = t->state == AT_FIRST_COLUMN;

    if (t->state == AT_COLUMN_COLON) {
        if (*c->p != ':')
            return misfit(t, w, c->p, STATUS_EXPECTED_COLON);
        c->p++;
        t->state = AT_COLUMN_VALUE;
        return STATUS_OK;
    }
    if (t->state == AT_COLUMN_VALUE) {
        if (c->p == w->end)
            return STATUS_MORE;
        frame_open_column(t, *c->p == '[');
        t->state = AT_ITEM;
        return STATUS_OK;
    }
    if (*c->p == '"')
        return walk_column_key(t, w, c);
    if (*c->p == '}' && at_first)
        return close_columns(t, w, c);
    return misfit(t, w, c->p,
                  at_first ? STATUS_EXPECTED_KEY_OR_END : STATUS_EXPECTED_KEY);
}

/* After the value of a column, or of a field that is not written as one. */
static enum status walk_after_field(struct transform *t, const struct window *w,
                                    struct cursor *c)
{
    if (t->top->kind == FRAME_OMIT) {
        c->o = t->out.data + frame_close_omitted(t);
        return STATUS_OK;
    }
    if (t->top->kind == FRAME_COLUMN) {
        frame_close_column(t);
        return STATUS_OK;
    }
    skip_blanks(t, w, c);
    if (*c->p == '}')
        return close_columns(t, w, c);
    if (*c->p != ',')
        return misfit(t, w, c->p, STATUS_EXPECTED_COMMA_OR_BRACE);
    c->p++;
    t->state = AT_COLUMN;
    return STATUS_OK;
}

/* --- Rows ---------------------------------------------------------------- */

/* Where a row would begin: takes the end marker, if it stands there. */
static enum status walk_marker(struct transform *t, const struct window *w,
                               struct cursor *c)
{
    switch (end_marker_at(t->rules.end_marker, c->p, w->end, w->last)) {
    case END_MARKER_NONE:
        break;
    case END_MARKER_CUT:
        return STATUS_MORE;
    case END_MARKER_FOUND:
        c->p += strlen(t->rules.end_marker);
        t->state = AT_END;
        break;
    }
    return STATUS_OK;
}

/* Before a row: what separates it from the last. */
static enum status walk_row(struct transform *t, const struct window *w,
                            struct cursor *c)
{
    if (c->p == w->end)
        return STATUS_MORE;
    if (t->rules.end_marker != NULL && !w->framed) {
        enum status status = walk_marker(t, w, c);
        if (status != STATUS_OK || t->state == AT_END)
            return status;
    }
    frame_begin_row(t, *c->p == '[');
    t->state = AT_ITEM;
    if (t->rows > t->rules.max_rows)
        return misfit(t, w, c->p, STATUS_SECOND_ROW);
    put_text(c, t->written == 0 ? t->rules.first : t->rules.between);
    return t->plans.rules.column == NULL ? STATUS_OK : open_columns(t, w, c);
}

/* After a row's value: nothing but its line end, or that of the source. */
static enum status walk_row_end(struct transform *t, const struct window *w,
                                struct cursor *c)
{
    if (w->framed)
        skip_blanks(t, w, c);
    else
        skip_spaces(c);
    if (*c->p == '\n')
        count_line(t, w, ++c->p);
    else if (c->p != w->end || !w->last)
        return misfit(t, w, c->p,
                      w->framed ? STATUS_EXPECTED_ROW_END
                                : STATUS_EXPECTED_LINE_END);
    put_text(c, t->rules.after);
    t->whole = (size_t)(c->o - t->out.data);
    t->written++;
    t->state = AT_ROW;
    return STATUS_OK;
}

#endif
