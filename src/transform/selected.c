#include <config.h>

#include "transform/selected.h"

#include "transform/backtrack.h"
#include "transform/frame.h"

#include <stdlib.h>
#include <string.h>

/*
 * Adds empty spans for n fields. There is always room for one more, so that an
 * object with no field has a place for its spans, too. false: no memory.
 */
static bool add_spans(struct transform *t, size_t n)
{
    if (t->spans_room - t->spans_used <= n) {
        size_t room = 2 * t->spans_room + n + 1;
        struct span *spans = realloc(t->spans, room * sizeof *spans);
        if (spans == NULL)
            return false;
        t->spans = spans;
        t->spans_room = room;
    }
    if (n > 0)
        memset(&t->spans[t->spans_used], 0, n * sizeof *t->spans);
    t->spans_used += n;
    return true;
}

enum status selected_open(struct transform *t, struct plan *plan, size_t at)
{
    size_t spans = t->spans_used;

    if (!add_spans(t, plan->field_count))
        return STATUS_MEMORY;
    enum status status = frame_open_under(t, plan);
    if (status != STATUS_OK)
        return status;
    t->top->kind = FRAME_SELECT;
    if (t->selected_used == 0)
        t->hold_from = at;
    t->selected[t->selected_used++] = (struct selected){
        .at = at - t->hold_from,
        .spans = spans,
    };
    return STATUS_OK;
}

bool selected_field(struct transform *t, struct field *field)
{
    selected_top(t)->field = field;
    t->top->value = &field->value;
    t->top->of_objects = !field->is_whole;
    return field->value.plan != NULL || plans_of_field(t->top->plan, field);
}

enum status selected_key(struct transform *t, const struct key *key, size_t at)
{
    if (key->field != NULL)
        return selected_field(t, key->field) ? STATUS_OK : STATUS_MEMORY;
    frame_open_omitted(t, at);
    return STATUS_OK;
}

void selected_begins(struct transform *t, const unsigned char *p, size_t at)
{
    selected_top(t)->value_at = at - t->hold_from;
    if (selected_top(t)->field->again != NULL)
        backtrack_set(t, p, at);
}

struct field *selected_ends(struct transform *t, size_t at)
{
    struct selected *s = selected_top(t);
    const struct field *field = s->field;

    if (field == NULL)
        return NULL;
    s->field = NULL;
    selected_fill(t, field, t->hold_from + s->value_at, at);
    return field->again;
}

void selected_close(struct transform *t)
{
    t->spans_used = selected_top(t)->spans;
    if (--t->selected_used == 0)
        t->hold_from = SIZE_MAX;
    frame_close(t);
}
