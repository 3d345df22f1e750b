/* The names that keys get. */
#include "tap.h"

#include "camel.h"

#include <string.h>

/* The table of the manual, line by line. */
static const struct {
    const char *key, *name;
} table[] = {
    {"user_name", "userName"},
    {"_id", "_id"},
    {"address_line_1", "addressLine1"},
    {"__typename", "__typename"},
    {"line_1a", "line1a"},
    {"_user_name", "_userName"},
    {"user__name", "userName"},
    {"_", "_"},
    {"__", "__"},
    {"user_name_", "userName"},
    {"USER_ID", "USERID"},
    {"userName", "userName"},
    {"a_\xC3\xA9", "a\xC3\xA9"},
};

START_TEST(a_key_of_the_table_gets_its_name)
{
    unsigned char name[64];
    size_t used, bad;
    const char *key = table[_i].key;

    ck_assert_int_eq(camel_key((const unsigned char *)key, strlen(key), false,
                               name, &used, &bad),
                     STATUS_OK);
    name[used] = '\0';
    ck_assert_str_eq((char *)name, table[_i].name);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("camel");
    TCase *names = tcase_create("names");

    tcase_add_loop_test(names, a_key_of_the_table_gets_its_name, 0,
                        sizeof table / sizeof *table);
    suite_add_tcase(suite, names);
    return tap_run(suite);
}
