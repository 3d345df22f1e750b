/*
 * outcome: prints how a run ended: its error, its warnings, its bad rows.
 */
#ifndef RUN_OUTCOME_H
#define RUN_OUTCOME_H

#include "run/run.h"

/*
 * Reports the error that run_open() or run_build() ended with, or the warnings
 * of a run that succeeded. Call it right after them: it uses errno, and may
 * read on in the input to show the line of an error.
 */
void outcome_report(struct run *run, enum status status);

#endif
