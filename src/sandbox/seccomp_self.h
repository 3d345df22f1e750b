/*
 * seccomp_self: what stands in the filter for the process's own number, which
 * is known only when it runs (drawn in seccomp.c). It is more than any
 * process's number (PID_MAX_LIMIT, 2^22), and occurs in no rule by chance.
 */
#ifndef SANDBOX_SECCOMP_SELF_H
#define SANDBOX_SECCOMP_SELF_H

#define SECCOMP_SELF 0x7e1f5e1fU

#endif
