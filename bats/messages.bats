#!/usr/bin/env bats
# Bad input gets a clear message: source, row, line and column, what was
# expected, the spot, and the remedy where there is a usual cause.
load lib/helper

# tells ROWS MESSAGE: the rows, in which printf's escapes stand for bytes, come
# on stdin, and the message is all there is on stderr.
tells()
{
    build --field users < <(printf '%b' "$1")
    fails 1 "-:$2"
}

# What messages say of the usual causes.
Q='(psql without -q prints such lines; use psql -XAtqc)'
AT='(psql without -At prints headings; use psql -XAtqc)'
COLUMN='(select only the column that is JSON)'
COPY='(this looks like COPY text, which needs --format=copy)'

hints()
{
    build --field users < <(printf '%b' "$1")
    exits 1
    writes_nothing
    head -n 1 err | grep -qF -- " $2" || wrong "expected the hint $2"
}

# spoke LINES...: stderr has one of these numbers of lines. They are kept in the
# file said, in which nothing may move a cursor or turn text around.
spoke()
{
    cat err >>said
    [[ " $* " = *" $(wc -l <err) "* ]] || wrong "expected $* lines on stderr"
}

# --- Where and what --------------------------------------------------------

@test "a message names source, line, column and row, and shows the spot" {
    {
        for n in {1..16}; do echo "{\"id\": $n}"; done
        echo '{"first_name": "Ada" "last_name": "Lovelace"}'
    } >users.ndjson
    build --field users users.ndjson
    fails 1 "users.ndjson:17:22: row 17: expected ',' or '}' after a value
    {\"first_name\": \"Ada\" \"last_name\": \"Lovelace\"}
                         ^"
}

@test "a message says what was expected" {
    tells '{"a":1 "b":2}\n' "1:8: row 1: expected ',' or '}' after a value
    {\"a\":1 \"b\":2}
           ^"
    tells '[1 2]\n' "1:4: row 1: expected ',' or ']' after a value
    [1 2]
       ^"
    tells '{"a" 1}\n' "1:6: row 1: expected ':' after a key
    {\"a\" 1}
         ^"
    tells '{a:1}\n' "1:2: row 1: expected a key in double quotes or '}' after '{'
    {a:1}
     ^"
    tells '{"a":1,}\n' "1:8: row 1: expected a key in double quotes after ','
    {\"a\":1,}
           ^"
    tells '[1,]\n' '1:4: row 1: expected a JSON value
    [1,]
       ^'
    tells '{"a":tru}\n' '1:9: row 1: expected true, false or null
    {"a":tru}
            ^'
    tells '{"a":1.}\n' '1:8: row 1: expected a digit in a number
    {"a":1.}
           ^'
    tells '{"a":012}\n' \
        '1:7: row 1: a number cannot have a leading zero
    {"a":012}
          ^'
    tells '{"a":"\\u12g4"}\n' \
        '1:11: row 1: expected four hexadecimal digits after \u
    {"a":"\u12g4"}
              ^'
    tells '{"a":"b\tc"}\n' '1:8: row 1: a control character in a string must be escaped
    {"a":"b\x09c"}
           ^'
    tells '{"a":\00}\n' '1:6: row 1: unexpected NUL byte
    {"a":\x00}
         ^'
}

@test "two keys with one name are both named" {
    tells '{"user_id":1,"userId":2}\n' '1:14: row 1: two keys of an object get the same name: "user_id" and "userId" both become "userId" (rename one of them in the query)
    {"user_id":1,"userId":2}
                 ^'
    tells '{"id":1,"x":{"id":1,"id":2}}\n' '1:21: row 1: two keys of an object get the same name: "id" occurs twice (rename one of them in the query)
    {"id":1,"x":{"id":1,"id":2}}
                        ^'
    build --field users --keep-case <<<'{"\u0061":1,"a":2}'
    fails 1 '-:1:13: row 1: two keys of an object get the same name: "\u0061" and "a" both become "a" (rename one of them in the query)
    {"\u0061":1,"a":2}
                ^'
}

@test "an input that ends inside a row says in which, and where that begins" {
    tells '{"a":1}\n{"b":' '2:6: the input ends inside row 2
    {"b":
         ^'
    tells '{"a":1}\n\n{"b":\n[1,\n\n' \
        '6:1: the input ends inside row 2, which begins on line 3'
    tells '"abc' '1:5: the input ends inside row 1
    "abc
        ^'
    tells '[tru' '1:5: the input ends inside row 1
    [tru
        ^'
}

@test "rows that --single and --type do not take are named" {
    build --field user --single < <(printf '{"a":1}\n\n{"a":2}\n')
    fails 1 '-:3:1: row 2: more than one row with --single (use --list for any number of rows)
    {"a":2}
    ^'
    build --field users --type User <<<'[{},"x"]'
    fails 1 '-:1:5: row 1: with --type a row must be an object, an array of objects or null (leave out --type for rows of scalars)
    [{},"x"]
        ^'
}

@test "a row without the column that --column names is named" {
    build --field users --column data <<<'{"id":1,"Data":{}}'
    fails 1 "-:1:18: row 1: the row lacks the column that --column names (the name must be spelled as in the row)
    {\"id\":1,\"Data\":{}}
                     ^"
    build --field users --column data <<<'[{"data":1}]'
    fails 1 '-:1:1: row 1: with --column a row must be an object of columns (COPY with FORMAT json writes such rows)
    [{"data":1}]
    ^'
    build --field users --column data < <(printf ' data\n------\n {"data":1}\n')
    exits 1
    mentions "$AT"
    build --field users --type User --column data <<<'{"id":1,"data":2}'
    fails 1 '-:1:16: row 1: with --type a row must be an object, an array of objects or null (leave out --type for rows of scalars)
    {"id":1,"data":2}
                   ^'
}

@test "too many levels are named" {
    build --field users < <(printf '%16385s' '' | tr ' ' '[')
    exits 1
    [[ $(head -n 1 err) = *':1:16385: row 1: more than 16384 levels of nesting' ]]
}

@test "lines count in each file, rows in all of them" {
    printf '{"a":1}\r\n\r\n{"a":2}' >one
    printf '\xef\xbb\xbf\n{"a":3}\n{"a":\n4,,}\n' >two
    build --field users one two
    fails 1 "two:4:3: row 4: expected a key in double quotes after ','
    4,,}
      ^"
    build --field users one - <two
    exits 1
    [[ $(head -n 1 err) = 'fraiseql-build: -:4:3: row 4: '* ]]
}

@test "a byte order mark is not counted in the column" {
    tells '\xef\xbb\xbf{"a" 1}\n' "1:6: row 1: expected ':' after a key
    {\"a\" 1}
         ^"
}

@test "of a long line what is near the spot is shown" {
    x=$(printf '%90s' '' | tr ' ' x)
    y=$(printf '%90s' '' | tr ' ' y)
    tells "{\"a\":\"$x\" \"b\":\"$y\"}\n" \
        "1:99: row 1: expected ',' or '}' after a value
    …${x:60}\" \"b\":\"${y:55}…
                                     ^"
    # As much as fits is no reason for dots.
    tells "{\"a\":\"${x:66}\" 23456789 123456789 123456789 123456789\n" \
        "1:33: row 1: expected ',' or '}' after a value
    {\"a\":\"${x:66}\" 23456789 123456789 123456789 123456789
                                    ^"
}

@test "a very long line needs no more room" {
    { printf '{"a":"'; head -c 9000000 /dev/zero | tr '\0' x; echo '" 1}'; } >row
    build --field users --bare row
    exits 1
    [ "$(wc -c <err)" -lt 300 ]
    [[ $(head -n 1 err) = "fraiseql-build: row:1:9000009: row 1: "* ]]
}

@test "the caret stands under the spot, however wide the characters before it" {
    tells '{"a":"日本語" 1}\n' "1:18: row 1: expected ',' or '}' after a value
    {\"a\":\"日本語\" 1}
                  ^"
    tells '{"é":"ü€" 1}\n' "1:15: row 1: expected ',' or '}' after a value
    {\"é\":\"ü€\" 1}
              ^"
    tells '{"😀":"\0342\0200\0213e\0314\0201" 1}\n' \
        "1:18: row 1: expected ',' or '}' after a value
    {\"😀\":\"<U+200B>e<U+0301>\" 1}
                              ^"
}

@test "a line end is no part of what is shown" {
    tells '{"a":1 \r\n' "2:1: the input ends inside row 1, which begins on line 1"
    tells '{"a":"x\r\n' '1:8: row 1: a control character in a string must be escaped (the string is not closed on its line)
    {"a":"x
           ^'
}

# --- Hints -----------------------------------------------------------------

@test "what psql says without -q is known" {
    for tag in SET BEGIN COMMIT ROLLBACK 'COPY 5' 'INSERT 0 1' 'UPDATE 12' \
        'DELETE 0' 'SELECT 3' 'CREATE TABLE' 'START TRANSACTION' 'DO' \
        'REFRESH MATERIALIZED VIEW' 'DECLARE CURSOR' 'Timing is on.' \
        'Time: 0.312 ms'; do
        hints "$tag\n{\"id\": 1}\n" "$Q"
        hints "{\"id\": 1}\n$tag\n" "$Q"
    done
    tells 'SET\n{"id": 1}\n' "1:1: row 1: expected a JSON value $Q
    SET
    ^"
}

@test "what psql prints without -At is known" {
    hints '    data    \n------------\n {"id": 1}\n(1 row)\n\n' "$AT"
    hints ' id |    data    \n----+------------\n  1 | {"id": 1}\n(1 row)\n' "$AT"
    hints '------------\n {"id": 1}\n' "$AT"
    hints ' {"id": 1}\n {"id": 2}\n {"id": 3}\n(3 rows)\n\n' "$AT"
    hints '(0 rows)\n' "$AT"
    hints ' ?column? \n----------\n 1\n(1 row)\n' "$AT"
    hints ' größe \n-------\n {}\n(1 row)\n' "$AT"
    tells ' data \n------\n {}\n(1 row)\n\n' "1:2: row 1: expected a JSON value $AT
     data 
     ^"
}

@test "a heading without a rule, as psql -A and --csv print it, is known" {
    tells 'data\n{"id": 1}\n(1 row)\n' '1:1: row 1: expected a JSON value (this looks like a heading, which psql without -At prints; use psql -XAtqc)
    data
    ^'
    for name in v_user jsonb_agg json_build_object to_json data2; do
        hints "$name\n{}\n" '(this looks like a heading, '
        hints "$name\r\n\"{\"\"id\"\": 1}\"\r\n" '(this looks like a heading, '
    done
}

@test "a second column is known" {
    for row in '1|{"id": 1}' 'Ada|{"id": 1}' '|{"id": 1}' '{"id": 1}|2' \
        '{"id": 1}|' '{"id": 1}|{"id": 2}' 't|[1]' '2024-01-31|{"id": 1}' \
        '1.5|{"id": 1}' '-1|{}' '550e8400-e29b-41d4-a716-446655440000|{}'; do
        hints "$row\n" "$COLUMN"
        hints "{\"id\": 0}\n$row\n" "$COLUMN"
    done
    tells '1|{"id": 1}\n' \
        "1:2: row 1: expected the end of the line after the row's value $COLUMN
    1|{\"id\": 1}
     ^"
}

@test "COPY text is known by its backslashes" {
    # {"s": "a\nb \"q\""} as COPY writes it
    hints '{"s": "a\\\\nb \\\\"q\\\\""}\n' "$COPY"
    hints '{"s": "\\\\"q\\\\""}\n' "$COPY"
    hints '{"\\\\"k": 1}\n' "$COPY"
    hints '\\N\n' "$COPY"
    hints '{"id": 1}\n\\.\n' "$COPY"
    hints '{"s": "\\N"}\n' "$COPY"
    hints '{"s": "\\x41"}\n' "$COPY"
    tells '{"s": "\\x41"}\n' "1:9: row 1: expected one of \" \\ / b f n r t u after a backslash $COPY
    {\"s\": \"\\x41\"}
            ^"
}

@test "COPY text is known by the line ends between its tokens" {
    # json_agg writes ", \n " between the rows, and COPY \\n for the line end.
    hints '[{"id": 1}, \\n {"id": 2}]\n' "$COPY"
    hints '{"id":\\n1}\n' "$COPY"
    hints '{\\n"id": 1}\n' "$COPY"
    hints '{"id": 1\\t}\n' "$COPY"
}

@test "bytes that are not UTF-8 get a remedy" {
    tells '{"name": "Ren\xe9"}\n' \
        '1:14: row 1: invalid UTF-8 (if the rows come from psql, set PGCLIENTENCODING=UTF8)
    {"name": "Ren\xE9"}
                 ^'
}

@test "a binary stream that is cut says so" {
    build --field users < <(printf 'PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0\377')
    fails 1 "-:1:2: the stream ends before COPY's trailer (the program that wrote it has probably failed)
    \\xFF
        ^"
}

@test "a good row gets no hint that is not meant for it" {
    # A bad row right after things that look like a cause but are none.
    build --field users <<<'{"a": "SET", "b": "1|{", "c": "----" x}'
    fails 1 "-:1:38: row 1: expected ',' or '}' after a value
    … \"SET\", \"b\": \"1|{\", \"c\": \"----\" x}
                                     ^"
}

@test "a list whose only row is an array is built, with a warning" {
    for rows in '[{"id": 1}]' '[]' $'\n[1,\n2]\n\n'; do
        build --field users <<<"$rows"
        exits 0
        says 'fraiseql-build: warning: the only row is an array, so it becomes a list in a list (did you mean --single?)'
        build --bare -q <<<"$rows"
        exits 0
        says_nothing
        build --field users --single <<<"$rows"
        exits 0
        says_nothing
        build --rows <<<"$rows"
        exits 0
        says_nothing
        build --field users <<<"$rows$rows"
        exits 1 || says_nothing
    done
    build --field users < <(printf '[]\n[]\n')
    builds '{"data":{"users":[[],[]]}}'
    build --field users < <(printf '{}\n[]\n')
    builds '{"data":{"users":[{},[]]}}'
}

# --- What never reaches the terminal -----------------------------------------

# Bytes that a terminal would act on, or that are no text, as printf's escapes.
unprintable=(
    '\001' '\002' '\007' '\010' '\011' '\013' '\014' '\015' '\016' '\017'
    '\033' '\033[31m' '\033]0;title\007' '\033c' '\037' '\177'
    '\302\200' '\302\205' '\302\233' '\302\237' # C1
    '\200' '\233' '\377' '\303' '\300\257' '\355\240\200' '\364\220\200\200'
    '\342\200\250' '\342\200\251'             # separators of lines
    '\342\200\216' '\342\200\217' '\330\234'  # bidirectional marks,
    '\342\200\252' '\342\200\256'             # embeddings, overrides
    '\342\201\246' '\342\201\251'             # and isolates
    '\342\200\213' '\342\200\215' '\357\273\277' # of no width
    '\363\240\200\201' '\363\240\201\277'     # tags
    '\357\277\271'                            # an annotation
)

@test "that warning is about the column, where the row is one" {
    build --bare --column data <<<'{"id":[2],"data":[1]}'
    exits 0
    mentions 'warning: the only row is an array'
    build --bare --column data <<<'{"data":1,"id":[1]}'
    builds '[1]'
}

@test "no control character of a row reaches the terminal" {
    for bytes in "${unprintable[@]}"; do
        for row in "{$bytes" "{\"$bytes\"x" "{\"a\":\"$bytes\" x" "x$bytes" \
            "{\"a\":1 x$bytes" "[$bytes]$bytes x" "{\"$bytes\":1,\"$bytes\":2}"
        do
            build --rows < <(printf '%b\n' "$row")
            exits 1
            spoke 1 3
        done
    done
    strict text said
}

@test "a NUL byte is shown as one" {
    build --field users < <(printf '{"a":\0\033[1m "\0"}\n')
    fails 1 '-:1:6: row 1: unexpected NUL byte
    {"a":\x00\x1B[1m "\x00"}
         ^'
}

@test "no control character of a file name reaches the terminal" {
    for bytes in "${unprintable[@]}" '\nx'; do
        name=$(printf 'a%b' "$bytes")
        build --field users "$name"
        exits 4
        spoke 1
        echo '{]' >"$name"
        build --field users "$name"
        exits 1
        spoke 3
        build --field users "$name" -o "$name"
        exits 2
        spoke 1
        build --field users -o "$name/x" </dev/null
        exits 4
        spoke 1
        rm "$name"
    done
    strict text said
}

@test "a file name is shown so that it can be told what it is" {
    build --field users $'a\nb\x1b\xff\u202e é'
    fails 4 'a\x0Ab\x1B\xFF<U+202E> é: cannot open for reading: No such file or directory'
}

@test "no control character of an argument reaches the terminal" {
    for bytes in "${unprintable[@]}" '\nx'; do
        text=$(printf 'a%b' "$bytes")
        build --null --field "$text"
        spoke 1 3 # a warning, or an error where it is not UTF-8
        build --null --field x --type "$text"
        spoke 1 3
        for argument in "--format=$text" "--$text" "--list=$text" "-$text" \
            "$text"; do
            build --field x --null "$argument"
            exits 2
            spoke 3
        done
    done
    strict text said
}

@test "each message is written in one piece" {
    [ "$(run_in pieces "$FRAISEQL_BUILD" --field users <<<'{"a" 1}')" = 1 ]
    [ "$(run_in pieces "$FRAISEQL_BUILD" --field 1 --null </dev/null)" = 1 ]
    [ "$(run_in pieces "$FRAISEQL_BUILD" </dev/null)" = 1 ]
    [ "$(run_in pieces "$FRAISEQL_BUILD" --field users no-file)" = 1 ]
}
