#!/usr/bin/env bats
# Whatever fails, at whatever moment, once or for good: a response is complete, or
# the run fails and says so. Then stdout has no complete response, and a file is
# as it was. Nothing is left, in memory or in a folder.
load lib/helper
load lib/faults

# shellcheck disable=SC2034 # inject uses it
FEW=75 # of each run

examples=$BATS_TEST_DIRNAME/../examples

setup()
{
    need_faults
    cd "$BATS_TEST_TMPDIR" || return
    printf '%s\n' '{"id":1,"a_b":[{"c_d":"\u00e9"},{"c_d":2}]}' '' \
        '{"id":2,"a_b":{"id":3}}' >rows
    printf '%s\n' '{"id": 1}' '{"id": 2' '{"id": 3}' >bad
    cp "$examples/users.ndjson" "$examples/schema.graphql" .
}

@test "every call fails in turn: a list" {
    inject --stdin rows -- --field users --type User
    inject --stdin rows --pipe-in --pipe-out -- --field users --type User
    inject --stdin rows -- --field users --lines --keep-case
    inject -- --field users rows users.ndjson rows
}

@test "every call fails in turn: one object, null, a bare value" {
    head -n 1 rows >row
    echo 12 >number
    inject --stdin row -- --field user --single --type User
    inject -- --field user --null
    inject --stdin rows -- --bare
    inject --stdin number -- --bare --single
}

@test "every call fails in turn: rows, which are whole lines at any time" {
    seq -f '{"user_id": %.0f, "name": "a name that takes some room"}' 2000 >many
    inject --rows --stdin rows -- --rows
    inject --rows --stdin many -- --rows --type User
}

@test "every call fails in turn: several roots" {
    inject --stdin users.ndjson -- --field a --input rows --field b --null \
        --field c --single --input /dev/null --field d --type User --input -
}

@test "every call fails in turn: a schema and selections" {
    inject -- --field users --type User --schema schema.graphql users.ndjson
    inject -- --field users --type User --schema schema.graphql \
        --select '{ id name: firstName }' users.ndjson
    echo '{ id a: aB { id } aB { cD id } }' >selection
    inject -- --field r --select @selection rows
    inject -- --field r --opaque aB rows
}

@test "every call fails in turn: large rows, for which buffers grow" {
    { printf '{"%09000d": "' 1; head -c 300000 /dev/zero | tr '\0' x
        printf '", "n": %0700000d}\n' 0 | sed 's/ 0/ 10/'; } >large
    inject --stdin large -- --field r --type R
    inject --stdin large -- --field r --single --select '{ n }'
}

@test "every call fails in turn: COPY's formats" {
    printf '%s\n' '{"id":1,"t":"a\\nb"}' '\N' '{"id":2}' '\.' >text
    { printf 'PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0\0\1\0\0\0\010{"id":1}'
        printf '\0\1\377\377\377\377\377\377'; } >binary
    inject --stdin text -- --field r --format copy
    inject --stdin binary -- --field r --min-rows 1
    inject --stdin binary -- --field r --single
}

@test "every call fails in turn: a new file" {
    inject --target new -- --field users -o new rows
}

@test "every call fails in turn: a file that is replaced" {
    echo old >file
    inject --target file -- --field users -o file rows
    inject --target file --notes 2 -- --field users --on-error null \
        --tolerate 1 -o file bad
}

@test "every call fails in turn: a file that stays, as a row is bad" {
    echo old >file
    inject --target file -- --field users -o file bad
    inject --target file --notes 1 -- --field users --on-error skip -o file bad
}

@test "every call fails in turn: a file behind a symbolic link" {
    echo old >file
    ln -s file link
    inject --target file --link link -- --field users -o link rows
}

@test "every call fails in turn: a FIFO" {
    mkfifo fifo
    inject --fifo fifo -- --field users -o fifo rows
}

@test "every call fails in turn: bad rows that are null, or left out" {
    inject --notes 2 -- --field users --on-error null --tolerate 1 bad
    inject --notes 2 -- --field users --on-error null bad
    inject -- --field users --on-error skip bad
    inject --rows -- --rows --on-error skip bad
}

@test "every call fails in turn: bad data, and its message" {
    printf '%s\n' '{"user_id": 1,' ' "userId": "é"}' >equal
    echo '1|{"id": 1}' >columns
    inject -- --field users bad
    inject -- --field users equal
    inject -- --field users --quiet columns
    inject -- --field users --min-rows 4 users.ndjson
    inject --stdin rows -- --field users --end-marker DONE
}

@test "every call fails in turn: what is wrong before a row is read" {
    inject -- --field users no-such-file
    inject -- --field users --schema bad rows
    inject -- --field users --schema schema.graphql --type User \
        --select '{ id frstName }' rows
    inject -- --field users --no-such-option
}

@test "every call fails in turn: --help and --version" {
    inject --rows -- --help
    inject --rows -- --version
}

@test "the faults were thousands" {
    echo "# $(faults) faults" >&3
    [ -n "${FRAISEQL_FAULTS:-}" ] || [ "$(faults)" -gt 2000 ]
}
