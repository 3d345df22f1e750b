#!/usr/bin/env bats
# The program asks a PostgreSQL server itself, and what goes between them is
# harmed. It gives the whole response, or fails, and never hangs. A longer run,
# with FRAISEQL_PROXY=all, tries every place.
load lib/helper
load lib/server
load lib/live

setup_file() { begin_server live.sql; }

# proxy_sweep WHAT: many runs.
proxy_sweep() { python3 "$BATS_TEST_DIRNAME/lib/proxy_sweep.py" "$@"; }

@test "a connection that ends, is reset or changed anywhere gives all or nothing" {
    proxy_sweep harm
}

@test "a server that stalls anywhere, or stops taking a query, does not hold the program" {
    proxy_sweep stall
}
