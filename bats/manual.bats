#!/usr/bin/env bats
# The manual says what the program does. README.md, doc/ and the manual page are
# full of transcripts; here each is typed again, in an empty directory with the
# examples in it, and the screen must look the same, byte for byte. Then come
# the promises of the examples themselves.

export root=$BATS_TEST_DIRNAME/..
export page=$root/man/fraiseql-build.1

setup()
{
    cd "$BATS_TEST_TMPDIR" || return
    mkdir bin transcripts work
    cp -R "$root/examples" work/
    chmod -R u+w work
    ln -s "${FRAISEQL_BUILD:?names the program}" bin/fraiseql-build
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

    awk -v out=transcripts -f "$root/bats/lib/transcripts.awk" "$1"
    # grep's status does not say whether -L found a file.
    chosen=$(grep -E "$2" 'psql| -c "|cron-export|user\.cgi' transcripts/*.typed || :)
    [ "$chosen" != '' ]
    for typed in $chosen; do
        replay "${typed%.typed}" || failed=1
    done
    return "$failed"
}

# with_server FUNCTION: calls it where a server is that has nothing in it yet.
with_server()
{
    command -v pg_virtualenv >/dev/null || skip 'pg_virtualenv is not installed'
    # shellcheck disable=SC2163 # $1 is the name
    export -f replay replay_all "$1"
    # -t leaves the directories of the system's own servers alone. Tests that
    # start servers at the same time would find the same free port.
    pg_virtualenv -t -c "-p $((10000 + $$ % 20000))" bash -ec "$1"
}

@test "every transcript in README.md is what one sees" {
    replay_all "$root/README.md" -L
}

@test "every transcript in doc/tour.md is what one sees" {
    replay_all "$root/doc/tour.md" -L
}

@test "every transcript in the manual page is what one sees" {
    replay_all "$page" -L
}

transcripts_of_readme()
{
    replay_all "$root/README.md" -l
}

transcripts_of_postgres()
{
    replay_all "$root/doc/postgres.md" -l
}

@test "every transcript with psql in README.md is what one sees" {
    with_server transcripts_of_readme
}

@test "every transcript with psql in doc/postgres.md is what one sees" {
    with_server transcripts_of_postgres
}

transcripts_of_page()
{
    psql -Xqf work/examples/users.sql
    replay_all "$page" -l
}

@test "every transcript with psql in the manual page is what one sees" {
    with_server transcripts_of_page
}

views_and_files()
{
    cd work/examples || return
    psql -Xqf users.sql
    for rows in user post; do
        psql -XAtqc "SELECT data FROM v_$rows ORDER BY id" >came
        fraiseql-build --rows came >given
        fraiseql-build --rows "${rows}s.ndjson" | diff -u - given
    done
}

@test "the example views give the rows of the example files" {
    with_server views_and_files
}

@test "cron-export keeps the old file where there is no database" {
    echo old >users.json
    PGHOST=$PWD run work/examples/cron-export users.json
    [ "$status" -ne 0 ]
    [ "$(cat users.json)" = old ]
}

@test "user.cgi says that it failed where there is no database" {
    PGHOST=$PWD QUERY_STRING=id=1 run work/examples/user.cgi
    [[ $output == *$'Status: 500 Internal Server Error\nContent-Type: application/json\n\n{"errors":[{"message":"'* ]]
    [[ $output != *'"data"'* ]]
}

@test "user.cgi takes nothing but a number" {
    for query in '' id= id=x 'id=1;' "id=1'" id=-1 id=1234567890 name=1; do
        QUERY_STRING=$query run work/examples/user.cgi
        [ "${lines[0]}" = 'Status: 400 Bad Request' ]
    done
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

@test "the manual page has every hint that the program gives, and no other" {
    # A sentence that goes on in the next line of the source is one again; what
    # has fewer words is what hints are found by.
    sed "s/'\"'//g; s/\\\\.//g" "$root/src/report/hint.c" | tr -d '\n' |
        sed 's/" *"//g' | grep -oE '"[^"]*"' | tr -d '"' | grep -E '.{20}' >hints
    sed -n '/^\.Sh DIAGNOSTICS/,/^\.Sh SEE ALSO/ s/^\.It //p' "$page" >in-page
    [ -s hints ]
    [ -s in-page ]
    while read -r hint; do
        grep -qF -- "$hint" hints || { echo "no such hint: $hint"; false; }
    done <in-page
    while read -r hint; do
        # The page leaves out what stands in the text below it.
        grep -qxF -e "$hint" -e "${hint%%;*}" in-page ||
            { echo "not in the page: $hint"; false; }
    done <hints
}

@test "the manual page has no formatting error" {
    command -v mandoc >/dev/null || skip 'mandoc is not installed'
    run mandoc -T lint -W style "$page"
    # Which other manuals are installed here is not the page's affair.
    [ "$(grep -vE 'outdated mandoc.db|referenced manual not found' \
        <<<"$output")" = '' ]
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
