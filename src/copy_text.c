#include <config.h>

#include "copy_text.h"

#include <string.h>

static bool is_mark(const unsigned char *p, const unsigned char *end,
                    char letter)
{
    return end - p == 2 && p[0] == '\\' && p[1] == (unsigned char)letter;
}

enum copy_text_line copy_text_look(const unsigned char *p,
                                   const unsigned char *end, bool begins)
{
    if (end > p && end[-1] == '\r')
        end--;
    if (begins && is_mark(p, end, '.'))
        return COPY_TEXT_FINAL;
    if (begins && is_mark(p, end, 'N'))
        return COPY_TEXT_NULL;
    while (p < end && (*p == ' ' || *p == '\r'))
        p++;
    return p == end ? COPY_TEXT_BLANK : COPY_TEXT_VALUE;
}

/* What the escape with this letter stands for, or NUL. */
static unsigned char meaning(unsigned char letter)
{
    static const char letters[] = "bfnrtv\\";
    static const char meanings[] = "\b\f\n\r\t\v\\";
    const char *found = letter == '\0' ? NULL : strchr(letters, letter);

    return found == NULL ? '\0' : (unsigned char)meanings[found - letters];
}

enum status copy_text_decode(const unsigned char **p, const unsigned char *end,
                             bool last, unsigned char *out, size_t *used)
{
    enum status status = STATUS_OK;
    unsigned char *o = out;

    while (*p < end) {
        if (**p == '\t') {
            status = STATUS_COPY_TAB;
            break;
        }
        if (**p != '\\') {
            *o++ = *(*p)++;
            continue;
        }
        if (end - *p < 2 && !last)
            break;
        unsigned char c = end - *p < 2 ? '\0' : meaning((*p)[1]);
        if (c == '\0') {
            bool null = end - *p > 2 && (*p)[1] == 'N' && (*p)[2] == '\t';
            *p += null ? 2 : 0;
            status = null ? STATUS_COPY_TAB : STATUS_COPY_ESCAPE;
            break;
        }
        *o++ = c;
        *p += 2;
    }
    *used = (size_t)(o - out);
    return status;
}

size_t copy_text_origin(const unsigned char *p, size_t decoded)
{
    const unsigned char *from = p;

    for (; decoded > 0; decoded--)
        p += *p == '\\' ? 2 : 1;
    return (size_t)(p - from);
}
