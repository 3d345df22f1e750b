/*
 * glyph: a character from outside, made fit to be shown on a terminal.
 *
 * Controls, marks that join or reorder what stands around them, and bytes that
 * are no characters are spelled out: \x1B, <U+202E>, \xFF. So nothing that is
 * shown can move the cursor, hide text or say something else than it is.
 */
#ifndef BASE_GLYPH_H
#define BASE_GLYPH_H

struct glyph {
    char text[16];  /* UTF-8, with a final NUL */
    int columns;    /* of a terminal */
    unsigned bytes; /* of the input */
};

/*
 * The character at p, of which no byte at end or behind it is read; end > p.
 * The same in every locale.
 */
struct glyph glyph_at(const unsigned char *p, const unsigned char *end);

#endif
