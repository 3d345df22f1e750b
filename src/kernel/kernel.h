/*
 * kernel: the loop over the bytes of the rows, compiled for one kind of CPU.
 *
 * The logic is written once, in walk.h; a kernel file defines the primitives
 * that walk.h names, for its CPU, and includes it. The portable kernel is the
 * specification: every other must give the same bytes, the same status and the
 * same error_at for every window.
 */
#ifndef KERNEL_H
#define KERNEL_H

#include "../transform.h"

struct kernel {
    const char *name;
    /* As transform_walk(). */
    enum status (*walk)(struct transform *t, struct window *w);
};

extern const struct kernel kernel_portable;

/* The fastest kernel that this CPU has. */
const struct kernel *kernel_best(void);

#endif
