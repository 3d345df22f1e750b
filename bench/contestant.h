/*
 * contestant: what runs over the same rows, each in its way: memcpy and, where
 * simdjson is there, its minify as yardsticks, then each kernel of
 * fraiseql-build that this CPU can run.
 */
#ifndef BENCH_CONTESTANT_H
#define BENCH_CONTESTANT_H

#include "bench/input.h"
#include "kernel/kernel.h"

#include <stdbool.h>
#include <stdint.h>

struct contestant {
    const char *name;
    void (*run)(const struct contestant *c, const struct input *in);
    const struct kernel *kernel; /* NULL: a yardstick */
};

enum {
    CONTESTANT_MOST = 16
};

/*
 * Writes all of them to contestants, the portable kernel first of the kernels
 * and the one to be preferred last, and returns how many they are. Where there
 * is a minify, it says on standard output which of simdjson's kernels that is.
 */
int contestant_all(struct contestant contestants[CONTESTANT_MOST]);

/*
 * Runs it once over all rows. A kernel writes one whole response, from an empty
 * plan to its last byte, to one buffer that is emptied after each window of
 * rows, as in the program. Ends the process where it cannot.
 */
void contestant_run(const struct contestant *c, const struct input *in);

/* The same, and returns a number that equal responses have in common. */
uint64_t contestant_digest(const struct contestant *c, const struct input *in);

/* Ends the process with this reason. */
_Noreturn void contestant_die(const char *why);

#endif
