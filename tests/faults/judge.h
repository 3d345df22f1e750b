/*
 * judge: whether what came of a fault is right.
 */
#ifndef JUDGE_H
#define JUDGE_H

#include "kinds.h"
#include "scene.h"

/*
 * What is wrong with a run of the scene that had a fault of that nature, beside
 * one that had none; NULL: nothing.
 */
const char *judge(const struct scene *s, const struct outcome *undisturbed,
                  const struct outcome *o, enum nature nature);

/* What is wrong with the run that had no fault; NULL: nothing. */
const char *judge_undisturbed(const struct scene *s, const struct outcome *o);

#endif
