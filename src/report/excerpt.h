/*
 * excerpt: what is shown of the line around a spot, so much that it fits on a
 * line of a terminal.
 */
#ifndef REPORT_EXCERPT_H
#define REPORT_EXCERPT_H

#include "report/location.h"

#include <stdbool.h>

struct excerpt {
    const unsigned char *from, *to; /* in the place's bytes; equal: nothing */
    int columns;     /* of a terminal, from the first byte to the spot */
    bool cut_before; /* the line begins before */
    bool cut_after;  /* it goes on behind */
};

/* The part of the line around the place. */
struct excerpt excerpt_of(const struct location *place);

#endif
