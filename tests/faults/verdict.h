/*
 * judge: whether what came of a fault is right.
 */
#ifndef FAULTS_VERDICT_H
#define FAULTS_VERDICT_H

#include "faults/kinds.h"
#include "faults/workdir.h"

/*
 * What is wrong with a run of the scene that had a fault of that nature, beside
 * one that had none; NULL: nothing.
 */
const char *judge(const struct scene *s, const struct outcome *undisturbed,
                  const struct outcome *o, enum nature nature);

/* What is wrong with the run that had no fault; NULL: nothing. */
const char *judge_undisturbed(const struct scene *s, const struct outcome *o);

#endif
