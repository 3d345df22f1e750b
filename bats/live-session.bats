#!/usr/bin/env bats
# The program asks a PostgreSQL server itself: which server, as whom, with which
# settings and in which encoding.
# shellcheck disable=SC2016 # what begins with $ is SQL's
load lib/helper
load lib/server
load lib/live

who='SELECT current_database() AS d, current_user::text AS u'

# --- Which server, as whom ----------------------------------------------------------

@test "--dbname is a name, a connection string or a URI" {
    gives '[{"d":"ascii","u":"postgres"}]' "$who" -d ascii
    gives '[{"d":"ascii","u":"postgres"}]' "$who" -d dbname=ascii
    gives '[{"d":"ascii","u":"stranger"}]' "$who" \
        --dbname "host=$SERVER user=stranger dbname='ascii' port=5432"
    gives '[{"d":"ascii","u":"stranger"}]' "$who" \
        -d "postgresql://stranger@/ascii?host=$SERVER"
    gives '[{"d":"ascii","u":"postgres"}]' "$who" -d postgres:///ascii
}

@test "a connection string that cannot be read is not shown: a password may be in it" {
    for dbname in 'postgresql://u:secret@[::1]x/db' 'host=x password' \
        'postgres://u:sec%zzret@/db' 'nonsense=secret'; do
        build -d "$dbname" -c 'SELECT 1' --bare
        exits 3
        writes_nothing
        mentions 'cannot read the connection string of --dbname'
        run grep -E 'secret|sec%|password=' err
        [ "$status" -eq 1 ]
    done
}

@test "--host, --port and --username are heeded, and come before the variables" {
    under env PGHOST=/nowhere PGPORT=1 PGUSER=nobody PGDATABASE=nothing
    gives '[{"d":"postgres","u":"stranger"}]' "$who" \
        -h "$SERVER" -p 5432 -U stranger -d postgres
    gives '[{"d":"ascii","u":"latin"}]' "$who" \
        --host="$SERVER" --port=5432 --username=latin --dbname=ascii
}

@test "the variables of libpq say what no option says" {
    under env PGDATABASE=ascii PGUSER=stranger
    gives '[{"d":"ascii","u":"stranger"}]' "$who"
    under env -i PGHOST="$SERVER" PGUSER=latin
    gives '[{"d":"latin","u":"latin"}]' "$who"
    # With no home and no other variable, -d and -h are enough.
    under env -i
    gives '[{"d":"postgres","u":"postgres"}]' "$who" \
        -h "$SERVER" -U postgres -d postgres
    under env -u HOME
    gives '[{"d":"postgres","u":"postgres"}]' "$who"
}

@test "a service names a server" {
    printf '%s\n' '[there]' "host=$SERVER" dbname=ascii user=stranger >services
    under env -u PGHOST -u PGUSER -u PGDATABASE PGSERVICEFILE="$PWD/services"
    gives '[{"d":"ascii","u":"stranger"}]' "$who" -d service=there
    under env -u PGHOST -u PGUSER -u PGDATABASE PGSERVICEFILE="$PWD/services" \
        PGSERVICE=there
    gives '[{"d":"ascii","u":"stranger"}]' "$who"
    build --bare -c "$who" -d service=nowhere </dev/null
    exits 3
    mentions '"nowhere"'
}

@test "a server on the network is one like any other" {
    start_spare listen_addresses=127.0.0.1
    under env PGPASSWORD=secret
    for way in '-h 127.0.0.1' '-h localhost' "-h 127.0.0.1 -p $PGPORT" \
        "-d postgresql://alice@127.0.0.1:$PGPORT/postgres"; do
        # shellcheck disable=SC2086 # a way is words
        gives '[{"d":"postgres","u":"alice"}]' "$who" -U alice $way
    done
    # Over the network, only alice is let in.
    breaks 3 pg_hba.conf -h 127.0.0.1 -U postgres -c 'SELECT 1'
}

@test "the server sees who connects" {
    name="SELECT current_setting('application_name')::varchar AS name"
    gives '[{"name":"fraiseql-build"}]' "$name"
    under env PGAPPNAME=nightly
    gives '[{"name":"nightly"}]' "$name"
}

@test "a server that cannot be reached is reported, with status 3" {
    breaks 3 'No such file or directory' -h /nowhere -c 'SELECT 1'
    breaks 3 '.s.PGSQL.1"' -p 1 -c 'SELECT 1'
    breaks 3 'database "nothing" does not exist' -d nothing -c 'SELECT 1'
    breaks 3 'role "nobody" does not exist' -U nobody -c 'SELECT 1'
    breaks 3 'Connection refused' -h 127.0.0.1 -p "$(free_port)" -c 'SELECT 1'
    breaks 3 port -p many -c 'SELECT 1'
    breaks 3 'the connection string of --dbname' -d no_such_keyword=1 -c 'SELECT 1'
}

# --- Passwords ------------------------------------------------------------------------

@test "a password comes from PGPASSWORD, a password file or the URI" {
    result='[{"d":"postgres","u":"alice"}]'
    under env PGPASSWORD=secret
    gives "$result" "$who" -U alice
    gives "$result" "$who" -U alice -w
    echo '*:*:*:alice:secret' >passwords
    chmod 600 passwords
    under env PGPASSFILE="$PWD/passwords"
    gives "$result" "$who" -U alice -w
    under
    gives "$result" "$who" -d 'postgresql://alice:secret@/postgres' -w
    gives "$result" "$who" -d 'user=alice password=secret'
}

@test "a wrong password and a missing one are reported, and never shown" {
    under env PGPASSWORD=mistaken
    breaks 3 'password authentication failed for user "alice"' \
        -U alice -w -c "$who"
    [ "$(grep -c mistaken err)" -eq 0 ]
    under
    breaks 3 'no password supplied' -U alice -w -c "$who"
    breaks 3 'password authentication failed' -w -c "$who" \
        -d 'postgresql://alice:mistaken@/postgres'
    [ "$(grep -c mistaken err)" -eq 0 ]
}

# asked PASSWORD ARGUMENT...: types it at the terminal, where it must not show.
asked()
{
    STATUS=0
    run_in types "$1" "$FRAISEQL_BUILD" --bare -c "$who" "${@:2}" \
        </dev/null >out 2>err || STATUS=$?
    [ "$(grep -cF -- "$1" screen)" -eq 0 ]
}

@test "where a password is needed, the terminal is asked for it" {
    result='[{"d":"postgres","u":"alice"}]'
    for option in --list -W; do
        asked secret -U alice "$option"
        builds "$result"
        grep -qi password screen
    done
}

@test "-W asks even where none is needed, and -w never does" {
    asked whatever -W
    builds '[{"d":"postgres","u":"postgres"}]'
    grep -qi password screen
    asked whatever -U alice -w
    exits 3
    mentions 'no password supplied'
    [ ! -s screen ]
    asked whatever
    builds '[{"d":"postgres","u":"postgres"}]'
    [ ! -s screen ]
}

@test "a wrong password that was typed is refused" {
    asked mistaken -U alice -W
    exits 3
    writes_nothing
    mentions 'password authentication failed for user "alice"'
}

@test "with no terminal to ask at, a missing password is a failure" {
    need setsid
    under setsid --wait
    breaks 3 password -U alice -c "$who"
    breaks 3 password -U alice -W -c "$who"
}

# --- Settings ---------------------------------------------------------------------------

@test "--setting is seen by the query, whatever is in it" {
    # shellcheck disable=SC1003 # a backslash at the end
    for value in 7 '' 'a b' "it's" '"quoted"' 'C:\dir\' 'a=b=c' $'two\nlines' \
        '$1' '%s' 'größe 😀' "'; DROP TABLE victims; --" "\\'"; do
        live_value=$(printf '%s' "$value" | python3 -c \
            'import json, sys; print(json.dumps(sys.stdin.read(),
                ensure_ascii=False))')
        gives "[$live_value]" "SELECT to_jsonb(current_setting('app.value'))" \
            --setting "app.value=$value"
    done
    intact
}

@test "there may be several settings, and the last of one name is it" {
    gives '[{"a":"1","b":"3","s":"pg_catalog"}]' "
        SELECT current_setting('app.a') AS a, current_setting('app.b') AS b,
            current_setting('search_path') AS s" --setting app.a=1 \
        --setting app.b=2 --setting search_path=pg_catalog --setting=app.b=3
}

@test "a setting gives the query a role and the rows that it may see" {
    query='SELECT data FROM notes'
    gives '[{"n":1},{"n":2},{"n":3}]' "$query"
    gives '[{"n":1},{"n":3}]' "$query" --setting role=reader \
        --setting app.user=ada
    gives '[]' "$query" --setting role=reader --setting app.user=nobody
    breaks 3 'ERROR:  42704: unrecognized configuration parameter "app.user"' \
        --setting role=reader -c "$query"
    breaks 3 'ERROR:  42501: permission denied for' --setting role=reader \
        -c 'SELECT data FROM people'
}

@test "a setting that is refused ends it with status 3" {
    breaks 3 'ERROR:  42704: unrecognized configuration parameter "no_such"' \
        --setting no_such=1 -c 'SELECT 1'
    breaks 3 'ERROR:  22023: invalid value for parameter "work_mem"' \
        --setting work_mem=much -c 'SELECT 1'
    breaks 3 'role "nobody" does not exist' --setting role=nobody -c 'SELECT 1'
    breaks 3 'ERROR:  55P02: parameter "port" cannot be changed' \
        --setting port=1 -c 'SELECT 1'
}

@test "a setting without a name or a value is a usage error" {
    for setting in app.user =x = ''; do
        build --bare -c 'SELECT 1' --setting "$setting" </dev/null
        misused "--setting takes NAME=VALUE, not '$setting'"
    done
}

@test "no setting lets a query write" {
    read_only='ERROR:  25006: cannot execute INSERT in a read-only transaction'
    for setting in default_transaction_read_only=off a.b=c role=none \
        session_replication_role=replica; do
        breaks 3 "$read_only" --setting "$setting" -c 'SELECT add_victim()'
    done
    for setting in transaction_read_only=off transaction_read_only=false; do
        breaks 3 'ERROR:  25' --setting "$setting" -c 'SELECT add_victim()'
    done
    breaks 3 'ERROR:  25' -c "SELECT add_victim()
        FROM set_config('transaction_read_only', 'off', true)"
    intact
}

@test "no setting takes the snapshot away" {
    for level in 'read committed' 'read uncommitted'; do
        build --bare --setting "transaction_isolation=$level" \
            -c "SELECT current_setting('transaction_isolation') AS i" </dev/null
        [ "$STATUS" -eq 3 ] || builds '[{"i":"repeatable read"}]'
    done
    gives '[{"i":"repeatable read","r":"on"}]' "
        SELECT current_setting('transaction_isolation') AS i,
            current_setting('transaction_read_only') AS r"
}

@test "statement_timeout ends a query that takes too long" {
    breaks 3 'ERROR:  57014: canceling statement due to statement timeout' \
        --setting statement_timeout=50ms -c "$ASLEEP"
    gives '[1]' "SELECT '1'::json" --setting statement_timeout=60s
}

# --- Encodings ----------------------------------------------------------------------------

# é in UTF-8 is two characters of LATIN1. They would come out as é, and pass.
trap='SELECT to_jsonb(chr(195) || chr(169))'

@test "the response is UTF-8 whatever the client encoding is" {
    gives '["Ã©"]' "$trap" -d client_encoding=LATIN1
    gives '["Ã©"]' "$trap" -d 'postgresql:///postgres?client_encoding=LATIN1'
    gives '["Ã©"]' "$trap" -U latin -d postgres
    for variable in PGCLIENTENCODING=LATIN1 PGCLIENTENCODING=SQL_ASCII \
        PGOPTIONS='-c client_encoding=LATIN1'; do
        under env "$variable"
        gives '["Ã©"]' "$trap"
        gives '["日本語 😀"]' "SELECT to_jsonb('日本語 😀'::text)"
    done
}

@test "the response is UTF-8 whatever the database is in" {
    gives '["Ã©"]' "SELECT to_jsonb('Ã©'::text)" -d latin
    gives '["Ã©"]' "$trap" -d latin
    under env PGCLIENTENCODING=LATIN1
    gives '["Ã©"]' "$trap" -d latin
    gives '["\u65e5"]' "SELECT '\"\\u65e5\"'::json" -d latin
    gives '[{"größe":"é"}]' "SELECT 'é'::varchar AS \"größe\"" -d latin
    under
    gives '["é日"]' "SELECT '\"é日\"'::json" -d ascii
    gives '[{"größe":"é日"}]' "SELECT 'é日'::varchar AS \"größe\"" -d ascii
}

@test "what is not UTF-8 fails" {
    breaks 3 'ERROR:  22021: invalid byte sequence for encoding "UTF8"' -d ascii \
        -c "SELECT ('\"' || convert_from('\\xe9', 'SQL_ASCII') || '\"')::json"
    breaks 3 'ERROR:  22P05:' -d latin -c "SELECT '日'"
    build --bare -c $'SELECT \'\xe9\'' </dev/null
    [ "$STATUS" -ne 0 ] || wrong 'expected a failure'
    writes_nothing
}

@test "a client encoding that a setting or a query changes is never heard" {
    for encoding in LATIN1 SQL_ASCII WIN1252 EUC_JP; do
        for database in postgres latin; do
            build --bare -c "$trap" -d "$database" \
                --setting client_encoding=$encoding </dev/null
            [ "$STATUS" -eq 3 ] || [ "$STATUS" -eq 1 ] || builds '["Ã©"]'
            for is_local in false true; do
                build --bare -d "$database" -c "$trap FROM set_config(
                    'client_encoding', '$encoding', $is_local)" </dev/null
                [ "$STATUS" -eq 3 ] || [ "$STATUS" -eq 1 ] || builds '["Ã©"]'
            done
        done
    done
}

# --- What the server remarks -----------------------------------------------------------

@test "a notice is shown, and with -q it is not" {
    build --bare -c "SELECT tell('by the way')" </dev/null
    exits 0
    writes '["told"]'
    says 'fraiseql-build: query: NOTICE:  by the way'
    build --bare -c "SELECT warn('mind you')" </dev/null
    exits 0
    says 'fraiseql-build: query: WARNING:  mind you'
    gives '["told"]' "SELECT tell('by the way')" -q
    gives '["told"]' "SELECT tell('by the way')" \
        --setting client_min_messages=warning
}

@test "an error is shown with its detail and its hint, even with -q" {
    for option in --bare -q; do
        build --bare "$option" -c "SELECT fail('no good')" </dev/null
        exits 3
        head -n 3 err >first
        mv first err
        says 'fraiseql-build: query: ERROR:  P0001: no good
DETAIL:  Why.
HINT:  Do.'
    done
}

@test "what the server says does nothing to the terminal" {
    evil=$'\e[31mred\e]0;title\a\u009b2J\u202egnp.exe\r\u2028'
    build --bare -c "SELECT tell(\$\$$evil\$\$)" </dev/null
    exits 0
    strict text err
    build --bare -c "SELECT fail(\$\$$evil\$\$)" </dev/null
    exits 3
    strict text err
    build --bare -c "SELECT 1 FROM \"$evil\"" </dev/null
    exits 3
    strict text err
}
