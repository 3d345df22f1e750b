#include "support/sample.h"

#include "support/feed.h"
#include "support/tap.h"

#include <stdio.h>
#include <string.h>

enum {
    KEY = 80,    /* bytes of a key, with its end */
    WIDTH = 24,  /* fields of an object */
    DEPTH = 3,   /* objects in each other */
    LONGEST = 70 /* times a piece of a string */
};

enum kind {
    STRING,
    NUMBER,
    WORD,
    SCALARS,
    OBJECT,
    OBJECTS
};

struct column {
    char key[KEY];
    enum kind kind;
};

/* What the objects of one level have. */
struct shape {
    struct column fields[WIDTH];
    unsigned count;
};

/* Where blanks stand. */
struct style {
    const char *open, *close, *before_comma, *comma, *before_colon, *colon;
    const char *end;
};

struct sample {
    struct random *random;
    struct buffer *b;
    struct shape shapes[DEPTH];
    struct style style;
    unsigned turns; /* orders that fields come in */
    unsigned slip;  /* one time in this many something differs; 0: never */
};

#define ANY(table, list)                                                       \
    ((list)[random_draw((table)->random, sizeof(list) / sizeof *(list))])

static void add(struct sample *t, const char *text)
{
    must(buffer_text(t->b, text));
}

static bool slips(struct sample *t)
{
    return t->slip > 0 && random_once_in(t->random, t->slip);
}

static const char *const blanks[] = {"",   "",     " ", "  ",   "\n",
                                     "\t", "\r\n", " ", "\n  ", "\r"};

static void add_blank(struct sample *t, const char *usual)
{
    add(t, slips(t) ? ANY(t, blanks) : usual);
}

/* --- Keys ----------------------------------------------------------------- */

static void make_key(struct sample *t, char key[KEY])
{
    static const char *const pieces[] = {"a",
                                         "b",
                                         "_",
                                         "_",
                                         "__",
                                         "id",
                                         "key",
                                         "1",
                                         "name",
                                         "first_",
                                         "\\u0061",
                                         "\\u005f",
                                         "\\n",
                                         "\\\"",
                                         "A",
                                         "\xC3\xA9",
                                         "\\u00e9",
                                         "user_name",
                                         "\xF0\x9F\x98\x80"};

    key[0] = '\0';
    for (unsigned n = random_draw(t->random, 4) + random_draw(t->random, 2);
         n > 0; n--)
        strcat(key, ANY(t, pieces));
    if (random_once_in(t->random, 6))
        for (unsigned n = random_draw(t->random, KEY - 60); n > 0; n--)
            strcat(key, "x");
    if (random_once_in(t->random, 40))
        strcpy(key, "__typename");
}

/* Keys that are much like the one before, so that they are mistaken for it. */
static void make_shape(struct sample *t, struct shape *shape)
{
    shape->count =
        random_draw(t->random, random_once_in(t->random, 4) ? WIDTH : 6);
    for (unsigned i = 0; i < shape->count; i++) {
        struct column *f = &shape->fields[i];
        f->kind = (enum kind)random_draw(t->random, OBJECTS + 1);
        make_key(t, f->key);
        if (i > 0 && random_once_in(t->random, 3)) {
            strcpy(f->key, shape->fields[i - 1].key);
            size_t n = strlen(f->key);
            snprintf(f->key + (n < KEY - 12 ? n : 0), 12, "%u", i);
        }
    }
}

static void add_key(struct sample *t, const char *key)
{
    static const char *const ends[] = {"",   "_", "x",        "\\u0078", "\xC3",
                                       "\\", "1", "\xC3\xA9", "\x01"};
    size_t n = strlen(key);

    if (slips(t))
        n = random_draw(t->random, (unsigned)n + 1);
    add(t, "\"");
    must(buffer_append(t->b, key, n));
    if (slips(t) && !random_once_in(t->random, 3))
        add(t, ANY(t, ends));
    add(t, "\"");
}

/* --- Values --------------------------------------------------------------- */

static void add_string(struct sample *t)
{
    static const char *const pieces[] = {"x",
                                         "x",
                                         "x",
                                         "0123456",
                                         "word ",
                                         "\xC3\xA9",
                                         "\xE2\x82\xAC",
                                         "\xF0\x9F\x98\x80",
                                         "\\n",
                                         "\\\"",
                                         "\\\\",
                                         "\\u20aC",
                                         "{",
                                         "\",\"",
                                         "\xE4\xB8\xAD\xE6\x96\x87",
                                         "\xD0\xBF\xD1\x80\xD0\xB8"};
    const char *piece = ANY(t, pieces);

    add(t, "\"");
    for (unsigned n = random_draw(t->random, LONGEST); n > 0; n--) {
        if (random_once_in(t->random, 12))
            piece = ANY(t, pieces);
        if (piece[0] != '"' || slips(t))
            add(t, piece);
        if (random_once_in(t->random, 30))
            break;
    }
    add(t, "\"");
}

static void add_number(struct sample *t)
{
    static const char *const starts[] = {"", "", "-", "0.", "-0.", "1e", "0"};
    static const char *const ends[] = {"",   "",     "",  ".5",
                                       "e5", "E-10", ".", "e"};
    unsigned digits =
        random_draw(t->random, random_once_in(t->random, 9) ? 140 : 9);
    const char *start = ANY(t, starts);

    add(t, digits > 1 || start[0] == '\0' ? start : "-");
    if (strcmp(start, "0") == 0)
        digits = slips(t);
    else
        add(t, "1");
    for (; digits > 0; digits--)
        feed_add(t->b, "%u", random_draw(t->random, 10));
    if (slips(t))
        add(t, ANY(t, ends));
}

static void add_word(struct sample *t)
{
    static const char *const words[] = {"true", "false", "null"};
    static const char *const others[] = {"nul", "truex", "falsy", "True", ""};

    add(t, slips(t) ? ANY(t, others) : ANY(t, words));
}

static void add_object(struct sample *t, unsigned depth);

static void add_scalar(struct sample *t)
{
    switch (random_draw(t->random, 3)) {
    case 0:
        add_string(t);
        break;
    case 1:
        add_number(t);
        break;
    default:
        add_word(t);
        break;
    }
}

/* An array of what one of the two adds. */
static void add_array(struct sample *t, unsigned depth, bool of_objects)
{
    add(t, "[");
    for (unsigned n = random_draw(t->random, 4); n > 0; n--) {
        add_blank(t, t->style.open);
        if (of_objects && !slips(t))
            add_object(t, depth);
        else
            add_scalar(t);
        if (n > 1 || slips(t))
            add(t, ",");
    }
    add_blank(t, t->style.close);
    add(t, slips(t) ? "}" : "]");
}

static void add_value(struct sample *t, enum kind kind, unsigned depth)
{
    if (slips(t))
        kind = (enum kind)random_draw(t->random, OBJECTS + 1);
    if (kind >= OBJECT && depth + 1 == DEPTH)
        kind = NUMBER;
    if (kind == STRING)
        add_string(t);
    else if (kind == NUMBER)
        add_number(t);
    else if (kind == WORD)
        add_word(t);
    else if (kind == OBJECT)
        add_object(t, depth + 1);
    else
        add_array(t, depth + 1, kind == OBJECTS);
}

static void add_field(struct sample *t, const struct column *f, unsigned depth)
{
    static const char *const types[] = {"\"User\"", "\"Dog\"", "\"P\""};

    add_key(t, f->key);
    add_blank(t, t->style.before_colon);
    if (!slips(t) || !random_once_in(t->random, 4))
        add(t, ":");
    add_blank(t, t->style.colon);
    if (strcmp(f->key, "__typename") == 0 && !slips(t))
        add(t, ANY(t, types));
    else
        add_value(t, f->kind, depth);
}

/* An object as its shape has it; seldom a field is missing, another's, new. */
static void add_object(struct sample *t, unsigned depth)
{
    const struct shape *shape = &t->shapes[depth];
    unsigned turn = random_draw(t->random, t->turns);
    bool first = true;

    add(t, "{");
    add_blank(t, t->style.open);
    for (unsigned i = 0; i < shape->count; i++) {
        struct column f = shape->fields[(i + turn) % shape->count];
        if (slips(t) && random_once_in(t->random, 2))
            continue;
        if (slips(t) && random_once_in(t->random, 2))
            make_key(t, f.key);
        if (slips(t) && random_once_in(t->random, 2))
            f = shape->fields[random_draw(t->random, shape->count)];
        if (!first) {
            add_blank(t, t->style.before_comma);
            add(t, slips(t) && random_once_in(t->random, 4) ? ",," : ",");
            add_blank(t, t->style.comma);
        }
        first = false;
        add_field(t, &f, depth);
    }
    add_blank(t, t->style.close);
    add(t, slips(t) && random_once_in(t->random, 4) ? "]" : "}");
}

/* --- Rows ----------------------------------------------------------------- */

static struct style make_style(struct sample *t)
{
    static const struct style styles[] = {
        {"", "", "", "", "", "", "\n"},
        {"", "", "", "", "", "", "\r\n"},
        {"", "", "", " ", "", " ", "\n"},
        {" ", " ", "", " ", " ", " ", " \n"},
        {"\n  ", "\n", "", "\n  ", "", " ", "\n"},
        {"", "", " ", "", "\t", "", "\n"},
    };
    struct style style = ANY(t, styles);

    if (random_once_in(t->random, 6)) {
        style.before_comma = ANY(t, blanks);
        style.comma = ANY(t, blanks);
        style.before_colon = ANY(t, blanks);
        style.colon = ANY(t, blanks);
    }
    return style;
}

static void add_row(struct sample *t)
{
    static const char *const ends[] = {"", "\n", "\n\n", "\r\n", " \n", "x\n"};

    if (slips(t) && random_once_in(t->random, 3))
        add_array(t, 0, true);
    else if (slips(t) && random_once_in(t->random, 3))
        add_scalar(t);
    else
        add_object(t, 0);
    add(t, slips(t) ? ANY(t, ends) : t->style.end);
}

void sample_rows(struct random *random, struct buffer *b)
{
    static const unsigned often[] = {0, 0, 300, 100, 30, 8};
    struct sample t = {.random = random, .b = b};

    t.slip = ANY(&t, often);
    t.turns = 1 + random_once_in(random, 4) * random_draw(random, 3);
    t.style = make_style(&t);
    for (unsigned i = 0; i < DEPTH; i++)
        make_shape(&t, &t.shapes[i]);
    for (unsigned n = random_draw(random, 12); n > 0; n--)
        add_row(&t);
    if (b->len > 0 && random_once_in(random, 4))
        b->len--;
}

/* --- Damage --------------------------------------------------------------- */

/* Puts n bytes where others were. */
static void put_over(struct buffer *b, size_t at, size_t over,
                     const void *bytes, size_t n)
{
    must(buffer_reserve(b, n));
    memmove(b->data + at + n, b->data + at + over, b->len - at - over);
    memcpy(b->data + at, bytes, n);
    b->len += n - over;
}

void sample_damage(struct random *random, struct buffer *b)
{
    static const char bytes[] =
        "{}[]:,\"\\\\\n\r\t _aZx0-.e\x80\xC3\xE2\xF0\xBF"
        "\x01\x1F\x7F";

    for (unsigned n = 1 + random_draw(random, 3); n > 0 && b->len > 0; n--) {
        size_t at = random_draw(random, (unsigned)b->len);
        size_t from = random_draw(random, (unsigned)b->len);
        size_t left = b->len - at, some = 1 + random_draw(random, 6);
        unsigned char other[70];
        unsigned kind = random_draw(random, 6);
        if (some > left)
            some = left;
        other[0] = (unsigned char)bytes[random_draw(random, sizeof bytes)];
        if (kind == 4) /* a bit */
            other[0] =
                (unsigned char)(b->data[at] ^ 1u << random_draw(random, 8));
        if (kind == 0) { /* some bytes of elsewhere */
            some = random_draw(random, sizeof other);
            some = some < b->len - from ? some : b->len - from;
            memcpy(other, b->data + from, some);
            put_over(b, at, 0, other, some);
        } else if (kind == 1) {
            put_over(b, at, some, other, 0);
        } else if (kind == 2) {
            put_over(b, at, 0, other, 1);
        } else if (kind == 3 && left > 1) { /* two change places */
            other[0] = b->data[at + 1];
            other[1] = b->data[at];
            put_over(b, at, 2, other, 2);
        } else {
            put_over(b, at, 1, other, 1);
        }
    }
}
