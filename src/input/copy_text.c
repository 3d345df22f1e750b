#include <config.h>

#include "input/copy_text.h"

#include <string.h>

static bool is_escape(const unsigned char *p, const unsigned char *end,
                      char letter)
{
    return end - p == 2 && p[0] == '\\' && p[1] == (unsigned char)letter;
}

const unsigned char *copy_text_begin(const unsigned char *p,
                                     const unsigned char *end)
{
    while (p < end && (*p == ' ' || *p == '\r'))
        p++;
    return p;
}

enum copy_text_line copy_text_look(const unsigned char *p,
                                   const unsigned char *end, bool begins)
{
    if (end > p && end[-1] == '\r')
        end--;
    if (begins && is_escape(p, end, '.'))
        return COPY_TEXT_FINAL;
    if (begins && is_escape(p, end, 'N'))
        return COPY_TEXT_NULL;
    return copy_text_begin(p, end) == end ? COPY_TEXT_BLANK : COPY_TEXT_VALUE;
}

/* What the escape with this letter stands for, or NUL. */
static unsigned char meaning(unsigned char letter)
{
    static const char letters[] = "bfnrtv\\";
    static const char meanings[] = "\b\f\n\r\t\v\\";
    const char *found = letter == '\0' ? NULL : strchr(letters, letter);

    return found == NULL ? '\0' : (unsigned char)meanings[found - letters];
}

/* The first byte from p on that is c, or end. */
static const unsigned char *find(const unsigned char *p,
                                 const unsigned char *end, int c)
{
    const unsigned char *found = memchr(p, c, (size_t)(end - p));

    return found == NULL ? end : found;
}

/* Decodes the escape at *p. STATUS_MORE: end cuts it. */
static enum status decode_escape(const unsigned char **p,
                                 const unsigned char *end, bool last,
                                 unsigned char *c)
{
    ptrdiff_t n = end - *p;

    if (n < 2 && !last)
        return STATUS_MORE;
    *c = n < 2 ? '\0' : meaning((*p)[1]);
    if (*c != '\0') {
        *p += 2;
        return STATUS_OK;
    }
    if (n > 2 && (*p)[1] == 'N' && (*p)[2] == '\t') {
        *p += 2; /* a column that is NULL, and another */
        return STATUS_COPY_TAB;
    }
    return STATUS_COPY_ESCAPE;
}

enum status copy_text_decode(const unsigned char **p, const unsigned char *end,
                             bool last, unsigned char *out, size_t *used)
{
    enum status status = STATUS_OK;
    unsigned char *o = out;

    while (*p < end && status == STATUS_OK) {
        const unsigned char *stop = find(*p, find(*p, end, '\\'), '\t');
        memcpy(o, *p, (size_t)(stop - *p));
        o += stop - *p;
        *p = stop;
        if (stop == end)
            break;
        if (*stop == '\t')
            status = STATUS_COPY_TAB;
        else
            status = decode_escape(p, end, last, o);
        if (status == STATUS_OK)
            o++;
    }
    *used = (size_t)(o - out);
    return status == STATUS_MORE ? STATUS_OK : status;
}

size_t copy_text_origin(const unsigned char *p, size_t decoded)
{
    const unsigned char *from = p;

    for (; decoded > 0; decoded--)
        p += *p == '\\' ? 2 : 1;
    return (size_t)(p - from);
}
