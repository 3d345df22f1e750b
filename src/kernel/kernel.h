/*
 * kernel: the loop over the bytes of the rows, compiled for one kind of CPU.
 *
 * The logic is written once, in walk.h; a kernel file defines the primitives
 * that walk.h names, for its CPU, and includes it. The portable kernel is the
 * specification: every other must give the same bytes, the same status and the
 * same error_at for every window.
 */
#ifndef KERNEL_KERNEL_H
#define KERNEL_KERNEL_H

#include "transform/transform.h"
#include "transform/window.h"

#include <stdbool.h>

struct kernel {
    const char *name;
    transform_walk *walk;
};

extern const struct kernel kernel_portable, kernel_x86_64, kernel_avx2,
    kernel_neon;

/*
 * Blocks of one byte each, for the kernels. They stand in memory, as GCC would
 * make a constant anew wherever it is used, by several instructions.
 */
enum kernel_byte {
    KERNEL_QUOTE,
    KERNEL_BACKSLASH,
    KERNEL_LAST_CONTROL,
    KERNEL_SWAP,        /* what makes '"' of ' ', and the other way */
    KERNEL_ABOVE_LOW,   /* ' ' + 1 */
    KERNEL_NINE_TO_TOP, /* what makes 0x7F of '9', */
    KERNEL_ZERO_AT_TOP, /* and this of '0' */
    KERNEL_LOW_HALF,
    KERNEL_THIRD,     /* what makes 0x80 of 0xE0, which begins three bytes, */
    KERNEL_FOURTH,    /* and of 0xF0, which begins four */
    KERNEL_TWO_CONTS, /* see text.h */
    KERNEL_BYTES
};
extern const unsigned char kernel_bytes[KERNEL_BYTES][WINDOW_PADDING];

/*
 * Every kernel that was compiled, the one to be preferred first; NULL ends the
 * table. kernel_portable is the last, and every CPU runs it.
 */
extern const struct kernel *const kernels[];

/* Whether this CPU, and the system that saves its registers, can run it. */
bool kernel_runs(const struct kernel *kernel);

/*
 * The kernel of that name, which may be NULL or empty: then the first that this
 * CPU can run. NULL: none that it can run has the name.
 */
const struct kernel *kernel_choose(const char *name);

/*
 * Writes the names of those that this CPU can run, with commas between them and
 * a NUL after them, to names; cut to fit into room bytes.
 */
void kernel_names(char *names, size_t room);

/* The one of that name, whether it runs or not; NULL: none is called so. */
const struct kernel *kernel_named(const char *name);

#endif
