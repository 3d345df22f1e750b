/*
 * sandbox: once the output is open, the program drops privileges, so that a row
 * that exploits a bug can do little.
 *
 * It may then open the files that its options name, for reading only, and put
 * the new file in the place of the old one. It cannot run programs, reach the
 * network, or open, make, rename and remove other files. If the kernel does not
 * support that, or refuses it, the program goes on with the rights that it has.
 */
#ifndef RUN_SANDBOX_H
#define RUN_SANDBOX_H

#include "cli/options.h"

/*
 * Enters it, unless the options say otherwise. target: the file that will be
 * replaced, or NULL. The query helper must have been started before.
 */
void sandbox_enter(const struct options *o, const char *target);

#endif
