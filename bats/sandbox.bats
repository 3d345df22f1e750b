#!/usr/bin/env bats
# What the program gives up before it reads: an intruder who comes in by the rows
# can do little.

load lib/helper

# The intruder is a library that the program is made to load; see there.
intruder=${FRAISEQL_BUILD%/*}/tests/support/intruder.so

# parts: what of the sandbox there is, on this machine and in this program.
parts() { "$FRAISEQL_BUILD" --version | sed -n 's/^Sandbox: //p'; }

need_entered()
{
    [ -z "${FRAISEQL_COVERAGE:-}" ] || skip 'to measure coverage, none is entered'
}
need_intruder()
{
    need_entered
    [ -e "$intruder" ] || skip "there is no $intruder"
}
need_seccomp()
{
    need_intruder
    [[ $(parts) = *seccomp* ]] || skip "there is no seccomp: $(parts)"
}
need_landlock()
{
    need_intruder
    [[ $(parts) = *landlock* ]] || skip "there is no Landlock: $(parts)"
}

# intruded WORD ARGUMENT...: the program, in which the intruder tries this.
intruded()
{
    ulimit -c 0
    under env LD_PRELOAD="$intruder" INTRUDER="$1"
    build "${@:2}"
    under
}

dies() { [ "$STATUS" -eq $((128 + $(kill -l SYS))) ] || wrong 'expected SIGSYS'; }

# forbidden WORD: to try it ends the program, and without a sandbox it is done.
forbidden()
{
    intruded "$1" --field users rows
    dies
    writes_nothing
    says_nothing
    intruded "$1" --field users rows --no-sandbox
    says 'intruder: done'
}

# refused WORD ARGUMENT...: it cannot be done, and the program goes on; without
# a sandbox it is done.
refused()
{
    local how
    for how in EACCES "done"; do
        intruded "$@"
        exits 0
        says "intruder: $how"
        set -- "$@" --no-sandbox
    done
}

make_rows()
{
    echo '{"id": 1}' >rows
    echo other >other
    mkdir elsewhere
}

@test "--version names what the sandbox is made of here" {
    build --version
    exits 0
    grep -qxE 'Sandbox: (none|landlock|seccomp|landlock, seccomp)' out
}

@test "before the first byte is read, a forbidden call already ends the program" {
    need_seccomp
    make_rows
    for call in socket fork run:/bin/sh code kill make:new write:other \
        cut:other chmod:other; do
        echo "$call"
        forbidden "$call"
        rm -f new
    done
}

@test "what it may not do ends it while rows come from stdin, too" {
    need_seccomp
    make_rows
    intruded socket --field users <rows
    dies
    intruded socket --field users --no-sandbox <rows
    writes '{"data":{"users":[{"id":1}]}}'
}

@test "a schema and a selection are read in the sandbox" {
    need_seccomp
    make_rows
    echo 'type User { id: ID }' >schema
    echo '{ id }' >selection
    intruded socket --field users --type User --schema schema --select @selection rows
    dies
    intruded socket --field users --type User --select @selection rows
    dies
}

@test "it can read the files that it was given, and no others" {
    need_landlock
    make_rows
    for file in other /etc/passwd "$FRAISEQL_BUILD"; do
        echo "$file"
        refused "read:$file" --field users rows
    done
    writes '{"data":{"users":[{"id":1}]}}'
    echo '{"id": 2}' >further
    intruded read:further --field users --input rows --field more --input further
    exits 0
    says 'intruder: done'
    writes '{"data":{"users":[{"id":1}],"more":[{"id":2}]}}'
}

@test "with nothing but stdin, it can read no file" {
    need_landlock
    make_rows
    intruded read:rows --field users <rows
    exits 0
    says 'intruder: EACCES'
}

@test "a message knows Unicode in the sandbox as it does without" {
    echo ']' >'ü⇒'
    build --field users 'ü⇒'
    exits 1
    mv err expected
    build --field users --no-sandbox 'ü⇒'
    cmp expected err
}

@test "where a message is to be shown, the C library looks where the environment says" {
    echo '"ü⇒"]' >rows
    for path in . "$PWD" /usr; do
        under env GCONV_PATH="$path"
        build --field users rows
        exits 1
        mentions 'ü⇒'
    done
}

@test "under the rights of another user, it asks which groups it is in" {
    need setpriv
    [ "$(id -u)" -eq 0 ] || skip 'only root can be another user'
    make_rows
    under setpriv --euid=65534 --egid=65534 --clear-groups
    build --field users rows
    builds '{"data":{"users":[{"id":1}]}}'
}

@test "it can remove and rename files only in the folder of the one that it replaces" {
    need_landlock
    make_rows
    touch elsewhere/victim
    refused remove:other --field users rows
    touch other
    refused remove:other --field users -o elsewhere/users.json rows
    touch other
    refused rename:other --field users -o elsewhere/users.json rows
    is elsewhere/users.json '{"data":{"users":[{"id":1}]}}'
    # Landlock has folders only with all that is below them.
    intruded remove:elsewhere/victim --field users -o users.json rows
    exits 0
    says 'intruder: done'
}

@test "a file is replaced from inside the sandbox, through links, and devices are written" {
    make_rows
    ln -s elsewhere/users.json link
    for file in link elsewhere/other.json ./here.json "$PWD/there.json"; do
        build --field users -o "$file" rows
        exits 0
        says_nothing
        is "$file" '{"data":{"users":[{"id":1}]}}'
    done
    [ -L link ]
    [ -e elsewhere/users.json ]
    build --field users -o /dev/null rows
    exits 0
    build --field users -o missing/users.json rows
    fails 4 'missing/users.json: cannot open for writing: No such file or directory'
}

@test "inputs without a place in a file system can be read in the sandbox" {
    make_rows
    mkfifo fifo
    cat rows >fifo &
    # shellcheck disable=SC2094 # the program only reads
    build --field users fifo rows <(cat rows) /dev/fd/5 /dev/null /dev/stdin 5<rows <rows
    builds '{"data":{"users":[{"id":1},{"id":1},{"id":1},{"id":1},{"id":1}]}}'
    wait
}

@test "the query helper is outside of the sandbox, and its rows are read inside" {
    need_seccomp
    make_rows
    # The program, and beside it one that asks no server: an empty COPY.
    cp "$FRAISEQL_BUILD" fraiseql-build
    cat >fraiseql-query <<'END'
#!/bin/sh
echo "$$" >asked
printf 'PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0\377\377'
END
    chmod +x fraiseql-query
    # shellcheck disable=SC2030,SC2031 # each test has a shell of its own
    FRAISEQL_BUILD=$PWD/fraiseql-build
    build --field users -c 'SELECT 1'
    [[ $(cat err) != *'--without-libpq'* ]] || skip 'there is no libpq'
    builds '{"data":{"users":[]}}'
    [ -s asked ]
    intruded socket --field users -c 'SELECT 1'
    dies
    intruded fork --field users -c 'SELECT 1' --field more --input rows
    dies
    intruded socket --no-sandbox --field users -c 'SELECT 1'
    exits 0
    says 'intruder: done'
    # A schema, too, and before a server is asked.
    echo 'type User { id: ID }' >schema
    intruded socket --field users --type User --schema schema -c 'SELECT 1'
    dies
}

@test "no server is asked if the selection is wrong, or cannot be read" {
    local selection

    mkfifo fifo
    for selection in '{a}' '{a' '{a} {b}'; do
        # There is time to ask meanwhile.
        { sleep 0.2; echo "$selection"; } >fifo &
        # shellcheck disable=SC2031 # as above
        run_in asks "$FRAISEQL_BUILD" --field users --select @fifo -h "$PWD" \
            -p 5432 -c 'SELECT 1' >"said $selection" 2>err || :
        [[ $(<err) != *'--without-libpq'* ]] || skip 'there is no libpq'
        rm .s.PGSQL.5432
    done
    is 'said {a}' 'asked'
    is 'said {a' 'asked no server'
    is 'said {a} {b}' 'asked no server'
    [ "$(grep -c '^fraiseql-build: ' err)" -eq 1 ]
    # Nor is the user, for a password.
    # shellcheck disable=SC2031 # as above
    run_in types '' "$FRAISEQL_BUILD" --field users --select '{a' -W -h "$PWD" \
        -c 'SELECT 1' 2>err || :
    [ -s err ]
    [ ! -s screen ]
}

@test "where the kernel refuses, it goes on without a word" {
    need_intruder
    make_rows
    for errno in ENOSYS EPERM EINVAL EOPNOTSUPP ENOMEM E2BIG; do
        number=$(python3 -c "import errno; print(errno.$errno)")
        intruded "kernel:$number" --field users -o users.json rows
        exits 0
        says_nothing
        is users.json '{"data":{"users":[{"id":1}]}}'
    done
    intruded "kernel:1" --version
    grep -x 'Sandbox: none' out
}

# is_inside PID: it has a temporary file, and then what seccomp there is.
is_inside()
{
    [ -n "$(find . -name '.fraiseql-build.*')" ] || return
    [[ $(parts) != *seccomp* ]] || grep -q '^Seccomp:.2' "/proc/$1/status"
}

@test "it ends by a signal in the sandbox, and takes the temporary file along" {
    need_entered
    make_rows
    mkfifo fifo
    exec 4<>fifo
    # shellcheck disable=SC2031 # as above
    "$FRAISEQL_BUILD" --field users -o users.json fifo 4>&- &
    pid=$!
    for _ in {1..500}; do
        ! is_inside "$pid" || break
        sleep 0.02
    done
    is_inside "$pid"
    kill -TERM $pid
    STATUS=0
    wait $pid || STATUS=$?
    touch out err
    [ "$STATUS" -eq $((128 + 15)) ]
    folder_holds rows other elsewhere fifo
}
