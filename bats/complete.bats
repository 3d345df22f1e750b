#!/usr/bin/env bats
# Exit 0 means a complete, valid response; anything else, and what reached
# stdout is no complete JSON document, and a file is as it was.
load lib/helper

# Everything that a row must not be, one to a line.
bad_rows()
{
    cat <<'END'
{
}
[
]
{"a"
{"a":
{"a":1
{"a":1,
{"a":1,}
{,}
{,"a":1}
{"a":1,,"b":2}
{"a":1 "b":2}
{"a" 1}
{"a"::1}
{"a":1:2}
{"a":}
{"a":1]
{a:1}
{'a':1}
{"a":'b'}
{1:2}
{null:1}
{"a":{"b":1}
[1
[1,
[1,]
[,1]
[1,,2]
[1 2]
[1}
{"a":1}}
{"a":1}]
{"a":1}{"b":2}
{"a":1} {"b":2}
{"a":1},
{"a":1};
{"a":1} x
1 2
"a" "b"
"a
"a\"
"\x"
"\'"
"\u"
"\u12"
"\u123"
"\u12g4"
"\U0041"
"\0"
'a'
tru
truE
True
TRUE
nul
nulll
null0
fals
falsey
undefined
NaN
nan
Infinity
-Infinity
inf
{"a":NaN}
{"a":-Infinity}
01
00
-01
-
--1
+1
.5
-.5
1.
1.e5
1e
1e+
1E-
1e5.5
1.2.3
0x10
1_000
1,000
1f
1a
// comment
/* comment */ 1
1 // comment
{"a":1 /* comment */}
# comment
{"user_id":1,"userId":2}
{"userId":1,"user_id":2}
{"a":1,"a":1}
{"a":1,"\u0061":1}
{"a__b":1,"b":2,"aB":3}
{"x":{"a":1,"a":2}}
[{"a_":1,"a":2}]
{"a":{"a":1},"b":[{"c":1,"c":2}]}
{"a":{"a":1},"a":2}
{"a":1,"b":{"a":2},"a":3}
{"a":1,"b":[{"a":2},{"a":3}],"a":4}
{"b":{"a":1,"c":{"a":2},"a":3}}
{"b":{"a":1,"c":{"d":{"a":2}},"d":[{"a":3,"b":{"a":4}}],"a":5}}
{"a_b":1,"b":{"aB":2,"c":{"a_b":3},"d":4},"a__b":5}
END
    # What a terminal would not show, or not take.
    printf '"a\tb"\n' # controls in a string
    printf '"a\001b"\n{"a\037":1}\n'
    printf '\f1\n\v1\n\302\2401\n'         # blanks that are none in JSON
    printf '"\200"\n"\377"\n{"\303":1}\n'  # not UTF-8
    printf '"\303("\n\xff\n{\x80"a":1}\n'  # not UTF-8
    printf '"\300\257"\n"\340\200\257"\n'  # overlong
    printf '"\360\200\200\257"\n"\301\201"\n'
    printf '"\355\240\200"\n"\355\277\277"\n'  # surrogates
    printf '"\364\220\200\200"\n"\365\200\200\200"\n' # past U+10FFFF
    printf ' \357\273\2771\n' # a byte order mark that is not at the start
}

modes=(
    '--field users'
    '--field users --type User'
    '--field users --lines'
    '--field users --single'
    '--bare'
    '--bare --lines'
    '--bare --single'
    '--rows'
    '--rows --type User'
)

# numbered COUNT: that many good rows.
numbered() { seq -f '{"id":%.0f,"first_name":"Ada"}' "$1"; }

# refused WHAT MODE: after the rows of the file good, each row of the file bad
# fails, and stdout got WHAT: nothing, a part, or the same as a file.
refused()
{
    # shellcheck disable=SC2086 # a mode is words
    python3 "$BATS_TEST_DIRNAME/lib/refused_rows.py" "$1" $2
}

@test "no mode takes a bad row, and nothing is written" {
    : >good
    bad_rows >bad
    [ "$(wc -l <bad)" -gt 100 ]
    for mode in "${modes[@]}"; do refused nothing "$mode"; done
}

@test "a bad row after good ones that were already written leaves no document" {
    numbered 5000 >good
    bad_rows >bad
    refused part '--field users'
    refused part --bare
}

@test "with --rows exactly the whole good rows before a bad one are written" {
    bad_rows >bad
    for count in 0 1 3 5000; do
        numbered "$count" >good
        seq -f '{"id":%.0f,"firstName":"Ada"}' "$count" >expected
        refused expected --rows
    done
}

@test "a file named with -o is untouched by any bad row, in any mode" {
    bad_rows >bad
    numbered 3000 >good
    echo 'the old content' >response
    touch -d 2001-01-01 response
    before=$(stat -c '%i %a %s %Y' response)
    for mode in "${modes[@]}"; do
        refused nothing "$mode -o response"
        [ "$(stat -c '%i %a %s %Y' response)" = "$before" ]
        folder_holds bad good one response
        is response 'the old content'
    done
}

@test "a file named with -o that is not there yet is not made by a bad row" {
    build --field users -o response <<<'{"a":1'
    exits 1
    folder_holds
}

@test "a row cut short anywhere is refused" {
    row='{"id": -1.5e+3, "ok": [true, null, "caf\u00e9 é"], "x": {}}'
    mkdir cut
    for ((n = 1; n < $(printf %s "$row" | wc -c); n++)); do
        for end in '' $'\n'; do
            build --field users < <(printf %s "$row" | head -c "$n"
                printf %s "$end")
            exits 1 || wrong "a row cut after $n bytes was taken"
            writes_nothing || wrong "a row cut after $n bytes"
        done
    done
    build --field users < <(printf %s "$row")
    exits 0
}

@test "a NUL byte is refused wherever it stands" {
    for format in '\0' '{"a":1}\0\n' '\0{"a":1}\n' '{"a\0":1}\n' \
        '{"a":"\0"}\n' '{"a":1\0}\n' '{"a":tr\0ue}\n' '[1,\0]\n' '"\\\0"\n' \
        '"\\u00\0041"\n' '{"a":1}\n\0' '{"a":1}\n\0\n' '"a\0'; do
        # shellcheck disable=SC2059 # the escapes are the format's
        build --field users < <(printf "$format")
        exits 1
        writes_nothing
    done
}

@test "a second row is refused by --single, and nothing complete was written" {
    for rows in '1\n2\n' '{"a":1}\n\n\n{"b":2}\n' 'null\nnull\n' '[]\n[' \
        '{"a":1}\n}\n'; do
        for mode in '--field user' --bare; do
            # shellcheck disable=SC2059,SC2086
            build --single $mode < <(printf "$rows")
            exits 1
            writes_nothing
        done
    done
    { printf '{"a":"'; head -c 300000 /dev/zero | tr '\0' x; printf '"}\n1\n'
    } >large
    build --single --bare large
    exits 1
    writes_nothing
    build --single --field user large
    exits 1
    strict incomplete out
}

@test "with --type a row that is no object, array of objects or null is refused" {
    for row in 1 '"a"' true false -0 '[1]' '[{},1]' '[[{},[""]]]' '[null,0]'; do
        for mode in '--field users' '--rows' '--bare --single'; do
            # shellcheck disable=SC2086
            build $mode --type User <<<"$row"
            exits 1
            writes_nothing
        done
    done
}

@test "16384 levels are taken, and one more is refused" {
    levels() {
        printf "%$1s" '' | tr ' ' '['
        printf "%$1s" '' | tr ' ' ']'
    }
    build --rows < <(levels 16384)
    exits 0
    cmp out <(levels 16384 && echo)
    build --rows < <(levels 16385)
    exits 1
    writes_nothing
    build --rows < <(printf '%16385s' '' | tr ' ' '[')
    exits 1
    build --rows < <(printf '%16385s' '' | sed 's/ /{"a":/g')
    exits 1
    writes_nothing
}

@test "a million brackets are refused, and nothing recurses over them" {
    ulimit -s 256
    for bracket in '[' '{"a":' '[{"a":'; do
        build --field users < <(yes "$bracket" | head -n 1000000 | tr -d '\n')
        exits 1
        [ "$(tail -c 1 out)" != '}' ]
        mentions 'more than 16384 levels of nesting'
    done
}

@test "every row is accounted for" {
    numbered 100000 >input
    build --field users --type User input
    exits 0
    strict valid out
    [ "$(grep -o '"__typename":"User","id":[0-9]*' out |
        cut -d: -f3 | cksum)" = "$(seq 100000 | cksum)" ]
}

@test "whatever is done to a row, it is refused or gives a valid response" {
    python3 "$BATS_TEST_DIRNAME/lib/damaged_rows.py" "${FRAISEQL_CASES:-1500}"
}
