#!/usr/bin/env bats
# --select, and the well-known ways to get it wrong. Each test is a mistake that
# programs of this kind have made.
load lib/helper

setup()
{
    cd "$BATS_TEST_TMPDIR" || return
    cat >s.graphql <<'END'
interface Node { id: ID }
union Hit = User | Post
type User implements Node { id: ID name: String nickname: String friend: User
  posts: [Post!] grid: [[Post]] post: Post hits: [Hit] node: Node }
type Post implements Node { id: ID title: String author: User tag: Tag }
type Tag { label: String }
END
    typed=(--schema s.graphql --type User)
}

# --- Types ------------------------------------------------------------------

@test "children do not get the type of their parent" {
    selects '{ __typename post { __typename author { __typename } } }' \
        '{"post":{"author":{}}}' \
        '{"__typename":"User","post":{"__typename":"Post","author":{"__typename":"User"}}}' \
        "${typed[@]}"
    selects '{ posts { __typename tag { __typename } } }' \
        '{"posts":[{"tag":{}},{"tag":null},{"tag":{}}]}' \
        '{"posts":[{"__typename":"Post","tag":{"__typename":"Tag"}},{"__typename":"Post","tag":null},{"__typename":"Post","tag":{"__typename":"Tag"}}]}' \
        "${typed[@]}"
}

@test "where there is no schema, they do not get --type" {
    selects '{ __typename friend { __typename id } }' '{"friend":{"id":1}}' \
        '{"__typename":"User","friend":{"__typename":null,"id":1}}' --type User
}

@test "nor do they give theirs to what comes after them" {
    selects '{ post { tag { t: __typename } t: __typename } t: __typename }' \
        '{"post":{"tag":{"label":1}}}' \
        '{"post":{"tag":{"t":"Tag"},"t":"Post"},"t":"User"}' "${typed[@]}"
}

@test "one object in a list does not lend its type to the next" {
    selects '{ hits { __typename ... on User { name } ... on Post { title } } }' \
        '{"hits":[{"title":1,"__typename":"Post","name":2},{"name":3,"title":4,"__typename":"User"},{"__typename":"Post","name":5}]}' \
        '{"hits":[{"__typename":"Post","title":1},{"__typename":"User","name":3},{"__typename":"Post","title":null}]}' \
        "${typed[@]}"
}

@test "the objects of one list have the order of their own types" {
    selects '{ hits { ... on User { name } ... on Node { id } ... on Post { title id } ... on User { id nickname } } }' \
        '{"hits":[{"__typename":"Post","title":"t","id":1},{"nickname":"k","id":2,"name":"n","__typename":"User"}]}' \
        '{"hits":[{"id":1,"title":"t"},{"name":"n","id":2,"nickname":"k"}]}' \
        "${typed[@]}"
}

@test "what an object says of its type does not count where the schema knows it" {
    selects '{ __typename post { __typename title } }' \
        '{"__typename":"Tag","post":{"title":1,"__typename":"User"}}' \
        '{"__typename":"User","post":{"__typename":"Post","title":1}}' \
        "${typed[@]}"
}

# --- Aliases ----------------------------------------------------------------

@test "an alias is not read as a column, though one has its name" {
    local row='{"nickname":"wrong","name":"Ada","id":1}'
    selects '{ nickname: name }' "$row" '{"nickname":"Ada"}'
    selects '{ nickname: name }' "$row" '{"nickname":"Ada"}' "${typed[@]}"
    selects '{ nickname: name name: nickname }' "$row" \
        '{"nickname":"Ada","name":"wrong"}' "${typed[@]}"
    selects '{ first_name: id }' '{"first_name":1,"firstName_":2,"id":3}' \
        '{"first_name":3}' --keep-case
    selects '{ first_name: id firstName: id }' '{"first_name":1,"id":3}' \
        '{"first_name":3,"firstName":3}'
}

@test "nor is it where the column that is meant is missing" {
    selects '{ nickname: name }' '{"nickname":"wrong"}' '{"nickname":null}'
    selects '{ a: b { c } }' '{"a":{"c":1}}' '{"a":null}'
    selects '{ id: __typename }' '{"id":1}' '{"id":"User"}' "${typed[@]}"
    selects '{ __typename: id }' '{"__typename":"x","id":1}' \
        '{"__typename":1}' "${typed[@]}"
}

@test "nor in nested objects, where another name has the alias" {
    selects '{ post: friend { title: name } friend: post { name: title } }' \
        '{"post":{"title":"t","name":"no"},"friend":{"name":"n","title":"no"}}' \
        '{"post":{"title":"n"},"friend":{"name":"t"}}' "${typed[@]}"
}

@test "an alias is not turned to camelCase" {
    selects '{ my_key: id a__b: id _: id }' '{"id":1}' \
        '{"my_key":1,"a__b":1,"_":1}'
}

@test "two aliases do not share what is selected in them" {
    selects '{ a: friend { id } b: friend { name } friend { friend { id } } }' \
        '{"friend":{"name":"n","friend":{"name":"m","id":2},"id":1}}' \
        '{"a":{"id":1},"b":{"name":"n"},"friend":{"friend":{"id":2}}}' \
        "${typed[@]}"
    selects '{ a: x { p: y { z } } b: x { p: y { q: z w } } }' \
        '{"x":[{"y":{"w":1,"z":2}},{"y":null}]}' \
        '{"a":[{"p":{"z":2}},{"p":null}],"b":[{"p":{"q":2,"w":1}},{"p":null}]}'
}

# --- Lists ------------------------------------------------------------------

@test "the items of a list are cut, too" {
    selects '{ posts { title } }' \
        '{"posts":[{"id":1,"title":"a"},{"title":"b","x":{"title":"c"}},{},null]}' \
        '{"posts":[{"title":"a"},{"title":"b"},{"title":null},null]}' \
        "${typed[@]}"
}

@test "so are those of lists of lists" {
    local row='{"grid":[[{"id":1,"title":"a"}],[],null,[null,{"id":2}]]}'
    local line='{"grid":[[{"id":1}],[],null,[null,{"id":2}]]}'
    selects '{ grid { id } }' "$row" "$line" "${typed[@]}"
    selects '{ grid { id } }' "$row" "$line"
    selects '{ a { b { c } } }' '{"a":[[[{"b":[[{"c":1,"d":2}]],"c":3}]]]}' \
        '{"a":[[[{"b":[[{"c":1}]]}]]]}'
}

@test "so are those of lists more or less deep than the schema has them" {
    selects '{ posts { id } grid { id } post { id } hits { ... on User { id } } }' \
        '{"posts":{"id":1,"title":2},"grid":[{"id":3,"title":4}],"post":[[{"title":5,"id":6}]],"hits":[[{"name":7,"id":8,"__typename":"User"}]]}' \
        '{"posts":{"id":1},"grid":[{"id":3}],"post":[[{"id":6}]],"hits":[[{"id":8}]]}' \
        "${typed[@]}"
}

@test "rows in arrays are rows" {
    selects '{ t: __typename id }' '[[{"x":1,"id":1}],{"id":2,"y":[{"id":3}]},[]]' \
        '[[{"t":"User","id":1}],{"t":"User","id":2},[]]' "${typed[@]}"
}

# --- What was not selected --------------------------------------------------

@test "keys that are nearly a field's name are not written" {
    local near='"ids":1,"i":2,"Id":3,"ID":4,"id2":5,"_id":6,"xid":7,"di":8,"":9,"i\u0000d":10,"id ":11,"\uff49d":12'
    selects '{ id }' "{$near}" '{"id":null}'
    selects '{ id }' "{$near,\"id\":13}" '{"id":13}'
    selects '{ id }' "{$near}" '{"id":null}' "${typed[@]}"
    selects '{ friend { id } }' "{\"friend\":{$near,\"id\":13},$near}" \
        '{"friend":{"id":13}}' "${typed[@]}"
}

@test "a name in one object does not let it out of another" {
    selects '{ friend { name } id }' \
        '{"name":"no","friend":{"id":"no","name":"yes","friend":{"name":"no"}},"id":1}' \
        '{"friend":{"name":"yes"},"id":1}'
    selects '{ a { x } b { y } }' '{"a":{"y":1,"x":2},"b":{"x":3,"y":4}}' \
        '{"a":{"x":2},"b":{"y":4}}'
}

@test "nor does one that @skip or another type has left out" {
    selects '{ id @skip(if: true) name @include(if: false) post { id } }' \
        '{"id":1,"name":2,"post":{"id":3}}' '{"post":{"id":3}}' "${typed[@]}"
    selects '{ hits { ... on User { name } } }' \
        '{"hits":[{"__typename":"Post","name":1,"id":2}]}' '{"hits":[{}]}' \
        "${typed[@]}"
}

@test "of very many random keys only those that are selected are written" {
    python3 - <<'END'
import json
import random

rng = random.Random(9)
LETTERS = 'abcdefgh'
FIELDS = [''.join(rng.choices(LETTERS, k=size))
          for size in (3, 5, 5, 8, 8, 8, 13, 16, 17, 33)]


def folded(key):
    """Keys that are alike in this may become one name, which is an error."""
    return key.replace('_', '').lower()


def strangers(count):
    """Keys as long as the fields, and most of them nearly one."""
    keys = {}
    taken = set(map(folded, FIELDS))
    while len(keys) < count:
        letters = list(rng.choice(FIELDS))
        for at in rng.sample(range(len(letters)), rng.choice((1, 2, 3))):
            letters[at] = rng.choice(LETTERS + LETTERS.upper() + 'ijkl_019')
        key = ''.join(letters)
        if folded(key) not in taken:
            keys[key] = {'no': count}
            taken.add(folded(key))
    return keys


with open('rows', 'w') as rows, open('lines', 'w') as lines:
    for number in range(30):
        row = strangers(1500)
        row.update((field, [number]) for field in rng.sample(FIELDS, 7))
        keys = rng.sample(list(row), len(row))
        print(json.dumps({key: row[key] for key in keys}), file=rows)
        print(json.dumps({field: row.get(field) for field in FIELDS},
                         separators=(',', ':')), file=lines)
with open('selection', 'w') as selection:
    print('{', *FIELDS, '}', file=selection)
END
    build --rows --select @selection rows
    exits 0
    cmp out lines
    build --rows --select @selection --keep-case rows
    exits 0
    cmp out lines
}

# --- Order ------------------------------------------------------------------

@test "fields have the selection's order, not the alphabet's or the row's" {
    local row='{"b":1,"a":2,"z":{"n":3,"m":4},"k":[{"y":5,"x":6}]}'
    selects '{ z { n m } a k { y x } b }' "$row" \
        '{"z":{"n":3,"m":4},"a":2,"k":[{"y":5,"x":6}],"b":1}'
    selects '{ k { x y } b z { m n } a }' "$row" \
        '{"k":[{"x":6,"y":5}],"b":1,"z":{"m":4,"n":3},"a":2}'
    selects '{ c: a a: c b }' '{"b":1,"c":2,"a":3}' '{"c":3,"a":2,"b":1}'
}

@test "so they have for every order of the selection and of the row" {
    python3 - <<'END'
from itertools import permutations


def line(order):
    return '{%s}' % ','.join('"%s":"%s"' % (key, key.upper()) for key in order)


ORDERS = list(permutations('abcd'))
with open('rows', 'w') as file:
    print(*map(line, ORDERS), sep='\n', file=file)
for number, order in enumerate(ORDERS):
    with open('selection.%d' % number, 'w') as file:
        print('{', *order, '}', file=file)
    with open('lines.%d' % number, 'w') as file:
        print(*[line(order)] * len(ORDERS), sep='\n', file=file)
END
    for number in {0..23}; do
        build --rows --select "@selection.$number" rows
        exits 0
        cmp out "lines.$number"
    done
}

@test "values that change places are not altered" {
    selects '{ z y x { w } }' \
        '{"x":{"w":-0.0},"y":[1.10,12345678901234567890,1e400, {"k":"\/"}],"z":"\u00e9\ud83d\"\\"}' \
        '{"z":"\u00e9\ud83d\"\\","y":[1.10,12345678901234567890,1e400,{"k":"\/"}],"x":{"w":-0.0}}'
}

@test "all is so where a row comes a few bytes at a time" {
    cat >rows <<'END'
{"posts":[{"id":1,"title":"a \u00e9 \"b\""},{"title":"é","tag":{"label":null,"x":1}}],"node":{"title":2,"__typename":"Post","id":3},"no":{"name":"no"},"na\u006de":"N"}
[{"hits":[{"name":"h","__typename":"User"}]},null,{"name":-1.5e3}]
END
    local selection='{ name node { ... on Post { title } id } hits { ... on User { name } } posts { tag { label } title } again: name }'
    run_in reads 1 2 3 5 17 64 -- "$FRAISEQL_BUILD" --rows \
        --select "$selection" "${typed[@]}" <rows
    build --rows --select "$selection" "${typed[@]}" rows
    builds '{"name":"N","node":{"title":2,"id":3},"hits":null,"posts":[{"tag":null,"title":"a \u00e9 \"b\""},{"tag":{"label":null},"title":"é"}],"again":"N"}
[{"name":null,"node":null,"hits":[{"name":"h"}],"posts":null,"again":null},null,{"name":-1.5e3,"node":null,"hits":null,"posts":null,"again":-1.5e3}]'
}
