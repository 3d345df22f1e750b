/* Names in scopes, and what was added under them. */
#include "support/tap.h"

#include "base/table.h"

#include <stdio.h>
#include <string.h>

START_TEST(a_name_is_found_in_its_scope)
{
    static int type, field, empty;
    struct table table;

    table_init(&table);
    ck_assert(table_find(&table, 0, "User", 4) == NULL);
    ck_assert(table_add(&table, 0, "User", 4, &type));
    ck_assert(table_add(&table, 1, "User", 4, &field));
    ck_assert(table_add(&table, 1, "", 0, &empty));
    ck_assert(table_find(&table, 0, "User", 4) == &type);
    ck_assert(table_find(&table, 1, "User", 4) == &field);
    ck_assert(table_find(&table, 1, "", 0) == &empty);
    ck_assert(table_find(&table, 2, "User", 4) == NULL);
    ck_assert(table_find(&table, 0, "Use", 3) == NULL);
    ck_assert(table_find(&table, 0, "", 0) == NULL);
    table_free(&table);
    ck_assert(table_find(&table, 0, "User", 4) == NULL);
}
END_TEST

START_TEST(a_slot_is_empty_until_it_is_filled)
{
    static const char kept[] = "id";
    static int entry;
    char passing[] = "id";
    struct table table;

    table_init(&table);
    struct table_slot *slot = table_slot(&table, 7, passing, 2);
    ck_assert(slot->entry == NULL);
    ck_assert(table_find(&table, 7, kept, 2) == NULL);
    ck_assert_uint_eq(table.used, 0);

    slot = table_slot(&table, 7, passing, 2);
    table_fill(&table, slot, kept, &entry);
    memset(passing, 'x', 2);
    ck_assert(table_find(&table, 7, kept, 2) == &entry);
    ck_assert(table_slot(&table, 7, kept, 2)->entry == &entry);
    ck_assert_uint_eq(table.used, 1);
    table_free(&table);
}
END_TEST

START_TEST(names_stay_where_the_table_grows)
{
    enum {
        NAMES = 10000
    };
    static char names[NAMES][8];
    struct table table;

    table_init(&table);
    for (size_t i = 0; i < NAMES; i++) {
        snprintf(names[i], sizeof names[i], "n%zu", i / 2);
        must(table_add(&table, i % 2, names[i], strlen(names[i]), &names[i]));
        must(table.used == i + 1 && table.used < table.room);
    }
    for (size_t i = 0; i < NAMES; i++)
        must(table_find(&table, i % 2, names[i], strlen(names[i])) ==
             &names[i]);
    table_free(&table);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("table");
    TCase *names = tcase_create("names");

    tcase_add_test(names, a_name_is_found_in_its_scope);
    tcase_add_test(names, a_slot_is_empty_until_it_is_filled);
    tcase_add_test(names, names_stay_where_the_table_grows);
    suite_add_tcase(suite, names);
    return tap_run(suite);
}
