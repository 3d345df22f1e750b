/* What a schema defines, and the errors of texts that are no schema. */
#include "support/tap.h"

#include "graphql/schema.h"

#include "base/buffer.h"
#include "support/caret.h"
#include "support/guard.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static enum status parse(struct schema *schema, const char *text)
{
    schema_init(schema);
    return schema_parse(schema, (const unsigned char *)text, strlen(text));
}

/* --- Schemas -------------------------------------------------------------- */

static void append(struct buffer *out, const char *format, ...)
{
    va_list values;
    char piece[128];

    va_start(values, format);
    int n = vsnprintf(piece, sizeof piece, format, values);
    va_end(values);
    must(n >= 0 && (size_t)n < sizeof piece);
    must(buffer_append(out, piece, (size_t)n));
}

/* kind Name{field:Type ...}=[Possible ...], without what is empty. */
static void show_type(struct buffer *out, const struct schema_type *type)
{
    static const char *const kinds[] = {
        [SCHEMA_SCALAR] = "scalar", [SCHEMA_OBJECT] = "type",
        [SCHEMA_UNION] = "union",   [SCHEMA_INTERFACE] = "interface",
        [SCHEMA_ENUM] = "enum",     [SCHEMA_INPUT] = "input"};
    const char *between = "{";

    append(out, "%s%s %s", out->len > 0 ? " " : "", kinds[type->kind],
           type->name);
    for (size_t i = 0; i < type->field_count; i++, between = " ")
        append(out, "%s%s:%s", between, type->fields[i].name,
               type->fields[i].type->name);
    append(out, "%s", type->field_count > 0 ? "}" : "");
    between = "=[";
    for (size_t i = 0; i < type->possible_count; i++, between = " ")
        append(out, "%s%s", between, type->possible[i]->name);
    append(out, "%s", type->possible_count > 0 ? "]" : "");
}

/* All types but the built-in ones. */
static void expect_types(const char *text, const char *types)
{
    struct buffer out = {0};
    struct schema schema;

    enum status status = parse(&schema, text);
    ck_assert_msg(status == STATUS_OK, "%s\n%zu:%zu: %s", text,
                  schema.error.line, schema.error.column, status_text(status));
    for (const struct schema_type *t = schema.types; t != NULL; t = t->next)
        if (!t->built_in)
            show_type(&out, t);
    must(buffer_terminate(&out));
    ck_assert_str_eq((const char *)out.data, types);
    buffer_free(&out);
    schema_free(&schema);
}

static const struct {
    const char *text;
    const char *types;
} good[] = {
    /* Each kind, with a body and without. */
    {"scalar Date", "scalar Date"},
    {"type A { a: Int }", "type A{a:Int}=[A]"},
    {"type A", "type A=[A]"},
    {"interface I { a: Int }", "interface I{a:Int}"},
    {"interface I", "interface I"},
    {"union U = A | B type A type B", "union U=[A B] type A=[A] type B=[B]"},
    {"union U = | A type A", "union U=[A] type A=[A]"},
    {"union U", "union U"},
    {"enum E { A B }", "enum E"},
    {"enum E", "enum E"},
    {"input N { a: Int b: [N!]! = [{a: 1}] @d }", "input N"},
    {"input N", "input N"},
    {"schema { query: Q mutation: M subscription: S } type Q type M type S",
     "type Q=[Q] type M=[M] type S=[S]"},
    {"schema @d { query: Q } type Q", "type Q=[Q]"},
    {"directive @d on OBJECT", ""},
    {"directive @d(a: Int = 1 @e, \"b\" b: [ID]) repeatable on | FIELD | QUERY "
     "type A",
     "type A=[A]"},
    {"directive @on on QUERY | MUTATION | SUBSCRIPTION | FIELD | "
     "FRAGMENT_DEFINITION | FRAGMENT_SPREAD | INLINE_FRAGMENT | "
     "VARIABLE_DEFINITION | SCHEMA | SCALAR | OBJECT | FIELD_DEFINITION | "
     "ARGUMENT_DEFINITION | INTERFACE | UNION | ENUM | ENUM_VALUE | "
     "INPUT_OBJECT | INPUT_FIELD_DEFINITION",
     ""},

    /* Fields, and the types in lists and non-nulls. */
    {"type A { a: Int! b: [Int] c: [Int!]! d: [[[A!]!]!]! }",
     "type A{a:Int b:Int c:Int d:A}=[A]"},
    {"type A { a(b: Int): Int c(d: Int = 1 @e, f: [N!] = []): A } input N",
     "type A{a:Int c:A}=[A] input N"},
    {"type A { a: I b: U c: E d: S } interface I union U enum E scalar S",
     "type A{a:I b:U c:E d:S}=[A] interface I union U enum E scalar S"},
    {"type A { a(b: E, c: S, d: N): Int } enum E scalar S input N",
     "type A{a:Int}=[A] enum E scalar S input N"},
    {"type A { a: Int @d @e(f: 1) b: Int }", "type A{a:Int b:Int}=[A]"},
    {"type A{a:Int,,b:Int}#c\ntype B", "type A{a:Int b:Int}=[A] type B=[B]"},

    {"type Sixteen__letters { a: ID b: Sixteen__letters } type Fifteen_letters",
     "type Sixteen__letters{a:ID b:Sixteen__letters}=[Sixteen__letters] "
     "type Fifteen_letters=[Fifteen_letters]"},

    /* Keywords are names where none is expected. */
    {"type type { type: type implements: input on(on: Int): enum } "
     "scalar input enum enum { type query on extend }",
     "type type{type:type implements:input on:enum}=[type] scalar input "
     "enum enum"},
    {"type A { true: Int null: Int query: Int fragment: Int }",
     "type A{true:Int null:Int query:Int fragment:Int}=[A]"},
    {"type A { a_: Int _a: Int _: Int a__b: Int }",
     "type A{a_:Int _a:Int _:Int a__b:Int}=[A]"},

    /* Descriptions. */
    {"\"a\" type A { \"b\" b(\"c\" c: Int): Int \"\"\"d\"\"\" d: Int }",
     "type A{b:Int d:Int}=[A]"},
    {"\"\"\"\nblock \\\"\"\"\n\"\"\" scalar S \"e\" enum E { \"v\" V } \"n\" "
     "input N { \"a\" a: Int }",
     "scalar S enum E input N"},
    {"\"u\" union U \"i\" interface I \"d\" directive @d on FIELD \"s\" "
     "schema { query: Q } type Q",
     "union U interface I type Q=[Q]"},

    /* Values and directives. */
    {"scalar S @a @b(c: 1, d: -1.5e3, e: \"\", f: \"\"\"x\"\"\", g: true, "
     "h: null, i: RED)",
     "scalar S"},
    {"scalar S @a(b: [], c: {}, d: [[], {}, 1], e: {f: {g: [{h: 1}]} i: 2})",
     "scalar S"},
    {"type A @d union U @d = A interface I @d { a: Int } enum E @d { A @d } "
     "input N @d { a: Int @d }",
     "type A=[A] union U=[A] interface I{a:Int} enum E input N"},

    /* Interfaces and the types that implement them. */
    {"type A implements I & J { a: Int } interface I interface J "
     "type B implements & J",
     "type A{a:Int}=[A] interface I=[A] interface J=[A B] type B=[B]"},
    {"interface J implements I & K @d interface I interface K type A "
     "implements J & I & K",
     "interface J=[A] interface I=[A] interface K=[A] type A=[A]"},

    /* Extensions, before and after what they extend. */
    {"extend type A { b: Int } type A { a: Int } extend type A { c: Int }",
     "type A{b:Int a:Int c:Int}=[A]"},
    {"type A extend type A implements I extend type A @d interface I "
     "extend type A implements J @d { a: Int } interface J",
     "type A{a:Int}=[A] interface I=[A] interface J=[A]"},
    {"interface I extend interface I { a: Int } extend interface I @d "
     "extend interface I implements J interface J",
     "interface I{a:Int} interface J"},
    {"union U extend union U = A extend union U @d = | B extend union U @d "
     "type A type B",
     "union U=[A B] type A=[A] type B=[B]"},
    {"enum E extend enum E { A } extend enum E @d extend enum E @d { B }",
     "enum E"},
    {"input N extend input N { a: Int } extend input N @d", "input N"},
    {"scalar S extend scalar S @d extend scalar ID @d", "scalar S"},
    {"extend schema @d extend schema { query: Q } extend schema @d "
     "{ mutation: Q } type Q",
     "type Q=[Q]"},

    /* Built-in scalars may be defined once more. */
    {"scalar Int scalar ID @d type A { a: ID }", "type A{a:ID}=[A]"},

    /* What is not checked. */
    {"type A implements I interface I { a: Int }",
     "type A=[A] interface I{a:Int}=[A]"},
    {"interface I implements I", "interface I"},
    {"type A @unknown { a(b: Int, b: Int = \"x\"): Int } enum E { A A } "
     "input N { a: Int a: Int } directive @d on FIELD directive @d on FIELD",
     "type A{a:Int}=[A] enum E input N"},
};

START_TEST(a_schema_has_its_types_fields_and_possible_types)
{
    expect_types(good[_i].text, good[_i].types);
}
END_TEST

/* --- What is no schema ---------------------------------------------------- */

/* A '^' is before what does not fit, and is no part of the text. */
static const struct {
    const char *text;
    enum status status;
    const char *piece;
} bad[] = {
    /* Tokens. */
    {"type A {\n  a: ^% }", STATUS_GRAPHQL_TOKEN, "%"},
    {"^\"\"\" type A", STATUS_GRAPHQL_BLOCK_END, "\"\"\""},
    {"\"a^\n\" type A", STATUS_GRAPHQL_STRING_END, ""},
    {"scalar A @a(b: 0^1)", STATUS_GRAPHQL_ZERO, "1"},

    /* At the top. */
    {"^", STATUS_SCHEMA_DEFINITION, ""},
    {"# nothing\n^", STATUS_SCHEMA_DEFINITION, ""},
    {"scalar A ^1", STATUS_SCHEMA_DEFINITION, "1"},
    {"^types A", STATUS_SCHEMA_DEFINITION, "types"},
    {"^Type A", STATUS_SCHEMA_DEFINITION, "Type"},
    {"type A {a: Int} ^}", STATUS_SCHEMA_DEFINITION, "}"},
    {"\"a\"^", STATUS_SCHEMA_DEFINITION, ""},
    {"\"a\" ^\"b\" type A", STATUS_SCHEMA_DEFINITION, "\"b\""},
    {"extend ^directive @a on FIELD", STATUS_SCHEMA_DEFINITION, "directive"},
    {"extend ^A", STATUS_SCHEMA_DEFINITION, "A"},
    {"extend ^", STATUS_SCHEMA_DEFINITION, ""},
    {"\"a\" ^extend type A { a: Int }", STATUS_SCHEMA_DESCRIBED, "extend"},
    {"^query { a }", STATUS_SCHEMA_EXECUTABLE, "query"},
    {"type A ^mutation M { a }", STATUS_SCHEMA_EXECUTABLE, "mutation"},
    {"^subscription { a }", STATUS_SCHEMA_EXECUTABLE, "subscription"},
    {"^fragment F on A { a }", STATUS_SCHEMA_EXECUTABLE, "fragment"},
    {"^{ a }", STATUS_SCHEMA_EXECUTABLE, "{"},
    {"scalar A ^{ a }", STATUS_SCHEMA_EXECUTABLE, "{"},
    {"\"a\" ^query { a }", STATUS_SCHEMA_EXECUTABLE, "query"},

    /* Names. */
    {"type ^{ a: Int }", STATUS_GRAPHQL_NAME, "{"},
    {"type ^", STATUS_GRAPHQL_NAME, ""},
    {"type ^\"A\"", STATUS_GRAPHQL_NAME, "\"A\""},
    {"type A { ^}", STATUS_GRAPHQL_NAME, "}"},
    {"interface A { ^}", STATUS_GRAPHQL_NAME, "}"},
    {"input A { ^}", STATUS_GRAPHQL_NAME, "}"},
    {"enum A { ^}", STATUS_GRAPHQL_NAME, "}"},
    {"enum A { ^1 }", STATUS_GRAPHQL_NAME, "1"},
    {"enum A { A ^= 1 }", STATUS_GRAPHQL_NAME, "="},
    {"type A { a: Int ^", STATUS_GRAPHQL_NAME, ""},
    {"type A { a: Int\n  ^= 1 }", STATUS_GRAPHQL_NAME, "="},
    {"type A { a(^): Int }", STATUS_GRAPHQL_NAME, ")"},
    {"type A { a(b: Int ^}", STATUS_GRAPHQL_NAME, "}"},
    {"type A @^", STATUS_GRAPHQL_NAME, ""},
    {"type A @a(^)", STATUS_GRAPHQL_NAME, ")"},
    {"type A @a(b: 1 ^2)", STATUS_GRAPHQL_NAME, "2"},
    {"type A @a(b: {^1})", STATUS_GRAPHQL_NAME, "1"},
    {"directive @^(a: Int) on FIELD", STATUS_GRAPHQL_NAME, "("},
    {"type ^__A", STATUS_SCHEMA_RESERVED_NAME, "__A"},
    {"enum ^__", STATUS_SCHEMA_RESERVED_NAME, "__"},
    {"type A { ^__a: Int }", STATUS_SCHEMA_RESERVED_NAME, "__a"},
    {"type A { a(^__b: Int): Int }", STATUS_SCHEMA_RESERVED_NAME, "__b"},
    {"input A { ^__a: Int }", STATUS_SCHEMA_RESERVED_NAME, "__a"},
    {"enum A { ^__A }", STATUS_SCHEMA_RESERVED_NAME, "__A"},
    {"directive @^__a on FIELD", STATUS_SCHEMA_RESERVED_NAME, "__a"},
    {"enum A { B ^true }", STATUS_SCHEMA_ENUM_VALUE, "true"},
    {"enum A { ^false }", STATUS_SCHEMA_ENUM_VALUE, "false"},
    {"extend enum A { \"a\" ^null }", STATUS_SCHEMA_ENUM_VALUE, "null"},

    /* Between tokens. */
    {"type A { a ^Int }", STATUS_GRAPHQL_COLON, "Int"},
    {"type A { a ^}", STATUS_GRAPHQL_COLON, "}"},
    {"type A { a(b ^= 1): Int }", STATUS_GRAPHQL_COLON, "="},
    {"type A @a(b^)", STATUS_GRAPHQL_COLON, ")"},
    {"type A @a(b: {c ^1})", STATUS_GRAPHQL_COLON, "1"},
    {"schema { query ^Q }", STATUS_GRAPHQL_COLON, "Q"},
    {"type A { a: ^}", STATUS_SCHEMA_TYPE, "}"},
    {"type A { a: ^!Int }", STATUS_SCHEMA_TYPE, "!"},
    {"type A { a: [^] }", STATUS_SCHEMA_TYPE, "]"},
    {"type A {\r\n\"\"\"\n\r\"\"\" a: ^", STATUS_SCHEMA_TYPE, ""},
    {"type A implements ^{ a: Int }", STATUS_SCHEMA_TYPE, "{"},
    {"type A implements I & ^{ a: Int }", STATUS_SCHEMA_TYPE, "{"},
    {"type A implements & ^& I", STATUS_SCHEMA_TYPE, "&"},
    {"union A = ^", STATUS_SCHEMA_TYPE, ""},
    {"union A = | ^| B", STATUS_SCHEMA_TYPE, "|"},
    {"union A = B | type ^B", STATUS_SCHEMA_DEFINITION, "B"},
    {"extend type ^{ a: Int }", STATUS_SCHEMA_TYPE, "{"},
    {"type A { a: [Int ^}", STATUS_SCHEMA_BRACKET, "}"},
    {"type A { a: [[Int] ^b: Int }", STATUS_SCHEMA_BRACKET, "b"},
    {"type A { a: Int! ^! }", STATUS_GRAPHQL_NAME, "!"},
    {"type A { a: Int ^] }", STATUS_GRAPHQL_NAME, "]"},
    {"schema ^", STATUS_SCHEMA_BRACE, ""},
    {"schema @a ^type A", STATUS_SCHEMA_BRACE, "type"},
    {"schema { ^}", STATUS_SCHEMA_OPERATION, "}"},
    {"schema { ^queries: A }", STATUS_SCHEMA_OPERATION, "queries"},
    {"schema { query: A ^", STATUS_SCHEMA_OPERATION, ""},

    /* Values. */
    {"type A { a(b: Int = ^): Int }", STATUS_GRAPHQL_VALUE, ")"},
    {"type A { a(b: Int = ^$c): Int }", STATUS_GRAPHQL_VALUE, "$"},
    {"type A @a(b: [1 ^}", STATUS_GRAPHQL_VALUE, "}"},
    {"type A @a(b: [1 ^", STATUS_GRAPHQL_VALUE, ""},
    {"type A @a(b: {c: 1 ^])", STATUS_GRAPHQL_NAME, "]"},
    {"type A @a(b: {c: ^})", STATUS_GRAPHQL_VALUE, "}"},
    {"input A { a: Int = 1 ^2 }", STATUS_GRAPHQL_NAME, "2"},

    /* Directives. */
    {"directive ^a on FIELD", STATUS_SCHEMA_AT, "a"},
    {"directive @a ^FIELD", STATUS_SCHEMA_ON, "FIELD"},
    {"directive @a repeatable ^repeatable on FIELD", STATUS_SCHEMA_ON,
     "repeatable"},
    {"directive @a on ^", STATUS_SCHEMA_LOCATION, ""},
    {"directive @a on FIELD | ^TYPE", STATUS_SCHEMA_LOCATION, "TYPE"},
    {"directive @a on ^field", STATUS_SCHEMA_LOCATION, "field"},

    /* Extensions of nothing. */
    {"type A extend type A ^", STATUS_SCHEMA_NOTHING_ADDED, ""},
    {"extend interface A\n^type B", STATUS_SCHEMA_NOTHING_ADDED, "type"},
    {"extend union A ^", STATUS_SCHEMA_NOTHING_ADDED, ""},
    {"extend enum A ^", STATUS_SCHEMA_NOTHING_ADDED, ""},
    {"extend input A ^", STATUS_SCHEMA_NOTHING_ADDED, ""},
    {"extend scalar A ^", STATUS_SCHEMA_NOTHING_ADDED, ""},
    {"extend schema ^", STATUS_SCHEMA_NOTHING_ADDED, ""},

    /* Definitions, once. */
    {"type A\n\nscalar ^A", STATUS_SCHEMA_TYPE_TWICE, "A"},
    {"scalar ID scalar ^ID", STATUS_SCHEMA_TYPE_TWICE, "ID"},
    {"type ^String { a: Int }", STATUS_SCHEMA_BUILT_IN, "String"},
    {"enum ^Boolean { A }", STATUS_SCHEMA_BUILT_IN, "Boolean"},
    {"type A { a: Int b: Int ^a: ID }", STATUS_SCHEMA_FIELD_TWICE, "a"},
    {"extend type A { a: Int } type A {\n\t^a: Int }",
     STATUS_SCHEMA_FIELD_TWICE, "a"},
    {"interface I { a: Int } extend interface I { ^a: Int }",
     STATUS_SCHEMA_FIELD_TWICE, "a"},
    {"type A union U = A | ^A", STATUS_SCHEMA_MEMBER_TWICE, "A"},
    {"type A union U = A extend union U = ^A", STATUS_SCHEMA_MEMBER_TWICE, "A"},
    {"interface I type A implements I & ^I", STATUS_SCHEMA_INTERFACE_TWICE,
     "I"},
    {"interface I interface J implements I extend interface J implements ^I",
     STATUS_SCHEMA_INTERFACE_TWICE, "I"},

    /* Unknown types, and types of another kind. */
    {"type A { a: [^B!] }", STATUS_SCHEMA_UNKNOWN_TYPE, "B"},
    {"type A { a(b: ^B): A }", STATUS_SCHEMA_UNKNOWN_TYPE, "B"},
    {"input A { b: ^B }", STATUS_SCHEMA_UNKNOWN_TYPE, "B"},
    {"type A { a: ^a }", STATUS_SCHEMA_UNKNOWN_TYPE, "a"},
    {"union U = ^A", STATUS_SCHEMA_UNKNOWN_TYPE, "A"},
    {"type A implements ^I", STATUS_SCHEMA_UNKNOWN_TYPE, "I"},
    {"schema { query: ^Query }", STATUS_SCHEMA_UNKNOWN_TYPE, "Query"},
    {"type A { a: ^__Type }", STATUS_SCHEMA_UNKNOWN_TYPE, "__Type"},
    {"directive @a(b: ^B) on FIELD", STATUS_SCHEMA_UNKNOWN_TYPE, "B"},
    {"extend type ^A { a: Int }", STATUS_SCHEMA_UNKNOWN_TYPE, "A"},
    {"type A extend interface ^A { a: Int }", STATUS_SCHEMA_OTHER_KIND, "A"},
    {"extend enum ^A { B } type A", STATUS_SCHEMA_OTHER_KIND, "A"},
    {"extend type ^ID { a: Int }", STATUS_SCHEMA_OTHER_KIND, "ID"},
    {"type A { a: ^N } input N", STATUS_SCHEMA_OUTPUT_TYPE, "N"},
    {"interface A { a: [^N!]! } input N", STATUS_SCHEMA_OUTPUT_TYPE, "N"},
    {"type A { a(b: ^A): Int }", STATUS_SCHEMA_INPUT_TYPE, "A"},
    {"input N { a: ^I } interface I", STATUS_SCHEMA_INPUT_TYPE, "I"},
    {"directive @a(b: ^U) on FIELD union U", STATUS_SCHEMA_INPUT_TYPE, "U"},
    {"union U = ^I interface I", STATUS_SCHEMA_OBJECT_TYPE, "I"},
    {"union U = ^ID", STATUS_SCHEMA_OBJECT_TYPE, "ID"},
    {"union U = ^U", STATUS_SCHEMA_OBJECT_TYPE, "U"},
    {"schema { mutation: ^I } interface I", STATUS_SCHEMA_OBJECT_TYPE, "I"},
    {"type A implements ^B type B", STATUS_SCHEMA_INTERFACE_TYPE, "B"},
    {"interface A implements ^U union U", STATUS_SCHEMA_INTERFACE_TYPE, "U"},

    /* Several errors: the first. */
    {"type A { a: B } type ^A type {", STATUS_SCHEMA_TYPE_TWICE, "A"},
    {"type A { a: Int a: Int b: ^B c: C }", STATUS_SCHEMA_UNKNOWN_TYPE, "B"},
    {"union U = A | A type A { a: Int ^a: Int a: Int }",
     STATUS_SCHEMA_FIELD_TWICE, "a"},
};

START_TEST(what_is_no_schema_is_an_error_with_its_place)
{
    struct guard guard = guard_new(1024);
    struct schema schema;
    char text[1024];
    size_t line = 1, column = 1, at = unmark(bad[_i].text, text);

    for (size_t i = 0; i < at; i++, column++)
        if (text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n'))
            line++, column = 0;
    const unsigned char *bytes = guard_put(&guard, text, strlen(text));
    schema_init(&schema);
    enum status status = schema_parse(&schema, bytes, strlen(text));
    ck_assert_str_eq(status_text(status), status_text(bad[_i].status));
    ck_assert_uint_eq(schema.error.line, line);
    ck_assert_uint_eq(schema.error.column, column);
    ck_assert_ptr_eq(schema.error.text, bytes + at);
    ck_assert_uint_eq(schema.error.len, strlen(bad[_i].piece));
    ck_assert(memcmp(bytes + at, bad[_i].piece, schema.error.len) == 0);
    schema_free(&schema);
    guard_free(&guard);
}
END_TEST

/* --- Depth and size ------------------------------------------------------- */

/* begin, then open n times, then middle, then close n times, then end. */
static struct buffer nest(const char *begin, const char *open, size_t n,
                          const char *middle, const char *close,
                          const char *end)
{
    struct buffer text = {0};

    append(&text, "%s", begin);
    for (size_t i = 0; i < n; i++)
        append(&text, "%s", open);
    append(&text, "%s", middle);
    for (size_t i = 0; i < n; i++)
        append(&text, "%s", close);
    append(&text, "%s", end);
    return text;
}

/* Parses and frees the text. */
static enum status parse_buffer(struct schema *schema, struct buffer text)
{
    schema_init(schema);
    enum status status = schema_parse(schema, text.data, text.len);
    buffer_free(&text);
    return status;
}

START_TEST(a_value_has_at_most_a_hundred_levels)
{
    static const char begin[] = "scalar S @a(b: ";
    struct schema schema;

    ck_assert_int_eq(parse_buffer(&schema, nest(begin, "[", 100, "", "]", ")")),
                     STATUS_OK);
    schema_free(&schema);
    ck_assert_int_eq(
        parse_buffer(&schema, nest(begin, "[{a:", 50, "1", "}]", ")")),
        STATUS_OK);
    schema_free(&schema);
    ck_assert_int_eq(parse_buffer(&schema, nest(begin, "[", 101, "", "]", ")")),
                     STATUS_GRAPHQL_TOO_DEEP);
    ck_assert_uint_eq(schema.error.column, sizeof begin + 100);
    schema_free(&schema);
    ck_assert_int_eq(
        parse_buffer(&schema, nest(begin, "{a:", 100000, "1", "}", ")")),
        STATUS_GRAPHQL_TOO_DEEP);
    schema_free(&schema);
}
END_TEST

START_TEST(a_type_may_be_in_any_number_of_lists)
{
    struct schema schema;

    ck_assert_int_eq(parse_buffer(&schema, nest("type A { a: ", "[", 100000,
                                                "ID!", "]!", " b: Int }")),
                     STATUS_OK);
    const struct schema_type *type = schema_find(&schema, "A", 1);
    ck_assert_uint_eq(type->field_count, 2);
    ck_assert_str_eq(type->fields[0].type->name, "ID");
    schema_free(&schema);
    ck_assert_int_eq(parse_buffer(&schema, nest("type A { a: ", "[", 100000,
                                                "ID!", "]!", "] b: Int }")),
                     STATUS_GRAPHQL_NAME);
    schema_free(&schema);
}
END_TEST

enum {
    MANY = 100000
};

/* begin, then format for each number from 0, then end. */
static struct buffer repeat(const char *begin, const char *format,
                            const char *end)
{
    struct buffer text = {0};

    append(&text, "%s", begin);
    for (unsigned i = 0; i < MANY; i++)
        append(&text, format, i, i, i);
    append(&text, "%s", end);
    return text;
}

/* Many of each kind. None may take quadratic time. */
static void expect_sizes(struct buffer text, size_t types, size_t fields,
                         size_t possible)
{
    struct schema schema;

    ck_assert_int_eq(parse_buffer(&schema, text), STATUS_OK);
    ck_assert_uint_eq(schema.type_count, types + 5);
    for (const struct schema_type *t = schema.types; t != NULL; t = t->next) {
        fields -= t->field_count;
        possible -= t->possible_count;
        must(schema_find(&schema, t->name, t->len) == t);
        for (size_t i = 0; i < t->field_count; i++)
            must(schema_find_field(&schema, t, t->fields[i].name,
                                   t->fields[i].len) == &t->fields[i]);
    }
    ck_assert_uint_eq(fields, 0);
    ck_assert_uint_eq(possible, 0);
    schema_free(&schema);
}

START_TEST(a_schema_may_be_large)
{
    expect_sizes(repeat("", "type T%u{id:ID f%u:Int}", ""), MANY, 2 * MANY,
                 MANY);
    expect_sizes(repeat("type A{", "f%u:[A!]!", "}"), 1, MANY, 1);
    expect_sizes(repeat("type A ", "extend type A{f%u:A}", ""), 1, MANY, 1);
    expect_sizes(repeat("interface I ", "type T%u implements I{a:I}", ""),
                 MANY + 1, MANY, 2 * MANY);
    expect_sizes(repeat("union U ", "type T%u extend union U=T%u ", ""),
                 MANY + 1, 0, 2 * MANY);
    expect_sizes(repeat("type A ", "extend type A@d%u ", ""), 1, 0, 1);
    expect_sizes(repeat("enum E{", "V%u ", "}"), 1, 0, 0);
}
END_TEST

START_TEST(a_duplicate_is_found_in_a_large_schema)
{
    static const struct {
        const char *begin, *each, *end;
        enum status status;
    } twice[] = {
        {"", "type T%u ", "type T99999", STATUS_SCHEMA_TYPE_TWICE},
        {"type A{", "f%u:ID ", "f99999:ID}", STATUS_SCHEMA_FIELD_TWICE},
        {"union U ", "type T%u extend union U=T%u ", "extend union U=T99999",
         STATUS_SCHEMA_MEMBER_TWICE},
        {"type A{", "f%u:T%u ", "}", STATUS_SCHEMA_UNKNOWN_TYPE},
    };
    struct schema schema;

    for (size_t i = 0; i < sizeof twice / sizeof *twice; i++) {
        struct buffer text =
            repeat(twice[i].begin, twice[i].each, twice[i].end);
        ck_assert_int_eq(parse_buffer(&schema, text), twice[i].status);
        schema_free(&schema);
    }
}
END_TEST

/* --- Finding -------------------------------------------------------------- */

static const char library[] =
    "type User { id: ID firstName: String lastName: String }\n"
    "type Post { id: ID title: String }\n"
    "interface Node { id: ID }\n"
    "union Result = User | Post\n"
    "enum Role { ADMIN }\n"
    "input UserInput { name: String }\n"
    "scalar Roles\n"
    "type A { Az: ID }\n";

START_TEST(types_and_fields_are_found_by_their_names)
{
    struct schema schema;

    ck_assert_int_eq(parse(&schema, library), STATUS_OK);
    const struct schema_type *user = schema_find(&schema, "User", 4);
    const struct schema_type *post = schema_find(&schema, "Post, and", 4);
    ck_assert_str_eq(user->name, "User");
    ck_assert_str_eq(post->name, "Post");
    ck_assert(schema_find(&schema, "Use", 3) == NULL);
    ck_assert(schema_find(&schema, "Users", 5) == NULL);
    ck_assert(schema_find(&schema, "user", 4) == NULL);
    ck_assert(schema_find(&schema, "", 0) == NULL);

    const struct schema_field *id = schema_find_field(&schema, user, "id", 2);
    ck_assert_ptr_eq(id, &user->fields[0]);
    ck_assert_ptr_eq(schema_find_field(&schema, post, "id", 2),
                     &post->fields[0]);
    ck_assert(schema_find_field(&schema, user, "title", 5) == NULL);
    ck_assert(schema_find_field(&schema, user, "User", 4) == NULL);
    ck_assert(schema_find_field(&schema, schema_find(&schema, "Result", 6),
                                "User", 4) == NULL);
    ck_assert(schema_find_field(&schema, schema_find(&schema, "UserInput", 9),
                                "name", 4) == NULL);
    schema_free(&schema);
}
END_TEST

START_TEST(the_built_in_scalars_are_types)
{
    static const char *const names[] = {"Int", "Float", "String", "Boolean",
                                        "ID"};
    struct schema schema;

    ck_assert_int_eq(parse(&schema, "scalar Date scalar String"), STATUS_OK);
    ck_assert_uint_eq(schema.type_count, 6);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct schema_type *type =
            schema_find(&schema, names[i], strlen(names[i]));
        ck_assert(type != NULL && type->built_in);
        ck_assert_int_eq(type->kind, SCHEMA_SCALAR);
        ck_assert_uint_eq(type->number, i);
    }
    const struct schema_type *date = schema_find(&schema, "Date", 4);
    ck_assert(!date->built_in);
    ck_assert_uint_eq(date->number, 5);
    schema_free(&schema);
}
END_TEST

/* A name that was not found, and what was probably meant; NULL: nothing. */
static const struct {
    const char *name, *type;
} near_types[] = {
    {"Usr", "User"},     {"user", "User"},  {"Users", "User"},
    {"USER", "User"},    {"Suer", "User"},  {"Uesr", "User"},
    {"Posts", "Post"},   {"nodes", "Node"}, {"Reslut", "Result"},
    {"Re", NULL},        {"Account", NULL}, {"B", NULL},
    {"a", "A"},          {"", NULL},        {"Roles", NULL},
    {"UserInput", NULL}, {"Strings", NULL},
};

START_TEST(the_nearest_type_is_what_was_probably_meant)
{
    struct schema schema;

    ck_assert_int_eq(parse(&schema, library), STATUS_OK);
    const char *name = near_types[_i].name;
    const struct schema_type *type =
        schema_nearest(&schema, name, strlen(name));
    if (near_types[_i].type == NULL)
        ck_assert_msg(type == NULL, "%s is near to %s", name, type->name);
    else
        ck_assert_str_eq(type == NULL ? "" : type->name, near_types[_i].type);
    schema_free(&schema);
}
END_TEST

START_TEST(the_nearest_field_is_what_was_probably_meant)
{
    struct schema schema;

    ck_assert_int_eq(parse(&schema, library), STATUS_OK);
    const struct schema_type *user = schema_find(&schema, "User", 4);
    ck_assert_ptr_eq(schema_nearest_field(user, "first_name", 10),
                     &user->fields[1]);
    ck_assert_ptr_eq(schema_nearest_field(user, "name", 4), NULL);
    ck_assert_ptr_eq(schema_nearest_field(user, "ids", 3), &user->fields[0]);
    ck_assert_ptr_eq(schema_nearest_field(user, "title", 5), NULL);
    const struct schema_type *a = schema_find(&schema, "A", 1);
    ck_assert_ptr_eq(schema_nearest_field(a, "aZ", 2), &a->fields[0]);
    ck_assert_ptr_eq(schema_nearest_field(a, "!Z", 2), &a->fields[0]);
    ck_assert_ptr_eq(schema_nearest_field(a, "!:", 2), NULL);
    ck_assert_ptr_eq(
        schema_nearest_field(schema_find(&schema, "Role", 4), "ADMIN", 5),
        NULL);
    schema_free(&schema);
}
END_TEST

START_TEST(a_long_name_is_near_no_other)
{
    struct buffer name = nest("", "A", 65, "", "", "");
    struct schema schema;

    ck_assert_int_eq(
        parse_buffer(&schema, nest("type A", "A", 64, " type B", "B", "")),
        STATUS_OK);
    ck_assert(schema_nearest(&schema, (char *)name.data, 65) == NULL);
    ck_assert(schema_nearest(&schema, (char *)name.data, 64) == NULL);
    schema_free(&schema);

    ck_assert_int_eq(parse_buffer(&schema, nest("type A", "A", 63, "", "", "")),
                     STATUS_OK);
    ck_assert(schema_nearest(&schema, (char *)name.data, 65) == NULL);
    ck_assert(schema_nearest(&schema, (char *)name.data, 64) != NULL);
    schema_free(&schema);
    buffer_free(&name);
}
END_TEST

START_TEST(a_schema_that_is_not_parsed_or_freed_has_nothing)
{
    struct schema schema;

    schema_init(&schema);
    ck_assert(schema_find(&schema, "User", 4) == NULL);
    ck_assert(schema_nearest(&schema, "User", 4) == NULL);
    schema_free(&schema);

    ck_assert_int_eq(parse(&schema, library), STATUS_OK);
    ck_assert(schema_find(&schema, "User", 4) != NULL);
    schema_free(&schema);
    ck_assert(schema_find(&schema, "User", 4) == NULL);
    ck_assert(schema_nearest(&schema, "User", 4) == NULL);
    ck_assert_uint_eq(schema.type_count, 0);
    schema_free(&schema);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("schema");
    TCase *grammar = tcase_create("grammar");
    TCase *size = tcase_create("size");
    TCase *finding = tcase_create("finding");

    tcase_add_loop_test(grammar,
                        a_schema_has_its_types_fields_and_possible_types, 0,
                        sizeof good / sizeof *good);
    tcase_add_loop_test(grammar, what_is_no_schema_is_an_error_with_its_place,
                        0, sizeof bad / sizeof *bad);
    suite_add_tcase(suite, grammar);

    tcase_set_timeout(size, 300);
    tcase_add_test(size, a_value_has_at_most_a_hundred_levels);
    tcase_add_test(size, a_type_may_be_in_any_number_of_lists);
    tcase_add_test(size, a_schema_may_be_large);
    tcase_add_test(size, a_duplicate_is_found_in_a_large_schema);
    suite_add_tcase(suite, size);

    tcase_add_test(finding, types_and_fields_are_found_by_their_names);
    tcase_add_test(finding, the_built_in_scalars_are_types);
    tcase_add_loop_test(finding, the_nearest_type_is_what_was_probably_meant, 0,
                        sizeof near_types / sizeof *near_types);
    tcase_add_test(finding, the_nearest_field_is_what_was_probably_meant);
    tcase_add_test(finding, a_long_name_is_near_no_other);
    tcase_add_test(finding, a_schema_that_is_not_parsed_or_freed_has_nothing);
    suite_add_tcase(suite, finding);
    return tap_run(suite);
}
