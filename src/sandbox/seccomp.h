/*
 * sandbox_calls: which system calls may still be made, where the kernel has
 * seccomp (seccomp(2)), and it is known which ones the C library makes.
 */
#ifndef SANDBOX_SECCOMP_H
#define SANDBOX_SECCOMP_H

/*
 * From now on, a call that the work ahead has no need of ends the process by
 * SIGSYS. Files may be opened for reading only. Where it cannot be done,
 * nothing is forbidden.
 */
void seccomp_enter(void);

#endif
