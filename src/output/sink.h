/*
 * sink: where the response goes.
 *
 * stdout, FIFOs and devices are written as bytes come. A file is written to a
 * temporary file beside it, which takes its place only when it is complete and
 * on disk; till then the old one stays as it was.
 */
#ifndef OUTPUT_SINK_H
#define OUTPUT_SINK_H

#include "base/status.h"
#include "output/replacement.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

struct sink {
    int fd;
    const char *name; /* for messages; as given, or "standard output" */
    struct replacement replacement; /* where a file is written */
    bool whole_lines; /* the output is lines, each complete by itself */
    struct stat file; /* what is at the output now */
    bool is_file;     /* that is a regular file */
    uint64_t bytes;   /* written and not taken back */
};

/*
 * Opens the output named path; NULL, "-" and "/dev/stdout" are stdout. path
 * must outlive the sink. A file that may not be written is not replaced.
 * whole_lines: a file that takes no more is cut after its last line end.
 *
 * Errors, with name set: STATUS_OPEN_OUTPUT (errno says why).
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

/*
 * The output has no reader any more, which is known before more is written:
 * ends the program as writing would. If SIGPIPE does not, STATUS_WRITE.
 */
enum status sink_unread(void);

/* Whether what is written takes the place of a file only at the end. */
static inline bool sink_replaces(const struct sink *s)
{
    return s->replacement.temporary != NULL;
}

/* Closes the sink and leaves a file as it was before. */
void sink_abandon(struct sink *s);

#endif
