#include <config.h>

#include "transform/frame.h"

void frame_begin_row(struct transform *t, bool is_array)
{
    if (t->written == 0)
        t->first_is_array = is_array;
    t->rows++;
    t->row_line = t->line;
    t->row_offset = t->line_offset;
    t->row_objects = t->objects;
    if (plans_are_large(&t->plans))
        plans_forget(&t->plans);
}

enum status frame_open_under(struct transform *t, struct plan *plan)
{
    struct value *value = t->top->value;
    struct key **guess = plan == value->plan ? &value->child : &plan->first;

    return frame_open_object(t, value, plan, guess);
}

/* Opens a frame around the value of a field that is not written as a field. */
static void open_field(struct transform *t, enum frame_kind kind,
                       bool of_objects)
{
    const struct frame *object = t->top;

    *++t->top = (struct frame){
        .kind = kind,
        .of_objects = of_objects,
        .object = object->object,
        .value = object->value,
    };
}

/* No level is open yet, so it cannot be too deep; and no object is around it,
 * so the undo log stays empty. */
void frame_open_columns(struct transform *t)
{
    struct value *value = t->top->value = &t->plans.columns;

    frame_open_object(t, value, value->plan, &value->child);
    t->top->kind = FRAME_COLUMNS;
}

void frame_open_column(struct transform *t, bool is_array)
{
    if (t->written == 0)
        t->first_is_array = is_array;
    t->top->comma = true;
    open_field(t, FRAME_COLUMN, t->frames->of_objects);
    t->top->value = &t->plans.row;
}

void frame_close_column(struct transform *t)
{
    t->top--;
}

/*
 * Never one inside of another: only a column beside the row, or a field of an
 * object that is written, is left out.
 */
void frame_open_omitted(struct transform *t, size_t at)
{
    t->omit_from = at;
    open_field(t, FRAME_OMIT, false);
}

size_t frame_close_omitted(struct transform *t)
{
    size_t at = t->omit_from;

    t->omit_from = SIZE_MAX;
    t->top--;
    return at;
}

/* --- Objects whose __typename tells their type ---------------------------- */

enum status frame_open_abstract(struct transform *t, size_t at)
{
    enum status status = frame_open_under(t, t->plans.seek);

    if (status != STATUS_OK)
        return status;
    t->top->finds_type = true;
    t->omit_from = at;
    return STATUS_OK;
}

void frame_open_name(struct transform *t, size_t at)
{
    t->type_at = at;
    open_field(t, FRAME_NAME, false);
}

enum status frame_named(struct transform *t, const unsigned char *name,
                        size_t len, struct plan **plan)
{
    const struct checkpoint *object = &t->checkpoints[t->checkpoints_used - 1];

    return plans_of_name(object->top->value->plan, name, len, plan);
}

/* --- What a value must be ------------------------------------------------ */

enum status frame_not_object(const struct transform *t)
{
    return t->selected_used == 0 && t->plans.rules.type != NULL
               ? STATUS_UNTYPED_ROW
               : STATUS_SELECTED_SCALAR;
}
