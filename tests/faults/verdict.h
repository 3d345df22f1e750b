/*
 * verdict: whether the outcome of a fault is right.
 */
#ifndef FAULTS_VERDICT_H
#define FAULTS_VERDICT_H

#include "faults/failures.h"
#include "faults/trial.h"

/*
 * What is wrong with a run that had a fault with this effect, compared with the
 * run that had none; NULL: nothing.
 */
const char *verdict(const struct trial *t, const struct outcome *undisturbed,
                    const struct outcome *o, enum effect effect);

/* What is wrong with the run that had no fault; NULL: nothing. */
const char *verdict_undisturbed(const struct trial *t, const struct outcome *o);

#endif
