#!/usr/bin/env bats
# Several roots are one response: each with rows, options and messages of its
# own, and all of them good, or there is no response.
load lib/helper

setup()
{
    cd "$BATS_TEST_TMPDIR" || return
    printf '%s\n' '{"user_id": 1}' '{"user_id": 2}' >rows
    printf '%s\n' '{"post_count": 7}' >one
}

# numbered FROM TO: a row for each number.
numbered() { seq -f '{"id": %.0f, "first_name": "Ada"}' "$1" "$2"; }

# --- Their response ------------------------------------------------------------

@test "several roots are one response, in their order" {
    build --field users --input rows --field stats --single --input one
    builds '{"data":{"users":[{"userId":1},{"userId":2}],"stats":{"postCount":7}}}'
    build --field stats --single --input one --field users --input rows
    builds '{"data":{"stats":{"postCount":7},"users":[{"userId":1},{"userId":2}]}}'
    build --field a --null --field b --null --field c --null
    builds '{"data":{"a":null,"b":null,"c":null}}'
}

@test "the options of a root stand before the next --field" {
    build --type User --input rows --field users --keep-case \
        --field stats --input one --single --type Stats \
        --field more --input rows
    builds '{"data":{"users":[{"__typename":"User","user_id":1},{"__typename":"User","user_id":2}],"stats":{"__typename":"Stats","postCount":7},"more":[{"userId":1},{"userId":2}]}}'
}

@test "each root has a format of its own" {
    printf '{"a": "C:\\\\\\\\x"}\n\\N\n' >text
    printf 'PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0\0\1\0\0\0\5\1{  }\377\377' >binary
    printf '%s\n' '{"n": 1, "data": {"b": 2}}' END >marked
    build --field text --format copy --input text \
        --field binary --input binary \
        --field marked --column data --end-marker END --input marked \
        --field users --input rows
    builds '{"data":{"text":[{"a":"C:\\x"}],"binary":[{}],"marked":[{"b":2}],"users":[{"userId":1},{"userId":2}]}}'
}

@test "--input is an input, and each further one follows it" {
    build --field users --input rows --input one --input rows
    builds '{"data":{"users":[{"userId":1},{"userId":2},{"postCount":7},{"userId":1},{"userId":2}]}}'
    build --bare --input rows --input - --single <<<''
    fails 1 'rows:2:1: row 2: more than one row with --single (use --list for any number of rows)
    {"user_id": 2}
    ^'
    build --rows --input - --input rows <one
    builds '{"postCount":7}
{"userId":1}
{"userId":2}'
}

@test "one of the roots may be read from standard input" {
    build --field users --field stats --single --input one <rows
    builds '{"data":{"users":[{"userId":1},{"userId":2}],"stats":{"postCount":7}}}'
    build --field stats --single --input one --field users <rows
    builds '{"data":{"stats":{"postCount":7},"users":[{"userId":1},{"userId":2}]}}'
    build --field users --input one --input - --field stats --null <rows
    builds '{"data":{"users":[{"postCount":7},{"userId":1},{"userId":2}],"stats":null}}'
}

@test "lists, single rows and nulls stand side by side" {
    build --field a --single --input /dev/null --field b --input /dev/null \
        --field c --null --field d --list --input one \
        --field e --single --input one
    builds '{"data":{"a":null,"b":[],"c":null,"d":[{"postCount":7}],"e":{"postCount":7}}}'
}

@test "--lines puts the rows of every list on lines of their own" {
    build --lines --field users --input rows --field none --input /dev/null \
        --field stats --single --input one --field more --input one
    builds '{"data":{"users":[
{"userId":1},
{"userId":2}
],"none":[],"stats":{"postCount":7},"more":[
{"postCount":7}
]}}'
}

@test "a field is a JSON string, and each that is no GraphQL name is reported" {
    build --field 'a"b' --null --field ok --null --field 'é' --type '9' --null
    exits 0
    writes '{"data":{"a\"b":null,"ok":null,"é":null}}'
    says "fraiseql-build: warning: --field is not a GraphQL name: 'a\"b'
fraiseql-build: warning: --field is not a GraphQL name: 'é'
fraiseql-build: warning: --type is not a GraphQL name: '9'"
}

@test "a schema is for all roots that have a type" {
    echo 'type User { user_id: Int best: Post } type Post { id: Int }' >schema
    echo '{"best": {"id": 1}}' >nested
    build --schema schema --field users --type User --input nested \
        --field posts --type Post --input nested --field plain \
        --input nested
    builds '{"data":{"users":[{"__typename":"User","best":{"__typename":"Post","id":1}}],"posts":[{"__typename":"Post","best":{"id":1}}],"plain":[{"best":{"id":1}}]}}'
    build --schema schema --field users --type User --input nested \
        --field posts --type Past --input nested
    misused "the schema has no type 'Past' for --type (did you mean 'Post'?)"
    build --schema schema --field users --input nested --field n --null
    misused '--schema needs --type, the type of a row'
}

@test "names of one root are free in the next" {
    echo '{"user_id": 1, "x": {"user_id": 2}}' >nested
    build --field a --input nested --field b --input nested
    builds '{"data":{"a":[{"userId":1,"x":{"userId":2}}],"b":[{"userId":1,"x":{"userId":2}}]}}'
}

# --- What goes wrong -------------------------------------------------------------

@test "rows are numbered for each root" {
    printf '%s\n' '{"a": 1}' '' '{"a": 02}' >bad
    build --field users --input rows --field bad --input bad
    fails 1 'bad:3:8: row 2: a number cannot have a leading zero
    {"a": 02}
           ^'
}

@test "what one root begins the next does not end" {
    printf '{"a":' >begun
    printf '1}\n' >ended
    build --field a --input begun --field b --input ended
    fails 1 'begun:1:6: the input ends inside row 1
    {"a":
         ^'
}

@test "--min-rows counts the rows of its root" {
    build --field users --input rows --min-rows 2 \
        --field stats --input one --min-rows 1
    exits 0
    build --field users --input rows --min-rows 2 \
        --field stats --input one --min-rows 2
    fails 1 'one: too few rows: --min-rows asks for at least 2, and the input ends after 1'
    build --field users --input rows --min-rows 3 \
        --field stats --input one
    fails 1 'rows: too few rows: --min-rows asks for at least 3, and the input ends after 2'
}

@test "--end-marker is wanted at the end of its root only" {
    build --field users --input rows --field stats --input one \
        --end-marker END
    fails 1 'one:2:1: the input ends without the line of --end-marker (the program that wrote it has probably failed)'
}

@test "a list whose only row is an array is reported with its name" {
    echo '[{"a": 1}]' >array
    build --field users --input rows --field all --input array --field one \
        --single --input array
    exits 0
    writes '{"data":{"users":[{"userId":1},{"userId":2}],"all":[[{"a":1}]],"one":[{"a":1}]}}'
    says "fraiseql-build: warning: the only row of 'all' is an array, so it becomes a list in a list (did you mean --single?)"
}

@test "a bad row in any root leaves no complete document, and a file as it was" {
    numbered 1 5000 >many
    echo '{"a": 1' >bad
    echo old >file
    for roots in 'bad many many' 'many bad many' 'many many bad' 'rows bad' \
        'bad rows'; do
        arguments=()
        for root in $roots; do
            arguments+=(--field "${#arguments[@]}" --input "$root")
        done
        for more in '' --lines; do
            # shellcheck disable=SC2086 # it is a word or none
            build "${arguments[@]}" $more -q
            exits 1
            mentions 'bad:2:1: the input ends inside row 1'
            [[ $roots = *many*bad* ]] || writes_nothing
            [ ! -s out ] || strict incomplete out
        done
        build "${arguments[@]}" -q -o file
        exits 1
        writes_nothing
        is file old
        folder_holds bad file many one rows
    done
}

@test "a failed run writes the same, whatever size the reads have" {
    numbered 1 4000 >first
    numbered 4001 8000 >second
    printf '{"a": 1]\n' >>second
    build --field a --input first --field b --input second
    exits 1
    # Whole blocks of what would have been written.
    { printf '{"data":{"a":['
      numbered 1 4000 | sed 's/ //g; s/first_n/firstN/' | paste -sd,
      printf '],"b":['
      numbered 4001 8000 | sed 's/ //g; s/first_n/firstN/' | paste -sd,
    } | tr -d '\n' >whole
    size=$(stat -c %s out)
    [ "$size" -gt 0 ]
    [ $((size % 65536)) -eq 0 ]
    cmp -n "$size" whole out
    [ $(($(stat -c %s whole) - size)) -lt 65536 ]
    mv out expected
    for slow in 1000 4096 65537; do
        build --field a --input <(dd bs="$slow" if=first status=none) \
            --field b <second
        exits 1
        cmp expected out
    done
}

@test "nothing is written before all inputs are looked at" {
    numbered 1 5000 >many
    build --field a --input many --field b --input rows --input missing
    fails 4 'missing: cannot open for reading: No such file or directory'
    for output in many rows; do
        cp "$output" before
        build --field a --input many --field b --input rows -o "$output"
        fails 2 "$output: the output is also an input"
        cmp before "$output"
    done
    build --field a --input many --field b --input . -q
    exits 4
    mentions '.: cannot read: Is a directory'
    strict incomplete out
}

@test "only one input is open at a time" {
    arguments=()
    for ((n = 0; n < 300; n++)); do
        arguments+=(--field "f$n" --single --input one)
    done
    ulimit -n 32
    build "${arguments[@]}"
    exits 0
    strict valid out
    [ "$(grep -o '"postCount":7' out | wc -l)" -eq 300 ]
}

@test "many roots, and many rows in each, take no more memory" {
    need_plain_memory
    numbered 1 500000 >many
    most "$ROOM" "$FRAISEQL_BUILD" --field a --input many --field b \
        --type User --input many --field c --lines < <(numbered 1 500000)
    arguments=()
    for ((n = 0; n < 300; n++)); do
        arguments+=(--field "f$n" --input rows)
    done
    most "$ROOM" "$FRAISEQL_BUILD" "${arguments[@]}" --field last <rows
}

# --- What makes no sense -------------------------------------------------------------

@test "two roots of one name are refused" {
    build --field users --input rows --field users --input rows
    misused "two root fields are 'users', and a response has no equal keys"
    build --field a --null --field b --null --field a --null
    misused "two root fields are 'a', and a response has no equal keys"
}

@test "--rows and --bare are for one root" {
    for option in --rows --bare; do
        build --field a --input rows --field b --input rows "$option"
        misused "$option is for one --field, and there are several"
        build "$option" --field a --input rows --field b --input rows
        misused "$option is for one --field, and there are several"
    done
}

@test "an operand says not which root it is for" {
    build --field users --input rows --field stats one
    misused "with several --field, each input needs --input, and 'one' has none"
    build --field users --input rows one
    misused "--input names the inputs, and 'one' is one more"
}

@test "standard input is read once" {
    build --field users --field stats <rows
    misused 'the rows of two roots cannot both come from standard input'
    build --field users --input - --field stats --input one --input - <rows
    misused 'the rows of two roots cannot both come from standard input'
    build --schema - --field users --type User --input one --field b <rows
    misused '--schema and the rows cannot both come from standard input'
    build --field users --type User --select @- --field b --input one <rows
    misused '--select and the rows cannot both come from standard input'
}

@test "--null reads nothing, in whatever root it stands" {
    build --field users --input rows --field none --null --input rows
    misused "--null reads nothing, and 'rows' is an input"
    build --field users --input rows --field none --null --min-rows 1
    misused '--null reads nothing, so no --min-rows'
}

@test "each root is checked as one alone is" {
    build --field users --input rows --field '' --null
    misused '--field is empty'
    build --field users --input rows --field a --null --type ''
    misused '--type is empty'
    build --field users --input rows --field a --input rows --column ''
    misused '--column is empty'
    build --field users --input rows --field a --input rows --end-marker '{'
    misused "--end-marker takes a line that can be no row, and begin none, not '{'"
    build --field users --type User --field a --type A --type B --null <rows
    misused '--type is given twice'
    build --field users --single --field a --null --list <rows
    misused '--null and --list exclude each other'
}
