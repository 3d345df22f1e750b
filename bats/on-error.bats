#!/usr/bin/env bats
# With --on-error a bad row is null or left out, and every other row is there.
load lib/helper

# recovers ROWS NULL SKIPPED [ARGUMENT]...: of these rows, in which printf's
# escapes stand for bytes, --on-error makes these lists. null says nothing but
# how many were bad; skip has a message for each of as many.
recovers()
{
    local bad

    printf '%b' "$1" >rows
    build --field r --on-error null "${@:4}" rows
    exits 1
    [[ $(<out) = "{\"data\":{\"r\":$2},\"errors\":["*']}' ]] || wrong "not $2"
    strict valid out
    [ "$(wc -l <err)" -eq 1 ] || wrong 'expected one line on stderr'
    bad=$(grep -o '"message":' out | wc -l)
    grep -qE "^fraiseql-build: $bad of [0-9]+ rows? (was|were) bad, and written as null$" err ||
        wrong "expected $bad rows to be bad"

    build --field r --on-error skip "${@:4}" rows
    exits 1
    writes "{\"data\":{\"r\":$3}}"
    [ "$(grep -c '^fraiseql-build: rows:' err)" -eq "$bad" ] ||
        wrong "expected $bad messages"
    [ "$(tail -n 1 err | cut -d ' ' -f 2)" = "$bad" ]
    tail -n 1 err | grep -qE 'bad, and left out$' || wrong 'expected the count'
}

# stops STATUS SENTENCE [ARGUMENT]...: the run ends where it would without
# --on-error; stdin is the caller's.
stops()
{
    local fate

    cat >stdin
    for fate in null skip; do
        build --field r "${@:3}" --on-error $fate --tolerate 9 <stdin
        exits "$1"
        writes_nothing
        mentions "$2"
    done
}

# places_are PLACES: these bad rows have messages.
places_are()
{
    sed -nE 's/^fraiseql-build: ([^:]*:[0-9]+:[0-9]+: (the input ends inside )?row [0-9]+).*/\1/p' \
        err >places
    is places "$1"
}

# --- What becomes of a bad row ----------------------------------------------

@test "null stands for a bad row, and errors say what is wrong with it" {
    printf '{"id": 1}\n{"id": 2\n{"id": 3}\n' >rows
    build --field users --on-error null rows
    exits 1
    writes "{\"data\":{\"users\":[{\"id\":1},null,{\"id\":3}]},\"errors\":[{\"message\":\"expected ',' or '}' after a value\",\"path\":[\"users\",1],\"extensions\":{\"line\":3,\"column\":1}}]}"
    says 'fraiseql-build: 1 of 3 rows was bad, and written as null'
}

@test "a row that is left out has its message as ever" {
    printf '{"id": 1}\n{"id": 2 "x"}\n{"id": 3}\n' >rows
    build --field users --on-error skip rows
    exits 1
    writes '{"data":{"users":[{"id":1},{"id":3}]}}'
    says "fraiseql-build: rows:2:10: row 2: expected ',' or '}' after a value
    {\"id\": 2 \"x\"}
             ^
fraiseql-build: 1 of 3 rows was bad, and left out"
}

@test "--on-error stop is what happens without it" {
    printf '{"id": 1}\nx\n' >rows
    build --field users rows
    exits 1
    mv out out.first
    mv err err.first
    build --field users --on-error stop rows
    exits 1
    cmp out out.first
    cmp err err.first
}

@test "rows without a bad one are what they are without --on-error" {
    python3 "$BATS_TEST_DIRNAME/lib/random_rows.py" 3000 11
    for mode in '--field r' '--rows' '--bare --lines'; do
        # shellcheck disable=SC2086 # a mode is words
        build $mode input
        exits 0
        mv out out.first
        for fate in null skip; do
            # shellcheck disable=SC2086
            build $mode --on-error $fate input
            exits 0
            says_nothing
            cmp out out.first
        done
    done
}

@test "the first, the last, the only and all rows may be bad" {
    recovers 'x\n1\n2\n' '[null,1,2]' '[1,2]'
    recovers '1\n2\nx\n' '[1,2,null]' '[1,2]'
    recovers '1\nx\n2\n' '[1,null,2]' '[1,2]'
    recovers 'x\n' '[null]' '[]'
    recovers 'x' '[null]' '[]'
    recovers 'x\ny\n1\nz\n2\ny' '[null,null,1,null,2,null]' '[1,2]'
}

@test "every kind of bad row can be gone on after" {
    while IFS= read -r row; do
        recovers "1\n$row\n{\"a_b\":2}\n" '[1,null,{"aB":2}]' '[1,{"aB":2}]'
    done <<'END'
SET
NaN
01
1.
+1
[1,]
{"a":1,}
{"a" 1}
{a:1}
{"a":tru}
{"a":"b\tc"}
"not closed
"\\x"
"\\ud8g0"
"\xff"
"\xed\xa0\x80"
\0
[1,\0]
{"a":1} {"b":2}
{"a":1},
1|{"a":1}
\xef\xbb\xbf1
[1]]
{"a_b":1,"aB":2}
{"x":[{"a":{"b":1,"c":{"b":1,"b":2}}}]}
{"\\u0061":1,"a":2}
END
    deep=$(printf '%16385s' '' | tr ' ' '[')
    recovers "1\n$deep\n2\n" '[1,null,2]' '[1,2]'
}

@test "rows that do not fit the options can be gone on after" {
    T='{"__typename":"T","a":1}'
    recovers '1\n{"a":1}\n[{},"x"]\ntrue\n[]\n' "[null,$T,null,null,[]]" \
        "[$T,[]]" --type T
    recovers '[]\n{"d":{"a":1}}\n{"x":1}\n{"d":1,"x":[}\n{"x":[{}],"d":[]}' \
        '[null,{"a":1},null,null,[]]' '[{"a":1},[]]' --column d
    echo 'type T { a: I } interface I { n: Int } type X implements I { n: Int }' >s
    recovers '{"a":{"n":1}}\n{"a":{"__typename":"T"}}\n{"a":{"__typename":"X"}}\n' \
        '[null,null,{"__typename":"T","a":{"__typename":"X"}}]' \
        '[{"__typename":"T","a":{"__typename":"X"}}]' --type T --schema s
}

# --- Where the run goes on ----------------------------------------------------

@test "the run goes on with the line after the one on which a bad row began" {
    recovers '{"a":\n[1 2],\n"b":3}\n4\n' '[null,null,null,4]' '[4]'
    recovers '[\n1\n,\nx\n' '[null,1,null,null]' '[1]'
    recovers '[\n{"a":1}\n{"b":2}\n' '[null,{"a":1},{"b":2}]' \
        '[{"a":1},{"b":2}]'
    recovers '[1,\n\n[2,\n3]\nx' '[null,[2,3],null]' '[[2,3]]'
    recovers '1 [\n2]\n3\n' '[null,null,3]' '[3]'
}

@test "lines are counted right after a bad row" {
    printf '\n[\n1,\n{"a":\n\n2 3\n[4\n' >rows
    build --field r --on-error skip rows
    exits 1
    places_are 'rows:6:3: row 1
rows:3:2: row 2
rows:6:3: row 3
rows:6:3: row 4
rows:8:1: the input ends inside row 5'
    mentions 'row 5, which begins on line 7'
}

@test "CRLF, NULLs and byte order marks do not matter" {
    recovers '\xef\xbb\xbfx\r\n1\r\n' '[null,1]' '[1]'
    recovers '\xef\xbb\xbf[\r\nx\r\n \r\n1\r\n' '[null,null,1]' '[1]'
    recovers '\n\nx\n\n\t\r\n1\n\n' '[null,1]' '[1]'
    recovers '1\r2\n[3\r]\n' '[null,[3]]' '[[3]]'
}

@test "an input that ends inside a row ends in a bad row" {
    recovers '1\n[2' '[1,null]' '[1]'
    recovers '{"a":"b' '[null]' '[]'
    recovers '[\n1\n' '[null,1]' '[1]'
    recovers '[\n[\n{"a":1}\n\n' '[null,null,{"a":1}]' '[{"a":1}]'
    printf '1\n[2,' >a
    printf '3]\n4\n' >b
    build --field r --on-error null a b
    exits 1
    [[ $(<out) = '{"data":{"r":[1,null,null,4]},"errors":['* ]]
    grep -qF '"the input ends inside row 2","path":["r",1],"extensions":{"line":2,"column":4}' out
}

@test "every input is read, and its lines are its own" {
    printf 'x\n1\n' >a
    printf '\n\ny' >b
    printf '[\n' >c
    build --field r --on-error skip a b /dev/null c a
    exits 1
    writes '{"data":{"r":[1,1]}}'
    places_are 'a:1:1: row 1
b:3:1: row 3
c:2:1: the input ends inside row 4
a:1:1: row 5'
    [ "$(tail -n 1 err)" = 'fraiseql-build: 4 of 6 rows were bad, and left out' ]
}

@test "a line of COPY text is a row, however bad" {
    recovers 'x\n1\n' '[null,1]' '[1]' --format copy
    recovers '1\t2\n\\N\n[\n2]\n3\n' '[null,null,null,3]' '[3]' --format copy
    recovers '\\q\n\\t1\n1\\t2\n{"a":1,"a":2}\n1\\x\n1\n\\.\n' \
        '[null,1,null,null,null,1]' '[1,1]' --format copy
    recovers '[\\n1,\\nx]\n1 2\r\n3\r\n"\\x"' '[null,null,3,null]' '[3]' --format copy
    grep -qF 'rows:1:8: row 1' err # of the line as it stands in the stream
}

@test "the tuple of a binary stream after a bad one is read" {
    header='PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00'
    field='\x00\x01\x00\x00\x00' null='\x00\x01\xff\xff\xff\xff'
    one="$field\\x011" end='\xff\xff'
    recovers "$header$field\\x04x\\n{\\n$null$one$end" '[null,1]' '[1]'
    recovers "$header$one$field\\x02\\x01[$field\\x00$one$end" \
        '[1,null,null,1]' '[1,1]'
    recovers "$header$null$field\\x031 2$one$end" '[null,1]' '[1]'
    grep -qF 'rows:2:3: row 1' err # the line is the number of the tuple
}

# --- What stands around the rows ------------------------------------------------

@test "--lines keeps each row, and null, on a line" {
    printf 'x\n1\ny\n' >rows
    build --field r --lines --on-error null --tolerate 2 rows
    exits 0
    [ "$(head -n 5 out)" = '{"data":{"r":[
null,
1,
null
]},"errors":[{"message":"expected a JSON value","path":["r",0],"extensions":{"line":1,"column":1}},{"message":"expected a JSON value","path":["r",2],"extensions":{"line":3,"column":1}}]}' ]
    build --bare --lines --on-error skip --tolerate 2 rows
    exits 0
    writes '[
1
]'
    build --bare --lines --on-error skip --tolerate 1 <<<x
    exits 0
    writes '[]'
}

@test "a bad row of --single is null, and its path is the field alone" {
    build --field u --single --on-error null <<<'{"a":1,"a":2}'
    exits 1
    writes '{"data":{"u":null},"errors":[{"message":"two keys of an object get the same name: \"a\" occurs twice","path":["u"],"extensions":{"line":1,"column":8}}]}'
    for mode in '--bare --single' '--field u --single'; do
        for fate in null skip; do
            # shellcheck disable=SC2086 # a mode is words
            build $mode --on-error $fate --tolerate 1 <<<'[1 2]'
            exits 0
            strict valid out
            [[ $(<out) = null || $(<out) = '{"data":{"u":null}'* ]]
        done
    done
}

@test "without room for errors, null has a message on stderr" {
    printf '1\nx\n[2\n' >rows
    build --rows --on-error null rows
    exits 1
    writes '1
null
null'
    mentions 'rows:2:1: row 2: expected a JSON value'
    mentions 'rows:4:1: the input ends inside row 3'
    mentions '2 of 3 rows were bad, and written as null'
    build --bare --on-error null rows
    exits 1
    writes '[1,null,null]'
    mentions 'rows:2:1: row 2: expected a JSON value'
    build --rows --on-error skip rows
    exits 1
    writes 1
    mentions '2 of 3 rows were bad, and left out'
}

@test "errors are as many as there is room for, and the count is right" {
    yes '[1 2]' | head -n 100 >rows
    build --field r --on-error null rows
    says 'fraiseql-build: 100 of 100 rows were bad, and written as null'
    [ "$(grep -o '"message"' out | wc -l)" -eq 100 ]
    echo '1' >>rows
    echo '[3 4]' >>rows
    build --field r --on-error null rows
    exits 1
    strict valid out
    [ "$(grep -o '"message"' out | wc -l)" -eq 100 ]
    says 'fraiseql-build: 101 of 102 rows were bad, and written as null; the response has the errors of the first 100'
    grep -q '"path":\["r",99\],"extensions":{"line":100,"column":4}}\]}$' out
    [[ $(<out) = *',null,1,null]},"errors":'* ]]
    build --bare --on-error skip rows
    [ "$(grep -c ': row ' err)" -eq 101 ]
    [ "$(tail -n 1 err)" = 'fraiseql-build: 101 of 102 rows were bad, and left out' ]
}

@test "what comes from outside is escaped in errors" {
    printf '{"\x1b[31m\\"\\u0001":1,"\x1b[31m\\"\\u0001":2}\n' >rows
    printf '{"\xe2\x80\xae\xc3\xa9":1,"\xe2\x80\xae\xc3\xa9":2}\n' >>rows
    build --field $'"\e' -q --on-error null rows
    exits 1
    strict valid out
    grep -qF '"path":["\"\u001b",1]' out
    grep -qF '\"<U+202E>é\" occurs twice' out
    [ "$(tr -d '\n' <out | tr -d '[:print:]' | wc -c)" -eq 0 ] || strict text out
}

@test "a list whose only written row is an array has a warning" {
    build --field r --on-error skip --tolerate 1 < <(printf 'x y\n[]\n')
    exits 0
    mentions 'warning: the only row is an array'
    build --field r --on-error null --tolerate 1 < <(printf '[x\n')
    exits 0
    run ! grep warning err
    build --field r --on-error skip --tolerate 1 < <(printf '[x\n{}\n')
    run ! grep warning err
    build --field r --on-error null --tolerate 1 < <(printf 'x y\n[]\n')
    run ! grep warning err
}

# --- How it ends --------------------------------------------------------------

@test "as many bad rows as --tolerate says are no failure, and one more is" {
    printf 'x\n1\ny\n' >rows
    for fate in null skip; do
        for tolerated in 2 3 1000000; do
            build --field r --on-error $fate --tolerate $tolerated rows
            exits 0
            strict valid out
            mentions '2 of 3 rows were bad'
        done
        for tolerated in 0 1; do
            build --field r --on-error $fate --tolerate $tolerated rows
            exits 1
            strict valid out
        done
        build --field r --on-error $fate <<<1
        builds '{"data":{"r":[1]}}'
        build --field r --on-error $fate </dev/null
        builds '{"data":{"r":[]}}'
    done
}

@test "-q leaves what is said of bad rows" {
    build -q --field r --on-error skip --tolerate 1 <<<x
    exits 0
    mentions '-:1:1: row 1: expected a JSON value'
    mentions '1 of 1 row was bad, and left out'
}

@test "a file is replaced only where the bad rows are tolerated" {
    printf '1\nx\n[2\n' >rows
    for fate in null skip; do
        echo old >file
        build --field r --on-error $fate --tolerate 1 -o file rows
        exits 1
        is file old
        mentions 'rows:2:1: row 2: expected a JSON value'
        mentions 'rows:4:1: the input ends inside row 3'
        mentions '2 of 3 rows were bad'
        mentions '; file was not replaced'
        folder_holds file rows
        build --field r --on-error $fate --tolerate 2 -o file rows
        exits 0
        strict valid file
        grep -q '"r":\[1' file
        run ! grep 'as it was' err
        build --rows --on-error $fate -o new rows
        exits 1
        folder_holds file rows
    done
    [ ! -e /dev/stdout ] ||
        { build --field r --on-error skip -o /dev/stdout rows; exits 1; }
    writes '{"data":{"r":[1]}}'
}

@test "--min-rows counts the rows that are good" {
    printf 'x\n1\n2\ny\n' >rows
    for fate in null skip; do
        build --field r --on-error $fate --tolerate 2 --min-rows 2 rows
        exits 0
        build --field r --on-error $fate --tolerate 2 --min-rows 3 rows
        exits 1
        writes_nothing
        mentions 'rows: too few rows: --min-rows asks for at least 3, and the input ends after 2'
        mentions '-build: 2 of 4 rows were bad'
        # The response with its errors is not there, so they are printed.
        mentions 'rows:4:1: row 4: expected a JSON value'
    done
}

@test "a second row of --single ends the run, though the first is bad" {
    stops 1 '-:2:1: row 2: more than one row with --single' --single \
        < <(printf '1\n2\n')
    stops 1 '-:2:1: row 2: more than one row with --single' --single \
        < <(printf 'x\n2\n')
    mentions '-:1:1: row 1: expected a JSON value'
    mentions '1 of 2 rows was bad'
    stops 1 '-:2:1: row 2: more than one row with --single' --single \
        < <(printf 'x\n\0')
    # So it does where the second is bad before it begins.
    for rows in '1\n\\q' '\\q\n\\q\n' '"\n\\q' '[x\n\\x'; do
        stops 1 '-:2:1: more than one row with --single' --single \
            --format copy < <(printf '%b' "$rows")
    done
    header='PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00'
    stops 1 '-:2:1: more than one row with --single' --single \
        < <(printf '%b' "$header\\x00\\x01\\x00\\x00\\x00\\x01x\\x00\\x01\\x00\\x00\\x00\\x00")
}

@test "what the end marker asks for ends the run" {
    local after

    stops 1 '-:2:1: the input ends without the line of --end-marker' --end-marker END \
        < <(printf 'x\n')
    stops 1 '-:1:2: the input ends without the line of --end-marker' --end-marker END \
        < <(printf 'x')
    stops 1 '-:2:4: the input ends without the line of --end-marker' --end-marker END \
        < <(printf '[\n [1')
    stops 1 '-:3:1: the input goes on after the line of --end-marker' \
        --end-marker END < <(printf 'x\nEND\n1\n')
    # A bad row takes none with it.
    build --field r --on-error skip --tolerate 2 --end-marker END \
        < <(printf '[1,\n2,\nEND\n')
    exits 0
    build --field r --on-error skip --tolerate 1 --format copy --end-marker END \
        < <(printf '\\q\nEND\n')
    exits 0
    stops 1 '-:1:1: --end-marker is for lines' --end-marker END \
        < <(printf 'PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0')
    for after in '}' '\0' '\377'; do
        stops 1 '-:3:1: the input goes on after the line of --end-marker' \
            --end-marker END < <(printf '%b' "x\nEND\n$after\n")
    done
}

@test "a binary stream that is itself wrong ends the run" {
    header='PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00'
    bad='\x00\x01\x00\x00\x00\x01x'
    while read -r stream what; do
        stops 1 "$what" < <(printf '%b' "$header$stream")
    done <<END
$bad ends before COPY's trailer
\\x00\\x01\\x00\\x00\\x00\\x07x ends before COPY's trailer
$bad\\x00\\x02 a tuple must have exactly one column
$bad\\x00\\x01\\xff\\xff\\xff\\xfe a length is over 1 GiB
$bad\\xff\\xffx the input goes on after the end of COPY's data
END
    stops 1 'the critical flags' \
        < <(printf 'PGCOPY\n\377\r\n\0\0\1\0\0\0\0\0\0')
    stops 1 "expected the signature of COPY's binary format" \
        --format copy-binary < <(printf 'x')
    stops 1 "the input goes on after the end of COPY's data" --format copy \
        < <(printf 'x\n\\.\n1\n')
}

@test "an input that cannot be read ends the run" {
    echo 'x' >rows
    for fate in null skip; do
        build --field r --on-error $fate --tolerate 9 rows .
        exits 4
        writes_nothing
        mentions '.: cannot read: Is a directory'
        mentions 'rows:1:1: row 1: expected a JSON value'
        mentions '1 of 1 row was bad'
    done
}

@test "where reading fails after a bad row, the run ends" {
    for fate in null skip; do
        for rows in '1\n[x' '1\n[x\n' '1\n[2\n,3' '1\n[2\n,x\n'; do
            under run_in fails
            build --field r --on-error $fate --tolerate 9 - \
                < <(printf '%b' "$rows")
            exits 4
            writes_nothing
            mentions '-: cannot read: Input/output error'
        done
    done
}

@test "a full disk ends the run with status 4" {
    [ -c /dev/full ] || skip 'there is no /dev/full'
    build --field r --on-error skip --tolerate 1 -o /dev/full <<<x
    exits 4
    mentions '/dev/full: cannot write: No space left on device'
}

@test "a run that stops has written no whole response" {
    { yes '{"a":1}' | head -n 30000; echo x; yes '{"a":1}' | head -n 30000; } >rows
    for fate in null skip; do
        for mode in '--field r' '--bare' '--field r --lines'; do
            # shellcheck disable=SC2086 # a mode is words
            build $mode --on-error $fate --end-marker END rows
            exits 1
            strict incomplete out
            [ $(($(wc -c <out) % 65536)) -eq 0 ] || wrong 'expected whole blocks'
        done
        build --rows --on-error $fate --end-marker END rows
        exits 1
        strict lines out
    done
}

# --- Sizes --------------------------------------------------------------------

@test "good rows are all there, whatever stands between them" {
    python3 "$BATS_TEST_DIRNAME/lib/random_rows.py" 2000 17
    sed '3~7s/$/\n{"a":[1,{"b":"é 2}]}/; 5~11s/$/\nSET\n[/' expected >rows
    all=$(wc -l <rows)
    bad=$((all - 2000))
    build --rows --on-error skip rows
    exits 1
    cmp out expected
    [ "$(tail -n 1 err)" = "fraiseql-build: $bad of $all rows were bad, and left out" ]
    build --rows --on-error null --tolerate $bad rows
    exits 0
    [ "$(grep -cx null out)" -eq $((bad + $(grep -cx null expected))) ]
    [ "$(tail -n 1 err)" = "fraiseql-build: $bad of $all rows were bad, and written as null" ]
}

@test "an independent reader finds the same rows" {
    python3 "$BATS_TEST_DIRNAME/lib/recovery_model.py" 300 1
}

@test "reads of every size give the same bytes" {
    printf '\xef\xbb\xbf{"a":1}\r\n[\n1,\n"x\ty",\n\n{"b" 2}\n3\n' >rows
    printf '{"a_b":"\xc3\xa9","aB":2}\n"\xe2\x82"\ntru\n-\n"\\u12"\n[7,\n' >>rows
    for fate in null skip; do
        for mode in '--field r' '--rows --type T' '--bare --format copy' \
            '--field r --column a' '--field r --end-marker END'; do
            # shellcheck disable=SC2086 # a mode is words
            run_in reads 1 2 3 5 7 16 64 -- "$FRAISEQL_BUILD" $mode \
                --on-error $fate <rows
        done
    done
}

# large BEFORE FILL AFTER: a line, or two, with 400,000 times FILL in it.
large() { printf '%b' "$1"; yes "$2" | head -n 400000 | tr -d '\n'; printf '%b' "$3"; }

@test "a bad row may be larger than a window and than a block of output" {
    while IFS='|' read -r before fill after; do
        { echo 1; large "$before" "$fill" "$after"; printf '2\n'; } >rows
        build --rows --on-error skip rows
        exits 1
        writes '1
2'
        build --field r --on-error skip <rows
        writes '{"data":{"r":[1,2]}}'
        run_in reads 4096 -- "$FRAISEQL_BUILD" --field r --on-error null <rows
    done <<'END'
["|x|" 1]\n
[1|,1|\n
{"|k|":1,}\n
{"a":["|xy|",{"b":x\n
[x|,1|]\n
[1|2|\n,\n
[\n\t|  |,\n
{"a_b":["|x|"],"aB":1}\n
END
}

@test "a bad row that is larger than memory should be takes none" {
    need_plain_memory
    for format in ndjson copy; do
        most 3000 "$FRAISEQL_BUILD" --field r --on-error null --tolerate 1 \
            --format $format < <(printf '[x'; head -c 100000000 /dev/zero; echo)
    done
    most 3000 "$FRAISEQL_BUILD" --field r --on-error null --tolerate 1 \
        < <(printf 'PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0\0\1\5\365\341\0x'
            tail -c 99999999 /dev/zero | head -c 99999999
            printf '\377\377')
}

@test "millions of bad rows take no more memory than one" {
    need_plain_memory
    for mode in '--field r --on-error null' '--rows --on-error null' \
        '--field r --on-error skip --type T'; do
        # shellcheck disable=SC2086 # a mode is words
        most "$ROOM" "$FRAISEQL_BUILD" $mode --tolerate 300000 2>err \
            < <(yes '{"x":{"a":{"a":[1 2' | head -n 300000)
    done
    # Rows with keys that no other row has.
    most "$ROOM" "$FRAISEQL_BUILD" --field r --on-error null --tolerate 300000 \
        < <(seq 300000 | sed 's/.*/{"a_&":1,"b_&":{"c_&":}}/')
}

@test "several root fields share their errors, and each path names its field" {
    printf 'x\n1\n' >a
    printf '{"x":[1,\n' >b
    build --field r --input a --field s --single --input b --field t --null \
        --field u --lines --input a --on-error null
    exits 1
    strict valid out
    grep -o '"path":[^}]*' out >paths
    is paths '"path":["r",0],"extensions":{"line":1,"column":1
"path":["s"],"extensions":{"line":2,"column":1
"path":["u",0],"extensions":{"line":1,"column":1'
    says 'fraiseql-build: 3 of 5 rows were bad, and written as null'
    [ "$(tr -d '\n' <out | sed 's/,"errors.*//')" = \
        '{"data":{"r":[null,1],"s":null,"t":null,"u":[null,1]}' ]
}

@test "with --select no entry names what is not selected" {
    printf '%s\n' '{"id":1,"by_mail":{"ada@example.org":1,"ada@example.org":2}}' \
        '{"id":2,"a_b":1,"aB":2}' '{"id":3}' >rows
    build --field x --select '{id}' --on-error null rows
    exits 1
    [[ $(<out) == '{"data":{"x":[null,null,{"id":3}]},"errors":['*']}' ]]
    strict valid out
    [[ $(<out) != *ada* && $(<out) != *a_b* && $(<out) != *aB* ]]
    build --field x --select '{id}' --on-error skip rows
    grep -q 'ada@example.org' err
    build --field x --on-error null rows
    [[ $(<out) == *'\"ada@example.org\" occurs twice'* ]]
}

@test "rows that go bad in the middle of what is selected leave nothing in the output" {
    for ((i = 0; i < 300; i++)); do
        echo '{"c":{"id":1},"a":{"b":[{"c":1},{"c":tru}]}}'
        echo '{"a":{"b":[{"c":1}]},"c":{"id":2}}'
    done >rows
    build --field r --select '{ x: a { b { c } } y: a { b { d: c } } }' \
        --on-error skip --tolerate 300 --lines rows 2>/dev/null
    exits 0
    [ "$(grep -c '^{"x":{"b":\[{"c":1}\]},"y":{"b":\[{"d":1}\]}},\?$' out)" -eq 300 ]
    [ "$(wc -l <out)" -eq 302 ]
}
