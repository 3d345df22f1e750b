/*
 * walk_row: what is around a row on the slow path: what separates it from the
 * last, its end, the end marker, and the columns of which it is one.
 */
#ifndef KERNEL_WALK_ROW_H
#define KERNEL_WALK_ROW_H

#include "kernel/cursor.h"
#include "kernel/token.h"
#include "transform/frame.h"
#include "transform/transform.h"

static inline void walk_row_put(struct cursor *c, const char *text)
{
    while (*text != '\0')
        *c->o++ = (unsigned char)*text++;
}

/* --- Columns -------------------------------------------------------------- */

/*
 * '{' of a row's columns:
 *
 *      {"id":1,"data":{...},"n":[2]}
 *       left out  the row  left out
 */
static enum status walk_row_open_columns(struct transform *t,
                                         const struct window *w,
                                         struct cursor *c)
{
    if (*c->p != '{')
        return token_misfit(t, w, c->p, STATUS_EXPECTED_COLUMNS);
    frame_open_columns(t);
    c->p++;
    t->state = AT_FIRST_KEY;
    return STATUS_OK;
}

/* '}' of a row's columns */
static enum status walk_row_close_columns(struct transform *t,
                                          const struct window *w,
                                          struct cursor *c)
{
    if (!t->top->comma)
        return token_misfit(t, w, c->p, STATUS_NO_COLUMN);
    frame_close(t);
    c->p++;
    t->state = AFTER_VALUE;
    return STATUS_OK;
}

/* --- Rows ----------------------------------------------------------------- */

/* Before a row: what separates it from the last. */
static enum status walk_row_begin(struct transform *t, const struct window *w,
                                  struct cursor *c)
{
    if (c->p == w->end)
        return STATUS_MORE;
    if (t->rules.end_marker != NULL && !w->framed) {
        enum status status = transform_end_marker(t, &c->p, w->end, w->last);
        if (status != STATUS_OK || t->state == AT_END)
            return status;
    }
    frame_begin_row(t, *c->p == '[');
    t->state = AT_VALUE;
    if (t->rows > t->rules.max_rows)
        return token_misfit(t, w, c->p, STATUS_SECOND_ROW);
    walk_row_put(c, t->written == 0 ? t->rules.first : t->rules.between);
    return t->plans.rules.column == NULL ? STATUS_OK
                                         : walk_row_open_columns(t, w, c);
}

/* After a row's value: nothing but its line end, or that of the source.
 * fast_state_note_rows() is the same, for many rows. */
static enum status walk_row_end(struct transform *t, const struct window *w,
                                struct cursor *c)
{
    if (w->framed)
        token_skip_space(t, w, c);
    else
        token_skip_blanks(c);
    if (*c->p == '\n')
        token_count_line(t, w, ++c->p);
    else if (c->p != w->end || !w->last)
        return token_misfit(t, w, c->p,
                            w->framed ? STATUS_EXPECTED_ROW_END
                                      : STATUS_EXPECTED_LINE_END);
    walk_row_put(c, t->rules.after);
    t->rows_end = cursor_at(t, c);
    t->written++;
    t->state = AT_ROW;
    return STATUS_OK;
}

#endif
