#include <config.h>

#include "kernel.h"

const struct kernel *kernel_best(void)
{
    return &kernel_portable;
}
