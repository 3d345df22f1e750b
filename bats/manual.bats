#!/usr/bin/env bats
# The manual says what the program does. README.md and the manual page are
# full of transcripts; here each is typed again, in an empty directory with the
# examples in it, and the screen must look the same, byte for byte.

root=$BATS_TEST_DIRNAME/..
readme=$root/README.md
page=$root/man/fraiseql-build.1

setup()
{
    cd "$BATS_TEST_TMPDIR" || return
    mkdir bin transcripts work
    cp -R "$root/examples" work/
    chmod -R u+w work
    ln -s "$FRAISEQL_BUILD" bin/fraiseql-build
    export PATH=$PWD/bin:$PATH LC_ALL=C.UTF-8
}

# replay TRANSCRIPT: types its commands and compares the screens. The shell
# shows what it reads (-v), as a terminal does, but without a prompt.
replay()
{
    (cd work && sh -v "../$1.typed") </dev/null >screen 2>&1 || :
    diff -u -L "$1" -L 'what came instead' "$1.screen" screen
}

# replay_all DOCUMENT GREP_OPTION: its transcripts that need a server (-l) or
# those that do not (-L); there must be some.
replay_all()
{
    local failed=0 chosen typed

    awk -v out=transcripts -f "$root/bats/transcripts.awk" "$1"
    chosen=$(grep -E "$2" 'psql|cron-export|user\.cgi' transcripts/*.typed)
    for typed in $chosen; do
        replay "${typed%.typed}" || failed=1
    done
    return "$failed"
}

# with_server DOCUMENT [FILE.sql]: the transcripts with psql, typed where a
# server is that has nothing in it but what FILE.sql makes.
with_server()
{
    command -v pg_virtualenv >/dev/null || skip 'pg_virtualenv is not installed'
    export root
    export -f replay replay_all
    # -t leaves the directories of the system's own servers alone. Tests that
    # start servers at the same time would find the same free port.
    # shellcheck disable=SC2016 # the inner shell expands
    pg_virtualenv -t -c "-p $((10000 + $$ % 20000))" bash -c '
        set -e
        [ -z "$2" ] || psql -Xqf "$2"
        replay_all "$1" -l' bash "$@" ''
}

@test "every transcript in README.md is what one sees" {
    replay_all "$readme" -L
}

@test "every transcript in the manual page is what one sees" {
    replay_all "$page" -L
}

@test "every transcript with psql in README.md is what one sees" {
    with_server "$readme"
}

@test "every transcript with psql in the manual page is what one sees" {
    with_server "$page" work/examples/users.sql
}

# long_options FILE: those in a text, once each.
long_options()
{
    grep -oE -- '--[a-z][a-z-]+' "$1" | sort -u
}

@test "--help and the manual page name the same long options" {
    "$FRAISEQL_BUILD" --help >help
    sed -n '/^\.It Fl/ s/Fl -/--/gp' "$page" >page-options
    long_options help >in-help
    long_options page-options >in-page
    [ -s in-help ]
    diff -u in-help in-page
}

@test "every option in the synopsis is explained below it" {
    sed -n '/^\.Sh SYNOPSIS/,/^\.Sh DESCRIPTION/ s/\(Fl\||\) -/--/gp' "$page" >synopsis
    sed -n '/^\.It Fl/ s/Fl -/--/gp' "$page" >page-options
    long_options synopsis >in-synopsis
    long_options page-options >in-page
    [ -s in-synopsis ]
    run comm -23 in-synopsis in-page
    [ "$output" = '' ]
}

@test "the manual page has no formatting error" {
    command -v mandoc >/dev/null || skip 'mandoc is not installed'
    mandoc -T lint -W style "$page"
}

@test "the golden files are what the examples give" {
    work/examples/golden/check
}

@test "the golden files show a change" {
    sed -i 's/Grace/Rear Admiral Grace/' work/examples/users.ndjson
    run work/examples/golden/check
    [ "$status" -eq 1 ]
    [[ $output == *'+{"__typename":"User","id":2,"firstName":"Rear Admiral Grace"'* ]]
}
