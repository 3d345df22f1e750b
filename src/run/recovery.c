#include <config.h>

#include "run/recovery.h"

#include "input/rows.h"
#include "report/diagnosis.h"
#include "report/location.h"
#include "transform/transform.h"

void recovery_init(struct recovery *v, const struct options *o)
{
    *v = (struct recovery){
        .on_error = o->on_error,
        .tolerate = o->tolerate,
        .defers =
            o->on_error == ON_ERROR_NULL && response_has_envelope(&o->response),
    };
}

void recovery_free(struct recovery *v)
{
    errors_free(&v->errors);
}

/*
 * Reports the error of a row, or defers it for the response, where its path is
 * the field and the index. false: no memory.
 */
static bool report_or_defer(struct recovery *v, enum status why,
                            struct rows *rows, const struct transform *t,
                            const char *field, uint64_t index)
{
    /* Keys can be data: the response must not show those not selected. */
    bool may_show = !v->defers || !transform_selects(t);
    const struct key *const *keys =
        why == STATUS_EQUAL_KEYS && may_show ? transform_equal_keys(t) : NULL;
    struct errors_row row;

    if (v->defers && errors_are_full(&v->errors))
        return true;
    struct location where = location_find(rows, t, why);
    if (!v->defers) {
        diagnosis_bad_row(why, &where, keys);
        return true;
    }
    if (!diagnosis_defer(&row, why, &where, keys))
        return false;
    row.field = field;
    row.index = index;
    errors_add(&v->errors, &row);
    return true;
}

enum status recovery_step(struct recovery *v, struct rows *rows,
                          struct transform *t, enum response_kind kind,
                          const char *field)
{
    enum status status = rows_step(rows, t);

    if (!recovery_is_on(v) || !status_is_of_row(status))
        return status;
    if (transform_has_too_many(t))
        return STATUS_SECOND_ROW;
    uint64_t index =
        kind == RESPONSE_LIST ? transform_counts(t).written : ERRORS_NO_INDEX;
    if (!report_or_defer(v, status, rows, t, field, index))
        return STATUS_MEMORY;
    v->bad++;
    transform_drop_row(t);
    if (v->on_error == ON_ERROR_NULL && !transform_null_row(t))
        return STATUS_MEMORY;
    return rows_recover(rows, t);
}

bool recovery_fails(const struct recovery *v)
{
    return v->bad > v->tolerate;
}

void recovery_report_deferred(const struct recovery *v)
{
    for (unsigned i = 0; i < v->errors.count; i++)
        diagnosis_deferred(&v->errors.rows[i]);
}

void recovery_report_count(const struct recovery *v, uint64_t rows, bool whole,
                           const char *file)
{
    struct diagnosis_count c = {
        .bad = v->bad,
        .rows = v->rows + rows,
        .file = file,
        .fails = recovery_fails(v),
    };

    if (v->bad == 0)
        return;
    if (whole)
        c.fate = v->on_error == ON_ERROR_NULL ? "written as null" : "left out";
    if (v->defers && v->bad > v->errors.count)
        c.shown = v->errors.count;
    diagnosis_bad_rows(&c);
}
