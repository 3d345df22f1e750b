#!/usr/bin/env bats
# The same input gives the same bytes: whatever the locale, however it is read.
# What is said on stderr is the same, too.
load lib/helper

READS=(1 2 3 4 5 6 7 8 11 13 16 17 31 32 33 61 64 65 127 255 512 1000 4096)

# Rows with everything in them that can be cut in two.
tricky_rows()
{
    printf '\xef\xbb\xbf{"user_name": "caf\\u00e9 \xc3\xa9\xe2\x82\xac'
    printf '\xf0\x9f\x98\x80", "a": -12.5e+3, "\\u005fb_c": [true, false, null]}'
    printf '\r\n\r\n  \n[ {"x": {"y": {}}} ,\n\t{"__typename": "Z", "i": 1} ]\n'
    printf 'null\n{"C:\\\\": "C:\\\\", "q\\"_q": "\\ud83d\\ude00"}'
}

@test "reads of every size give the same bytes" {
    tricky_rows >rows
    for mode in '--field users --type User' '--rows' '--bare --lines --keep-case'
    do
        # shellcheck disable=SC2086 # a mode is words
        run_in reads "${READS[@]}" -- "$FRAISEQL_BUILD" $mode <rows
    done
    build --rows --type User rows
    builds '{"__typename":"User","userName":"caf\u00e9 é€😀","a":-12.5e+3,"_bC":[true,false,null]}
[{"__typename":"User","x":{"y":{}}},{"__typename":"User","i":1}]
null
{"__typename":"User","C:\\":"C:\\","q\"Q":"\ud83d\ude00"}'
}

@test "reads of every size give the same bytes for random rows" {
    python3 "$BATS_TEST_DIRNAME/lib/random_rows.py" 100 7
    run_in reads 1 2 3 5 17 64 333 4096 -- "$FRAISEQL_BUILD" --rows <input
    build --rows input
    exits 0
    cmp expected out
}

@test "reads of every size give the same error in the same place" {
    while IFS= read -r row; do
        printf '{"a":1}\n\n%b' "$row" >rows
        run_in reads 1 2 3 7 64 -- "$FRAISEQL_BUILD" --field users <rows
        build --field users rows
        exits 1
    done <<'END'
{"a" 1}
{"a":1
{"a":tru}
{"a":1.}
{"a":01}
{"a":"\\x"}
{"a":"\\u12g4"}
{"a":"\xc3"}
{"a":"\xe2\x82
{"\xf0\x9f\x98":1}
{"a_b":1,"aB":2}
{"a":1}\r\n{"a":1}\r{"a":1}
 [1,\n 2,\n 3\n\n
SET\n{"a":1}
 data \n------\n {"a":1}
(1 row)
1|{"a":1}
\\N
NaN
PGCOPY\n\xff\r\n\0\0\0\0\0
\xef\xbb\xbf{"a":1}
"x
END
}

@test "reads of every size find the same row that --type does not take" {
    for row in '[{},1]' '[ [ {} ] , "x"]' '[null,true]' '[[[0]]]' 12 '"a"' \
        '[{"__typename":1},-1]' '{"__typename":{"a":tru}}'; do
        printf '{"a":1}\n%s\n' "$row" >rows
        run_in reads 1 2 3 5 -- "$FRAISEQL_BUILD" --rows --type T <rows
        build --rows --type T rows
        exits 1
        writes '{"__typename":"T","a":1}'
    done
}

@test "a long line is quoted the same however it is read" {
    for before in 10 500 3000; do
        {
            printf '{"a":"'
            printf "%${before}s" '' | sed 's/ /é/g'
            printf '" "b":"'
            printf "%3000s" '' | sed 's/ /ü/g'
            printf '"}\n'
        } >rows
        run_in reads 1 3 7 100 511 4096 -- "$FRAISEQL_BUILD" --field u <rows
        build --field u rows
        exits 1
    done
}

@test "a file, stdin, a pipe and a FIFO give the same bytes" {
    python3 "$BATS_TEST_DIRNAME/lib/random_rows.py" 3000 3
    build --rows input
    exits 0
    cmp out expected
    build --rows <input
    exits 0
    cmp out expected
    build --rows < <(cat input)
    exits 0
    cmp out expected
    mkfifo fifo
    timeout 300 tee fifo <input >copy &
    build --rows fifo
    exits 0
    cmp out expected
    wait $!
}

@test "every locale gives the same bytes" {
    { tricky_rows; printf '\n{"a":1 "é\xff\xe2\x80\xae日本":2}\n'; } >rows
    for field in users 'Ünï' $'a\tb'; do
        build --rows --field "$field" --type 'Tÿp' rows
        exits 1
        mv out out.first
        mv err err.first
        while read -r locale; do
            under env LANG="$locale" LC_ALL="$locale" LANGUAGE=de
            build --rows --field "$field" --type 'Tÿp' rows
            exits 1
            cmp out out.first
            cmp err err.first
        done < <(locale -a; echo; echo no_SUCH.locale; echo de_DE.UTF-8)
    done
}

@test "the same bytes come twice, and from every place in a file" {
    python3 "$BATS_TEST_DIRNAME/lib/random_rows.py" 500 5
    for shift in 0 1 2 3 7 15 16 31 63; do
        { printf "%${shift}s\n" ''; cat input; } >shifted
        build --rows shifted
        exits 0
        cmp out expected
    done
}

@test "rows on either side of a boundary of 256 KiB come out whole" {
    for shift in {0..70}; do
        # 262144 bytes are full $shift bytes into the tricky rows.
        { printf "%$((262144 - shift))s" ''; tricky_rows | tail -c +4; } >rows
        build --rows rows
        exits 0
        cksum out >>sums
    done
    [ "$(wc -l <sums)" -eq 71 ]
    [ "$(sort -u sums | wc -l)" -eq 1 ]
    [ "$(wc -l <out)" -eq 4 ]
}
