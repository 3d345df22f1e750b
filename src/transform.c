#include <config.h>

#include "transform.h"

#include <stdlib.h>
#include <string.h>

/*
 * The bottom, the levels, and what opens no level: the column that is the row,
 * and in it or beside it an omitted field.
 */
enum {
    FRAMES = 1 + TRANSFORM_LEVELS + 2
};

/* The value of omitted where no field is being left out. */
#define NOTHING SIZE_MAX

bool transform_init(struct transform *t, const struct transform_rules *rules,
                    const struct kernel *kernel)
{
    *t = (struct transform){
        .rules = *rules, .kernel = kernel, .omitted = NOTHING, .held = NOTHING};
    /* Frames never used are never touched, so they cost no memory. */
    t->frames = malloc(FRAMES * sizeof *t->frames);
    if (t->frames == NULL)
        return false;
    if (!plans_init(&t->plans, &rules->plan)) {
        transform_free(t);
        *t = (struct transform){0}; /* nothing to free, were it freed again */
        return false;
    }
    t->top = t->frames;
    *t->top = (struct frame){
        .kind = FRAME_ROW,
        .of_rows = rules->plan.type != NULL,
        .key = t->plans.row,
    };
    transform_source(t);
    return true;
}

void transform_free(struct transform *t)
{
    plans_free(&t->plans);
    buffer_free(&t->out);
    free(t->frames);
    free(t->undo);
}

void transform_source(struct transform *t)
{
    t->state = AT_ROW;
    t->line = 1;
    t->line_offset = 0;
    t->row_line = 0;
}

size_t transform_ready(const struct transform *t, bool whole_rows)
{
    if (whole_rows)
        return t->whole;
    return t->out.len < t->held ? t->out.len : t->held;
}

void transform_taken(struct transform *t, size_t n)
{
    buffer_drop(&t->out, n);
    t->whole = t->whole < n ? 0 : t->whole - n;
    if (t->omitted != NOTHING)
        t->omitted -= n;
    if (t->held != NOTHING)
        t->held -= n;
}

/*
 * An object: what its plan asks of it, but nothing where it stands in a field
 * that is left out.
 */
static struct frame object_in(struct transform *t, const struct frame *outer)
{
    struct plan *plan = outer->key->plan;
    bool written = t->omitted == NOTHING;
    bool told = written && plan->stamp.len > 0;

    return (struct frame){
        .kind = FRAME_OBJECT,
        .told = told,
        .comma = told,
        .nameless = written && plan->is_abstract,
        .object = ++t->objects,
        .outer = outer->object,
        .undo = t->undo_used,
        .plan = plan,
        .guess = &outer->key->child,
        .key = outer->key,
    };
}

enum status transform_open(struct transform *t, enum frame_kind kind)
{
    const struct frame *outer = t->top;

    if (t->levels == TRANSFORM_LEVELS)
        return STATUS_TOO_DEEP;
    t->levels++;
    *++t->top = kind == FRAME_OBJECT ? object_in(t, outer)
                                     : (struct frame){
                                           .kind = kind,
                                           .of_rows = outer->of_rows,
                                           .object = outer->object,
                                           .key = outer->key,
                                       };
    return STATUS_OK;
}

/* Names that an outer object has too are again as they were there. */
static void undo_seen(struct transform *t, size_t down_to)
{
    while (t->undo_used > down_to) {
        const struct undo *u = &t->undo[--t->undo_used];
        u->name->seen_in = u->seen_in;
        u->name->seen_as = u->seen_as;
    }
}

void transform_close(struct transform *t)
{
    if (t->top->kind == FRAME_OBJECT)
        undo_seen(t, t->top->undo);
    t->levels--;
    t->top--;
}

/* Around the value of a field that is not written as a field. */
static void open_field(struct transform *t, enum frame_kind kind, bool of_rows)
{
    const struct frame *object = t->top;

    *++t->top = (struct frame){
        .kind = kind,
        .of_rows = of_rows,
        .object = object->object,
        .key = object->key,
    };
}

/* No level is open yet, so there is one; and no name is remembered from an
 * object around it, so the undo log stays empty. */
void transform_columns(struct transform *t)
{
    t->top->key = t->plans.columns;
    transform_open(t, FRAME_OBJECT);
    t->top->kind = FRAME_COLUMNS;
}

void transform_column(struct transform *t, bool is_array)
{
    if (t->rows == 1)
        t->first_is_array = is_array;
    t->top->comma = true;
    open_field(t, FRAME_COLUMN, t->frames->of_rows);
    t->top->key = t->plans.row;
}

void transform_column_ends(struct transform *t)
{
    t->top--;
}

/*
 * One at a time: what gives way is a column beside the row, or a field of an
 * object that is a row; neither is in the other, and no row is in either.
 */
void transform_omit(struct transform *t, size_t at)
{
    t->omitted = at;
    open_field(t, FRAME_OMIT, false);
}

size_t transform_omitted(struct transform *t)
{
    size_t at = t->omitted;

    t->omitted = NOTHING;
    t->top--;
    return at;
}

void transform_name(struct transform *t, size_t at)
{
    t->held = at;
    t->top->nameless = false;
    open_field(t, FRAME_NAME, false);
}

size_t transform_named(struct transform *t)
{
    size_t at = t->held;

    t->held = NOTHING;
    t->top--;
    return at;
}

enum status transform_tell(struct transform *t, const unsigned char *name,
                           size_t len)
{
    struct frame *f = t->top;
    enum status status = plans_of_name(f->plan, name, len, &f->plan);

    f->guess = &f->plan->named;
    return status;
}

bool transform_log_seen(struct transform *t, struct name *name)
{
    if (t->undo_used == t->undo_room) {
        size_t room = t->undo_room == 0 ? 64 : 2 * t->undo_room;
        struct undo *undo = realloc(t->undo, room * sizeof *undo);
        if (undo == NULL)
            return false;
        t->undo = undo;
        t->undo_room = room;
    }
    t->undo[t->undo_used++] = (struct undo){name, name->seen_in, name->seen_as};
    return true;
}

void transform_row_begins(struct transform *t, bool is_array)
{
    if (t->rows == 0)
        t->first_is_array = is_array;
    t->rows++;
    t->row_line = t->line;
    t->row_objects = t->objects;
    if (plans_are_large(&t->plans))
        plans_forget(&t->plans);
}
