#!/usr/bin/env bats
# --schema: the __typename of nested objects, from the types of a schema.
load lib/helper

# shellcheck disable=SC2034 # every test uses it
setup()
{
    cd "$BATS_TEST_TMPDIR" || return
    cat >s.graphql <<'END'
scalar JSON
scalar Date
enum Role { ADMIN READER }
interface Node { id: ID! owner: User }
union Hit = User | Post
type Tag { name: String post: Post }
type User implements Node {
  id: ID!
  owner: User
  fullName: String
  bestPost: Post
  friends: [User!]!
  posts: [[Post!]]!
  deep: [[[Tag]!]!]
  old_name: Tag
  settings: JSON
  sets: [JSON!]
  born: Date
  role: Role
  hit: Hit
  hits: [[Hit]]
  node: Node
  item: Tag
  label: Post
  count: Int
}
type Post implements Node {
  id: ID!
  owner: User
  author: User!
  tags: [Tag]
  parent: Post
  item: User
  label: JSON
  count: Tag
  meta: Tag
  hit: Hit
}
END
}

# typed ROW RESPONSE: a user in, and the same without its own __typename out.
typed()
{
    build --rows --schema s.graphql --type User <<<"$1"
    builds "{\"__typename\":\"User\",$2}"
}

# hit ROW RESPONSE: a row that is one of several types.
hit()
{
    build --rows --schema s.graphql --type Hit <<<"$1"
    builds "$2"
}

# refused TYPE ROW PLACE SENTENCE CARET: the message, the row and the caret.
refused()
{
    build --rows --schema s.graphql --type "$1" <<<"$2"
    fails 1 "-:1:$3: row 1: $4
    $2
    $(printf '%*s' "$3" ^)"
}
NONE='an object that can be of several types lacks a __typename'
OTHER='the schema does not allow this __typename here'

# schema TEXT: a schema of its own.
schema() { printf '%s\n' "$1" >own.graphql; }

# --- Objects ----------------------------------------------------------------

@test "a row and the objects in it get their types" {
    build --field users --schema s.graphql --type User \
        <<<'{"id":1,"best_post":{"id":2,"author":{"full_name":"Ada"}}}'
    builds '{"data":{"users":[{"__typename":"User","id":1,"bestPost":{"__typename":"Post","id":2,"author":{"__typename":"User","fullName":"Ada"}}}]}}'
}

@test "an object has the type of its field, not that of what it is in" {
    typed '{"bestPost":{"tags":[{"post":{}}],"author":{"item":{}}}}' \
        '"bestPost":{"__typename":"Post","tags":[{"__typename":"Tag","post":{"__typename":"Post"}}],"author":{"__typename":"User","item":{"__typename":"Tag"}}}'
}

@test "an empty object gets its type too" {
    typed '{"bestPost":{}}' '"bestPost":{"__typename":"Post"}'
    typed '{"bestPost": { } , "item" :{}}' \
        '"bestPost":{"__typename":"Post"},"item":{"__typename":"Tag"}'
}

@test "the objects in a list get the type of its items" {
    typed '{"friends":[{"id":1},{"id":2},{}]}' \
        '"friends":[{"__typename":"User","id":1},{"__typename":"User","id":2},{"__typename":"User"}]'
}

@test "so they do in lists of lists" {
    typed '{"posts":[[{"id":1}],[],[{},{"item":{}}]]}' \
        '"posts":[[{"__typename":"Post","id":1}],[],[{"__typename":"Post"},{"__typename":"Post","item":{"__typename":"User"}}]]'
    typed '{"deep":[[[{"post":{}}]]]}' \
        '"deep":[[[{"__typename":"Tag","post":{"__typename":"Post"}}]]]'
}

@test "so they do where the lists are more or less deep than in the schema" {
    typed '{"friends":{"id":1},"bestPost":[[{}],{}],"deep":[{}]}' \
        '"friends":{"__typename":"User","id":1},"bestPost":[[{"__typename":"Post"}],{"__typename":"Post"}],"deep":[{"__typename":"Tag"}]'
}

@test "after a list the object goes on with its own fields" {
    typed '{"friends":[{"item":{}}],"item":{},"posts":[[]],"label":{}}' \
        '"friends":[{"__typename":"User","item":{"__typename":"Tag"}}],"item":{"__typename":"Tag"},"posts":[[]],"label":{"__typename":"Post"}'
}

@test "an object's own __typename gives way, wherever it stands" {
    typed '{"bestPost":{"__typename":"User","id":1}}' \
        '"bestPost":{"__typename":"Post","id":1}'
    typed '{"bestPost":{"id":1,"__typename":"User"},"id":2}' \
        '"bestPost":{"__typename":"Post","id":1},"id":2'
    typed '{"friends":[{"id":1,"__typename":null,"owner":{}}]}' \
        '"friends":[{"__typename":"User","id":1,"owner":{"__typename":"User"}}]'
    typed '{"bestPost":{"\u005f_typename":{"a":[{"id":1}]},"id":1}}' \
        '"bestPost":{"__typename":"Post","id":1}'
}

@test "two of its own are still two equal keys" {
    build --rows --schema s.graphql --type User \
        <<<'{"bestPost":{"__typename":1,"__typename":2}}'
    exits 1
    mentions '"__typename"'
    mentions 'row 1: two keys of an object get the same name'
}

@test "null and scalars are left as they are where an object may be" {
    typed '{"bestPost":null,"item":1,"owner":"x","label":true,"posts":[[null,1],null,"y"],"friends":[],"hit":null,"hits":[1,[null]],"node":"n"}' \
        '"bestPost":null,"item":1,"owner":"x","label":true,"posts":[[null,1],null,"y"],"friends":[],"hit":null,"hits":[1,[null]],"node":"n"'
}

@test "a type that refers to itself is found at depth 500" {
    row=0 out=0
    for _ in {1..500}; do
        row="{\"owner\":$row}" out="{\"__typename\":\"User\",\"owner\":$out}"
    done
    build --rows --schema s.graphql --type User <<<"$row"
    builds "$out"
}

@test "so it is in lists, and in types that refer to each other" {
    row='{"id":1}' out='{"__typename":"User","id":1}'
    for _ in {1..250}; do
        row="{\"friends\":[{\"best_post\":{\"author\":$row}}]}"
        out="{\"__typename\":\"User\",\"friends\":[{\"__typename\":\"User\",\"bestPost\":{\"__typename\":\"Post\",\"author\":$out}}]}"
    done
    build --rows --schema s.graphql --type User <<<"$row"
    builds "$out"
}

@test "at 16,384 levels types are as they are anywhere, and deeper is an error" {
    python3 - <<'END'
n = 16384
open('row', 'w').write('{"owner":' * (n - 1) + '{}' + '}' * (n - 1))
open('wanted', 'w').write('{"__typename":"User","owner":' * (n - 1)
                          + '{"__typename":"User"}' + '}' * (n - 1) + '\n')
open('deeper', 'w').write('{"owner":' * n + '{}' + '}' * n)
END
    build --rows --schema s.graphql --type User row
    exits 0
    cmp wanted out
    build --rows --schema s.graphql --type User deeper
    exits 1
    mentions 'row 1: more than 16384 levels of nesting'
}

# --- Fields -----------------------------------------------------------------

@test "a field is found by the name that it gets" {
    typed '{"best_post":{},"bestPost_id":{}}' \
        '"bestPost":{"__typename":"Post"},"bestPostId":{}'
    typed '{"best__post_":{}}' '"bestPost":{"__typename":"Post"}'
}

@test "or else by the key as the row has it" {
    typed '{"old_name":{"post":{}}}' \
        '"oldName":{"__typename":"Tag","post":{"__typename":"Post"}}'
    typed '{"oldName":{"post":{}}}' '"oldName":{"post":{}}' # it is neither
}

@test "the name counts more than the key" {
    schema 'type A { a_b: A aB: B } type B { x: A }'
    build --rows --schema own.graphql --type A <<<'{"a_b":{}}
{"aB":{}}
{"a__b":{}}'
    builds '{"__typename":"A","aB":{"__typename":"B"}}
{"__typename":"A","aB":{"__typename":"B"}}
{"__typename":"A","aB":{"__typename":"B"}}'
}

@test "a letter's case and the ends of a name make another field" {
    typed '{"BestPost":{},"bestpost":{},"bestPos":{},"bestPostt":{},"Item":{},"":{}}' \
        '"BestPost":{},"bestpost":{},"bestPos":{},"bestPostt":{},"Item":{},"":{}'
}

@test "--keep-case keeps names, and fields are found by the key" {
    build --rows --schema s.graphql --type User --keep-case \
        <<<'{"best_post":{"author":{}},"bestPost":{"author":{}},"old_name":{},"oldName":{}}'
    builds '{"__typename":"User","best_post":{"author":{}},"bestPost":{"__typename":"Post","author":{"__typename":"User"}},"old_name":{"__typename":"Tag"},"oldName":{}}'
}

@test "a key spelled with escapes is the same field" {
    typed '{"\u0062est_post":{"id":1}}' \
        '"bestPost":{"__typename":"Post","id":1}'
    typed '{"best\u005fpost":{}}
{"\u0062\u0065stPost":{}}' '"bestPost":{"__typename":"Post"}}
{"__typename":"User","bestPost":{"__typename":"Post"}'
}

@test "so it is where only the key as the row has it is a field" {
    typed '{"old\u005fname":{}}' '"oldName":{"__typename":"Tag"}'
}

@test "two types have fields of one name and other types" {
    typed '{"item":{"name":1},"bestPost":{"item":{"item":{}},"label":{"a_b":1},"count":{}},"label":{"item":{}},"count":{"a_b":1}}' \
        '"item":{"__typename":"Tag","name":1},"bestPost":{"__typename":"Post","item":{"__typename":"User","item":{"__typename":"Tag"}},"label":{"a_b":1},"count":{"__typename":"Tag"}},"label":{"__typename":"Post","item":{"__typename":"User"}},"count":{"aB":1}'
}

@test "a key of one type is never used for another, whatever came before" {
    # The same keys in the same order, under types that change with each row.
    for n in {1..300}; do
        case $((n % 3)) in
        0) echo '{"id":1,"item":{"id":1,"name":1},"label":{"id":1}}' ;;
        1) echo '{"id":1,"bestPost":{"id":1,"item":{"id":1,"name":1},"label":{"id_x":1}}}' ;;
        2) echo '{"zzz":{"id":1,"item":{"id":1,"name":1},"label":{"id_x":1}}}' ;;
        esac
    done >rows
    for n in {1..300}; do
        case $((n % 3)) in
        0) echo '{"__typename":"User","id":1,"item":{"__typename":"Tag","id":1,"name":1},"label":{"__typename":"Post","id":1}}' ;;
        1) echo '{"__typename":"User","id":1,"bestPost":{"__typename":"Post","id":1,"item":{"__typename":"User","id":1,"name":1},"label":{"id_x":1}}}' ;;
        2) echo '{"__typename":"User","zzz":{"id":1,"item":{"id":1,"name":1},"label":{"idX":1}}}' ;;
        esac
    done >wanted
    build --rows --schema s.graphql --type User rows
    exits 0
    cmp wanted out
}

@test "nor in rows of many shapes" {
    python3 - <<'END'
import itertools
parts = [('"item":{"post":{}}',
          '"item":{"__typename":"Tag","post":{"__typename":"Post"}}'),
         ('"bestPost":{"item":{"item":{}}}',
          '"bestPost":{"__typename":"Post","item":{"__typename":"User",'
          '"item":{"__typename":"Tag"}}}'),
         ('"settings":{"item":{"a_b":1}}', '"settings":{"item":{"a_b":1}}'),
         ('"friends":[{"item":{}},{"label":{}}]',
          '"friends":[{"__typename":"User","item":{"__typename":"Tag"}},'
          '{"__typename":"User","label":{"__typename":"Post"}}]'),
         ('"un_known":{"item":{"a_b":1}}', '"unKnown":{"item":{"aB":1}}'),
         ('"id":{"item":{}}', '"id":{"item":{}}')]
with open('rows', 'w') as rows, open('wanted', 'w') as wanted:
    for count in range(len(parts) + 1):
        for some in itertools.permutations(parts, count):
            print('{' + ','.join(p[0] for p in some) + '}', file=rows)
            print('{' + ','.join(['"__typename":"User"']
                                 + [p[1] for p in some]) + '}', file=wanted)
END
    build --rows --schema s.graphql --type User rows
    exits 0
    cmp wanted out
}

@test "two fields that get one name are an error with a schema too" {
    refused User '{"bestPost":{"full_name":1,"fullName":2}}' 28 \
        'two keys of an object get the same name: "full_name" and "fullName" both become "fullName" (rename one of them in the query)'
    typed '{"id":1,"bestPost":{"id":1,"author":{"id":1}},"count":1}' \
        '"id":1,"bestPost":{"__typename":"Post","id":1,"author":{"__typename":"User","id":1}},"count":1'
}

@test "equal names are found with objects of the same type between them" {
    build --rows --schema s.graphql --type User \
        <<<'{"id":1,"owner":{"id":1,"owner":{"id":2}},"id":3}'
    exits 1
    writes_nothing
    mentions '-:1:43: row 1: two keys of an object get the same name: "id" occurs twice'
}

# --- Fields that the schema does not know -----------------------------------

@test "a field that the schema does not know is renamed, and nothing in it typed" {
    typed '{"no_such":{"best_post":{"id":1},"friends":[{"full_name":1}],"__typename":"X"}}' \
        '"noSuch":{"bestPost":{"id":1},"friends":[{"fullName":1}],"__typename":"X"}'
}

@test "after it the fields are those of the type again" {
    typed '{"no_such":{"item":{}},"item":{},"x":[[{"item":{}}]],"bestPost":{"y":{},"author":{}}}' \
        '"noSuch":{"item":{}},"item":{"__typename":"Tag"},"x":[[{"item":{}}]],"bestPost":{"__typename":"Post","y":{},"author":{"__typename":"User"}}'
}

# --- Scalars ----------------------------------------------------------------

@test "the value of a custom scalar is copied, with its keys" {
    typed '{"settings":{"a_b":{"c_d":[{"e_f":1}]},"best_post":{"id":1},"__typename":"x"}}' \
        '"settings":{"a_b":{"c_d":[{"e_f":1}]},"best_post":{"id":1},"__typename":"x"}'
    typed '{"sets":[{"a_b":1},[{"a_b":{"friends":[{}]}}]],"best_post":{"tags":[]}}' \
        '"sets":[{"a_b":1},[{"a_b":{"friends":[{}]}}]],"bestPost":{"__typename":"Post","tags":[]}'
    typed '{"born":"2020_01_01","settings":1.10,"item":{"x_y":1}}' \
        '"born":"2020_01_01","settings":1.10,"item":{"__typename":"Tag","xY":1}'
}

@test "names that only renaming would make equal are different in it" {
    typed '{"settings":{"a_b":1,"aB":2,"a__b":3,"__typename":4,"__typename_":5}}' \
        '"settings":{"a_b":1,"aB":2,"a__b":3,"__typename":4,"__typename_":5}'
}

@test "blanks in it go" {
    typed '{"settings": { "a_b" : [ 1 , { } ] } }' '"settings":{"a_b":[1,{}]}'
}

@test "equal keys in it are an error" {
    for pair in '"a_b":1,"a_b":2' '"a":1,"\u0061":2' \
        '"x":{"a_b":1,"b":[{"k":1,"l":2,"k":3}]}'; do
        build --rows --schema s.graphql --type User <<<"{\"settings\":{$pair}}"
        exits 1
        writes_nothing
        mentions 'row 1: two keys of an object get the same name'
    done
}

@test "a key that was copied is renamed elsewhere, and the other way round" {
    typed '{"settings":{"a_b":1},"no":{"a_b":1},"item":{"a_b":1},"sets":[{"a_b":1}]}' \
        '"settings":{"a_b":1},"no":{"aB":1},"item":{"__typename":"Tag","aB":1},"sets":[{"a_b":1}]'
}

@test "objects in built-in scalars and enums are of no known type" {
    typed '{"id":{"best_post":{}},"role":{"best_post":[{}],"__typename":"R"},"count":[{"a_b":1}]}' \
        '"id":{"bestPost":{}},"role":{"bestPost":[{}],"__typename":"R"},"count":[{"aB":1}]'
}

@test "a built-in scalar that is defined once more is still built in" {
    schema 'scalar ID scalar Mine type A { id: ID mine: Mine }'
    build --rows --schema own.graphql --type A \
        <<<'{"id":{"a_b":1},"mine":{"a_b":1}}'
    builds '{"__typename":"A","id":{"aB":1},"mine":{"a_b":1}}'
}

@test "values are never altered" {
    values='12345678901234567890,1.10,1e400,-0.0,"\u00e9","C:\\","\/"'
    typed "{\"settings\":[$values],\"id\":[$values],\"bestPost\":[$values]}" \
        "\"settings\":[$values],\"id\":[$values],\"bestPost\":[$values]"
}

# --- Interfaces and unions --------------------------------------------------

@test "an object of several types keeps its __typename where it stands" {
    typed '{"hit":{"id":1,"__typename":"Post"},"node":{"__typename":"User","id":2}}' \
        '"hit":{"id":1,"__typename":"Post"},"node":{"__typename":"User","id":2}'
    typed '{"hits":[[{"__typename":"User"},{"a_b":1,"__typename":"Post"}],[]]}' \
        '"hits":[[{"__typename":"User"},{"aB":1,"__typename":"Post"}],[]]'
}

@test "it must have one" {
    refused User '{"hit":{"id":1}}' 15 "$NONE"
    refused User '{"hit":{}}' 9 "$NONE"
    refused User '{"node":{"id":1,"owner":{}}}' 27 "$NONE"
    refused User '{"hits":[{"__typename":"Post"},{}]}' 33 "$NONE"
    refused User '{"hit":{"x":{"__typename":""}}}' 30 "$NONE"
}

@test "it must be one that the schema allows there" {
    refused User '{"hit":{"__typename":"Tag"}}' 22 "$OTHER"
    refused User '{"node":{"id":1,"__typename":"Tag"}}' 30 "$OTHER"
    refused User '{"hit":{"__typename":"Hit"}}' 22 "$OTHER"
    refused User '{"node":{"__typename":"Node"}}' 23 "$OTHER"
    refused User '{"hit":{"__typename":"user"}}' 22 "$OTHER"
    refused User '{"hit":{"__typename":"Use"}}' 22 "$OTHER"
    refused User '{"hit":{"__typename":"Users"}}' 22 "$OTHER"
    refused User '{"hit":{"__typename":""}}' 22 "$OTHER"
}

@test "it must be a string" {
    for value in null 1 true '["User"]' '{"User":"User"}' '"User "' '"\"User"'; do
        refused User "{\"hit\":{\"__typename\":$value}}" 22 "$OTHER"
    done
}

@test "one that is not allowed and goes over lines is found where it begins" {
    build --rows --schema s.graphql --type Hit < <(printf '\n{"id":1,"__typename":{\n\n"a":\n1},\n"x":2}')
    fails 1 "-:2:22: row 1: $OTHER
    {\"id\":1,\"__typename\":{
                         ^"
    build --rows --schema s.graphql --type Hit < <(printf '[{"__typename":\n ["a",\n"b"]}]')
    fails 1 "-:2:2: row 1: $OTHER
     [\"a\",
     ^"
}

@test "its name can be spelled with escapes, which stay" {
    hit '{"__typename":"Us\u0065r","item":{}}' \
        '{"__typename":"Us\u0065r","item":{"__typename":"Tag"}}'
    refused Hit '{"__typename":"Us\u0066r"}' 15 "$OTHER"
}

@test "two of them are two equal keys" {
    build --rows --schema s.graphql --type Hit \
        <<<'{"__typename":"User","__typename":"User"}'
    exits 1
    mentions 'row 1: two keys of an object get the same name'
}

@test "a key that only becomes __typename is one" {
    hit '{"__type_name":"User","__typename":"User"}' \
        '{"__typeName":"User","__typename":"User"}'
    hit '{"\u005f_typename":"User"}' '{"__typename":"User"}'
}

# bats test_tags=concrete
@test "before the __typename the fields are those of the type it names, too" {
    typed '{"node":{"owner":{},"author":{},"__typename":"Post"}}' \
        '"node":{"owner":{"__typename":"User"},"author":{"__typename":"User"},"__typename":"Post"}'
    typed '{"hit":{"owner":{},"item":{},"__typename":"Post"}}' \
        '"hit":{"owner":{"__typename":"User"},"item":{"__typename":"User"},"__typename":"Post"}'
    typed '{"hit":{"label":{"a_b":1},"x_y":{"a_b":1},"__typename":"Post"}}' \
        '"hit":{"label":{"a_b":1},"xY":{"aB":1},"__typename":"Post"}'
}

# bats test_tags=concrete
@test "so they are where objects of several types stand in each other" {
    typed '{"hit":{"hit":{"item":{},"hit":{"item":{},"__typename":"Post"},"__typename":"User"},"item":{},"__typename":"Post"}}' \
        '"hit":{"hit":{"item":{"__typename":"Tag"},"hit":{"item":{"__typename":"User"},"__typename":"Post"},"__typename":"User"},"item":{"__typename":"User"},"__typename":"Post"}'
}

# bats test_tags=concrete
@test "the __typename of an object is its own, not one inside" {
    typed '{"hit":{"x":{"__typename":"User"},"item":{"__typename":"Tag","post":1},"__typename":"Post"}}' \
        '"hit":{"x":{"__typename":"User"},"item":{"__typename":"User","post":1},"__typename":"Post"}'
    typed '{"hit":{"x":["__typename","User"],"y":"__typename","item":{},"\u005f_typename":"Post"}}' \
        '"hit":{"x":["__typename","User"],"y":"__typename","item":{"__typename":"User"},"__typename":"Post"}'
}

# bats test_tags=concrete
@test "a __typename may come late in a long object" {
    python3 - <<'END'
some = ','.join('"k_%d":"%s"' % (n, 'x' * 1000) for n in range(1000))
out = some.replace('_', '')
open('row', 'w').write('{"hit":{"item":{},%s,"__typename":"Post"}}' % some)
open('wanted', 'w').write(
    '{"__typename":"User","hit":{"item":{"__typename":"User"},%s,'
    '"__typename":"Post"}}\n' % out)
END
    build --rows --schema s.graphql --type User row
    exits 0
    cmp wanted out
}

# bats test_tags=concrete
@test "the fields of an object of several types are those of the type it names" {
    typed '{"hit":{"__typename":"Post","item":{"item":{}},"label":{"a_b":1},"author":{}}}' \
        '"hit":{"__typename":"Post","item":{"__typename":"User","item":{"__typename":"Tag"}},"label":{"a_b":1},"author":{"__typename":"User"}}'
    typed '{"hit":{"__typename":"User","item":{"post":{}},"label":{"item":{}}}}' \
        '"hit":{"__typename":"User","item":{"__typename":"Tag","post":{"__typename":"Post"}},"label":{"__typename":"Post","item":{"__typename":"User"}}}'
    typed '{"node":{"meta":{},"__typename":"Post","parent":{"meta":{}}},"item":{}}' \
        '"node":{"meta":{"__typename":"Tag"},"__typename":"Post","parent":{"__typename":"Post","meta":{"__typename":"Tag"}}},"item":{"__typename":"Tag"}'
}

# bats test_tags=concrete
@test "so they are in a list whose items change their type" {
    hit '[{"__typename":"Post","item":{}},{"__typename":"User","item":{}},{"item":{},"__typename":"Post","count":{}},{"__typename":"User","count":{"a_b":1}}]' \
        '[{"__typename":"Post","item":{"__typename":"User"}},{"__typename":"User","item":{"__typename":"Tag"}},{"item":{"__typename":"User"},"__typename":"Post","count":{"__typename":"Tag"}},{"__typename":"User","count":{"aB":1}}]'
}

# bats test_tags=concrete
@test "so they are in rows that alternate" {
    for _ in {1..200}; do
        echo '{"__typename":"User","id":1,"item":{"name":1},"hit":{"__typename":"Post","item":{}}}'
        echo '{"__typename":"Post","id":1,"item":{"name":1},"hit":{"__typename":"User","item":{}}}'
    done >rows
    for _ in {1..200}; do
        echo '{"__typename":"User","id":1,"item":{"__typename":"Tag","name":1},"hit":{"__typename":"Post","item":{"__typename":"User"}}}'
        echo '{"__typename":"Post","id":1,"item":{"__typename":"User","name":1},"hit":{"__typename":"User","item":{"__typename":"Tag"}}}'
    done >wanted
    build --rows --schema s.graphql --type Hit rows
    exits 0
    cmp wanted out
}

# bats test_tags=concrete
@test "equal names before and after the __typename are an error" {
    for row in '{"a_b":1,"__typename":"Post","aB":2}' \
        '{"a":1,"__typename":"Post","a":2}' \
        '{"a":1,"__typename":"Post","hit":{"a":1,"__typename":"User"},"a":2}' \
        '{"__typename":"Post","a":1,"__typename":"Post"}' \
        '{"hit":{"__typename":"Post"},"__typename":"Post","hit":null}'; do
        for type in Hit Node; do
            build --rows --schema s.graphql --type $type <<<"$row"
            exits 1
            writes_nothing
            mentions 'row 1: two keys of an object get the same name'
        done
    done
    hit '{"a":1,"__typename":"Post","hit":{"a":1,"__typename":"User","b":1},"b":2}' \
        '{"a":1,"__typename":"Post","hit":{"a":1,"__typename":"User","b":1},"b":2}'
}

@test "rows of several types name their own" {
    hit '{"__typename":"User","id":1}
{"id":2,"__typename":"Post"}
null
[{"__typename":"User"},null,[]]' '{"__typename":"User","id":1}
{"id":2,"__typename":"Post"}
null
[{"__typename":"User"},null,[]]'
    build --rows --schema s.graphql --type Node <<<'{"owner":{},"__typename":"Post"}'
    builds '{"owner":{"__typename":"User"},"__typename":"Post"}'
    refused Node '{"id":1}' 8 "$NONE"
    refused Hit '[{"__typename":"User"},{}]' 25 "$NONE"
    refused Hit '{"__typename":"Tag"}' 15 "$OTHER"
    refused Node '{"__typename":"Hit"}' 15 "$OTHER"
}

@test "an interface that another implements has the objects of both" {
    schema 'interface A { a: A } interface B implements A { a: A b: B }
        type T implements A & B { a: A b: B t: T } type U implements A { a: A }'
    build --rows --schema own.graphql --type A <<<'{"__typename":"T"}
{"__typename":"U"}'
    builds '{"__typename":"T"}
{"__typename":"U"}'
    build --rows --schema own.graphql --type B <<<'{"__typename":"U"}'
    exits 1
    mentions "$OTHER"
    build --rows --schema own.graphql --type A <<<'{"__typename":"B"}'
    exits 1
    mentions "$OTHER"
}

@test "members and fields that extensions add count" {
    schema 'extend type T { u: U } extend union H = U type T { a: T } union H = T
        type U { h: H }'
    build --rows --schema own.graphql --type T <<<'{"u":{"h":{"__typename":"U"}}}'
    builds '{"__typename":"T","u":{"__typename":"U","h":{"__typename":"U"}}}'
}

# --- With other options -----------------------------------------------------

@test "--single, --bare, --lines and --list go with it" {
    row='{"best_post":{"id":1}}'
    Row='{"__typename":"User","bestPost":{"__typename":"Post","id":1}}'
    build --field u --single --schema s.graphql --type User <<<"$row"
    builds "{\"data\":{\"u\":$Row}}"
    build --bare --single --schema=s.graphql --type User <<<"$row"
    builds "$Row"
    build --bare --list --schema=s.graphql --type User <<<"$row
$row"
    builds "[$Row,$Row]"
    build --bare --lines --schema=s.graphql --type User <<<"$row
$row"
    builds "[
$Row,
$Row
]"
    build --field u --schema s.graphql --type User </dev/null
    builds '{"data":{"u":[]}}'
    build --null --field u --schema s.graphql --type User
    builds '{"data":{"u":null}}'
}

@test "arrays as rows have rows in them" {
    build --rows --schema s.graphql --type User <<<'[{"item":{}},null,[{"owner":{}}]]'
    builds '[{"__typename":"User","item":{"__typename":"Tag"}},null,[{"__typename":"User","owner":{"__typename":"User"}}]]'
}

@test "rows that are scalars are still an error" {
    build --rows --schema s.graphql --type Hit <<<1
    exits 1
    mentions '-:1:1: row 1: with --type a row must be an object, an array of objects or null'
}

@test "--column: the row has the type, the other columns none" {
    build --rows --schema s.graphql --type User --column item \
        <<<'{"best_post":{"__typename":1},"item":{"item":{}},"hit":{}}'
    builds '{"__typename":"User","item":{"__typename":"Tag"}}'
    build --rows --schema s.graphql --type Hit --column data \
        <<<'{"hit":{},"data":{"__typename":"Post"},"x":{"id":1}}'
    builds '{"__typename":"Post"}'
    build --rows --schema s.graphql --type Hit --column data \
        <<<'{"__typename":"Post","data":{"id":1}}'
    exits 1
    mentions "$NONE"
}

@test "COPY's formats go with it" {
    printf '%s\n' '{"best_post":{"id":"\\\\n"}}' '\N' '{"item":{}}' >text
    build --rows --schema s.graphql --type User --format copy text
    builds '{"__typename":"User","bestPost":{"__typename":"Post","id":"\\n"}}
{"__typename":"User","item":{"__typename":"Tag"}}'
    python3 - >binary <<'END'
import sys
row = b'\1{"best_post":{"hit":{"a":1,"__typename":"Post"}}}'
sys.stdout.buffer.write(b'PGCOPY\n\xff\r\n\0' + bytes(8)
                        + b'\0\1' + len(row).to_bytes(4, 'big') + row
                        + b'\xff\xff')
END
    build --rows --schema s.graphql --type User binary
    builds '{"__typename":"User","bestPost":{"__typename":"Post","hit":{"a":1,"__typename":"Post"}}}'
}

@test "several files are read under one schema" {
    echo '{"best_post":{}}' >a
    echo '{"id":{"best_post":{}},"best_post":{}}' >b
    build --rows --schema s.graphql --type User a b - a <<<'{"item":{}}'
    builds '{"__typename":"User","bestPost":{"__typename":"Post"}}
{"__typename":"User","id":{"bestPost":{}},"bestPost":{"__typename":"Post"}}
{"__typename":"User","item":{"__typename":"Tag"}}
{"__typename":"User","bestPost":{"__typename":"Post"}}'
}

@test "where reads end makes no difference" {
    row='{"best_post":{"hit":{"id":1,"__typename":"User"},"tags":[{"__typename":"X","name":"n"}]},"settings":{"a_b":1}}'
    build --rows --schema s.graphql --type User <<<"$row"
    exits 0
    mv out whole
    build --rows --schema s.graphql --type User \
        < <(for ((i = 0; i < ${#row}; i++)); do printf %s "${row:i:1}"; sleep 0.001; done)
    exits 0
    cmp whole out
}

@test "a __typename of any length is refused" {
    long=$(head -c 1000000 /dev/zero | tr '\0' U)
    build --rows --schema s.graphql --type Hit <<<"{\"__typename\":\"$long\"}"
    exits 1
    writes_nothing
    mentions "$OTHER"
}

# --- Memory -----------------------------------------------------------------

# Rows of several shapes and types.
many()
{
    yes '{"id":1,"best_post":{"id":1,"author":{"full_name":"a"},"tags":[{"name":1}]}}
{"hits":[[{"id":1,"__typename":"Post"}]],"settings":{"a_b":1},"no_such":{"a_b":1}}' |
        head -n "$1"
}

@test "a million rows take no more memory than a thousand" {
    need_plain_memory
    most "$ROOM" "$FRAISEQL_BUILD" --field u --schema s.graphql --type User < <(many 1000)
    most "$ROOM" "$FRAISEQL_BUILD" --field u --schema s.graphql --type User < <(many 1000000)
}

@test "nor do rows whose keys are all different, in any type" {
    need_plain_memory
    most "$ROOM" "$FRAISEQL_BUILD" --rows --schema s.graphql --type User \
        < <(seq 300000 | sed 's/.*/{"a_&":1,"item":{"b_&":1},"settings":{"c_&":2},"hit":{"d_&":1,"__typename":"Post","e_&":{"f_&":1}}}/')
}

# --- The schema's own errors ------------------------------------------------

@test "--schema needs --type" {
    build --rows --schema s.graphql <<<'{}'
    misused '--schema needs --type, the type of a row'
}

@test "--type is one of the schema's, and the nearest is named" {
    build --rows --schema s.graphql --type Usr <<<'{}'
    misused "the schema has no type 'Usr' for --type (did you mean 'User'?)"
    build --rows --schema s.graphql --type user <<<'{}'
    misused "the schema has no type 'user' for --type (did you mean 'User'?)"
    build --rows --schema s.graphql --type Unknown <<<'{}'
    misused "the schema has no type 'Unknown' for --type"
}

@test "--type is an object, an interface or a union" {
    schema 'scalar Scalar enum Choice { A } input Inn { a: Int } type Inner { a: Int }'
    for type in Choice Scalar Inn Int String; do
        build --rows --schema own.graphql --type $type <<<'{}'
        misused "--type must be an object, interface or union of the schema, not '$type'"
    done
    build --rows --schema own.graphql --type Inner <<<'{}'
    builds '{"__typename":"Inner"}'
}

@test "an error in the schema names the place" {
    schema 'type User {
  id: ID!
  best: Pst
}'
    build --rows --schema own.graphql --type User <<<'{}'
    fails 2 'own.graphql:3:9: the schema has no such type: "Pst"'
    schema 'type User { id ID }'
    build --rows --schema own.graphql --type User <<<'{}'
    fails 2 "own.graphql:1:16: expected ':' between a name and its type or value, not \"ID\""
    schema $'type A { a: Int }\ntype A { a: Int }'
    build --rows --schema own.graphql --type A <<<'{}'
    fails 2 'own.graphql:2:6: the type is defined twice: "A"'
    schema 'type A { a: Int a: Int }'
    build --rows --schema own.graphql --type A <<<'{}'
    fails 2 'own.graphql:1:17: the type has this field twice: "a"'
    schema '{ users { id } }'
    build --rows --schema own.graphql --type A <<<'{}'
    fails 2 'own.graphql:1:1: an operation or a fragment cannot be part of a schema: "{"'
    printf 'type A {' >own.graphql
    build --rows --schema own.graphql --type A <<<'{}'
    fails 2 'own.graphql:1:9: expected a name, not the end of the file'
}

@test "an empty schema is none" {
    : >empty
    build --rows --schema empty --type User <<<'{}'
    fails 2 'empty:1:1: expected a definition of a type, a directive or the schema, not the end of the file'
}

@test "a schema that is not there is an error of reading" {
    build --rows --schema nosuch --type User <<<'{}'
    fails 4 'nosuch: cannot open for reading: No such file or directory'
}

@test "a schema that is also the output is an error" {
    cp s.graphql before
    build --rows --schema s.graphql --type User -o s.graphql <<<'{}'
    exits 2
    mentions 's.graphql: the output is also an input'
    ln -s s.graphql link
    build --rows --schema s.graphql --type User -o link <<<'{}'
    exits 2
    cmp before s.graphql
}

@test "a file that -o names is untouched after an error of the schema" {
    echo 'as it was' >response
    schema 'type'
    build --rows --schema own.graphql --type User -o response <<<'{}'
    exits 2
    is response 'as it was'
    folder_holds s.graphql own.graphql response
}

@test "the options are given once" {
    build --rows --schema s.graphql --schema s.graphql --type User <<<'{}'
    misused '--schema is given twice'
}
