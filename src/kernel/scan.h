/*
 * Blanks, numbers, words and strings: checked and copied as they are (RFC
 * 8259). Part of every kernel; see walk.h for what the kernel defines before.
 *
 * Each scanner takes a cursor at the first byte of what it scans and leaves it
 * behind the last. STATUS_MORE: the window ends before that is known, and the
 * cursor is where the scan can be taken up again.
 */
#ifndef KERNEL_SCAN_H
#define KERNEL_SCAN_H

#include "base/escape.h"
#include "base/utf8.h"
#include "kernel/block.h"
#include "kernel/utf8_block.h"
#include "transform/state.h"

#include <limits.h>
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

/* An insignificant blank (RFC 8259, section 2) that is no line end. */
static inline bool is_space(unsigned char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static inline void skip_spaces(struct cursor *c)
{
    while (is_space(*c->p))
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

/* The bytes of the escape at p; 0: it is bad, or it is cut. */
static inline size_t span_escape(const unsigned char *p)
{
    static const bool simple[UCHAR_MAX + 1] = {
        ['"'] = true, ['\\'] = true, ['/'] = true, ['b'] = true,
        ['f'] = true, ['n'] = true,  ['r'] = true, ['t'] = true,
    };
    static const bool is_hex[UCHAR_MAX + 1] = {
        ['0'] = true, ['1'] = true, ['2'] = true, ['3'] = true, ['4'] = true,
        ['5'] = true, ['6'] = true, ['7'] = true, ['8'] = true, ['9'] = true,
        ['A'] = true, ['B'] = true, ['C'] = true, ['D'] = true, ['E'] = true,
        ['F'] = true, ['a'] = true, ['b'] = true, ['c'] = true, ['d'] = true,
        ['e'] = true, ['f'] = true,
    };

    if (simple[p[1]])
        return 2;
    if (p[1] != 'u')
        return 0;
    /* Without a branch for each: digits and letters mix as nobody can guess. */
    bool hex = is_hex[p[2]] & is_hex[p[3]] & is_hex[p[4]] & is_hex[p[5]];
    return hex ? ESCAPE_MAX : 0;
}

/* Where an escape that span_escape() does not take is bad, or cut. */
static enum status refuse_escape(struct transform *t, const struct window *w,
                                 const unsigned char *p)
{
    if (p[1] != 'u')
        return misfit(t, w, p + 1, STATUS_BAD_ESCAPE);
    p += 2;
    while (ascii_hex(*p) >= 0)
        p++;
    return misfit(t, w, p, STATUS_BAD_HEX);
}

/* What is no text of a string, nor its end, nor a whole escape. */
static enum status refuse_text(struct transform *t, const struct window *w,
                               const unsigned char *p)
{
    if (*p == '\\')
        return refuse_escape(t, w, p);
    if (*p < 0x80)
        return misfit(t, w, p, STATUS_CONTROL_IN_STRING);
    struct utf8_look look = utf8_look(p);
    if (p + look.fit == w->end)
        return STATUS_MORE;
    return misfit(t, w, p, STATUS_BAD_UTF8);
}

/*
 * Copies what is in a string, from anywhere between two characters on: text and
 * escapes, as long as they are whole and good. Returns its bytes; may write
 * BLOCK more.
 */
static size_t copy_inside(unsigned char *o, const unsigned char *p)
{
    size_t n = 0, more = 1;

    while (p[n] != '"' && more > 0) {
        if (p[n] == '\\') {
            more = span_escape(p + n);
            memcpy(o + n, p + n, ESCAPE_MAX);
        } else {
            more = copy_text(o + n, p + n);
        }
        n += more;
    }
    return n;
}

/*
 * The rest of a string, from behind its first quote or from anywhere between
 * two characters, to behind its last quote.
 */
static enum status copy_string(struct transform *t, const struct window *w,
                               struct cursor *c)
{
    size_t n = copy_inside(c->o, c->p);

    c->p += n;
    c->o += n;
    if (*c->p != '"')
        return refuse_text(t, w, c->p);
    *c->o++ = *c->p++;
    return STATUS_OK;
}

/* --- Scalars at once ------------------------------------------------------ */

/*
 * These copy a scalar that stands at p as a whole, and in which nothing is
 * unusual. They return its bytes; or 0, where it may be another, or bad: the
 * scanners above know, and take it then. They may write BLOCK bytes more.
 */

/*
 * A string in which there is more than a block of plain bytes: n of it are
 * copied, its quote and those up to the first that is not plain. Where that is
 * none of the first block, it is looked for by itself: this is the short way of
 * the many strings that are plain to their end.
 */
__attribute__((noinline)) static size_t
take_long_string(unsigned char *o, const unsigned char *p, size_t n)
{
    if (n == BLOCK)
        n += copy_plain(o + n, p + n);
    if (p[n] != '"')
        n += copy_inside(o + n, p + n);
    o[n] = '"';
    return p[n] == '"' ? n + 1 : 0;
}

INLINE size_t take_string(unsigned char *o, const unsigned char *p)
{
    block b = block_load(p);
    uint64_t marks = marks_plain_end(b), ends = marks & (marks - 1);
    size_t n = marks_first(ends);

    block_store(o, b);
    if (p[n] != '"' || ends == 0)
        return take_long_string(o, p, n);
    return n + 1;
}

/* Whether a number may end before the byte: with what follows a value. No
 * digit, no point and no 'e', with which it would go on; no NUL, as it may go
 * on in the next window. */
static inline bool ends_number(unsigned char c)
{
    static const bool ends[UCHAR_MAX + 1] = {
        [','] = true,  ['}'] = true,  [']'] = true,  [' '] = true,
        ['\t'] = true, ['\n'] = true, ['\r'] = true,
    };

    return ends[c];
}

/* The digits, in which ends were found, and a fraction. */
INLINE size_t span_decimal(const unsigned char *p, uint64_t ends)
{
    size_t n = marks_first(ends);

    if (p[n] == '.') {
        size_t point = n;
        n = marks_first(ends & (ends - 1));
        if (n == point + 1)
            return 0;
    }
    return ends_number(p[n]) ? n : 0;
}

/* A number of less than a block, without an exponent. */
INLINE size_t take_number(unsigned char *o, const unsigned char *p)
{
    block b = block_load(p);
    uint64_t ends = marks_no_digit(b);

    block_store(o, b);
    if (*p > '0')
        return span_decimal(p, ends);
    /* 0 or -, where another 0 would be bad, or anything that is no number */
    size_t sign = *p == '-';
    if (sign > 0)
        ends &= ends - 1;
    if (!is_digit(p[sign]) || (p[sign] == '0' && is_digit(p[sign + 1])))
        return 0;
    return span_decimal(p, ends);
}

static inline uint32_t word_at(const void *p)
{
    uint32_t word;

    memcpy(&word, p, sizeof word);
    return word;
}

/* true, false or null: without a branch for each, as nobody can guess them. */
INLINE size_t take_word(unsigned char *o, const unsigned char *p)
{
    uint32_t word = word_at(p);
    size_t is_false = (word == word_at("fals")) & (p[4] == 'e');

    /* Else GCC makes a branch of it. */
    __asm__("" : "+r"(is_false));
    memcpy(o, p, 8);
    if (!(is_false | (word == word_at("true")) | (word == word_at("null"))))
        return 0;
    return 4 + is_false;
}

INLINE size_t take_scalar(unsigned char *o, const unsigned char *p)
{
    if (*p == '"')
        return take_string(o, p);
    if (*p <= '9')
        return take_number(o, p);
    return *p == '{' || *p == '[' ? 0 : take_word(o, p);
}

#endif
