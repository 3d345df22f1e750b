/*
 * faults: what the driver orders of a program that runs with the interposer,
 * and what the interposer reports: a file that both map.
 *
 * Only calls that may fail are counted, of one program, from 1 on.
 */
#ifndef FAULTS_FAULTS_H
#define FAULTS_FAULTS_H

#include <stdbool.h>

/* Names the file. */
#define FAULTS_FILE "FRAISEQL_FAULTS_FILE"

/* The calls: X(kind, name). */
#define FAULTS_CALLS(X)                                                        \
    X(ALLOCATE, "an allocation")                                               \
    X(CLOSE, "close")                                                          \
    X(CONNECT, "connect")                                                      \
    X(DUP2, "dup2")                                                            \
    X(EACCESS, "eaccess")                                                      \
    X(FCHMOD, "fchmod")                                                        \
    X(FCHOWN, "fchown")                                                        \
    X(FCNTL, "fcntl")                                                          \
    X(FSTAT, "fstat")                                                          \
    X(FSYNC, "fsync")                                                          \
    X(FTRUNCATE, "ftruncate")                                                  \
    X(GETENTROPY, "getentropy")                                                \
    X(GETSOCKOPT, "getsockopt")                                                \
    X(LSEEK, "lseek")                                                          \
    X(MEMFD_CREATE, "memfd_create")                                            \
    X(MKOSTEMP, "mkostemp")                                                    \
    X(NEWLOCALE, "newlocale")                                                  \
    X(OPEN, "open")                                                            \
    X(PIPE2, "pipe2")                                                          \
    X(POLL, "poll")                                                            \
    X(PPOLL, "ppoll")                                                          \
    X(PRCTL, "prctl")                                                          \
    X(READ, "read")                                                            \
    X(READLINK, "readlink")                                                    \
    X(RECV, "recv")                                                            \
    X(RENAME, "rename")                                                        \
    X(SEND, "send")                                                            \
    X(SETSOCKOPT, "setsockopt")                                                \
    X(SHUTDOWN, "shutdown")                                                    \
    X(SIGTIMEDWAIT, "sigtimedwait")                                            \
    X(SOCKET, "socket")                                                        \
    X(SPAWN, "posix_spawn")                                                    \
    X(STAT, "stat")                                                            \
    X(UNLINK, "unlink")                                                        \
    X(WAITPID, "waitpid")                                                      \
    X(WRITE, "write")

enum call {
#define FAULTS_KIND(kind, name) CALL_##kind,
    FAULTS_CALLS(FAULTS_KIND)
#undef FAULTS_KIND
    CALLS
};

enum fault {
    FAULT_NONE,     /* the calls are only counted */
    FAULT_ONCE,     /* this call fails */
    FAULT_FOR_GOOD, /* and all after it of its kind and its descriptor */
    FAULT_DEVICE,   /* and all after it of any kind but allocations */
    FAULT_CUT,   /* this write takes all but a byte, and the next one fails */
    FAULT_EACH,  /* one of every nth calls that it can hit */
    FAULT_SHORT, /* each read and write takes one byte */
};

enum {
    FAULTS_PROGRAMS = 2, /* that report */
    FAULTS_LOG = 1 << 14 /* calls in a report */
};

/* What happened to a program; if it was killed, until then. */
struct faults_report {
    unsigned calls;
    unsigned char kind[FAULTS_LOG]; /* of each call; an enum call */
    signed char fd[FAULTS_LOG];     /* its descriptor, or -1 */
    unsigned injected;              /* calls that were made to fail */
    unsigned hit[CALLS];            /* of each kind */
    bool hit_stderr;                /* a write of a message among them */
    bool unpolled; /* after EAGAIN it was tried again without waiting */
    bool begun, ended;
    unsigned leaks;        /* allocations of the program itself, at its end */
    unsigned long overrun; /* allocations that were written past their ends */
    int left_open;         /* descriptors more than in the beginning */
};

struct faults {
    /* The order. */
    char program[FAULTS_PROGRAMS][32]; /* the first one is hit */
    enum fault fault;
    unsigned nth; /* the call, or for FAULT_EACH the distance */
    int error;    /* errno's number */

    struct faults_report report[FAULTS_PROGRAMS];
};

#endif
