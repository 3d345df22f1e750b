#include <config.h>

#include "report/excerpt.h"

#include "report/glyph.h"

enum {
    BEFORE = 32, /* columns of a terminal that are shown before the spot */
    AFTER = 40,  /* and after it */
};

/*
 * Where to begin to show a line so that the spot is at most BEFORE columns
 * away; *columns is how many.
 */
static const unsigned char *begin(const struct location *place, int *columns)
{
    const unsigned char *from = place->at;

    *columns = 0;
    while (from > place->text) {
        const unsigned char *p = from - 1;
        while (p > place->text && from - p < 4 && (*p & 0xC0) == 0x80)
            p--;
        if (glyph_at(p, from).bytes != (unsigned)(from - p))
            p = from - 1; /* no character: byte by byte */
        struct glyph g = glyph_at(p, from);
        if (*columns + g.columns > BEFORE)
            break;
        *columns += g.columns;
        from = p;
    }
    return from;
}

/* Where to end: with the line, or at most AFTER columns on. */
static const unsigned char *end(const struct location *place)
{
    const unsigned char *p = place->at;
    int columns = 0;

    while (p < place->end && *p != '\n') {
        struct glyph g = glyph_at(p, place->end);
        columns += g.columns;
        if (columns > AFTER)
            break;
        p += g.bytes;
    }
    return p;
}

struct excerpt excerpt_of(const struct location *place)
{
    struct excerpt e;

    e.from = begin(place, &e.columns);
    e.to = end(place);
    e.cut_before = place->cut || e.from > place->text;
    e.cut_after = e.to < place->end && *e.to != '\n';
    if (e.to > place->at && e.to[-1] == '\r')
        e.to--;
    return e;
}
