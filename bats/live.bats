#!/usr/bin/env bats
# The program asks a PostgreSQL server itself: what it takes for a query, and
# what becomes of the rows.
load lib/helper
load lib/server
load lib/live

people='SELECT data FROM people ORDER BY id'

# --- The response ----------------------------------------------------------------

@test "the rows of a query become a list" {
    build --field people --type Person -c "$people" </dev/null
    builds '{"data":{"people":[{"__typename":"Person","id":1,"createdAt":"1815-12-10","firstName":"Ada"},{"__typename":"Person","id":2,"createdAt":"1906-12-09","firstName":"Grace"}]}}'
}

@test "--rows, --lines, --keep-case and -o do what they say" {
    query="SELECT data - 'created_at' FROM people ORDER BY id"
    gives '{"__typename":"Person","id":1,"firstName":"Ada"}
{"__typename":"Person","id":2,"firstName":"Grace"}' \
        "$query" --rows --type Person
    gives '[
{"id":1,"firstName":"Ada"},
{"id":2,"firstName":"Grace"}
]' "$query" --lines
    gives '[{"id":1,"first_name":"Ada"},{"id":2,"first_name":"Grace"}]' \
        "$query" --keep-case
    build --bare -c "$query" -o file </dev/null
    exits 0
    writes_nothing
    is file '[{"id":1,"firstName":"Ada"},{"id":2,"firstName":"Grace"}]'
}

@test "--single takes no row, one and a NULL, and refuses two" {
    gives '{"id":2}' "SELECT '{\"id\": 2}'::jsonb" --single
    gives null 'SELECT data FROM people WHERE false' --single
    gives null 'SELECT NULL::jsonb' --single
    gives null "SELECT 'null'::json" --single
    breaks 1 'query:2:1: row 2: more than one row with --single' \
        --single -c "$people"
}

@test "no row is an empty list, and NULLs are skipped" {
    gives '[]' 'SELECT data FROM people WHERE false'
    gives '[]' 'SELECT NULL::json FROM generate_series(1, 1000)'
    gives '[{"n":1},[]]' "VALUES (NULL), ('{\"n\": 1}'), (NULL), ('[]'), (NULL)"
    build --rows -c 'SELECT 1 WHERE false' </dev/null
    exits 0
    writes_nothing
    says_nothing
}

@test "with --stats, the streams of the queries are the bytes that came in" {
    # Signature, flags and extension; a tuple of one field; the trailer.
    local stream=$((11 + 8 + 2 + 4 + 7 + 2)) all

    build --field r --stats -c 'SELECT 1 AS n' </dev/null
    exits 0
    mentions "{\"rows\":1,\"errors\":0,\"bytes_in\":$stream,"
    echo 1 >file
    all=$((2 * stream + 2))
    build --field a -c 'SELECT 1 AS n' --field b --input file \
        --field c -c 'SELECT 2 AS n' --stats </dev/null
    exits 0
    mentions "{\"rows\":3,\"errors\":0,\"bytes_in\":$all,"
    build --field r --stats -c 'SELECT 1 / 0 AS n' </dev/null
    exits 3
    mentions '"exit_status":3}'
}

@test "a bad row is null or left out, and the other rows come" {
    query="SELECT jsonb_build_object('n', n) || CASE n % 10 WHEN 2
        THEN '{\"a_b\": 1, \"aB\": 2}' ELSE '{}' END::jsonb
        FROM generate_series(1, 13) n"
    build --field r --on-error null --tolerate 2 -c "$query" </dev/null
    exits 0
    writes '{"data":{"r":[{"n":1},null,{"n":3},{"n":4},{"n":5},{"n":6},{"n":7},{"n":8},{"n":9},{"n":10},{"n":11},null,{"n":13}]},"errors":[{"message":"two keys of an object get the same name: \"aB\" and \"a_b\" both become \"aB\"","path":["r",1],"extensions":{"line":2,"column":19}},{"message":"two keys of an object get the same name: \"aB\" and \"a_b\" both become \"aB\"","path":["r",11],"extensions":{"line":12,"column":20}}]}'
    says 'fraiseql-build: 2 of 13 rows were bad, and written as null'
    build --rows --on-error skip -c "$query" </dev/null
    exits 1
    [ "$(wc -l <out)" -eq 11 ]
    mentions 'query:2:19: row 2: two keys of an object get the same name'
    mentions 'query:12:20: row 12: two keys of an object get the same name'
    mentions '2 of 13 rows were bad, and left out'
}

@test "what the database fails with is never gone on after" {
    for fate in null skip; do
        breaks 3 'query: ERROR:  22012: division by zero' --on-error $fate \
            --tolerate 9 -c "SELECT CASE WHEN n > 2 THEN 'x' || repeat(' ', 200000)
                ELSE (1 / (n - 1))::text END FROM generate_series(4, 1, -1) n"
        mentions 'query:1:1: row 1: expected a JSON value'
        grep -qE 'build: [12] of [123] rows? (was|were) bad$' err
    done
}

@test "a bad row larger than a window is gone on after, and the server is heard" {
    build --bare --on-error skip --tolerate 1 </dev/null \
        -c "VALUES ('1'), ('[x' || repeat(' ', 3000000)), ('2')"
    exits 0
    writes '[1,2]'
    mentions '1 of 3 rows was bad, and left out'
    breaks 3 'query: ERROR:  22012: division by zero' --on-error skip \
        --tolerate 9 -c "SELECT CASE WHEN n > 1 THEN '[x' || repeat(' ', 3000000)
            ELSE (1 / (n - 1))::text END FROM generate_series(4, 1, -1) n"
}

@test "bad rows of several queries have messages that name theirs" {
    echo old >file
    for large in '' "|| repeat(' ', 3000000)"; do
        build --field a -c "VALUES ('1'), ('[x' $large)" \
            --field b --single -c "SELECT '{\"n\": \"x\" y' $large" \
            --field c -c "VALUES ('3'), (']'), ('4')" \
            --on-error null -o file </dev/null
        exits 1
        is file old
        says "fraiseql-build: query a:2:2: row 2: expected a JSON value
fraiseql-build: query b:1:11: row 1: expected ',' or '}' after a value
fraiseql-build: query c:2:1: row 2: expected a JSON value
fraiseql-build: 3 of 6 rows were bad, and written as null; file was not replaced"
        build --field a -c "VALUES ('1'), ('[x' $large)" \
            --field b --single -c "SELECT '{\"n\": \"x\" y' $large" \
            --field c -c "VALUES ('3'), (']'), ('4')" \
            --on-error null --tolerate 3 </dev/null
        exits 0
        strict valid out
        [[ $(<out) = '{"data":{"a":[1,null],"b":null,"c":[3,null,4]},"errors":['* ]]
    done
}

@test "the bytes are those of psql and of COPY" {
    copies 'SELECT data FROM users ORDER BY id' --field users
    strict valid expected
    copies 'SELECT raw FROM spread ORDER BY id' --rows --keep-case
    copies 'SELECT data::text FROM users ORDER BY id' --bare --lines
    copies "VALUES ('[1.10, 1e400, -0.0, 1E+2]'::json), (NULL), ('\"\\\\\"'),
        ('\"\\/\\b\\f\\n\\r\\t\\u0000\\u001F\\uD83D\\uDE00\\\"\"'),
        ('\"\\ud800\"'), ('{\"C:\\\\\": \"C:\\\\dir\\\\\"}'), ('\"\\\\N\"'),
        ('\"\\\\.\"'), ('null'), ('\"😀 \\\\n\"'), (E' [1,\n\n\t2 ]\r\n')" --bare
    is expected '[[1.10,1e400,-0.0,1E+2],"\\","\/\b\f\n\r\t\u0000\u001F\uD83D\uDE00\"","\ud800",{"C:\\":"C:\\dir\\"},"\\N","\\.",null,"😀 \\n",[1,2]]'
    copies "SELECT CASE WHEN n % 3 > 0
        THEN to_json(n || repeat('\\', n) || repeat('\"', n % 4)) END
        FROM generate_series(1, 200) n ORDER BY n" --bare
}

@test "a row of 64 MB comes, from one column and from two" {
    text="repeat('é\"\\ \\\\n', 6400000)"
    build --rows -c "SELECT json_build_object('long_text', $text, 'n', 1)" </dev/null
    exits 0
    [ "$(wc -c <out)" -gt 64000000 ]
    mv out expected
    build --rows -c "SELECT $text AS long_text, 1 AS n" </dev/null
    exits 0
    cmp expected out
}

@test "every row of many comes, in the order of the query" {
    build --rows -c 'SELECT n AS row_id FROM generate_series(1, 50000) n
        ORDER BY n DESC' </dev/null
    exits 0
    says_nothing
    sed 's/^{"rowId":\([0-9]*\)}$/\1/' out | cmp - <(seq 50000 -1 1)
}

# --- Columns -----------------------------------------------------------------------

@test "one column of json, jsonb or text is the row, and so is a domain" {
    for type in json jsonb text paper old_paper words more_words; do
        gives '[{"aB":[1,"x"]}]' "SELECT '{\"a_b\": [1, \"x\"]}'::$type AS \"row\""
    done
    gives '[{"aB":1}]' "SELECT '{\"a_b\": 1}'"
}

@test "text that begins as the server sends jsonb is not taken for it" {
    for text in "E'\\x01' || '1'" "E'\\x01{}'"; do
        build --bare -c "SELECT $text"
        fails 1 'query: a column of text must hold JSON, but a value begins with a byte 01'
    done
    build --bare -c "SELECT E'\\x01'::varchar AS v"
    builds '[{"v":"\u0001"}]'
}

@test "one column of another type is a member of the row" {
    gives '[{"userId":1}]' 'SELECT 1 AS user_id'
    gives '[{"v":"{}"}]' "SELECT '{}'::varchar AS v"
    gives '[{"v":"[1] "}]' "SELECT '[1]'::char(4) AS v"
    gives '[{"v":[1,2,null]}]' 'SELECT ARRAY[1, 2, NULL] AS v'
    gives '[{"v":[{"aB":1},[2]]}]' \
        "SELECT ARRAY['{\"a_b\": 1}', '[2]']::jsonb[] AS v"
    gives '[{"v":{"id":1,"data":{"x":1}}}]' \
        "SELECT p AS v FROM (SELECT 1 AS id, '{\"x\": 1}'::jsonb AS data) p"
    gives '[{"v":1.10}]' 'SELECT 1.10 AS v'
    gives '[{"v":null}]' 'SELECT NULL::int AS v'
    gives '[{"v":true}]' 'SELECT true AS v'
    gives '[{"v":"2026-11-23"}]' "SELECT date '2026-11-23' AS v" \
        --setting DateStyle=German
}

@test "several columns are the members of the row" {
    gives '[{"__typename":"Person","id":1,"firstName":"Ada","data":{"aB":null},"tags":["x"]}]' \
        "SELECT 1 AS id, 'Ada' AS first_name, '{\"a_b\": null}'::jsonb AS data,
            ARRAY['x'] AS tags" --type Person
    gives '[{"a":null,"b":null}]' 'SELECT NULL AS a, NULL::jsonb AS b'
    psql -XAtqc 'SELECT row_to_json(u) FROM (SELECT id, data FROM users) u' |
        "$FRAISEQL_BUILD" --bare >expected
    build --bare -c 'SELECT id, data FROM users' </dev/null
    exits 0
    cmp expected out
}

@test "a column may have any name" {
    for name in r row q query t s rows data value json row_to_json ctid oid \
        select from; do
        key=$name
        [ "$name" != row_to_json ] || key=rowToJson
        gives "[{\"$key\":1}]" "SELECT 1 AS \"$name\""
        gives "[{\"$key\":1,\"x\":2}]" "SELECT 1 AS \"$name\", 2 AS x"
    done
    gives '[{"UserId":1,"a\"b":2,"größe 😀":3,"it'"'"'s":4,"a\\b":5,"a)":6}]' \
        'SELECT 1 AS "User_Id", 2 AS "a""b", 3 AS "größe 😀", 4 AS "it'"'"'s",
            5 AS "a\b", 6 AS "a)"'
    gives '[{"n":1}]' "SELECT to_jsonb(r) FROM (SELECT 1 AS n) r"
}

@test "two columns of one name are bad data" {
    breaks 1 'query:1:' -c 'SELECT 1 AS user_id, 2 AS user_id'
    mentions '"user_id" occurs twice'
    breaks 1 userId -c 'SELECT 1 AS user_id, 2 AS "userId"'
    breaks 1 column -c 'SELECT 1, 2'
}

# --- The text of a query -------------------------------------------------------------

@test "whatever gives rows is a query" {
    gives '[{"column1":1,"column2":"x"},{"column1":2,"column2":"y"}]' \
        "VALUES (1, 'x'), (2, 'y')"
    gives '[{"n":1},{"n":2},{"n":3}]' 'TABLE victims'
    gives '[{"n":1},{"n":2}]' 'WITH RECURSIVE s (n) AS (VALUES (1) UNION ALL
        SELECT n + 1 FROM s WHERE n < 2) SELECT n FROM s'
    gives '[1,2]' "(SELECT '1'::json) UNION ALL (SELECT '2'::json)"
    gives '["日本語 😀"]' "SELECT to_jsonb('日本語 😀'::text)"
    gives '["a'"'"'b\\"]' "SELECT to_jsonb(\$it\$a'b\\\$it\$::text)"
}

@test "blanks and semicolons may follow it, and a comment may end it" {
    gives '[1]' "SELECT '1'::json;"
    gives '[1]' $' \n\tSELECT \'1\'::json ; ;\r\n\t \n'
    gives '[1]' "SELECT '1'::json -- the row"
    gives '[1]' "SELECT '1'::json -- ;"
    gives '[1]' "-- the row
        SELECT '1'::json /* ) ; */"
    gives '[";"]' "SELECT '\";\"'::json"
    gives '[{"n":1}]' 'SELECT 1 AS n --'
}

@test "@FILE is a query in a file, and @- one on standard input" {
    echo "SELECT 'a@b'::varchar AS mail;" >query.sql
    gives '[{"mail":"a@b"}]' @query.sql
    gives '[{"mail":"a@b"}]' "@$PWD/query.sql"
    build --bare -c @- <query.sql
    builds '[{"mail":"a@b"}]'
    build --bare -c @- < <(cat query.sql)
    builds '[{"mail":"a@b"}]'
}

@test "a byte order mark before a query in a file is skipped" {
    printf '\xef\xbb\xbfSELECT %s::json\n' "'1'" >query.sql
    gives '[1]' @query.sql
}

@test "a query in a file may be long" {
    { printf "SELECT '\""; head -c 2000000 /dev/zero | tr '\0' x
      printf "\"'::json"; } >query.sql
    build --single --bare -c @query.sql </dev/null
    exits 0
    says_nothing
    [ "$(wc -c <out)" -eq 2000003 ]
}

@test "a file that is no query is refused" {
    breaks 4 'missing.sql' -c @missing.sql
    mentions 'No such file or directory'
    mkdir folder
    breaks 4 'Is a directory' -c @folder
    for bytes in '\0SELECT 1' 'SELECT\0 1' 'SELECT 1 AS n\0'; do
        # shellcheck disable=SC2059 # the bytes are a format
        printf "$bytes" >query.sql
        build --bare -c @query.sql </dev/null
        exits 3
        writes_nothing
        mentions 'NUL byte'
    done
}

@test "standard input is read for nothing but @-" {
    printf 'not\nread\n' >input
    { build --bare -c "SELECT '1'::json"; cat >rest; } <input
    builds '[1]'
    cmp input rest
}

@test "a bad row is named by its number among the rows of the query" {
    build --bare -c "VALUES ('1'), (NULL), ('[1, x]')" </dev/null
    fails 1 'query:3:5: row 2: expected a JSON value
    [1, x]
        ^'
    breaks 1 'query:1000:1: row 1000: expected a JSON value' -c "
        SELECT CASE n WHEN 1000 THEN 'it''s text' ELSE '1' END
        FROM generate_series(1, 2000) n"
}

# --- Usage ---------------------------------------------------------------------------

@test "a query and another input exclude each other" {
    echo 1 >input
    for other in input - --null --format=copy-binary --format=ndjson \
        --end-marker=end; do
        build --field n -c 'SELECT 1' "$other" </dev/null
        exits 2
        writes_nothing
        mentions "Try 'fraiseql-build --help' for more."
    done
    build --field n -c 'SELECT 1' -c 'SELECT 2' </dev/null
    exits 2
}

@test "what only a query needs is refused without one" {
    for option in -dpostgres -hlocalhost -p5432 -Upostgres -w -W --setting=a.b=c; do
        build --field n "$option" </dev/null
        exits 2
        writes_nothing
        mentions --query
    done
}

# --- The program -----------------------------------------------------------------------

# other_half: HELPER is the query helper.
other_half()
{
    local folder
    folder=$(dirname "$(realpath "$FRAISEQL_BUILD")")
    HELPER=$(find "$folder" "$folder/../libexec" -name fraiseql-query -type f \
        -perm -u+x -print -quit 2>/dev/null || :)
    [ -n "$HELPER" ] || skip 'fraiseql-query is somewhere else'
}

@test "the program itself has no libpq in it; only what it starts has" {
    need ldd
    ldd "$FRAISEQL_BUILD" >libraries || skip 'the program is static'
    [ "$(grep -c libpq libraries)" -eq 0 ]
    other_half
    ldd "$HELPER" | grep libpq
}

@test "a user who starts the query helper by hand sees what is wrong" {
    local status=0
    other_half
    "$HELPER" --bare file >out 2>err || status=$?
    [ $status -eq 2 ]
    [ ! -s out ]
    mentions '--query is missing, and rows come from nowhere else'
    status=0
    "$HELPER" --bare -c "SELECT '1'::json" >/dev/full 2>err || status=$?
    [ $status -eq 4 ]
    says 'fraiseql-build: standard output: cannot write: No space left on device'
    status=0
    "$HELPER" --bare -c @missing >out 2>err || status=$?
    [ $status -eq 4 ]
    [ ! -s out ]
    says 'fraiseql-build: missing: cannot open for reading: No such file or directory'
}

@test "the program finds its other half by any path to it" {
    mkdir bin
    ln -s "$FRAISEQL_BUILD" bin/fraiseql-build
    ln -s bin/fraiseql-build other-name
    for program in bin/fraiseql-build ./other-name; do
        "$program" --bare -c "SELECT '1'::json" >out
        writes '[1]'
    done
    PATH=$PWD/bin:$PATH fraiseql-build --bare -c "SELECT '1'::json" >out
    writes '[1]'
}
