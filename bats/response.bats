#!/usr/bin/env bats
# What stands around the rows, and what __typename adds to them.
load lib/helper

ada='{"first_name": "Ada"}'
bob='{"first_name": "Bob"}'
Ada='{"firstName":"Ada"}'
Bob='{"firstName":"Bob"}'

@test "a list has all rows" {
    build --field users </dev/null
    builds '{"data":{"users":[]}}'
    build --field users <<<"$ada"
    builds "{\"data\":{\"users\":[$Ada]}}"
    build --field users --list <<<"$ada
$bob"
    builds "{\"data\":{\"users\":[$Ada,$Bob]}}"
}

@test "--single has the one row, or null" {
    build --field user --single </dev/null
    builds '{"data":{"user":null}}'
    build --field user --single <<<"$ada"
    builds "{\"data\":{\"user\":$Ada}}"
    build --field user --single --type User <<<"$ada"
    builds '{"data":{"user":{"__typename":"User","firstName":"Ada"}}}'
    build --field user --single <<<"$ada
$bob"
    exits 1
    writes_nothing
}

@test "--null has null, and reads nothing" {
    build --field user --null </dev/null
    builds '{"data":{"user":null}}'
    { "$FRAISEQL_BUILD" --null --bare --type User; cat; } >out <<<'{}'
    is out $'null\n{}'
    build --null --field user <&-
    builds '{"data":{"user":null}}'
}

@test "--rows has one row to a line, and no envelope" {
    build --rows </dev/null
    exits 0
    writes_nothing
    says_nothing
    build --rows --type User < <(printf '%s\n\n{"a":[\n1,\n2]}' "$ada")
    builds '{"__typename":"User","firstName":"Ada"}
{"__typename":"User","a":[1,2]}'
}

@test "what --rows gives can be cut between lines and put together again" {
    for n in {1..9}; do echo "{\"row_id\": $n}"; done >rows
    build --rows rows
    exits 0
    mv out whole
    [ "$(wc -l <whole)" -eq 9 ]
    head -n 4 rows | "$FRAISEQL_BUILD" --rows >pieces
    tail -n 5 rows | "$FRAISEQL_BUILD" --rows >>pieces
    cmp whole pieces
    build --rows whole # and what it gave it takes again
    cmp out whole
}

@test "--bare has just the value" {
    build --bare </dev/null
    builds '[]'
    build --bare <<<"$ada
$bob"
    builds "[$Ada,$Bob]"
    build --bare --single </dev/null
    builds null
    build --bare --single <<<"$ada"
    builds "$Ada"
    build --bare --null
    builds null
    build --bare --field users <<<"$ada" # not needed, and no mistake
    builds "[$Ada]"
}

@test "--lines has each row of a list on a line of its own" {
    build --field users --lines </dev/null
    builds '{"data":{"users":[]}}'
    build --field users --lines <<<"$ada"
    builds "{\"data\":{\"users\":[
$Ada
]}}"
    build --field users --lines --type User <<<"$ada
$bob"
    builds '{"data":{"users":[
{"__typename":"User","firstName":"Ada"},
{"__typename":"User","firstName":"Bob"}
]}}'
    build --bare --lines <<<"$ada
$bob"
    builds "[
$Ada,
$Bob
]"
    build --bare --lines </dev/null
    builds '[]'
}

@test "--lines changes nothing but a list" {
    build --field user --lines --single <<<"$ada"
    builds "{\"data\":{\"user\":$Ada}}"
    build --field user --lines --null
    builds '{"data":{"user":null}}'
    build --lines --rows <<<"$ada"
    builds "$Ada"
}

@test "--keep-case leaves the names of keys" {
    kept='{"first_name":"Ada"}'
    build --field users --keep-case <<<"$ada"
    builds "{\"data\":{\"users\":[$kept]}}"
    build --field users --keep-case --type User <<<"$ada"
    builds '{"data":{"users":[{"__typename":"User","first_name":"Ada"}]}}'
    build --rows --keep-case <<<"$ada"
    builds "$kept"
    build --bare --single --keep-case <<<"$ada"
    builds "$kept"
    build --rows --keep-case <<<'{"a_b":1,"aB":2}'
    builds '{"a_b":1,"aB":2}'
    build --rows --keep-case <<<'{"a_b":1,"a\u005fb":2}'
    exits 1
}

@test "the field's name is no key of a row: it is not renamed" {
    build --field user_names --bare --null
    builds null
    build --field all_user_names --type user_name <<<'{}'
    builds '{"data":{"all_user_names":[{"__typename":"user_name"}]}}'
}

@test "blank lines are NULLs: skipped in a list, no row for --single" {
    nulls=$'\n  \n\t\r\n\n'
    build --field users <<<"$nulls"
    builds '{"data":{"users":[]}}'
    build --field users --lines <<<"$nulls$ada$nulls$bob$nulls"
    builds "{\"data\":{\"users\":[
$Ada,
$Bob
]}}"
    build --field user --single <<<"$nulls"
    builds '{"data":{"user":null}}'
    build --field user --single <<<"$nulls$ada$nulls"
    builds "{\"data\":{\"user\":$Ada}}"
    build --rows <<<"$nulls$ada$nulls"
    builds "$Ada"
    build --rows <<<"$nulls"
    exits 0
    writes_nothing
}

@test "a row that is null is a row" {
    build --field users --type User < <(printf 'null\n%s\nnull' "$ada")
    builds '{"data":{"users":[null,{"__typename":"User","firstName":"Ada"},null]}}'
    build --field user --single --type User <<<null
    builds '{"data":{"user":null}}'
    build --rows <<<null
    builds null
    build --field user --single < <(printf 'null\nnull\n')
    exits 1
}

@test "rows may be any JSON where there is no --type" {
    build --field values < <(printf '1\n"a"\ntrue\n[{"a_b":[]}]\nnull\n{}\n-0.0')
    builds '{"data":{"values":[1,"a",true,[{"aB":[]}],null,{},-0.0]}}'
    build --bare --single <<<'"a_b"'
    builds '"a_b"'
}

# --- Names -----------------------------------------------------------------

@test "a name is escaped as JSON has it" {
    while read -r shown escaped; do
        name=$(printf '%b' "$shown")
        build -q --null --field "$name"
        builds "{\"data\":{\"$escaped\":null}}"
        build -q --rows --type "$name" <<<'{}'
        builds "{\"__typename\":\"$escaped\"}"
        cat out >>all
    done <<'END'
a"b a\"b
" \"
\\ \\
a\\\\b a\\\\b
\b\f\n\r\tx \b\f\n\r\tx
\001\037x \u0001\u001fx
\033[1m \u001b[1m
a/b a/b
é é
日本 日本
😀 😀
\\u0041 \\u0041
END
    strict lines all
    build -q --null --field $'\x7f'
    builds $'{"data":{"\x7f":null}}'
}

@test "every control character in a name is escaped" {
    for n in {1..31}; do
        name=$(printf 'x%bx' "\\0$(printf %o "$n")")
        build -q --bare --single --type "$name" <<<'{}'
        exits 0
        LC_ALL=C grep -qxE '\{"__typename":"x\\(u00[01][0-9a-f]|[bfnrt])x"\}' out
        cat out >>all
    done
    strict lines all
}

@test "a name of 100,000 letters is a name" {
    name=$(printf '%100000s' '' | tr ' ' 'x')
    build --field "$name" --type "$name" < <(printf '{}\n{}\n')
    exits 0
    printf '{"data":{"%s":[{"__typename":"%s"},{"__typename":"%s"}]}}\n' \
        "$name" "$name" "$name" | cmp - out
}

# --- __typename --------------------------------------------------------------

# typed ROW RESULT, with --type T
typed()
{
    build --rows --type T <<<"$1"
    builds "$2"
}

@test "__typename is the first field of each row" {
    typed '{}' '{"__typename":"T"}'
    typed '{ }' '{"__typename":"T"}'
    typed '{"a":1}' '{"__typename":"T","a":1}'
    typed '{"a":{}}' '{"__typename":"T","a":{}}'
}

@test "nested objects are not stamped with the row's type" {
    typed '{"a":{"b":{}},"c":[{"d":1},[{}]]}' \
        '{"__typename":"T","a":{"b":{}},"c":[{"d":1},[{}]]}'
}

@test "in a row that is an array, each object is stamped" {
    typed '[]' '[]'
    typed '[{},{"a":{}},null]' \
        '[{"__typename":"T"},{"__typename":"T","a":{}},null]'
    typed '[[{}],[],[[{"a":[{}]},null]]]' \
        '[[{"__typename":"T"}],[],[[{"__typename":"T","a":[{}]},null]]]'
}

@test "a __typename that the row has gives way, wherever it stands" {
    T='"__typename":"T"'
    typed '{"__typename":"X"}' "{$T}"
    typed '{"__typename":"X","a":1}' "{$T,\"a\":1}"
    typed '{"a":1,"__typename":"X"}' "{$T,\"a\":1}"
    typed '{"a":1,"__typename":"X","b":2}' "{$T,\"a\":1,\"b\":2}"
    typed '[{"__typename":"X"},{"a":1,"__typename":null}]' "[{$T},{$T,\"a\":1}]"
    typed '{"__typename":{"a_b":[{"__typename":1}],"c":{}},"d":1}' "{$T,\"d\":1}"
    typed '{"\u005f_typename":"X","a":1}' "{$T,\"a\":1}"
    typed '{"__type\u006eame":"X"}' "{$T}"
    typed '{"__typename_":"X","a":1}' "{$T,\"a\":1}"
}

@test "a nested __typename stays as it is" {
    typed '{"a":{"__typename":"X","b_c":1},"d":[{"__typename":"Y"}]}' \
        '{"__typename":"T","a":{"__typename":"X","bC":1},"d":[{"__typename":"Y"}]}'
}

@test "without --type a __typename is a field like any other" {
    build --rows <<<'{"a":1,"__typename":"X"}'
    builds '{"a":1,"__typename":"X"}'
}

@test "with --keep-case only __typename itself gives way" {
    build --rows --keep-case --type T <<<'{"__typename_":1,"__typename":2}'
    builds '{"__typename":"T","__typename_":1}'
}

@test "a __typename that gives way must be good JSON and there once" {
    for row in '{"__typename":x}' '{"__typename":"\x"}' '{"__typename":[1}' \
        '{"__typename"}' '{"__typename":}' '{"__typename":1' \
        '{"__typename":{"a":1,"a":2}}' '{"__typename":1,"__typename":2}' \
        '{"__typename":1,"__typename_":2}' '{"a":1,"__typename":"X",}'; do
        build --rows --type T <<<"$row"
        exits 1
        writes_nothing
    done
}

@test "a __typename of any size gives way" {
    { printf '{"a":1,"__typename":"'; head -c 1000000 /dev/zero | tr '\0' x
      printf '","b":[{"__typename":[['; yes '"y",' | head -n 200000 | tr -d '\n'
      echo '1]]}]}'; } >row
    build --rows --type T row
    exits 0
    sed 's/"__typename":"x*",//; s/^{/{"__typename":"T",/' row | cmp - out
    build --field users --type T row row
    exits 0
    strict valid out
}
