/*
 * window: a piece of the input, as the transform is fed with it.
 *
 *      begin        next                end
 *        | walked    | not walked yet    | a zero byte, and padding
 *
 * The first zero byte ends every scan, so no loop over the bytes compares with
 * end; a NUL before end is bad data.
 */
#ifndef TRANSFORM_WINDOW_H
#define TRANSFORM_WINDOW_H

#include <stdbool.h>
#include <stdint.h>

/* Bytes after the end that may be read; the first of them must be 0. */
enum {
    WINDOW_PADDING = 64
};

struct window {
    const unsigned char *begin, *next, *end;
    uint64_t offset; /* of begin in the source */
    bool last;       /* nothing follows end: the source, or the row, ends */
    bool framed;     /* holds one row, or a part of it: its line ends are
                        blanks, and are not counted */
};

#endif
