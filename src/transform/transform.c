#include <config.h>

#include "transform/transform.h"

#include "transform/end_marker.h"
#include "transform/state.h"

#include <stdlib.h>
#include <string.h>

/*
 * The bottom, the levels, and what opens no level: the column that is the row,
 * and in it or beside it an omitted field, or a __typename.
 */
enum {
    FRAMES = 1 + TRANSFORM_LEVELS + 2
};

/* The value of omit_from where no field is being left out. */
#define NOTHING SIZE_MAX

static bool make_seam(struct transform *t)
{
    const struct transform_rules *rules = &t->rules;
    const struct plan *plan = t->plans.row.plan;

    bool whole = plan->kind == PLAN_WHOLE;

    if (rules->end_marker != NULL || t->plans.rules.column != NULL ||
        (!whole && plan->kind != PLAN_SELECTED))
        return true;
    return buffer_text(&t->seam, "}") && buffer_text(&t->seam, rules->after) &&
           buffer_text(&t->seam, rules->between) &&
           buffer_text(&t->seam, whole ? "{" : "") &&
           buffer_append(&t->seam, plan->stamp.data, plan->stamp.len) &&
           buffer_reserve(&t->seam, PLAN_SPARE);
}

struct transform *transform_new(const struct transform_rules *rules,
                                transform_walk *walk)
{
    struct transform *t = calloc(1, sizeof *t);

    if (t == NULL)
        return NULL;
    t->rules = *rules;
    t->walk = walk;
    t->omit_from = t->hold_from = NOTHING;
    /* Frames never used are never touched, so they cost no memory. */
    t->frames = malloc(FRAMES * sizeof *t->frames);
    if (t->frames == NULL || !plans_init(&t->plans, rules->plan) ||
        !make_seam(t)) {
        transform_free(t);
        return NULL;
    }
    t->rules.plan = &t->plans.rules;
    t->top = t->frames;
    *t->top = (struct frame){
        .kind = FRAME_ROW,
        .of_objects =
            rules->plan->type != NULL || rules->plan->selection != NULL,
        .value = &t->plans.row,
    };
    transform_source(t);
    return t;
}

void transform_free(struct transform *t)
{
    if (t == NULL)
        return;
    plans_free(&t->plans);
    buffer_free(&t->out);
    buffer_free(&t->seam);
    free(t->frames);
    free(t->undo);
    free(t->spans);
    free(t);
}

/* --- Input ---------------------------------------------------------------- */

void transform_source(struct transform *t)
{
    t->state = AT_ROW;
    t->line = 1;
    t->line_offset = 0;
    t->row_line = 0;
    t->row_offset = 0;
}

void transform_set_line(struct transform *t, uint64_t line, uint64_t offset)
{
    t->line = line;
    t->line_offset = offset;
}

void transform_next_line(struct transform *t, uint64_t offset)
{
    transform_set_line(t, t->line + 1, offset);
}

/* Whether a row has begun and not ended. */
static bool is_in_row(const struct transform *t)
{
    return t->state != AT_ROW && t->state != AT_END;
}

/* Whether the framed row is whole, all of whose bytes were walked. */
static enum status end_frame(const struct transform *t)
{
    if (is_in_row(t))
        return STATUS_ROW_ENDS;
    return t->rows == t->before ? STATUS_EXPECTED_VALUE : STATUS_MORE;
}

enum status transform_feed(struct transform *t, struct window *w)
{
    if (w->framed && !is_in_row(t))
        t->before = t->rows;
    enum status status = t->walk(t, w);

    if (status == STATUS_MORE && w->framed && w->last) {
        status = end_frame(t);
        t->error_at = w->end;
    }
    if (status != STATUS_MORE && status != STATUS_MEMORY)
        w->next = t->error_at;
    return status;
}

enum status transform_end_marker(struct transform *t, const unsigned char **p,
                                 const unsigned char *end, bool ends)
{
    const char *marker = t->rules.end_marker;

    if (marker == NULL || t->state != AT_ROW)
        return STATUS_OK;
    switch (end_marker_at(marker, *p, end, ends)) {
    case END_MARKER_NONE:
        break;
    case END_MARKER_CUT:
        return STATUS_MORE;
    case END_MARKER_FOUND:
        *p += strlen(marker);
        t->state = AT_END;
        break;
    }
    return STATUS_OK;
}

enum status transform_end(const struct transform *t)
{
    if (is_in_row(t))
        return STATUS_INPUT_ENDS;
    return t->state == AT_ROW && t->rules.end_marker != NULL
               ? STATUS_NO_END_MARKER
               : STATUS_OK;
}

/* --- Output --------------------------------------------------------------- */

struct buffer *transform_out(struct transform *t)
{
    return &t->out;
}

size_t transform_ready(const struct transform *t, bool whole_rows)
{
    if (whole_rows)
        return t->rows_end;
    return t->out.len < t->hold_from ? t->out.len : t->hold_from;
}

void transform_taken(struct transform *t, size_t n)
{
    buffer_drop(&t->out, n);
    t->rows_end = t->rows_end < n ? 0 : t->rows_end - n;
    if (t->omit_from != NOTHING)
        t->omit_from -= n;
    if (t->hold_from != NOTHING)
        t->hold_from -= n;
}

void transform_commit(struct transform *t)
{
    t->rows_end = t->out.len;
}

/* What names remember of the row's objects stays: no later object has their
 * serials. */
void transform_drop_row(struct transform *t)
{
    if (t->state == AT_ROW) {
        t->rows++;
    } else {
        t->line = t->row_line;
        t->line_offset = t->row_offset;
    }
    t->dropped++;
    t->out.len = t->rows_end;
    t->state = AT_ROW;
    t->top = t->frames;
    t->levels = 0;
    t->undo_used = 0;
    t->omit_from = t->hold_from = NOTHING;
    t->selected_used = t->spans_used = t->checkpoints_used = 0;
}

bool transform_null_row(struct transform *t)
{
    const struct transform_rules *rules = &t->rules;

    if (!buffer_text(&t->out,
                     t->written == 0 ? rules->first : rules->between) ||
        !buffer_text(&t->out, "null") || !buffer_text(&t->out, rules->after))
        return false;
    if (t->written == 0)
        t->first_is_array = false;
    t->written++;
    t->rows_end = t->out.len;
    return true;
}

/* --- How it stands -------------------------------------------------------- */

struct transform_counts transform_counts(const struct transform *t)
{
    if (t == NULL)
        return (struct transform_counts){0};
    return (struct transform_counts){
        .rows = t->rows,
        .written = t->written,
        .dropped = t->dropped,
        .first_is_array = t->first_is_array,
    };
}

struct transform_position transform_position(const struct transform *t)
{
    return (struct transform_position){
        .line = t->line,
        .line_offset = t->line_offset,
        .row = is_in_row(t) ? t->rows : 0,
        .row_line = t->row_line,
        .row_offset = t->row_offset,
        .levels = t->levels,
    };
}

bool transform_has_ended(const struct transform *t)
{
    return t->state == AT_END;
}

bool transform_wants_end_marker(const struct transform *t)
{
    return t->rules.end_marker != NULL;
}

bool transform_selects(const struct transform *t)
{
    return t->plans.rules.selection != NULL;
}

bool transform_has_too_many(const struct transform *t)
{
    return t->rows + !is_in_row(t) > t->rules.max_rows;
}

const struct key *const *transform_equal_keys(const struct transform *t)
{
    return t->equal_keys;
}
