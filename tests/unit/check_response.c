/* What stands around the rows. */
#include "support/tap.h"

#include "base/buffer.h"
#include "output/errors.h"
#include "output/response.h"
#include "plan/plans.h"
#include "transform/transform.h"

#include <string.h>

/* A response with that many rows, which are the numbers 1, 2... */
static const struct {
    struct response response;
    enum response_kind kind;
    const char *field;
    unsigned rows;
    const char *text;
} table[] = {
    {{.rows = false},
     RESPONSE_LIST,
     "users",

     0,
     "{\"data\":{\"users\":[]}}\n"},
    {{.rows = false},
     RESPONSE_LIST,
     "users",

     1,
     "{\"data\":{\"users\":[1]}}\n"},
    {{.rows = false},
     RESPONSE_LIST,
     "users",

     3,
     "{\"data\":{\"users\":[1,2,3]}}\n"},
    {{.bare = true}, RESPONSE_LIST, NULL, 0, "[]\n"},
    {{.bare = true}, RESPONSE_LIST, NULL, 2, "[1,2]\n"},

    {{.lines = true},
     RESPONSE_LIST,
     "users",

     0,
     "{\"data\":{\"users\":[]}}\n"},
    {{.lines = true},
     RESPONSE_LIST,
     "users",

     1,
     "{\"data\":{\"users\":[\n1\n]}}\n"},
    {{.lines = true},
     RESPONSE_LIST,
     "users",

     3,
     "{\"data\":{\"users\":[\n1,\n2,\n3\n]}}\n"},
    {{.bare = true, .lines = true}, RESPONSE_LIST, NULL, 2, "[\n1,\n2\n]\n"},
    {{.bare = true, .lines = true}, RESPONSE_LIST, NULL, 0, "[]\n"},

    {{.rows = false},
     RESPONSE_SINGLE,
     "user",

     1,
     "{\"data\":{\"user\":1}}\n"},
    {{.rows = false},
     RESPONSE_SINGLE,
     "user",

     0,
     "{\"data\":{\"user\":null}}\n"},
    {{.bare = true}, RESPONSE_SINGLE, NULL, 1, "1\n"},
    {{.bare = true}, RESPONSE_SINGLE, NULL, 0, "null\n"},
    /* --lines is for lists. */
    {{.bare = true, .lines = true}, RESPONSE_SINGLE, NULL, 1, "1\n"},

    {{.rows = false},
     RESPONSE_NULL,
     "user",

     0,
     "{\"data\":{\"user\":null}}\n"},
    {{.bare = true}, RESPONSE_NULL, NULL, 0, "null\n"},

    {{.rows = true}, RESPONSE_LIST, NULL, 0, ""},
    {{.rows = true}, RESPONSE_LIST, NULL, 1, "1\n"},
    {{.rows = true}, RESPONSE_LIST, NULL, 3, "1\n2\n3\n"},
    {{.rows = true, .bare = true, .lines = true},
     RESPONSE_LIST,
     "users",

     2,
     "1\n2\n"},

    /* A field is a JSON string. */
    {{.rows = false},
     RESPONSE_NULL,
     "a\"\\\n\xC3\xA9",

     0,
     "{\"data\":{\"a\\\"\\\\\\n\xC3\xA9\":null}}\n"},
};

static void put(struct buffer *b, const char *text)
{
    ck_assert(buffer_append(b, text, strlen(text)));
}

/* Puts rows between begin and end as a transform does by the rules. */
START_TEST(a_response_stands_around_its_rows)
{
    static const struct errors none;
    const struct response *r = &table[_i].response;
    struct transform_rules rules = {0};
    struct buffer b = {0};

    response_rules(r, table[_i].kind, &rules);
    ck_assert(response_begin(r, &b));
    ck_assert(response_begin_root(r, table[_i].kind, table[_i].field, &b));
    for (unsigned row = 1; row <= table[_i].rows; row++) {
        char number[] = {(char)('0' + row), '\0'};
        put(&b, row == 1 ? rules.first : rules.between);
        put(&b, number);
        put(&b, rules.after);
    }
    ck_assert(response_end_root(r, table[_i].kind, table[_i].rows, &b));
    ck_assert(response_end(r, &none, &b));
    ck_assert(buffer_append(&b, "", 1));
    ck_assert_str_eq((char *)b.data, table[_i].text);
    buffer_free(&b);
}
END_TEST

/* As a client reads them: there is no other place where they are understood. */
START_TEST(only_an_envelope_has_errors)
{
    static const struct {
        struct response response;
        const char *text;
    } ends[] = {
        {{.rows = false},
         "},\"errors\":[{\"message\":\"x\",\"path\":[\"users\"],"
         "\"extensions\":{\"line\":1,\"column\":2}}]}\n"},
        {{.bare = true}, "\n"},
        {{.rows = true}, ""},
    };
    static const struct errors errors = {.rows = {{.message = (char *)"x",
                                                   .line = 1,
                                                   .column = 2,
                                                   .field = "users",
                                                   .index = ERRORS_NO_INDEX}},
                                         .count = 1};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct buffer b = {0};
        ck_assert(response_end(&ends[i].response, &errors, &b));
        ck_assert(buffer_append(&b, "", 1));
        ck_assert_str_eq((char *)b.data, ends[i].text);
        buffer_free(&b);
    }
}
END_TEST

/* A response of several roots: a list of that many rows each, and a null. */
static const struct {
    struct response response;
    unsigned rows[2];
    const char *text;
} several[] = {
    {{.bare = false}, {0, 2}, "{\"data\":{\"a\":[],\"b\":[1,1],\"c\":null}}\n"},
    {{.lines = true},
     {1, 0},
     "{\"data\":{\"a\":[\n1\n],\"b\":[],\"c\":null}}\n"},
    {{.lines = true},
     {2, 1},
     "{\"data\":{\"a\":[\n1,\n1\n],\"b\":[\n1\n],\"c\":null}}\n"},
};

START_TEST(roots_stand_side_by_side)
{
    static const char *const fields[] = {"a", "b"};
    const struct response *r = &several[_i].response;
    struct transform_rules rules = {0};
    struct buffer b = {0};

    response_rules(r, RESPONSE_LIST, &rules);
    ck_assert(response_begin(r, &b));
    for (size_t root = 0; root < 2; root++) {
        ck_assert(response_begin_root(r, RESPONSE_LIST, fields[root], &b));
        for (unsigned row = 0; row < several[_i].rows[root]; row++) {
            put(&b, row == 0 ? rules.first : rules.between);
            put(&b, "1");
        }
        ck_assert(
            response_end_root(r, RESPONSE_LIST, several[_i].rows[root], &b));
        ck_assert(response_separator(&b));
    }
    ck_assert(response_begin_root(r, RESPONSE_NULL, "c", &b));
    ck_assert(response_end_root(r, RESPONSE_NULL, 0, &b));
    ck_assert(response_end(r, &(struct errors){0}, &b));
    ck_assert(buffer_append(&b, "", 1));
    ck_assert_str_eq((char *)b.data, several[_i].text);
    buffer_free(&b);
}
END_TEST

START_TEST(only_a_single_response_limits_the_rows)
{
    static const struct response whole[] = {{.rows = false}, {.rows = true}};
    struct transform_rules rules = {0};

    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        response_rules(&whole[i], RESPONSE_LIST, &rules);
        ck_assert_uint_eq(rules.max_rows, UINT64_MAX);
    }
    response_rules(&whole[0], RESPONSE_SINGLE, &rules);
    ck_assert_uint_eq(rules.max_rows, 1);
}
END_TEST

/* The transform keeps room for no more (transform.h). */
START_TEST(what_goes_between_rows_is_short)
{
    struct transform_rules rules = {0};

    response_rules(&table[_i].response, table[_i].kind, &rules);
    ck_assert_uint_le(strlen(rules.first), 2);
    ck_assert_uint_le(strlen(rules.between), 2);
    ck_assert_uint_le(strlen(rules.after), 1);
}
END_TEST

START_TEST(rules_leave_the_plan_alone)
{
    const struct plan_rules plan = {.type = "T"};
    struct transform_rules rules = {.plan = &plan};

    response_rules(&table[_i].response, table[_i].kind, &rules);
    ck_assert_ptr_eq(rules.plan, &plan);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("response");
    TCase *response = tcase_create("response");
    const int n = sizeof table / sizeof *table;

    tcase_add_loop_test(response, a_response_stands_around_its_rows, 0, n);
    tcase_add_test(response, only_an_envelope_has_errors);
    tcase_add_loop_test(response, roots_stand_side_by_side, 0,
                        sizeof several / sizeof *several);
    tcase_add_test(response, only_a_single_response_limits_the_rows);
    tcase_add_loop_test(response, what_goes_between_rows_is_short, 0, n);
    tcase_add_loop_test(response, rules_leave_the_plan_alone, 0, n);
    suite_add_tcase(suite, response);
    return tap_run(suite);
}
