/*
 * copy_text: COPY's text format, one column (PostgreSQL manual, COPY, "Text
 * Format").
 *
 * A row is a line. COPY TO writes a backslash as \\ and control characters as
 * \b \f \n \r \t \v; a tab begins another column. NULL is \N alone on its
 * line, and a line \. ends the data.
 */
#ifndef INPUT_COPY_TEXT_H
#define INPUT_COPY_TEXT_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

enum copy_text_line {
    COPY_TEXT_VALUE,
    COPY_TEXT_BLANK, /* nothing but blanks */
    COPY_TEXT_NULL,  /* \N */
    COPY_TEXT_FINAL, /* \. */
};

/* The first byte from p on that is no blank, or end. */
const unsigned char *copy_text_begin(const unsigned char *p,
                                     const unsigned char *end);

/*
 * The kind of the line, or of the piece of a line, from p to end, which has no
 * line feed; begins: the line begins at p.
 */
enum copy_text_line copy_text_look(const unsigned char *p,
                                   const unsigned char *end, bool begins);

/*
 * Decodes a line, or a piece of it, from *p up to end into out, which has room
 * for end - *p bytes, and moves *p; *used receives the number of bytes written.
 * An escape that end cuts is left for the next piece, unless the line ends
 * there (last).
 *
 * Errors, with *p at the byte: STATUS_COPY_TAB, STATUS_COPY_ESCAPE.
 */
enum status copy_text_decode(const unsigned char **p, const unsigned char *end,
                             bool last, unsigned char *out, size_t *used);

/* The number of bytes from p on that were decoded into this many: where in the
 * line the decoded byte at this offset stands. */
size_t copy_text_origin(const unsigned char *p, size_t decoded);

#endif
