#!/usr/bin/env bats
# Rows straight from a server are all there are, or there is no response: what
# the program makes of a server that lies, fails, floods it or says nothing.
#
# The server is fake_server.py, and what it says is in fake_stories.py. No
# PostgreSQL is needed.
load lib/helper

setup_file()
{
    export NO_QUERY=''
    unset "${!PG@}" # what was meant for another server
    run "$FRAISEQL_BUILD" -h /nowhere -c 'SELECT 1' --field users
    if [[ $status -eq 2 && $output = *'configured --without-libpq'* ]]; then
        NO_QUERY='the program was configured --without-libpq'
    fi
}

setup()
{
    [ -z "$NO_QUERY" ] || skip "$NO_QUERY"
    cd "$BATS_TEST_TMPDIR" || return
}

# against STORY ARGUMENT...: the program asks a server that behaves like this.
QUERY='SELECT data FROM users'
against()
{
    STATUS=0
    python3 "$BATS_TEST_DIRNAME/lib/fake_server.py" "$1" \
        "$FRAISEQL_BUILD" -w -c "$QUERY" "${@:2}" >out 2>err || STATUS=$?
}

# hostile_server WAY ...: many runs, in a folder that has nothing in it.
hostile_server()
{
    mkdir runs
    (cd runs && python3 "$BATS_TEST_DIRNAME/lib/hostile_server.py" "$@")
}

USERS='{"data":{"users":[{"aB":1},{"aB":2},{"aB":3}]}}'

# refused STORY [SENTENCE]: there is no response, and the program says why.
refused()
{
    local why=${2:-the server did not confirm that all rows were sent}

    against "$1" --field users
    exits 3 && strict incomplete out &&
        says "fraiseql-build: query: $why" || return
    echo old >file
    against "$1" --bare -o file
    exits 3 && writes_nothing && is file old && folder_holds file heard
}

# heard LINE...: these lines the server has heard, among others, in this order.
heard()
{
    diff <(printf '%s\n' "$@") <(grep -xF "$(printf '%s\n' "$@")" heard) ||
        { cat heard; return 1; }
}

# --- Honest servers ------------------------------------------------------------

@test "what the server proves to be all is a response" {
    against honest --field users
    builds "$USERS"
    against honest --field users --type User --lines
    builds '{"data":{"users":[
{"__typename":"User","aB":1},
{"__typename":"User","aB":2},
{"__typename":"User","aB":3}
]}}'
    against honest --rows --keep-case
    builds '{"a_b":1}
{"a_b":2}
{"a_b":3}'
    against 'no row' --field users
    builds '{"data":{"users":[]}}'
    against nulls --field users
    builds "$USERS"
    against jsonb --field users
    builds "$USERS"
    against honest --bare -o file
    exits 0
    is file '[{"aB":1},{"aB":2},{"aB":3}]'
}

@test "a header with an extension is a header" {
    against extension --field users
    builds "$USERS"
}

@test "the server's messages may come in any pieces, and cut rows anywhere" {
    hostile_server pieces
}

@test "the options lead to the server, and the encoding is asked for" {
    PGCLIENTENCODING=LATIN1 against honest --field users -h '{folder}' -p 5432 \
        -U grace -d navy
    builds "$USERS"
    heard 'startup {"user": "grace", "database": "navy", "application_name": "fraiseql-build", "client_encoding": "UTF8"}'
    against honest --field users \
        -d 'host={folder} user=grace dbname=navy application_name=cron client_encoding=LATIN1'
    heard 'startup {"user": "grace", "database": "navy", "application_name": "cron", "client_encoding": "UTF8"}'
}

# --- What the server is asked --------------------------------------------------

@test "one column of json, jsonb or text is copied as it is" {
    for type in json jsonb text; do
        against "a column of $type" --field users
        builds "$USERS"
        heard 'parse "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"' \
            'parse "SELECT data FROM users"' \
            'parse "COPY (\nSELECT data FROM users\n) TO STDOUT (FORMAT binary)"' \
            'query "COMMIT"'
    done
}

@test "any other column, and several of them, become an object" {
    for columns in 'a column of int' 'a column of varchar' 'a column of bool' \
        'columns of json' 'columns of int and text'; do
        against "$columns" --field users
        builds "$USERS"
        heard 'parse "SELECT data FROM users"' \
            'parse "COPY (SELECT pg_catalog.row_to_json(r.*) FROM (\nSELECT data FROM users\n) AS r) TO STDOUT (FORMAT binary)"'
    done
}

@test "the text of the query reaches the server alone first, and is not changed" {
    # shellcheck disable=SC2016 # the dollars are the server's
    text='SELECT "\$1 %s", 2 -- é ; ) TO STDOUT'
    # shellcheck disable=SC2016 # the same, as JSON has it
    same='SELECT \"\\$1 %s\", 2 -- \u00e9 ; ) TO STDOUT'
    for end in '' ';' $' ; \n;\t'; do
        QUERY=$text$end
        against honest --field users
        builds "$USERS"
        heard "parse \"$same\"" \
            "parse \"COPY (\\n$same\\n) TO STDOUT (FORMAT binary)\""
        [ "$(grep -cE '^(parse|query)' heard)" -eq 4 ]
    done
}

@test "settings are values, never a part of a command" {
    set="SELECT pg_catalog.set_config(\$1, \$2, true)"
    QUERY='SELECT 1' against honest --field users \
        --setting app.user="7'; DROP TABLE users; --" --setting a.b=
    builds "$USERS"
    heard "parse \"$set\"" \
        "bind \"app.user\" \"7'; DROP TABLE users; --\"" \
        "parse \"$set\"" \
        'bind "a.b" ""' 'parse "SELECT 1"'
}

@test "a query that the server refuses by itself never becomes a COPY" {
    refused 'an error for the query' \
        'ERROR:  42P01: relation "users" does not exist'
    run grep COPY heard
    [ "$status" -eq 1 ]
    refused parameters "the query has parameters such as \$1 (use --setting to pass values)"
    run grep COPY heard
    [ "$status" -eq 1 ]
    refused 'no column' \
        'the query returns no columns (use one that returns rows, such as a SELECT)'
    run grep COPY heard
    [ "$status" -eq 1 ]
    refused 'an error for BEGIN' 'ERROR:  25P02: no transactions today'
    run grep COPY heard
    [ "$status" -eq 1 ]
}

# --- Several queries -----------------------------------------------------------

MORE=(--field users --field more -c 'SELECT data FROM more')
BOTH='{"data":{"users":[{"aB":1},{"aB":2},{"aB":3}],"more":[{"aB":1},{"aB":2},{"aB":3}]}}'

@test "all queries are prepared before the first is run, in one transaction" {
    against honest "${MORE[@]}" --setting a.b=1
    builds "$BOTH"
    grep -E '^(parse|query)' heard >asked
    # shellcheck disable=SC2016 # the dollars are the server's
    is asked 'parse "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
parse "SELECT pg_catalog.set_config($1, $2, true)"
parse "SELECT data FROM users"
parse "SELECT data FROM more"
parse "COPY (\nSELECT data FROM users\n) TO STDOUT (FORMAT binary)"
parse "COPY (\nSELECT data FROM more\n) TO STDOUT (FORMAT binary)"
query "COMMIT"'
}

# lies WHICH STORY [SENTENCE]: in the story, this query is not proven.
lies()
{
    local why=${3:-the server did not confirm that all rows were sent}

    against "$2" "${MORE[@]}"
    exits 3 && strict incomplete out &&
        says "fraiseql-build: query$1: $why" || return
    echo old >file
    against "$2" "${MORE[@]}" -o file
    exits 3 && writes_nothing && is file old && folder_holds file heard
}

@test "each query is proven by itself" {
    for story in 'COPY 2' 'COPY 4' 'SELECT 3' 'a row less' 'a row more' \
        'no trailer' 'half a trailer' 'no data' 'only a header' \
        'two trailers' 'two streams' 'a row after CopyDone' \
        'no CommandComplete' 'a second CommandComplete' 'a second COPY' \
        'binary called text' 'two columns' 'a wrong signature'; do
        lies ' users' "$story"
        lies ' more' "then $story"
    done
    for story in 'an error after the trailer' 'an error after CopyDone' \
        'an error in the rows' 'an error before the rows'; do
        against "$story" "${MORE[@]}"
        exits 3
        mentions 'fraiseql-build: query users: ERROR:  '
        against "then $story" "${MORE[@]}"
        exits 3
        mentions 'fraiseql-build: query more: ERROR:  '
        strict incomplete out
    done
    encoding='client_encoding must stay UTF8, but a --setting, the query or the server has changed it'
    lies ' users' 'LATIN1 in the rows' "$encoding"
    lies ' more' 'then LATIN1 after the rows' "$encoding"
    # What belongs to none of them alone.
    lies '' ROLLBACK
    lies '' 'an error for BEGIN' 'ERROR:  25P02: no transactions today'
}

@test "a bad row is named by its query, and by its number in it" {
    against 'a row that is no JSON' "${MORE[@]}"
    exits 1
    mentions "query users:2:10: row 2: the row ends before its value is complete"
    against 'then a row that is no JSON' "${MORE[@]}"
    exits 1
    mentions "query more:2:10: row 2: the row ends before its value is complete"
    strict incomplete out
}

# --- Cut connections -----------------------------------------------------------

@test "a connection that is cut after any byte gives no response" {
    run hostile_server cut
    echo "$output"
    [ "$status" -eq 0 ]
    [[ $output = [3-9][0-9][0-9]' bytes, '[4-9][0-9][0-9]' bytes' ]]
}

@test "a bit that flips gives no response, or a value that no check can doubt" {
    run hostile_server flip 1
    echo "$output"
    [ "$status" -eq 0 ]
}

# --- Liars ---------------------------------------------------------------------

@test "a server that counts other rows than it sends is not believed" {
    for tag in 'COPY 2' 'COPY 4' 'COPY 0' 'COPY 30' 'COPY 4294967299' COPY \
        'no tag' 'a row less' 'a row more'; do
        refused "$tag"
    done
}

@test "the tag of another command is no proof" {
    refused 'SELECT 3'
    refused 'INSERT 0 3'
}

@test "rows without their trailer are not all" {
    for story in 'no trailer' 'half a trailer' 'no data' 'only a header'; do
        refused "$story"
    done
}

@test "what comes after the trailer or the COPY's end is too much" {
    for story in 'a byte after the trailer' \
        'a byte after the trailer, alone' 'a row after the trailer' \
        'two trailers' 'two streams' 'a row after CopyDone'; do
        refused "$story"
    done
}

@test "a COPY whose end is not announced has none" {
    refused 'no CommandComplete'
    refused 'nothing after the rows'
}

@test "an error is an error, though all the rows and the trailer were there" {
    refused 'an error after the trailer' \
        'ERROR:  57014: canceling statement due to statement timeout'
    refused 'an error after CopyDone' 'ERROR:  XX000: out of luck'
    refused 'an error after CommandComplete' 'ERROR:  XX000: out of luck'
    refused 'an error in the rows' 'ERROR:  22012: division by zero'
    refused 'an error before the rows' \
        'ERROR:  42501: permission denied for view users'
}

@test "a result that was not asked for is not passed over" {
    refused 'a second CommandComplete'
    refused 'a second COPY'
    refused 'a second result'
}

@test "what is no COPY of one column in the binary format is refused" {
    for story in 'text for binary' 'a row of two fields' 'a row of no field' \
        CopyIn 'a tag for a COPY' 'an empty query' 'a row of 2 GB' \
        'a row of 1 GB'; do
        refused "$story"
    done
    refused 'a result for a COPY' \
        'server sent data ("D" message) without prior row description ("T" message)'
}

@test "a COPY that the server calls text, or of two columns, is refused" {
    refused 'binary called text'
    refused 'two columns'
    refused 'no columns'
}

@test "a stream that does not begin as COPY's is refused" {
    refused 'a wrong signature'
}

@test "critical flags, and a row that is not JSON, are bad data" {
    for story in 'critical flags' 'a row that is no JSON'; do
        against "$story" --field users
        exits 1
        strict incomplete out
        mentions 'fraiseql-build: query:'
        echo old >file
        against "$story" --field users -o file
        exits 1
        writes_nothing
        is file old
    done
    mentions "query:2:10: row 2: the row ends before its value is complete"
}

@test "a transaction that is not committed has shown nothing" {
    for story in ROLLBACK 'no answer to COMMIT' 'two answers to COMMIT' \
        'rows for COMMIT' commit; do
        refused "$story"
    done
    refused 'an error for COMMIT' 'ERROR:  40001: could not serialize access'
    refused 'an error after COMMIT' 'ERROR:  XX000: out of luck'
    against 'close for COMMIT' --field users
    exits 3
    strict incomplete out
    mentions 'query: server closed the connection unexpectedly'
}

@test "rows in another encoding than UTF-8 are refused" {
    for story in 'LATIN1 at the start' 'LATIN1 in BEGIN' \
        'LATIN1 before the rows' 'LATIN1 in the rows' 'LATIN1 after the rows' \
        'LATIN1 after the COPY' 'SQL_ASCII in the rows' \
        'a name of no encoding'; do
        refused "$story" \
            'client_encoding must stay UTF8, but a --setting, the query or the server has changed it'
    done
    # Nothing is asked of a server that does not begin with it.
    against 'LATIN1 in BEGIN' --field users
    run ! grep COPY heard
}

# --- What the server says ------------------------------------------------------

@test "a notice is shown, but not with --quiet" {
    against 'a notice' --field users
    exits 0
    writes "$USERS"
    says 'fraiseql-build: query: WARNING:  mind the gap'
    against 'a notice' --field users -q
    builds "$USERS"
}

@test "each notice is one of the program's messages, from the first to the last" {
    against 'notices everywhere' --field users
    exits 0
    writes "$USERS"
    says 'fraiseql-build: query: WARNING:  one
fraiseql-build: query: WARNING:  two
fraiseql-build: query: WARNING:  three
fraiseql-build: query: WARNING:  four
fraiseql-build: query: WARNING:  five'
    against 'notices everywhere' --field users -q
    builds "$USERS"
}

# What the terminal would obey is shown instead.
shown='\x1B[31mred\x1B]0;title\x07 \x08\x0D\x7F <U+009B>31m <U+202E><U+2066> end \xFF\xC3('

@test "a notice and an error cannot send controls to the terminal" {
    against 'a nasty notice' --field users
    exits 0
    strict text err
    says "fraiseql-build: query: WARNING:  $shown
DETAIL:  $shown
HINT:  $shown"
    against 'a nasty error' --field users
    exits 3
    strict text err
    says "fraiseql-build: query: ERROR:  22012: $shown
DETAIL:  $shown
HINT:  $shown
CONTEXT:  $shown"
    against 'a nasty error for the query' --field users
    exits 3
    strict text err
    says "fraiseql-build: query: ERROR:  42601: $shown"
    for story in 'a nasty severity' 'a nasty refusal'; do
        against "$story" --field users
        exits 3
        strict text err
        mentions "$shown"
    done
}

@test "an SQLSTATE cannot send controls to the terminal" {
    against 'a nasty SQLSTATE' --field users
    exits 3
    strict text err
    mentions "$shown"
}

@test "an error that says little is an error" {
    refused 'no SQLSTATE' 'ERROR:  no code is given'
    refused 'no severity' 'division by zero'
    refused 'an error without fields' 'no error message available'
    against 'no message' --field users
    exits 3
    strict incomplete out
    mentions 22012
}

# --- Passwords -----------------------------------------------------------------

@test "with --no-password no user is asked, whatever the server wants" {
    for story in cleartext md5 SCRAM; do
        against "$story" --field users
        exits 3
        writes_nothing
        mentions 'fraiseql-build: query: '
        mentions 'no password supplied'
        run ! grep '^password' heard
    done
    against 'an unknown way' --field users
    exits 3
    writes_nothing
    mentions 'authentication method 99 not supported'
}

@test "a password comes from the environment, and is shown nowhere" {
    PGPASSWORD='geh eim' against cleartext --field users
    builds "$USERS"
    heard 'password "geh eim"' 'query "COMMIT"'
    PGPASSWORD=geheim against md5 --field users
    builds "$USERS"
    heard 'query "COMMIT"'
    grep -qE '^password "md5[0-9a-f]{32}"$' heard
    run ! grep geheim heard
    PGPASSWORD=geheim against 'a nasty refusal' --field users
    exits 3
    run ! grep geheim out err
}

@test "a password is asked for on the terminal where one is wanted, as by psql" {
    hostile_server password
}

# --- Early ends ----------------------------------------------------------------

@test "when the reader of the response goes away, the query is cancelled" {
    hostile_server early reader
}

@test "when the disk is full, the query is cancelled" {
    [ -w /dev/full ] || skip 'there is no /dev/full'
    hostile_server early full
}

@test "when a row is bad or one too many, the query is cancelled" {
    hostile_server early bad second
}

@test "a signal to the program cancels the query, even SIGKILL" {
    hostile_server early SIGINT SIGTERM SIGHUP SIGKILL
}

@test "an interrupt from the terminal, which reaches both, cancels the query" {
    hostile_server early terminal
}

@test "when the query helper is ended, there is no response" {
    hostile_server early asking
}

@test "all of this is so in a later query, too" {
    hostile_server early later
}

@test "a cancel that has no effect is repeated" {
    hostile_server early ignored
}

@test "a server that is silent does not hold the program" {
    hostile_server silent connected SIGTERM SIGINT SIGKILL
}

@test "a server that is silent from the first does not hold the program" {
    hostile_server silent connecting SIGTERM SIGINT SIGKILL
}

@test "a server that ignores cancels does not hold the program" {
    hostile_server deaf SIGTERM
    rm -r runs
    hostile_server deaf SIGKILL
}

@test "a program that is killed as it starts leaves nothing running" {
    hostile_server start
}

# --- The query helper -----------------------------------------------------

# beside: a copy of the program, in a folder that the test fills; ASKS is what
# the query helper must be called there, and INSTALLED where it is, too.
beside()
{
    mkdir beside
    cp "$FRAISEQL_BUILD" beside/
    FRAISEQL_BUILD=$PWD/beside/${FRAISEQL_BUILD##*/}
    INSTALLED=$(grep -aoE '/[[:print:]]*fraiseql-query[[:print:]]*' \
        "$FRAISEQL_BUILD" | head -n 1)
    ASKS=${INSTALLED##*/}
    [ -n "$ASKS" ]
}

cannot_run()
{
    fails 4 "$1: cannot run the query helper: $2"
}

@test "without the query helper, there is no response, and a message" {
    beside
    [ ! -e "$INSTALLED" ] || skip "it is installed, as $INSTALLED"
    against honest --field users
    cannot_run "$INSTALLED" 'No such file or directory'
    echo old >file
    against honest --bare -o file
    cannot_run "$INSTALLED" 'No such file or directory'
    is file old
}

@test "where the query helper cannot be run, a message says so" {
    beside
    echo '#!/bin/true' >"beside/$ASKS"
    chmod 644 "beside/$ASKS"
    against honest --field users
    cannot_run "$PWD/beside/$ASKS" 'Permission denied'
    : >"beside/$ASKS"
    chmod 755 "beside/$ASKS"
    against honest --field users
    cannot_run "$PWD/beside/$ASKS" 'Exec format error'
}

@test "where there is no pipe to it, a message says so" {
    beside
    : >"beside/$ASKS"
    # shellcheck disable=SC2016 # the inner shell expands them
    under bash -c 'exec 3>&- 4>&-; ulimit -n 4; exec "$@"' -
    build --field users -c 'SELECT 1'
    cannot_run "$PWD/beside/$ASKS" 'Too many open files'
}

@test "another program in its place proves nothing" {
    beside
    for does in 'exit 0' 'exit 1' 'exit 3' 'kill -9 $$' \
        'printf "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0"' \
        'printf "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0\377\377"; exit 3' \
        'printf "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0\377\377"; kill -9 $$' \
        'echo "{}"'; do
        printf '#!/bin/sh\n%s\n' "$does" >"beside/$ASKS"
        chmod 755 "beside/$ASKS"
        against honest --field users
        [ "$STATUS" -ne 0 ] || wrong "$does"
        strict incomplete out
    done
    # What it does when it proves something.
    printf '#!/bin/sh\n%s\n' \
        'printf "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0\377\377"' >"beside/$ASKS"
    against honest --field users
    exits 0
    writes '{"data":{"users":[]}}'
}
