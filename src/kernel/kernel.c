#include <config.h>

#include "kernel.h"

#include <string.h>

const struct kernel *const kernels[] = {
    &kernel_portable,
    NULL,
};

bool kernel_runs(const struct kernel *kernel)
{
    return kernel == &kernel_portable;
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
