/*
 * status: what a step came to, and what the program prints and returns for it.
 *
 * Every function of the core that can fail returns one of these; only the edge
 * (run/outcome and postgres/main, by report/) turns it into words and an exit
 * status.
 */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

#include <stdbool.h>

/* Exit statuses of the program; they are part of its contract. */
enum {
    EXIT_COMPLETE = 0, /* the whole response was written */
    EXIT_DATA = 1,     /* the rows are not what they should be */
    EXIT_USAGE = 2,    /* the command line, or what it names, is not */
    EXIT_DATABASE = 3, /* PostgreSQL did not give the rows, or not all */
    EXIT_IO = 4,       /* a file, pipe, disk or the memory failed */
};

/* STATUS_OK and the others, as status.def lists them. */
enum status {
#define STATUS(name, exit, sentence) STATUS_##name,
#include "base/status.def"
#undef STATUS
    STATUS_COUNT
};

/*
 * The sentence for a status: static text without a full stop, after which ": "
 * and the reason may follow. Never NULL.
 */
const char *status_text(enum status status);

/*
 * Whether the status is that of one bad row, after which the next one can be
 * read. After any other error the run ends.
 */
bool status_is_of_row(enum status status);

/* The exit status of a run that ends with this status. */
int status_exit(enum status status);

#endif
