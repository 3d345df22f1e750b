/*
 * sandbox_parts: what this program was built to give up its rights by, and
 * this machine's kernel knows.
 */
#ifndef SANDBOX_PARTS_H
#define SANDBOX_PARTS_H

#include <stdbool.h>

/* Their names, with commas; "none" where there is none. */
const char *sandbox_parts_names(void);

/* The version of Landlock that the kernel has (landlock(7)), or 0. */
int sandbox_parts_landlock(void);

/* Whether seccomp can end a process that makes a forbidden call. */
bool sandbox_parts_seccomp(void);

#endif
