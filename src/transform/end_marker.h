/*
 * marker: the line that ends an input, where one was asked for; it proves that
 * what wrote the rows has come to its end.
 *
 * It stands alone on its line, but for blanks. No row begins with it, so it is
 * looked for only where a row would begin.
 */
#ifndef TRANSFORM_END_MARKER_H
#define TRANSFORM_END_MARKER_H

#include <stdbool.h>

enum end_marker_look {
    END_MARKER_NONE,  /* something else stands there */
    END_MARKER_CUT,   /* it may be the marker, when more bytes have come */
    END_MARKER_FOUND, /* the marker, and a blank or the line's end behind it */
};

/*
 * Whether the marker stands at p. The bytes end at end, and with them the line
 * if ends.
 */
enum end_marker_look end_marker_at(const char *marker, const unsigned char *p,
                                   const unsigned char *end, bool ends);

#endif
