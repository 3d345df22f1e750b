#include <config.h>

#include "bench/person.h"

#include "bench/put.h"
#include "bench/words.h"

#include <string.h>

/* All that such a row holds, so that all shapes hold the same. */
struct person {
    unsigned id, number, created, logins, euros, cents, manager, host, phone;
    const char *first, *last, *country;
    bool active;
};

static struct person make_person(struct stream *c)
{
    /* One statement each: the order of these is part of the corpus. */
    struct person p = {.id = 100000 + (unsigned)c->rows};

    p.first = words_first_name(&c->random);
    p.last = words_last_name(&c->random);
    p.country = words_country(&c->random);
    p.number = random_draw(&c->random, 1000);
    p.created = random_draw(&c->random, 365 * 24 * 60);
    p.logins = random_draw(&c->random, 5000);
    p.euros = random_draw(&c->random, 20000);
    p.cents = random_draw(&c->random, 100);
    p.manager = random_draw(&c->random, 4) == 0
                    ? 0
                    : 100000 + random_draw(&c->random, 100000);
    p.host = random_draw(&c->random, 256);
    p.phone = random_draw(&c->random, 10000);
    p.active = random_draw(&c->random, 8) != 0;
    return p;
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
    return put_text(out, p->active ? "true" : "false");
}

static bool put_manager(struct buffer *out, const struct person *p)
{
    return p->manager == 0 ? put_text(out, "null")
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

static bool put_person(struct stream *c, struct buffer *out,
                       const struct field fields[], const char *colon,
                       const char *comma)
{
    struct person p = make_person(c);
    bool ok = put_text(out, "{");

    for (size_t i = 0; ok && i < FIELDS; i++)
        ok = put_format(out, "%s\"%s\"%s", i == 0 ? "" : comma, fields[i].key,
                        colon) &&
             fields[i].put_value(out, &p);
    return ok && put_text(out, "}");
}

bool person_put_flat(struct stream *c, struct buffer *out)
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

bool person_put_pg(struct stream *c, struct buffer *out)
{
    return put_person(c, out, pg_fields, ": ", ", ");
}

bool person_put_shuffled(struct stream *c, struct buffer *out)
{
    struct field fields[FIELDS];

    memcpy(fields, flat_fields, sizeof fields);
    for (unsigned left = FIELDS; left > 1; left--) {
        unsigned taken = random_draw(&c->random, left);
        struct field last = fields[left - 1];
        fields[left - 1] = fields[taken];
        fields[taken] = last;
    }
    return put_person(c, out, fields, ":", ",");
}
