/*
 * stats: the figures of a run, in one line for other programs.
 */
#ifndef OUTPUT_STATS_H
#define OUTPUT_STATS_H

#include <stdint.h>

/* Of all root fields together. */
struct stats {
    uint64_t rows;      /* begun, the bad ones included */
    uint64_t errors;    /* bad rows, including one that ended the run */
    uint64_t bytes_in;  /* read from the inputs and queries */
    uint64_t bytes_out; /* written, and not taken back */
};

/*
 * Prints them to stderr, as one line, a JSON object. nanoseconds: how long
 * it took; exit_status: of the program.
 */
void stats_print(const struct stats *s, uint64_t nanoseconds, int exit_status);

#endif
