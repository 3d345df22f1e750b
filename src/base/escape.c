#include <config.h>

#include "base/escape.h"

#include "base/utf8.h"

#include <string.h>

/* The letters after a backslash, and the characters they stand for. */
static const char letters[] = "\"\\/bfnrt";
static const char meanings[] = "\"\\/\b\f\n\r\t";

/* Reads one code point of UTF-8. false: there is none, and *p stays. */
static bool get_plain(const unsigned char **p, uint32_t *c)
{
    if (**p < 0x80) {
        *c = *(*p)++;
        return true;
    }
    struct utf8_look look = utf8_look(*p);
    if (look.whole) {
        *c = utf8_get(*p, look.fit);
        *p += look.fit;
    }
    return look.whole;
}

/* Moves past four hexadecimal digits, whose value is *c; on an error *p is at
 * the first byte that is none. */
static enum status get_hex4(const unsigned char **p, uint32_t *c)
{
    size_t n = escape_hex4(*p, 4, c);

    *p += n;
    return n == 4 ? STATUS_OK : STATUS_BAD_HEX;
}

/* Reads what follows \u, at *p: one code unit, or two that are a pair. */
static enum status get_unicode(const unsigned char **p, uint32_t *c)
{
    enum status status = get_hex4(p, c);
    if (status != STATUS_OK || !escape_is_high(*c))
        return status;
    if ((*p)[0] != '\\' || (*p)[1] != 'u')
        return STATUS_OK;

    const unsigned char *second = *p + 2;
    uint32_t low;
    if (get_hex4(&second, &low) == STATUS_OK && escape_is_low(low)) {
        *c = escape_join(*c, low);
        *p = second;
    }
    return STATUS_OK;
}

static enum status get_escape(const unsigned char **p, uint32_t *c)
{
    const char *letter;

    ++*p;
    if (**p == 'u') {
        ++*p;
        return get_unicode(p, c);
    }
    if (**p == '\0' || (letter = strchr(letters, **p)) == NULL)
        return STATUS_BAD_ESCAPE;
    *c = (unsigned char)meanings[letter - letters];
    ++*p;
    return STATUS_OK;
}

enum status escape_get(const unsigned char **p, uint32_t *c)
{
    if (**p == '\\')
        return get_escape(p, c);
    if (**p < 0x20)
        return **p == '\0' ? STATUS_NUL_BYTE : STATUS_CONTROL_IN_STRING;
    return get_plain(p, c) ? STATUS_OK : STATUS_BAD_UTF8;
}

static unsigned put_hex4(unsigned char *o, uint32_t c)
{
    static const char digits[] = "0123456789abcdef";

    o[0] = '\\';
    o[1] = 'u';
    for (unsigned i = 0; i < 4; i++)
        o[2 + i] = (unsigned char)digits[c >> (12 - 4 * i) & 0xF];
    return 6;
}

unsigned escape_put(unsigned char *o, uint32_t c)
{
    if (c == '"' || c == '\\' || (c < 0x20 && c != 0)) {
        const char *meaning = strchr(meanings, (int)c);
        if (meaning == NULL)
            return put_hex4(o, c);
        o[0] = '\\';
        o[1] = (unsigned char)letters[meaning - meanings];
        return 2;
    }
    if (c == 0 || escape_is_high(c) || escape_is_low(c))
        return put_hex4(o, c);
    return utf8_put(o, c);
}

bool escape_spells(const unsigned char *raw, size_t len, const char *text)
{
    const unsigned char *p = raw;
    uint32_t c;

    while (p < raw + len && escape_get(&p, &c) == STATUS_OK) {
        unsigned char plain[4];
        size_t n = utf8_put(plain, c);
        if (c == 0 || strncmp((const char *)plain, text, n) != 0)
            return false;
        text += n;
    }
    return *text == '\0';
}

bool escape_is_utf8(const char *text)
{
    const unsigned char *p = (const unsigned char *)text;
    uint32_t c;

    while (*p != '\0')
        if (!get_plain(&p, &c))
            return false;
    return true;
}

bool escape_quote(struct buffer *out, const char *text)
{
    const unsigned char *p = (const unsigned char *)text;
    uint32_t c;

    if (!buffer_reserve(out, ESCAPE_MAX * strlen(text) + 2))
        return false;
    out->data[out->len++] = '"';
    while (*p != '\0' && get_plain(&p, &c))
        out->len += escape_put(out->data + out->len, c);
    out->data[out->len++] = '"';
    return true;
}
