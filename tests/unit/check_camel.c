/* The names that keys get. */
#include "support/tap.h"

#include "naming/camel.h"

#include <string.h>

/* --- Good keys ---------------------------------------------------------- */

static const struct {
    const char *key, *name;
} table[] = {
    /* The table of the manual, line by line. */
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

    /* Only the letter right after an underscore becomes upper case. */
    {"", ""},
    {"a", "a"},
    {"a_bc", "aBc"},
    {"a___bc", "aBc"},
    {"a_1b", "a1b"},
    {"a_-b", "a-b"},
    {"a_B", "aB"},
    {"a_z_a", "aZA"},
    {"a_`", "a`"},
    {"a_{", "a{"},
    {"___a_b_", "___aB"},
    {"1_a", "1A"},
    {" _a", " A"},
    {"a_\xC3\xA9_b", "a\xC3\xA9\x42"},

    /* Escapes are decoded, */
    {"first\\u005fname", "firstName"},
    {"\\u005F\\u005f", "__"},
    {"a_\\u0062", "aB"},
    {"\\u0061_b", "aB"},
    {"\\u00e9\\u20aC", "\xC3\xA9\xE2\x82\xAC"},
    {"\\ud83d\\uDE00", "\xF0\x9F\x98\x80"},
    {"a\\/b", "a/b"},
    /* and spelled in the shortest way. */
    {"\\\"\\\\\\b\\f\\n\\r\\t", "\\\"\\\\\\b\\f\\n\\r\\t"},
    {"\\u0022\\u005C\\u0008\\u000c", "\\\"\\\\\\b\\f"},
    {"\\u000A\\u000D\\u0009", "\\n\\r\\t"},
    {"\\u0000\\u000B\\u001F", "\\u0000\\u000b\\u001f"},
    {"a_\\n", "a\\n"},

    /* A lone surrogate can only be an escape; two halves are a character. */
    {"\\uD800", "\\ud800"},
    {"\\uDC00\\uD800", "\\udc00\\ud800"},
    {"\\uD800\\uD800\\uDC00", "\\ud800\xF0\x90\x80\x80"},
    {"\\ud83d\\u0041", "\\ud83dA"},
    {"\\ud83d_\\ude00", "\xF0\x9F\x98\x80"},
    {"\\ud83d__\\ude00_a", "\xF0\x9F\x98\x80\x41"},
    {"\\ud83d_\\ude00_\\ude00", "\xF0\x9F\x98\x80\\ude00"},
    {"_\\ud83d_\\ud83d_\\ude00", "_\\ud83d\xF0\x9F\x98\x80"},
};

/*
 * The name of a good key, in static memory. It is written into memory of the
 * length of the key and no byte more; after the key comes a '"', or a NUL.
 */
static char *name_of(const char *key, bool keep_case)
{
    static char name[128];
    size_t used[2] = {0}, bad, len = strlen(key);
    unsigned char *raw = malloc(len + 1), *out = malloc(len > 0 ? len : 1);

    must(raw != NULL && out != NULL && len < sizeof name);
    memcpy(raw, key, len);
    for (int i = 0; i < 2; i++) {
        raw[len] = i == 0 ? '"' : '\0';
        must(camel_key(raw, len, keep_case, out, &used[i], &bad) == STATUS_OK);
    }
    must(used[0] == used[1]);
    must(used[0] <= len);
    memcpy(name, out, used[0]);
    name[used[0]] = '\0';
    free(raw);
    free(out);
    return name;
}

START_TEST(a_key_of_the_table_gets_its_name)
{
    ck_assert_str_eq(name_of(table[_i].key, false), table[_i].name);
}
END_TEST

START_TEST(a_name_is_its_own_name)
{
    ck_assert_str_eq(name_of(table[_i].name, false), table[_i].name);
}
END_TEST

/* The rule once more, written in another way, for keys of ASCII letters. */
static void rule(const char *key, char *name)
{
    size_t leading = strspn(key, "_");

    for (size_t i = 0; key[i] != '\0'; i++) {
        bool is_letter = key[i] >= 'a' && key[i] <= 'z';
        if (i < leading || key[i] != '_')
            *name++ = key[i];
        if (i > leading && key[i - 1] == '_' && is_letter)
            name[-1] = (char)(key[i] - 'a' + 'A');
    }
    *name = '\0';
}

START_TEST(every_short_key_gets_the_name_of_the_rule)
{
    static const char letters[] = "_azA0";
    enum {
        LETTERS = sizeof letters - 1,
        LONGEST = 6
    };

    for (int length = 1, count = LETTERS; length <= LONGEST;
         length++, count *= LETTERS)
        for (int n = 0; n < count; n++) {
            char key[LONGEST + 1] = "", name[LONGEST + 1];
            for (int i = 0, rest = n; i < length; i++, rest /= LETTERS)
                key[i] = letters[rest % LETTERS];
            rule(key, name);
            must(strcmp(name_of(key, false), name) == 0);
        }
}
END_TEST

/* --- Keys that are kept ------------------------------------------------- */

static const struct {
    const char *key, *name;
} kept[] = {
    {"user_name", "user_name"},
    {"_a_", "_a_"},
    {"first\\u005fname", "first_name"},
    {"\\u00e9\\/\\u0041", "\xC3\xA9/A"},
    {"\\u000a\\u0001", "\\n\\u0001"},
    {"\\ud83d\\ude00", "\xF0\x9F\x98\x80"},
    {"\\uD83D_\\uDE00", "\\ud83d_\\ude00"},
    {"", ""},
};

START_TEST(a_key_that_is_kept_is_spelled_the_shortest_way)
{
    ck_assert_str_eq(name_of(kept[_i].key, true), kept[_i].name);
}
END_TEST

/* --- Bad keys ----------------------------------------------------------- */

static const struct {
    const char *key;
    enum status status;
    size_t bad;
} errors[] = {
    {"\x01", STATUS_CONTROL_IN_STRING, 0},
    {"ab\x1F", STATUS_CONTROL_IN_STRING, 2},
    {"a\n", STATUS_CONTROL_IN_STRING, 1},
    {"a\\qb", STATUS_BAD_ESCAPE, 2},
    {"\\U0041", STATUS_BAD_ESCAPE, 1},
    {"\\u", STATUS_BAD_HEX, 2},
    {"\\u00g0", STATUS_BAD_HEX, 4},
    {"a_\\u123", STATUS_BAD_HEX, 7},
    {"\\ud83d\\u12x4", STATUS_BAD_HEX, 10},
    {"\\ud83d\\x", STATUS_BAD_ESCAPE, 7},
    {"\x80", STATUS_BAD_UTF8, 0},
    {"a\xC3", STATUS_BAD_UTF8, 1},
    {"\xE2\x82", STATUS_BAD_UTF8, 0},
    {"a\xED\xA0\x80", STATUS_BAD_UTF8, 1},
    {"\xC0\x80", STATUS_BAD_UTF8, 0},
    {"ab_\xFF_cd", STATUS_BAD_UTF8, 3},
};

START_TEST(a_bad_key_is_refused_where_it_is_bad)
{
    for (int keep_case = 0; keep_case < 2; keep_case++) {
        unsigned char raw[32], name[32];
        size_t used, bad = SIZE_MAX, len = strlen(errors[_i].key);

        memcpy(raw, errors[_i].key, len);
        raw[len] = '"';
        ck_assert_int_eq(camel_key(raw, len, keep_case, name, &used, &bad),
                         errors[_i].status);
        ck_assert_uint_eq(bad, errors[_i].bad);
    }
}
END_TEST

START_TEST(a_nul_in_a_key_is_refused)
{
    unsigned char name[3];
    size_t used, bad;

    ck_assert_int_eq(
        camel_key((const unsigned char *)"a\0b\"", 3, false, name, &used, &bad),
        STATUS_NUL_BYTE);
    ck_assert_uint_eq(bad, 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("camel");
    TCase *names = tcase_create("names");
    const int n = sizeof table / sizeof *table;

    tcase_add_loop_test(names, a_key_of_the_table_gets_its_name, 0, n);
    tcase_add_loop_test(names, a_name_is_its_own_name, 0, n);
    tcase_add_test(names, every_short_key_gets_the_name_of_the_rule);
    tcase_add_loop_test(names, a_key_that_is_kept_is_spelled_the_shortest_way,
                        0, sizeof kept / sizeof *kept);
    tcase_add_loop_test(names, a_bad_key_is_refused_where_it_is_bad, 0,
                        sizeof errors / sizeof *errors);
    tcase_add_test(names, a_nul_in_a_key_is_refused);
    suite_add_tcase(suite, names);
    return tap_run(suite);
}
