/*
 * recovery: what becomes of bad rows where the run goes on after them.
 *
 * A bad row is left out, or written as null. Its error is reported on stderr at
 * once; or, if the response has a list of errors, it is deferred: it goes
 * there.
 */
#ifndef RUN_RECOVERY_H
#define RUN_RECOVERY_H

#include "base/status.h"
#include "cli/options.h"
#include "output/errors.h"

#include <stdbool.h>
#include <stdint.h>

struct rows;
struct transform;

struct recovery {
    enum options_on_error on_error;
    uint64_t tolerate; /* more bad rows than this fail the run */
    bool defers;       /* errors go to the response, not to stderr */
    uint64_t bad;      /* bad rows up to now */
    uint64_t rows;     /* all rows of the root fields before this one */
    struct errors errors;
};

/* Sets *v up as the options say. recovery_free() is needed. */
void recovery_init(struct recovery *v, const struct options *o);

/*
 * Whether the run goes on after a bad row. Then only whole rows may be taken
 * from the transform.
 */
static inline bool recovery_is_on(const struct recovery *v)
{
    return v->on_error != ON_ERROR_STOP;
}

/*
 * As rows_step(), but if recovery is on, a bad row is dealt with, and gives
 * STATUS_MORE. rows->recovers must be set then. kind, field: of the root field
 * whose rows these are; field may be NULL where nothing is deferred.
 */
enum status recovery_step(struct recovery *v, struct rows *rows,
                          struct transform *t, enum response_kind kind,
                          const char *field);

/* Whether more rows were bad than are tolerated. */
bool recovery_fails(const struct recovery *v);

/* Reports the deferred errors on stderr: no response will have them. */
void recovery_report_deferred(const struct recovery *v);

/*
 * Reports how many rows were bad, if any. rows: how many this root field had;
 * whole: the response is complete; file: the one that is not replaced, or NULL.
 */
void recovery_report_count(const struct recovery *v, uint64_t rows, bool whole,
                           const char *file);

/* Frees what it owns. */
void recovery_free(struct recovery *v);

#endif
