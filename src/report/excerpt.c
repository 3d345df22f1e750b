#include <config.h>

#include "report/excerpt.h"

#include "base/glyph.h"
#include "report/location.h"
#include "report/message.h"

#include <stdbool.h>

enum {
    INDENT = 4,
    BEFORE = 32, /* columns of a terminal that are shown before the spot */
    AFTER = 40,  /* and after it */
};

/*
 * Where to begin to show a line so that the spot is at most BEFORE columns
 * away; *columns is how many.
 */
static const unsigned char *begin(const struct location *where, int *columns)
{
    const unsigned char *from = where->at;

    *columns = 0;
    while (from > where->text) {
        const unsigned char *p = from - 1;
        while (p > where->text && from - p < 4 && (*p & 0xC0) == 0x80)
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
static const unsigned char *end(const struct location *where)
{
    const unsigned char *p = where->at;
    int columns = 0;

    while (p < where->end && *p != '\n') {
        struct glyph g = glyph_at(p, where->end);
        columns += g.columns;
        if (columns > AFTER)
            break;
        p += g.bytes;
    }
    return p;
}

void excerpt_show(const struct location *where)
{
    int columns; /* from the first byte to the spot */
    const unsigned char *from = begin(where, &columns);
    const unsigned char *to = end(where);
    bool cut_before = where->cut || from > where->text;
    bool cut_after = to < where->end && *to != '\n';

    if (to > where->at && to[-1] == '\r')
        to--;
    if (to == from)
        return;
    message_print("\n%*s%s", INDENT, "", cut_before ? "…" : "");
    message_show(from, to);
    message_print("%s\n%*s^", cut_after ? "…" : "",
                  INDENT + cut_before + columns, "");
}
