#include <config.h>

#include "naming/camel.h"

#include "base/escape.h"

/* A name being written, and what the next character depends on. */
struct writer {
    unsigned char *end;
    uint32_t previous; /* the code point last written */
    bool leading;      /* only underscores came so far */
    bool after;        /* an underscore was dropped just before */
};

/*
 * A dropped underscore can bring the two halves of a surrogate pair together.
 * Every reader would take them for one character, so they are written as it.
 */
static void put(struct writer *w, uint32_t c)
{
    if (escape_is_low(c) && escape_is_high(w->previous)) {
        w->end -= ESCAPE_MAX;
        c = escape_join(w->previous, c);
    }
    w->end += escape_put(w->end, c);
    w->previous = c;
}

static void put_camel(struct writer *w, uint32_t c)
{
    if (c == '_' && !w->leading) {
        w->after = true;
        return;
    }
    if (c != '_')
        w->leading = false;
    if (w->after && c >= 'a' && c <= 'z')
        c -= 'a' - 'A';
    w->after = false;
    put(w, c);
}

enum status camel_key(const unsigned char *raw, size_t len, bool keep_case,
                      unsigned char *name, size_t *used, size_t *bad)
{
    struct writer w = {.end = name, .leading = true};
    const unsigned char *p = raw;

    while (p < raw + len) {
        uint32_t c;
        enum status status = escape_get(&p, &c);
        if (status != STATUS_OK) {
            *bad = (size_t)(p - raw);
            return status;
        }
        if (keep_case)
            put(&w, c);
        else
            put_camel(&w, c);
    }
    *used = (size_t)(w.end - name);
    return STATUS_OK;
}
