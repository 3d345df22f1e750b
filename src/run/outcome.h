/*
 * report: what a run came to, in words.
 */
#ifndef RUN_OUTCOME_H
#define RUN_OUTCOME_H

#include "run/run.h"

/*
 * Prints the error that run_open() or run_build() ended with, or the warnings
 * of a run that was good. Uses errno. Looks at the rows where they are.
 */
void outcome_report(struct run *run, enum status status);

#endif
