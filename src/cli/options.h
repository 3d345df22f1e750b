/*
 * options: the command line, checked. Nothing else looks at it.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "cli/options_root.h"
#include "output/progress.h"
#include "output/response.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum database_password {
    PASSWORD_IF_NEEDED, /* ask for it where the server wants one */
    PASSWORD_NEVER,     /* never ask */
    PASSWORD_ALWAYS,    /* ask before connecting */
};

/* Where PostgreSQL is, and what it is told; NULL: as libpq has it. */
struct database {
    const char *dbname, *host, *port, *user;
    enum database_password password;
    char **settings; /* NAME=VALUE, in their order */
    size_t setting_count;
};

/* What becomes of a bad row. */
enum options_on_error {
    ON_ERROR_STOP, /* it ends the run */
    ON_ERROR_NULL, /* null stands for it */
    ON_ERROR_SKIP, /* it is left out */
};

struct options {
    struct response response;
    struct options_root *roots; /* in their order; owned */
    size_t root_count;          /* at least one */
    const char *schema;         /* a path, or NULL */
    struct database database;
    enum options_on_error on_error;
    uint64_t tolerate; /* so many bad rows are no failure */
    bool tolerate_given;
    enum progress_when progress; /* is shown meanwhile */
    bool stats;                  /* the last line says what the run came to */
    const char *output;          /* a path, or NULL for stdout */
    bool no_sandbox;             /* keep all rights; see sandbox.h */
    char *const *words; /* the command line as a whole; all texts above are
                           parts of it */
    char **lists;       /* what the lists above are made of; owned */
};

enum options_verdict {
    OPTIONS_RUN,     /* do what they say */
    OPTIONS_HELP,    /* print what --help asks for; see help.h */
    OPTIONS_VERSION, /* print what --version asks for */
    OPTIONS_WRONG,   /* a usage error, which was printed */
};

/*
 * Reads the command line, which may put argv into another order, and prints
 * usage errors. The first --help or --version decides, whatever follows it.
 * options_free() is needed after each verdict.
 */
enum options_verdict options_read(struct options *o, int argc, char **argv);

void options_free(struct options *o);

#endif
