#!/usr/bin/env bats
# Whatever fails while PostgreSQL is asked, in the query helper or in the
# one that builds the response, in libpq too: a response is complete, or the run
# fails with 3 or 4 and says so.
load lib/helper
load lib/server
load lib/live
load lib/faults

# shellcheck disable=SC2034 # inject uses it
FEW=30 # of each run

setup()
{
    need_faults
    [ -z "$NO_SERVER" ] || skip "$NO_SERVER"
    need_live
    cd "$BATS_TEST_TMPDIR" || return
}

ROWS="SELECT jsonb_build_object('n', n) FROM generate_series(1, 3) AS n"

@test "every call of the query helper fails in turn: one query" {
    inject --hit fraiseql-query -- --field r -w -c "$ROWS"
}

@test "every call of the query helper fails in turn: two queries" {
    inject --hit fraiseql-query -- -w --setting app.a=b --field r -c "$ROWS" \
        --field s --single -c "SELECT 1 AS n"
}

@test "every call of the query helper fails in turn: a wrong query" {
    inject --hit fraiseql-query -- --field r -w -c 'SELECT 1/0 AS n'
}

@test "every call beside it fails in turn: one query" {
    inject -- --field r -w -c "$ROWS"
}

@test "every call beside it fails in turn: two queries, and a file" {
    echo '{"id":1}' >rows
    echo old >file
    inject --target file -- -w -o file --field r -c "$ROWS" \
        --field f --input rows --field s --single -c "SELECT 1 AS n"
}

@test "the server works on nothing after all of these" {
    settles
    echo "# $(faults) faults" >&3
}
