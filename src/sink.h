/*
 * sink: where the response goes. Nothing else writes to it.
 *
 * stdout, FIFOs and devices are written as bytes come. A file is written to a
 * temporary file beside it, which takes its place only when it is complete and
 * on disk; till then the old one stays as it was.
 */
#ifndef SINK_H
#define SINK_H

#include "status.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

struct sink {
    int fd;
    const char *name; /* for messages; as given, or "standard output" */
    char *target;     /* the file to be replaced, links followed, or NULL */
    char *temporary;  /* what is written instead of it, or NULL */
    bool whole_lines; /* the output is lines, each complete by itself */
    struct stat file; /* what is at the output now */
    bool is_file;     /* that is a regular file */
};

/*
 * Opens the output named path; NULL, "-" and "/dev/stdout" are stdout. path
 * must outlive the sink. whole_lines: a file that takes no more is cut behind
 * its last line end.
 *
 * A temporary file is removed when SIGHUP, SIGINT, SIGPIPE or SIGTERM end the
 * program, which then ends by that signal; one that the caller of the program
 * ignores stays ignored. A file that may not be written is not replaced.
 *
 * Errors, with name set: STATUS_OPEN_OUTPUT (errno says why), STATUS_MEMORY.
 */
enum status sink_open(struct sink *s, const char *path, bool whole_lines);

/*
 * Writes all n bytes, however long that takes. Errors: STATUS_WRITE (errno
 * says why).
 */
enum status sink_write(struct sink *s, const void *bytes, size_t n);

/*
 * Writes the last n bytes and makes the output final. After an error it is not
 * complete: a file is cut to what it was before, and on a pipe the end is one
 * write, which is made whole or not at all (PIPE_BUF, POSIX write()).
 *
 * Errors: STATUS_WRITE, STATUS_RENAME (errno says why). The sink is closed.
 */
enum status sink_finish(struct sink *s, const void *bytes, size_t n);

/* Closes the sink and leaves a file as it was before. */
void sink_abandon(struct sink *s);

#endif
