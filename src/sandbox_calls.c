#include <config.h>

#include "sandbox_calls.h"

#if HAVE_SECCOMP

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined __x86_64__
#define THIS_CPU AUDIT_ARCH_X86_64
#else
#define THIS_CPU AUDIT_ARCH_AARCH64
#endif

/* --- What is allowed ------------------------------------------------------ */

/* Of calls that have taken each other's place, C libraries make any. */
static const unsigned short calls[] = {
    /* to read, write and wait */
    SYS_read,
    SYS_readv,
    SYS_write,
    SYS_writev,
    SYS_ppoll,
    SYS_lseek,
    SYS_close,
    /* to know what a file is before it is opened */
    SYS_fstat,
    SYS_newfstatat,
    SYS_statx,
    SYS_faccessat,
    SYS_getuid,
    SYS_geteuid,
    SYS_getgid,
    SYS_getegid,
    /* to end a file that takes the place of another */
    SYS_fsync,
    SYS_ftruncate,
    SYS_renameat,
    SYS_renameat2,
    SYS_unlinkat,
    /* memory; qsort() asks how much there is */
    SYS_brk,
    SYS_munmap,
    SYS_mremap,
    SYS_madvise,
    SYS_sysinfo,
    SYS_futex,
    SYS_getrandom,
    /* signals, their handlers, and how the program that asks has ended */
    SYS_rt_sigaction,
    SYS_rt_sigprocmask,
    SYS_rt_sigpending,
    SYS_rt_sigreturn,
    SYS_rt_sigtimedwait,
    SYS_restart_syscall,
    SYS_getpid,
    SYS_gettid,
    SYS_getpgid,
    SYS_wait4,
    /* time, where it cannot be read without a call */
    SYS_clock_gettime,
    SYS_gettimeofday,
    /* to end */
    SYS_exit,
    SYS_exit_group,
#ifdef SYS_faccessat2
    SYS_faccessat2,
#endif
#ifdef __x86_64__
    SYS_poll,
    SYS_stat,
    SYS_lstat,
    SYS_access,
    SYS_rename,
    SYS_unlink,
    SYS_time,
    SYS_getpgrp,
#endif
};

/*
 * Calls that are allowed where an argument, of which 32 bits count, has this
 * value in the bits of the mask.
 */
struct allowed {
    unsigned short call;
    unsigned short argument;
    uint32_t mask, value;
};

/* To open a file, and not to write, make or cut it. */
enum {
    MORE_THAN_READ = O_ACCMODE | O_CREAT | O_TRUNC,
};

static const struct allowed in_part[] = {
    {SYS_openat, 2, MORE_THAN_READ, O_RDONLY},
#ifdef __x86_64__
    {SYS_open, 1, MORE_THAN_READ, O_RDONLY},
#endif
    /* memory that cannot be run */
    {SYS_mmap, 2, PROT_EXEC, 0},
    {SYS_mprotect, 2, PROT_EXEC, 0},
    /* what stdio asks of a terminal, how wide it is, and who has it */
    {SYS_ioctl, 1, UINT32_MAX, TCGETS},
    {SYS_ioctl, 1, UINT32_MAX, TIOCGWINSZ},
    {SYS_ioctl, 1, UINT32_MAX, TIOCGPGRP},
    {SYS_fcntl, 1, UINT32_MAX, F_GETFD},
    {SYS_fcntl, 1, UINT32_MAX, F_SETFD},
    {SYS_fcntl, 1, UINT32_MAX, F_GETFL},
    {SYS_fcntl, 1, UINT32_MAX, F_GETPIPE_SZ},
    {SYS_fcntl, 1, UINT32_MAX, F_SETPIPE_SZ},
};

/* --- The filter ----------------------------------------------------------- */

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum {
    FRAME = 5,       /* instructions at the beginning and the end, */
    BY_CALL = 2,     /* for a call, */
    BY_ARGUMENT = 6, /* and for one of which an argument counts */
    RAISING = 2,     /* calls that send a signal to a thread */
    ROOM = FRAME + BY_CALL * COUNT(calls) +
           BY_ARGUMENT * (COUNT(in_part) + RAISING),
};

/*
 * A program for the kernel's BPF machine, which has one register: it runs for
 * each call, and what it returns becomes of the call.
 */
struct filter {
    struct sock_filter code[ROOM];
    unsigned short len;
};

static void load(struct filter *f, size_t offset)
{
    f->code[f->len++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                                                     (uint32_t)offset);
}

static void keep_bits(struct filter *f, uint32_t mask)
{
    f->code[f->len++] =
        (struct sock_filter)BPF_STMT(BPF_ALU | BPF_AND | BPF_K, mask);
}

/* Skips so many instructions: where the register is this, where it is not. */
static void branch(struct filter *f, uint32_t value, unsigned char same,
                   unsigned char other)
{
    f->code[f->len++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
                                                     value, same, other);
}

static void end(struct filter *f, uint32_t action)
{
    f->code[f->len++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action);
}

static void load_call(struct filter *f)
{
    load(f, offsetof(struct seccomp_data, nr));
}

/* The register holds the call; so it does behind these instructions. */
static void check(struct filter *f, struct allowed a)
{
    branch(f, a.call, 0, BY_ARGUMENT - 1);
    /* the lower half, which comes first on CPUs that are little-endian */
    load(f,
         offsetof(struct seccomp_data, args) + a.argument * sizeof(uint64_t));
    keep_bits(f, a.mask);
    branch(f, a.value, 0, 1);
    end(f, SECCOMP_RET_ALLOW);
    load_call(f);
}

static void fill(struct filter *f)
{
    /* raise() is one of two; the process has one thread, of its number. */
    uint32_t self = (uint32_t)getpid();

    f->len = 0;
    load(f, offsetof(struct seccomp_data, arch));
    branch(f, THIS_CPU, 1, 0);
    end(f, SECCOMP_RET_KILL_PROCESS);
    load_call(f);
    for (size_t i = 0; i < COUNT(calls); i++) {
        branch(f, calls[i], 0, 1);
        end(f, SECCOMP_RET_ALLOW);
    }
    for (size_t i = 0; i < COUNT(in_part); i++)
        check(f, in_part[i]);
    check(f, (struct allowed){SYS_tgkill, 0, UINT32_MAX, self});
    check(f, (struct allowed){SYS_tkill, 0, UINT32_MAX, self});
    end(f, SECCOMP_RET_KILL_PROCESS);
}

static bool install(struct filter *f, unsigned flags)
{
    struct sock_fprog program = {.len = f->len, .filter = f->code};

    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program) == 0;
}

/*
 * Where a process is filtered, kernels before 5.16 make it slower, lest it
 * guess what it may not read. This one runs nobody's code, so they are asked
 * not to; those before 4.17 do not know what that is.
 */
#ifdef SECCOMP_FILTER_FLAG_SPEC_ALLOW
#define FLAGS SECCOMP_FILTER_FLAG_SPEC_ALLOW
#else
#define FLAGS 0
#endif

bool sandbox_calls_enter(void)
{
    struct filter f;

    fill(&f);
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           (install(&f, FLAGS) || install(&f, 0));
}

#else

bool sandbox_calls_enter(void)
{
    return false;
}

#endif
