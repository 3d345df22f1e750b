#include <config.h>

#include "bench/keys.h"

#include "bench/put.h"
#include "bench/words.h"

/* --- wide: a field for each section and what is known of it --------------- */

/* 19 bytes each, so that the key of a field has 40. */
static const char *const sections[] = {
    "shipping_department", "purchasing_division", "research_laboratory",
    "assembly_line_north", "assembly_line_south", "customer_support_eu",
    "customer_support_us", "warehouse_logistics", "quality_measurement",
    "accounting_overview",
};

static bool put_count(struct stream *c, struct buffer *out)
{
    return put_format(out, "%u", random_draw(&c->random, 5000));
}

static bool put_amount(struct stream *c, struct buffer *out)
{
    unsigned cents = random_draw(&c->random, 10000000);

    return put_format(out, "%u.%02u", cents / 100, cents % 100);
}

static bool put_flag(struct stream *c, struct buffer *out)
{
    return put_text(out, random_draw(&c->random, 2) == 0 ? "true" : "false");
}

static bool put_minute(struct stream *c, struct buffer *out)
{
    return put_time(out, random_draw(&c->random, 365 * 24 * 60));
}

static bool put_name(struct stream *c, struct buffer *out)
{
    return put_format(out, "\"%s\"", words_last_name(&c->random));
}

/* 20 bytes each. */
static const struct item {
    const char *name;
    bool (*put_value)(struct stream *c, struct buffer *out);
} items[] = {
    {"average_waiting_time", put_amount}, {"maximum_waiting_time", put_amount},
    {"minimum_waiting_time", put_amount}, {"requests_per_quarter", put_count},
    {"complaints_last_year", put_count},  {"open_positions_count", put_count},
    {"responsible_employee", put_name},   {"last_inspection_date", put_minute},
    {"next_inspection_date", put_minute}, {"is_under_supervision", put_flag},
    {"is_open_on_saturdays", put_flag},   {"external_document_id", put_count},
    {"internal_document_id", put_count},  {"budget_in_last_month", put_amount},
    {"budget_in_this_month", put_amount}, {"spending_last_period", put_amount},
    {"spending_this_period", put_amount}, {"preferred_contractor", put_name},
    {"secondary_contractor", put_name},   {"remarks_by_inspector", put_name},
};

enum {
    SECTIONS = sizeof sections / sizeof *sections,
    ITEMS = sizeof items / sizeof *items
};

bool keys_put_wide(struct stream *c, struct buffer *out)
{
    bool ok = true;

    for (unsigned i = 0; ok && i < SECTIONS * ITEMS; i++) {
        const struct item *item = &items[i % ITEMS];
        ok = put_format(out, "%c\"%s_%s\":", i == 0 ? '{' : ',',
                        sections[i / ITEMS], item->name);
        ok = ok && (random_draw(&c->random, 3) == 0 ? item->put_value(c, out)
                                                    : put_text(out, "null"));
    }
    return ok && put_text(out, "}");
}

/* --- longkeys ----------------------------------------------------------- */

/* 298 bytes; the number of the field, after an underscore, makes them 300. */
static const char beginning[] =
    "key_that_somebody_has_put_together_from_the_name_of_a_database_and_that_"
    "of_a_schema_and_of_a_table_and_of_a_column_and_of_whatever_else_came_to_"
    "mind_on_that_day_because_a_name_ought_to_say_all_that_there_is_to_say_"
    "about_a_value_so_that_nobody_will_ever_have_to_ask_what_may_be_the_"
    "meaning_of_it_now";

bool keys_put_long(struct stream *c, struct buffer *out)
{
    enum {
        FIELDS = 8
    };
    bool ok = true;

    for (unsigned i = 0; ok && i < FIELDS; i++) {
        ok = put_format(out, "%c\"%s_%u\":", i == 0 ? '{' : ',', beginning, i);
        ok = ok && (i % 2 == 0 ? put_name(c, out) : put_count(c, out));
    }
    return ok && put_text(out, "}");
}
