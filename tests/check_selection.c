/* What a selection asks for, and what is no selection. */
#include "tap.h"

#include "graphql/selection.h"

#include "buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The schema of the tests, in which rows are of type User unless said. */
static const char library[] =
    "interface Node { id: ID }"
    "interface Named { name: String }"
    "interface Lonely { id: ID }"
    "type User implements Node & Named { id: ID name: String! age: Int "
    "role: Role since: Date friends: [User!]! posts: [Post] node: Node "
    "named: Named best: Result }"
    "type Post implements Node { id: ID title: String author: User "
    "tags: [String] node: Node }"
    "type Tag implements Named { name: String id: Int node: Node }"
    "union Result = User | Post "
    "enum Role { ADMIN } scalar Date input UserInput { id: ID }";

struct context {
    struct schema schema;
    struct selection selection;
};

/* Parses text for rows of this type; NULL: rows without a schema. */
static enum status parse_bytes(struct context *context, const void *text,
                               size_t n, const char *type)
{
    struct selection_rules rules = {.type_name = "User"};

    schema_init(&context->schema);
    selection_init(&context->selection);
    if (type != NULL) {
        must(schema_parse(&context->schema, (const unsigned char *)library,
                          sizeof library - 1) == STATUS_OK);
        rules.schema = &context->schema;
        rules.type = schema_find(&context->schema, type, strlen(type));
        must(rules.type != NULL);
    }
    return selection_parse(&context->selection, text, n, &rules);
}

static enum status parse(struct context *context, const char *text,
                         const char *type)
{
    return parse_bytes(context, text, strlen(text), type);
}

static void free_context(struct context *context)
{
    selection_free(&context->selection);
    schema_free(&context->schema);
}

/* --- What is selected ----------------------------------------------------- */

static void append(struct buffer *out, const char *format, ...)
{
    va_list values;
    char piece[256];

    va_start(values, format);
    int n = vsnprintf(piece, sizeof piece, format, values);
    va_end(values);
    must(n >= 0 && (size_t)n < sizeof piece);
    must(buffer_append(out, piece, (size_t)n));
}

/* The type that the field's value has in the schema; NULL: without one. */
static const struct schema_type *type_in(struct context *context,
                                         const struct schema_type *type,
                                         const struct selection_field *field)
{
    return type == NULL ? NULL
                        : schema_find_field(&context->schema, type, field->name,
                                            field->name_len)
                              ->type;
}

static void show_sets(struct context *context, struct buffer *out,
                      const struct selection_sets *sets,
                      const struct schema_type *type);

/* What an object of this type gives: { a key:name b { c } } */
static void show_object(struct context *context, struct buffer *out,
                        const struct selection_sets *sets,
                        const struct schema_type *type)
{
    const struct selection_field *fields = NULL;
    size_t count = 0, shown = 0;

    must(selection_collect(&context->selection, sets, type, &fields, &count) ==
         STATUS_OK);
    append(out, "{");
    for (; fields != NULL; fields = fields->next, shown++) {
        append(out, " %.*s", (int)fields->key_len, fields->key);
        if (fields->key_len != fields->name_len ||
            memcmp(fields->key, fields->name, fields->key_len) != 0)
            append(out, ":%.*s", (int)fields->name_len, fields->name);
        if (fields->sub != NULL) {
            append(out, " ");
            show_sets(context, out, fields->sub,
                      type_in(context, type, fields));
        }
    }
    append(out, " }");
    must(shown == count);
}

/* The same, of each object that can stand where the type is asked for. */
static void show_sets(struct context *context, struct buffer *out,
                      const struct selection_sets *sets,
                      const struct schema_type *type)
{
    if (type == NULL || type->kind == SCHEMA_OBJECT) {
        show_object(context, out, sets, type);
        return;
    }
    for (size_t i = 0; i < type->possible_count; i++) {
        append(out, "%s%s", i > 0 ? " " : "", type->possible[i]->name);
        show_object(context, out, sets, type->possible[i]);
    }
}

/* root key, and then what is selected. */
static void expect(const char *text, const char *type, const char *shown)
{
    struct context context;
    struct buffer out = {0};

    enum status status = parse(&context, text, type);
    ck_assert_msg(status == STATUS_OK, "%s\n%zu:%zu: %s", text,
                  context.selection.error.line, context.selection.error.column,
                  status_text(status));
    if (context.selection.root_key != NULL)
        append(&out, "%s ", context.selection.root_key);
    show_sets(&context, &out, context.selection.row,
              type == NULL ? NULL
                           : schema_find(&context.schema, type, strlen(type)));
    must(buffer_append(&out, "", 1));
    ck_assert_str_eq((const char *)out.data, shown);
    buffer_free(&out);
    free_context(&context);
}

static const struct {
    const char *text, *type, *shown;
} good[] = {
    /* A selection of the row, and an operation. */
    {"{ id }", NULL, "{ id }"},
    {"{id,name}", NULL, "{ id name }"},
    {" \t\n# comment\n{ b a }", NULL, "{ b a }"},
    {"\xEF\xBB\xBF{ a }", NULL, "{ a }"},
    {"query { users { id } }", NULL, "users { id }"},
    {"{ users { id } }", NULL, "{ users { id } }"},
    {"query Q { all: users { id } }", NULL, "all { id }"},
    {"mutation { m { id } }", NULL, "m { id }"},
    {"subscription S { s { id } }", NULL, "s { id }"},
    {"\"about\" query Q { users { id } }", NULL, "users { id }"},
    {"\"\"\"about\"\"\" fragment F on User { a } {...F}", NULL, "{ a }"},
    {"query query { query { query } }", NULL, "query { query }"},
    {"query Q($a: Int, $b: [Int!]! = [1, 2] \"c\" $c: X = {d: E}) "
     "{ users(first: $a, after: [$b, {c: $c}]) { id } }",
     NULL, "users { id }"},

    /* Names, and the words that are names where no keyword stands. */
    {"{ on fragment query mutation true null }", NULL,
     "{ on fragment query mutation true null }"},
    {"{ on: on true: false }", NULL, "{ on true:false }"},
    {"{ a: b b: a }", NULL, "{ a:b b:a }"},
    {"{ a: id b: id c: id }", NULL, "{ a:id b:id c:id }"},
    {"{ __typename t: __typename }", NULL, "{ __typename t:__typename }"},
    {"{ __schema _ __ }", NULL, "{ __schema _ __ }"},

    /* Arguments are read over. */
    {"{ a(b: 1, c: \"d\", e: [$f, [], {}], g: {h: $i, j: -1.5e3}) c }", NULL,
     "{ a c }"},
    {"{ a(b: \"\"\" } \"\"\") { c(d: null e: true) } }", NULL, "{ a { c } }"},
    {"{ a(b: 1) a(b: 2) }", NULL, "{ a }"},
    {"{ a(on: on) }", NULL, "{ a }"},

    /* Levels. */
    {"{ a { b { c } d } e }", NULL, "{ a { b { c } d } e }"},
    {"{ x: a { y: b } }", NULL, "{ x:a { y:b } }"},

    /* Equal response keys are one field, where the first one stands. */
    {"{ a b a }", NULL, "{ a b }"},
    {"{ x: a b x: a }", NULL, "{ x:a b }"},
    {"{ a { b } c a { d } }", NULL, "{ a { b d } c }"},
    {"{ a { b c } a { d b } }", NULL, "{ a { b c d } }"},
    {"{ a { b { c } } x a { e b { d c } } }", NULL, "{ a { b { c d } e } x }"},
    {"{ x: a { b } y: a { c } x: a { d } }", NULL, "{ x:a { b d } y:a { c } }"},

    /* Fragments without a type, and on that of rows. */
    {"{ ... { a } b }", NULL, "{ a b }"},
    {"{ a ... { b ... { c } d } e }", NULL, "{ a b c d e }"},
    {"{ a { ... { b } c } }", NULL, "{ a { b c } }"},
    {"{ a { b } ... { a { c } } }", NULL, "{ a { b c } }"},
    {"{ ... on User { a } b }", NULL, "{ a b }"},
    {"{ ... { ... on User { a } } }", NULL, "{ a }"},
    {"{ ...F } fragment F on User { a b }", NULL, "{ a b }"},
    {"fragment F on User { a } { b ...F c }", NULL, "{ b a c }"},
    {"{ ...F ...G ...F } fragment F on User { a ...G } fragment G on User "
     "{ b }",
     NULL, "{ a b }"},
    {"query { users { x ...F } } fragment F on User { y { z } }", NULL,
     "users { x y { z } }"},
    {"{ a { b } ...F a { e } } fragment F on User { a { c } d }", NULL,
     "{ a { b c e } d }"},
    {"{ ... on User { ...F } } fragment F on User { ... on User { a } }", NULL,
     "{ a }"},

    /* Fragments that are not used. */
    {"{ a } fragment F on User { b }", NULL, "{ a }"},
    {"{ a } fragment F on X { b { ... on Y { c ...G } } } fragment G on Z "
     "{ d }",
     NULL, "{ a }"},

    /* Directives. */
    {"{ a @skip(if: true) b @skip(if: false) c @include(if: true) "
     "d @include(if: false) }",
     NULL, "{ b c }"},
    {"{ a @skip(if: false) @include(if: true) b @include(if: true) "
     "@skip(if: true) c @skip(if: true) @include(if: false) }",
     NULL, "{ a }"},
    {"{ ... @skip(if: true) { a } ... @include(if: true) { b } c }", NULL,
     "{ b c }"},
    {"{ ... on User @include(if: false) { a } b }", NULL, "{ b }"},
    {"{ ...F @skip(if: true) b ...F } fragment F on User { a }", NULL,
     "{ b a }"},
    {"{ ...F @skip(if: true) b } fragment F on User { a }", NULL, "{ b }"},
    {"{ a @skip(if: true) b a }", NULL, "{ b a }"},
    {"{ a { b } a @skip(if: true) { c } }", NULL, "{ a { b } }"},
    {"{ a(b: 1) @include(if: true) { c } }", NULL, "{ a { c } }"},
    {"{ a @skip(if: true) }", NULL, "{ }"},
    {"{ a { b @skip(if: true) } }", NULL, "{ a { } }"},

    /* With a schema. */
    {"{ id name role since }", "User", "{ id name role since }"},
    {"{ __typename x: name }", "User", "{ __typename x:name }"},
    {"{ posts { title author { name } } }", "User",
     "{ posts { title author { name } } }"},
    {"{ friends { friends { id } } friends { name } }", "User",
     "{ friends { friends { id } name } }"},

    /* Type conditions. */
    {"{ ... on User { id } ... on Node { x: id } ... on Named { name } "
     "... on Result { __typename } }",
     "User", "{ id x:id name __typename }"},
    {"{ ...F } fragment F on Node { id ... on User { name } ... on Post "
     "{ title } }",
     "User", "{ id name }"},
    {"{ node { id ... on User { name } ... on Post { title } } }", "User",
     "{ node User{ id name } Post{ id title } }"},
    {"{ best { __typename ... on Named { name } ...F } } fragment F on Post "
     "{ title }",
     "User", "{ best User{ __typename name } Post{ __typename title } }"},
    {"{ best { ... on User { x: name } ... on Post { x: title } } }", "User",
     "{ best User{ x:name } Post{ x:title } }"},
    {"{ node { ... on User { n: node { id } } ... on Post { n: author { name }"
     " } } }",
     "User",
     "{ node User{ n:node User{ id } Post{ id } } Post{ n:author { name } } }"},
    {"{ node { ... on Node { ... on User { name } id } } }", "User",
     "{ node User{ name id } Post{ id } }"},
    {"{ node { ...F id ... on User { ...F } } } fragment F on User { name }",
     "User", "{ node User{ name id } Post{ id } }"},
    {"{ id ... on User { name } }", "Node", "User{ id name } Post{ id }"},
    {"{ ... on Node { id } }", "Result", "User{ id } Post{ id }"},
    {"{ ... on Lonely { id } }", "Lonely", ""},
    {"{ id } fragment F on Post { title }", "User", "{ id }"},
};

START_TEST(a_selection_has_its_fields_in_their_order)
{
    expect(good[_i].text, good[_i].type, good[_i].shown);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("selection");
    TCase *fields = tcase_create("fields");

    tcase_add_loop_test(fields, a_selection_has_its_fields_in_their_order, 0,
                        sizeof good / sizeof *good);
    suite_add_tcase(suite, fields);
    return tap_run(suite);
}
