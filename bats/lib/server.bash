# shellcheck shell=bash
# A PostgreSQL server for the tests of one file. Only these tests can reach it: no
# network, and a socket in a folder of its own. The file loads this after
# helper, and calls begin_server in its setup_file(). A test that stops a server
# or wants one on the network starts a spare one.

# begin_server FILE...: starts the server and feeds it these files of SQL.
# SERVER is its folder; NO_SERVER is why there is none, and NO_LIVE why the
# program cannot ask one.
begin_server()
{
    local bin file

    bin=$(dirname "$(command -v initdb || printf '%s\n' \
        /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)")
    export SERVER='' NO_SERVER='' NO_LIVE='' POSTGRES_BIN=$bin
    unset "${!PG@}" # what was meant for another server
    if ! command -v psql >/dev/null || [ ! -x "$bin/initdb" ]; then
        NO_SERVER='there is no PostgreSQL server'
    elif [ "$(id -u)" -eq 0 ] && ! id postgres >/dev/null 2>&1; then
        NO_SERVER='a PostgreSQL server does not run as root'
    fi
    [ -z "$NO_SERVER" ] || return 0
    case $("$FRAISEQL_BUILD" --bare -c 'SELECT 1' 2>&1 </dev/null) in
        *'configured --without-libpq'*)
            NO_LIVE='the program was configured --without-libpq' ;;
    esac

    SERVER=$(mktemp -d /tmp/fraiseql-build.XXXXXX)
    [ "$(id -u)" -ne 0 ] || chown postgres "$SERVER"
    # A password file at home is meant for other servers, too.
    export PGHOST=$SERVER PGUSER=postgres PGDATABASE=postgres \
        PGPASSFILE=$SERVER/no-passwords
    make_cluster data
    start_cluster data 5432
    for file; do
        psql -Xq -v ON_ERROR_STOP=1 -f "$BATS_TEST_DIRNAME/lib/$file"
    done
}

teardown_file()
{
    [ -n "$SERVER" ] || return 0
    stop_cluster data immediate
    rm -r "$SERVER"
}

setup()
{
    [ -z "$NO_SERVER" ] || skip "$NO_SERVER"
    cd "$BATS_TEST_TMPDIR" || return
}

# need_live: skips the test where the program cannot ask a server.
need_live() { [ -z "$NO_LIVE" ] || skip "$NO_LIVE"; }

# A server refuses to run as root, and must not hold the descriptors of bats.
as_server()
{
    local user=()
    [ "$(id -u)" -ne 0 ] || user=(runuser -u postgres --)
    (cd / && "${user[@]}" "$@") >/dev/null 3>&- 4>&-
}

# make_cluster NAME: a server's files, in a folder below SERVER. All may come
# without a password but alice, who may come by the network too.
make_cluster()
{
    as_server "$POSTGRES_BIN/initdb" -D "$SERVER/$1" -U postgres -A trust \
        --no-locale --encoding=UTF8 --no-sync
    printf '%s\n' 'local all alice scram-sha-256' 'local all all trust' \
        'host all alice 127.0.0.1/32 scram-sha-256' |
        as_server tee "$SERVER/$1/pg_hba.conf"
}

# start_cluster NAME PORT [SETTING]...
start_cluster()
{
    local settings=("unix_socket_directories='$SERVER'" fsync=off
        "listen_addresses=''" "${@:3}")
    as_server "$POSTGRES_BIN/pg_ctl" -D "$SERVER/$1" -w -l "$SERVER/$1.log" \
        -o "-p $2 ${settings[*]/#/-c }" start
}

# stop_cluster NAME MODE: by its process id, where it runs.
stop_cluster()
{
    [ ! -e "$SERVER/$1/postmaster.pid" ] ||
        as_server "$POSTGRES_BIN/pg_ctl" -D "$SERVER/$1" -m "$2" stop
}

# start_spare [SETTING]...: one more server, with nothing in it but alice. In
# this test it is the one that is meant.
start_spare()
{
    local tries
    make_cluster spare
    # If another process takes the free port, there is another one.
    for tries in 1 2 3 4 5; do
        PGPORT=$(free_port)
        export PGPORT
        start_cluster spare "$PGPORT" "$@" && break
        [ "$tries" -lt 5 ]
    done
    psql -Xqc "CREATE ROLE alice LOGIN PASSWORD 'secret'"
}

teardown() { remove_spare; }

remove_spare()
{
    [ -d "$SERVER/spare" ] || return 0
    stop_cluster spare immediate
    rm -r "$SERVER/spare" "$SERVER/spare.log"
}

free_port()
{
    python3 -c 'import socket
with socket.socket() as s:
    s.bind(("127.0.0.1", 0))
    print(s.getsockname()[1])'
}

# from QUERY ARGUMENT...: psql as it should be called, and the program.
from() { build "${@:2}" < <(psql -XAtqc "$1"); }

# copies QUERY ARGUMENT...: every way out of the server gives the same response;
# it is in the file expected.
copies()
{
    from "$1" "${@:2}"
    exits 0
    mv out expected
    for copy in "COPY ($1) TO STDOUT" "\\copy (${1//$'\n'/ }) TO STDOUT"; do
        build --format copy "${@:2}" < <(psql -Xqc "$copy")
        exits 0
        cmp expected out
        build "${@:2}" < <(psql -Xqc "$copy (FORMAT binary)")
        exits 0
        cmp expected out
    done
    [ -z "$NO_LIVE" ] || return 0
    build -c "$1" "${@:2}" </dev/null
    exits 0
    cmp expected out
}
