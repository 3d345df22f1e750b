/*
 * interpose: what the parts of the interposer know of each other. It is loaded
 * by LD_PRELOAD, so its functions are called instead of those of the C library,
 * by the program and by libpq.
 */
#ifndef FAULTS_INTERPOSE_H
#define FAULTS_INTERPOSE_H

#include "faults/faults.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>

/* A pointer to the C library's function of that name, as real. */
#define REAL(name)                                                             \
    static __typeof__(name) *real;                                             \
    if (real == NULL)                                                          \
    *(void **)&real = dlsym(RTLD_NEXT, #name)

/*
 * One more call of that kind; fd: its descriptor, or -1. What it fails with, or
 * 0. CALL_WRITE and CALL_SEND, CALL_READ and CALL_RECV: see interpose_cut(),
 * too.
 */
int interpose_fault(enum call kind, int fd);

/* How many of n bytes the call that was just counted may take. */
size_t interpose_cut(enum call kind, size_t n);

/* The descriptor was waited for. */
void interpose_waited(int fd);

/* Whether the address is in the program itself, not in a library. */
bool interpose_is_program(const void *address);

/* The report of this program; NULL: it is of no interest. */
struct faults_report *interpose_report(void);

/*
 * The program has ended: from now on no call fails, and what is left is
 * reported. The end calls it; so does what comes before that and is not the
 * program's work.
 */
void interpose_finish(void);

/* Of all that the program itself has allocated, what is left; *overrun: of any
 * allocation's end that was written over. */
unsigned heap_left(unsigned long *overrun);

#endif
