#include "oracle/oracle.h"

#include "oracle/oracle_reader.h"
#include "support/tap.h"

#include <stdint.h>
#include <string.h>

/* A name of an object, its key from quote to quote, and those before it. */
struct owned {
    struct buffer text;
    size_t key, key_end;
    struct owned *others;
};

static void put(struct oracle_reader *r, const void *bytes, size_t n)
{
    if (r->omitting == 0)
        must(buffer_append(&r->o->out, bytes, n));
}

static void put_text(struct oracle_reader *r, const char *text)
{
    put(r, text, strlen(text));
}

static void skip_blanks(struct oracle_reader *r, const char *blanks)
{
    while (r->at < r->n && strchr(blanks, r->bytes[r->at]) != NULL &&
           r->bytes[r->at] != '\0')
        r->at++;
}

static const char all_blanks[] = " \t\r\n", spaces[] = " \t\r";

static bool is_name(const struct owned *a, const char *text, size_t n)
{
    return a->text.len == n && (n == 0 || memcmp(a->text.data, text, n) == 0);
}

/* --- Values -------------------------------------------------------------- */

static bool read_value(struct oracle_reader *r, bool is_row);

static bool read_string(struct oracle_reader *r)
{
    uint32_t c;

    put_text(r, "\"");
    for (r->at++; oracle_byte(r, r->at) != '"';) {
        size_t begin = r->at;
        if (!oracle_character(r, &c))
            return false;
        put(r, r->bytes + begin, r->at - begin);
    }
    r->at++;
    put_text(r, "\"");
    return true;
}

/* The end of the digits from an offset on, of which there must be one. */
static bool read_digits(struct oracle_reader *r, size_t *at)
{
    if (!oracle_is_among(oracle_byte(r, *at), "0123456789"))
        return oracle_fail(r, *at, STATUS_BAD_NUMBER);
    while (oracle_is_among(oracle_byte(r, *at), "0123456789"))
        ++*at;
    return true;
}

static bool read_number(struct oracle_reader *r)
{
    size_t at = r->at + (r->bytes[r->at] == '-');
    bool zero = oracle_byte(r, at) == '0';

    if (zero && oracle_is_among(oracle_byte(r, at + 1), "0123456789"))
        return oracle_fail(r, at + 1, STATUS_LEADING_ZERO);
    if (!read_digits(r, &at))
        return false;
    if (oracle_byte(r, at) == '.' && (at++, !read_digits(r, &at)))
        return false;
    if (oracle_is_among(oracle_byte(r, at), "eE")) {
        at += oracle_is_among(oracle_byte(r, at + 1), "+-") ? 2 : 1;
        if (!read_digits(r, &at))
            return false;
    }
    put(r, r->bytes + r->at, at - r->at);
    r->at = at;
    return true;
}

static bool read_word(struct oracle_reader *r, const char *word)
{
    size_t n = strlen(word);

    for (size_t i = 0; i < n; i++)
        if (oracle_byte(r, r->at + i) != (unsigned char)word[i])
            return oracle_fail(r, r->at + i, STATUS_BAD_LITERAL);
    put_text(r, word);
    r->at += n;
    return true;
}

/* After a value in an object or array; *more: a comma stood there. */
static bool read_end(struct oracle_reader *r, char end, enum status status,
                     bool *more)
{
    skip_blanks(r, all_blanks);
    *more = oracle_byte(r, r->at) == ',';
    if (!*more && oracle_byte(r, r->at) != (unsigned char)end)
        return oracle_fail(r, r->at, status);
    r->at++;
    return true;
}

static bool read_array(struct oracle_reader *r, bool is_row)
{
    bool more = true;

    put_text(r, "[");
    r->at++;
    skip_blanks(r, all_blanks);
    if (oracle_byte(r, r->at) == ']') {
        r->at++;
        more = false;
    }
    while (more) {
        if (!read_value(r, is_row) ||
            !read_end(r, ']', STATUS_EXPECTED_COMMA_OR_BRACKET, &more))
            return false;
        if (more)
            put_text(r, ",");
    }
    put_text(r, "]");
    return true;
}

/* Two keys of an object are equal. */
static bool fail_twice(struct oracle_reader *r, const struct owned *a,
                       const struct owned *b)
{
    struct buffer *keys = &r->o->keys;

    keys->len = 0;
    must(buffer_append(keys, r->bytes + a->key + 1, a->key_end - a->key - 1));
    must(buffer_append(keys, r->bytes + b->key + 1, b->key_end - b->key - 1));
    return oracle_fail(r, b->key, STATUS_EQUAL_KEYS);
}

/* A key at its first quote, its colon and its value. */
static bool read_field(struct oracle_reader *r, bool stamped, bool *comma,
                       struct owned *names)
{
    names->key = r->at;
    if (!oracle_key(r, &names->text))
        return false;
    names->key_end = r->at;
    const char *text = (const char *)names->text.data;
    for (struct owned *old = names->others; old != NULL; old = old->others)
        if (is_name(old, text, names->text.len))
            return fail_twice(r, old, names);
    bool omits = stamped && is_name(names, "__typename", strlen("__typename"));
    r->omitting += omits;
    put_text(r, *comma ? ",\"" : "\"");
    put(r, text, names->text.len);
    put_text(r, "\":");
    *comma |= !omits;
    skip_blanks(r, all_blanks);
    if (oracle_byte(r, r->at) != ':')
        return oracle_fail(r, r->at, STATUS_EXPECTED_COLON);
    r->at++;
    if (!read_value(r, false))
        return false;
    r->omitting -= omits;
    return true;
}

/* An object from after its brace, with the names that it has by now. */
static bool read_fields(struct oracle_reader *r, bool stamped, bool comma,
                        struct owned *others)
{
    struct owned names = {.others = others};
    bool more = false;
    enum status status =
        others == NULL ? STATUS_EXPECTED_KEY_OR_END : STATUS_EXPECTED_KEY;

    skip_blanks(r, all_blanks);
    if (others == NULL && oracle_byte(r, r->at) == '}') {
        r->at++;
        return true;
    }
    if (oracle_byte(r, r->at) != '"')
        return oracle_fail(r, r->at, status);
    bool good = read_field(r, stamped, &comma, &names) &&
                read_end(r, '}', STATUS_EXPECTED_COMMA_OR_BRACE, &more) &&
                (!more || read_fields(r, stamped, comma, &names));
    buffer_free(&names.text);
    return good;
}

static bool read_object(struct oracle_reader *r, bool is_row)
{
    bool stamped = is_row && r->rules->plan->type != NULL;

    put_text(r, "{");
    r->at++;
    if (stamped) {
        put_text(r, "\"__typename\":\"");
        put_text(r, r->rules->plan->type);
        put_text(r, "\"");
    }
    if (!read_fields(r, stamped, stamped, NULL))
        return false;
    put_text(r, "}");
    return true;
}

/* Any value; is_row: a row, or an item of one that is an array. */
static bool read_value(struct oracle_reader *r, bool is_row)
{
    skip_blanks(r, all_blanks);

    unsigned char c = oracle_byte(r, r->at);
    bool typed = is_row && r->rules->plan->type != NULL;

    if (typed && oracle_is_among(c, "\"-0123456789tf"))
        return oracle_fail(r, r->at, STATUS_UNTYPED_ROW);
    if (c == '{' || c == '[') {
        if (r->levels == TRANSFORM_LEVELS)
            return oracle_fail(r, r->at, STATUS_TOO_DEEP);
        r->levels++;
        bool good = c == '{' ? read_object(r, is_row) : read_array(r, is_row);
        r->levels--;
        return good;
    }
    if (c == '"')
        return read_string(r);
    if (oracle_is_among(c, "-0123456789"))
        return read_number(r);
    if (oracle_is_among(c, "tfn"))
        return read_word(r, c == 't' ? "true" : c == 'f' ? "false" : "null");
    return oracle_fail(r, r->at, STATUS_EXPECTED_VALUE);
}

/* --- Rows ---------------------------------------------------------------- */

/* Notes in which line an offset is, which is not before the row's. */
static void note_line(const struct oracle_reader *r, size_t at, uint64_t *line,
                      size_t *begin)
{
    *line = r->row_line;
    *begin = r->row_line_begin;
    for (size_t i = r->row; i < at && !r->framed; i++)
        if (r->bytes[i] == '\n') {
            *begin = i + 1;
            ++*line;
        }
}

/* A row from its first byte to after its end. */
static bool read_row(struct oracle_reader *r)
{
    const struct transform_rules *rules = r->rules;

    r->o->row_line = r->row_line;
    r->omitting = r->levels = 0;
    if (++r->o->rows > rules->max_rows)
        return oracle_fail(r, r->at, STATUS_SECOND_ROW);
    put_text(r, r->written == 0 ? rules->first : rules->between);
    if (!read_value(r, true))
        return false;
    skip_blanks(r, r->framed ? all_blanks : spaces);
    if (r->at < r->n && (r->framed || r->bytes[r->at] != '\n'))
        return oracle_fail(r, r->at,
                           r->framed ? STATUS_EXPECTED_ROW_END
                                     : STATUS_EXPECTED_LINE_END);
    r->at += r->at < r->n;
    put_text(r, rules->after);
    r->written++;
    return true;
}

/* Goes on with the line after the one that the bad row began in. */
static void next_line(struct oracle_reader *r)
{
    for (r->at = r->row; r->at < r->n; r->at++)
        if (r->bytes[r->at] == '\n') {
            r->at++;
            return;
        }
}

/* The place of what the outcome says. */
static void place(struct oracle_reader *r, size_t at)
{
    size_t begin;

    r->o->offset = at;
    note_line(r, at, &r->o->line, &begin);
    r->o->column = at - begin + 1;
}

/* Drops a bad row, of whose output the first bytes are to stay. */
static bool drop_row(struct oracle_reader *r, size_t whole)
{
    struct outcome *o = r->o;

    if (!r->recovers || !status_is_of_row(o->status))
        return false;
    if (o->rows > r->rules->max_rows) { /* whatever it begins with */
        o->status = STATUS_SECOND_ROW;
        return false;
    }
    o->out.len = whole;
    feed_tell(&o->out, o);
    return true;
}

/* The rows of lines. false: the outcome is that of an error. */
static bool read_lines(struct oracle_reader *r)
{
    for (;;) {
        size_t whole = r->o->out.len;
        skip_blanks(r, all_blanks);
        note_line(r, r->at, &r->row_line, &r->row_line_begin);
        r->row = r->at;
        if (r->at == r->n) {
            place(r, r->n);
            return true;
        }
        if (read_row(r))
            continue;
        place(r, r->o->offset);
        if (!drop_row(r, whole))
            return false;
        next_line(r);
    }
}

/* The row of one frame, up to r->n. */
static bool read_frame(struct oracle_reader *r)
{
    size_t whole = r->o->out.len;
    bool good = false;

    r->row = r->at;
    skip_blanks(r, all_blanks);
    bool blank = r->at == r->n;
    if (blank)
        r->o->status = STATUS_EXPECTED_VALUE;
    else
        good = read_row(r);
    place(r, good || blank ? r->n : r->o->offset);
    if (good)
        return true;
    if (!drop_row(r, whole))
        return false;
    r->o->rows += blank;
    place(r, r->n);
    return true;
}

/* Frame after frame. */
static bool read_frames(struct oracle_reader *r, size_t n)
{
    size_t at = 0;

    do {
        const void *end = n == 0 ? NULL : memchr(r->bytes + at, '\f', n - at);
        r->at = at;
        r->n =
            end == NULL ? n : (size_t)((const unsigned char *)end - r->bytes);
        if (!read_frame(r))
            return false;
        at = r->n + 1;
    } while (at < n);
    return true;
}

struct outcome oracle(const struct transform_rules *rules, const void *bytes,
                      size_t n, bool framed, bool recovers)
{
    struct outcome o = {0};
    struct oracle_reader r = {
        .rules = rules,
        .bytes = bytes,
        .n = n,
        .framed = framed,
        .recovers = recovers,
        .row_line = 1,
        .o = &o,
    };

    if (framed ? read_frames(&r, n) : read_lines(&r))
        o.status = STATUS_OK;
    return o;
}
