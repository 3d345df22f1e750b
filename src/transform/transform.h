/*
 * transform: rows of JSON become rows of the response.
 *
 * It is a machine that is fed windows of bytes and can stop at the end of any
 * of them, between any two bytes. It checks the grammar (RFC 8259) and UTF-8,
 * drops blanks, renames keys, refuses equal names in one object, adds
 * __typename, and writes what stands before, between and after rows. It knows
 * nothing of files, options or the response around the rows.
 *
 * What it is made of is in state.h, which only src/transform and src/kernel
 * look at.
 */
#ifndef TRANSFORM_TRANSFORM_H
#define TRANSFORM_TRANSFORM_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buffer;
struct key;
struct plan_rules;
struct transform;
struct window;

/* Levels of arrays and objects in a row. PostgreSQL itself stops at about
 * 14,500. */
enum {
    TRANSFORM_LEVELS = 16384
};

/* What is asked of the transform; the strings, and what plan points to, outlive
 * it. */
struct transform_rules {
    const struct plan_rules *plan; /* what becomes of keys; where it has a type
                                      or a selection, rows are objects, arrays
                                      of them, or null; where it has a column,
                                      rows are objects, and this key's field
                                      stands for the row */
    const char *end_marker;        /* what ends a source after the last row; or
                                      NULL */
    const char *first;   /* what goes before the first row (up to 2 bytes) */
    const char *between; /* before each further row (up to 2 bytes) */
    const char *after;   /* after each row (up to 1 byte) */
    uint64_t max_rows;   /* one more is STATUS_SECOND_ROW */
};

/* What became of the rows of all sources up to now. */
struct transform_counts {
    uint64_t rows;       /* begun */
    uint64_t written;    /* whole in the output, and nulls */
    uint64_t dropped;    /* bad, of those begun */
    bool first_is_array; /* the first row written begins with '[' */
};

/* Where in a source the transform is. */
struct transform_position {
    uint64_t line;        /* from 1 */
    uint64_t line_offset; /* of that line's first byte in the source */
    uint64_t row;         /* the open row, from 1 over all sources; 0: none */
    uint64_t row_line;    /* the line where the last row began; 0: none did */
    uint64_t row_offset;  /* of that line's first byte in the source */
    unsigned levels;      /* open arrays and objects */
};

/*
 * The loop over the bytes of a window, which a kernel has (kernel/kernel.h):
 * walks the window from next on, writes the output, and moves next.
 *
 * STATUS_MORE: the window is used up, but for what stands from next to end (an
 * unfinished key, number, word, escape or character; shorter than the row),
 * which must stand again at next in the following window. A window that is
 * last ends a number and a row.
 * Errors: the bad data of status.h, with error_at in the window; STATUS_MEMORY.
 *
 * Reads at most WINDOW_PADDING bytes past end.
 */
typedef enum status transform_walk(struct transform *t, struct window *w);

/* Makes a transform whose bytes the walk does. NULL: no memory. */
struct transform *transform_new(const struct transform_rules *rules,
                                transform_walk *walk);

/* Frees it, with its output. May be NULL. */
void transform_free(struct transform *t);

/* --- Input --- */

/*
 * A new source begins, with a row or without one: lines are counted afresh,
 * rows are not.
 */
void transform_source(struct transform *t);

/*
 * A line of this number begins at this offset of the source, or the next line
 * does: for a caller that skips lines, or whose windows are framed.
 */
void transform_set_line(struct transform *t, uint64_t line, uint64_t offset);
void transform_next_line(struct transform *t, uint64_t offset);

/*
 * Transforms the window from next on, and moves next. STATUS_MORE: what stands
 * from next to end must stand again at next in the following window, see
 * transform_walk; or the window was last, and all of it is used up.
 *
 * Errors: the bad data of status.h, which stands at next; STATUS_MEMORY. The
 * last window of a framed row has all of it: STATUS_ROW_ENDS,
 * STATUS_EXPECTED_VALUE. Reads at most WINDOW_PADDING bytes past end.
 */
enum status transform_feed(struct transform *t, struct window *w);

/*
 * Looks for the end marker at *p, where a row would begin, for the slow path
 * and for a caller whose windows are framed, and moves *p past it where it is.
 * The bytes end at end, and with them the line if ends. STATUS_MORE: it may be
 * there once more bytes have come; or else STATUS_OK.
 */
enum status transform_end_marker(struct transform *t, const unsigned char **p,
                                 const unsigned char *end, bool ends);

/* The source ends. STATUS_INPUT_ENDS: the open row does not;
 * STATUS_NO_END_MARKER: none was read; or else STATUS_OK. */
enum status transform_end(const struct transform *t);

/* --- Output --- */

/*
 * What was written and is not taken yet. Between windows the caller may append
 * to it, and then commits that; or move it to another transform.
 */
struct buffer *transform_out(struct transform *t);

/*
 * How much of the output can be taken between two windows: everything but an
 * object of which fields are selected, until it is whole, or with whole_rows
 * what ends with a whole row.
 */
size_t transform_ready(const struct transform *t, bool whole_rows);

/* Removes the first n bytes of the output (n <= transform_ready()). */
void transform_taken(struct transform *t, size_t n);

/* The output up to now stays when a row is dropped: none of it is a row's that
 * is open. */
void transform_commit(struct transform *t);

/*
 * Undoes the row that turned out bad, or would have begun where the bad data
 * is: the output is as it was before it, lines are counted on from the one
 * where it began, and the next row may begin. It counts as a row, and as
 * dropped. transform_ready() must have been asked for whole rows only.
 */
void transform_drop_row(struct transform *t);

/* Writes a row that is null, as if it had been read. false: no memory. */
bool transform_null_row(struct transform *t);

/* --- How it stands --- */

/* t: may be NULL, and has no rows then. */
struct transform_counts transform_counts(const struct transform *t);

struct transform_position transform_position(const struct transform *t);

/* Whether the source's end marker was read: nothing but blanks may follow. */
bool transform_has_ended(const struct transform *t);

/* Whether each source must have an end marker. */
bool transform_wants_end_marker(const struct transform *t);

/* Whether only what is selected of rows is written. */
bool transform_selects(const struct transform *t);

/* After bad data: whether the row that has it, or would have begun with it, is
 * more than max_rows. */
bool transform_has_too_many(const struct transform *t);

/* After STATUS_EQUAL_KEYS: the two of them. */
const struct key *const *transform_equal_keys(const struct transform *t);

#endif
