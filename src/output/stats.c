#include <config.h>

#include "output/stats.h"

#include "base/clock.h"

#include <inttypes.h>
#include <stdio.h>

void stats_print(const struct stats *s, uint64_t nanoseconds, int exit_status)
{
    uint64_t seconds = nanoseconds / CLOCK_SECOND;
    uint64_t microseconds = nanoseconds % CLOCK_SECOND / 1000;

    fprintf(stderr,
            "{\"rows\":%" PRIu64 ",\"errors\":%" PRIu64 ",\"bytes_in\":%" PRIu64
            ",\"bytes_out\":%" PRIu64 ",\"seconds\":%" PRIu64 ".%06" PRIu64
            ",\"exit_status\":%d}\n",
            s->rows, s->errors, s->bytes_in, s->bytes_out, seconds,
            microseconds, exit_status);
    fflush(stderr);
}
