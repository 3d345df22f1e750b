#include <config.h>

#include "transform/backtrack.h"

void backtrack_set(struct transform *t, const unsigned char *p,
                   enum transform_state state, size_t at)
{
    t->marks[t->marks_used++] = (struct checkpoint){
        .p = p,
        .state = state,
        .top = t->top,
        .levels = t->levels,
        .undo_used = t->undo_used,
        .line = t->line,
        .line_offset = t->line_offset,
        .out = at,
        .selected_used = t->selected_used,
        .spans_used = t->spans_used,
    };
}

struct checkpoint backtrack_return(struct transform *t)
{
    struct checkpoint mark = t->marks[--t->marks_used];

    transform_undo(t, mark.undo_used);
    t->state = mark.state;
    t->top = mark.top;
    t->levels = mark.levels;
    t->line = mark.line;
    t->line_offset = mark.line_offset;
    t->selected_used = mark.selected_used;
    t->spans_used = mark.spans_used;
    t->omitted = SIZE_MAX; /* nothing that is left out is ever marked */
    return mark;
}
