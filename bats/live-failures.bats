#!/usr/bin/env bats
# The program asks a PostgreSQL server itself: what fails, fails with status 3,
# says why, and leaves nothing that looks like a response. And what is in a
# query can do nothing but give rows.
# shellcheck disable=SC2016 # what begins with $ is SQL's
load lib/helper
load lib/server
load lib/live

# --- What is no query ---------------------------------------------------------------

@test "a mistake in the SQL is reported as the server reports it" {
    breaks 3 'ERROR:  42601: ' -c 'SELECT data FROM people ORDR BY id'
    says 'fraiseql-build: query: ERROR:  42601: syntax error at or near "BY"
LINE 1: SELECT data FROM people ORDR BY id
                                     ^'
    breaks 3 'ERROR:  42601: ' -c 'SELECT'$'\n''1 +'
    breaks 3 'LINE 2: FROM' -c $'SELECT data\nFROM'
    breaks 3 'ERROR:  42P01: relation "v_nothing" does not exist' \
        -c 'SELECT data FROM v_nothing'
    breaks 3 'ERROR:  42703: column "dada" does not exist' \
        -c 'SELECT dada FROM people'
    mentions 'HINT:  Perhaps you meant to reference the column "people.data".'
}

@test "a statement without a column is refused" {
    for sql in 'SELECT' 'SELECT FROM people' 'INSERT INTO victims VALUES (4)' \
        'DELETE FROM victims' 'UPDATE victims SET n = 0' 'DO $$BEGIN END$$' \
        'SELECT 4 AS n INTO made' 'CREATE TABLE made AS SELECT 1' \
        'CREATE TABLE made ()' 'DROP TABLE victims' 'TRUNCATE victims' \
        "SET work_mem = '1MB'" 'BEGIN' 'COMMIT' 'ROLLBACK' 'VACUUM' \
        'COPY victims TO STDOUT' 'COPY victims FROM STDIN' \
        'DECLARE c CURSOR FOR SELECT 1' 'PREPARE p AS SELECT 1'; do
        breaks 3 'the query returns no columns' -c "$sql"
    done
    intact
}

@test "a statement that writes is refused, whatever it returns" {
    for sql in 'INSERT INTO victims VALUES (4) RETURNING to_jsonb(n)' \
        'INSERT INTO victims VALUES (4) RETURNING n' \
        'UPDATE victims SET n = 0 RETURNING n, n AS m' \
        'DELETE FROM victims RETURNING n' 'SELECT add_victim()' \
        'WITH d AS (DELETE FROM victims RETURNING n) SELECT n FROM d' \
        "SELECT nextval('gate')" \
        'SELECT n FROM victims FOR UPDATE'; do
        breaks 3 query: -c "$sql"
    done
    mentions '25006: cannot execute SELECT FOR UPDATE in a read-only transaction'
    [ "$(psql -XAtqc 'SELECT is_called FROM gate')" = f ]
    intact
}

@test "a statement that gives no rows to COPY is refused" {
    psql -Xqc 'CREATE PROCEDURE p (INOUT n int) LANGUAGE sql
        AS $$INSERT INTO victims VALUES (4) RETURNING n$$'
    for sql in 'EXPLAIN SELECT 1' 'EXPLAIN ANALYZE SELECT add_victim()' \
        'SHOW work_mem' 'CALL p(1)' 'EXECUTE p' 'FETCH c'; do
        breaks 3 query: -c "$sql"
    done
    intact
}

@test "several statements are refused" {
    for sql in 'SELECT 1; SELECT 2' 'SELECT 1;SELECT 2;' \
        'SELECT 1; INSERT INTO victims VALUES (4)' \
        'BEGIN; SELECT 1' 'COMMIT; SELECT 1' 'COMMIT; DELETE FROM victims' \
        'COMMIT; DELETE FROM victims RETURNING n'; do
        breaks 3 'ERROR:  42601: cannot insert multiple commands' -c "$sql"
    done
    intact
}

@test "a parameter is refused, as nothing would fill it" {
    for sql in 'SELECT data FROM people WHERE id = $1' 'SELECT $1::json'; do
        breaks 3 'the query has parameters such as $1' -c "$sql"
    done
    breaks 3 'parameter $1' -c 'SELECT $2::int'
    # What only looks like one is none.
    gives '["$1"]' "SELECT '\"\$1\"'::json"
    gives '[{"$1":1}]' 'SELECT 1 AS "$1"'
    gives '[1]' "SELECT '1'::json /* \$1 */"
}

@test "an empty text is no query" {
    for sql in '' ' ' ';' $'\n ;\t; '; do
        build --bare -c "$sql" </dev/null
        misused '--query is empty'
    done
    : >empty.sql
    for sql in @empty.sql '-- nothing' '/* nothing */ ;'; do
        breaks 3 'the query returns no columns' -c "$sql"
    done
}

@test "who may not read gets nothing" {
    for sql in 'SELECT data FROM people' 'TABLE victims' \
        'SELECT data FROM users' 'SELECT pg_read_file($$/etc/passwd$$)'; do
        breaks 3 'ERROR:  42501: permission denied for' -U stranger -c "$sql"
    done
}

# --- What goes wrong on the way ---------------------------------------------------------

@test "an error in row 1000 is a failure" {
    failing="FROM generate_series(1, 2000) n"
    breaks 3 'ERROR:  22012: division by zero' \
        -c "SELECT to_jsonb(1 / (1000 - n)) $failing"
    says 'fraiseql-build: query: ERROR:  22012: division by zero'
    breaks 3 'ERROR:  22012: division by zero' \
        -c "SELECT n, 1 / (1000 - n) AS x $failing"
    breaks 3 'ERROR:  22P02: invalid input syntax for type json' \
        -c "SELECT (CASE n WHEN 1000 THEN 'x' ELSE '1' END)::json $failing"
    # It fails after so much that something has been written.
    build --bare -c "SELECT repeat('x', 1000) AS x, 1 / (1000 - n) AS y
        $failing" </dev/null
    exits 3
    [ -s out ]
    strict incomplete out
}

@test "an error in the only row and one after the last are failures" {
    breaks 3 'ERROR:  22012: division by zero' --single -c 'SELECT 1 / 0 AS n'
    # A constraint that is looked at when the transaction ends cannot be broken
    # by one that reads; but what a function has said is not forgotten.
    breaks 3 'ERROR:  P0001: late' -c "SELECT to_jsonb(n) FROM
        (SELECT generate_series(1, 10) AS n UNION ALL SELECT 11) s
        WHERE n < 11 OR fail('late') IS NULL"
}

# self-harm: a query of many rows that does something to itself in row 1000.
self_harm()
{
    printf %s "SELECT jsonb_build_object('n', n) FROM
        (SELECT generate_series(1, 10000000) AS n) s
        WHERE n <> 1000 OR $1 (pg_backend_pid())"
}

@test "a query that is cancelled or terminated is a failure" {
    breaks 3 'ERROR:  57014: canceling statement due to user request' \
        -c "$(self_harm pg_cancel_backend)"
    breaks 3 'FATAL:  57P01: terminating connection due to administrator command' \
        -c "$(self_harm pg_terminate_backend)"
    breaks 3 'FATAL:  57P01: terminating connection due to administrator command' \
        --single -c "SELECT to_jsonb(pg_terminate_backend(pg_backend_pid()))"
}

# interrupted MODE COMMAND...: the run fails with status 3 when this is done to
# its server while rows come out of it.
interrupted()
{
    begin "$1" -c "$ENDLESS"
    flows
    "${@:2}"
    ends
    exits 3
    incomplete "$1"
    grep -q '^fraiseql-build: query: ' err || wrong 'expected the source'
}

stop_and_start()
{
    stop_cluster spare "$1"
    start_cluster spare "$PGPORT"
}

@test "a server that is stopped on the way is a failure" {
    start_spare
    interrupted --bare stop_and_start fast
    mentions '57P01: terminating connection due to administrator command'
    interrupted --rows stop_and_start immediate
}

kill_backend()
{
    kill -KILL "$(psql -XAtqc "SELECT pid FROM pg_stat_activity
        WHERE state = 'active' AND query LIKE 'COPY%'")"
    await psql -Xqc 'SELECT 1' >connects 2>&1
}

@test "a backend that dies without a word is a failure" {
    start_spare
    interrupted --bare kill_backend
    mentions 'server closed the connection unexpectedly'
}

# --- Injections --------------------------------------------------------------------------

# injections FILE: texts that would touch the file, or write a row, should any
# of them come to be more than one statement within COPY's parentheses. Each
# ends with a NUL.
injections()
{
    local head close tail
    local tails=("TO PROGRAM 'touch $1' --" "TO PROGRAM 'touch $1' /*"
        "TO PROGRAM \$\$touch $1\$\$ --" "TO '$1' --"
        "TO STDOUT; COPY (SELECT 1) TO PROGRAM 'touch $1'; --"
        "TO STDOUT; COMMIT; DELETE FROM victims; SELECT (1")

    for head in "SELECT '1'::json" 'SELECT 1, 2'; do
        for close in ')' $'\n)' '))' ') AS r)' $'--\n)' '/**/)' '*/)' "')" \
            '")' "\\')" '$$)' ');' ') --)'; do
            for tail in "${tails[@]}"; do
                printf '%s %s %s\0' "$head" "$close" "$tail"
            done
        done
    done
}

# The same for those who would have a text end elsewhere than it does.
more_injections()
{
    local run="COPY (SELECT 1) TO PROGRAM 'touch $1'"

    printf '%s\0' "SELECT 1; $run" "SELECT 1; $run --" ";$run" "$run" \
        "SELECT 1 --"$'\r'") TO PROGRAM 'touch $1' --" \
        "SELECT 1 /* ) TO PROGRAM 'touch $1' -- */" \
        "SELECT 1 /* /* */ ) TO PROGRAM 'touch $1' --" \
        "SELECT '1' /* " "SELECT '1' -- " 'SELECT 1 --' 'SELECT 1 */' \
        "SELECT '\\'') TO PROGRAM 'touch $1' --" \
        "SELECT E'\\'') TO PROGRAM \$q\$touch $1\$q\$ --'" \
        "SELECT '\\') TO PROGRAM \$q\$touch $1\$q\$ --'" \
        "SELECT '\\\\') TO PROGRAM \$q\$touch $1\$q\$ --'" \
        "SELECT 1 AS U&\"a\\0022) TO PROGRAM 'touch $1' --\"" \
        "SELECT 1 AS U&\"a!0022) TO PROGRAM 'touch $1' --\" UESCAPE '!'" \
        "SELECT 1 AS \"a\"\") TO PROGRAM 'touch $1' --\"" \
        "SELECT 1 AS \"r) r) TO PROGRAM 'touch $1' --\", 2 AS x" \
        "SELECT U&'\\0027) TO PROGRAM ''touch $1'' --'" \
        "SELECT \$a\$ ) TO PROGRAM 'touch $1' -- \$a\$" \
        "SELECT \$a\$ ) TO PROGRAM 'touch $1' --" \
        "SELECT \$\$\$\$) TO PROGRAM \$\$touch $1\$\$ --" \
        "SELECT N'a') TO PROGRAM 'touch $1' --" \
        "SELECT 'a'"$'\n'"'b') TO PROGRAM 'touch $1' --" \
        "SELECT 'a' 'b" "SELECT 'a" 'SELECT "a' 'SELECT $$a' "SELECT E'a\\" \
        "VALUES (1)) TO PROGRAM 'touch $1' --" \
        "(SELECT 1)) TO PROGRAM 'touch $1' --" \
        "SELECT 1) AS r) TO PROGRAM 'touch $1' WITH (FORMAT binary" \
        "SELECT 1) TO PROGRAM 'touch $1' WITH (FORMAT binary" \
        "victims) TO PROGRAM 'touch $1' --" 'victims' 'victims (n' \
        "DO \$\$BEGIN $run; END\$\$" \
        "WITH w AS ($run) SELECT 1" "SELECT ($run)" \
        'COMMIT; CREATE TABLE made (n int)' 'SELECT 1; COMMIT; TABLE made' \
        'SELECT 1) TO STDOUT; DELETE FROM victims --' \
        "SELECT $1)" '\! touch '"$1" "\\copy victims to program 'touch $1'" \
        "SELECT 1 \\; $run" "SELECT 1 \\g | touch $1"
}

# harmless FILE ARGUMENT...: not one of the texts on stdin does anything.
harmless()
{
    local text count=0

    while IFS= read -r -d '' text; do
        build --bare "${@:2}" -c "$text" </dev/null
        [ ! -e "$1" ] || wrong "this was executed: $text"
        # shellcheck disable=SC2153 # build() sets it
        case $STATUS in
            0) strict valid out || wrong "for $text" ;;
            1 | 3) [ ! -s out ] || strict incomplete out || wrong "for $text" ;;
            *) wrong "expected no such status for $text" ;;
        esac
        count=$((count + 1))
    done
    intact
    [ "$count" -gt 40 ]
}

@test "what would execute a program from within COPY can do it here" {
    file=$SERVER/injected
    # cat, as a program that does not read may be gone before it is written to.
    psql -XAtqc "COPY (SELECT 1) TO PROGRAM 'cat >$file' --) TO STDOUT"
    as_server rm "$file"
}

@test "no text leaves the parentheses of COPY" {
    harmless "$SERVER/injected" < <(injections "$SERVER/injected")
}

@test "no text ends elsewhere than the server thinks" {
    harmless "$SERVER/injected" < <(more_injections "$SERVER/injected")
}

@test "no text does either where backslashes are escapes" {
    harmless "$SERVER/injected" --setting standard_conforming_strings=off \
        --setting backslash_quote=on --setting escape_string_warning=off \
        < <(more_injections "$SERVER/injected"
            injections "$SERVER/injected" | grep -azF "\\'")
    harmless "$SERVER/injected" -d latin \
        < <(more_injections "$SERVER/injected" | grep -vazF victims)
}

@test "no text does either from a file" {
    while IFS= read -r -d '' text; do
        printf %s "$text" >query.sql
        build --bare -c @query.sql </dev/null
        [ ! -e "$SERVER/injected" ] || wrong "this was executed: $text"
        [ "$STATUS" -eq 3 ] || [ "$STATUS" -le 1 ] || wrong "for $text"
    done < <(more_injections "$SERVER/injected")
    intact
}

@test "no option of the connection is a statement" {
    file=$SERVER/injected
    for name in "x'; COPY (SELECT 1) TO PROGRAM 'touch $file'; --" \
        "x\"; COPY (SELECT 1) TO PROGRAM 'touch $file'; --"; do
        build --bare -c 'SELECT 1 AS n' -U "$name" </dev/null
        exits 3
        build --bare -c 'SELECT 1 AS n' -d "$name" </dev/null
        exits 3
        build --bare -c 'SELECT 1 AS n' --setting "app.$name=1" </dev/null
        build --bare -c 'SELECT 1 AS n' --setting "app.x=$name" </dev/null
        builds '[{"n":1}]'
        build --bare -c 'SELECT 1 AS n' --setting "role=$name" </dev/null
        exits 3
        [ ! -e "$file" ]
    done
    intact
}
