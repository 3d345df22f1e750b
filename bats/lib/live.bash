# shellcheck shell=bash
# The program asks the server itself, and sentences about the outcome. A
# file loads this after helper and server.

setup_file() { begin_server users.sql live.sql; }

setup()
{
    [ -z "$NO_SERVER" ] || skip "$NO_SERVER"
    need_live
    cd "$BATS_TEST_TMPDIR" || return
}

# gives RESPONSE SQL ARGUMENT...
gives()
{
    build --bare -c "${@:2}" </dev/null
    builds "$1"
}

# breaks STATUS TEXT ARGUMENT...: in every mode the program fails so, and the
# text is in its message. It writes nothing that is complete, leaves the file
# of -o alone and adds no other, and the server stops working on it.
breaks()
{
    local mode before

    echo old >file
    : >out
    : >err
    before=$(find . | sort)
    for mode in '--field n' '--bare --lines' --rows '--field n -o file'; do
        [ "$mode $3" != '--rows --single' ] || continue
        # shellcheck disable=SC2086 # a mode is words
        build $mode "${@:3}" </dev/null
        exits "$1"
        mentions "$2"
        incomplete "$mode"
        is file old
        [ "$(find . | sort)" = "$before" ] || wrong 'expected no other file'
    done
    settles
}

# incomplete MODE: what is in out is cut short; with --rows, between rows.
incomplete()
{
    [ -s out ] || return 0
    case $1 in
        --rows*) strict lines out ;;
        *) strict incomplete out ;;
    esac
}

# A test that failed leaves nothing that the next one would find.
teardown()
{
    [ -z "$PROGRAM" ] || kill -KILL "$PROGRAM" || :
    [ -n "${BATS_TEST_COMPLETED:-}" ] || [ -z "$SERVER" ] ||
        psql -Xqc "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'" \
            >/dev/null || : # it may be gone
    remove_spare
}

# settles: soon nothing is running on the server. What would have to be ended
# runs for ten minutes, and this waits for one.
settles()
{
    psql -Xq -v ON_ERROR_STOP=1 -c "DO \$\$
        DECLARE
            busy text;
        BEGIN
            FOR n IN 0..3000 LOOP
                PERFORM pg_stat_clear_snapshot();
                SELECT string_agg(state || ': ' || query, '; ') INTO busy
                FROM pg_stat_activity WHERE pid <> pg_backend_pid()
                    AND backend_type = 'client backend' AND state <> 'idle';
                EXIT WHEN busy IS NULL;
                PERFORM pg_sleep(0.02);
            END LOOP;
            IF busy IS NOT NULL THEN
                RAISE 'still running: %', busy;
            END IF;
        END \$\$"
}

# intact: nothing was written.
intact()
{
    [ "$(psql -XAtqc "SELECT array_agg(n ORDER BY n), (SELECT count(*)
        FROM pg_class WHERE relname IN ('victims', 'made')) FROM victims")" \
        = '{1,2,3}|1' ]
}

# --- A run that goes on while the test does something --------------------------

# Rows without an end, slow enough not to fill a disk, and none at all.
# shellcheck disable=SC2034 # the tests use them
ENDLESS="SELECT jsonb_build_object('n', n, 'text', repeat('x', 1000))
    FROM (SELECT generate_series(1, 1000000000) AS n) AS numbers
    WHERE pg_sleep(0.0005) IS NOT NULL"
# shellcheck disable=SC2034
ASLEEP="SELECT to_jsonb(1) WHERE pg_sleep(600) IS NOT NULL"

# What is left to a test that goes on beside it; empty: it has ended.
PROGRAM=''

# begin ARGUMENT...: the program, which the test goes on beside; it is PROGRAM.
# A shell would have it ignore SIGINT, and nohup SIGHUP.
begin()
{
    : >out
    "${UNDER[@]}" env --default-signal "$FRAISEQL_BUILD" "$@" \
        </dev/null >out 2>err 3>&- 4>&- &
    PROGRAM=$!
}

# await COMMAND...: until it succeeds; it is given up only after minutes, which
# mean a hang, and not that the machine is busy.
await()
{
    local end=$((SECONDS + 300))

    while ((SECONDS < end)); do
        ! "$@" || return 0
        sleep 0.02
    done
    echo "waited in vain: $*"
    return 1
}

# Rows have come out of it.
flows() { await [ -s out ]; }

# The server works for it.
works() { await is_at_work; }
is_at_work()
{
    [ "$(psql -XAtqc "SELECT count(*) FROM pg_stat_activity
        WHERE state = 'active' AND query LIKE 'COPY%'")" -gt 0 ]
}

# ends: it does, by itself; STATUS is how.
ends()
{
    await has_ended
    STATUS=0
    # shellcheck disable=SC2034 # exits() uses it
    wait "$PROGRAM" || STATUS=$?
    PROGRAM=''
}
has_ended() { ! kill -0 "$PROGRAM" 2>/dev/null; }
