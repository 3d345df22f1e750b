/*
 * options: the command line, checked. Nothing else looks at argv.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "response.h"
#include "rows.h"

#include <stdbool.h>
#include <stddef.h>

struct options {
    struct response response;
    const char *type; /* UTF-8, or NULL */
    bool keep_case;
    enum rows_format format;
    const char *output;    /* a path, or NULL for stdout */
    char *const *operands; /* the inputs; they belong to argv, as all above */
    size_t operand_count;
};

enum options_verdict {
    OPTIONS_RUN,   /* do what they say */
    OPTIONS_TOLD,  /* --help or --version was asked for and printed */
    OPTIONS_WRONG, /* a usage error, which was printed */
};

/*
 * Reads the command line; argv may be put into another order. Prints usage
 * errors and warnings, and to stdout what --help and --version ask for.
 */
enum options_verdict options_read(struct options *o, int argc, char **argv);

#endif
