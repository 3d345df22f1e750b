/*
 * seccomp_rules: the system calls that are left in the sandbox. Built and run
 * before the program is, it has libseccomp turn them into a filter, and prints
 * its instructions as the elements of an array in C (see seccomp.c): so the
 * program itself neither loads libseccomp nor waits for its work.
 */
#include <config.h>

#include <asm/termbits.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>

#include "sandbox/seccomp_self.h"

/* Where one call has replaced another, C libraries make either. */
static const int calls[] = {
    /* to read, write and wait */
    SCMP_SYS(read),
    SCMP_SYS(readv),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(lseek),
    SCMP_SYS(close),
    /* to know what a file is before it is opened */
    SCMP_SYS(stat),
    SCMP_SYS(lstat),
    SCMP_SYS(fstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(statx),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(getgroups),
    /* to look for what the C library knows of characters, where GCONV_PATH is
     * set, or there is no cache of that */
    SCMP_SYS(getcwd),
    SCMP_SYS(getdents64),
    /* to end a file that takes the place of another */
    SCMP_SYS(fsync),
    SCMP_SYS(ftruncate),
    SCMP_SYS(rename),
    SCMP_SYS(renameat),
    SCMP_SYS(renameat2),
    SCMP_SYS(unlink),
    SCMP_SYS(unlinkat),
    /* memory; qsort() asks how much there is */
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(sysinfo),
    SCMP_SYS(futex),
    SCMP_SYS(getrandom),
    /* signals, their handlers, and how the query helper has ended */
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigpending),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigtimedwait),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getpgid),
    SCMP_SYS(getpgrp),
    SCMP_SYS(wait4),
    /* time, where it cannot be read without a call */
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    /* to end */
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
};

/* Flags of open() that write, make or cut a file. */
enum {
    MORE_THAN_READ = O_ACCMODE | O_CREAT | O_TRUNC,
};

/* Calls that are allowed where the bits of the mask in an argument are this. */
static const struct {
    int call;
    unsigned argument;
    uint32_t mask, value;
} in_part[] = {
    {SCMP_SYS(open), 1, MORE_THAN_READ, O_RDONLY},
    {SCMP_SYS(openat), 2, MORE_THAN_READ, O_RDONLY},
    /* memory that cannot be run */
    {SCMP_SYS(mmap), 2, PROT_EXEC, 0},
    {SCMP_SYS(mprotect), 2, PROT_EXEC, 0},
    /* glibc's malloc() gives its memory names, where GLIBC_TUNABLES says so */
    {SCMP_SYS(prctl), 0, UINT32_MAX, PR_SET_VMA},
    /* what stdio asks of a terminal, how wide it is, and who has it */
    {SCMP_SYS(ioctl), 1, UINT32_MAX, TCGETS},
    {SCMP_SYS(ioctl), 1, UINT32_MAX, TCGETS2},
    {SCMP_SYS(ioctl), 1, UINT32_MAX, TIOCGWINSZ},
    {SCMP_SYS(ioctl), 1, UINT32_MAX, TIOCGPGRP},
    {SCMP_SYS(fcntl), 1, UINT32_MAX, F_GETFD},
    {SCMP_SYS(fcntl), 1, UINT32_MAX, F_SETFD},
    {SCMP_SYS(fcntl), 1, UINT32_MAX, F_GETFL},
    {SCMP_SYS(fcntl), 1, UINT32_MAX, F_GETPIPE_SZ},
    {SCMP_SYS(fcntl), 1, UINT32_MAX, F_SETPIPE_SZ},
    /* raise() is one of these */
    {SCMP_SYS(tkill), 0, UINT32_MAX, SECCOMP_SELF},
    {SCMP_SYS(tgkill), 0, UINT32_MAX, SECCOMP_SELF},
};

static bool add_rules(scmp_filter_ctx filter)
{
    bool added = true;

    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        added =
            added && seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0) == 0;
    for (size_t i = 0; i < sizeof in_part / sizeof *in_part; i++) {
        const struct scmp_arg_cmp same = {
            .arg = in_part[i].argument,
            .op = SCMP_CMP_MASKED_EQ,
            .datum_a = in_part[i].mask,
            .datum_b = in_part[i].value,
        };
        added = added && seccomp_rule_add_array(filter, SCMP_ACT_ALLOW,
                                                in_part[i].call, 1, &same) == 0;
    }
    return added;
}

static bool print(FILE *instructions)
{
    struct sock_filter one;

    rewind(instructions);
    while (fread(&one, sizeof one, 1, instructions) == 1)
        printf("{0x%02x, %u, %u, 0x%xU},\n", one.code, one.jt, one.jf, one.k);
    return ferror(instructions) == 0 && fflush(stdout) == 0;
}

int main(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    FILE *instructions = tmpfile();
    bool done = filter != NULL && instructions != NULL &&
                seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH,
                                 SCMP_ACT_KILL_PROCESS) == 0 &&
                add_rules(filter) &&
                seccomp_export_bpf(filter, fileno(instructions)) == 0 &&
                print(instructions);

    if (!done)
        fputs("seccomp_rules: libseccomp does not make the filter\n", stderr);
    seccomp_release(filter);
    return done ? 0 : 1;
}
