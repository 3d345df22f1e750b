/*
 * sandbox_self: what stands in the filter for the number of the process, which
 * is known only when it runs. No process has this one, nor is it in a rule.
 */
#ifndef SANDBOX_SECCOMP_SELF_H
#define SANDBOX_SECCOMP_SELF_H

#define SECCOMP_SELF 0x7e1f5e1fU

#endif
