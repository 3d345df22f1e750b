/*
 * seccomp: which system calls may still be made, if the kernel has seccomp
 * (seccomp(2)), and it is known which ones the C library makes.
 */
#ifndef SANDBOX_SECCOMP_H
#define SANDBOX_SECCOMP_H

/*
 * From now on, a call that the work ahead does not need ends the process by
 * SIGSYS. Files may be opened for reading only. If the filter cannot be
 * installed, nothing is forbidden.
 */
void seccomp_enter(void);

#endif
