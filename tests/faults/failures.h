/*
 * failures: how each call can fail, and what may happen then.
 */
#ifndef FAULTS_FAILURES_H
#define FAULTS_FAILURES_H

#include "faults/faults.h"

/* What a fault may do to the run. */
enum effect {
    /* The run fails, and says so. */
    FATAL,
    /* The run fails, or is none the worse for it: the response is the same. */
    EITHER,
    /* The run is as if it had not happened. */
    UNSEEN,
};

struct failure {
    int number; /* as in errno; 0: after the last one */
    enum effect effect;
    bool for_good; /* it is not over when the call is made again */
};

/* The errors of that kind of call. */
const struct failure *failures_of(enum call kind);

/* The name of the call. */
const char *failures_call(enum call kind);

#endif
