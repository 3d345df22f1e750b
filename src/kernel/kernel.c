#include <config.h>

#include "kernel.h"

#include <string.h>

const struct kernel *const kernels[] = {
#ifdef HAVE_KERNEL_AVX512
    &kernel_avx512,
#endif
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

/*
 * A CPU must have what the compiler may use in the kernel's file, which are the
 * flags of configure.ac. The other kernels need what every CPU has that the
 * whole program is compiled for.
 */
#ifdef HAVE_KERNEL_AVX2
static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
}
#endif

#ifdef HAVE_KERNEL_AVX512
static bool has_avx512(void)
{
    return __builtin_cpu_supports("avx512f") &&
           __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
           __builtin_cpu_supports("popcnt");
}
#endif

bool kernel_runs(const struct kernel *kernel)
{
#ifdef HAVE_KERNEL_AVX2
    if (kernel == &kernel_avx2)
        return has_avx2();
#endif
#ifdef HAVE_KERNEL_AVX512
    if (kernel == &kernel_avx512)
        return has_avx512();
#endif
    (void)kernel; /* any other */
    return true;
}

const struct kernel *kernel_best(void)
{
    const struct kernel *const *k = kernels;

    while (!kernel_runs(*k))
        k++;
    return *k;
}

const struct kernel *kernel_named(const char *name)
{
    const struct kernel *const *k = kernels;

    while (*k != NULL && strcmp((*k)->name, name) != 0)
        k++;
    return *k;
}
