/*
 * The walk over many small inputs that are grown from seeds.
 */
#include "support/tap.h"

#include "support/feed.h"
#include "support/random.h"

#include <stdio.h>
#include <string.h>

/* --- Trees from a seed -------------------------------------------------- */

/* Spellings of few names, so that equal ones are likely. */
static const struct {
    const char *key, *name;
} spellings[] = {
    {"a", "a"},
    {"\\u0061", "a"},
    {"a_", "a"},
    {"a_b", "aB"},
    {"aB", "aB"},
    {"a__b", "aB"},
    {"_a", "_a"},
    {"b", "b"},
    {"c", "c"},
    {"\\u005fa", "_a"},
    {"d", "d"},
    {"e", "e"},
    {"f", "f"},
    {"\\n", "\\n"},
    {"\\u000a", "\\n"},
    {"\xC3\xA9", "\xC3\xA9"},
    {"\\u00E9", "\xC3\xA9"},
};
enum {
    SPELLINGS = sizeof spellings / sizeof *spellings
};

/* A tree that is being written, with what must come of it. */
struct tree {
    struct random random;
    struct buffer in, out;
    bool found; /* an equal key was written */
    size_t at;  /* where the first of them is */
};

static unsigned draw(struct tree *t, unsigned below)
{
    return random_draw(&t->random, below);
}

static void grow_value(struct tree *t, unsigned levels);

/*
 * Writes a key and its value: a key whose name the object does not have yet,
 * or seldom one that it has.
 */
static void grow_field(struct tree *t, unsigned levels, bool set[SPELLINGS])
{
    unsigned key = draw(t, SPELLINGS), name = 0;

    while (strcmp(spellings[name].name, spellings[key].name) != 0)
        name++;
    if (set[name] && draw(t, 40) > 0)
        return;
    if (t->in.data[t->in.len - 1] != '{') {
        feed_add(&t->in, " , ");
        feed_add(&t->out, ",");
    }
    if (set[name] && !t->found) {
        t->found = true;
        t->at = t->in.len;
    }
    set[name] = true;
    feed_add(&t->in, "\"%s\" : ", spellings[key].key);
    feed_add(&t->out, "\"%s\":", spellings[name].name);
    grow_value(t, levels);
}

static void grow_object(struct tree *t, unsigned levels)
{
    bool set[SPELLINGS] = {false};

    feed_add(&t->in, "{");
    feed_add(&t->out, "{");
    for (unsigned n = draw(t, 8); n > 0; n--)
        grow_field(t, levels, set);
    feed_add(&t->in, "}");
    feed_add(&t->out, "}");
}

static void grow_array(struct tree *t, unsigned levels)
{
    feed_add(&t->in, "[");
    feed_add(&t->out, "[");
    for (unsigned i = 0, n = draw(t, 4); i < n; i++) {
        feed_add(&t->in, i == 0 ? " " : "\n, ");
        feed_add(&t->out, i == 0 ? "" : ",");
        grow_value(t, levels);
    }
    feed_add(&t->in, "]");
    feed_add(&t->out, "]");
}

static void grow_value(struct tree *t, unsigned levels)
{
    unsigned kind = levels == 0 ? 3 : draw(t, 4);

    if (kind < 2) {
        grow_object(t, levels - 1);
    } else if (kind == 2) {
        grow_array(t, levels - 1);
    } else {
        unsigned value = draw(t, 1000);
        feed_add(&t->in, "%u", value);
        feed_add(&t->out, "%u", value);
    }
}

static void grow_rows(struct tree *t)
{
    for (unsigned row = 0; row < 3; row++) {
        grow_value(t, 2 + draw(t, 6));
        feed_add(&t->in, "\n");
        feed_add(&t->out, "\n");
    }
}

/*
 * The undo log of seen_note(), against a plain set of the names of each
 * object.
 */
START_TEST(finds_equal_keys_just_as_a_set_for_each_object_does)
{
    enum {
        TREES = 1000
    };
    unsigned found = 0;

    for (uint64_t seed = 1; seed <= TREES; seed++) {
        struct tree t = {.random = {seed}};
        grow_rows(&t);
        found += t.found;
        if (t.found)
            feed_expect_error(&feed_rows, &t.in, 7, STATUS_EQUAL_KEYS, t.at);
        else
            feed_expect_output(&feed_rows, &t.in, 7, &t.out);
        buffer_free(&t.in);
        buffer_free(&t.out);
    }
    /* The seeds make enough of either sort. */
    ck_assert_uint_gt(found, TREES / 5);
    ck_assert_uint_lt(found, TREES / 5 * 4);
}
END_TEST

/* --- Rows with a fault ------------------------------------------------- */

/* What may stand where it should not. */
static const char *const faults[] = {
    "{",        "}",    "[",    "]",     ",",      ":",     "\"",
    "\\",       " ",    "\n",   "\r\n",  "-",      "0",     "1",
    ".5",       "e",    "true", "nul",   "{}",     "[]",    "\xC3\xA9",
    "\xF0\x9F", "\x80", "\x01", "\"x\"", "\"a\":", "\\u00", "\"__typename\":",
};

/* Puts a fault into the rows: over some bytes, or between two. */
static void spoil(struct tree *t)
{
    const char *fault = faults[draw(t, sizeof faults / sizeof *faults)];
    size_t n = strlen(fault), at = draw(t, (unsigned)t->in.len + 1);
    size_t over = draw(t, 3), rest = t->in.len - at;

    if (over > rest)
        over = rest;
    must(buffer_reserve(&t->in, n));
    memmove(t->in.data + at + n, t->in.data + at + over, rest - over);
    memcpy(t->in.data + at, fault, n);
    t->in.len += n - over;
}

/* Whatever the rows are, all manners and kernels say the same of them. */
START_TEST(rows_come_to_the_same_however_they_come)
{
    unsigned good = 0, seed;

    for (seed = 1; seed <= 250; seed++) {
        struct tree t = {.random = {seed}};
        char name[32];
        grow_value(&t, 1 + draw(&t, 3));
        feed_add(&t.in, "\n");
        for (unsigned n = draw(&t, 3); n > 0; n--)
            spoil(&t);
        if (t.in.len > 150)
            t.in.len = 150;
        snprintf(name, sizeof name, "seed %u", seed);
        const struct transform_rules *rules =
            draw(&t, 2) == 0 ? &feed_rows : &feed_typed_rows;
        struct outcome o =
            feed_in_all_manners(name, rules, t.in.data, t.in.len);
        good += o.status == STATUS_OK;
        outcome_free(&o);
        buffer_free(&t.in);
        buffer_free(&t.out);
    }
    /* The seeds make enough of either sort. */
    ck_assert_uint_gt(good, seed / 5);
    ck_assert_uint_lt(good, seed / 5 * 4);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("seeds");
    TCase *seeds = tcase_create("seeds");

    tcase_add_test(seeds, finds_equal_keys_just_as_a_set_for_each_object_does);
    tcase_add_test(seeds, rows_come_to_the_same_however_they_come);
    tcase_set_timeout(seeds, 300);
    suite_add_tcase(suite, seeds);
    return tap_run(suite);
}
