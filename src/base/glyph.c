#include <config.h>

#include "base/glyph.h"

#include "base/utf8.h"

#include <inttypes.h>
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

/*
 * The columns that c takes on a terminal; 0 or -1 if it is not printable, or
 * not by itself (controls, combining characters, joiners, changes of
 * direction). Asks the C library, in the one locale that knows all of Unicode.
 */
static int width_of(uint32_t c)
{
    static locale_t unicode;

    if (c >= 0x20 && c < 0x7F)
        return 1;
    if (c < 0xA0 || c == 0xAD) /* terminals rarely show a soft hyphen */
        return -1;
    if (unicode == (locale_t)0)
        unicode = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (unicode == (locale_t)0)
        return -1;
    locale_t before = uselocale(unicode);
    int width = wcwidth((wchar_t)c);
    uselocale(before);
    return width;
}

struct glyph glyph_at(const unsigned char *p, const unsigned char *end)
{
    struct glyph g = {.bytes = 1, .columns = -1};
    unsigned char whole[4] = {0};
    uint32_t c = p[0];

    memcpy(whole, p, (size_t)(end - p) < 4 ? (size_t)(end - p) : 4);
    if (c >= 0x80) {
        struct utf8_look look = utf8_look(whole);
        if (look.whole) {
            g.bytes = look.fit;
            c = utf8_get(whole, look.fit);
        }
    }
    if (c < 0x80 || g.bytes > 1)
        g.columns = width_of(c);
    if (g.columns > 0)
        memcpy(g.text, whole, g.bytes);
    else if (g.bytes > 1)
        g.columns = snprintf(g.text, sizeof g.text, "<U+%04" PRIX32 ">", c);
    else
        g.columns = snprintf(g.text, sizeof g.text, "\\x%02X", (unsigned)c);
    return g;
}
