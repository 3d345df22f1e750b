/*
 * reader: the bytes of the sources, in one window that slides over them.
 */
#ifndef INPUT_READER_H
#define INPUT_READER_H

#include "base/buffer.h"
#include "input/source.h"
#include "transform/window.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes before next that stay readable, as far as the source has them. */
enum {
    READER_HISTORY = 512
};

/* The offset for keep that keeps nothing. */
#define READER_KEEPS_NONE UINT64_MAX

struct reader {
    struct source *source;
    struct buffer buffer;
    struct window window; /* onto buffer; its user moves next */
    uint64_t keep;        /* bytes from this offset on stay readable too, or
                             READER_KEEPS_NONE; set by its user */
};

/* Reads from source, which must outlive it. */
void reader_init(struct reader *r, struct source *source);

void reader_free(struct reader *r);

/*
 * Opens the next source, with an empty window at its start. STATUS_END: there
 * is none. Errors: those of source_open_next().
 */
enum status reader_open_next(struct reader *r);

/*
 * Reads on until there are that many bytes from next to end, or the source is
 * at its end (window.last). Drops what is before next, but for READER_HISTORY
 * bytes and what is to be kept; pointers into the window are invalidated.
 *
 * Errors: those of source_read(); STATUS_MEMORY.
 */
enum status reader_need(struct reader *r, size_t unread);

/*
 * The same after the walk, for what it left unread: one byte more or, where
 * that is long, twice as much, so that reading it again and again stays cheap.
 */
enum status reader_more(struct reader *r);

/*
 * The source ends at next, as the format says. STATUS_END: so it does; what was
 * read beyond belongs to the source that follows in the same pipe, and was
 * pushed back. STATUS_OK: no source follows, and more has come. Errors: those
 * of source_read(); STATUS_MEMORY.
 */
enum status reader_end(struct reader *r);

/*
 * Moves next after the next line end, reading on until there is one. *found:
 * there is; else next is at the end of the source. What is skipped is not kept.
 *
 * Errors: those of reader_need().
 */
enum status reader_skip_line(struct reader *r, bool *found);

/* Bad data stands at p, which is in the window: moves next there, and returns
 * the status. */
enum status reader_fail(struct reader *r, const unsigned char *p,
                        enum status status);

/* The offset in the source of the byte at next. */
uint64_t reader_offset(const struct reader *r);

/* The number of bytes from next to end. */
size_t reader_unread(const struct reader *r);

#endif
