/*
 * kinds: how each call can fail, and what may come of it.
 */
#ifndef FAULTS_KINDS_H
#define FAULTS_KINDS_H

#include "faults/faults.h"

/* What may come of a fault. */
enum nature {
    /* The run fails, and says so. */
    FATAL,
    /* The run fails, or is none the worse for it: the response is the same. */
    EITHER,
    /* Nobody sees anything of it. */
    UNSEEN,
};

struct kinds_error {
    int number; /* as in errno; 0: behind the last one */
    enum nature nature;
    bool for_good; /* it is not over when the call is made again */
};

/* The errors of that kind of call. */
const struct kinds_error *kinds_errors(enum call kind);

/* What the call is called. */
const char *kinds_name(enum call kind);

#endif
