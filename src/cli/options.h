/*
 * options: what the command line asks for. command_line.h reads it, and
 * options_check.h says whether it makes sense.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "cli/argument.h"
#include "input/rows_format.h"
#include "output/progress.h"
#include "output/response.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * One root field of the response: where its rows come from, and what becomes of
 * them. What is not given is NULL, 0 or false.
 */
struct options_root {
    const char *field; /* its key, UTF-8; the selection may have one, too */
    enum response_kind kind;
    const char *kind_option;     /* the one that asks for the kind */
    const char *type;            /* UTF-8 */
    struct argument_text select; /* a selection set or a document */
    struct argument_list opaque; /* names joined by '.', each UTF-8 */
    bool keep_case;
    enum rows_format format;
    const char *column;         /* of rows that are objects keyed by column: the
                                   member that is the row */
    uint64_t min_rows;          /* fewer are bad data */
    const char *end_marker;     /* the line that ends each input */
    struct argument_text query; /* SQL; not given: rows come from files */
    struct argument_list inputs; /* files; none: stdin, where rows are read */
};

enum database_password {
    PASSWORD_IF_NEEDED, /* ask for it where the server wants one */
    PASSWORD_NEVER,     /* never ask */
    PASSWORD_ALWAYS,    /* ask before connecting */
};

/* Where PostgreSQL is, and what it is sent; NULL: as libpq has it. */
struct database {
    const char *dbname, *host, *port, *user;
    enum database_password password;
    struct argument_list settings; /* NAME=VALUE */
    const char *option;            /* the first one given of all these */
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
    uint64_t tolerate; /* as many bad rows are no failure */
    bool tolerate_given;
    enum progress_when progress; /* is shown meanwhile */
    bool stats;                  /* the last line is the numbers of the run */
    bool quiet;                  /* no warnings */
    const char *output;          /* a path, or NULL for stdout */
    bool no_sandbox;             /* keep all rights; see sandbox.h */
    char *const *words;  /* the command line as a whole; all texts above are
                            parts of it */
    const char **values; /* what the lists above are made of; owned */
};

/* Whether a root has a query. */
bool options_have_query(const struct options *o);

/* Frees what options own. */
void options_free(struct options *o);

#endif
