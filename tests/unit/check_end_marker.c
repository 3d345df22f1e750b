/* The line that ends an input, and lines that are like it. */
#include "support/tap.h"

#include "transform/end_marker.h"

#include <string.h>

static const struct {
    const char *marker, *bytes;
    bool ends;
    enum end_marker_look look;
} table[] = {
    {"DONE", "DONE\n", false, END_MARKER_FOUND},
    {"DONE", "DONE\r", false, END_MARKER_FOUND},
    {"DONE", "DONE x", false, END_MARKER_FOUND},
    {"DONE", "DONE\t", true, END_MARKER_FOUND},
    {"DONE", "DONE", true, END_MARKER_FOUND},
    {"a b", "a b\n", true, END_MARKER_FOUND},
    {"\xFF", "\xFF", true, END_MARKER_FOUND},

    {"DONE", "DONE", false, END_MARKER_CUT},
    {"DONE", "DON", false, END_MARKER_CUT},
    {"DONE", "D", false, END_MARKER_CUT},

    {"DONE", "DON", true, END_MARKER_NONE},
    {"DONE", "", true, END_MARKER_NONE},
    {"DONE", "DON\n", false, END_MARKER_NONE},
    {"DONE", "DONEx", false, END_MARKER_NONE},
    {"DONE", "DONE\v", true, END_MARKER_NONE},
    {"DONE", "done\n", true, END_MARKER_NONE},
    {"DONE", "x", false, END_MARKER_NONE},
};

START_TEST(a_line_is_the_marker_or_is_only_like_it)
{
    size_t n = strlen(table[_i].bytes);
    unsigned char *bytes = malloc(n + 1);

    ck_assert(bytes != NULL);
    memcpy(bytes, table[_i].bytes, n);
    ck_assert_int_eq(
        end_marker_at(table[_i].marker, bytes, bytes + n, table[_i].ends),
        table[_i].look);
    free(bytes);
}
END_TEST

/* What stands after the end does not matter. */
START_TEST(no_byte_after_the_end_is_looked_at)
{
    static const unsigned char bytes[] = "DONEx";

    ck_assert_int_eq(end_marker_at("DONE", bytes, bytes + 4, true),
                     END_MARKER_FOUND);
    ck_assert_int_eq(end_marker_at("DONE", bytes, bytes + 4, false),
                     END_MARKER_CUT);
    ck_assert_int_eq(end_marker_at("DONE", bytes, bytes + 3, true),
                     END_MARKER_NONE);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("marker");
    TCase *marker = tcase_create("marker");

    tcase_add_loop_test(marker, a_line_is_the_marker_or_is_only_like_it, 0,
                        sizeof table / sizeof *table);
    tcase_add_test(marker, no_byte_after_the_end_is_looked_at);
    suite_add_tcase(suite, marker);
    return tap_run(suite);
}
