/*
 * source: the inputs, one after another like cat's; or a query, whose rows
 * come through a pipe that other queries may share. Nothing else reads.
 */
#ifndef INPUT_SOURCE_H
#define INPUT_SOURCE_H

#include "base/buffer.h"
#include "base/status.h"
#include "input/query.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

/* Somebody who looks on. */
struct source_watch {
    void (*look)(const void *whose);
    const void *whose;
    int patience; /* milliseconds to wait for bytes until the next look */
};

struct source {
    const char *const *operands; /* file names, "-" for stdin; not owned */
    size_t count, next;          /* how many, and the one to open next */
    const char *name;    /* of the open one, or of the last that failed */
    int fd;              /* the open one, or -1 */
    uint64_t bytes;      /* read up to now, from all of them */
    struct query *query; /* the only input; or NULL */
    const struct source_watch *watch; /* or NULL; set before it is read */
    bool sized;       /* size is known; of these, source_check() tells */
    uint64_t size;    /* bytes there are to read */
    bool followed;    /* another source reads the query's pipe on */
    const char *file; /* the operand that is the query's text */
};

/* The files named; with none, stdin. Opens nothing yet. */
void source_init(struct source *s, const char *const *operands, size_t count);

/*
 * The rows of a query: the next stream from q, which is running when the source
 * is opened. file: the one that holds its text, or NULL; an operand that is
 * only checked. name: what it is called. followed: the streams of other queries
 * come behind this one. All of them outlive the source.
 */
void source_init_query(struct source *s, struct query *q, const char *file,
                       const char *name, bool followed);

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
 * of this input. Before that, and while it waits, the watch has its look.
 * Errors: STATUS_READ, errno says why; those of query_wait() and query_end().
 */
enum status source_read(struct source *s, void *bytes, size_t room,
                        size_t *got);

/*
 * Gives n bytes back that were read last, and belong to the source that follows
 * this one. Errors: STATUS_MEMORY.
 */
enum status source_give_back(struct source *s, const void *bytes, size_t n);

/*
 * Appends all of the file called name, "-" for stdin, to text. Errors: those of
 * source_open_next() and source_read(); STATUS_MEMORY.
 */
enum status source_read_all(const char *name, struct buffer *text);

/* Closes what is open, but for a query. */
void source_close(struct source *s);

#endif
