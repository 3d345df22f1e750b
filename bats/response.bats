#!/usr/bin/env bats
# What stands around the rows.

@test "a list of rows is one response with one newline" {
    run "$FRAISEQL_BUILD" --field users --type User <<<'{"first_name": "Ada"}'
    [ "$status" -eq 0 ]
    [ "$output" = '{"data":{"users":[{"__typename":"User","firstName":"Ada"}]}}' ]
}
