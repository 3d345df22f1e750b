#!/usr/bin/env bats
# The program asks a PostgreSQL server itself: however a run ends, the server
# does not work on without a reader; and a run is the same wherever it is started.
load lib/helper
load lib/server
load lib/live

# --- Ends before the end -----------------------------------------------------------------

@test "a signal ends it, and the query with it" {
    for query in "$ENDLESS" "$ASLEEP"; do
        for name in INT TERM HUP QUIT XCPU KILL; do
            echo old >file
            begin --field n -o file -c "$query"
            works
            kill -"$name" "$PROGRAM"
            ends
            exits $((128 + $(kill -l "$name")))
            settles
            writes_nothing
            says_nothing
            is file old
            [ "$name" = KILL ] || folder_holds file
        done
        rm .fraiseql-build.* # no process is left to remove it
    done
}

@test "a signal after some rows ends it, and the query with it" {
    for name in INT TERM KILL; do
        begin --field n -c "$ENDLESS"
        flows
        kill -"$name" "$PROGRAM"
        ends
        exits $((128 + $(kill -l "$name")))
        settles
        strict incomplete out
        says_nothing
    done
}

@test "Ctrl-C, which all processes at the terminal get, ends it without a word" {
    need setsid
    for query in "$ENDLESS" "$ASLEEP"; do
        under setsid
        begin --field n -c "$query"
        works
        kill -INT -- "-$PROGRAM"
        ends
        exits 130
        settles
        says_nothing
    done
}

@test "when the reader has enough, the query ends" {
    env --default-signal "$FRAISEQL_BUILD" --rows -c "$ENDLESS" \
        </dev/null 2>err | head -c 100 >out
    settles
    [ "$(wc -c <out)" -eq 100 ]
    says_nothing
    # Not a word, either, where it would not be ended by SIGPIPE.
    env --ignore-signal=PIPE "$FRAISEQL_BUILD" --field n -c "$ENDLESS" \
        </dev/null 2>err | head -c 100 >out
    [ "${PIPESTATUS[0]}" -eq 4 ]
    settles
    says 'fraiseql-build: standard output: cannot write: Broken pipe'
}

@test "when the reader goes while no row comes, the query ends" {
    env --default-signal "$FRAISEQL_BUILD" --field n -c "$ASLEEP" \
        </dev/null 2>err | works
    settles
    says_nothing
    # Where only rows of the second query fail to come, too.
    env --default-signal "$FRAISEQL_BUILD" --field n -c 'TABLE victims' \
        --field m -c "$ASLEEP" </dev/null 2>err | works
    settles
    says_nothing
    env --ignore-signal=PIPE "$FRAISEQL_BUILD" --field n -c "$ASLEEP" \
        </dev/null 2>err | works
    settles
    says 'fraiseql-build: standard output: cannot write: Broken pipe'
}

@test "when the disk is full, the query ends" {
    [ -c /dev/full ] || skip 'there is no /dev/full'
    build --field n -o /dev/full -c "$ENDLESS" </dev/null
    exits 4
    says 'fraiseql-build: /dev/full: cannot write: No space left on device'
    settles
    under sh -c 'exec "$@" >/dev/full' sh
    for mode in '--field n' --rows; do
        # shellcheck disable=SC2086 # a mode is words
        build $mode -c "$ENDLESS" </dev/null
        fails 4 'standard output: cannot write: No space left on device'
        settles
    done
}

@test "a bad row ends the query" {
    breaks 1 'query:500:1: row 500: expected a JSON value' -c "
        SELECT CASE n WHEN 500 THEN 'bad' ELSE '{\"a\": 1}' END FROM
            (SELECT generate_series(1, 1000000000) AS n) AS numbers"
    [ "$(wc -l <err)" -eq 3 ]
    # One that came before the query went to sleep.
    breaks 1 'query:1:1: row 1: expected a JSON value' -c "
        SELECT repeat('bad ', 1000) FROM
            (SELECT generate_series(1, 1000000000) AS n) AS numbers
        WHERE n < 100 OR pg_sleep(600) IS NOT NULL"
}

@test "a second row ends the query of --single" {
    breaks 1 'query:2:1: row 2: more than one row' --single -c "$ENDLESS"
}

@test "a server that waits for a lock is not left waiting" {
    psql -Xq <<'END' >/dev/null 2>&1 &
BEGIN; LOCK TABLE victims; SELECT pg_sleep(600);
END
    holder=$!
    await lock_is_held
    begin --bare -c 'TABLE victims'
    await is_waiting
    kill -TERM "$PROGRAM"
    ends
    exits 143
    await is_not_waiting
    kill "$holder"
    psql -XAtqc "SELECT pg_terminate_backend(pid) FROM pg_locks
        WHERE relation = 'victims'::regclass" >terminated
    wait "$holder" || :
    settles
}
lock_is_held()
{
    [ "$(psql -XAtqc "SELECT count(*) FROM pg_locks WHERE granted
        AND relation = 'victims'::regclass AND mode LIKE 'AccessExc%'")" -gt 0 ]
}
waiting() { psql -XAtqc 'SELECT count(*) FROM pg_locks WHERE NOT granted'; }
is_waiting() { [ "$(waiting)" -gt 0 ]; }
is_not_waiting() { [ "$(waiting)" -eq 0 ]; }

@test "when the query helper is killed, the run fails" {
    for mode in '--field n' --rows; do
        # shellcheck disable=SC2086 # a mode is words
        begin $mode -c "$ENDLESS"
        flows
        kill -KILL "$(cat "/proc/$PROGRAM/task/$PROGRAM/children")"
        ends
        exits 3
        incomplete "$mode"
        mentions query
        settles
    done
}

# A server that lets in and then says nothing.
mute_server='import socket, sys
with socket.create_server(("127.0.0.1", 0)) as server:
    print(server.getsockname()[1], flush=True)
    client = server.accept()[0]
    print("connected", flush=True)
    while client.recv(4096):
        pass
print("gone", flush=True)'

@test "a signal ends it while it connects, too" {
    for name in INT TERM KILL; do
        : >heard # not what the last one said
        timeout 300 python3 -c "$mute_server" >heard 3>&- &
        mute=$!
        await grep -q . heard
        begin --bare -h 127.0.0.1 -p "$(head -n 1 heard)" -U alice -c 'SELECT 1'
        await grep -q connected heard
        kill -"$name" "$PROGRAM"
        ends
        exits $((128 + $(kill -l "$name")))
        says_nothing
        wait "$mute"
        grep -q gone heard
    done
}

# --- One snapshot --------------------------------------------------------------------------

@test "what changes while a query runs does not show" {
    query="SELECT to_jsonb(repeat('x', 100) || price())
        FROM (SELECT generate_series(1, 4000) AS n) AS numbers
        WHERE n <> 2000 OR pass_gate()"
    begin --rows -c "$query"
    flows
    psql -Xqc 'UPDATE prices SET price = 2' -c "SELECT nextval('gate')" >/dev/null
    ends
    exits 0
    says_nothing
    [ "$(wc -l <out)" -eq 4000 ]
    [ "$(grep -c 'x1"$' out)" -eq 4000 ]
    # The next run sees it.
    build --rows -c "$query" </dev/null
    [ "$(grep -c 'x2"$' out)" -eq 4000 ]
}

# --- Wherever it is started ------------------------------------------------------------------

@test "a closed stdin or stderr does no harm to a query" {
    for closed in '<&-' '2>&-' '<&- 2>&-' '3>&- 4>&-'; do
        under sh -c "exec \"\$@\" $closed" sh
        gives '[{"n":1},{"n":2},{"n":3}]' 'TABLE victims'
        build --bare -c 'SELECT 1 / 0 AS n' </dev/null
        exits 3
        writes_nothing
    done
}

@test "a closed stdout is a failure, and no rows get into anything else" {
    for closed in '>&-' '<&- >&-' '<&- >&- 2>&-'; do
        under sh -c "exec \"\$@\" $closed" sh
        build --bare -c 'TABLE victims' </dev/null
        exits 4
        writes_nothing
        build --bare -c 'TABLE victims' -o file </dev/null
        exits 0
        is file '[{"n":1},{"n":2},{"n":3}]'
    done
    settles
}

@test "signals that the caller ignores do no harm to a query" {
    for ignored in CHLD PIPE 'CHLD,PIPE' HUP; do
        under env --ignore-signal="$ignored"
        gives '[{"n":1},{"n":2},{"n":3}]' 'TABLE victims'
        breaks 3 'ERROR:  22012: division by zero' -c 'SELECT 1 / 0 AS n'
        breaks 1 'row 1: expected a JSON value' -c "SELECT 'bad'"
    done
}

@test "signals that the caller blocks do no harm to a query" {
    block='import os, signal, sys
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD, signal.SIGALRM,
    signal.SIGPIPE})
os.execvp(sys.argv[1], sys.argv[1:])'
    under python3 -c "$block"
    gives '[{"n":1},{"n":2},{"n":3}]' 'TABLE victims'
    breaks 1 'row 1: expected a JSON value' -c "SELECT 'bad' FROM
        (SELECT generate_series(1, 1000000000)) AS numbers"
}

@test "a child that it does not know is not taken for the query" {
    # A shell that has become the program leaves it a child that fails first.
    under bash -c '(exit 7) & exec "$@"' bash
    gives '[{"n":1},{"n":2},{"n":3}]' 'TABLE victims'
    under bash -c 'sleep 0.05 & exec "$@"' bash
    breaks 3 'ERROR:  22012: division by zero' -c 'SELECT 1 / 0 AS n'
}

@test "from another folder, with an empty environment, it is the same" {
    mkdir nowhere
    (cd nowhere && rmdir ../nowhere &&
        "$FRAISEQL_BUILD" --bare -c 'TABLE victims') >out 2>err
    is out '[{"n":1},{"n":2},{"n":3}]'
    says_nothing
    under env -i
    gives '[{"n":1},{"n":2},{"n":3}]' 'TABLE victims' -h "$SERVER" \
        -U postgres -d postgres
}

@test "in another locale, it is the same" {
    for locale in C de_DE.UTF-8 tr_TR.UTF-8; do
        under env LC_ALL=$locale LANGUAGE=de
        gives '[{"userId":1,"ı":"é"}]' "SELECT 1 AS user_id, 'é' AS \"ı\""
    done
}

# --- On a terminal ---------------------------------------------------------------------------

@test "what is said of a query takes the place of the line of --progress" {
    local cancel="SELECT pg_cancel_backend(pid) FROM pg_stat_activity
        WHERE pid <> pg_backend_pid() AND query LIKE 'COPY%'"

    # These rows are more than is held back on the way, and so come before the
    # last.
    TERM=xterm on_terminal 'await  kB, ' "run psql -Xqc \"$cancel\"" -- \
        "$FRAISEQL_BUILD" --rows --progress -c "
        SELECT repeat('x', 150000) AS x,
            CASE WHEN n > 4 THEN pg_sleep(600)::text END AS y
        FROM generate_series(1, 5) n"
    exits 3
    shows 'fraiseql-build: query: ERROR:  57014: canceling statement due to user request
'
    # Nothing of a longer line would stay.
    grep -qa $'\e\[Kfraiseql-build: query: ERROR' sent ||
        wrong "expected it to be erased in $(cat -v sent)"
}

# --- Memory ----------------------------------------------------------------------------------

# family_kb ROWS QUERY_START: the most memory that a run of that many rows takes,
# that of both programs.
family_kb()
{
    run_in family "$FRAISEQL_BUILD" --field users --type User -c "SELECT $2
        FROM (SELECT generate_series(1, $1) AS n) AS numbers
        WHERE n < $1 OR pg_sleep(0.3) IS NOT NULL"
}

@test "a million rows take no more memory than a thousand, in both programs" {
    need_plain_memory
    for columns in "jsonb_build_object('id', n, 'first_name', 'Ada')" \
        "n AS id, 'Ada' AS first_name"; do
        few=$(family_kb 1000 "$columns")
        many=$(family_kb 1000000 "$columns")
        [ "$few" -gt 4000 ] # both have been seen
        echo "$few and $many kB"
        [ "$many" -le $((few + 1000)) ]
    done
}

@test "fifty thousand notices take no more either" {
    need_plain_memory
    few=$(family_kb 1000 "1 AS id, tell('x') AS x" 2>/dev/null)
    many=$(family_kb 50000 "1 AS id, tell('x') AS x" 2>/dev/null)
    echo "$few and $many kB"
    [ "$many" -le $((few + 1000)) ]
}
