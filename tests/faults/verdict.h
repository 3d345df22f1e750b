/*
 * judge: whether what came of a fault is right.
 */
#ifndef FAULTS_VERDICT_H
#define FAULTS_VERDICT_H

#include "faults/failures.h"
#include "faults/trial.h"

/*
 * What is wrong with a run of the scene that had a fault of that effect, beside
 * one that had none; NULL: nothing.
 */
const char *verdict(const struct trial *t, const struct outcome *undisturbed,
                    const struct outcome *o, enum effect effect);

/* What is wrong with the run that had no fault; NULL: nothing. */
const char *verdict_undisturbed(const struct trial *t, const struct outcome *o);

#endif
