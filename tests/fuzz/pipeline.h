/*
 * pipeline: rows from bytes to output, read in pieces of all sizes.
 *
 * It takes the place of src/input/source.c: the bytes of a target come from
 * memory, as reads of a file, a pipe or a terminal might return them. Whatever
 * the pieces and the kernel, the output must be the same, and so must each
 * message.
 */
#ifndef FUZZ_PIPELINE_H
#define FUZZ_PIPELINE_H

#include "cli/options.h"
#include "input/rows.h"
#include "plan/plans.h"
#include "support/feed.h"
#include "transform/transform.h"

#include <stddef.h>
#include <stdint.h>

/* Ends a source; another one follows. No JSON has it. */
enum {
    PIPELINE_SOURCE_END = 0x1C
};

/* What the options of an input ask for. */
struct pipeline {
    struct plan_rules plan;
    struct transform_rules rules; /* see pipeline_rules() */
    enum rows_format format;
    enum options_on_error on_error; /* with ON_ERROR_SKIP, feed_tell() stands in
                                       the place of a bad row */
    bool many;      /* of lines: PIPELINE_SOURCE_END ends a source */
    size_t at_once; /* the first bytes, which one read returns */
};

/* Its rules, with its plan; they are good as long as it stays. */
struct transform_rules pipeline_rules(const struct pipeline *p);

/* In what pieces bytes come: each of 1 to most, by a seed. */
struct pipeline_pieces {
    size_t most;
    uint64_t seed;
};

/*
 * What becomes of the bytes: the outcome, as feed() has it, and in *said the
 * message for each bad row, and its place. The caller frees both. One that is
 * good has no place.
 */
struct outcome pipeline_run(const struct pipeline *p,
                            const struct kernel *kernel,
                            struct pipeline_pieces pieces, const void *bytes,
                            size_t n, struct buffer *said);

/*
 * Runs all kernels that this CPU can run, or one of them, with the bytes at
 * once and in pieces, and ends the program unless the outcome is always the
 * same. Returns the outcome, which is the caller's to free.
 */
struct outcome pipeline_run_in_pieces(const struct pipeline *p, bool all,
                                      uint64_t seed, const void *bytes,
                                      size_t n);

/*
 * Checks that the output, where the outcome is good, is JSON with no blank and
 * no two equal keys: it comes out again as it is.
 */
void pipeline_check_json(const struct pipeline *p, const struct outcome *o);

/* Checks that both ended alike, with the same rows and bytes; the places of
 * errors may differ. */
void pipeline_check_output(const struct outcome *expected,
                           const struct outcome *o);

/* Prints both and ends the program, unless they are the same. */
void pipeline_check_same(const char *name, const struct outcome *expected,
                         const struct outcome *o);

#endif
