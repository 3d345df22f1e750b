#!/usr/bin/env bats
# The program asks a PostgreSQL server itself, and what goes between them is
# harmed. It gives the whole response, or fails, and never hangs. A longer run,
# with FRAISEQL_PROXY=all, tries every place.
load helper
load server
load live

setup_file() { begin_server live.sql; }

# between WHAT: many runs; see between.py.
between() { python3 "$BATS_TEST_DIRNAME/between.py" "$@"; }

@test "a connection that ends, is reset or changed anywhere gives all or nothing" {
    between harm
}

@test "a server that stalls anywhere, or stops to take a query, holds nobody" {
    between stall
}
