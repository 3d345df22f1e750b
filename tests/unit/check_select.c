/* Rows of which fields are selected, and objects that tell their type. */
#include <config.h>

#include "support/tap.h"

#include "support/feed.h"

#include "graphql/selection.h"
#include "naming/opaque.h"

#include <string.h>

static const char schema_text[] =
    "scalar JSON\n"
    "enum Role { ADMIN }\n"
    "interface Pet { id: ID owner: User }\n"
    "union Thing = Dog | Toy\n"
    "type User { id: ID firstName: String role: Role settings: JSON\n"
    "  pet: Pet pets: [[Pet]] things: [Thing] friends: [User] old_name: ID }\n"
    "type Dog implements Pet { id: ID owner: User toys: [Toy]\n"
    "  meta: JSON }\n"
    "type Cat implements Pet { id: ID owner: User prey: Toy }\n"
    "type Toy { id: ID dogName: String }\n";

/* A selection, rows, and what comes of them: rows, or an error at a place. */
struct example {
    const char *selection; /* NULL: none */
    const char *rows, *out;
    enum status status;
    const char *before; /* of an error: what stands before its place */
};

/* Without a schema; rows have no type. */
static const struct example plain[] = {
    /* The order is the selection's, and what is missing is null. */
    {"{b a}", "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", 0, 0},
    {"{a b}", "{\"a\":1,\"b\":2}", "{\"a\":1,\"b\":2}", 0, 0},
    {"{b a}", "{\"a\":1}", "{\"b\":null,\"a\":1}", 0, 0},
    {"{a}", "{}", "{\"a\":null}", 0, 0},
    {"{z y x}", " { } ", "{\"z\":null,\"y\":null,\"x\":null}", 0, 0},
    /* Exactly the selection. */
    {"{a}", "{\"b\":{\"a\":[1,{\"a\":2}]},\"c\":\"a\",\"a\":\"\"}",
     "{\"a\":\"\"}", 0, 0},
    {"{a @skip(if: true)}", "{\"a\":1}", "{}", 0, 0},
    {"{a @skip(if: true)}", "{}", "{}", 0, 0},
    /* Names, keys and aliases. */
    {"{firstName}", "{\"first_name\":1}", "{\"firstName\":1}", 0, 0},
    {"{first_name}", "{\"first_name\":1}", "{\"first_name\":1}", 0, 0},
    {"{firstName}", "{\"first\\u005fname\":1}", "{\"firstName\":1}", 0, 0},
    {"{a:b b:a}", "{\"a\":1,\"b\":2}", "{\"a\":2,\"b\":1}", 0, 0},
    {"{a:b}", "{\"a\":1}", "{\"a\":null}", 0, 0},
    {"{x:a y:a a}", "{\"a\":[1,\"\\u00e9\"]}",
     "{\"x\":[1,\"\\u00e9\"],\"y\":[1,\"\\u00e9\"],\"a\":[1,\"\\u00e9\"]}", 0,
     0},
    {"{x:a{b} y:a{c b} a}",
     "{\"z\":1,\"a\":[{\"b\":1,\"c\":[ 2 ]},null,[{\"c\":3}]],\"w\":2}",
     "{\"x\":[{\"b\":1},null,[{\"b\":null}]],"
     "\"y\":[{\"c\":[2],\"b\":1},null,[{\"c\":3,\"b\":null}]],"
     "\"a\":[{\"b\":1,\"c\":[2]},null,[{\"c\":3}]]}",
     0, 0},
    {"{x:a{p:b{d} q:b{c}} y:a{b{d c}}}",
     "{\"a\":{\"b\":{\"c\":1,\"d\":{\"e_f\":2}}}}",
     "{\"x\":{\"p\":{\"d\":{\"eF\":2}},\"q\":{\"c\":1}},"
     "\"y\":{\"b\":{\"d\":{\"eF\":2},\"c\":1}}}",
     0, 0},
    /* Lists, and lists of lists. */
    {"{a{b}}", "{\"a\":[[{\"b\":1,\"c\":2},[{\"c\":3}]],[],null]}",
     "{\"a\":[[{\"b\":1},[{\"b\":null}]],[],null]}", 0, 0},
    {"{a{b}}", "[{\"a\":{\"b\":1}},[{\"c\":2}],null]",
     "[{\"a\":{\"b\":1}},[{\"a\":null}],null]", 0, 0},
    {"{a}", "null", "null", 0, 0},
    /* What is not selected further is copied whole, and renamed. */
    {"{a}", "{\"a\":{\"x_y\":[{\"z_w\":1}],\"__typename\":\"T\"}}",
     "{\"a\":{\"xY\":[{\"zW\":1}],\"__typename\":\"T\"}}", 0, 0},
    /* __typename where it is selected: the row's own. */
    {"{__typename k:__typename a}", "{\"a\":1,\"__typename\":\"T\"}",
     "{\"__typename\":\"T\",\"k\":\"T\",\"a\":1}", 0, 0},
    {"{__typename}", "{\"a\":1}", "{\"__typename\":null}", 0, 0},
    {"{a}", "{\"__typename\":\"T\",\"a\":1}", "{\"a\":1}", 0, 0},
    /* Fragments that merge. */
    {"{...{a{b}} a{c}}", "{\"a\":{\"c\":1,\"b\":2}}",
     "{\"a\":{\"b\":2,\"c\":1}}", 0, 0},
    /* The grammar of what is left out is checked all the same. */
    {"{a}", "{\"b\":tru,\"a\":1}", 0, STATUS_BAD_LITERAL, "{\"b\":tru"},
    {"{a}", "{\"b\":{\"x\":1,\"x\":2}}", 0, STATUS_EQUAL_KEYS,
     "{\"b\":{\"x\":1,"},
    {"{a}", "{\"b\":1,\"b\":2}", 0, STATUS_EQUAL_KEYS, "{\"b\":1,"},
    {"{aB}", "{\"a_b\":1,\"aB\":2}", 0, STATUS_EQUAL_KEYS, "{\"a_b\":1,"},
    {"{a}", "{\"a\":1,}", 0, STATUS_EXPECTED_KEY, "{\"a\":1,"},
    {"{a}", "{,", 0, STATUS_EXPECTED_KEY_OR_END, "{"},
    {"{a}", "{\"a\" 1}", 0, STATUS_EXPECTED_COLON, "{\"a\" "},
    {"{a}", "{\"a\":1 \"b\":2}", 0, STATUS_EXPECTED_COMMA_OR_BRACE,
     "{\"a\":1 "},
    {"{x:a y:a}", "{\"a\":[1,\"\x01\"]}", 0, STATUS_CONTROL_IN_STRING,
     "{\"a\":[1,\""},
    /* Nothing can be selected of a scalar. */
    {"{a}", "1", 0, STATUS_SELECTED_SCALAR, ""},
    {"{a}", "[{},\"\"]", 0, STATUS_SELECTED_SCALAR, "[{},"},
    {"{a{b}}", "{\"a\": true}", 0, STATUS_SELECTED_SCALAR, "{\"a\": "},
    {"{a{b}}", "{\"a\":[[{},-1]]}", 0, STATUS_SELECTED_SCALAR, "{\"a\":[[{},"},
    {"{x:a y:a{b}}", "{\"a\":[{\"b\":1}, 2]}", 0, STATUS_SELECTED_SCALAR,
     "{\"a\":[{\"b\":1}, "},
};

/* Rows that are alike but for one thing: what was so in the rows before is
 * taken in one step. */
#define TWICE(row) row "\n" row "\n"
static const struct example alike[] = {
    {"{b a}",
     TWICE("{\"a\":1,\"x\":[],\"b\":\"c\"}") "{\"a\":22,\"x\":0,\"b\":\"\"}\n"
                                             "{\"a\":1.5,\"x\":{},\"b\":null}",
     TWICE("{\"b\":\"c\",\"a\":1}") "{\"b\":\"\",\"a\":22}\n"
                                    "{\"b\":null,\"a\":1.5}",
     0, 0},
    {"{a b}",
     TWICE("{\"a\":1,\"b\":2,\"c\":3}") "{\"a\":1,\"b\":2}\n{\"b\":4}\n{}\n"
                                        "{\"a\":5}\n{\"c\":6}",
     TWICE(
         "{\"a\":1,\"b\":2}") "{\"a\":1,\"b\":2}\n{\"a\":null,\"b\":4}\n"
                              "{\"a\":null,\"b\":null}\n{\"a\":5,\"b\":null}\n"
                              "{\"a\":null,\"b\":null}",
     0, 0},
    {"{c a b}",
     TWICE("{\"a\":1,\"b\":2,\"c\":3}") "{\"c\":4,\"b\":5,\"a\":6}\n"
                                        "{\"b\":7,\"d\":8,\"a\":9}",
     TWICE("{\"c\":3,\"a\":1,\"b\":2}") "{\"c\":4,\"a\":6,\"b\":5}\n"
                                        "{\"c\":null,\"a\":9,\"b\":7}",
     0, 0},
    /* Aliases have one value. */
    {"{x:a y:b z:a}",
     TWICE("{\"a\":\"one\",\"b\":2,\"c\":3}") "{\"a\":4,\"b\":[5]}",
     TWICE(
         "{\"x\":\"one\",\"y\":2,\"z\":\"one\"}") "{\"x\":4,\"y\":[5],\"z\":4}",
     0, 0},
    /* Values with something in them come between. */
    {"{d b a}",
     TWICE("{\"a\":1,\"b\":2,\"d\":3}") "{\"a\":1,\"b\":{\"c\":[1]},\"d\":2}\n"
                                        "{\"a\":[1],\"b\":\"\\n\",\"d\":{}}\n"
                                        "{\"a\":1,\"b\":2,\"d\":3}",
     TWICE("{\"d\":3,\"b\":2,\"a\":1}") "{\"d\":2,\"b\":{\"c\":[1]},\"a\":1}\n"
                                        "{\"d\":{},\"b\":\"\\n\",\"a\":[1]}\n"
                                        "{\"d\":3,\"b\":2,\"a\":1}",
     0, 0},
    {"{c a b{a x:c{b} c{a}}}",
     TWICE(
         "{\"a\":1,\"b\":{\"c\":{\"a\":2,\"b\":3},\"a\":4},\"c\":5}") "{\"a\":"
                                                                      "1,\"b\":"
                                                                      "[null,{"
                                                                      "\"c\":"
                                                                      "null,"
                                                                      "\"a\":4}"
                                                                      ",{\"a\":"
                                                                      "6}],"
                                                                      "\"c\":"
                                                                      "5}",
     TWICE(
         "{\"c\":5,\"a\":1,"
         "\"b\":{\"a\":4,\"x\":{\"b\":3},\"c\":{\"a\":2}}}") "{\"c\":5,\"a\":1,"
                                                             "\"b\":[null,{"
                                                             "\"a\":4,\"x\":"
                                                             "null,\"c\":null},"
                                                             "{\"a\":6,\"x\":"
                                                             "null,\"c\":null}]"
                                                             "}",
     0, 0},
    /* The same keys, in what is left out. */
    {"{b a}",
     TWICE(
         "{\"a\":1,\"c\":{\"a\":2,\"c\":{\"b\":[{\"a\":3}]}},\"b\":4}") "{\"a\""
                                                                        ":5,"
                                                                        "\"c\":"
                                                                        "{\"b\""
                                                                        ":6}}",
     TWICE("{\"b\":4,\"a\":1}") "{\"b\":null,\"a\":5}", 0, 0},
    /* What separates rows. */
    {"{a}",
     TWICE("{\"a\":1}") "{\"a\":2} \n{\"a\":3}\r\n\n {\"a\":4}\nnull\n"
                        "[{\"a\":5},{\"b\":6}]\n{\"a\": 7 }\n{\"a\":8}",
     TWICE("{\"a\":1}") "{\"a\":2}\n{\"a\":3}\n{\"a\":4}\nnull\n"
                        "[{\"a\":5},{\"a\":null}]\n{\"a\":7}\n{\"a\":8}",
     0, 0},
    /* What is wrong is found in every row, and in what is left out. */
    {"{b}", TWICE("{\"a\":1,\"b\":2}") "{\"a\":1,\"b\":2,\"a\":3}", 0,
     STATUS_EQUAL_KEYS, TWICE("{\"a\":1,\"b\":2}") "{\"a\":1,\"b\":2,"},
    {"{a}", TWICE("{\"a\":1,\"b\":2}") "{\"b\":1,\"b\":2}", 0,
     STATUS_EQUAL_KEYS, TWICE("{\"a\":1,\"b\":2}") "{\"b\":1,"},
    {"{a}", TWICE("{\"a\":1,\"b\":2}") "{\"a\":1,\"b\":01}", 0,
     STATUS_LEADING_ZERO, TWICE("{\"a\":1,\"b\":2}") "{\"a\":1,\"b\":0"},
    {"{a}", TWICE("{\"a\":1,\"b\":2}") "{\"a\":1,\"b\":2}x", 0,
     STATUS_EXPECTED_LINE_END, TWICE("{\"a\":1,\"b\":2}") "{\"a\":1,\"b\":2}"},
    {"{a}", TWICE("{\"a\":1,\"b\":2}") "{\"a\":1,\"b\":2,}", 0,
     STATUS_EXPECTED_KEY, TWICE("{\"a\":1,\"b\":2}") "{\"a\":1,\"b\":2,"},
    {"{a b{c}}", TWICE("{\"a\":1,\"b\":{}}") "{\"a\":1,\"b\":2}", 0,
     STATUS_SELECTED_SCALAR, TWICE("{\"a\":1,\"b\":{}}") "{\"a\":1,\"b\":"},
    {"{x:a y:a{b}}", TWICE("{\"a\":{\"b\":1}}") "{\"a\":2}", 0,
     STATUS_SELECTED_SCALAR, TWICE("{\"a\":{\"b\":1}}") "{\"a\":"},
    /* What would be between rows is between other objects. */
    {"{a{b}}", TWICE("{\"a\":[{\"b\":1}]}") "{\"a\":[{\"b\":1}\n{\"b\":1}]}", 0,
     STATUS_EXPECTED_COMMA_OR_BRACKET,
     TWICE("{\"a\":[{\"b\":1}]}") "{\"a\":[{\"b\":1}\n"},
};

/* With the schema, and rows of the type User. */
static const struct example typed[] = {
    {"{__typename id}", "{\"id\":1,\"__typename\":\"X\"}",
     "{\"__typename\":\"User\",\"id\":1}", 0, 0},
    {"{id kind:__typename}", "{}", "{\"id\":null,\"kind\":\"User\"}", 0, 0},
    {"{id}", "{\"id\":1}", "{\"id\":1}", 0, 0},
    {"{old_name firstName}", "{\"old_name\":1,\"first_name\":2}",
     "{\"old_name\":1,\"firstName\":2}", 0, 0},
    {"{friends{__typename id}}", "{\"friends\":[{\"id\":1},null,[{}]]}",
     "{\"friends\":[{\"__typename\":\"User\",\"id\":1},null,"
     "[{\"__typename\":\"User\",\"id\":null}]]}",
     0, 0},
    /* A scalar of the schema is copied with its keys. */
    {"{settings}", "{\"settings\":{\"a_b\":{\"c_d\":1,\"cD\":2}}}",
     "{\"settings\":{\"a_b\":{\"c_d\":1,\"cD\":2}}}", 0, 0},
    {"{id}", "{\"settings\":{\"c_d\":1,\"cD\":2}}", "{\"id\":null}", 0, 0},
    /* Where the schema has a leaf, there is no object. */
    {"{firstName}", "{\"first_name\":[{}]}", 0, STATUS_SELECTED_LEAF,
     "{\"first_name\":["},
    {"{role}", "{\"role\":{}}", 0, STATUS_SELECTED_LEAF, "{\"role\":"},
    {"{id}", "{\"role\":{}}", "{\"id\":null}", 0, 0},
    /* An object tells its type, wherever its __typename stands. */
    {"{pet{id ...on Dog{toys{id}} ...on Cat{prey{__typename}}}}",
     "{\"pet\":{\"id\":1,\"toys\":[{\"id\":2,\"x\":3}],\"prey\":{},"
     "\"__typename\":\"Dog\"}}",
     "{\"pet\":{\"id\":1,\"toys\":[{\"id\":2}]}}", 0, 0},
    {"{pet{...on Dog{toys{id}} id ...on Cat{prey{__typename}}}}",
     "{\"pet\":{\"__typename\":\"C\\u0061t\",\"prey\":{},\"toys\":1}}",
     "{\"pet\":{\"id\":null,\"prey\":{\"__typename\":\"Toy\"}}}", 0, 0},
    {"{pets{__typename owner{pet{__typename}}}}",
     "{\"pets\":[[{\"owner\":{\"pet\":{\"__typename\":\"Cat\"}},"
     "\"__typename\":\"Dog\"}],null]}",
     "{\"pets\":[[{\"__typename\":\"Dog\","
     "\"owner\":{\"pet\":{\"__typename\":\"Cat\"}}}],null]}",
     0, 0},
    {"{things{...on Toy{dogName} ...on Pet{id}}}",
     "{\"things\":[{\"dog_name\":1,\"id\":2,\"__typename\":\"Toy\"},"
     "{\"dog_name\":1,\"id\":2,\"__typename\":\"Dog\"}]}",
     "{\"things\":[{\"dogName\":1},{\"id\":2}]}", 0, 0},
    {"{x:pet{id} y:pet{...on Cat{i:id}}}",
     "{\"pet\":{\"id\":[1],\"__typename\":\"Cat\"}}",
     "{\"x\":{\"id\":[1]},\"y\":{\"i\":[1]}}", 0, 0},
    {"{pet{id}}", "{\"pet\":{\"id\":1}}", 0, STATUS_NO_TYPENAME,
     "{\"pet\":{\"id\":1"},
    {"{pet{id}}", "{\"pet\":{\"id\":1,\"__typename\":\"Toy\"}}", 0,
     STATUS_OTHER_TYPE, "{\"pet\":{\"id\":1,\"__typename\":"},
    {"{pet{id}}", "{\"pet\":{\"__typename\": [\"Dog\"]}}", 0, STATUS_OTHER_TYPE,
     "{\"pet\":{\"__typename\": "},
    {"{pet{id}}", "{\"pet\":{\"__typename\": {\"a_b\" : 1}}}", 0,
     STATUS_OTHER_TYPE, "{\"pet\":{\"__typename\": "},
    {"{pet{id}}", "{\"pet\":{\"id\":1,\"__typename\": null }}", 0,
     STATUS_OTHER_TYPE, "{\"pet\":{\"id\":1,\"__typename\": "},
    /* To go back takes nothing away from what the objects around have. */
    {NULL, "{\"id\":1,\"pet\":{\"id\":2,\"__typename\":\"Dog\"},\"id\":3}", 0,
     STATUS_EQUAL_KEYS, "{\"id\":1,\"pet\":{\"id\":2,\"__typename\":\"Dog\"},"},
    {"{x:pet{id} y:pet{id}}",
     "{\"id\":1,\"pet\":{\"id\":2,\"__typename\":\"Dog\"},\"id\":3}", 0,
     STATUS_EQUAL_KEYS, "{\"id\":1,\"pet\":{\"id\":2,\"__typename\":\"Dog\"},"},
    /* Lines that are read twice count once. */
    {"{pet{id}}",
     "{\"pet\":\n{\"id\":\n1,\n\"__typename\":\"Dog\"},\n\"x\":tru}", 0,
     STATUS_BAD_LITERAL,
     "{\"pet\":\n{\"id\":\n1,\n\"__typename\":\"Dog\"},\n\"x\":tru"},
    {"{x:friends{id} y:friends{i:id}}",
     "{\"friends\":\n[\n{\"id\":\n[1]}\n],\n\"x\":01}", 0, STATUS_LEADING_ZERO,
     "{\"friends\":\n[\n{\"id\":\n[1]}\n],\n\"x\":0"},
    {"{pet{id}}", "{\"pet\":{\"x\":[1 2],\"__typename\":\"Dog\"}}", 0,
     STATUS_EXPECTED_COMMA_OR_BRACKET, "{\"pet\":{\"x\":[1 "},
    /* Whole objects, too. */
    {NULL, "{\"pet\":{\"toys\":[{}],\"__typename\":\"Dog\",\"a_b\":1}}",
     "{\"__typename\":\"User\",\"pet\":{\"toys\":[{\"__typename\":\"Toy\"}],"
     "\"__typename\":\"Dog\",\"aB\":1}}",
     0, 0},
    {NULL,
     "{\"pet\":{\"owner\":{\"pet\":{\"prey\":{},\"__typename\":\"Cat\"}},"
     "\"__typename\":\"Dog\"}}",
     "{\"__typename\":\"User\",\"pet\":{\"owner\":{\"__typename\":\"User\","
     "\"pet\":{\"prey\":{\"__typename\":\"Toy\"},\"__typename\":\"Cat\"}},"
     "\"__typename\":\"Dog\"}}",
     0, 0},
    /* What is opaque for the type is not renamed while it is looked for. */
    {NULL, "{\"pet\":{\"meta\":{\"a_b\":1,\"aB\":2},\"__typename\":\"Dog\"}}",
     "{\"__typename\":\"User\",\"pet\":{\"meta\":{\"a_b\":1,\"aB\":2},"
     "\"__typename\":\"Dog\"}}",
     0, 0},
    {NULL, "{\"pet\":{\"x\":{\"a_b\":1,\"a_b\":2},\"__typename\":\"Dog\"}}", 0,
     STATUS_EQUAL_KEYS, "{\"pet\":{\"x\":{\"a_b\":1,"},
    {NULL, "{\"things\":[{\"__typename\":\"Dog\"},{\"__typename\":\"Cat\"}]}",
     0, STATUS_OTHER_TYPE,
     "{\"things\":[{\"__typename\":\"Dog\"},"
     "{\"__typename\":"},
};

/* settings, posts.meta and a are opaque; there is no schema. */
static const struct example opaque[] = {
    {NULL, "{\"settings\":{\"a_b\":[{\"c_d\":1}]},\"x_y\":{\"a_b\":1}}",
     "{\"settings\":{\"a_b\":[{\"c_d\":1}]},\"xY\":{\"aB\":1}}", 0, 0},
    {NULL,
     "{\"posts\":[[{\"meta\":{\"a_b\":1},\"a_b\":{\"meta\":{\"a_b\":2}}}]]}",
     "{\"posts\":[[{\"meta\":{\"a_b\":1},\"aB\":{\"meta\":{\"aB\":2}}}]]}", 0,
     0},
    {NULL, "{\"meta\":{\"a_b\":1},\"settings_\":{\"a_b\":1}}",
     "{\"meta\":{\"aB\":1},\"settings\":{\"a_b\":1}}", 0, 0},
    {NULL, "{\"settings\":{\"a_b\":1,\"aB\":2}}",
     "{\"settings\":{\"a_b\":1,\"aB\":2}}", 0, 0},
    {NULL, "{\"settings\":{\"a\\u005fb\":1,\"a_b\":2}}", 0, STATUS_EQUAL_KEYS,
     "{\"settings\":{\"a\\u005fb\":1,"},
    {"{posts{meta} settings}",
     "{\"posts\":{\"meta\":{\"a_b\":1}},\"settings\":{\"a_b\":1}}",
     "{\"posts\":{\"meta\":{\"a_b\":1}},\"settings\":{\"a_b\":1}}", 0, 0},
    {"{s:settings}", "{\"settings\":{\"a_b\":{\"c_d\":1}}}",
     "{\"s\":{\"a_b\":{\"c_d\":1}}}", 0, 0},
};

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

static void read_schema(struct schema *schema)
{
    schema_init(schema);
    ck_assert_int_eq(schema_parse(schema, (const unsigned char *)schema_text,
                                  sizeof schema_text - 1),
                     STATUS_OK);
}

/* Reads the n bytes of a selection that is right. */
static void read_selection(struct selection *selection, const void *text,
                           size_t n, const struct selection_rules *rules)
{
    selection_init(selection);
    ck_assert_int_eq(selection_parse(selection, text, n, rules), STATUS_OK);
}

static void run(const struct example *e, const struct plan_rules *plan)
{
    struct plan_rules with = *plan;
    struct transform_rules rules = feed_rows;
    struct selection selection;
    struct selection_rules about = {.schema = plan->schema,
                                    .opaque = plan->opaque};

    if (plan->schema != NULL)
        about.type = schema_find(plan->schema, plan->type, strlen(plan->type));
    rules.plan = &with;
    selection_init(&selection); /* where there is none, too */
    if (e->selection != NULL) {
        read_selection(&selection, e->selection, strlen(e->selection), &about);
        with.selection = &selection;
    }
    struct outcome o =
        feed_in_all_manners(e->rows, &rules, e->rows, strlen(e->rows));
    ck_assert_int_eq(o.status, e->status);
    if (e->status == STATUS_OK) {
        ck_assert_uint_eq(o.out.len, strlen(e->out) + 1);
        ck_assert_mem_eq(o.out.data, e->out, o.out.len - 1);
    } else {
        const char *line = strrchr(e->before, '\n');
        uint64_t lines = 1;
        for (const char *p = e->before; *p != '\0'; p++)
            lines += *p == '\n';
        ck_assert_uint_eq(o.offset, strlen(e->before));
        ck_assert_uint_eq(o.line, lines);
        ck_assert_uint_eq(o.column,
                          1 + strlen(line == NULL ? e->before : line + 1));
    }
    outcome_free(&o);
    selection_free(&selection);
}

START_TEST(selects_from_rows_of_any_type)
{
    run(&plain[_i], &(struct plan_rules){0});
}
END_TEST

START_TEST(selects_from_rows_that_are_alike)
{
    run(&alike[_i], &(struct plan_rules){0});
}
END_TEST

START_TEST(selects_from_rows_of_a_type)
{
    struct schema schema;

    read_schema(&schema);
    run(&typed[_i], &(struct plan_rules){.type = "User", .schema = &schema});
    schema_free(&schema);
}
END_TEST

START_TEST(keeps_the_keys_of_what_is_opaque)
{
    struct arena arena = {0};
    struct opaque row = {0};

    ck_assert(opaque_add(&row, "settings", false, &arena) &&
              opaque_add(&row, "posts.meta", false, &arena));
    run(&opaque[_i], &(struct plan_rules){.opaque = &row});
    arena_free(&arena);
}
END_TEST

/* Ways to settings and posts.meta; what is selected beside them. */
static const struct {
    const char *selection;
    enum status status;
    size_t column;
} leaves[] = {
    {"{settings posts{meta id{meta{x}}}}", STATUS_OK, 0},
    {"{posts{id}}", STATUS_OK, 0},
    {"{s:settings{x}}", STATUS_SELECTION_LEAF, 4},
    {"{posts{...{meta{x}}}}", STATUS_SELECTION_LEAF, 12},
    {"{...{posts{id}} ...{posts{meta{x}}}}", STATUS_SELECTION_LEAF, 27},
    {"{...F}fragment F on T{settings{x}}", STATUS_SELECTION_LEAF, 23},
    {"{a{...F}}fragment F on T{id}", STATUS_SELECTION_CONDITION, 7},
};

START_TEST(selects_nothing_in_what_is_opaque)
{
    const char *text = leaves[_i].selection;
    struct arena arena = {0};
    struct opaque row = {0};
    struct selection selection;
    struct selection_rules rules = {.type_name = "T", .opaque = &row};

    ck_assert(opaque_add(&row, "settings", false, &arena) &&
              opaque_add(&row, "posts.meta", false, &arena));
    selection_init(&selection);
    ck_assert_int_eq(selection_parse(&selection, (const unsigned char *)text,
                                     strlen(text), &rules),
                     leaves[_i].status);
    ck_assert_uint_eq(selection.error.column, leaves[_i].column);
    selection_free(&selection);
    arena_free(&arena);
}
END_TEST

/* The way is stronger than the schema: a field of a type is a leaf by it. */
START_TEST(needs_no_selection_in_what_is_opaque)
{
    static const struct example pet = {
        "{id pet}", "{\"pet\":{\"a_b\":{\"c_d\":1}}}",
        "{\"id\":null,\"pet\":{\"a_b\":{\"c_d\":1}}}", 0, 0};
    struct arena arena = {0};
    struct opaque row = {0};
    struct schema schema;

    read_schema(&schema);
    ck_assert(opaque_add(&row, "pet", false, &arena));
    run(&pet, &(struct plan_rules){
                  .type = "User", .schema = &schema, .opaque = &row});
    schema_free(&schema);
    arena_free(&arena);
}
END_TEST

/* Selected in two shapes on each level: the work doubles, no stack grows. */
START_TEST(goes_back_on_every_level)
{
    struct example e = {.out = NULL};
    struct buffer selection = {0}, rows = {0}, out = {0};

    for (int i = 0; i < 10; i++) {
        feed_add(&selection, "{x:a{b} a");
        feed_add(&rows, "{\"b\":%d,\"a\":", i);
        feed_add(&out, "{\"x\":{\"b\":%d},\"a\":", i + 1);
    }
    feed_add(&rows, "{\"b\":10}");
    feed_add(&out, "{\"b\":10}");
    for (int i = 0; i < 10; i++) {
        feed_add(&selection, "}");
        feed_add(&rows, "}");
        feed_add(&out, "}");
    }
    ck_assert(buffer_append(&selection, "", 1) && buffer_append(&rows, "", 1) &&
              buffer_append(&out, "", 1));
    e.selection = (const char *)selection.data;
    e.rows = (const char *)rows.data;
    e.out = (const char *)out.data;
    run(&e, &(struct plan_rules){0});
    buffer_free(&selection);
    buffer_free(&rows);
    buffer_free(&out);
}
END_TEST

/* The output may be much longer than the input. */
START_TEST(writes_a_value_as_often_as_it_is_selected)
{
    struct plan_rules plan = feed_plain;
    struct transform_rules rules = feed_rows;
    struct selection selection;
    struct buffer text = {0}, rows = {0}, out = {0};

    feed_add(&text, "{");
    feed_add(&rows, "{\"a\":\"");
    for (int i = 0; i < 300; i++)
        feed_add(&rows, "0123456789");
    feed_add(&rows, "\"}\n");
    for (int i = 0; i < 100; i++) {
        feed_add(&text, "a%d:a ", i);
        feed_add(&out, i == 0 ? "{\"a%d\":" : ",\"a%d\":", i);
        ck_assert(buffer_append(&out, rows.data + strlen("{\"a\":"),
                                rows.len - strlen("{\"a\":}\n")));
    }
    feed_add(&text, "}");
    feed_add(&out, "}\n");
    read_selection(&selection, text.data, text.len,
                   &(struct selection_rules){0});
    rules.plan = &plan;
    plan.selection = &selection;
    feed_expect_output(&rules, &rows, 1000, &out);
    selection_free(&selection);
    buffer_free(&text);
    buffer_free(&rows);
    buffer_free(&out);
}
END_TEST

/* So may that of every row, be its values short or long, and in some rows
 * something after them that is not taken with them. */
START_TEST(writes_longer_rows_than_it_reads)
{
    struct plan_rules plan = feed_plain;
    struct transform_rules rules = feed_rows;
    struct selection selection;
    struct buffer text = {0}, rows = {0}, out = {0};

    feed_add(&text, "{");
    for (int i = 0; i < 30; i++)
        feed_add(&text, "alias_%d:a no_such_field_%d ", i, i);
    feed_add(&text, "b}");
    for (int row = 0; row < 200; row++) {
        const char *b = row % 3 == 0 ? "[]" : "\"\"";
        feed_add(&rows, "{\"a\":\"%0*d\",\"b\":%s}\n", 1 + row, row, b);
        for (int i = 0; i < 30; i++)
            feed_add(&out, "%s\"alias_%d\":\"%0*d\",\"no_such_field_%d\":null",
                     i == 0 ? "{" : ",", i, 1 + row, row, i);
        feed_add(&out, ",\"b\":%s}\n", b);
    }
    read_selection(&selection, text.data, text.len,
                   &(struct selection_rules){0});
    rules.plan = &plan;
    plan.selection = &selection;
    feed_expect_output(&rules, &rows, 500, &out);
    feed_expect_output(&rules, &rows, 50000, &out);
    selection_free(&selection);
    buffer_free(&text);
    buffer_free(&rows);
    buffer_free(&out);
}
END_TEST

/* What may end the rows is looked for before each. */
START_TEST(selects_up_to_the_end_marker)
{
    struct plan_rules plan = feed_plain;
    struct transform_rules rules = feed_rows;
    struct selection selection;
    struct buffer rows = {0}, out = {0};

    feed_add(&rows, TWICE("{\"a\":1,\"b\":2}") "{\"a\":3,\"b\":4}\nEND\n");
    feed_add(&out, TWICE("{\"a\":1}") "{\"a\":3}\n");
    read_selection(&selection, "{a}", 3, &(struct selection_rules){0});
    rules.plan = &plan;
    plan.selection = &selection;
    rules.end_marker = "END";
    feed_expect_output(&rules, &rows, 5, &out);
    selection_free(&selection);
    buffer_free(&rows);
    buffer_free(&out);
}
END_TEST

/* Keys that are data make plans forget, in the middle of their work. */
START_TEST(goes_on_after_plans_have_forgotten)
{
    struct plan_rules plan = feed_plain;
    struct transform_rules rules = feed_rows;
    struct schema schema;
    struct buffer rows = {0}, out = {0};

    read_schema(&schema);
    struct selection_rules about = {.schema = &schema,
                                    .type = schema_find(&schema, "User", 4)};
    struct selection selection;
    static const char text[] = "{pet{id} friends{id}}";
    read_selection(&selection, text, sizeof text - 1, &about);
    rules.plan = &plan;
    plan.type = "User";
    plan.schema = &schema;
    plan.selection = &selection;
    for (int i = 0; i < 20000; i++) {
        feed_add(&rows,
                 "{\"k%d\":1,\"pet\":{\"p%d\":1,\"id\":%d,"
                 "\"__typename\":\"Cat\"},\"friends\":[{\"id\":%d}]}\n",
                 i, i, i, i);
        feed_add(&out, "{\"pet\":{\"id\":%d},\"friends\":[{\"id\":%d}]}\n", i,
                 i);
    }
    feed_expect_output(&rules, &rows, 10000, &out);
    selection_free(&selection);
    schema_free(&schema);
    buffer_free(&rows);
    buffer_free(&out);
}
END_TEST

/* Each of them is a level only while it is open. */
START_TEST(takes_any_number_of_objects_that_tell_their_type)
{
    struct plan_rules plan = feed_plain;
    struct transform_rules rules = feed_rows;
    struct schema schema;
    struct buffer rows = {0}, out = {0};

    read_schema(&schema);
    rules.plan = &plan;
    plan.type = "Pet";
    plan.schema = &schema;
    feed_add(&rows, "[");
    for (int i = 0; i < TRANSFORM_LEVELS + 10; i++)
        feed_add(&rows, "%s{\"id\":[1],\"__typename\":\"Cat\"}",
                 i == 0 ? "" : ",");
    feed_add(&rows, "]\n");
    ck_assert(buffer_append(&out, rows.data, rows.len));
    feed_expect_output(&rules, &rows, 5000, &out);
    schema_free(&schema);
    buffer_free(&rows);
    buffer_free(&out);
}
END_TEST

/* As many levels of selections as there may be. */
START_TEST(selects_on_all_levels)
{
    struct example e = {.out = NULL};
    struct buffer text = {0}, rows = {0};

    for (int i = 0; i < SELECTION_LEVELS; i++) {
        feed_add(&text, i + 1 < SELECTION_LEVELS ? "{a" : "{b:a c:a");
        feed_add(&rows, "{\"a\":");
    }
    feed_add(&rows, "[]");
    for (int i = 0; i < SELECTION_LEVELS; i++) {
        feed_add(&text, "}");
        feed_add(&rows, "}");
    }
    struct buffer out = {0};
    for (int i = 0; i + 1 < SELECTION_LEVELS; i++)
        feed_add(&out, "{\"a\":");
    feed_add(&out, "{\"b\":[],\"c\":[]");
    for (int i = 0; i < SELECTION_LEVELS; i++)
        feed_add(&out, "}");
    ck_assert(buffer_append(&text, "", 1) && buffer_append(&rows, "", 1) &&
              buffer_append(&out, "", 1));
    e.selection = (const char *)text.data;
    e.rows = (const char *)rows.data;
    e.out = (const char *)out.data;
    run(&e, &(struct plan_rules){0});
    buffer_free(&text);
    buffer_free(&rows);
    buffer_free(&out);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("select");
    TCase *t = tcase_create("fields");

    tcase_add_loop_test(t, selects_from_rows_of_any_type, 0, COUNT(plain));
    tcase_add_loop_test(t, selects_from_rows_that_are_alike, 0, COUNT(alike));
    tcase_add_loop_test(t, selects_from_rows_of_a_type, 0, COUNT(typed));
    tcase_add_loop_test(t, keeps_the_keys_of_what_is_opaque, 0, COUNT(opaque));
    tcase_add_loop_test(t, selects_nothing_in_what_is_opaque, 0, COUNT(leaves));
    tcase_add_test(t, needs_no_selection_in_what_is_opaque);
    tcase_add_test(t, goes_back_on_every_level);
    tcase_add_test(t, selects_on_all_levels);
    tcase_add_test(t, writes_a_value_as_often_as_it_is_selected);
    tcase_add_test(t, writes_longer_rows_than_it_reads);
    tcase_add_test(t, selects_up_to_the_end_marker);
    tcase_add_test(t, goes_on_after_plans_have_forgotten);
    tcase_add_test(t, takes_any_number_of_objects_that_tell_their_type);
    suite_add_tcase(suite, t);
    return tap_run(suite);
}
