#!/usr/bin/env bats
# --stats: the last line on stderr says what the run came to.
load lib/helper

# counts ROWS ERRORS BYTES_IN BYTES_OUT EXIT_STATUS: the last line, which has
# nothing else but the seconds.
counts()
{
    local pattern='^\{"rows":%s,"errors":%s,"bytes_in":%s,"bytes_out":%s,'
    # shellcheck disable=SC2059 # that is what it is for
    printf -v pattern "$pattern"'"seconds":[0-9]+\.[0-9]{6},"exit_status":%s\}$' \
        "$@"
    exits "$5"
    tail -n 1 err | grep -qxE "$pattern" || wrong "expected a line like $pattern"
}

# says_else TEXT: what stands before that line.
says_else()
{
    sed '$d' err >else
    is else "$1"
}

@test "--stats prints one line, which is a JSON object" {
    need jq
    printf '{"a_b":1}\n{"a_b":2}\n' >rows
    build --field r --stats rows
    counts 2 0 20 "$(wc -c <out)" 0
    [ "$(wc -l <err)" -eq 1 ]
    [ "$(jq -c 'keys_unsorted' err)" = \
        '["rows","errors","bytes_in","bytes_out","seconds","exit_status"]' ]
}

@test "without it nothing is printed" {
    build --field r <<<1
    builds '{"data":{"r":[1]}}'
}

@test "rows and bytes are those of all root fields and inputs" {
    printf '1\n2\n' >two
    printf '\xEF\xBB\xBF[3]\n\n' >mark
    build --field a --input two --input - --field b --null \
        --field c --input mark --input two --stats <<<45
    counts 6 0 $((4 + 3 + 8 + 4)) "$(wc -c <out)" 0
}

@test "a schema and a selection are no input" {
    echo 'type T { a: Int }' >schema
    echo '{ a }' >selection
    build --field r --type T --schema schema --select @selection --stats \
        <<<'{"a":1}'
    counts 1 0 8 "$(wc -c <out)" 0
}

@test "COPY's formats count as they come" {
    printf 'PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0\0\1\0\0\0\0017\0\1\377\377\377\377\377\377' \
        >binary
    build --field r --stats binary
    counts 1 0 "$(wc -c <binary)" "$(wc -c <out)" 0
    build --field r --stats --format copy <<<'"\\n"'
    counts 1 0 6 "$(wc -c <out)" 0
}

@test "much counts as little does" {
    yes '{"id":1,"first_name":"Ada"}' | head -n 300000 >rows
    build --rows --stats rows
    counts 300000 0 "$(wc -c <rows)" "$(wc -c <out)" 0
    build --rows --stats -o file - <rows
    counts 300000 0 "$(wc -c <rows)" "$(wc -c <file)" 0
}

@test "bad rows are errors, and one that ends the run is one" {
    printf '1\nx\n3\ny\n' >rows
    build --field r --on-error skip --stats rows
    counts 4 2 8 "$(wc -c <out)" 1
    build --field r --on-error null --tolerate 2 --stats rows
    counts 4 2 8 "$(wc -c <out)" 0
    says_else 'fraiseql-build: 2 of 4 rows were bad, and written as null'
    build --field r --stats rows
    counts 2 1 8 0 1
    says_else 'fraiseql-build: rows:2:1: row 2: expected a JSON value
    x
    ^'
}

@test "what is no row's fault is no error of a row" {
    printf '1\n2\n' >rows
    build --field r --single --stats rows
    counts 2 0 4 0 1
    build --field r --min-rows 3 --stats rows
    counts 2 0 4 0 1
    build --field r --stats rows no-file
    counts 0 0 0 0 4
    says_else 'fraiseql-build: no-file: cannot open for reading: No such file or directory'
}

@test "what a failed run has written counts, as far as it stays" {
    { yes '{"id":1}' | head -n 20000; echo '{'; } >rows
    build --field r --stats rows
    counts 20001 1 "$(wc -c <rows)" 131072 1
    [ "$(wc -c <out)" -eq 131072 ]
    build --rows --stats rows
    counts 20001 1 "$(wc -c <rows)" 180000 1
    build --rows --stats rows -o file
    counts 20001 1 "$(wc -c <rows)" 0 1
    [ ! -e file ]
    build --rows --on-error skip --stats rows -o file
    counts 20001 1 "$(wc -c <rows)" 0 1
    [ ! -e file ]
}

@test "a full disk takes what it takes, and of lines whole ones" {
    [ -w /dev/full ] || skip 'there is no /dev/full'
    build --rows --stats -o /dev/full <<<1
    counts 1 0 2 0 4
    yes '"0123456789"' | head -n 10000 >rows
    under prlimit --fsize=100000
    build --rows --stats rows
    counts 10000 0 130000 99996 4
    [ "$(wc -c <out)" -eq 99996 ]
}

@test "a wrong command line runs nothing, and has no such line" {
    build --stats --field '' </dev/null
    misused '--field is empty'
}

@test "--quiet does not suppress it, as it was requested" {
    build --quiet --stats --field 1 <<<'[1]'
    counts 1 0 4 "$(wc -c <out)" 0
    [ "$(wc -l <err)" -eq 1 ]
}
