#include <config.h>

#include "transform/backtrack.h"

#include "transform/seen.h"

void backtrack_set(struct transform *t, const unsigned char *p, size_t at)
{
    t->checkpoints[t->checkpoints_used++] = (struct checkpoint){
        .p = p,
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
    struct checkpoint back = t->checkpoints[--t->checkpoints_used];

    seen_undo(t, back.undo_used);
    t->state = AT_VALUE;
    t->top = back.top;
    t->levels = back.levels;
    t->line = back.line;
    t->line_offset = back.line_offset;
    t->selected_used = back.selected_used;
    t->spans_used = back.spans_used;
    t->omit_from = SIZE_MAX; /* no checkpoint is set inside of it */
    return back;
}
