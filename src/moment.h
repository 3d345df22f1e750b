/*
 * moment: times as they pass, whatever somebody sets the clock to.
 */
#ifndef MOMENT_H
#define MOMENT_H

#include <stdint.h>
#include <time.h>

enum {
    MOMENT_SECOND = 1000000000 /* nanoseconds */
};

/* Nanoseconds since some moment in the past. */
static inline uint64_t moment_now(void)
{
    struct timespec now;

    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        return 0;
    return (uint64_t)now.tv_sec * MOMENT_SECOND + (uint64_t)now.tv_nsec;
}

#endif
