#!/usr/bin/env bats
# Memory does not grow with the number of rows; the largest single row bounds it.
load lib/helper

FEW=1000
MANY=1000000

tiny_rows() { yes '{"id":1,"first_name":"Ada"}' | head -n "$1"; }
# Rows with 3 keys each that no other row has.
new_keys() { seq "$1" | sed 's/.*/{"a_&":1,"b_&":{"c_&":2}}/'; }
nulls() { yes '' | head -n "$1"; }

@test "a million rows take no more memory than a thousand" {
    need_plain_memory
    for mode in '--field users' '--field users --type User --lines' \
        '--rows --type User' '--bare --keep-case'; do
        # shellcheck disable=SC2086 # a mode is words
        most "$ROOM" "$FRAISEQL_BUILD" $mode < <(tiny_rows $FEW)
        # shellcheck disable=SC2086
        most "$ROOM" "$FRAISEQL_BUILD" $mode < <(tiny_rows $MANY)
    done
}

@test "a million rows whose keys are all different take no more either" {
    need_plain_memory
    most "$ROOM" "$FRAISEQL_BUILD" --rows < <(new_keys $MANY)
    most "$ROOM" "$FRAISEQL_BUILD" --field users < <(new_keys $MANY)
}

@test "a million NULLs take no more either" {
    need_plain_memory
    most "$ROOM" "$FRAISEQL_BUILD" --field users < <(nulls $MANY)
    most "$ROOM" "$FRAISEQL_BUILD" --single --field user < <(nulls $MANY)
}

@test "a million rows fit into little address space" {
    need_plain_memory
    tiny_rows $MANY >input
    under prlimit --as=12000000
    build --field users --type User -o response input
    exits 0
    says_nothing
    [ "$(tr '{' '\n' <response | grep -c '"__typename":"User",')" -eq $MANY ]
}

# One row of that many bytes.
large_row()
{
    printf '{"first_name":"'
    head -c "$1" /dev/zero | tr '\0' x
    printf '","n":[1'
    yes ,1 | head -n $(($1 / 4)) | tr -d '\n'
    printf ']}\n'
}

@test "a row of 100 MB is built" {
    large_row 70000000 >row
    build --field users row
    exits 0
    sed -z 's/first_name/firstName/; s/^/{"data":{"users":[/; s/\n$/]}}\n/' row |
        cmp - out
}

@test "a row of 100 MB is built whole with --rows, and memory stays in proportion" {
    need_plain_memory
    # What is written in one piece is held in one, which grows by doubling.
    most 320000 "$FRAISEQL_BUILD" --rows < <(large_row 70000000)
}

@test "many large rows take no more memory than one" {
    need_plain_memory
    large_row 700000 >row
    most 8000 "$FRAISEQL_BUILD" --rows <row
    most 8000 "$FRAISEQL_BUILD" --rows < <(for _ in {1..100}; do cat row; done)
}

@test "of a field that is left out nothing is kept, however large it is" {
    need_plain_memory
    most "$ROOM" "$FRAISEQL_BUILD" --field users --type User \
        < <(large_row 70000000 | sed 's/first_name/__typename/')
    most "$ROOM" "$FRAISEQL_BUILD" --field users --column n \
        < <(large_row 70000000 | sed 's/"n":.*/"n":{}}/')
}

@test "a row too large for the memory there is ends with status 4 and says so" {
    need_plain_memory
    { echo '{"a":1}'; large_row 70000000; } >input
    under prlimit --as=50000000
    build --rows input
    exits 4
    writes '{"a":1}'
    says 'fraiseql-build: input: not enough memory for row 2'
    build --rows -o response - <input
    fails 4 '-: not enough memory for row 2'
    [ ! -e response ]
    build --bare --single < <(tail -n 1 input)
    fails 4 '-: not enough memory for row 1'
}

@test "a row is built with --rows where there is no room for another of its size" {
    need_plain_memory
    # What grows by doubling would ask for 256 MiB, or more, at 128.
    { printf '"'; head -c 150000000 /dev/zero | tr '\0' x; echo '"'; } >row
    under prlimit --as=190000000
    build --rows row
    exits 0
    says_nothing
    cmp row out
}

@test "a key too large for the memory there is ends with status 4 and says so" {
    need_plain_memory
    { printf '{"'; head -c 100000000 /dev/zero | tr '\0' x; echo '":1}'; } >input
    under prlimit --as=50000000
    build --field users input
    fails 4 'input: not enough memory for row 1'
}

@test "with whatever memory there is, a run ends well or with status 4" {
    need_plain_memory
    local seen=' ' limit
    echo 1 >ids
    for ((limit = 2000; limit < 8000; limit += 40)); do
        # Below this not even a program can be started.
        prlimit --as=$((limit * 1024)) "$FRAISEQL_BUILD" --version \
            >/dev/null 2>&1 || continue
        under prlimit --as=$((limit * 1024))
        build --field users --type User --field ids --input ids <<<'{"id":1}'
        # shellcheck disable=SC2153 # helper.bash sets it
        case $STATUS in
            0) writes '{"data":{"users":[{"__typename":"User","id":1}],"ids":[1]}}' ;;
            4) writes_nothing ;;
            *) wrong "status $STATUS with $limit KiB" ;;
        esac
        seen+="$STATUS "
    done
    [[ $seen = *' 4 '* && $seen = *' 0 '* ]] || wrong "not both ends were seen"
}
