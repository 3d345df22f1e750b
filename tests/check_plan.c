/* What is learned of keys. */
#include "tap.h"

#include "plan.h"

#include <stdio.h>
#include <string.h>

/* Finds or learns a key that is good. */
static struct key *find(struct plan *plan, const char *key)
{
    struct key *found = NULL;
    size_t bad, len = strlen(key);
    unsigned char *raw = malloc(len + 1);

    must(raw != NULL);
    memcpy(raw, key, len);
    raw[len] = '"';
    must(plan_key(plan, raw, len, &found, &bad) == STATUS_OK);
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
    struct plan plan;

    plan_init(&plan, false, NULL);
    struct key *key = find(&plan, "first_name");
    ck_assert_uint_eq(key->len, 10);
    ck_assert(memcmp(key->raw, "first_name\"", 11) == 0);
    ck_assert(key->next == NULL && key->child == NULL);
    ck_assert(key->name->seen_in == 0);
    expect_name(key, "\"firstName\":");

    expect_name(find(&plan, ""), "\"\":");
    expect_name(find(&plan, "\\u00e9\\n"), "\"\xC3\xA9\\n\":");
    plan_forget(&plan);
}
END_TEST

START_TEST(a_key_found_again_is_the_same)
{
    struct plan plan;

    plan_init(&plan, false, NULL);
    struct key *a = find(&plan, "a"), *ab = find(&plan, "ab");
    struct key *empty = find(&plan, "");
    ck_assert(a != ab && a != empty && ab != empty);
    ck_assert(find(&plan, "a") == a);
    ck_assert(find(&plan, "ab") == ab);
    ck_assert(find(&plan, "") == empty);
    plan_forget(&plan);
}
END_TEST

START_TEST(keys_of_one_name_share_it)
{
    static const char *const spellings[] = {"user_id", "userId", "user__id_",
                                            "user\\u005fid", "\\u0075ser_id"};
    struct plan plan;

    plan_init(&plan, false, NULL);
    struct key *first = find(&plan, spellings[0]);
    for (size_t i = 1; i < sizeof spellings / sizeof *spellings; i++) {
        struct key *key = find(&plan, spellings[i]);
        ck_assert(key != first);
        ck_assert(key->name == first->name);
    }
    ck_assert(find(&plan, "userID")->name != first->name);
    ck_assert(find(&plan, "user_i")->name != first->name);
    plan_forget(&plan);
}
END_TEST

START_TEST(keys_that_are_kept_share_a_name_when_they_decode_to_one)
{
    struct plan plan;

    plan_init(&plan, true, NULL);
    struct key *key = find(&plan, "user_id");
    expect_name(key, "\"user_id\":");
    ck_assert(find(&plan, "userId")->name != key->name);
    ck_assert(find(&plan, "user\\u005fid")->name == key->name);
    plan_forget(&plan);
}
END_TEST

START_TEST(typename_is_known_by_its_name)
{
    struct plan plan;

    plan_init(&plan, false, NULL);
    ck_assert(find(&plan, "__typename")->name->is_typename);
    ck_assert(find(&plan, "\\u005f_typename")->name->is_typename);
    ck_assert(find(&plan, "__typename_")->name->is_typename);
    ck_assert(!find(&plan, "_typename")->name->is_typename);
    ck_assert(!find(&plan, "___typename")->name->is_typename);
    ck_assert(!find(&plan, "__typenames")->name->is_typename);
    ck_assert(!find(&plan, "__type_name")->name->is_typename);
    ck_assert(!find(&plan, "")->name->is_typename);
    plan_forget(&plan);

    plan_init(&plan, true, NULL);
    ck_assert(find(&plan, "__typename")->name->is_typename);
    ck_assert(!find(&plan, "__typename_")->name->is_typename);
    plan_forget(&plan);
}
END_TEST

START_TEST(the_column_is_known_by_its_key)
{
    struct plan plan;

    plan_init(&plan, false, "user_data");
    ck_assert(find(&plan, "user_data")->is_column);
    ck_assert(find(&plan, "user\\u005fdat\\u0061")->is_column);
    ck_assert(!find(&plan, "userData")->is_column);
    ck_assert(!find(&plan, "user_dat")->is_column);
    ck_assert(!find(&plan, "user_data_")->is_column);
    ck_assert(!find(&plan, "")->is_column);
    plan_forget(&plan);
    ck_assert(find(&plan, "user_data")->is_column);
    plan_forget(&plan);

    plan_init(&plan, false, NULL);
    ck_assert(!find(&plan, "user_data")->is_column);
    plan_forget(&plan);
}
END_TEST

/* The tables grow, the keys stay where they are. */
START_TEST(ten_thousand_keys_stay_what_they_were)
{
    enum {
        KEYS = 10000
    };
    static struct key *keys[KEYS];
    struct plan plan;
    char text[32];

    plan_init(&plan, false, NULL);
    for (int i = 0; i < KEYS; i++) {
        snprintf(text, sizeof text, "key_%d", i);
        keys[i] = find(&plan, text);
    }
    for (int i = 0; i < KEYS; i++) {
        snprintf(text, sizeof text, "key_%d", i);
        must(find(&plan, text) == keys[i]);
        snprintf(text, sizeof text, "key%d", i);
        must(find(&plan, text)->name == keys[i]->name);
        snprintf(text, sizeof text, "\"key%d\":", i);
        expect_name(keys[i], text);
    }
    plan_forget(&plan);
}
END_TEST

START_TEST(a_key_may_be_long)
{
    enum {
        LONG = 300 * 1000
    };
    static char text[2 * LONG + 1], name[LONG + 4];
    struct plan plan;

    for (size_t i = 0; i < LONG; i++)
        memcpy(text + 2 * i, "_a", 2);
    memset(name, 'A', sizeof name - 1);
    memcpy(name, "\"_a", 3);
    memcpy(name + LONG + 1 + 1, "\":", 2);
    plan_init(&plan, false, NULL);
    struct key *key = find(&plan, text);
    ck_assert_uint_eq(key->name->len, LONG + 4);
    ck_assert(memcmp(key->name->text, name, LONG + 4) == 0);
    ck_assert(find(&plan, text) == key);
    plan_forget(&plan);
}
END_TEST

START_TEST(a_bad_key_is_refused_each_time)
{
    static const unsigned char raw[] = "a\\q\"";
    struct plan plan;
    struct key *key;

    plan_init(&plan, false, NULL);
    for (int i = 0; i < 3; i++) {
        size_t bad = SIZE_MAX;
        ck_assert_int_eq(plan_key(&plan, raw, 3, &key, &bad),
                         STATUS_BAD_ESCAPE);
        ck_assert_uint_eq(bad, 2);
    }
    expect_name(find(&plan, "a"), "\"a\":");
    plan_forget(&plan);
}
END_TEST

START_TEST(a_plan_that_has_learned_much_is_large_until_it_forgets)
{
    struct plan plan;
    char text[32];
    int keys = 0;

    plan_init(&plan, false, NULL);
    ck_assert(!plan_is_large(&plan));
    plan.first = find(&plan, "key_0");
    ck_assert(!plan_is_large(&plan));
    while (!plan_is_large(&plan)) {
        snprintf(text, sizeof text, "key_%d", keys++);
        find(&plan, text);
        must(keys < 100000);
    }
    /* Common rows, of some hundred keys, never are. */
    ck_assert_int_gt(keys, 1000);

    plan_forget(&plan);
    ck_assert(!plan_is_large(&plan));
    ck_assert(plan.first == NULL);
    ck_assert(plan.arena.total == 0);
    ck_assert(plan.keys.room == 0 && plan.names.room == 0);
    expect_name(find(&plan, "key_0"), "\"key0\":");
    plan_forget(&plan);
}
END_TEST

/* It finds keys again, so it does not grow. */
START_TEST(a_plan_that_learns_nothing_new_does_not_grow)
{
    struct plan plan;
    char text[32];

    plan_init(&plan, false, NULL);
    for (int i = 0; i < 100000; i++) {
        snprintf(text, sizeof text, "key_%d", i % 100);
        find(&plan, text);
    }
    ck_assert_uint_eq(plan.keys.used, 100);
    ck_assert_uint_lt(plan.arena.total, 64 * 1024);
    plan_forget(&plan);
}
END_TEST

START_TEST(a_forgotten_plan_keeps_its_rule)
{
    struct plan plan;

    plan_init(&plan, true, NULL);
    expect_name(find(&plan, "a_b"), "\"a_b\":");
    plan_forget(&plan);
    expect_name(find(&plan, "a_b"), "\"a_b\":");
    plan_forget(&plan);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("plan");
    TCase *keys = tcase_create("keys");
    TCase *memory = tcase_create("memory");

    tcase_add_test(keys, a_key_has_its_bytes_and_its_name_ready_for_output);
    tcase_add_test(keys, a_key_found_again_is_the_same);
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
                   a_plan_that_has_learned_much_is_large_until_it_forgets);
    tcase_add_test(memory, a_plan_that_learns_nothing_new_does_not_grow);
    tcase_add_test(memory, a_forgotten_plan_keeps_its_rule);
    suite_add_tcase(suite, memory);
    return tap_run(suite);
}
