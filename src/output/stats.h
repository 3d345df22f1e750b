/*
 * stats: what a run came to, in one line for other programs.
 */
#ifndef OUTPUT_STATS_H
#define OUTPUT_STATS_H

#include <stdint.h>

/* Of all root fields together. */
struct stats {
    uint64_t rows;      /* that were begun, the bad ones too */
    uint64_t errors;    /* bad rows; one that ended the run is one of them */
    uint64_t bytes_in;  /* read from the inputs and queries */
    uint64_t bytes_out; /* of output, as far as it stays */
};

/*
 * Prints them on stderr, as a line that is a JSON object. nanoseconds: how long
 * it took; exit_status: of the program.
 */
void stats_print(const struct stats *s, uint64_t nanoseconds, int exit_status);

#endif
