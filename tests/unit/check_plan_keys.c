/* What plans learn of keys. */
#include "support/tap.h"

#include "plan/plan_keys.h"
#include "plan/plans.h"
#include "transform/window.h"

#include <stdio.h>
#include <string.h>

/* Names are camelCase, or the keys as they are. */
static const struct plan_rules camel = {.keep_case = false};
static const struct plan_rules kept = {.keep_case = true};

/* Finds or learns a key that is good. */
static struct key *find(struct plan *plan, const char *key)
{
    struct key *found = NULL;
    size_t bad, len = strlen(key);
    unsigned char *raw = calloc(1, len + 1 + WINDOW_PADDING);

    must(raw != NULL);
    memcpy(raw, key, len);
    raw[len] = '"';
    must(plan_keys_get(plan, raw, len, &found, &bad) == STATUS_OK);
    free(raw);
    must(found != NULL);
    return found;
}

static void expect_name(const struct key *key, const char *text)
{
    must(key->name->len == strlen(text));
    must(memcmp(key->name->text, text, strlen(text)) == 0);
}

START_TEST(a_key_has_its_bytes_and_its_name_ready_for_output)
{
    struct plans plans;

    must(plans_init(&plans, &camel));
    struct key *key = find(plans.untyped, "first_name");
    ck_assert_uint_eq(key->len, 10);
    ck_assert(memcmp(key->raw, "first_name\"", 11) == 0);
    ck_assert(key->next == NULL && key->value.child == NULL);
    ck_assert(key->name->seen_in == 0);
    expect_name(key, ",\"firstName\":");

    expect_name(find(plans.untyped, ""), ",\"\":");
    expect_name(find(plans.untyped, "\\u00e9\\n"), ",\"\xC3\xA9\\n\":");
    plans_free(&plans);
}
END_TEST

static void expect_lead(const struct key *key, const char *lead)
{
    must(key->lead_len == strlen(lead));
    must(memcmp(key->lead, lead, strlen(lead)) == 0);
}

START_TEST(a_key_has_the_lead_that_was_set_last)
{
    static const unsigned char before[] = "   \"", after[] = ":    ";
    struct plans plans;

    must(plans_init(&plans, &camel));
    struct key *key = find(plans.untyped, "a_b");
    ck_assert_uint_eq(key->lead_len, 0);
    plan_keys_set_lead(key, before + 3, 1, after, 1);
    expect_lead(key, ",\"a_b\":");
    plan_keys_set_lead(key, before + 1, 3, after, 4);
    expect_lead(key, ",  \"a_b\":   ");
    plan_keys_set_lead(key, before + 2, 2, after, 2);
    expect_lead(key, ", \"a_b\": ");
    ck_assert(memcmp(key->raw, "a_b\"", 4) == 0);
    ck_assert(find(plans.untyped, "a_b") == key);
    plan_keys_set_lead(key, before, 4, after, 1); /* too much before it */
    ck_assert_uint_eq(key->lead_len, 0);
    plan_keys_set_lead(key, before + 3, 1, after, 1);
    plan_keys_set_lead(key, before + 3, 1, after, 5); /* after it */
    ck_assert_uint_eq(key->lead_len, 0);
    plans_free(&plans);
}
END_TEST

START_TEST(a_cached_key_is_the_plans_own)
{
    /* No two of one length: two keys may have one place in the cache. */
    static const char *const raws[] = {"id\"......", "a\".......", "\"........",
                                       "first_name\"", "first_nature\""};
    struct plans plans;
    struct key *key = NULL;

    must(plans_init(&plans, &(struct plan_rules){.type = "T"}));
    for (size_t i = 0; i < sizeof raws / sizeof *raws; i++) {
        const unsigned char *raw = (const unsigned char *)raws[i];
        size_t bad, len = strcspn(raws[i], "\"");
        ck_assert(plan_keys_cached(plans.untyped, raw, len) == NULL);
        if (i == 4) /* it begins like the one before it */
            ck_assert(plan_keys_cached_by_prefix(plans.untyped, raw) == key);
        ck_assert_int_eq(plan_keys_get(plans.untyped, raw, len, &key, &bad),
                         STATUS_OK);
        ck_assert(plan_keys_cached(plans.untyped, raw, len) == key);
        ck_assert(plan_keys_cached(plans.row.plan, raw, len) == NULL);
        ck_assert(plan_keys_cached_by_prefix(plans.untyped, raw) == key);
        ck_assert(plan_keys_cached_by_prefix(plans.row.plan, raw) == NULL);
    }
    plans_forget(&plans);
    const unsigned char *id = (const unsigned char *)raws[0];
    ck_assert(plan_keys_cached(plans.untyped, id, 2) == NULL);
    ck_assert(plan_keys_cached_by_prefix(plans.untyped, id) == NULL);
    plans_free(&plans);
}
END_TEST

START_TEST(a_key_found_again_is_the_same)
{
    struct plans plans;

    must(plans_init(&plans, &camel));
    struct key *a = find(plans.untyped, "a"), *ab = find(plans.untyped, "ab");
    struct key *empty = find(plans.untyped, "");
    ck_assert(a != ab && a != empty && ab != empty);
    ck_assert(find(plans.untyped, "a") == a);
    ck_assert(find(plans.untyped, "ab") == ab);
    ck_assert(find(plans.untyped, "") == empty);
    plans_free(&plans);
}
END_TEST

START_TEST(keys_of_one_name_share_it)
{
    static const char *const spellings[] = {"user_id", "userId", "user__id_",
                                            "user\\u005fid", "\\u0075ser_id"};
    struct plans plans;

    must(plans_init(&plans, &camel));
    struct key *first = find(plans.untyped, spellings[0]);
    for (size_t i = 1; i < sizeof spellings / sizeof *spellings; i++) {
        struct key *key = find(plans.untyped, spellings[i]);
        ck_assert(key != first);
        ck_assert(key->name == first->name);
    }
    ck_assert(find(plans.untyped, "userID")->name != first->name);
    ck_assert(find(plans.untyped, "user_i")->name != first->name);
    plans_free(&plans);
}
END_TEST

START_TEST(keys_that_are_kept_share_a_name_when_they_decode_to_one)
{
    struct plans plans;

    must(plans_init(&plans, &kept));
    struct key *key = find(plans.untyped, "user_id");
    expect_name(key, ",\"user_id\":");
    ck_assert(find(plans.untyped, "userId")->name != key->name);
    ck_assert(find(plans.untyped, "user\\u005fid")->name == key->name);
    plans_free(&plans);
}
END_TEST

START_TEST(typename_is_known_by_its_name)
{
    struct plans plans;

    must(plans_init(&plans, &camel));
    ck_assert(find(plans.untyped, "__typename")->name->is_typename);
    ck_assert(find(plans.untyped, "\\u005f_typename")->name->is_typename);
    ck_assert(find(plans.untyped, "__typename_")->name->is_typename);
    ck_assert(!find(plans.untyped, "_typename")->name->is_typename);
    ck_assert(!find(plans.untyped, "___typename")->name->is_typename);
    ck_assert(!find(plans.untyped, "__typenames")->name->is_typename);
    ck_assert(!find(plans.untyped, "__type_name")->name->is_typename);
    ck_assert(!find(plans.untyped, "")->name->is_typename);
    plans_free(&plans);

    must(plans_init(&plans, &kept));
    ck_assert(find(plans.untyped, "__typename")->name->is_typename);
    ck_assert(!find(plans.untyped, "__typename_")->name->is_typename);
    plans_free(&plans);
}
END_TEST

START_TEST(the_column_is_known_by_its_key)
{
    struct plans plans;

    must(plans_init(&plans, &(struct plan_rules){.keep_case = false,
                                                 .column = "user_data"}));
    ck_assert(find(plans.untyped, "user_data")->is_column);
    ck_assert(find(plans.untyped, "user\\u005fdat\\u0061")->is_column);
    ck_assert(!find(plans.untyped, "userData")->is_column);
    ck_assert(!find(plans.untyped, "user_dat")->is_column);
    ck_assert(!find(plans.untyped, "user_data_")->is_column);
    ck_assert(!find(plans.untyped, "")->is_column);
    plans_forget(&plans);
    ck_assert(find(plans.untyped, "user_data")->is_column);
    plans_free(&plans);

    must(plans_init(&plans, &camel));
    ck_assert(!find(plans.untyped, "user_data")->is_column);
    plans_free(&plans);
}
END_TEST

/* The tables grow, the keys stay where they are. */
START_TEST(ten_thousand_keys_stay_what_they_were)
{
    enum {
        KEYS = 10000
    };
    static struct key *keys[KEYS];
    struct plans plans;
    char text[32];

    must(plans_init(&plans, &camel));
    for (int i = 0; i < KEYS; i++) {
        snprintf(text, sizeof text, "key_%d", i);
        keys[i] = find(plans.untyped, text);
    }
    for (int i = 0; i < KEYS; i++) {
        snprintf(text, sizeof text, "key_%d", i);
        must(find(plans.untyped, text) == keys[i]);
        snprintf(text, sizeof text, "key%d", i);
        must(find(plans.untyped, text)->name == keys[i]->name);
        snprintf(text, sizeof text, ",\"key%d\":", i);
        expect_name(keys[i], text);
    }
    plans_free(&plans);
}
END_TEST

START_TEST(a_key_may_be_long)
{
    enum {
        LONG = 300 * 1000
    };
    static char text[2 * LONG + 1], name[LONG + 5];
    struct plans plans;

    for (size_t i = 0; i < LONG; i++)
        memcpy(text + 2 * i, "_a", 2);
    memset(name, 'A', sizeof name - 1);
    memcpy(name, ",\"_a", 4);
    memcpy(name + LONG + 3, "\":", 2);
    must(plans_init(&plans, &camel));
    struct key *key = find(plans.untyped, text);
    ck_assert_uint_eq(key->name->len, LONG + 5);
    ck_assert(memcmp(key->name->text, name, LONG + 5) == 0);
    ck_assert(find(plans.untyped, text) == key);
    plans_free(&plans);
}
END_TEST

START_TEST(a_bad_key_is_refused_each_time)
{
    static const unsigned char raw[8 + WINDOW_PADDING] = "a\\q\"";
    struct plans plans;
    struct key *key;

    must(plans_init(&plans, &camel));
    for (int i = 0; i < 3; i++) {
        size_t bad = SIZE_MAX;
        ck_assert_int_eq(plan_keys_get(plans.untyped, raw, 3, &key, &bad),
                         STATUS_BAD_ESCAPE);
        ck_assert_uint_eq(bad, 2);
    }
    expect_name(find(plans.untyped, "a"), ",\"a\":");
    plans_free(&plans);
}
END_TEST

START_TEST(plans_that_have_learned_much_are_large_until_they_forget)
{
    struct plans plans;
    char text[32];
    int keys = 0;

    must(plans_init(&plans, &camel));
    ck_assert(!plans_are_large(&plans));
    plans.row.child = find(plans.untyped, "key_0");
    ck_assert(!plans_are_large(&plans));
    while (!plans_are_large(&plans)) {
        snprintf(text, sizeof text, "key_%d", keys++);
        find(plans.untyped, text);
        must(keys < 100000);
    }
    /* Rows with some hundred keys never make them large. */
    ck_assert_int_gt(keys, 1000);

    plans_forget(&plans);
    ck_assert(!plans_are_large(&plans));
    ck_assert(plans.row.child == NULL);
    ck_assert(plans.learned.arena.total == 0);
    ck_assert(plans.learned.keys.room == 0);
    ck_assert(plans.learned.names.room == 0);
    expect_name(find(plans.untyped, "key_0"), ",\"key0\":");
    plans_free(&plans);
}
END_TEST

/* They find their keys again. */
START_TEST(plans_that_learn_nothing_new_do_not_grow)
{
    struct plans plans;
    char text[32];

    must(plans_init(&plans, &camel));
    for (int i = 0; i < 100000; i++) {
        snprintf(text, sizeof text, "key_%d", i % 100);
        find(plans.untyped, text);
    }
    ck_assert_uint_eq(plans.learned.keys.used, 100);
    ck_assert_uint_lt(plans.learned.arena.total, 64 * 1024);
    plans_free(&plans);
}
END_TEST

START_TEST(plans_that_forget_keep_their_rules)
{
    struct plans plans;

    must(plans_init(&plans, &kept));
    expect_name(find(plans.untyped, "a_b"), ",\"a_b\":");
    plans_forget(&plans);
    expect_name(find(plans.untyped, "a_b"), ",\"a_b\":");
    plans_free(&plans);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("plan_keys");
    TCase *keys = tcase_create("keys");
    TCase *memory = tcase_create("memory");

    tcase_add_test(keys, a_key_has_its_bytes_and_its_name_ready_for_output);
    tcase_add_test(keys, a_key_found_again_is_the_same);
    tcase_add_test(keys, a_key_has_the_lead_that_was_set_last);
    tcase_add_test(keys, a_cached_key_is_the_plans_own);
    tcase_add_test(keys, keys_of_one_name_share_it);
    tcase_add_test(keys,
                   keys_that_are_kept_share_a_name_when_they_decode_to_one);
    tcase_add_test(keys, typename_is_known_by_its_name);
    tcase_add_test(keys, the_column_is_known_by_its_key);
    tcase_add_test(keys, ten_thousand_keys_stay_what_they_were);
    tcase_add_test(keys, a_key_may_be_long);
    tcase_add_test(keys, a_bad_key_is_refused_each_time);
    suite_add_tcase(suite, keys);

    tcase_add_test(memory,
                   plans_that_have_learned_much_are_large_until_they_forget);
    tcase_add_test(memory, plans_that_learn_nothing_new_do_not_grow);
    tcase_add_test(memory, plans_that_forget_keep_their_rules);
    suite_add_tcase(suite, memory);
    return tap_run(suite);
}
