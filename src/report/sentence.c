#include <config.h>

#include "report/sentence.h"

#include "report/glyph.h"
#include "report/hint.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>

enum {
    NAME = 80 /* bytes of a key that are shown */
};

bool sentence_name(struct buffer *out, const unsigned char *text, size_t len)
{
    const unsigned char *p = text;
    size_t n = len;
    bool fits = buffer_text(out, "\"");

    if (n > NAME)
        for (n = NAME; n > NAME - 4 && (text[n] & 0xC0) == 0x80; n--)
            continue;
    while (fits && p < text + n) {
        struct glyph g = glyph_at(p, text + n);
        fits = buffer_text(out, g.text);
        p += g.bytes;
    }
    return fits && buffer_text(out, n < len ? "…\"" : "\"");
}

/* Two keys of one object that came to the same name. */
static bool append_keys(struct buffer *out, const struct key *const keys[2])
{
    size_t len;
    const unsigned char *name = plan_spelling(keys[0]->name, &len);

    if (!buffer_text(out, ", but ") ||
        !sentence_name(out, keys[0]->raw, keys[0]->len))
        return false;
    if (keys[0] == keys[1])
        return buffer_text(out, " stands there twice");
    return buffer_text(out, " and ") &&
           sentence_name(out, keys[1]->raw, keys[1]->len) &&
           buffer_text(out, " both become ") && sentence_name(out, name, len);
}

/* The row that the input ends in. */
static bool append_row(struct buffer *out, const struct location *place)
{
    char text[80];

    snprintf(text, sizeof text, " row %" PRIu64, place->row);
    if (!buffer_text(out, text))
        return false;
    if (place->line == place->row_line)
        return true;
    snprintf(text, sizeof text, ", which begins on line %" PRIu64,
             place->row_line);
    return buffer_text(out, text);
}

bool sentence_of_row(struct buffer *out, enum status status,
                     const struct location *place,
                     const struct key *const keys[2])
{
    return buffer_text(out, status_text(status)) &&
           (keys == NULL || append_keys(out, keys)) &&
           (status != STATUS_INPUT_ENDS || append_row(out, place));
}

bool sentence_with_hint(struct buffer *out, enum status status,
                        const struct location *place,
                        const struct key *const keys[2])
{
    const char *hint = hint_find(status, place);

    return sentence_of_row(out, status, place, keys) &&
           (hint == NULL || (buffer_text(out, " (") && buffer_text(out, hint) &&
                             buffer_text(out, ")")));
}
