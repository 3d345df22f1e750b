/*
 * token: blanks, numbers, words and strings on the slow path: checked byte by
 * byte and copied as they are (RFC 8259). Every error in a scalar is found
 * here.
 *
 * Each function takes a cursor at the first byte of its token and leaves it
 * after the last. STATUS_MORE: the window ends before the token does, and the
 * cursor is where the token can be taken up again. Other errors: t->error_at is
 * the first byte that does not fit.
 */
#ifndef KERNEL_TOKEN_H
#define KERNEL_TOKEN_H

#include "base/ascii.h"
#include "base/escape.h"
#include "base/status.h"
#include "base/utf8.h"
#include "kernel/cursor.h"
#include "kernel/scan.h"
#include "transform/state.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * The byte at p does not fit: because the window ends there (STATUS_MORE), or
 * because the data is bad, as status says.
 */
static enum status token_misfit(struct transform *t, const struct window *w,
                                const unsigned char *p, enum status status)
{
    if (p == w->end)
        return STATUS_MORE;
    t->error_at = p;
    return *p == '\0' ? STATUS_NUL_BYTE : status;
}

/* --- Blanks --------------------------------------------------------------- */

static inline void token_skip_blanks(struct cursor *c)
{
    while (ascii_is_blank(*c->p))
        c->p++;
}

/* A line of the source begins; the line ends in a framed row are its own. */
static inline void token_count_line(struct transform *t, const struct window *w,
                                    const unsigned char *line)
{
    if (w->framed)
        return;
    t->line++;
    t->line_offset = w->offset + (uint64_t)(line - w->begin);
}

/* Insignificant blanks with line ends, which are counted. */
static inline void token_skip_space(struct transform *t, const struct window *w,
                                    struct cursor *c)
{
    for (token_skip_blanks(c); *c->p == '\n'; token_skip_blanks(c))
        token_count_line(t, w, ++c->p);
}

/* --- Numbers and words ---------------------------------------------------- */

/* Skips one digit or more. false: there is none at *p. */
static inline bool token_skip_digits(const unsigned char **p)
{
    if (!ascii_is_digit(**p))
        return false;
    while (ascii_is_digit(**p))
        ++*p;
    return true;
}

/*
 * A number (RFC 8259, section 6). It ends where the first byte comes that is
 * not its own, so at the window's end it may go on.
 */
static inline enum status token_number(struct transform *t,
                                       const struct window *w, struct cursor *c)
{
    const unsigned char *p = c->p;

    if (*p == '-')
        p++;
    if (*p == '0') {
        if (ascii_is_digit(*++p))
            return token_misfit(t, w, p, STATUS_LEADING_ZERO);
    } else if (!token_skip_digits(&p)) {
        return token_misfit(t, w, p, STATUS_BAD_NUMBER);
    }
    if (*p == '.') {
        p++;
        if (!token_skip_digits(&p))
            return token_misfit(t, w, p, STATUS_BAD_NUMBER);
    }
    if (*p == 'e' || *p == 'E') {
        p++;
        if (*p == '+' || *p == '-')
            p++;
        if (!token_skip_digits(&p))
            return token_misfit(t, w, p, STATUS_BAD_NUMBER);
    }
    if (p == w->end && !w->last)
        return STATUS_MORE;

    size_t n = (size_t)(p - c->p);
    block_copy(c->o, c->p, n);
    cursor_copied(c, n);
    return STATUS_OK;
}

/* true, false or null, whichever word is. */
static inline enum status token_word(struct transform *t,
                                     const struct window *w, struct cursor *c,
                                     const char *word)
{
    size_t n = 0;

    for (; word[n] != '\0'; n++)
        if (c->p[n] != (unsigned char)word[n])
            return token_misfit(t, w, c->p + n, STATUS_BAD_LITERAL);
    memcpy(c->o, c->p, n);
    cursor_copied(c, n);
    return STATUS_OK;
}

/* --- Strings -------------------------------------------------------------- */

/* Where an escape that scan_escape() does not take is bad, or cut. */
static enum status token_refuse_escape(struct transform *t,
                                       const struct window *w,
                                       const unsigned char *p)
{
    if (p[1] != 'u')
        return token_misfit(t, w, p + 1, STATUS_BAD_ESCAPE);
    p += 2;
    while (ascii_hex(*p) >= 0)
        p++;
    return token_misfit(t, w, p, STATUS_BAD_HEX);
}

/* What is no text of a string, nor its end, nor a whole escape. */
static enum status token_refuse_text(struct transform *t,
                                     const struct window *w,
                                     const unsigned char *p)
{
    if (*p == '\\')
        return token_refuse_escape(t, w, p);
    if (*p < 0x80)
        return token_misfit(t, w, p, STATUS_CONTROL_IN_STRING);
    struct utf8_look look = utf8_look(p);
    if (p + look.fit == w->end)
        return STATUS_MORE;
    return token_misfit(t, w, p, STATUS_BAD_UTF8);
}

/*
 * The rest of a string, from after its first quote or from anywhere between
 * two characters. STATUS_MORE: what came is copied, up to the last whole
 * character or escape.
 */
static enum status token_string(struct transform *t, const struct window *w,
                                struct cursor *c)
{
    cursor_copied(c, scan_inside(c->o, c->p));
    if (*c->p != '"')
        return token_refuse_text(t, w, c->p);
    *c->o++ = *c->p++;
    return STATUS_OK;
}

#endif
