#include <config.h>

#include "sandbox/support.h"

#if HAVE_LANDLOCK
#include <linux/landlock.h>
#endif
#if HAVE_SECCOMP
#include <linux/seccomp.h>
#endif
#if HAVE_LANDLOCK || HAVE_SECCOMP
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

const char *support_names(void)
{
    if (support_landlock() == 0)
        return support_seccomp() ? "seccomp" : "none";
    return support_seccomp() ? "landlock, seccomp" : "landlock";
}

int support_landlock(void)
{
    int version = 0;

#if HAVE_LANDLOCK
    version = (int)syscall(SYS_landlock_create_ruleset, NULL, (size_t)0,
                           LANDLOCK_CREATE_RULESET_VERSION);
#endif
    return version < 0 ? 0 : version;
}

bool support_seccomp(void)
{
    bool known = false;

#if HAVE_SECCOMP
    unsigned action = SECCOMP_RET_KILL_PROCESS;
    known = syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
#endif
    return known;
}
