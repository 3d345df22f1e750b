/*
 * report: what a run came to, in words.
 */
#ifndef REPORT_H
#define REPORT_H

#include "run.h"

/*
 * Prints the error that run_open() or run_build() ended with, or the warnings
 * of a run that was good. Uses errno. Looks at the rows where they are.
 */
void report_end(struct run *run, enum status status);

#endif
