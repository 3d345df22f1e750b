/* What a selection selects, and the errors of texts that are no selection. */
#include "support/tap.h"

#include "graphql/selection.h"

#include "base/buffer.h"
#include "support/caret.h"
#include "support/guard.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The schema of the tests; rows are of type User, unless a test says another.
 */
static const char library[] =
    "interface Node { id: ID node: Node }"
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

/* What is selected of an object of this type: { a key:name b { c } } */
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

/* The same for each object that a value of the type can be. */
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
    must(buffer_terminate(&out));
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

    /* Names, and keywords that are names where none is expected. */
    {"{ on fragment query mutation true null }", NULL,
     "{ on fragment query mutation true null }"},
    {"{ on: on true: false }", NULL, "{ on true:false }"},
    {"{ a: b b: a }", NULL, "{ a:b b:a }"},
    {"{ a: id b: id c: id }", NULL, "{ a:id b:id c:id }"},
    {"{ __typename t: __typename }", NULL, "{ __typename t:__typename }"},
    {"{ __schema _ __ }", NULL, "{ __schema _ __ }"},

    /* Arguments are ignored. */
    {"{ a(b: 1, c: \"d\", e: [$f, [], {}], g: {h: $i, j: -1.5e3}) c }", NULL,
     "{ a c }"},
    {"{ a(b: \"\"\" } \"\"\") { c(d: null e: true) } }", NULL, "{ a { c } }"},
    {"{ a(b: 1) a(b: 2) }", NULL, "{ a }"},
    {"{ a(on: on) }", NULL, "{ a }"},

    /* Levels. */
    {"{ a { b { c } d } e }", NULL, "{ a { b { c } d } e }"},
    {"{ x: a { y: b } }", NULL, "{ x:a { y:b } }"},

    /* Fields of one response key are one field, at the place of the first. */
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
    {"{ best { ... on User { a: friends { b: name } } ... on Post { a: author "
     "{ b: __typename } } } }",
     "User",
     "{ best User{ a:friends { b:name } } Post{ a:author { b:__typename } } }"},
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

/* --- What is no selection ------------------------------------------------- */

/* A '^' is before what does not fit, and is no part of the text. */
static const struct {
    const char *text, *type;
    enum status status;
    const char *piece;
} bad[] = {
    /* Tokens. */
    {"{\n  a ^% }", NULL, STATUS_GRAPHQL_TOKEN, "%"},
    {"{ a ^.. }", NULL, STATUS_GRAPHQL_DOTS, "."},
    {"{ a(b: \"c^\n\") }", NULL, STATUS_GRAPHQL_STRING_END, ""},
    {"{ a(b: 0^1) }", NULL, STATUS_GRAPHQL_ZERO, "1"},
    {"{ a ^\xFF }", NULL, STATUS_GRAPHQL_UTF8, "\xFF"},
    {"^\"\"\" { a }", NULL, STATUS_GRAPHQL_BLOCK_END, "\"\"\""},

    /* At the top. */
    {"^", NULL, STATUS_SELECTION_DEFINITION, ""},
    {"# nothing\n^", NULL, STATUS_SELECTION_DEFINITION, ""},
    {"^id, name", NULL, STATUS_SELECTION_DEFINITION, "id"},
    {"^type User { a: Int }", NULL, STATUS_SELECTION_DEFINITION, "type"},
    {"^... { a }", NULL, STATUS_SELECTION_DEFINITION, "..."},
    {"^[a]", NULL, STATUS_SELECTION_DEFINITION, "["},
    {"^@skip(if: true)", NULL, STATUS_SELECTION_DEFINITION, "@"},
    {"{ a } ^}", NULL, STATUS_SELECTION_DEFINITION, "}"},
    {"{ a } ^a", NULL, STATUS_SELECTION_DEFINITION, "a"},
    {"\"about\" ^{ a }", NULL, STATUS_SELECTION_DESCRIBED, "{"},
    {"{ a } \"about\" ^", NULL, STATUS_SELECTION_DESCRIBED, ""},
    {"\"a\" ^\"b\" query { a { b } }", NULL, STATUS_SELECTION_DESCRIBED,
     "\"b\""},
    {"fragment F on User { a }\n^", NULL, STATUS_SELECTION_NONE, ""},
    {"{ a } ^{ b }", NULL, STATUS_SELECTION_SECOND, "{"},
    {"{ a } ^query { b { c } }", NULL, STATUS_SELECTION_SECOND, "query"},
    {"query A { a { b } } ^mutation B { a { b } }", NULL,
     STATUS_SELECTION_SECOND, "mutation"},
    {"subscription { a { b } } fragment F on User { a } ^{ b }", NULL,
     STATUS_SELECTION_SECOND, "{"},

    /* Operations. */
    {"query ^", NULL, STATUS_SELECTION_BRACE, ""},
    {"query A ^B { a { b } }", NULL, STATUS_SELECTION_BRACE, "B"},
    {"query ^\"A\" { a { b } }", NULL, STATUS_SELECTION_BRACE, "\"A\""},
    {"query { ^}", NULL, STATUS_SELECTION_ROOT, "}"},
    {"query { ^...F } fragment F on User { a }", NULL, STATUS_SELECTION_ROOT,
     "..."},
    {"query { ^... { a { b } } }", NULL, STATUS_SELECTION_ROOT, "..."},
    {"query { ^1 }", NULL, STATUS_SELECTION_ROOT, "1"},
    {"query { users ^}", NULL, STATUS_SELECTION_BRACE, "}"},
    {"query { all: ^{ a } }", NULL, STATUS_GRAPHQL_NAME, "{"},
    {"query { a { b } ^c { d } }", NULL, STATUS_SELECTION_SECOND_ROOT, "c"},
    {"query { a { b } ^", NULL, STATUS_SELECTION_SECOND_ROOT, ""},
    {"query { a ^b { d } }", NULL, STATUS_SELECTION_BRACE, "b"},
    {"query { a { ^} }", NULL, STATUS_SELECTION_FIELD, "}"},
    {"query { a { b ^", NULL, STATUS_SELECTION_FIELD, ""},

    /* Variables, arguments and values. */
    {"query (^) { a { b } }", NULL, STATUS_SELECTION_VARIABLE, ")"},
    {"query (^a: Int) { a { b } }", NULL, STATUS_SELECTION_VARIABLE, "a"},
    {"query ($a: Int ^{ a { b } }", NULL, STATUS_SELECTION_VARIABLE, "{"},
    {"query ($^: Int) { a { b } }", NULL, STATUS_GRAPHQL_NAME, ":"},
    {"query ($a ^Int) { a { b } }", NULL, STATUS_GRAPHQL_COLON, "Int"},
    {"query ($a: ^) { a { b } }", NULL, STATUS_SCHEMA_TYPE, ")"},
    {"query ($a: [Int!^) { a { b } }", NULL, STATUS_SCHEMA_BRACKET, ")"},
    {"query ($a: Int = ^$b) { a { b } }", NULL, STATUS_GRAPHQL_VALUE, "$"},
    {"query ($a: Int = [^$b]) { a { b } }", NULL, STATUS_GRAPHQL_VALUE, "$"},
    {"fragment F on User { a(b: $c) } query ($a: Int = ^$b) { a { b } }", NULL,
     STATUS_GRAPHQL_VALUE, "$"},
    {"{ a(^) }", NULL, STATUS_GRAPHQL_NAME, ")"},
    {"{ a(b ^1) }", NULL, STATUS_GRAPHQL_COLON, "1"},
    {"{ a(b: ^) }", NULL, STATUS_GRAPHQL_ARGUMENT, ")"},
    {"{ a(b: $^1) }", NULL, STATUS_GRAPHQL_NAME, "1"},
    {"{ a(b: [1 ^}) }", NULL, STATUS_GRAPHQL_ARGUMENT, "}"},
    {"{ a(b: {^1: 2}) }", NULL, STATUS_GRAPHQL_NAME, "1"},
    {"{ a(b: 1 ^", NULL, STATUS_GRAPHQL_NAME, ""},
    {"{ a(b: 1)^(c: 2) }", NULL, STATUS_SELECTION_FIELD, "("},

    /* Fields. */
    {"{ ^}", NULL, STATUS_SELECTION_FIELD, "}"},
    {"{ ^", NULL, STATUS_SELECTION_FIELD, ""},
    {"{ a ^", NULL, STATUS_SELECTION_FIELD, ""},
    {"{ a { b } ^", NULL, STATUS_SELECTION_FIELD, ""},
    {"{ a { ^} }", NULL, STATUS_SELECTION_FIELD, "}"},
    {"{ ^{ a } }", NULL, STATUS_SELECTION_FIELD, "{"},
    {"{ a: ^: }", NULL, STATUS_GRAPHQL_NAME, ":"},
    {"{ a: ^}", NULL, STATUS_GRAPHQL_NAME, "}"},
    {"{ a: b ^: c }", NULL, STATUS_SELECTION_FIELD, ":"},
    {"{ ^1 }", NULL, STATUS_SELECTION_FIELD, "1"},
    {"{ ^\"a\" }", NULL, STATUS_SELECTION_FIELD, "\"a\""},
    {"{ a ^$b }", NULL, STATUS_SELECTION_FIELD, "$"},
    {"{ a ^! }", NULL, STATUS_SELECTION_FIELD, "!"},
    {"{ t: ^__typename { a } }", NULL, STATUS_SELECTION_LEAF, "__typename"},

    /* Fragments. */
    {"{ ... ^}", NULL, STATUS_SELECTION_BRACE, "}"},
    {"{ ... ^1 }", NULL, STATUS_SELECTION_BRACE, "1"},
    {"{ ... on ^{ a } }", NULL, STATUS_GRAPHQL_NAME, "{"},
    {"{ ... on User ^a }", NULL, STATUS_SELECTION_BRACE, "a"},
    {"{ ...F ^{ a } } fragment F on User { a }", NULL, STATUS_SELECTION_FIELD,
     "{"},
    {"{ ...F ^(a: 1) } fragment F on User { a }", NULL, STATUS_SELECTION_FIELD,
     "("},
    {"fragment ^on on User { a } { b }", NULL, STATUS_SELECTION_FRAGMENT_NAME,
     "on"},
    {"fragment ^{ a } { b }", NULL, STATUS_SELECTION_FRAGMENT_NAME, "{"},
    {"fragment F ^{ a } { b }", NULL, STATUS_SELECTION_ON, "{"},
    {"fragment F ^($a: Int) on User { a }", NULL, STATUS_SELECTION_ON, "("},
    {"fragment F on ^{ a } { b }", NULL, STATUS_GRAPHQL_NAME, "{"},
    {"fragment F on User ^", NULL, STATUS_SELECTION_BRACE, ""},
    {"fragment F on User { ^} { b }", NULL, STATUS_SELECTION_FIELD, "}"},
    {"fragment F on User { a } { b } fragment ^F on User { c }", NULL,
     STATUS_SELECTION_FRAGMENT_TWICE, "F"},
    {"{ ...^F }", NULL, STATUS_SELECTION_UNKNOWN_FRAGMENT, "F"},
    {"{ a } fragment F on User {\n\t...^f }", NULL,
     STATUS_SELECTION_UNKNOWN_FRAGMENT, "f"},
    {"{ ...F } fragment F on User { ...^F }", NULL, STATUS_SELECTION_CYCLE,
     "F"},
    {"{ a } fragment F on User { a { ...^F } }", NULL, STATUS_SELECTION_CYCLE,
     "F"},
    {"{ ...A } fragment A on User { ...B } fragment B on User { a ... { ...C }"
     " } fragment C on User { b { ...^A } }",
     NULL, STATUS_SELECTION_CYCLE, "A"},

    /* Directives. */
    {"{ a @^deprecated }", NULL, STATUS_SELECTION_DIRECTIVE, "deprecated"},
    {"{ a @^Skip(if: true) }", NULL, STATUS_SELECTION_DIRECTIVE, "Skip"},
    {"{ ...F @^defer } fragment F on User { a }", NULL,
     STATUS_SELECTION_DIRECTIVE, "defer"},
    {"{ a @ ^}", NULL, STATUS_GRAPHQL_NAME, "}"},
    {"{ a @skip(if: true) @include(if: true) @^skip(if: true) }", NULL,
     STATUS_SELECTION_DIRECTIVE_TWICE, "skip"},
    {"{ ... @include(if: true) @^include(if: true) { a } }", NULL,
     STATUS_SELECTION_DIRECTIVE_TWICE, "include"},
    {"{ a @skip ^}", NULL, STATUS_SELECTION_IF, "}"},
    {"{ a @skip(^) }", NULL, STATUS_SELECTION_IF, ")"},
    {"{ a @skip(^unless: true) }", NULL, STATUS_SELECTION_IF, "unless"},
    {"{ a @skip(if ^true) }", NULL, STATUS_SELECTION_IF, "true"},
    {"{ a @skip(if: ^1) }", NULL, STATUS_SELECTION_IF, "1"},
    {"{ a @skip(if: ^null) }", NULL, STATUS_SELECTION_IF, "null"},
    {"{ a @skip(if: ^\"true\") }", NULL, STATUS_SELECTION_IF, "\"true\""},
    {"{ a @skip(if: true ^if: true) }", NULL, STATUS_SELECTION_IF, "if"},
    {"{ a @skip(if: true ^", NULL, STATUS_SELECTION_IF, ""},
    {"query ($a: Boolean) { a { b @include(if: ^$a) } }", NULL,
     STATUS_SELECTION_UNKNOWN_VALUE, "$"},
    {"query ^@skip(if: true) { a { b } }", NULL,
     STATUS_SELECTION_DIRECTIVE_PLACE, "@"},
    {"query { a ^@include(if: true) { b } }", NULL,
     STATUS_SELECTION_DIRECTIVE_PLACE, "@"},
    {"query ($a: Int ^@skip(if: true)) { a { b } }", NULL,
     STATUS_SELECTION_DIRECTIVE_PLACE, "@"},
    {"fragment F on User ^@skip(if: true) { a } { b }", NULL,
     STATUS_SELECTION_DIRECTIVE_PLACE, "@"},

    /* Types without a schema: only that of rows, and only of the row. */
    {"{ ... on ^Post { a } }", NULL, STATUS_SELECTION_CONDITION, "Post"},
    {"{ a { ... on ^User { b } } }", NULL, STATUS_SELECTION_CONDITION, "User"},
    {"{ a { ... { ... on ^User { b } } } }", NULL, STATUS_SELECTION_CONDITION,
     "User"},
    {"{ ...^F } fragment F on Post { a }", NULL, STATUS_SELECTION_CONDITION,
     "F"},
    {"{ a { ...^F } } fragment F on User { a }", NULL,
     STATUS_SELECTION_CONDITION, "F"},
    {"{ ...F } fragment F on User { a { ...^G } } fragment G on User { a }",
     NULL, STATUS_SELECTION_CONDITION, "G"},
    {"{ ...F } fragment F on User { ... on ^Post { a } }", NULL,
     STATUS_SELECTION_CONDITION, "Post"},
    {"{ a { b @skip(if: true) ... on ^User @skip(if: true) { b } } }", NULL,
     STATUS_SELECTION_CONDITION, "User"},

    /* Types with a schema. */
    {"{ ... on ^Usr { id } }", "User", STATUS_SCHEMA_UNKNOWN_TYPE, "Usr"},
    {"{ id } fragment F on ^Account { id }", "User", STATUS_SCHEMA_UNKNOWN_TYPE,
     "Account"},
    {"{ ... on ^String { id } }", "User", STATUS_SELECTION_COMPOSITE_TYPE,
     "String"},
    {"{ ... on ^Role { id } }", "User", STATUS_SELECTION_COMPOSITE_TYPE,
     "Role"},
    {"{ id } fragment F on ^UserInput { id }", "User",
     STATUS_SELECTION_COMPOSITE_TYPE, "UserInput"},
    {"{ ... on ^Post { id } }", "User", STATUS_SELECTION_OTHER_TYPE, "Post"},
    {"{ ... on ^Lonely { id } }", "User", STATUS_SELECTION_OTHER_TYPE,
     "Lonely"},
    {"{ best { ... on ^Tag { id } } }", "User", STATUS_SELECTION_OTHER_TYPE,
     "Tag"},
    {"{ best { ...^F } } fragment F on Tag { id }", "User",
     STATUS_SELECTION_OTHER_TYPE, "F"},
    {"{ ... on Node { ... on Named { ... on ^Post { id } } } }", "User",
     STATUS_SELECTION_OTHER_TYPE, "Post"},

    /* Fields with a schema. */
    {"{ ^nmae }", "User", STATUS_SELECTION_UNKNOWN_FIELD, "nmae"},
    {"{ x: ^Name }", "User", STATUS_SELECTION_UNKNOWN_FIELD, "Name"},
    {"{ ^__schema }", "User", STATUS_SELECTION_UNKNOWN_FIELD, "__schema"},
    {"{ posts { ^name } }", "User", STATUS_SELECTION_UNKNOWN_FIELD, "name"},
    {"{ node { ^name } }", "User", STATUS_SELECTION_UNKNOWN_FIELD, "name"},
    {"{ best { ^id } }", "User", STATUS_SELECTION_UNKNOWN_FIELD, "id"},
    {"{ ... on Node { ^name } }", "User", STATUS_SELECTION_UNKNOWN_FIELD,
     "name"},
    {"{ id } fragment F on Post { ^name }", "User",
     STATUS_SELECTION_UNKNOWN_FIELD, "name"},
    {"{ ^nmae @skip(if: true) }", "User", STATUS_SELECTION_UNKNOWN_FIELD,
     "nmae"},
    {"{ x: ^posts }", "User", STATUS_SELECTION_NO_LEAF, "posts"},
    {"{ ^node }", "User", STATUS_SELECTION_NO_LEAF, "node"},
    {"{ ^best }", "User", STATUS_SELECTION_NO_LEAF, "best"},
    {"{ x: ^name { id } }", "User", STATUS_SELECTION_LEAF, "name"},
    {"{ ^role { id } }", "User", STATUS_SELECTION_LEAF, "role"},
    {"{ ^since { id } }", "User", STATUS_SELECTION_LEAF, "since"},

    /* Fields that cannot merge. */
    {"{ a: b ^a: c }", NULL, STATUS_SELECTION_OTHER_FIELD, "a"},
    {"{ a ^a: b }", NULL, STATUS_SELECTION_OTHER_FIELD, "a"},
    {"{ a: b ... { x ^a } }", NULL, STATUS_SELECTION_OTHER_FIELD, "a"},
    {"{ ...F ^a: b } fragment F on User { a: c }", NULL,
     STATUS_SELECTION_OTHER_FIELD, "a"},
    {"{ a { b: c } a { ^b } }", NULL, STATUS_SELECTION_OTHER_FIELD, "b"},
    {"{ a { b { c: d } } x a { b { ^c: e } } }", NULL,
     STATUS_SELECTION_OTHER_FIELD, "c"},
    {"{ a ^a @skip(if: true) { b } }", NULL, STATUS_SELECTION_OTHER_SHAPE, "a"},
    {"{ a: b @skip(if: true) ^a: c }", NULL, STATUS_SELECTION_OTHER_FIELD, "a"},
    {"{ a { b } ^a }", NULL, STATUS_SELECTION_OTHER_SHAPE, "a"},
    {"{ a: name ^a: id }", "User", STATUS_SELECTION_OTHER_FIELD, "a"},
    {"{ a: name ... on Named { a: name ^a: __typename } }", "User",
     STATUS_SELECTION_OTHER_FIELD, "a"},
    {"{ a: __typename ... on Named { ^a: name } }", "User",
     STATUS_SELECTION_OTHER_FIELD, "a"},
    {"{ a: __typename ... on Named { ^a: name } ... on User { a: __typename } "
     "}",
     "Node", STATUS_SELECTION_OTHER_FIELD, "a"},
    {"{ best { ... on User { a: name } ... on Post { ^a: id } } }", "User",
     STATUS_SELECTION_OTHER_SHAPE, "a"},
    {"{ best { ... on User { a: friends { b: id } } ... on Post { a: author "
     "{ ^b: name } } } }",
     "User", STATUS_SELECTION_OTHER_SHAPE, "b"},
    {"{ best { ... on User { a: name } ... on Post { ^a: author { id } } } }",
     "User", STATUS_SELECTION_OTHER_SHAPE, "a"},
    {"{ node { ... on Node { x: node { id } } ... on Post { ^x: author { id } "
     "} } }",
     "User", STATUS_SELECTION_OTHER_FIELD, "x"},
    {"{ node { ... on Post { x: node { y: id } x: node { ... on User { "
     "^y: __typename } } } } }",
     "User", STATUS_SELECTION_OTHER_FIELD, "y"},
    {"{ node { ... on User { x: node { ... on User { y: id } } } ... on Post { "
     "x: node { ... on User { ^y: name } } } } }",
     "User", STATUS_SELECTION_OTHER_SHAPE, "y"},
    {"{ node { ... on User { x: best { ... on User { y: name } } } ... on Node "
     "{ __typename } ... on User { x: best { ... on Named { ^y: __typename } }"
     " } } }",
     "User", STATUS_SELECTION_OTHER_FIELD, "y"},

    {"{ node { x: node { y: id } ... on User { x: node { ^y: __typename } } } "
     "}",
     "User", STATUS_SELECTION_OTHER_FIELD, "y"},
    {"{ node { x: node { y: id } x: node { ^y: __typename } } }", "User",
     STATUS_SELECTION_OTHER_FIELD, "y"},

    /* Several errors: the first. */
    {"{ ...F a { ^", "User", STATUS_SELECTION_FIELD, ""},
    {"{ b ...^F a }", "User", STATUS_SELECTION_UNKNOWN_FRAGMENT, "F"},
    {"{ a: id friends { ^b } a: name c }", "User",
     STATUS_SELECTION_UNKNOWN_FIELD, "b"},
};

START_TEST(what_is_no_selection_is_an_error_with_its_place)
{
    struct guard guard = guard_new(1024);
    struct context context;
    char text[1024];
    size_t line = 1, column = 1, at = unmark(bad[_i].text, text);

    for (size_t i = 0; i < at; i++, column++)
        if (text[i] == '\n')
            line++, column = 0;
    const unsigned char *bytes = guard_put(&guard, text, strlen(text));
    enum status status =
        parse_bytes(&context, bytes, strlen(text), bad[_i].type);
    const struct schema_error *error = &context.selection.error;
    memset(guard.end - strlen(text), '?', strlen(text));
    ck_assert_str_eq(status_text(status), status_text(bad[_i].status));
    ck_assert_int_eq(status_exit(status), EXIT_USAGE);
    ck_assert_uint_eq(error->line, line);
    ck_assert_uint_eq(error->column, column);
    ck_assert_uint_eq(error->len, strlen(bad[_i].piece));
    ck_assert(memcmp(error->text, bad[_i].piece, error->len) == 0);
    free_context(&context);
    guard_free(&guard);
}
END_TEST

/* --- Depth and size ------------------------------------------------------- */

/* Repeats format for each number from 0, which it may have up to three times.
 */
static void repeat(struct buffer *text, const char *format, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        append(text, format, i, i, i);
}

/* begin, n times each, middle, n times each_end, end. */
struct size {
    const char *begin, *each;
    unsigned n;
    const char *middle, *each_end, *end, *type;
    enum status status;
};

static const struct size sizes[] = {
    /* Levels, without fragments and with them. */
    {"{", "a{", 99, "b", "}", "}", NULL, STATUS_OK},
    {"{", "a{", 100, "b", "}", "}", NULL, STATUS_SELECTION_TOO_DEEP},
    {"{", "a{", 1000000, "b", "}", "}", NULL, STATUS_SELECTION_TOO_DEEP},
    {"{", "...{", 99, "b", "}", "}", NULL, STATUS_OK},
    {"{", "...{", 1000000, "", "", "", NULL, STATUS_SELECTION_TOO_DEEP},
    {"query{a{", "a{", 99, "b", "}", "}}", NULL, STATUS_OK},
    {"{...F}fragment F on User{", "a{", 98, "b", "}", "}", NULL, STATUS_OK},
    {"{...F}fragment F on User{", "a{", 99, "b", "}", "}", NULL,
     STATUS_SELECTION_TOO_DEEP},
    {"{", "...{", 98, "...F", "}", "}fragment F on User{a}", NULL, STATUS_OK},
    {"{", "...{", 99, "...F", "}", "}fragment F on User{a}", NULL,
     STATUS_SELECTION_TOO_DEEP},

    /* Fields. */
    {"{", "f%u ", 10000, "}", "", "", NULL, STATUS_OK},
    {"{", "f%u ", 10001, "}", "", "", NULL, STATUS_SELECTION_TOO_LARGE},
    {"{", "f%u:id ", 10000, "}", "", "", "User", STATUS_OK},
    {"{", "f%u:id ", 10001, "}", "", "", "User", STATUS_SELECTION_TOO_LARGE},
    {"{", "f%u{a} ", 5000, "}", "", "", NULL, STATUS_OK},
    {"{", "f%u{a} ", 5001, "}", "", "", NULL, STATUS_SELECTION_TOO_LARGE},
    {"{", "a{f%u} ", 9999, "}", "", "", NULL, STATUS_OK},
    {"{", "a{b{c:f%u}} ", 30000, "}", "", "", NULL,
     STATUS_SELECTION_OTHER_FIELD},
    {"{", "friends{friends{f%u:id}} ", 9998, "}", "", "", "User", STATUS_OK},
    {"{", "...on Node{f%u:node{id}} ", 5000, "}", "", "", "User", STATUS_OK},

    /* Many pieces that select few fields. */
    {"{", "a ", 100000, "}", "", "", NULL, STATUS_OK},
    {"{", "a ", 100001, "}", "", "", NULL, STATUS_SELECTION_TOO_LONG},
    {"{", "...F ", 100000, "}fragment F on User{a}", "", "", NULL,
     STATUS_SELECTION_TOO_LONG},
    {"{", "...F ", 99999, "}fragment F on User{a}", "", "", NULL, STATUS_OK},
    {"{", "...{a}", 50000, "}", "", "", NULL, STATUS_OK},
    {"{", "a{b}", 50000, "}", "", "", NULL, STATUS_OK},
    {"{", "...on User{id}...on Node{id}", 25000, "}", "", "", "User",
     STATUS_OK},
    {"{", "f%u:friends{...F}", 200, "}fragment F on User{", "id ", "}", "User",
     STATUS_OK},
    {"{", "f%u:friends{...F}", 400, "}fragment F on User{", "...{id}", "}",
     "User", STATUS_SELECTION_TOO_LONG},
    {"{", "f%u:friends{...F}", 400, "}fragment F on User{", "id ", "}", "User",
     STATUS_SELECTION_TOO_LONG},
    {"{a}", "fragment F%u on User{a}", 100000, "", "", "", NULL,
     STATUS_SELECTION_TOO_LONG},
    {"{a(b:[", "1 ", 1000000, "])}", "", "", NULL, STATUS_OK},
    {"query(", "$v%u:[[Int]]=[1] ", 100000, "){a{b}}", "", "", NULL, STATUS_OK},
};

START_TEST(a_selection_has_limits)
{
    const struct size *size = &sizes[_i];
    struct buffer text = {0};
    struct context context;

    append(&text, "%s", size->begin);
    repeat(&text, size->each, size->n);
    append(&text, "%s", size->middle);
    repeat(&text, size->each_end, size->n);
    append(&text, "%s", size->end);
    enum status status = parse_bytes(&context, text.data, text.len, size->type);
    ck_assert_str_eq(status_text(status), status_text(size->status));
    if (status != STATUS_OK) {
        const struct schema_error *error = &context.selection.error;
        ck_assert_uint_eq(error->line, 1);
        ck_assert_uint_le(error->column - 1 + error->len, text.len);
        ck_assert(memcmp(text.data + error->column - 1, error->text,
                         error->len) == 0);
    }
    free_context(&context);
    buffer_free(&text);
}
END_TEST

/* A text in which each of n fragments uses the next: format has both. */
static struct buffer chain(const char *begin, const char *format, unsigned n,
                           const char *end)
{
    struct buffer text = {0};

    append(&text, "%s", begin);
    for (unsigned i = 0; i < n; i++)
        append(&text, format, i, i + 1, i + 1);
    append(&text, end, n);
    return text;
}

static const struct {
    const char *format;
    unsigned n;
    enum status status;
} chains[] = {
    {"fragment F%u on User{...F%u}", 98, STATUS_OK},
    {"fragment F%u on User{...F%u}", 99, STATUS_SELECTION_TOO_DEEP},
    {"fragment F%u on User{...F%u}", 50000, STATUS_SELECTION_TOO_DEEP},
    {"fragment F%u on User{...F%u ...F%u}", 98, STATUS_OK},
    {"fragment F%u on User{a:friends{...F%u}a:friends{...F%u}}", 49, STATUS_OK},
    {"fragment F%u on User{a:friends{...F%u}b:friends{...F%u}}", 11, STATUS_OK},
    {"fragment F%u on User{a:friends{...F%u}b:friends{...F%u}}", 12,
     STATUS_SELECTION_TOO_LARGE},
    {"fragment F%u on User{a:friends{...F%u}b:friends{...F%u}}", 49,
     STATUS_SELECTION_TOO_LARGE},
};

START_TEST(fragments_that_use_others_twice_take_little_time)
{
    struct context context;
    struct buffer text = chain("{...F0}", chains[_i].format, chains[_i].n,
                               "fragment F%u on User{id}");

    enum status status = parse_bytes(&context, text.data, text.len, "User");
    ck_assert_str_eq(status_text(status), status_text(chains[_i].status));
    free_context(&context);
    buffer_free(&text);
}
END_TEST

/* --- Collecting ----------------------------------------------------------- */

static const struct selection_field *collect(struct context *context,
                                             const struct selection_sets *sets,
                                             const char *type)
{
    const struct selection_field *fields = NULL;
    const struct schema_type *object =
        type == NULL ? NULL : schema_find(&context->schema, type, strlen(type));
    size_t count = 99;

    must(selection_collect(&context->selection, sets, object, &fields,
                           &count) == STATUS_OK);
    must((fields == NULL) == (count == 0));
    return fields;
}

START_TEST(the_same_fields_are_collected_each_time)
{
    struct context context;

    ck_assert_int_eq(parse(&context, "{ best { ... on User { id } } }", "User"),
                     STATUS_OK);
    const struct selection_sets *row = context.selection.row;
    const struct selection_field *best = collect(&context, row, "User");
    ck_assert_ptr_eq(collect(&context, row, "User"), best);
    const struct selection_field *id = collect(&context, best->sub, "User");
    ck_assert(id->name_len == 2 && memcmp(id->name, "id", 2) == 0);
    ck_assert(collect(&context, best->sub, "Post") == NULL);
    ck_assert(collect(&context, best->sub, "Post") == NULL);
    ck_assert_ptr_eq(collect(&context, best->sub, "User"), id);
    free_context(&context);
}
END_TEST

/*
 * Where two types select the same on each of many levels, there are two lists
 * on a level, not two for each list on the level above.
 */
START_TEST(equal_lists_of_sets_are_one)
{
    struct context context;
    struct buffer text = chain("{...F0}",
                               "fragment F%u on Node{...on User{x:node{...F%u}}"
                               "...on Post{x:node{...F%u}}}",
                               30, "fragment F%u on Node{id}");
    const struct selection_sets *user, *post;

    ck_assert_int_eq(parse_bytes(&context, text.data, text.len, "User"),
                     STATUS_OK);
    user = collect(&context, context.selection.row, "User")->sub;
    post = collect(&context, context.selection.row, "Post")->sub;
    ck_assert_ptr_ne(user, post);
    for (int i = 1; i < 30; i++) {
        ck_assert_ptr_eq(collect(&context, user, "Post")->sub,
                         collect(&context, post, "Post")->sub);
        ck_assert_ptr_eq(collect(&context, user, "User")->sub,
                         collect(&context, post, "User")->sub);
        const struct selection_sets *next =
            collect(&context, user, "User")->sub;
        post = collect(&context, user, "Post")->sub;
        user = next;
    }
    free_context(&context);
    buffer_free(&text);
}
END_TEST

START_TEST(a_selection_that_is_not_parsed_or_freed_is_empty)
{
    struct selection selection;

    selection_init(&selection);
    ck_assert(selection.row == NULL && selection.root_key == NULL);
    selection_free(&selection);
    selection_free(&selection);
    ck_assert(selection.row == NULL);
}
END_TEST

/* The type that has no such field, and the name that was probably meant. */
static const struct {
    const char *text, *type, *nearest;
} near[] = {
    {"{ nmae }", "User", "name"},
    {"{ __typname }", "User", NULL},
    {"{ posts { titel } }", "Post", "title"},
    {"{ best { id } }", "Result", NULL},
    {"{ ... on Tagg { id } }", NULL, "Tag"},
    {"{ id } fragment F on Account { id }", NULL, NULL},
    {"{ ...F }", NULL, NULL},
};

START_TEST(the_nearest_name_is_what_was_probably_meant)
{
    struct context context;
    const struct selection *selection = &context.selection;

    ck_assert_int_eq(status_exit(parse(&context, near[_i].text, "User")),
                     EXIT_USAGE);
    ck_assert_pstr_eq(selection->type == NULL ? NULL : selection->type->name,
                      near[_i].type);
    ck_assert_pstr_eq(selection->nearest, near[_i].nearest);
    free_context(&context);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("selection");
    TCase *fields = tcase_create("fields");
    TCase *errors = tcase_create("errors");
    TCase *size = tcase_create("size");
    TCase *collecting = tcase_create("collecting");

    tcase_add_loop_test(fields, a_selection_has_its_fields_in_their_order, 0,
                        sizeof good / sizeof *good);
    suite_add_tcase(suite, fields);
    tcase_add_loop_test(errors, what_is_no_selection_is_an_error_with_its_place,
                        0, sizeof bad / sizeof *bad);
    tcase_add_loop_test(errors, the_nearest_name_is_what_was_probably_meant, 0,
                        sizeof near / sizeof *near);
    suite_add_tcase(suite, errors);
    tcase_add_loop_test(size, a_selection_has_limits, 0,
                        sizeof sizes / sizeof *sizes);
    tcase_add_loop_test(size, fragments_that_use_others_twice_take_little_time,
                        0, sizeof chains / sizeof *chains);
    suite_add_tcase(suite, size);
    tcase_add_test(collecting, the_same_fields_are_collected_each_time);
    tcase_add_test(collecting, equal_lists_of_sets_are_one);
    tcase_add_test(collecting,
                   a_selection_that_is_not_parsed_or_freed_is_empty);
    suite_add_tcase(suite, collecting);
    return tap_run(suite);
}
