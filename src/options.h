/*
 * options: the command line, checked. Nothing else looks at argv.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "response.h"
#include "rows.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum database_password {
    PASSWORD_IF_NEEDED, /* ask for it where the server wants one */
    PASSWORD_NEVER,     /* never ask */
    PASSWORD_ALWAYS,    /* ask before connecting */
};

/* What is asked of PostgreSQL, and where it is; NULL: as libpq has it. */
struct database {
    const char *query; /* SQL, or @FILE; NULL: rows come from files */
    const char *dbname, *host, *port, *user;
    enum database_password password;
    const char **settings; /* NAME=VALUE, in their order; owned */
    size_t setting_count;
};

struct options {
    struct response response;
    const char *type;   /* UTF-8, or NULL */
    const char *schema; /* a path, or NULL */
    bool keep_case;
    enum rows_format format;
    const char *column;     /* of rows that are objects keyed by column: the
                               member that is the row; or NULL */
    uint64_t min_rows;      /* fewer are bad data */
    const char *end_marker; /* the line that ends each input, or NULL */
    struct database database;
    const char *output;    /* a path, or NULL for stdout */
    char *const *operands; /* the inputs; they belong to argv, as all above */
    size_t operand_count;
    char *const *words; /* the command line as a whole */
};

enum options_verdict {
    OPTIONS_RUN,   /* do what they say */
    OPTIONS_TOLD,  /* --help or --version was asked for and printed */
    OPTIONS_WRONG, /* a usage error, which was printed */
};

/*
 * Reads the command line; argv may be put into another order. Prints usage
 * errors, and to stdout what --help and --version ask for. options_free() is
 * needed after each verdict.
 */
enum options_verdict options_read(struct options *o, int argc, char **argv);

void options_free(struct options *o);

#endif
