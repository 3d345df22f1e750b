/*
 * help: what --help and --version print.
 *
 * Both write to stdout, which must take all of it. false: it did not, or there
 * was no memory; the error was printed.
 */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include <stdbool.h>

/* The options, in lines of 80 columns at most. */
bool help_options(void);

/*
 * The version and the license; and what the program uses on this machine, where
 * it uses it: the names of the parts of the sandbox, and of the kernel; or
 * NULL.
 */
bool help_version(const char *sandbox, const char *kernel);

#endif
