/*
 * source: the bytes of one input after another, like cat's; or of one stream
 * among several that follow each other in a pipe, such as the query helper's.
 */
#ifndef INPUT_SOURCE_H
#define INPUT_SOURCE_H

#include "base/buffer.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct stat;

/* What is called before each read, and at intervals while there is nothing to
 * be read. */
struct source_watch {
    void (*update)(const void *of);
    const void *of;
    int interval; /* milliseconds */
};

/*
 * A pipe that is open, and stays open from one stream to the next; a source
 * reads one of them. Its owner sets all but ahead, which is empty at first, and
 * frees that.
 */
struct source_pipe {
    int fd;              /* the end to read from, or -1 */
    struct buffer ahead; /* was read, but belongs to the next stream */
    void *owner;         /* what both functions are called with */

    /* Waits until the pipe can be read, or has ended (STATUS_END), or for that
     * many milliseconds (STATUS_MORE; -1: without limit). Any other status is
     * an error. */
    enum status (*wait)(void *owner, int milliseconds);

    /* What the end of the pipe means: STATUS_OK, or an error. */
    enum status (*end)(void *owner);
};

struct source {
    const char *const *operands; /* file names, "-" for stdin; not owned */
    size_t count, next;          /* inputs, and the one to open next */
    const char *name;            /* of the open one, or the last that failed */
    int fd;                      /* the open one, or -1 */
    uint64_t bytes;              /* read up to now, from all of them */
    struct source_pipe *pipe;    /* the only input; or NULL */
    bool followed;               /* another source reads on from the pipe */
    const struct source_watch *watch; /* or NULL; set before it is read */
    bool sized;    /* size is known; set by source_check(), with: */
    uint64_t size; /* bytes there are to read */
};

/* The files named; with none, stdin. Opens nothing yet. */
void source_init(struct source *s, const char *const *operands, size_t count);

/*
 * The next stream of the pipe, which is open when the source is opened. name:
 * what it is called. followed: further streams come after this one. Pipe and
 * name outlive the source.
 */
void source_init_pipe(struct source *s, struct source_pipe *pipe,
                      const char *name, bool followed);

/*
 * Checks every file before any is opened (file_check()), and adds up what there
 * is to read. output: the regular file that will be written, or NULL.
 *
 * Errors: those of file_check(), with name set.
 */
enum status source_check(struct source *s, const struct stat *output);

/*
 * Closes the open input and opens the next. STATUS_END: there is none.
 * Errors: STATUS_OPEN_INPUT, errno says why.
 */
enum status source_open_next(struct source *s);

/*
 * Reads 1 to room bytes, waiting for them where need be; *got is 0 at the end
 * of this input. Errors: STATUS_READ, errno says why; those of the pipe's wait
 * and end.
 */
enum status source_read(struct source *s, void *bytes, size_t room,
                        size_t *got);

/*
 * Pushes n bytes back to the pipe that were read last, and belong to the next
 * stream. Errors: STATUS_MEMORY.
 */
enum status source_push_back(struct source *s, const void *bytes, size_t n);

/* Closes what is open, but not a pipe. */
void source_close(struct source *s);

#endif
