/*
 * kinds: how each call can fail, and what may come of it.
 */
#ifndef FAULTS_FAILURES_H
#define FAULTS_FAILURES_H

#include "faults/faults.h"

/* What may come of a fault. */
enum effect {
    /* The run fails, and says so. */
    FATAL,
    /* The run fails, or is none the worse for it: the response is the same. */
    EITHER,
    /* Nobody sees anything of it. */
    UNSEEN,
};

struct failure {
    int number; /* as in errno; 0: behind the last one */
    enum effect effect;
    bool for_good; /* it is not over when the call is made again */
};

/* The errors of that kind of call. */
const struct failure *failures_of(enum call kind);

/* What the call is called. */
const char *failures_call(enum call kind);

#endif
