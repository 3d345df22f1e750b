#!/usr/bin/env bats
# --select: of each row what a GraphQL selection asks for, in its order.
# shellcheck disable=SC2016 # $v is a variable of GraphQL
load lib/helper

setup()
{
    cd "$BATS_TEST_TMPDIR" || return
    cat >s.graphql <<'END'
scalar JSON
enum Role { ADMIN READER }
interface Node { id: ID! owner: User }
union Hit = User | Post
union Lone = Tag
type Tag { name: String }
type User implements Node {
  id: ID!
  owner: User
  fullName: String
  bestPost: Post
  posts: [[Post!]]!
  settings: JSON
  role: Role
  roles: [Role!]
  hit: Hit
  node: Node
}
type Post implements Node { id: ID! owner: User title: String tags: [Tag] }
END
    typed=(--schema s.graphql --type User)
}

# refuses SELECTION PLACE WORD... [-- OPTION...]: an error in the text, at this
# line and column (or anywhere, *), whose message has these words.
refuses()
{
    local selection=$1 words=()
    local message="fraiseql-build: --select:${2/\*/[1-9]*:[1-9]*}: *"

    shift 2
    while [ $# -gt 0 ] && [ "$1" != -- ]; do words+=("$1"); shift; done
    build --rows --select "$selection" "${@:2}" <<<'{}'
    exits 2
    writes_nothing
    # shellcheck disable=SC2053 # it is a pattern
    [[ $(<err) = $message ]] || wrong "expected $message for $selection"
    [ "$(wc -l <err)" -eq 1 ] || wrong "expected one line"
    for word in "${words[@]}"; do mentions "$word"; done
}

# bad ROW PLACE SELECTION WORD [OPTION]...: an error in the row.
bad()
{
    build --rows --select "$3" "${@:5}" <<<"$1"
    refuses_row "$2" "$4"
}

# --- What is written --------------------------------------------------------

@test "of each row exactly what is selected is written, in the selection's order" {
    selects '{ b a }' '{"a":1,"c":{"x":1},"b":[2,3]}
{"b":1.10,"d":"x","a":"\u00e9"}' '{"b":[2,3],"a":1}
{"b":1.10,"a":"\u00e9"}'
}

@test "a field that a row does not have is null" {
    selects '{ a b { c } }' '{"x":1}
{}
{"a":null,"b":{}}' '{"a":null,"b":null}
{"a":null,"b":null}
{"a":null,"b":{"c":null}}'
}

@test "a field without a sub-selection is copied whole, whatever it is" {
    selects '{ a }' '{"a":{"b_c":[{"d_e":1.0},"\/"]}}
{"a":[[],{ "x_y" : {} }]}
{"a":"s"}' '{"a":{"bC":[{"dE":1.0},"\/"]}}
{"a":[[],{"xY":{}}]}
{"a":"s"}'
}

@test "a sub-selection takes fields of the object in a field" {
    selects '{ author { name } id }' \
        '{"id":1,"author":{"id":2,"name":"Ada","x":[]}}' \
        '{"author":{"name":"Ada"},"id":1}'
}

@test "arrays, and arrays of them, are gone through" {
    selects '{ posts { id } }' \
        '{"posts":[{"id":1,"x":1},[{"id":2},[]],null,{}]}' \
        '{"posts":[{"id":1},[{"id":2},[]],null,{"id":null}]}'
    selects '{ id }' '[{"id":1,"x":1},null,[{"x":2}]]' \
        '[{"id":1},null,[{"id":null}]]'
}

@test "a row that is null, and a field that is, stay null" {
    selects '{ a { b } }' 'null
{"a":null}' 'null
{"a":null}'
}

@test "neither --type nor --schema is needed, and no __typename added" {
    selects '{ id }' '{"id":1,"__typename":"X"}' '{"id":1}'
    selects '{ id }' '{"id":1}' '{"id":1}' --type User
}

# --- Names ------------------------------------------------------------------

@test "a field is found by the name that its key gets" {
    selects '{ firstName }' '{"first_name":1}
{"firstName":2}
{"first__name_":3}
{"first\u005fname":4}' '{"firstName":1}
{"firstName":2}
{"firstName":3}
{"firstName":4}'
}

@test "or else by the key as the row has it" {
    selects '{ first_name }' '{"first_name":1}
{"firstName":2}
{"first\u005fname":3}' '{"first_name":1}
{"first_name":null}
{"first_name":3}'
    selects '{ first_name firstName }' '{"first_name":1}' \
        '{"first_name":null,"firstName":1}'
}

@test "with --keep-case it is found by the key" {
    selects '{ firstName first_name }' '{"first_name":1}
{"firstName":2,"first_name":3}' '{"firstName":null,"first_name":1}
{"firstName":2,"first_name":3}' --keep-case
    selects '{ a }' '{"a":{"b_c":1}}' '{"a":{"b_c":1}}' --keep-case
}

@test "a letter's case makes another field" {
    selects '{ id Id }' '{"ID":1,"id":2}' '{"id":2,"Id":null}'
}

@test "an alias names the field in the response" {
    selects '{ key: id name: title }' '{"id":1,"title":"x","name":"y"}' \
        '{"key":1,"name":"x"}'
    selects '{ b: a a: b }' '{"a":1,"b":2}' '{"b":1,"a":2}'
}

@test "one field can have several aliases, with other fields selected" {
    selects '{ x: author { id } y: author { name id } author }' \
        '{"author":[{"id":1,"name":"Ada"}]}' \
        '{"x":[{"id":1}],"y":[{"name":"Ada","id":1}],"author":[{"id":1,"name":"Ada"}]}'
}

@test "words of the language are names like others" {
    selects '{ query mutation fragment on true: null type }' \
        '{"on":1,"query":2,"fragment":3,"null":4}' \
        '{"query":2,"mutation":null,"fragment":3,"on":1,"true":4,"type":null}'
}

# --- Fields that come twice -------------------------------------------------

@test "equal response keys are one, at the place of the first" {
    selects '{ a b a }' '{"a":1,"b":2}' '{"a":1,"b":2}'
    selects '{ b x: a ... { a x: a } b }' '{"a":1,"b":2}' \
        '{"b":2,"x":1,"a":1}'
}

@test "and their sub-selections are one" {
    selects '{ a { x p { q } } b a { y x p { r } } }' \
        '{"b":0,"a":{"x":1,"y":2,"p":{"q":3,"r":4}}}' \
        '{"a":{"x":1,"p":{"q":3,"r":4},"y":2},"b":0}'
}

@test "equal response keys for different fields are an error" {
    refuses '{ x: a x: b }' 1:8 'response key' '"x"'
    refuses '{ a a: b }' 1:5 'response key' '"a"'
    refuses '{ p { x: a } p { x: b } }' 1:18 'response key' '"x"'
    refuses '{ x: a ... { x: b } }' 1:14 'response key' '"x"'
    refuses '{ a a { b } }' 1:5 'response key'
    refuses '{ a a: b @skip(if: true) }' 1:5 'response key'
}

@test "different arguments are not: a row has one value" {
    selects '{ a(first: 1) a(first: 2) }' '{"a":1}' '{"a":1}'
}

# --- __typename -------------------------------------------------------------

@test "__typename is written where it is selected: of a row it is --type" {
    selects '{ id __typename }' '{"id":1}
{"__typename":"Other","id":2}
[{"id":3}]' '{"id":1,"__typename":"User"}
{"id":2,"__typename":"User"}
[{"id":3,"__typename":"User"}]' --type User
    selects '{ kind: __typename __typename }' '{}' \
        '{"kind":"User","__typename":"User"}' --type User
}

@test "where no type is known it is the row's own, or null" {
    selects '{ __typename a { t: __typename id } }' '{"a":{"id":1}}
{"__typename":"X","a":{"__typename":"Y"}}
{"a":[{"\u005f_typename":"\u005a"}]}' '{"__typename":null,"a":{"t":null,"id":1}}
{"__typename":"X","a":{"t":"Y","id":null}}
{"__typename":null,"a":[{"t":"\u005a","id":null}]}'
    selects '{ a { __typename } }' '{"a":{}}' '{"a":{"__typename":null}}' \
        --type User
}

@test "it has no fields" {
    refuses '{ __typename { a } }' 1:3 'scalar'
}

# --- Fragments and directives -----------------------------------------------

@test "inline fragments without a type are part of where they stand" {
    selects '{ a ... { b ... { c } } d { ... { e } } }' \
        '{"e":0,"d":{"e":5},"c":3,"b":2,"a":1}' \
        '{"a":1,"b":2,"c":3,"d":{"e":5}}'
}

@test "without a schema a fragment can be on --type, and of the row itself" {
    selects '{ ... on User { id ... on User { a } } }' '{"a":1,"id":2}' \
        '{"id":2,"a":1}' --type User
    selects 'fragment F on User { id ...G } { ...F x } fragment G on User { a }' \
        '{"a":1,"id":2}' '{"id":2,"a":1,"x":null}' --type User
    for selection in '{ ... on Post { id } }' '{ ...F } fragment F on Post { a }' \
        '{ a { ... on User { id } } }' \
        '{ a { ...F } } fragment F on User { a }'; do
        refuses "$selection" '*' 'type' '--schema' -- --type User
    done
    refuses '{ ... on User { id } }' '*' '--schema'
}

@test "fragments that are not used are accepted" {
    selects '{ id } fragment F on Post { a { b } ...G } fragment G on Post { c }' \
        '{"id":1}' '{"id":1}'
    refuses '{ id } fragment F on Post { a { } }' 1:33 'expected a field'
}

@test "a fragment must be there, once, and not in itself" {
    refuses '{ ...F }' 1:6 'fragment' '"F"' -- --type T
    refuses '{ ...F } fragment F on T { ...G }' 1:31 'fragment' '"G"' -- --type T
    refuses '{ a } fragment F on T { b } fragment F on T { c }' 1:38 \
        'fragment' twice '"F"' -- --type T
    refuses '{ ...F } fragment F on T { a ...F }' '*' 'contains itself' -- --type T
    refuses '{ a } fragment F on T { ...G } fragment G on T { b { ...F } }' '*' \
        'contains itself' -- --type T
    refuses '{ a } fragment on on T { b }' 1:16 'name of a fragment'
}

@test "@include and @skip say what is selected" {
    selects '{ a @include(if: true) b @include(if: false) c @skip(if: true)
        d @skip(if: false) e @include(if: true) @skip(if: true)
        ... @skip(if: true) { f } ... @include(if: true) { g } }' '{"f":1}' \
        '{"a":null,"d":null,"g":null}'
    selects '{ ...F @skip(if: true) a } fragment F on T { b }' '{}' \
        '{"a":null}' --type T
    selects '{ a { x } a @skip(if: true) { y } }' '{"a":{"x":1,"y":2}}' \
        '{"a":{"x":1}}'
}

@test "where they leave nothing an empty object is written" {
    selects '{ a @skip(if: true) b { c @include(if: false) } }' \
        '{"b":[{"c":1},null]}' '{"b":[{},null]}'
    selects '{ a @skip(if: true) }' '{"a":1}
null
[{}]' '{}
null
[{}]'
}

@test "they take true or false, and no variable" {
    refuses 'query ($v: Boolean = true) { u { a @skip(if: $v) } }' 1:46 variable
    for value in 1 '"true"' null TRUE '[true]' '{}'; do
        refuses "{ a @include(if: $value) }" 1:18 'expected'
    done
    refuses '{ a @include }' '*' '(if: true)'
    refuses '{ a @include() }' '*' 'expected'
    refuses '{ a @include(of: true) }' 1:14 '(if: true)'
    refuses '{ a @include(if: true, else: 1) }' '*' 'expected'
}

@test "another directive is an error, anywhere" {
    refuses '{ a @lowercase }' 1:6 '"lowercase"'
    refuses '{ a { ... @defer { b } } }' 1:12 '"defer"'
    refuses 'query @live { u { a } }' '*' directive
    refuses 'query { u @skip(if: false) { a } }' '*' directive
    refuses '{ a } fragment F on T @x { b }' '*' directive
    refuses 'query ($v: Int @x) { u { a } }' '*' directive
}

# --- A text that is an operation --------------------------------------------

@test "an operation's root field names the response, and is not in the row" {
    build --select 'query { users { id } }' <<<'{"id":1,"x":2}'
    builds '{"data":{"users":[{"id":1}]}}'
    build --select 'query Q { people: users { id } }' --single <<<'{"id":1}'
    builds '{"data":{"people":{"id":1}}}'
    for kind in query mutation subscription; do
        build --select "$kind Name { r { id } }" </dev/null
        builds '{"data":{"r":[]}}'
    done
    build --select 'fragment F on U { id } query { u { ...F } }' --type U \
        <<<'{"id":1}'
    builds '{"data":{"u":[{"id":1}]}}'
}

@test "--field counts more, and without --field braces have no name" {
    build --field x --select 'query { users { id } }' <<<'{"id":1}'
    builds '{"data":{"x":[{"id":1}]}}'
    build --select '{ users { id } }' <<<'{"id":1}'
    misused '--field is missing: the name of the root field'
    build --field x --select '{ users { id } }' <<<'{"users":{"id":1}}'
    builds '{"data":{"x":[{"users":{"id":1}}]}}'
}

@test "--rows and --bare write no name" {
    selects 'query { users { id } }' '{"id":1}' '{"id":1}'
    build --bare --select 'query { users { id } }' <<<'{"id":1}'
    builds '[{"id":1}]'
}

@test "variables and arguments have no effect" {
    selects 'query Q($a: [Int!]! = [1 2], $b: In = {c: "$", d: [E]}) {
        users(first: $a, where: {not: [$b, null, -1.5e3]}) {
            name(long: true) tags(n: 2, t: """block "quoted" """) { x(y: "{") }
        } }' '{"name":1,"tags":{"x":2}}' '{"name":1,"tags":{"x":2}}'
}

@test "there is one operation, and one root field in it" {
    refuses 'query { a { b } } query { c { d } }' 1:19 'more than one'
    refuses '{ a } query { b { c } }' 1:7 'more than one'
    refuses '{ a } { b }' 1:7 'more than one'
    refuses 'query { a { b } c { d } }' 1:17 'root field'
    refuses 'query { a { b } a { c } }' 1:17 'root field'
    refuses 'query { ...F } fragment F on Query { a { b } }' 1:9 'root field'
    refuses 'query { ... { a { b } } }' 1:9 'root field'
    refuses 'query { a }' 1:11 "'{'" '"}"'
    refuses 'fragment F on T { a }' '*' 'besides the fragments'
}

@test "what comes before the braces may be a comment, a comma or a mark" {
    selects $'\ufeff, # a comment {\r\n , { id # }\n }' '{"id":1}' '{"id":1}'
}

# --- Files ------------------------------------------------------------------

@test "@FILE is the text in a file, and errors name it" {
    printf 'query {\n  u { id }\n}\n' >q.graphql
    build --select @q.graphql <<<'{"id":1,"x":1}'
    builds '{"data":{"u":[{"id":1}]}}'
    printf '{\n  id,\n  na-me\n}\n' >bad.graphql
    build --rows --select @bad.graphql <<<'{}'
    exits 2
    writes_nothing
    [[ $(<err) = 'fraiseql-build: bad.graphql:3:6: expected '* ]]
    : >empty
    build --rows --select @empty <<<'{}'
    exits 2
    [[ $(<err) = 'fraiseql-build: empty:1:1: expected '* ]]
}

@test "@- is the text on standard input, and then rows come from elsewhere" {
    echo '{"id":1,"x":1}' >rows
    build --rows --select @- rows <<<'{ id }'
    builds '{"id":1}'
    build --rows --select @- rows <<<'{ id'
    exits 2
    [[ $(<err) = 'fraiseql-build: -:2:1: expected '* ]] ||
        wrong 'expected a place in -'
    for rows in '' -; do
        # shellcheck disable=SC2086 # no word, or one
        build --rows --select @- $rows <<<'{ id }'
        misused '--select and the rows cannot both come from standard input'
    done
    build --field x --null --select @- <<<'{ id }'
    builds '{"data":{"x":null}}'
}

@test "a file that is not there is an error of reading" {
    build --rows --select @nosuch <<<'{}'
    fails 4 'nosuch: cannot open for reading: No such file or directory'
    build --rows --select @ <<<'{}'
    misused "--select names no file after '@'"
}

@test "a file that is also the output is an error" {
    echo '{ id }' >q.graphql
    build --rows --select @q.graphql -o q.graphql <<<'{}'
    exits 2
    mentions 'q.graphql: the output is also an input'
    is q.graphql '{ id }'
}

@test "a file that -o names is untouched after an error in a selection" {
    echo 'as it was' >response
    build --rows --select '{ id' -o response <<<'{}'
    exits 2
    is response 'as it was'
    folder_holds s.graphql response
}

@test "--select is given once, and holds something" {
    build --rows --select '{ a }' --select '{ a }' <<<'{}'
    misused '--select is given twice'
    build --rows --select '' <<<'{}'
    misused '--select is empty'
    refuses ' # nothing' '*' 'expected'
}

# --- Texts that are no selection --------------------------------------------

@test "an error in the text names its place, and what was expected" {
    refuses '{ a' 1:4 'expected' 'the end'
    refuses '{ }' 1:3 'expected a field' '"}"'
    refuses '{ a { } }' 1:7 'expected a field' '"}"'
    refuses '{ a } }' 1:7 'expected' '"}"'
    refuses 'users' 1:1 'expected' '"users"'
    refuses $'{ a\n  b: }' 2:6 'expected' '"}"'
    refuses '{ 1 }' 1:3 'expected a field' '"1"'
    refuses '{ "a" }' 1:3 'expected a field'
    refuses '{ $a }' 1:3 'expected a field' '"$"'
    refuses '{ a: b: c }' 1:7 'expected' '":"'
    refuses '{ a.b }' 1:4 'expected' '"."'
    refuses '{ ... }' 1:7 'expected' '"}"'
    refuses '{ ... on { a } }' 1:10 'expected' '"{"'
    refuses '{ a() }' 1:5 'expected' '")"'
    refuses '{ a(b) }' 1:6 'expected' '")"'
    refuses '{ a(b: ) }' 1:8 'expected' '")"'
    refuses '{ a(b: 01) }' 1:9 'leading zero'
    refuses '{ a(b: "x) }' '*' 'not closed'
    refuses '{ a @ }' 1:7 'expected' '"}"'
    refuses 'query ($a) { b { c } }' 1:10 'expected' '")"'
    refuses 'query () { b { c } }' 1:8 'expected' '")"'
    refuses 'query ($a: Int = $b) { b { c } }' 1:18 'expected' '"$"'
    refuses 'type T { a: Int }' 1:1 'expected' '"type"'
    refuses 'fragment F { a }' 1:12 "expected 'on'" '"{"'
}

@test "so does one that is not UTF-8, or has a character that is in no name" {
    refuses $'{ a\xff }' 1:4 'UTF-8'
    refuses $'{ a(b: "\xc3") }' 1:9 'UTF-8'
    refuses $'{ na\u00efve }' 1:5 'begins like this' $'"\u00ef"'
    refuses '{ a-b }' 1:5 'expected' '"b"'
}

@test "selections can stand in each other 100 levels deep" {
    # deep N: N levels of braces
    deep() { printf '{ a %.0s' $(seq "$1"); printf '}%.0s' $(seq "$1"); }
    build --rows --select "$(deep 100)" <<<'{"a":null}'
    builds '{"a":null}'
    build --rows --select "$(deep 101)" <<<'{}'
    exits 2
    writes_nothing
    mentions 'more than 100 levels'
}

@test "levels are counted with fragments in their places" {
    echo 'type T { a: T b: Int }' >t.graphql
    text='{ a { ...F0 } }'
    for n in {0..47}; do text+=" fragment F$n on T { a { ...F$((n + 1)) } }"; done
    build --rows --schema t.graphql --type T <<<'{}' \
        --select "$text fragment F48 on T { b }"
    builds '{"a":null}'
    build --rows --schema t.graphql --type T <<<'{}' \
        --select "$text fragment F48 on T { a { ...F49 } } fragment F49 on T { b }"
    exits 2
    writes_nothing
    mentions 'more than 100 levels'
}

@test "a selection has at most 10,000 fields" {
    { printf '{'; printf ' f%d' {1..10000}; printf ' }'; } >most
    build --rows --select @most <<<'{"f10000":1}'
    exits 0
    [[ $(<out) = '{"f1":null,'*',"f10000":1}' ]]
    { printf '{'; printf ' f%d' {1..10001}; printf ' }'; } >too_many
    build --rows --select @too_many <<<'{}'
    exits 2
    writes_nothing
    mentions 'more than 10000 fields'
}

@test "a small text with many fields in its fragments is found so at once" {
    echo 'type T { a: T b: Int }' >t.graphql
    {
        echo '{ ...F0 }'
        for n in {0..40}; do
            echo "fragment F$n on T { x: a { ...F$((n + 1)) } y: a { ...F$((n + 1)) } }"
        done
        echo 'fragment F41 on T { b }'
    } >small
    under timeout 300
    build --rows --schema t.graphql --type T --select @small <<<'{}'
    exits 2
    writes_nothing
    mentions 'more than 10000 fields'
}

# --- Errors in rows ---------------------------------------------------------

@test "fields of a string, a number or a boolean cannot be selected" {
    for value in '"x"' 1 -0.5 true false; do
        bad "{\"a\":$value}" 1:6 '{ a { b } }' 'the value must be an object'
        bad "{\"a\":[{\"b\":1},[$value]]}" 1:16 '{ a { b } }' 'the value must be an object'
    done
    bad '1' 1:1 '{ a }' 'the value must be an object'
    bad '[{},"x"]' 1:5 '{ a }' 'the value must be an object'
    bad '{"a":{"b":{"c":"x"}}}' 1:16 '{ a { b { c { d } } } }' 'the value must be an object'
    bad '{"a":1}' 1:6 '{ x: a  y: a { b } }' 'the value must be an object'
    bad '{"a":1}' 1:6 '{ a { b @skip(if: true) } }' 'the value must be an object'
}

@test "the message shows the spot" {
    build --field u --select '{ a { b } }' <<<'{"a":"text"}'
    exits 1
    writes_nothing
    [ "$(tail -n 2 err)" = '    {"a":"text"}
         ^' ] || wrong 'expected the spot'
}

@test "fields that are not selected are checked: the grammar" {
    bad '{"b":[01],"a":1}' 1:8 '{ a }' 'leading zero'
    bad '{"a":1,"b":{"c":tru}}' 1:20 '{ a }' 'expected'
    bad '{"a":1,"b":{"c" 1}}' 1:17 '{ a }' 'expected'
    bad '{"a":{"x":1,"b":{,}}}' 1:18 '{ a { b { c } } }' 'expected'
    bad '{"a":{"x":[1,],"b":1}}' 1:14 '{ a { b } }' 'expected'
    build --rows --select '{ a }' <<<'{"a":1,"b":'
    exits 1
    writes_nothing
    mentions 'the input ends inside row 1'
}

@test "and UTF-8" {
    bad $'{"a":1,"b":"\xff"}' 1:13 '{ a }' 'UTF-8'
    bad $'{"a":1,"b":{"\xc3":1}}' 1:14 '{ a }' 'UTF-8'
}

@test "and equal keys" {
    bad '{"b":1,"a":2,"b":3}' 1:14 '{ a }' '"b" occurs twice'
    bad '{"first_name":1,"firstName":2}' 1:17 '{ a }' 'both become "firstName"'
    bad '{"b":{"c":1,"c":2}}' 1:13 '{ a }' '"c" occurs twice'
    bad '{"b":[{"c":[{"d":1,"\u0064":2}]}]}' 1:20 '{ a }' 'get the same name'
    bad '{"x":1,"a":1,"x":2}' 1:14 '{ y: a z: a }' '"x" occurs twice'
}

@test "in a field that is not selected only equal spellings are equal keys" {
    selects '{ a }' '{"b":{"first_name":1,"firstName":2},"a":1}' '{"a":1}'
    bad '{"a":{"first_name":1,"firstName":2}}' 1:22 '{ a }' 'both become "firstName"'
}

@test "16,384 levels are still accepted where nothing is selected" {
    python3 - <<'END'
open('deep', 'w').write('{"b":' + '[' * 16383 + ']' * 16383 + ',"a":1}')
open('deeper', 'w').write('{"b":' + '[' * 16384 + ']' * 16384 + ',"a":1}')
END
    build --rows --select '{ a }' deep
    builds '{"a":1}'
    build --rows --select '{ a }' deeper
    exits 1
    mentions 'more than 16384 levels'
}

# --- With a schema ----------------------------------------------------------

@test "with a schema nested objects have types" {
    selects '{ __typename bestPost { __typename owner { t: __typename id } } }' \
        '{"best_post":{"owner":{"id":1}}}
{"best_post":[{"__typename":"X","title":1}]}' '{"__typename":"User","bestPost":{"__typename":"Post","owner":{"t":"User","id":1}}}
{"__typename":"User","bestPost":[{"__typename":"Post","owner":null}]}' \
        "${typed[@]}"
    selects '{ posts { title } }' '{"posts":[[{"title":1,"id":2}]]}' \
        '{"posts":[[{"title":1}]]}' "${typed[@]}"
}

@test "a field must be one of its type, and the nearest is named" {
    refuses '{ id fulName }' 1:6 'User' '"fulName"' "'fullName'" -- "${typed[@]}"
    refuses '{ bestPost { titel } }' 1:14 'Post' '"titel"' "'title'" -- "${typed[@]}"
    refuses '{ x: nosuchthing }' 1:6 'User' '"nosuchthing"' -- "${typed[@]}"
    refuses '{ full_name }' 1:3 'User' -- "${typed[@]}"
    refuses '{ hit { id } }' 1:9 'Hit' '"id"' -- "${typed[@]}"
    refuses '{ node { title } }' 1:10 'Node' '"title"' -- "${typed[@]}"
    refuses '{ __schema { x } }' 1:3 'User' -- "${typed[@]}"
    refuses '{ nosuch @skip(if: true) }' 1:3 'User' -- "${typed[@]}"
}

@test "an object, an interface or a union needs a sub-selection" {
    for field in bestPost posts node hit; do
        refuses "{ id $field }" '*' "$field" 'selected' -- "${typed[@]}"
    done
    refuses '{ bestPost { owner } }' '*' owner -- "${typed[@]}"
}

@test "a scalar or an enum must not have one" {
    for field in id fullName role roles settings; do
        refuses "{ $field { x } }" '*' "$field" 'scalar or an enum' -- "${typed[@]}"
    done
    refuses '{ bestPost { title { x } } }' '*' title -- "${typed[@]}"
}

@test "an object in a built-in scalar or an enum is an error in the row" {
    for field in id role; do
        bad "{\"$field\":{\"x\":1}}" 1:$((${#field} + 5)) "{ $field }" \
            'the value is an object' "${typed[@]}"
    done
    bad '{"roles":["READER",[{}]]}' 1:21 '{ roles }' 'the value is an object' \
        "${typed[@]}"
    selects '{ roles id }' '{"roles":[["A"],1],"id":[]}' \
        '{"roles":[["A"],1],"id":[]}' "${typed[@]}"
    selects '{ id }' '{"role":{"a_b":1,"aB":2},"id":1}' '{"id":1}' "${typed[@]}"
}

@test "a custom scalar is copied, with its keys" {
    selects '{ settings s: settings }' '{"settings":{"a_b":[{"aB":1,"a_b":2}]}}' \
        '{"settings":{"a_b":[{"aB":1,"a_b":2}]},"s":{"a_b":[{"aB":1,"a_b":2}]}}' \
        "${typed[@]}"
    bad '{"settings":{"a":1,"a":2}}' 1:20 '{ settings }' \
        'get the same name' "${typed[@]}"
}

@test "a type condition must name a type that has fields and can be there" {
    refuses '{ ... on Nosuch { id } }' 1:10 '"Nosuch"' -- "${typed[@]}"
    refuses '{ ... on Usr { id } }' 1:10 '"Usr"' "'User'" -- "${typed[@]}"
    refuses '{ ... on JSON { id } }' 1:10 'object, interface or union type' '"JSON"' -- "${typed[@]}"
    refuses '{ ... on Role { id } }' 1:10 'object, interface or union type' '"Role"' -- "${typed[@]}"
    refuses '{ ... on Post { id } }' 1:10 '"Post"' -- "${typed[@]}"
    refuses '{ ... on Lone { __typename } }' 1:10 '"Lone"' -- "${typed[@]}"
    refuses '{ hit { ... on Tag { name } } }' 1:16 '"Tag"' -- "${typed[@]}"
    refuses '{ bestPost { ...F } } fragment F on User { id }' '*' fragment \
        -- "${typed[@]}"
    selects '{ ... on Node { id ... on Hit { ... on User { role } } } }' \
        '{"id":1,"role":2}' '{"id":1,"role":2}' "${typed[@]}"
}

@test "fragments that are not used are checked against the schema too" {
    refuses '{ id } fragment F on User { nosuch }' 1:29 '"nosuch"' -- "${typed[@]}"
    refuses '{ id } fragment F on Nosuch { id }' 1:22 '"Nosuch"' -- "${typed[@]}"
    selects '{ id } fragment F on Post { title }' '{"id":1}' '{"id":1}' \
        "${typed[@]}"
}

@test "an object of several types is of the one that its __typename names" {
    selection='{ hit { ... on Post { title } __typename ... on User { fullName } ... on Node { id } } }'
    selects "$selection" '{"hit":{"__typename":"User","id":1,"full_name":"A","title":"x"}}
{"hit":{"id":2,"title":"B","__typename":"Post"}}
{"hit":[{"full_name":"C","__typename":"User"},null]}
{"hit":null}' '{"hit":{"__typename":"User","fullName":"A","id":1}}
{"hit":{"title":"B","__typename":"Post","id":2}}
{"hit":[{"__typename":"User","fullName":"C","id":null},null]}
{"hit":null}' "${typed[@]}"
}

@test "wherever it stands, and in each other" {
    selects '{ node { ... on User { hit { ... on Post { owner { id } } } id } } }' \
        '{"node":{"hit":{"owner":{"x":1,"id":5},"__typename":"Post"},"id":7,"__typename":"User"}}' \
        '{"node":{"hit":{"owner":{"id":5}},"id":7}}' "${typed[@]}"
    selects '{ ... on Node { id } ... on Post { tags { name } } t: __typename }' \
        '{"tags":[{"name":"x","y":1}],"id":1,"__typename":"Post"}
{"tags":[1],"id":2,"__typename":"User"}' '{"id":1,"tags":[{"name":"x"}],"t":"Post"}
{"id":2,"t":"User"}' --schema s.graphql --type Hit
}

@test "it must have one, and one that the schema allows" {
    bad '{"hit":{"id":1}}' 1:15 '{ hit { t: __typename } }' \
        'lacks a __typename' "${typed[@]}"
    bad '{"hit":{"id":1,"__typename":"Tag"}}' 1:29 \
        '{ hit { ... on User { id } } }' 'does not allow this __typename' \
        "${typed[@]}"
    selects '{ id }' '{"hit":{"__typename":"Tag"},"node":{},"id":1}' '{"id":1}' \
        "${typed[@]}" # these are not selected
}

@test "one response key is not for fields of two kinds, on whatever types" {
    refuses '{ hit { ... on User { x: posts { id } } ... on Post { x: title } } }' \
        '*' 'response key' -- "${typed[@]}"
    refuses '{ hit { ... on User { x: fullName } ... on Post { x: id } } }' '*' \
        'response key' -- "${typed[@]}"
    refuses '{ node { id ... on User { id: fullName } } }' '*' 'response key' \
        -- "${typed[@]}"
    selects '{ hit { ... on User { x: fullName } ... on Post { x: title } } }' \
        '{"hit":[{"__typename":"User","full_name":1},{"title":2,"__typename":"Post"}]}' \
        '{"hit":[{"x":1},{"x":2}]}' "${typed[@]}"
}

# --- With other options -----------------------------------------------------

@test "--single, --bare, --lines and --list go with it" {
    row='{"b":2,"a":1}'
    build --field u --single --select '{ a }' <<<"$row"
    builds '{"data":{"u":{"a":1}}}'
    build --field u --lines --list --select '{ a }' <<<"$row
$row"
    builds '{"data":{"u":[
{"a":1},
{"a":1}
]}}'
    build --bare --single --select '{ a }' </dev/null
    builds null
}

@test "with --null the selection is checked, and nothing else done" {
    build --null --select 'query { u { a } }'
    builds '{"data":{"u":null}}'
    build --null --field u --select '{ a'
    exits 2
    writes_nothing
    mentions -- '--select:1:4'
    build --null --field u --select '{ nosuch }' "${typed[@]}"
    exits 2
    writes_nothing
}

@test "--column: the row is the column" {
    selects '{ a }' '{"x":{"a":1},"data":{"b":2,"a":3}}' '{"a":3}' \
        --column data
    selects '{ data }' '{"data":{"data":[1]}}' '{"data":[1]}' --column data
}

@test "COPY's formats go with it" {
    printf '%s\n' '{"b":1,"a_b":"\\\\n"}' '\N' '{"c":{}}' >text
    build --rows --select '{ aB }' --format copy text
    builds '{"aB":"\\n"}
{"aB":null}'
    python3 - >binary <<'END'
import sys
row = b'\1{"x":[1],"a":{"b":1,"c":2}}'
sys.stdout.buffer.write(b'PGCOPY\n\xff\r\n\0' + bytes(8)
                        + b'\0\1' + len(row).to_bytes(4, 'big') + row
                        + b'\xff\xff')
END
    build --rows --select '{ a { c } y: x }' binary
    builds '{"a":{"c":2},"y":[1]}'
}

@test "several files are read under one selection" {
    echo '{"a":1,"b":1}' >one
    echo '{"b":2,"a":2}' >two
    build --field u --select '{ a }' one two -o all
    exits 0
    is all '{"data":{"u":[{"a":1},{"a":2}]}}'
}

@test "where reads end makes no difference" {
    row='{"x":{"y":[1,{"z":2}]},"p":{"q":[{"r":"abc","s":1}],"t_u":2},"a":"\u00e9"}'
    selection='{ a b: p { q { r } q2: q { s } tU } p }'
    build --rows --select "$selection" <<<"$row"
    exits 0
    mv out whole
    is whole '{"a":"\u00e9","b":{"q":[{"r":"abc"}],"q2":[{"s":1}],"tU":2},"p":{"q":[{"r":"abc","s":1}],"tU":2}}'
    build --rows --select "$selection" \
        < <(for ((i = 0; i < ${#row}; i++)); do printf %s "${row:i:1}"; sleep 0.001; done)
    exits 0
    cmp whole out
}

@test "rows of many shapes and orders are cut alike" {
    python3 - <<'END'
import itertools, json
parts = {'a': 1, 'b_c': {'d': 2, 'e_f': [3]}, 'g': [{'h': 4}, {}], 'i': 'x'}
with open('rows', 'w') as rows, open('wanted', 'w') as wanted:
    for count in range(len(parts) + 1):
        for some in itertools.permutations(parts, count):
            print(json.dumps({key: parts[key] for key in some}), file=rows)
            row = {'g': [{'h': 4}, {'h': None}] if 'g' in some else None,
                   'x': {'eF': [3]} if 'b_c' in some else None,
                   'a': 1 if 'a' in some else None}
            print(json.dumps(row, separators=(',', ':')), file=wanted)
END
    build --rows --select '{ g { h } x: bC { eF } a }' rows
    exits 0
    cmp wanted out
}

# --- Memory -----------------------------------------------------------------

# many N: rows of several shapes.
many()
{
    yes '{"id":1,"x":{"y":[1,2,3]},"author":{"id":1,"name":"a","tags":["b"]}}
{"author":[{"name":"c","more":{"a_b":1}}],"id":2,"z_z":"long enough text"}' |
        head -n "$1"
}

@test "a million rows take no more memory than a thousand" {
    need_plain_memory
    select=(--field u --select '{ a: author { name } id author { id } }')
    most "$ROOM" "$FRAISEQL_BUILD" "${select[@]}" < <(many 1000)
    most "$ROOM" "$FRAISEQL_BUILD" "${select[@]}" < <(many 1000000)
}

@test "nor do rows whose keys are all different" {
    need_plain_memory
    most "$ROOM" "$FRAISEQL_BUILD" --rows --select '{ item { b } }' \
        < <(seq 300000 | sed 's/.*/{"a_&":1,"item":{"b_&":1},"c":{"d_&":2}}/')
}

@test "nor do types that stand in each other in ever other ways" {
    need_plain_memory
    printf 'interface N { id: ID child: N }' >n.graphql
    for type in A B C D E F G H; do
        printf ' type %s implements N { id: ID child: N }' $type
    done >>n.graphql
    # Rows of eight levels, each of any type.
    awk 'BEGIN {
        srand(1)
        for (i = 0; i < 20000; i++) {
            row = "null"
            for (level = 0; level < 8; level++)
                row = sprintf("{\"child\":%s,\"__typename\":\"%s\"}", row,
                              substr("ABCDEFGH", 1 + int(8 * rand()), 1))
            print row
        }
    }' >deep
    most "$ROOM" "$FRAISEQL_BUILD" --field u --schema n.graphql --type N \
        --select '{child{child{child{child{child{child{child{id}}}}}}}}' <deep
}

@test "a selection of thousands of fields costs no more than the rows have" {
    printf '{%s}' "$(printf 'f%d ' {0..9998})" >many
    seq 60000 | sed 's/.*/"k&":1/' | paste -sd, | sed 's/.*/{&,"f1":2}/' >wide
    build --rows --select '{f1}' wide
    builds '{"f1":2}'
    build --rows --select @many wide
    exits 0
    [[ $(<out) == '{"f0":null,"f1":2,"f2":null,'* ]]
}
