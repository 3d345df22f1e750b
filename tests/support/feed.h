/*
 * feed: gives an input to a transform in windows, cut in every manner that the
 * bytes of a file, a pipe or a terminal may come in.
 *
 * Whatever the manner and the kernel, the outcome must be the same.
 */
#ifndef SUPPORT_FEED_H
#define SUPPORT_FEED_H

#include "base/buffer.h"
#include "kernel/kernel.h"
#include "plan/plans.h"
#include "support/guard.h"
#include "transform/transform.h"

/* Rules by which all of a row is written. */
extern const struct plan_rules feed_plain;

/* Rules of one transformed row per line, without a type and with the type T. */
extern const struct transform_rules feed_rows, feed_typed_rows;

/* Alignments are those in a cache line. */
enum {
    FEED_LINE = 64
};

/* How an input comes. */
struct manner {
    size_t first;    /* bytes in the first window, */
    size_t step;     /* bytes more in each further one */
    size_t align;    /* where a window begins, modulo 64; or: */
    bool guarded;    /* the zero bytes after a window end at a guard page, and
                        the output has no more room than is asked for */
    bool whole_rows; /* output is taken by the row */
    bool framed;     /* rows come framed: each ends with a form feed, which is
                        not given */
    bool recovers;   /* a bad row is dropped, feed_tell() stands in its place,
                        and the next line or frame is gone on with */
};

/* What became of an input. */
struct outcome {
    enum status status;    /* STATUS_OK where all rows are whole */
    uint64_t offset;       /* of an error; the others are as in a message */
    uint64_t line, column; /* both from 1 */
    uint64_t rows, row_line;
    struct buffer keys; /* of STATUS_EQUAL_KEYS: the two, as they are spelled */
    struct buffer out;
};

/* Has the n bytes transformed. The outcome is the caller's to free. */
struct outcome feed(const struct kernel *kernel,
                    const struct transform_rules *rules, const void *bytes,
                    size_t n, struct manner manner);

void outcome_free(struct outcome *o);

/* Whether a and b are the same in all their members. */
bool outcome_same(const struct outcome *a, const struct outcome *b);

/* The first kernel from this place in kernels[] on that this CPU can run. */
const struct kernel *const *feed_running(const struct kernel *const *k);

/* Appends a line that reports a bad row, at this place of the input. */
void feed_tell(struct buffer *out, const struct outcome *bad);

/*
 * Feeds once more in this manner, and fails the test `name` unless the outcome
 * is the one that is expected.
 */
void feed_expect_same(const char *name, const struct outcome *expected,
                      const struct kernel *kernel,
                      const struct transform_rules *rules, const void *bytes,
                      size_t n, struct manner m);

/*
 * Feeds the n bytes in all manners to all kernels that this CPU can run, and
 * fails the test `name` unless the outcome is ever the same. Returns it.
 */
struct outcome feed_in_all_manners(const char *name,
                                   const struct transform_rules *rules,
                                   const void *bytes, size_t n);

/*
 * Feeds the input at once and in windows of step bytes to all kernels, and
 * fails the test unless it ends well, with the output.
 */
void feed_expect_output(const struct transform_rules *rules,
                        const struct buffer *in, size_t step,
                        const struct buffer *out);

/* As feed_expect_output(), but it must end with the status at the offset. */
void feed_expect_error(const struct transform_rules *rules,
                       const struct buffer *in, size_t step, enum status status,
                       uint64_t offset);

/* Appends text as printf() would, at most 255 bytes of it. */
void feed_add(struct buffer *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
