#include "oracle/oracle_reader.h"

#include "support/tap.h"

#include <stdint.h>
#include <string.h>

bool oracle_fail(struct oracle_reader *r, size_t at, enum status status)
{
    if (at == r->n)
        status = r->framed ? STATUS_ROW_ENDS : STATUS_INPUT_ENDS;
    else if (r->bytes[at] == '\0')
        status = STATUS_NUL_BYTE;
    r->o->offset = at;
    r->o->status = status;
    return false;
}

unsigned char oracle_byte(const struct oracle_reader *r, size_t at)
{
    return at < r->n ? r->bytes[at] : 0;
}

/* --- Characters ---------------------------------------------------------- */

/* How many bytes a character has that begins so; 0: none does. */
static size_t length_of(unsigned char c)
{
    if (c < 0x80)
        return 1;
    if (c >= 0xC0 && c < 0xE0)
        return 2;
    if (c >= 0xE0 && c < 0xF0)
        return 3;
    return c >= 0xF0 && c < 0xF8 ? 4 : 0;
}

/* The code point of these bytes, or UINT32_MAX where UTF-8 has none. */
static uint32_t code_point(const unsigned char *p, size_t length)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    uint32_t c = length == 1 ? p[0] : p[0] & (0x7Fu >> length);

    for (size_t i = 1; i < length; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return UINT32_MAX;
        c = c << 6 | (p[i] & 0x3Fu);
    }
    if (c < least[length] || (c >= 0xD800 && c < 0xE000) || c > 0x10FFFF)
        return UINT32_MAX;
    return c;
}

/* A character that ends with the input may be whole with what would follow. */
static bool may_go_on(const unsigned char *p, size_t n, size_t length)
{
    unsigned char low[4] = {0x80, 0x80, 0x80, 0x80};
    unsigned char high[4] = {0xBF, 0xBF, 0xBF, 0xBF};

    memcpy(low, p, n);
    memcpy(high, p, n);
    return code_point(low, length) != UINT32_MAX ||
           code_point(high, length) != UINT32_MAX;
}

/* Reads a character as it is; *c receives it. */
static bool get_plain(struct oracle_reader *r, uint32_t *c)
{
    const unsigned char *p = r->bytes + r->at;
    size_t left = r->n - r->at;

    if (left == 0 || *p < 0x20)
        return oracle_fail(r, r->at, STATUS_CONTROL_IN_STRING);
    size_t length = length_of(*p);
    if (length > left && may_go_on(p, left, length))
        return oracle_fail(r, r->n, STATUS_BAD_UTF8);
    if (length == 0 || length > left ||
        (*c = code_point(p, length)) == UINT32_MAX)
        return oracle_fail(r, r->at, STATUS_BAD_UTF8);
    r->at += length;
    return true;
}

/* Reads four hexadecimal digits. */
static bool get_hex(struct oracle_reader *r, uint32_t *c)
{
    static const char digits[] = "0123456789abcdefABCDEF";

    *c = 0;
    for (int i = 0; i < 4; i++, r->at++) {
        unsigned char digit = oracle_byte(r, r->at);
        if (!oracle_is_among(digit, digits))
            return oracle_fail(r, r->at, STATUS_BAD_HEX);
        uint32_t value = (uint32_t)(strchr(digits, digit) - digits);
        *c = *c << 4 | (value < 16 ? value : value - 6);
    }
    return true;
}

bool oracle_character(struct oracle_reader *r, uint32_t *c)
{
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    unsigned char letter = oracle_byte(r, r->at + 1);

    if (oracle_byte(r, r->at) != '\\')
        return get_plain(r, c);
    if (oracle_is_among(letter, letters)) {
        *c = (unsigned char)meanings[strchr(letters, letter) - letters];
        r->at += 2;
        return true;
    }
    if (letter != 'u')
        return oracle_fail(r, r->at + 1, STATUS_BAD_ESCAPE);
    r->at += 2;
    return get_hex(r, c);
}

/* --- Keys ---------------------------------------------------------------- */

/* Appends a character of a name, the shortest way. */
static void spell(struct buffer *name, uint32_t c)
{
    static const char controls[] = "\b\f\n\r\t\"\\", letters[] = "bfnrt\"\\";
    unsigned char utf8[4] = {(unsigned char)c};
    size_t n = 1;

    if (c < 0x80 && oracle_is_among((unsigned char)c, controls)) {
        feed_add(name, "\\%c", letters[strchr(controls, (int)c) - controls]);
        return;
    }
    if (c < 0x20 || (c >= 0xD800 && c < 0xE000)) {
        feed_add(name, "\\u%04x", (unsigned)c);
        return;
    }
    if (c >= 0x80) {
        n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        for (size_t i = n; i-- > 0; c >>= 6)
            utf8[i] = (unsigned char)(0x80 | (c & 0x3F));
        utf8[0] |= (unsigned char)(0xF0 << (4 - n));
    }
    must(buffer_append(name, utf8, n));
}

/* A name that is being made of the characters of a key. */
struct naming {
    struct buffer *name;
    bool keep_case, leading, after;
    uint32_t high; /* the first half of a pair that may come, or 0 */
};

static void add_character(struct naming *w, uint32_t c)
{
    bool dropped = c == '_' && !w->leading && !w->keep_case;
    bool raised = w->after && c >= 'a' && c <= 'z';

    w->leading = w->leading && c == '_';
    w->after = dropped;
    if (dropped)
        return;
    if (raised)
        c -= 'a' - 'A';
    if (w->high != 0 && c >= 0xDC00 && c < 0xE000) {
        c = 0x10000 + (w->high - 0xD800) * 0x400 + (c - 0xDC00);
        w->high = 0;
    }
    if (w->high != 0)
        spell(w->name, w->high);
    w->high = c >= 0xD800 && c < 0xDC00 ? c : 0;
    if (w->high == 0)
        spell(w->name, c);
}

bool oracle_key(struct oracle_reader *r, struct buffer *name)
{
    struct naming w = {
        .name = name, .keep_case = r->rules->plan->keep_case, .leading = true};
    uint32_t c;

    for (r->at++; oracle_byte(r, r->at) != '"'; add_character(&w, c))
        if (!oracle_character(r, &c))
            return false;
    if (w.high != 0)
        spell(name, w.high);
    r->at++;
    return true;
}
