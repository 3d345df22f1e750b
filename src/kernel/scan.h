/*
 * Blanks, numbers, words and strings: checked and copied as they are (RFC
 * 8259). Part of every kernel; see walk.h for what the kernel defines before.
 *
 * Each scanner takes a cursor at the first byte of what it scans and leaves it
 * behind the last. STATUS_MORE: the window ends before that is known, and the
 * cursor is where the scan can be taken up again.
 */
#ifndef SCAN_H
#define SCAN_H

#include "../escape.h"
#include "../transform.h"
#include "../utf8.h"

#include <string.h>

/* Where the walk reads and writes. */
struct cursor {
    const unsigned char *p;
    unsigned char *o;
};

/*
 * The byte at p does not fit: because the window ends there, or because the
 * data is bad, as status says.
 */
static enum status misfit(struct transform *t, const struct window *w,
                          const unsigned char *p, enum status status)
{
    if (p == w->end)
        return STATUS_MORE;
    t->error_at = p;
    return *p == '\0' ? STATUS_NUL_BYTE : status;
}

/* Insignificant blanks (RFC 8259, section 2) but for line ends. */
static inline void skip_spaces(struct cursor *c)
{
    while (*c->p == ' ' || *c->p == '\t' || *c->p == '\r')
        c->p++;
}

/* A line of the source begins; the line ends inside a framed row are its own.
 */
static inline void count_line(struct transform *t, const struct window *w,
                              const unsigned char *line)
{
    if (w->framed)
        return;
    t->line++;
    t->line_offset = w->offset + (uint64_t)(line - w->begin);
}

/* Insignificant blanks with line ends, which are counted. */
static inline void skip_blanks(struct transform *t, const struct window *w,
                               struct cursor *c)
{
    for (skip_spaces(c); *c->p == '\n'; skip_spaces(c))
        count_line(t, w, ++c->p);
}

/*
 * Copies n bytes in blocks, so that no length needs a branch of its own: reads
 * and writes up to BLOCK - 1 bytes more.
 */
enum {
    BLOCK = PLAN_SPARE
};

static inline void copy_bytes(unsigned char *o, const unsigned char *p,
                              size_t n)
{
    for (size_t i = 0; i < n; i += BLOCK)
        memcpy(o + i, p + i, BLOCK);
}

static inline bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

/*
 * Skips one digit or more. false: there is none at *p.
 */
static inline bool skip_digits(const unsigned char **p)
{
    if (!is_digit(**p))
        return false;
    while (is_digit(**p))
        ++*p;
    return true;
}

/*
 * A number (RFC 8259, section 6), copied as it is. It ends where the first
 * byte comes that is not its own, so at the window's end it may go on.
 *
 * It is hot in two places, and must not be called from either.
 */
__attribute__((always_inline)) static inline enum status
copy_number(struct transform *t, const struct window *w, struct cursor *c)
{
    const unsigned char *p = c->p;

    if (*p == '-')
        p++;
    if (*p == '0') {
        if (is_digit(*++p))
            return misfit(t, w, p, STATUS_LEADING_ZERO);
    } else if (!skip_digits(&p)) {
        return misfit(t, w, p, STATUS_BAD_NUMBER);
    }
    if (*p == '.') {
        p++;
        if (!skip_digits(&p))
            return misfit(t, w, p, STATUS_BAD_NUMBER);
    }
    if (*p == 'e' || *p == 'E') {
        p++;
        if (*p == '+' || *p == '-')
            p++;
        if (!skip_digits(&p))
            return misfit(t, w, p, STATUS_BAD_NUMBER);
    }
    if (p == w->end && !w->last)
        return STATUS_MORE;

    size_t n = (size_t)(p - c->p);
    copy_bytes(c->o, c->p, n);
    c->p += n;
    c->o += n;
    return STATUS_OK;
}

static inline enum status copy_literal(struct transform *t,
                                       const struct window *w, struct cursor *c,
                                       const char *word)
{
    size_t n = 0;

    for (; word[n] != '\0'; n++)
        if (c->p[n] != (unsigned char)word[n])
            return misfit(t, w, c->p + n, STATUS_BAD_LITERAL);
    memcpy(c->o, c->p, n);
    c->p += n;
    c->o += n;
    return STATUS_OK;
}

/* An escape in a string, checked and copied as it is. */
static inline enum status copy_escape(struct transform *t,
                                      const struct window *w, struct cursor *c)
{
    size_t n = 2;

    switch (c->p[1]) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
        break;
    case 'u':
        for (; n < ESCAPE_MAX; n++)
            if (escape_hex(c->p[n]) < 0)
                return misfit(t, w, c->p + n, STATUS_BAD_HEX);
        break;
    default:
        return misfit(t, w, c->p + 1, STATUS_BAD_ESCAPE);
    }
    memcpy(c->o, c->p, n);
    c->p += n;
    c->o += n;
    return STATUS_OK;
}

/* A character past ASCII, checked and copied as it is. */
static inline enum status copy_utf8(struct transform *t, const struct window *w,
                                    struct cursor *c)
{
    struct utf8_look look = utf8_look(c->p);

    if (!look.whole && c->p + look.fit == w->end)
        return STATUS_MORE;
    if (!look.whole)
        return misfit(t, w, c->p, STATUS_BAD_UTF8);
    memcpy(c->o, c->p, look.fit);
    c->p += look.fit;
    c->o += look.fit;
    return STATUS_OK;
}

/*
 * The rest of a string, from behind its first quote or from anywhere between
 * two characters, to behind its last quote.
 */
static inline enum status copy_string(struct transform *t,
                                      const struct window *w, struct cursor *c)
{
    enum status status = STATUS_OK;

    while (status == STATUS_OK) {
        size_t n = copy_plain(c->o, c->p);
        c->p += n;
        c->o += n;
        if (*c->p == '"') {
            *c->o++ = *c->p++;
            return STATUS_OK;
        }
        if (*c->p == '\\')
            status = copy_escape(t, w, c);
        else if (*c->p >= 0x80)
            status = copy_utf8(t, w, c);
        else
            status = misfit(t, w, c->p, STATUS_CONTROL_IN_STRING);
    }
    return status;
}

#endif
