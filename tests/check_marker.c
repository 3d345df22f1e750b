/* The line that ends an input, told from what is like it. */
#include "tap.h"

#include "marker.h"

#include <string.h>

static const struct {
    const char *marker, *bytes;
    bool ends;
    enum marker_look look;
} table[] = {
    {"DONE", "DONE\n", false, MARKER_FOUND},
    {"DONE", "DONE\r", false, MARKER_FOUND},
    {"DONE", "DONE x", false, MARKER_FOUND},
    {"DONE", "DONE\t", true, MARKER_FOUND},
    {"DONE", "DONE", true, MARKER_FOUND},
    {"a b", "a b\n", true, MARKER_FOUND},
    {"\xFF", "\xFF", true, MARKER_FOUND},

    {"DONE", "DONE", false, MARKER_CUT},
    {"DONE", "DON", false, MARKER_CUT},
    {"DONE", "D", false, MARKER_CUT},

    {"DONE", "DON", true, MARKER_NONE},
    {"DONE", "", true, MARKER_NONE},
    {"DONE", "DON\n", false, MARKER_NONE},
    {"DONE", "DONEx", false, MARKER_NONE},
    {"DONE", "DONE\v", true, MARKER_NONE},
    {"DONE", "done\n", true, MARKER_NONE},
    {"DONE", "x", false, MARKER_NONE},
};

START_TEST(a_marker_is_told_from_what_is_like_it)
{
    size_t n = strlen(table[_i].bytes);
    unsigned char *bytes = malloc(n + 1);

    ck_assert(bytes != NULL);
    memcpy(bytes, table[_i].bytes, n);
    ck_assert_int_eq(
        marker_at(table[_i].marker, bytes, bytes + n, table[_i].ends),
        table[_i].look);
    free(bytes);
}
END_TEST

/* What stands behind the end does not matter. */
START_TEST(no_byte_behind_the_end_is_looked_at)
{
    static const unsigned char bytes[] = "DONEx";

    ck_assert_int_eq(marker_at("DONE", bytes, bytes + 4, true), MARKER_FOUND);
    ck_assert_int_eq(marker_at("DONE", bytes, bytes + 4, false), MARKER_CUT);
    ck_assert_int_eq(marker_at("DONE", bytes, bytes + 3, true), MARKER_NONE);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("marker");
    TCase *marker = tcase_create("marker");

    tcase_add_loop_test(marker, a_marker_is_told_from_what_is_like_it, 0,
                        sizeof table / sizeof *table);
    tcase_add_test(marker, no_byte_behind_the_end_is_looked_at);
    suite_add_tcase(suite, marker);
    return tap_run(suite);
}
