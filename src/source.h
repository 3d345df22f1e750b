/*
 * source: the inputs, one after another like cat's. Nothing else reads.
 */
#ifndef SOURCE_H
#define SOURCE_H

#include "status.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

struct source {
    char *const *operands; /* file names, "-" for stdin; not owned */
    size_t count, next;    /* how many, and the one to open next */
    const char *name;      /* of the open one, or of the last that failed */
    int fd;                /* the open one, or -1 */
};

/* The files named; with none, stdin. Opens nothing yet. */
void source_init(struct source *s, char *const *operands, size_t count);

/*
 * Whether every input is there and may be read; so a missing one is found
 * before anything is written. output: the regular file that will be written, or
 * NULL.
 *
 * Errors, with name set: STATUS_OPEN_INPUT (errno says why);
 * STATUS_SAME_FILE: that input is the output.
 */
enum status source_check(struct source *s, const struct stat *output);

/*
 * Closes the open input and opens the next. STATUS_END: there is none.
 * Errors: STATUS_OPEN_INPUT, errno says why.
 */
enum status source_open_next(struct source *s);

/*
 * Reads 1 to room bytes, waiting for them where need be; *got is 0 at the end
 * of this input. Errors: STATUS_READ, errno says why.
 */
enum status source_read(struct source *s, void *bytes, size_t room,
                        size_t *got);

/* Closes what is open. */
void source_close(struct source *s);

#endif
