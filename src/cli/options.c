#include <config.h>

#include "cli/options.h"

#include <stdlib.h>

bool options_have_query(const struct options *o)
{
    for (size_t i = 0; i < o->root_count; i++)
        if (argument_is_given(&o->roots[i].query))
            return true;
    return false;
}

void options_free(struct options *o)
{
    free(o->values);
    free(o->roots);
}
