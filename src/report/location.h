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

/* Its bytes belong to the rows, and are invalidated by their next step. */
struct location {
    const char *source;
    enum rows_format format;
    bool from_query;   /* the rows come from a query of -c */
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
 * Finds the error that rows_step() ended with; it is at the reader's next byte.
 * Reads to the end of its line, and of the next where a hint depends on that,
 * but no more than 8 KiB, so that a message does not depend on how the bytes
 * arrived. If reading fails, it has fewer bytes.
 */
struct location location_find(struct rows *r, const struct transform *t,
                              enum status status);

#endif
