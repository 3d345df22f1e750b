/*
 * glyph: a character from outside, made fit to be shown on a terminal.
 *
 * Controls, characters that join or reorder their neighbours, and bytes that
 * are not UTF-8 are spelled out: \x1B, <U+202E>, \xFF. So nothing that is shown
 * can move the cursor, hide text or pass for other text.
 */
#ifndef BASE_GLYPH_H
#define BASE_GLYPH_H

struct glyph {
    char text[16];  /* UTF-8, with a final NUL */
    int columns;    /* of a terminal */
    unsigned bytes; /* of the input */
};

/*
 * The character at p; end > p, and no byte from end on is read. The result is
 * the same in every locale.
 */
struct glyph glyph_at(const unsigned char *p, const unsigned char *end);

#endif
