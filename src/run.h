/*
 * run: the parts of the program, joined: from the options to the response.
 */
#ifndef RUN_H
#define RUN_H

#include "buffer.h"
#include "graphql/schema.h"
#include "options.h"
#include "rows.h"
#include "sink.h"
#include "source.h"
#include "status.h"
#include "transform.h"

struct run {
    const struct options *options;
    struct source source;
    struct rows rows;
    struct transform transform;
    struct sink sink;
    struct schema schema;
    struct buffer schema_text; /* what the schema is made from */
};

/*
 * Opens what is needed, in an order that finds mistakes before any output. The
 * options must outlive the run; run_close() is needed after an error too.
 */
enum status run_open(struct run *run, const struct options *o);

/* Builds the response. STATUS_OK: all of it is written, and final. */
enum status run_build(struct run *run);

/*
 * Ends the run with what run_open() or run_build() came to: prints the error,
 * if it is one, and warnings. After bad data --rows still writes the good rows
 * before it. Uses errno.
 */
void run_report(struct run *run, enum status status);

/* Closes everything. What was not made final is undone. */
void run_close(struct run *run);

#endif
