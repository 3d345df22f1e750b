/*
 * kernel: the loop over the bytes of the rows, compiled for one kind of CPU.
 *
 * The file of a kernel defines a few primitives for its CPU, which block.h
 * lists, and includes walk.h: all that is known of JSON is written once, in
 * headers that are made of those. The portable kernel is the specification:
 * every other must give the same bytes, the same status and the same error_at
 * for every window.
 *
 * To read them, in this order:
 *
 *   1. block.h, portable.c   blocks, masks, and what may be read past the end
 *   2. fast.h                the fast path: its loop, and one row through it
 *   3. scan.h, lead.h        what it is made of: values and keys
 *   4. fast_state.h          its state, and the step from row to row
 *      fast_whole.h          objects and arrays, written as they stand
 *   5. walk.h                the slow path: every state
 *   6. token.h, key.h        what that is made of, with every error
 *   7. walk_row.h            around a row
 *   8. fast_select.h, walk_select.h      selected fields, on both paths
 *
 * Beside these there are utf8_block.h, for text that is not ASCII, cursor.h,
 * and one file for each CPU.
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
 * Blocks that hold one byte many times. They are loaded from memory, as GCC
 * makes a constant anew wherever it is used, by several instructions.
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
    KERNEL_TWO_CONTS, /* see utf8_block.h */
    KERNEL_BYTES
};
extern const unsigned char kernel_bytes[KERNEL_BYTES][WINDOW_PADDING];

/*
 * Every kernel that was compiled, the preferred one first; NULL ends the table.
 * kernel_portable is the last, and every CPU runs it.
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

#endif
