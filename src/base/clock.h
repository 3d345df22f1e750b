/*
 * clock: the monotonic clock.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>
#include <time.h>

enum {
    CLOCK_SECOND = 1000000000 /* nanoseconds */
};

/* Nanoseconds since a fixed time in the past; 0: there is no clock. */
static inline uint64_t clock_now(void)
{
    struct timespec now;

    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        return 0;
    return (uint64_t)now.tv_sec * CLOCK_SECOND + (uint64_t)now.tv_nsec;
}

#endif
