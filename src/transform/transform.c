#include <config.h>

#include "transform/transform.h"

#include <stdlib.h>
#include <string.h>

/*
 * The bottom, the levels, and what opens no level: the column that is the row,
 * and in it or beside it an omitted field, or a __typename.
 */
enum {
    FRAMES = 1 + TRANSFORM_LEVELS + 2
};

/* The value of omitted where no field is being left out. */
#define NOTHING SIZE_MAX

static bool make_seam(struct transform *t)
{
    const struct transform_rules *rules = &t->rules;
    const struct plan *plan = t->plans.row.plan;

    bool whole = plan->kind == PLAN_WHOLE;

    if (rules->end_marker != NULL || rules->plan.column != NULL ||
        (!whole && plan->kind != PLAN_SELECTED))
        return true;
    return buffer_text(&t->seam, whole ? "}" : "") &&
           buffer_text(&t->seam, rules->after) &&
           buffer_text(&t->seam, rules->between) &&
           buffer_text(&t->seam, whole ? "{" : "") &&
           buffer_append(&t->seam, plan->stamp.data, plan->stamp.len) &&
           buffer_reserve(&t->seam, PLAN_SPARE);
}

bool transform_init(struct transform *t, const struct transform_rules *rules,
                    const struct kernel *kernel)
{
    /* It is large, and a literal might be made on the stack first. */
    memset(t, 0, sizeof *t);
    t->rules = *rules;
    t->kernel = kernel;
    t->omitted = t->held = NOTHING;
    /* Frames never used are never touched, so they cost no memory. */
    t->frames = malloc(FRAMES * sizeof *t->frames);
    if (t->frames == NULL)
        return false;
    if (!plans_init(&t->plans, &rules->plan) || !make_seam(t)) {
        transform_free(t);
        memset(t, 0, sizeof *t); /* nothing to free, were it freed again */
        return false;
    }
    t->top = t->frames;
    *t->top = (struct frame){
        .kind = FRAME_ROW,
        .of_objects = rules->plan.type != NULL || rules->plan.selection != NULL,
        .value = &t->plans.row,
    };
    transform_source(t);
    return true;
}

void transform_free(struct transform *t)
{
    plans_free(&t->plans);
    buffer_free(&t->out);
    buffer_free(&t->seam);
    free(t->frames);
    free(t->undo);
    free(t->spans);
}

void transform_source(struct transform *t)
{
    t->state = AT_ROW;
    t->line = 1;
    t->line_offset = 0;
    t->row_line = 0;
    t->row_offset = 0;
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

void transform_keep(struct transform *t)
{
    t->whole = t->out.len;
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
    t->out.len = t->whole;
    t->state = AT_ROW;
    t->top = t->frames;
    t->levels = 0;
    t->undo_used = 0;
    t->omitted = t->held = NOTHING;
    t->selected_used = t->spans_used = t->marks_used = 0;
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
    t->whole = t->out.len;
    return true;
}

enum status transform_open_under(struct transform *t, struct plan *plan)
{
    struct value *value = t->top->value;
    struct key **guess = plan == value->plan ? &value->child : &plan->first;

    return transform_open_object(t, value, plan, guess);
}

void transform_undo(struct transform *t, size_t down_to)
{
    while (t->undo_used > down_to) {
        const struct undo *u = &t->undo[--t->undo_used];
        u->name->seen_in = u->seen_in;
        u->name->seen_as = u->seen_as;
    }
}

/* Around the value of a field that is not written as a field. */
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

/* No level is open yet, so there is one; and no name is remembered from an
 * object around it, so the undo log stays empty. */
void transform_columns(struct transform *t)
{
    struct value *value = t->top->value = &t->plans.columns;

    transform_open_object(t, value, value->plan, &value->child);
    t->top->kind = FRAME_COLUMNS;
}

void transform_column(struct transform *t, bool is_array)
{
    if (t->written == 0)
        t->first_is_array = is_array;
    t->top->comma = true;
    open_field(t, FRAME_COLUMN, t->frames->of_objects);
    t->top->value = &t->plans.row;
}

void transform_column_ends(struct transform *t)
{
    t->top--;
}

/*
 * One at a time: what gives way is a column beside the row, or a field of an
 * object that is written; nothing in either is.
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

/* --- Objects that tell their type ---------------------------------------- */

enum status transform_seek(struct transform *t, size_t at)
{
    enum status status = transform_open_under(t, t->plans.seek);

    if (status != STATUS_OK)
        return status;
    t->top->seeks = true;
    t->omitted = at;
    return STATUS_OK;
}

void transform_name(struct transform *t, size_t at)
{
    t->name = at;
    open_field(t, FRAME_NAME, false);
}

enum status transform_named(struct transform *t, const unsigned char *name,
                            size_t len, struct plan **plan)
{
    const struct checkpoint *mark = &t->marks[t->marks_used - 1];

    return plans_of_name(mark->top->value->plan, name, len, plan);
}

/* --- What a value must be ------------------------------------------------ */

enum status transform_not_object(const struct transform *t)
{
    return t->selected_used == 0 && t->rules.plan.type != NULL
               ? STATUS_UNTYPED_ROW
               : STATUS_SELECTED_SCALAR;
}

/* --- Names and rows ------------------------------------------------------ */

/* Keeps what a name remembers until the object on top closes. false: no
 * memory. */
static bool log_seen(struct transform *t, struct name *name)
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

enum status transform_see_again(struct transform *t, const struct key *key)
{
    const struct frame *f = t->top;
    struct name *name = key->name;

    if (name->seen_in == f->object) {
        t->equal_keys[0] = name->seen_as;
        t->equal_keys[1] = key;
        return STATUS_EQUAL_KEYS;
    }
    while (f->object > name->seen_in)
        f--;
    return f->object < name->seen_in || log_seen(t, name) ? STATUS_OK
                                                          : STATUS_MEMORY;
}

void transform_row_begins(struct transform *t, bool is_array)
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
