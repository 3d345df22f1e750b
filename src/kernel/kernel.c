#include <config.h>

#include "kernel/kernel.h"

#include <stdio.h>
#include <string.h>
#ifdef HAVE_SYS_PLATFORM_X86_H
#include <sys/platform/x86.h>
#endif

/*
 * Whether the CPU has it, and the system saves its registers. glibc knows since
 * the program was loaded. The compiler's own way asks the CPU once more, which
 * took 55 us at each start on a virtual machine, where CPUID is trapped.
 */
#ifdef CPU_FEATURE_ACTIVE
#define HAS(symbol, name) has(x86_cpu_##symbol)

/*
 * What CPU_FEATURE_ACTIVE() does, but for its 1 << 31, which is undefined: a
 * feature is a bit of one of the four registers that CPUID fills for a leaf.
 */
static bool has(unsigned int feature)
{
    const struct cpuid_feature *leaf =
        __x86_get_cpuid_feature_leaf(feature / 128);

    return (leaf->active_array[feature / 32 % 4] >> feature % 32 & 1) != 0;
}
#else
#define HAS(symbol, name) __builtin_cpu_supports(name)
#endif

#define EIGHT(c) c, c, c, c, c, c, c, c
#define EACH(c)                                                                \
    {                                                                          \
        EIGHT(c), EIGHT(c), EIGHT(c), EIGHT(c), EIGHT(c), EIGHT(c), EIGHT(c),  \
            EIGHT(c)                                                           \
    }

const unsigned char kernel_bytes[KERNEL_BYTES][WINDOW_PADDING]
    __attribute__((aligned(WINDOW_PADDING))) = {
        [KERNEL_QUOTE] = EACH('"'),
        [KERNEL_BACKSLASH] = EACH('\\'),
        [KERNEL_LAST_CONTROL] = EACH(0x1F),
        [KERNEL_SWAP] = EACH('"' ^ ' '),
        [KERNEL_ABOVE_LOW] = EACH(' ' + 1),
        [KERNEL_NINE_TO_TOP] = EACH(0x7F - '9'),
        [KERNEL_ZERO_AT_TOP] = EACH(0x7F - 9),
        [KERNEL_LOW_HALF] = EACH(0x0F),
        [KERNEL_THIRD] = EACH(0xE0 - 0x80),
        [KERNEL_FOURTH] = EACH(0xF0 - 0x80),
        [KERNEL_TWO_CONTS] = EACH(0x80),
};

/* The one to be preferred first. */
const struct kernel *const kernels[] = {
#ifdef HAVE_KERNEL_AVX2
    &kernel_avx2,
#endif
#ifdef HAVE_KERNEL_X86_64
    &kernel_x86_64,
#endif
#ifdef HAVE_KERNEL_NEON
    &kernel_neon,
#endif
    &kernel_portable, NULL,
};

bool kernel_runs(const struct kernel *kernel)
{
    /* What configure.ac lets the compiler use in a kernel's file. */
#ifdef HAVE_KERNEL_AVX2
    if (kernel == &kernel_avx2)
        return HAS(AVX2, "avx2") && HAS(BMI1, "bmi") && HAS(BMI2, "bmi2") &&
               HAS(POPCNT, "popcnt");
#endif
    /* The others need what the program as a whole is compiled for. */
    (void)kernel;
    return true;
}

/* The one of that name, whether it runs or not; NULL: none has it. */
static const struct kernel *find(const char *name)
{
    const struct kernel *const *k = kernels;

    while (*k != NULL && strcmp((*k)->name, name) != 0)
        k++;
    return *k;
}

const struct kernel *kernel_choose(const char *name)
{
    const struct kernel *const *k = kernels;

    if (name != NULL && name[0] != '\0') {
        const struct kernel *named = find(name);
        return named != NULL && kernel_runs(named) ? named : NULL;
    }
    while (!kernel_runs(*k))
        k++;
    return *k;
}

void kernel_names(char *names, size_t room)
{
    size_t len = 0;

    for (const struct kernel *const *k = kernels; *k != NULL && len < room; k++)
        if (kernel_runs(*k))
            len += (size_t)snprintf(names + len, room - len, "%s%s",
                                    len == 0 ? "" : ", ", (*k)->name);
}
