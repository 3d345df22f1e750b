#include <config.h>

#include "sandbox/seccomp.h"

#if HAVE_SECCOMP

#include "sandbox/seccomp_self.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * Kernels before 5.16 slow a filtered process down, so that speculative
 * execution shows it nothing that it may not read. This one runs no code of
 * others, so they are asked not to; kernels before 4.17 do not know the flag.
 */
#ifdef SECCOMP_FILTER_FLAG_SPEC_ALLOW
#define FLAGS SECCOMP_FILTER_FLAG_SPEC_ALLOW
#else
#define FLAGS 0
#endif

/*
 * What runs in the kernel for each call, made by seccomp_rules.c. One number in
 * it is known only now: raise() may signal this process, and no other.
 *
 *      seccomp_rules.c     {SCMP_SYS(tgkill), 0, UINT32_MAX, SECCOMP_SELF}
 *            │ libseccomp, when the program is built
 *      seccomp_filter.inc  {0x15, 0, 1, 0x7e1f5e1fU},   if argument == self
 *            │ put_self(), when it runs as process 4711
 *      filter              {0x15, 0, 1, 4711},
 */
static struct sock_filter filter[] = {
#include "src/sandbox/seccomp_filter.inc"
};

enum {
    LENGTH = sizeof filter / sizeof *filter
};

/* The process has one thread, whose number is the process's. */
static void put_self(void)
{
    uint32_t self = (uint32_t)getpid();

    for (size_t i = 0; i < LENGTH; i++)
        if (filter[i].k == SECCOMP_SELF)
            filter[i].k = self;
}

static bool install(unsigned flags)
{
    struct sock_fprog program = {.len = LENGTH, .filter = filter};

    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program) == 0;
}

void seccomp_enter(void)
{
    put_self();
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && !install(FLAGS))
        install(0);
}

#else

void seccomp_enter(void) {}

#endif
