/*
 * run: the parts of the program, joined: from the options to the response.
 */
#ifndef RUN_RUN_H
#define RUN_RUN_H

#include "base/buffer.h"
#include "base/status.h"
#include "cli/options.h"
#include "input/query.h"
#include "input/rows.h"
#include "input/source.h"
#include "output/sink.h"
#include "output/stats.h"
#include "run/recovery.h"
#include "run/shapes.h"
#include "transform/transform.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is known of a root beside its options. */
struct run_root {
    const char *field;  /* its key in the response; NULL: none is written */
    struct buffer name; /* of its query, NUL-terminated; or empty */
    bool is_array;      /* it is a list whose only row is an array */
};

struct run {
    const struct options *options;
    transform_walk *walk;   /* of the kernel */
    struct run_root *roots; /* one for each of the options' */
    struct query query;     /* of all roots that have one */
    size_t root;            /* the one that is built now; these are its: */
    struct source source;
    struct rows rows;
    struct transform *transform; /* or NULL: there is none */
    struct recovery recovery;
    struct source_watch watch; /* update is NULL: there is none */
    uint64_t size;             /* of all inputs, or PROGRESS_NO_SIZE */
    uint64_t bytes;            /* read for the roots before this one */
    struct sink sink;
    struct shapes shapes;
};

/*
 * Opens what is needed, in an order that finds mistakes before any output. The
 * options must outlive the run; run_close() is needed after an error too.
 * walk: that of the kernel.
 */
enum status run_open(struct run *run, const struct options *o,
                     transform_walk *walk);

/*
 * Builds the response. STATUS_OK: all of it is written, and final.
 * STATUS_BAD_ROWS: so it is, or the file is not replaced. After another error
 * as much of it is written as was before the mistake, in whole blocks; with
 * --rows, in whole rows. errno says why where the status needs it.
 */
enum status run_build(struct run *run);

/*
 * What the run has come to, which ended with that status; asked before
 * run_close().
 */
struct stats run_stats(const struct run *run, enum status status);

/* Closes everything. What was not made final is undone. */
void run_close(struct run *run);

#endif
