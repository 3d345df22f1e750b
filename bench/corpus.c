#include <config.h>

#include "corpus.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* --- Chance ------------------------------------------------------------- */

/* splitmix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", 2014). */
static uint64_t next_random(struct corpus *c)
{
    uint64_t z = c->random += 0x9E3779B97F4A7C15;

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
    z = (z ^ z >> 27) * 0x94D049BB133111EB;
    return z ^ z >> 31;
}

/*
 * 0 to n - 1; how very slightly uneven it is does not matter here. One call in
 * a statement: C leaves open which of two arguments is made first.
 */
static unsigned below(struct corpus *c, unsigned n)
{
    return (unsigned)(next_random(c) % n);
}

#define PICK(c, table) (table)[below(c, sizeof(table) / sizeof *(table))]

/* --- Words -------------------------------------------------------------- */

static const char *const first_names[] = {
    "Ada",    "Alan",   "Barbara",  "Bjarne",  "Brian", "Dennis",
    "Donald", "Edsger", "Frances",  "Grace",   "Hedy",  "Ken",
    "Leslie", "Linus",  "Margaret", "Niklaus", "Radia", "Tim",
};

static const char *const last_names[] = {
    "Allen",    "Dijkstra", "Hamilton", "Hopper",   "Kernighan", "Knuth",
    "Lamarr",   "Lamport",  "Liskov",   "Lovelace", "Perlman",   "Ritchie",
    "Thompson", "Torvalds", "Turing",   "Wirth",
};

static const char *const countries[] = {
    "AT", "BR", "CA", "CH", "DE", "FR", "GB", "IN", "JP", "NG", "NL", "US",
};

static const char *const tags[] = {
    "api",     "caching",  "database", "filters", "graphql", "json",
    "latency", "pipeline", "postgres", "schema",  "unix",    "views",
};

static const char *const words[] = {
    "a",      "all",  "and",    "any",    "as",      "be",     "bytes",
    "column", "copy", "data",   "each",   "fast",    "field",  "filter",
    "from",   "has",  "in",     "index",  "is",      "it",     "join",
    "key",    "list", "memory", "name",   "nested",  "no",     "of",
    "one",    "only", "or",     "order",  "plan",    "query",  "read",
    "result", "row",  "server", "single", "small",   "stream", "table",
    "that",   "the",  "then",   "they",   "through", "to",     "value",
    "view",   "when", "whole",  "with",   "without", "write",  "written",
};

/* --- Output ------------------------------------------------------------- */

static bool put(struct buffer *out, const char *text)
{
    return buffer_append(out, text, strlen(text));
}

/* For short texts. */
__attribute__((format(printf, 2, 3))) static bool
put_format(struct buffer *out, const char *format, ...)
{
    enum {
        SHORT = 512
    };
    va_list arguments;

    if (!buffer_reserve(out, SHORT))
        return false;
    va_start(arguments, format);
    int n = vsnprintf((char *)out->data + out->len, SHORT, format, arguments);
    va_end(arguments);
    if (n < 0 || n >= SHORT)
        return false;
    out->len += (size_t)n;
    return true;
}

/*
 * Appends a string of words, at least so many bytes long without its quotes;
 * a new paragraph, which is an escape or two, begins about every 500 bytes.
 */
static bool put_prose(struct corpus *c, struct buffer *out, size_t bytes)
{
    bool ok = put(out, "\"");

    for (size_t begin = out->len; ok && out->len - begin < bytes;) {
        ok = put(out, PICK(c, words));
        ok = ok && put(out, below(c, 100) == 0 ? ".\\n\\n" : " ");
    }
    return ok && put(out, "end.\"");
}

/* --- flat and pg: thirteen short fields --------------------------------- */

/* All that such a row holds, so that both shapes hold the same. */
struct person {
    unsigned id, number, created, logins, euros, cents, manager, host, phone;
    const char *first, *last, *country;
    bool active;
};

static struct person make_person(struct corpus *c)
{
    /* One statement each: the order of these is part of the corpus. */
    struct person p = {.id = 100000 + (unsigned)c->rows};

    p.first = PICK(c, first_names);
    p.last = PICK(c, last_names);
    p.country = PICK(c, countries);
    p.number = below(c, 1000);
    p.created = below(c, 365 * 24 * 60);
    p.logins = below(c, 5000);
    p.euros = below(c, 20000);
    p.cents = below(c, 100);
    p.manager = below(c, 4) == 0 ? 0 : 100000 + below(c, 100000);
    p.host = below(c, 256);
    p.phone = below(c, 10000);
    p.active = below(c, 8) != 0;
    return p;
}

/* Minute m of a year of twelve 28-day months. */
static bool put_time(struct buffer *out, unsigned m)
{
    unsigned day = m / (24 * 60);

    return put_format(out, "\"2024-%02u-%02uT%02u:%02u:%02u+00:00\"",
                      1 + day / 28 % 12, 1 + day % 28, m / 60 % 24, m % 60,
                      m * 7 % 60);
}

static bool put_email(struct buffer *out, const struct person *p)
{
    return put_format(out, "\"%c.%s%u@example.org\"", p->first[0], p->last,
                      p->number);
}

static bool put_first(struct buffer *out, const struct person *p)
{
    return put_format(out, "\"%s\"", p->first);
}

static bool put_last(struct buffer *out, const struct person *p)
{
    return put_format(out, "\"%s\"", p->last);
}

static bool put_country(struct buffer *out, const struct person *p)
{
    return put_format(out, "\"%s\"", p->country);
}

static bool put_phone(struct buffer *out, const struct person *p)
{
    return put_format(out, "\"7946 %04u\"", p->phone);
}

static bool put_ip(struct buffer *out, const struct person *p)
{
    return put_format(out, "\"192.0.2.%u\"", p->host);
}

static bool put_id(struct buffer *out, const struct person *p)
{
    return put_format(out, "%u", p->id);
}

static bool put_logins(struct buffer *out, const struct person *p)
{
    return put_format(out, "%u", p->logins);
}

static bool put_balance(struct buffer *out, const struct person *p)
{
    return put_format(out, "%u.%02u", p->euros, p->cents);
}

static bool put_active(struct buffer *out, const struct person *p)
{
    return put(out, p->active ? "true" : "false");
}

static bool put_manager(struct buffer *out, const struct person *p)
{
    return p->manager == 0 ? put(out, "null")
                           : put_format(out, "%u", p->manager);
}

static bool put_created(struct buffer *out, const struct person *p)
{
    return put_time(out, p->created);
}

static bool put_birth(struct buffer *out, const struct person *p)
{
    return put_format(out, "\"19%02u-%02u-%02u\"", 50 + p->logins % 50,
                      1 + p->euros % 12, 1 + p->cents % 28);
}

struct field {
    const char *key;
    bool (*put_value)(struct buffer *out, const struct person *p);
};

/* In the order in which a person would name them. */
static const struct field flat_fields[] = {
    {"id", put_id},
    {"first_name", put_first},
    {"last_name", put_last},
    {"email", put_email},
    {"phone_number", put_phone},
    {"country_code", put_country},
    {"is_active", put_active},
    {"login_count", put_logins},
    {"balance", put_balance},
    {"manager_id", put_manager},
    {"last_ip", put_ip},
    {"birth_date", put_birth},
    {"created_at", put_created},
};

enum {
    FIELDS = sizeof flat_fields / sizeof *flat_fields
};

static bool put_person(struct corpus *c, struct buffer *out,
                       const struct field fields[], const char *colon,
                       const char *comma)
{
    struct person p = make_person(c);
    bool ok = put(out, "{");

    for (size_t i = 0; ok && i < FIELDS; i++)
        ok = put_format(out, "%s\"%s\"%s", i == 0 ? "" : comma, fields[i].key,
                        colon) &&
             fields[i].put_value(out, &p);
    return ok && put(out, "}");
}

static bool put_flat(struct corpus *c, struct buffer *out)
{
    return put_person(c, out, flat_fields, ":", ",");
}

/* In the order of jsonb: by length, then by bytes. */
static const struct field pg_fields[] = {
    {"id", put_id},
    {"email", put_email},
    {"balance", put_balance},
    {"last_ip", put_ip},
    {"is_active", put_active},
    {"last_name", put_last},
    {"birth_date", put_birth},
    {"created_at", put_created},
    {"first_name", put_first},
    {"manager_id", put_manager},
    {"login_count", put_logins},
    {"country_code", put_country},
    {"phone_number", put_phone},
};

static bool put_pg(struct corpus *c, struct buffer *out)
{
    return put_person(c, out, pg_fields, ": ", ", ");
}

/* --- nested: a post with a body, tags and comments ----------------------- */

static bool put_author(struct corpus *c, struct buffer *out)
{
    unsigned id = 100 + below(c, 900);
    const char *first = PICK(c, first_names);
    const char *last = PICK(c, last_names);

    return put_format(out,
                      "{\"id\":%u,\"user_name\":\"%c%s\","
                      "\"display_name\":\"%s %s\"}",
                      id, first[0], last, first, last);
}

static bool put_tags(struct corpus *c, struct buffer *out)
{
    unsigned count = 1 + below(c, 4);
    bool ok = put(out, "[");

    for (unsigned i = 0; ok && i < count; i++)
        ok = put_format(out, "%s\"%s\"", i == 0 ? "" : ",", PICK(c, tags));
    return ok && put(out, "]");
}

static bool put_comment(struct corpus *c, struct buffer *out)
{
    bool edited = below(c, 8) == 0;
    bool ok = put_format(
        out, "{\"comment_id\":%u,\"created_at\":", 1000000 + below(c, 9000000));

    ok = ok && put_time(out, below(c, 365 * 24 * 60));
    ok = ok && put(out, ",\"author\":") && put_author(c, out);
    ok = ok && put(out, ",\"comment_body\":");
    ok = ok && put_prose(c, out, 30 + below(c, 60));
    return ok && put_format(out, ",\"like_count\":%u,\"is_edited\":%s}",
                            below(c, 300), edited ? "true" : "false");
}

static bool put_comments(struct corpus *c, struct buffer *out)
{
    unsigned count = 1 + below(c, 4);
    bool ok = put(out, "[");

    for (unsigned i = 0; ok && i < count; i++)
        ok = (i == 0 || put(out, ",")) && put_comment(c, out);
    return ok && put(out, "]");
}

static bool put_nested(struct corpus *c, struct buffer *out)
{
    bool ok = put_format(
        out, "{\"id\":%u,\"post_title\":", 100000 + (unsigned)c->rows);

    ok = ok && put_prose(c, out, 30);
    ok = ok && put(out, ",\"published_at\":");
    ok = ok && put_time(out, below(c, 365 * 24 * 60));
    ok = ok && put(out, ",\"author\":") && put_author(c, out);
    ok = ok && put(out, ",\"tags\":") && put_tags(c, out);
    ok = ok && put(out, ",\"post_body\":");
    ok = ok && put_prose(c, out, 200 + below(c, 400));
    ok = ok && put(out, ",\"comments\":") && put_comments(c, out);
    return ok && put_format(out, ",\"view_count\":%u,\"reply_to\":null}",
                            below(c, 100000));
}

/* --- tiny and text ------------------------------------------------------ */

static bool put_tiny(struct corpus *c, struct buffer *out)
{
    return put_format(out, "{\"id\":%u,\"is_read\":%s}",
                      1000000 + (unsigned)c->rows,
                      below(c, 2) == 0 ? "true" : "false");
}

static bool put_text(struct corpus *c, struct buffer *out)
{
    return put(out, "{\"page_text\":") && put_prose(c, out, 4060) &&
           put(out, "}");
}

/* --- The table ---------------------------------------------------------- */

const struct corpus_shape corpus_shapes[] = {
    {"flat", "13 short fields, no blanks", put_flat},
    {"pg", "the same fields as jsonb prints them", put_pg},
    {"nested", "a post with its author, tags and comments", put_nested},
    {"tiny", "two fields", put_tiny},
    {"text", "one string of 4 kB", put_text},
    {NULL, NULL, NULL},
};

const struct corpus_shape *corpus_find(const char *name)
{
    for (const struct corpus_shape *s = corpus_shapes; s->name != NULL; s++)
        if (strcmp(s->name, name) == 0)
            return s;
    return NULL;
}

struct corpus corpus_start(uint64_t seed)
{
    return (struct corpus){.random = seed};
}

bool corpus_row(struct corpus *c, const struct corpus_shape *shape,
                struct buffer *out)
{
    bool ok = shape->put_row(c, out) && put(out, "\n");

    c->rows++;
    return ok;
}
