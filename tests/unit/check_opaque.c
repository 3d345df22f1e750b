/* Paths to opaque fields. */
#include <config.h>

#include "support/tap.h"

#include "naming/opaque.h"

#include <string.h>

static struct opaque row;
static struct arena arena;

static void make_paths(void)
{
    static const char *const texts[] = {"settings",   "posts.meta", "posts.a.b",
                                        "\xC3\xA9.x", "a.b",        "a"};

    row = (struct opaque){0};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ck_assert(opaque_add(&row, texts[i], false, &arena));
}

static void free_paths(void)
{
    arena_free(&arena);
}

static const struct opaque *find(const struct opaque *path, const char *raw)
{
    return opaque_find(path, (const unsigned char *)raw, strlen(raw));
}

START_TEST(a_path_ends_with_its_last_name)
{
    ck_assert(find(&row, "settings")->ends);
    ck_assert(!find(&row, "posts")->ends && !row.ends);
    ck_assert(find(find(&row, "posts"), "meta")->ends);
    ck_assert(find(find(find(&row, "posts"), "a"), "b")->ends);
    ck_assert(find(find(&row, "\xC3\xA9"), "x")->ends);
}
END_TEST

START_TEST(the_shorter_of_two_paths_ends_too)
{
    ck_assert(find(&row, "a")->ends);
    ck_assert(find(find(&row, "a"), "b")->ends);
}
END_TEST

START_TEST(a_path_may_have_keys_for_names)
{
    ck_assert(opaque_add(&row, "user_settings.dark_mode", false, &arena));
    ck_assert(opaque_add(&row, "userSettings.b_", false, &arena));
    ck_assert(find(find(&row, "userSettings"), "darkMode")->ends);
    ck_assert(find(find(&row, "userSettings"), "b")->ends);
    ck_assert_ptr_null(find(&row, "user_settings"));
}
END_TEST

START_TEST(with_keep_case_names_are_the_keys)
{
    ck_assert(opaque_add(&row, "user_settings", true, &arena));
    ck_assert(find(&row, "user_settings")->ends);
    ck_assert_ptr_null(find(&row, "userSettings"));
}
END_TEST

START_TEST(a_name_is_spelled_as_in_json)
{
    ck_assert(opaque_add(&row, "a\"b\\.\n", false, &arena));
    ck_assert(find(find(&row, "a\\\"b\\\\"), "\\n")->ends);
    ck_assert_ptr_null(find(&row, "a\"b\\"));
}
END_TEST

START_TEST(other_names_lead_nowhere)
{
    static const char *const names[] = {"setting", "settingss",  "meta",
                                        "",        "posts.meta", "Settings"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ck_assert_ptr_null(find(&row, names[i]));
    ck_assert_ptr_null(find(find(&row, "settings"), "settings"));
    ck_assert_ptr_null(find(NULL, "settings"));
}
END_TEST

START_TEST(a_path_has_names_between_its_dots)
{
    static const char *const good[] = {"a", "a.b", "a b. c", "_"};
    static const char *const bad[] = {"", ".", ".a", "a.", "a..b", ".."};

    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        ck_assert(opaque_is_path(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert(!opaque_is_path(bad[i]));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("path");
    TCase *ways = tcase_create("ways");

    tcase_add_checked_fixture(ways, make_paths, free_paths);
    tcase_add_test(ways, a_path_ends_with_its_last_name);
    tcase_add_test(ways, the_shorter_of_two_paths_ends_too);
    tcase_add_test(ways, a_path_may_have_keys_for_names);
    tcase_add_test(ways, with_keep_case_names_are_the_keys);
    tcase_add_test(ways, a_name_is_spelled_as_in_json);
    tcase_add_test(ways, other_names_lead_nowhere);
    tcase_add_test(ways, a_path_has_names_between_its_dots);
    suite_add_tcase(suite, ways);
    return tap_run(suite);
}
