#!/usr/bin/env bats
# What --select makes of rows is what graphql-js makes of them: random schemas,
# rows and selections, and an independent program that knows GraphQL.
#
# FRAISEQL_DIFFERENTIAL is how many cases of each family there are, and
# FRAISEQL_DIFFERENTIAL_SEED which ones.
load lib/helper

# compare PROGRAM FAMILY [OPTION]...: what differential.js prints is in the file
# report, how it ended is in STATUS. It exits with 77 where there is no graphql-js.
compare()
{
    need node
    STATUS=0
    TMPDIR=$PWD node "$BATS_TEST_DIRNAME/../tests/differential/differential.js" "${@:3}" \
        "$1" "$2" >report || STATUS=$?
    [ "$STATUS" -ne 77 ] || skip "$(<report)"
    cat report
}

# agree FAMILY [COUNT]: the program and graphql-js do in these cases.
agree()
{
    local count=${2:-100}

    # With a sanitizer the program takes long to start.
    [ "${FRAISEQL_SANITIZERS:-no}" = no ] || count=$((count / 4))
    compare "$FRAISEQL_BUILD" "$1" --seed "${FRAISEQL_DIFFERENTIAL_SEED:-1}" \
        --count "${FRAISEQL_DIFFERENTIAL:-$count}"
    [ "$STATUS" -eq 0 ]
}

@test "with a schema, responses are those of graphql-js, byte for byte" {
    agree typed
}

@test "so they are where there are more rows than are read at once" {
    agree many 30
}

@test "without a schema, they have the fields that the selection names" {
    agree untyped
}

@test "what does not fit its type for graphql-js is an error in the row" {
    agree unfit
}

@test "selections are refused that are invalid for graphql-js, and no others" {
    agree wrong 200
}

@test "so are different fields under one key, where they can meet" {
    agree clash
}

# liar COMMAND: a program that is the one under test but for what comes out.
liar()
{
    printf '#!/bin/bash\nset -o pipefail\n%q "$@" | %s\n' \
        "$FRAISEQL_BUILD" "$1" >liar
    chmod +x liar
}

# found FAMILY WORDS: the liar is found out, and the report says these words.
found()
{
    compare ./liar "$1" --as-is
    [ "$STATUS" -eq 1 ]
    grep -qF -- "$2" report
    grep -qxE "again: differential.js --seed 1 --case [0-9]+ PROGRAM $1" report
}

@test "a program whose responses are not so is found out" {
    liar "sed 's/null/0/'"
    found typed 'expected: '
    liar "sed -E 's/(\"[a-z]+\":[0-9]+),(\"[a-z]+\":[0-9]+)/\2,\1/'"
    found untyped 'expected: '
}

@test "so is one that takes every selection, or none" {
    liar 'cat || exit 0'
    found wrong 'status 0 instead of 2: '
    liar '{ cat; exit 2; }'
    found typed 'status 2 instead of 0: '
}
