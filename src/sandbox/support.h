/*
 * support: which parts of a sandbox this program was built with and this
 * machine's kernel has.
 */
#ifndef SANDBOX_SUPPORT_H
#define SANDBOX_SUPPORT_H

#include <stdbool.h>

/* Their names, with commas; "none" where there is none. */
const char *support_names(void);

/* The version of Landlock that the kernel has (landlock(7)), or 0. */
int support_landlock(void);

/* Whether seccomp can end a process that makes a forbidden call. */
bool support_seccomp(void);

#endif
