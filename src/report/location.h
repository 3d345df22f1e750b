/*
 * location: where bad data is, and the text around it.
 */
#ifndef REPORT_LOCATION_H
#define REPORT_LOCATION_H

#include "base/status.h"
#include "input/rows_format.h"

#include <stdbool.h>
#include <stdint.h>

struct rows;
struct transform;

/* The bytes belong to rows, until it is used again. */
struct location {
    const char *source;
    enum rows_format format;
    bool asked;        /* the rows come from a query */
    uint64_t line;     /* from 1; in a binary stream, the number of the tuple */
    uint64_t column;   /* in bytes, from 1; in a binary stream, of the value */
    uint64_t row;      /* from 1 over all sources; 0: in none */
    uint64_t row_line; /* where that row began */
    unsigned levels;   /* open arrays and objects */
    /*
     *   text            at            end
     *    | same line     | the rest, and what is known of the lines after
     */
    const unsigned char *text, *at, *end;
    bool cut; /* the line begins before text */
};

/*
 * The place of the error that rows_step() ended with, which stands at the
 * reader's next. Reads on a little where the line goes on, so that what is
 * shown does not depend on how the bytes came.
 */
struct location location_find(struct rows *r, const struct transform *t,
                              enum status status);

#endif
