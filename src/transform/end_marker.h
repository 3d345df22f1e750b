/*
 * end_marker: the line that ends an input, where --end-marker asks for one; it
 * proves that the program which wrote the rows was not cut short.
 *
 * It stands alone on its line, but for blanks. No row begins with it, so the
 * transform looks for it only where a row would begin.
 */
#ifndef TRANSFORM_END_MARKER_H
#define TRANSFORM_END_MARKER_H

#include <stdbool.h>

enum end_marker_look {
    END_MARKER_NONE,  /* something else stands there */
    END_MARKER_CUT,   /* more bytes decide whether it is the marker */
    END_MARKER_FOUND, /* the marker, and a blank or the line's end after it */
};

/* Whether the marker stands at p. The bytes end at end, and so does the line if
 * ends. */
enum end_marker_look end_marker_at(const char *marker, const unsigned char *p,
                                   const unsigned char *end, bool ends);

#endif
