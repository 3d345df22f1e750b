#!/usr/bin/env bats
# The program asks a PostgreSQL server itself, for several roots: all of them are
# one state of the database, and one failure fails them all.
load lib/helper
load lib/server
load lib/live

# A million rows, and where one of them fails.
NUMBERS='SELECT generate_series(1, 1000000) AS n'
FAILS="SELECT 1000 / (500000 - n) AS n FROM ($NUMBERS) AS numbers"

# --- Their response ------------------------------------------------------------

@test "each root has a query of its own" {
    build --field users --type User -c 'SELECT n AS user_id FROM victims' \
        --field count --single -c 'SELECT to_jsonb(count(*)) FROM victims' \
        --field none -c 'SELECT 1 AS n WHERE false' \
        --field nothing --single -c 'SELECT 1 AS n WHERE false' </dev/null
    builds '{"data":{"users":[{"__typename":"User","userId":1},{"__typename":"User","userId":2},{"__typename":"User","userId":3}],"count":3,"none":[],"nothing":null}}'
}

@test "the bytes are those of a run for each" {
    queries=('TABLE users' "SELECT data FROM users ORDER BY id DESC" "$NUMBERS"
        "SELECT repeat('x', 100000) AS long, n FROM victims")
    arguments=()
    printf '{"data":{' >expected
    for n in 0 1 2 3; do
        arguments+=(--field "f$n" -c "${queries[n]}")
        build --bare -c "${queries[n]}" </dev/null
        exits 0
        [ "$n" -eq 0 ] || printf , >>expected
        printf '"f%s":' "$n" >>expected
        tr -d '\n' <out >>expected
    done
    echo '}}' >>expected
    build "${arguments[@]}" </dev/null
    exits 0
    says_nothing
    cmp expected out
}

@test "roots of files stand between those of queries" {
    echo '{"from_file": 1}' >file
    build --field a --input file --field b -c 'TABLE victims' \
        --field c --single --input file --field d --null \
        --field e --single -c 'SELECT to_jsonb(1)' --field f --input file \
        </dev/null
    builds '{"data":{"a":[{"fromFile":1}],"b":[{"n":1},{"n":2},{"n":3}],"c":{"fromFile":1},"d":null,"e":1,"f":[{"fromFile":1}]}}'
    build --field a -c 'TABLE victims' --field b <file
    builds '{"data":{"a":[{"n":1},{"n":2},{"n":3}],"b":[{"fromFile":1}]}}'
}

@test "files hold the queries, and standard input one of them" {
    echo 'TABLE victims;' >query
    build --field a -c @query --field b -c @- --single --field c -c @query \
        <<<'SELECT to_jsonb(2);'
    builds '{"data":{"a":[{"n":1},{"n":2},{"n":3}],"b":2,"c":[{"n":1},{"n":2},{"n":3}]}}'
    build --field a -c @- --field b -c @- <query
    misused '--query of two roots cannot both come from standard input'
    build --field a -c @- --field b <query
    misused '--query and the rows cannot both come from standard input'
}

@test "settings are for all queries" {
    build --setting app.user=ada --field a --single \
        -c "SELECT to_jsonb(current_setting('app.user'))" \
        --field b --single --setting app.more=1 \
        -c "SELECT to_jsonb(current_setting('app.user')
            || current_setting('app.more'))" </dev/null
    builds '{"data":{"a":"ada","b":"ada1"}}'
}

@test "many queries are one run" {
    arguments=()
    for ((n = 0; n < 200; n++)); do
        arguments+=(--field "f$n" --single -c "SELECT to_jsonb($n)")
    done
    (
        ulimit -n 32
        build "${arguments[@]}" </dev/null
        builds "{\"data\":{$(seq 0 199 | sed 's/.*/"f&":&/' | paste -sd,)}}"
    )
}

@test "a server that only follows another is queried as any" {
    start_spare
    stop_cluster spare fast
    as_server touch "$SERVER/spare/standby.signal"
    start_cluster spare "$PGPORT"
    build --field a --single -c 'SELECT to_jsonb(pg_is_in_recovery())' \
        --field b --single \
        -c "SELECT to_jsonb(current_setting('transaction_isolation'))" </dev/null
    builds '{"data":{"a":true,"b":"repeatable read"}}'
}

# --- One snapshot ------------------------------------------------------------------

@test "what changes between two queries does not show" {
    roots=(--field first --single -c 'SELECT to_jsonb(price) FROM prices'
        --field gate --single -c 'SELECT to_jsonb(pass_gate())'
        --field last --single -c 'SELECT to_jsonb(price) FROM prices')
    begin "${roots[@]}"
    works
    psql -Xqc 'UPDATE prices SET price = 2' -c "SELECT nextval('gate')" >/dev/null
    ends
    builds '{"data":{"first":1,"gate":true,"last":1}}'
    # The next run sees it, in all of them.
    build "${roots[@]}" </dev/null
    builds '{"data":{"first":2,"gate":true,"last":2}}'
}

# --- Failures --------------------------------------------------------------------

# fails_whole STATUS TEXT ARGUMENT...: so does the run; nothing complete is
# written, a file is as it was, and the server does not work on.
fails_whole()
{
    echo old >file
    build "${@:3}" </dev/null
    exits "$1"
    mentions "$2"
    [ ! -s out ] || strict incomplete out
    build "${@:3}" -o file </dev/null
    exits "$1"
    mentions "$2"
    writes_nothing
    is file old
    settles
}

@test "a wrong query is found before a row of another is written" {
    seq 100000 >numbers
    for wrong in 'query b: ERROR:  42601: syntax error:SELEC 1' \
        'query b: ERROR:  42P01: relation:TABLE nowhere' \
        "query b: the query has parameters:SELECT \$1" \
        'query b: the query returns no columns:BEGIN'; do
        for first in "-c $ENDLESS" '--input numbers'; do
            fails_whole 3 "${wrong%:*}" --field a "${first%% *}" "${first#* }" \
                --field b -c "${wrong##*:}" --field c -c 'TABLE victims'
            build --field a "${first%% *}" "${first#* }" \
                --field b -c "${wrong##*:}" </dev/null
            writes_nothing
        done
    done
}

@test "the place in a wrong query is that of its own text" {
    build --field a -c 'SELECT 1 FROM nowhere' --field b -c 'SELECT 2 AS n' \
        </dev/null
    exits 3
    writes_nothing
    says 'fraiseql-build: query a: ERROR:  42P01: relation "nowhere" does not exist
LINE 1: SELECT 1 FROM nowhere
                      ^'
    build --field a -c 'SELECT 1 AS n' --field b -c '
SELECT 22 FROM nowhere' </dev/null
    exits 3
    says 'fraiseql-build: query b: ERROR:  42P01: relation "nowhere" does not exist
LINE 2: SELECT 22 FROM nowhere
                       ^'
}

@test "an error in the rows of any query fails them all" {
    fails_whole 3 'query a: ERROR:  22012: division by zero' \
        --field a -c "$FAILS" --field b -c 'TABLE victims'
    fails_whole 3 'query b: ERROR:  22012: division by zero' \
        --field a -c 'TABLE victims' --field b -c "$FAILS"
    # Of the first, rows have been written by then.
    fails_whole 3 'query b: ERROR:  22012: division by zero' \
        --field a -c "$NUMBERS" --field b -c 'SELECT 1 / 0 AS n'
    [ "$(wc -l <err)" -eq 1 ]
    fails_whole 3 'query b: ERROR:  22012: division by zero' \
        --field a -c "$NUMBERS" --field n --null \
        --field b -c 'SELECT 1 / 0 AS n' --field c -c "$NUMBERS"
}

@test "what only COPY refuses is reported of its query" {
    fails_whole 3 'query b: the query must be a SELECT, VALUES, TABLE or WITH' \
        --field a -c 'TABLE victims' --field b -c 'SHOW port'
    fails_whole 3 'query b: ERROR:  25006: cannot execute INSERT in a read-only' \
        --field a -c 'TABLE victims' --field b -c 'SELECT add_victim()'
    intact
}

@test "a notice of the server is reported of its query" {
    build --field a -c 'TABLE victims' --field b -c "SELECT tell('here')" \
        </dev/null
    exits 0
    writes '{"data":{"a":[{"n":1},{"n":2},{"n":3}],"b":["told"]}}'
    says 'fraiseql-build: query b: NOTICE:  here'
}

@test "a bad row of any root ends them all" {
    bad="SELECT CASE n WHEN 500 THEN 'bad' ELSE '1' END
        FROM (SELECT generate_series(1, 1000000000) AS n) AS numbers"
    fails_whole 1 'query a:500:1: row 500: expected a JSON value' \
        --field a -c "$bad" --field b -c "$ENDLESS"
    fails_whole 1 'query b:500:1: row 500: expected a JSON value' \
        --field a -c 'TABLE victims' --field b -c "$bad" --field c -c "$ENDLESS"
    echo bad >rows
    for where in before between after; do
        roots=(--field a -c 'TABLE victims' --field f --input rows
            --field b -c "$ENDLESS")
        case $where in
            before) roots=("${roots[@]:4}" "${roots[@]:0:4}") ;;
            after) roots=("${roots[@]:8}" "${roots[@]:4:4}") ;;
        esac
        [ "$where" != after ] || roots=(--field b -c "$NUMBERS" "${roots[@]:4}")
        fails_whole 1 'rows:1:1: row 1: expected a JSON value' "${roots[@]}"
    done
    fails_whole 1 'query b:2:1: row 2: more than one row' \
        --field a -c 'TABLE victims' --field b --single -c "$ENDLESS"
    fails_whole 1 'query a: too few rows: --min-rows asks for at least 4, and the input ends after 3' \
        --field a -c 'TABLE victims' --min-rows 4 --field b -c "$ENDLESS"
}

@test "a bad row is reported at once, though the next query takes its time" {
    begin --field a -c "VALUES ('1'), ('bad')" --field b -c "$ASLEEP"
    ends
    exits 1
    mentions 'query a:2:1: row 2: expected a JSON value'
    settles
}

# --- Ends before the end -----------------------------------------------------------

@test "a signal ends all queries, whichever is at work" {
    for name in INT TERM KILL; do
        for roots in "$NUMBERS;$ENDLESS" "TABLE victims;$ASLEEP" \
            "$ENDLESS;TABLE victims"; do
            begin --field a -c "${roots%;*}" --field b -c "${roots#*;}"
            works
            kill -"$name" "$PROGRAM"
            ends
            exits $((128 + $(kill -l "$name")))
            settles
            [ ! -s out ] || strict incomplete out
            says_nothing
        done
    done
}

@test "a signal while a file is read ends the query that waits" {
    mkfifo rows
    for name in TERM KILL; do
        # Enough rows that the pipe is full before the file is at its end.
        begin --field a -c 'TABLE victims' --field f --input rows \
            --field b -c "$NUMBERS"
        exec 9>rows # now it reads
        await is_held_up
        kill -"$name" "$PROGRAM"
        ends
        exits $((128 + $(kill -l "$name")))
        exec 9>&-
        settles
    done
}
# The server cannot send more, as no one reads it.
is_held_up()
{
    [ "$(psql -XAtqc "SELECT count(*) FROM pg_stat_activity
        WHERE wait_event = 'ClientWrite' AND query LIKE 'COPY%'")" -gt 0 ]
}

@test "a file that takes its time holds no query up for ever" {
    mkfifo rows
    begin --field f --input rows --field a -c "$NUMBERS" --field g --null \
        --field b -c "$NUMBERS"
    exec 9>rows
    await is_held_up
    echo 1 >&9
    exec 9>&-
    ends
    exits 0
    says_nothing
    mv out whole
    build --bare -c "$NUMBERS" </dev/null
    { printf '{"data":{"f":[1],"a":'; tr -d '\n' <out
      printf ',"g":null,"b":'; tr -d '\n' <out; echo '}}'; } >expected
    cmp expected whole
}

@test "when the reader has enough, all queries end" {
    (
        set +o pipefail
        env --default-signal "$FRAISEQL_BUILD" --field a -c 'TABLE victims' \
            --field b -c "$ENDLESS" </dev/null 2>err | head -c 100 >out
    )
    [ "$(stat -c %s out)" -eq 100 ]
    says_nothing
    settles
}

@test "when the query helper is killed, the run fails, in whatever query" {
    for roots in "$ENDLESS;TABLE victims" "TABLE victims;$ENDLESS"; do
        begin --field a -c "${roots%;*}" --field b -c "${roots#*;}"
        flows
        kill -KILL "$(cat "/proc/$PROGRAM/task/$PROGRAM/children")"
        ends
        exits 3
        [ "$(wc -l <err)" -eq 1 ]
        mentions 'the query helper ended unexpectedly'
        strict incomplete out
        settles
    done
}

@test "each bad row is reported with the name of its own query" {
    build --on-error null -o out.json --field a -c "SELECT '[01]'::text" \
        --field bbb -c "SELECT '02'::text" </dev/null
    exits 1
    mentions 'query a:1:3: row 1: a number cannot have a leading zero'
    mentions 'query bbb:1:2: row 1: a number cannot have a leading zero'
    [ ! -e out.json ]
}

@test "a million rows in each query take no more memory than a thousand" {
    need_plain_memory
    for rows in 1000 1000000; do
        query="SELECT n AS id, 'Ada' AS first_name
            FROM (SELECT generate_series(1, $rows) AS n) AS numbers"
        # The last rests at its end, so that both are seen.
        run_in family "$FRAISEQL_BUILD" --field a -c "$query" --field b \
            -c "$query" --field c \
            -c "$query WHERE n < $rows OR pg_sleep(0.3) IS NOT NULL" \
            </dev/null >"$rows"
    done
    cat 1000 1000000
    [ "$(cat 1000)" -gt 4000 ] # both have been seen
    [ "$(cat 1000000)" -le $(($(cat 1000) + 1000)) ]
}
