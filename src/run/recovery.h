/*
 * recovery: what becomes of bad rows where the run goes on after them.
 *
 * A bad row is taken out of the output, or null stands in its place. What is
 * wrong with it is told at once; or, where the response has room for its
 * errors, it is kept for that.
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
    uint64_t tolerate; /* so many bad rows fail nothing */
    bool keeps;        /* errors are for the response, and not told */
    uint64_t bad;      /* bad rows up to now */
    uint64_t rows;     /* all rows of the root fields before this one */
    struct errors errors;
};

/* Does as the options say. */
void recovery_init(struct recovery *v, const struct options *o);

/* Whether the run goes on after a bad row, so that output is taken by rows. */
static inline bool recovery_is_on(const struct recovery *v)
{
    return v->on_error != ON_ERROR_STOP;
}

/*
 * A step of rows, which have recovers set where recovery is on: as rows_step(),
 * but a bad row is STATUS_MORE, too. The rows are those of the root field that
 * is called field and is of that kind; field may be NULL where nothing is kept.
 */
enum status recovery_step(struct recovery *v, struct rows *rows,
                          struct transform *t, enum response_kind kind,
                          const char *field);

/* Whether there are more bad rows than are tolerated. */
bool recovery_fails(const struct recovery *v);

/* Tells what was kept, where no response will say it. */
void recovery_tell_kept(const struct recovery *v);

/*
 * Tells how many rows were bad, if any. rows: all those of this root field;
 * whole: the response is complete; file: the one that is not replaced, or NULL.
 */
void recovery_tell_count(const struct recovery *v, uint64_t rows, bool whole,
                         const char *file);

void recovery_free(struct recovery *v);

#endif
