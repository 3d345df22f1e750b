/*
 * about: what --help and --version tell.
 *
 * Both write to stdout, which must take all of it. false: it did not, or there
 * was no memory; that was said.
 */
#ifndef CLI_ABOUT_H
#define CLI_ABOUT_H

#include <stdbool.h>

struct kernel; /* see kernel/kernel.h */

bool about_help(void);

/* kernel: the one that would be used. */
bool about_version(const struct kernel *kernel);

#endif
