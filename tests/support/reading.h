/*
 * reading: rows on their way from operands to output, as a run has them.
 */
#ifndef SUPPORT_READING_H
#define SUPPORT_READING_H

#include "base/buffer.h"
#include "cli/options.h"
#include "input/rows.h"
#include "input/source.h"
#include "run/recovery.h"
#include "transform/transform.h"

struct reading {
    struct source source;
    struct rows rows;
    struct transform *transform;
    struct recovery recovery;
    struct buffer out; /* what was written */
    size_t most;       /* bytes that the reader's buffer had room for */
};

/* Begins with these operands, or stdin where count is 0. */
void reading_begin(struct reading *r, const char *const *operands, size_t count,
                   enum rows_format format, const struct transform_rules *rules,
                   enum options_on_error on_error);

/* Reads until the status is another than STATUS_MORE, and returns that. */
enum status reading_all(struct reading *r);

void reading_end(struct reading *r);

#endif
