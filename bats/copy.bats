#!/usr/bin/env bats
# COPY streams give the same response as lines: the text format, asked for by
# name, and the binary format, which is known by its signature.
load lib/helper

# streams ...: an independent reader and writer of the formats.
streams() { python3 "$BATS_TEST_DIRNAME/lib/copy_streams.py" "$@"; }

# What printf makes the frame of a binary stream from.
SIGNATURE='PGCOPY\n\377\r\n\0'
HEADER=$SIGNATURE'\0\0\0\0\0\0\0\0'
TRAILER='\377\377'
NULL='\0\1\377\377\377\377'
# tuple VALUE: the value, of less than 64 bytes, with its frame.
tuple()
{
    printf '\\0\\1\\0\\0\\0\\%04o%s' "$(printf '%b' "$1" | wc -c)" "$1"
}

# copy_is TEXT RESPONSE, and binary_is TUPLES RESPONSE.
copy_is() { build --bare -q --format copy < <(printf '%b' "$1"); builds "$2"; }
binary_is()
{
    build --bare -q < <(printf '%b' "$HEADER$1$TRAILER")
    builds "$2"
}

# What messages say of the usual causes.
COLUMN='(select only the column that is JSON)'
JSON='(this looks like plain JSON, which is read without --format=copy)'
COPY='(this looks like COPY text, which needs --format=copy)'
FAILED='(the program that wrote it has probably failed)'

# The whole of stderr, for COPY text, and for all of a binary stream but its
# header.
copy_tells()
{
    build --field users --format copy < <(printf '%b' "$1")
    fails 1 "-:$2"
}
binary_tells()
{
    build --field users < <(printf '%b' "$HEADER$1")
    fails 1 "-:$2"
}

# hints HINT INPUT ARGUMENT...
hints()
{
    build --field users "${@:3}" < <(printf '%b' "$2")
    exits 1
    writes_nothing
    head -n 1 err | grep -qF -- " $1" || wrong "expected the hint $1"
}

# --- The same response -------------------------------------------------------

@test "COPY text, COPY binary of json and of jsonb, and lines give the same" {
    streams make
    for mode in '--field users' '--bare --keep-case --lines' '--rows'; do
        # shellcheck disable=SC2086 # a mode is words
        {
            build $mode lines
            exits 0
            mv out expected
            [ "$(wc -c <expected)" -gt 800 ]
            for stream in '--format copy text' '--format=copy-binary binary' \
                binary jsonb; do
                build $mode $stream
                exits 0
                says_nothing
                cmp expected out
            done
        }
    done
}

@test "a stream on stdin gives the same as one in a file" {
    streams make
    build --bare lines
    mv out expected
    build --bare --format copy <text
    cmp expected out
    build --bare <binary
    cmp expected out
}

@test "--single takes no row, a NULL and one row of a stream, and refuses two" {
    for rows in '' '\\N\n' '\\N\n\\N\n'; do
        build --single --bare --format copy < <(printf '%b' "$rows")
        builds null
    done
    build --single --bare --format copy < <(printf '%b' '\\N\n[1]\n\\N\n')
    builds '[1]'
    build --single --bare --format copy < <(printf '%b' '1\n\\N\n[2]\n')
    fails 1 '-:3:1: row 2: more than one row with --single (use --list for any number of rows)
    [2]
    ^'
    build --single --bare < <(printf '%b' "$HEADER$NULL$(tuple '[1]')$TRAILER")
    builds '[1]'
    build --single --bare < <(
        printf '%b' "$HEADER$(tuple 1)$NULL$(tuple '[2]')$TRAILER")
    fails 1 '-:3:1: row 2: more than one row with --single (use --list for any number of rows)
    [2]
    ^'
}

@test "--type stamps the rows of a stream, and takes nothing but objects" {
    build --rows --type T --format copy <<<'{"a_b":"\\n"}'
    builds '{"__typename":"T","aB":"\n"}'
    build --rows --type T < <(printf '%b' "$HEADER$(tuple '\0001[{}]')$TRAILER")
    builds '[{"__typename":"T"}]'
    build --rows --type T --format copy <<<'"\\n"'
    exits 1
}

@test "files of several formats may follow one another" {
    streams make
    build --bare --format copy text
    printf '%s' "$(sed 's/\[\(.*\)\]/\1/' out)" >rows
    build --bare binary lines jsonb binary
    exits 0
    says_nothing
    cmp out <(echo "[$(cat rows),$(cat rows),$(cat rows),$(cat rows)]")
    build --bare --format copy text text
    cmp out <(echo "[$(cat rows),$(cat rows)]")
    build --bare --format copy-binary binary jsonb
    cmp out <(echo "[$(cat rows),$(cat rows)]")
}

@test "lines and tuples are counted in each file" {
    printf '1\n\n2\n' >lines
    printf '%b' "$HEADER$(tuple 1)$(tuple x)$TRAILER" >binary
    build --bare lines binary
    fails 1 'binary:2:1: row 4: expected a JSON value
    x
    ^'
    printf '%b' "$HEADER$(tuple 1)$TRAILER" >binary
    echo '[x]' >>lines
    build --bare binary lines
    fails 1 'lines:4:2: row 4: expected a JSON value
    [x]
     ^'
}

# --- COPY text ---------------------------------------------------------------

@test "COPY text: the seven escapes are undone, and nothing else is changed" {
    copy_is '"\\\\b\\\\f\\\\n\\\\r\\\\t\\\\\\\\\\\\"\\\\/"\n' \
        '["\b\f\n\r\t\\\"\/"]'
    copy_is '[1,\\n2,\\r\\n\\t3]\n' '[[1,2,3]]'
    copy_is '{"user_id":"a\\\\u00e9"}\n' '[{"userId":"a\u00e9"}]'
    # These three are no JSON.
    for letter in b f v; do
        build --bare --format copy <<<"[1,\\${letter}2]"
        fails 1 "-:1:4: row 1: expected a JSON value
    [1,\\${letter}2]
       ^"
    done
}

@test "COPY text: \N and a line of blanks are NULL" {
    copy_is '\\N\n1\n\\N\r\n\n  \n\r\n2\n\\N' '[1,2]'
    copy_is '' '[]'
    copy_is '\xef\xbb\xbf\\N\n1\n' '[1]'
}

@test "COPY text: a line of blanks is NULL, however long it is" {
    build --bare --format copy < <(
        printf '1\n'
        head -c 1000000 /dev/zero | tr '\0' ' '
        printf '\n2\n'
    )
    builds '[1,2]'
}

@test "COPY text: a row ends with its line, and with the input" {
    copy_is '1\n2\r\n3' '[1,2,3]'
    copy_is ' {} \r\n' '[{}]'
    copy_tells '[1,\n2]\n' "1:4: row 1: the row ends before its value is complete
    [1,
       ^"
    copy_tells '1\n{"a":' "2:6: row 2: the row ends before its value is complete
    {\"a\":
         ^"
}

@test "COPY text: a line \. ends the data" {
    copy_is '1\n\\.\n' '[1]'
    copy_is '1\n\\.' '[1]'
    copy_is '1\r\n\\.\r\n\r\n \n' '[1]'
    copy_is '\\.\n' '[]'
    copy_tells '1\n\\.\n\n2\n' "4:1: the input goes on after the end of COPY's data
    2
    ^"
    for after in '\\N' '\\.' SET '\t' '\0'; do
        copy_is '1\n\\.\n' '[1]'
        build --bare --format copy < <(printf '%b' "1\n\\\\.\n$after\n")
        exits 1
        writes_nothing
        mentions "-:3:1: the input goes on after the end of COPY's data"
    done
}

@test "COPY text: what comes after the end is refused, however long it is" {
    build --bare --format copy < <(
        printf '1\n\\.\n"'
        head -c 1000000 /dev/zero | tr '\0' x
        printf '"\n'
    )
    exits 1
    writes_nothing
    mentions "-:3:1: the input goes on after the end of COPY's data"
}

@test "COPY text: a tab is a second column" {
    copy_tells '{}\t2\n' "1:3: row 1: more than one column: this tab begins another $COLUMN
    {}\\x092
      ^"
    hints "$COLUMN" '1\t{}\n' --format copy
    hints "$COLUMN" '\\N\t{}\n' --format copy
    hints "$COLUMN" '{"a":"\t"}\n' --format copy
}

@test "COPY text: an escape that COPY does not write is refused" {
    copy_tells '1\n{"a":"\\u00e9"}\n' '2:7: row 2: expected one of \ b f n r t v after a backslash in COPY text '"$JSON"'
    {"a":"\u00e9"}
          ^'
    for escape in a 0 101 x41 N . '"' / '' ' ' '\r' '\0'; do
        build --bare --format copy < <(printf '%b' "\"x\\\\$escape\"\n")
        exits 1
        writes_nothing
        mentions '-:1:3: row 1: expected one of \ b f n r t v after a backslash'
    done
    # At the very end.
    copy_tells "\"a\\\\" '1:3: row 1: expected one of \ b f n r t v after a backslash in COPY text
    "a\
      ^'
}

@test "COPY text: a place is one in the line as it came" {
    copy_tells '\\N\n{"a": "\\\\"\\\\\\\\\\\\"", x}\n' "2:21: row 1: expected a key in double quotes after ','
    {\"a\": \"\\\\\"\\\\\\\\\\\\\"\", x}
                        ^"
    copy_tells '[1,\\n\\n2,\\nx]\n' '1:12: row 1: expected a JSON value
    [1,\n\n2,\nx]
               ^'
    # A byte order mark has no column.
    copy_tells '\xef\xbb\xbf["\\\\n",x]\n' '1:8: row 1: expected a JSON value
    ["\\n",x]
           ^'
    # In a line that is longer than what is read at once.
    build --bare --format copy < <(
        printf '["'
        yes '\\n\\"' | head -n 100000 | tr -d '\n'
        printf '", x]\n'
    )
    exits 1
    mentions '-:1:600006: row 1: expected a JSON value'
}

# --- COPY binary -------------------------------------------------------------

@test "COPY binary: NULLs are no rows" {
    binary_is '' '[]'
    binary_is "$NULL$NULL" '[]'
    binary_is "$NULL$(tuple 1)$NULL$(tuple null)" '[1,null]'
}

@test "COPY binary: json is its text, and jsonb has its version before it" {
    binary_is "$(tuple '{"a_b":"\\n"}')" '[{"aB":"\n"}]'
    binary_is "$(tuple '\0001{"a_b":"\\n"}')" '[{"aB":"\n"}]'
    binary_is "$(tuple '\n[1,\r\n\t2]\n')" '[[1,2]]'
    for value in '\0001\0001{}' '\0002{}' '\0{}' '{}\0001' ' \0001{}'; do
        build --bare < <(printf '%b' "$HEADER$(tuple "$value")$TRAILER")
        exits 1
        writes_nothing
    done
}

@test "COPY binary: the header may have flags to ignore, and an extension" {
    rest=$(tuple 7)$TRAILER
    for header in '\0\0\377\377\0\0\0\0' '\0\0\0\1\0\0\0\1x' \
        '\0\0\0\0\0\0\0\17PGCOPY\n\377\r\n\0\0\1\0\0' \
        "\0\0\0\0\0\0\3\350$(printf '%01000d' 0)"; do
        build --bare < <(printf '%b' "$SIGNATURE$header$rest")
        builds '[7]'
    done
    {
        printf '%b' "$SIGNATURE\0\0\0\0\0\17\102\100"
        head -c 1000000 /dev/zero
        printf '%b' "$rest"
    } >stream
    build --bare stream
    builds '[7]'
}

@test "COPY binary: critical flags are refused" {
    for flags in '\200\0\0\0' '\100\0\0\0' '\0\1\0\0' '\0\2\377\377'; do
        build --field users < <(printf '%b' "$SIGNATURE$flags\0\0\0\0$TRAILER")
        exits 1
        writes_nothing
        mentions '-:1:12: the critical flags of an unknown COPY format are set'
    done
}

@test "COPY binary: tuples of no column, of two and of a negative number are refused" {
    for count in '\0\0' '\0\2' '\1\1' '\377\376' '\200\1' '\0\377'; do
        build --field users < <(
            printf '%b' "$HEADER$(tuple 1)$NULL$count$TRAILER")
        exits 1
        writes_nothing
        mentions "-:3:1: a tuple must have exactly one column $COLUMN"
    done
}

@test "COPY binary: a length that no value has is refused at once" {
    need_plain_memory
    under timeout 300 prlimit --as=12000000
    for length in '\377\377\377\376' '\200\0\0\0' '\100\0\0\0' \
        '\177\377\377\377'; do
        build --field users < <(printf '%b' "$HEADER$(tuple 1)\0\1$length")
        exits 1
        writes_nothing
        mentions '-:2:3: a length is over 1 GiB'
        build --field users < <(printf '%b' "$SIGNATURE\0\0\0\0$length")
        exits 1
        writes_nothing
        mentions '-:1:16: a length is over 1 GiB'
    done
}

@test "COPY binary: a huge length takes no memory, and is not believed" {
    need_plain_memory
    under timeout 300 prlimit --as=12000000
    build --field users < <(printf '%b' "$HEADER\0\1\77\377\377\377[1,2")
    exits 1
    writes_nothing
    mentions "the stream ends before COPY's trailer $FAILED"
    build --field users < <(printf '%b' "$SIGNATURE\0\0\0\0\77\377\377\377xx")
    exits 1
    writes_nothing
    mentions "the stream ends before COPY's trailer $FAILED"
}

@test "COPY binary: a value is all of its field, and only there" {
    for value in '' '\0001' ' ' '\0001\n' '1 2' '1\n2' '{}{}' '1,' '[1' '"' \
        tru '1\0'; do
        build --bare < <(printf '%b' "$HEADER$(tuple "$value")$TRAILER")
        exits 1
        writes_nothing
        mentions '-:1:'
    done
    # What one field begins, the next one does not end.
    binary_tells "$(tuple '[1,')$(tuple '2]')$TRAILER" "1:4: row 1: the row ends before its value is complete
    [1,
       ^"
    binary_tells "$(tuple 1)$(tuple tr)$(tuple ue)$TRAILER" "2:3: row 2: the row ends before its value is complete
    tr
      ^"
    binary_is "$(tuple 1)$(tuple 2)" '[1,2]'
}

@test "COPY binary: nothing may come after the trailer" {
    for after in '\n' '\0' ' ' "$TRAILER" "$(tuple 2)$TRAILER" "$HEADER"; do
        build --field users < <(
            printf '%b' "$HEADER$(tuple 1)$TRAILER$after")
        exits 1
        writes_nothing
        mentions "the input goes on after the end of COPY's data"
    done
}

@test "COPY binary: a place is the tuple's number and the column in its value" {
    binary_tells "$(tuple 1)$NULL$(tuple '{"a": x}')" '3:7: row 2: expected a JSON value
    {"a": x}
          ^'
    # What is shown ends with the value.
    binary_tells "$(tuple '[x]')$(tuple 2)$TRAILER" '1:2: row 1: expected a JSON value
    [x]
     ^'
    # The version of jsonb is none of the value's columns.
    binary_tells "$(tuple '\0001{"a":\n x}')" '1:8: row 1: expected a JSON value
    {"a":\x0A x}
              ^'
}

@test "--format copy-binary refuses what is none" {
    for rows in '{"a":1}\n{"a":1,"b":2}\n' 'PGCOPY\n\377\r\r\0\0\0\0\0\0\0\0\0' \
        '\xef\xbb\xbf'"$HEADER$TRAILER" "\n$HEADER$TRAILER"; do
        build --field users --format copy-binary < <(printf '%b' "$rows")
        exits 1
        writes_nothing
        mentions "-:1:1: expected the signature of COPY's binary format (leave out --format, and the format is recognized)"
    done
    build --field users --format copy-binary </dev/null
    fails 1 "-:1:1: the stream ends before COPY's trailer $FAILED"
    streams make
    build --field users --format copy-binary binary lines
    exits 1
    writes_nothing
    mentions 'lines:1:1: '
}

# --- Hints -------------------------------------------------------------------

@test "plain JSON that is given as COPY text is recognized by its escapes" {
    hints "$JSON" '{"a":"x\\"y"}\n' --format copy
    hints "$JSON" '{"a":"x\\ny"}\n' --format copy
    hints "$JSON" '{"a":"\\u00e9"}\n' --format copy
    hints "$JSON" '{"a":"\\/"}\n' --format copy
}

@test "COPY text that is given as lines is recognized by its escapes" {
    hints "$COPY" '\\N\n'
    hints "$COPY" '\\.\n'
    hints "$COPY" '{"a":"x \\\\"y\\\\""}\n'
    hints "$COPY" '[1,\\n2]\n'
    hints "$COPY" '{"a":"x \\\\"y\\\\""}\n' --format ndjson
}

@test "what psql prints beside rows is recognized in COPY text, too" {
    hints '(psql without -q' 'SET\n{}\n' --format copy
    hints '(psql without -q' '{}\nCOPY 5\n' --format copy
    hints '(psql without -At' ' data \n------\n {}\n' --format copy
    hints '(psql without -At' '{}\n(1 row)\n' --format copy
    hints "$COLUMN" '1|{}\n' --format copy
}

# --- What went wrong on the way ----------------------------------------------

@test "a binary stream that is cut anywhere is refused" {
    streams cut binary
    streams cut jsonb
}

@test "COPY text that is cut is refused, or is what it looks like" {
    streams cut text
}

@test "a stream with a wrong byte is refused, or is what it looks like" {
    streams flip text
    streams flip binary
    streams flip jsonb
}

@test "a cut stream says where it is cut" {
    binary_tells "$(tuple 1)" "2:1: the stream ends before COPY's trailer $FAILED"
    binary_tells "$(tuple 1)\0" "2:2: the stream ends before COPY's trailer $FAILED
    \\x00
        ^"
    binary_tells "$(tuple 1)\0\1\0\0\0\11[1,2" "2:5: row 2: the stream ends before COPY's trailer $FAILED
    [1,2
        ^"
}

# --- However it comes --------------------------------------------------------

READS=(1 2 3 7 64 1000 4096)

@test "reads of every size give the same response of a stream" {
    streams make
    for mode in '--field users' '--rows --keep-case'; do
        # shellcheck disable=SC2086 # a mode is words
        {
            run_in reads "${READS[@]}" -- "$FRAISEQL_BUILD" $mode \
                --format copy <text
            run_in reads "${READS[@]}" -- "$FRAISEQL_BUILD" $mode <binary
            run_in reads "${READS[@]}" -- "$FRAISEQL_BUILD" $mode <jsonb
        }
    done
}

@test "reads of every size give the same error of a stream" {
    while IFS= read -r rows; do
        printf '%b' "$rows" >text
        run_in reads "${READS[@]}" -- "$FRAISEQL_BUILD" --field users \
            --format copy <text
        build --bare --format copy text
        exits 1
    done <<'END'
\\N\n{"a": "\\\\"" x}\n
"\\x"\n
"\\\\\\
{}\t1\n1\n
1\n[1\n2]\n
1\n\\.\n1\n
1\n\\N\\N\n
{"a":"x\\ny"}\n
1\nSET\n2\n
data\n----\n
END
    while IFS= read -r tuples; do
        printf '%b' "$HEADER$(tuple 1)$NULL$tuples" >stream
        run_in reads "${READS[@]}" -- "$FRAISEQL_BUILD" --field users <stream
        build --bare stream
        exits 1
    done <<'END'
\0
\0\2\0\0
\0\1\377
\0\1\100\0\0\0\0
\0\1\0\0\0\11[1,2,xxxxxx
\0\1\0\0\0\03[1,2
\0\1\0\0\0\0\0\1
\0\1\0\0\0\1\1
\0\1\0\0\0\3["
\0\1\0\0\0\177["a_b",{"c_d":
\0\1\0\0\0\177["a_b" "c_d",
\377\377\n
END
}

# It is taken in pieces, and what is in the last one is a part of the line.
@test "reads of every size find the same end of a long line" {
    blanks=$(printf '%080d' 0 | tr 0 ' ')
    for end in "$blanks\n2]\n" "$blanks" '2]\\N\n' '\\N\n2]\n' '\\.\n2]\n' \
        '2\t3]\n' '"\n'; do
        {
            printf '['
            yes 1, | head -n 32770 | tr -d '\n'
            printf '%b' "$end"
        } >text
        # How much of the response was written may differ.
        run_in reads 1 64 1000 -- "$FRAISEQL_BUILD" --bare --format copy \
            -o /dev/null <text
        build --bare --format copy -o /dev/null text
        exits 1
        mentions 'text:1:6'
    done
}

@test "a million rows of a stream take no more memory than a thousand" {
    need_plain_memory
    for format in text binary; do
        option=--format=copy
        [ $format = text ] || option=--format=auto
        for mode in '--field users --type User' '--rows'; do
            # shellcheck disable=SC2086 # a mode is words
            most "$ROOM" "$FRAISEQL_BUILD" $option $mode < <(
                streams many $format 1000000)
        done
        streams many $format 300000 >stream
        build --rows $option stream
        exits 0
        [ "$(grep -cx '{"id":1,"firstName":"Ada \\"A\\""}' out)" -eq 200000 ]
    done
}

@test "a large row of a stream is built, piece by piece" {
    need_plain_memory
    for format in text binary; do
        option=--format=copy
        [ $format = text ] || option=--format=auto
        most 8000 "$FRAISEQL_BUILD" $option --field user --single < <(
            streams large $format 30000000)
        streams large $format 3000000 >stream
        build $option --bare --single stream
        exits 0
        {
            printf '{"firstName":"'
            yes '\né' | head -n 250000 | sed 's/$/xx/' | tr -d '\n'
            printf '","n":[1'
            yes ,1 | head -n 750000 | tr -d '\n'
            echo ']}'
        } | cmp - out
    done
}

# --- Columns -------------------------------------------------------------------

@test "--column takes the row out of the columns of COPY's formats too" {
    printf '%s\n' '{"id":1,"data":{"a_b":"\\n"}}' '\N' '{"data":\n2}' >text
    build --bare --format copy --column data text
    builds '[{"aB":"\n"},2]'
    build --bare --format copy --column data <<<'{"a":\t1}'
    exits 1
    {
        printf 'PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0'
        printf '\0\1\0\0\0\14{"data": {}}'
        printf '\0\1\377\377\377\377\377\377'
    } >binary
    build --bare --type T --column data binary
    builds '[{"__typename":"T"}]'
    build --bare --column id binary
    fails 1 "binary:1:12: row 1: the row lacks the column that --column names (the name must be spelled as in the row)
    {\"data\": {}}
               ^"
}

# --- The end marker --------------------------------------------------------------

@test "COPY text: the line of --end-marker is looked for before anything is decoded" {
    for end in 'DONE\n' 'DONE' ' DONE \r\n\n \r\n' '\\.\nDONE\n' '\\.\n\nDONE'; do
        build --bare --format copy --end-marker DONE \
            < <(printf '1\n\\N\n%b' "$end")
        builds '[1]'
    done
    build --bare --format copy --end-marker '\.' < <(printf '1\n\\.\n')
    builds '[1]'
    build --bare --format copy --end-marker DONE < <(printf '1\n\\.\n')
    fails 1 '-:3:1: the input ends without the line of --end-marker (the program that wrote it has probably failed)'
    build --bare --format copy --end-marker DONE < <(printf '1')
    fails 1 '-:1:2: the input ends without the line of --end-marker (the program that wrote it has probably failed)
    1
     ^'
}

@test "COPY text: what follows the line of --end-marker is an error" {
    for after in 2 'DONE' '\.' '\N' '\x'; do
        build --bare --format copy --end-marker DONE \
            < <(printf 'DONE\n\n  %s\n' "$after")
        fails 1 "-:3:3: the input goes on after the line of --end-marker
      $after
      ^"
    done
    build --bare --format copy --end-marker DONE < <(printf 'DONE 1\n')
    exits 1
    build --bare --format copy --end-marker DONE < <(printf '"\\nDONE\n"')
    exits 1
}
