/*
 * sandbox: once the output is open, the program gives up what it has no need
 * of any more, so that rows which find a mistake in it can do little with it.
 *
 * It may then open the files that its options name, for reading only, and put
 * the new file in the place of the old one. It cannot run programs, reach the
 * network, or open, make, rename and remove other files. Where the kernel does
 * not know how, or does not let it, it goes on with the rights that it has.
 */
#ifndef RUN_SANDBOX_H
#define RUN_SANDBOX_H

#include "cli/options.h"

/*
 * Enters it, unless the options say otherwise. target: the file that will be
 * replaced, or NULL. The program that asks must have been started before.
 */
void sandbox_enter(const struct options *o, const char *target);

#endif
