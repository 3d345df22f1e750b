#!/usr/bin/env bats
# What configure has found that the compiler and the linker can do against
# mistakes with memory is in the programs.

load lib/helper

# The flags that configure has chosen, where `make check` passes them on.
chosen=" ${FRAISEQL_HARDENING-} "
query=$(dirname "$FRAISEQL_BUILD")/fraiseql-query

# hardened_by FLAG: skips the test where the programs were built without it.
hardened_by()
{
    need readelf
    [[ $chosen = *" $1 "* ]] || skip "built without $1"
}

# each READ REGULAR_EXPRESSION: both programs are so, by what readelf reads.
each()
{
    local program
    for program in "$FRAISEQL_BUILD" "$query"; do
        [ -e "$program" ] || continue
        readelf -W "$1" "$program" >found
        grep -E -- "$2" found && continue
        echo "$program has no $2"
        return 1
    done
}

@test "the programs lie at an address that is not known before" {
    hardened_by -pie
    each --file-header 'Type: +DYN'
    each --dynamic 'FLAGS_1.* PIE'
}

@test "their tables of addresses are written by the loader only" {
    hardened_by -Wl,-z,now
    hardened_by -Wl,-z,relro
    each --program-headers 'GNU_RELRO'
    each --dynamic '\(FLAGS\).*BIND_NOW|FLAGS_1.* NOW'
}

@test "their stack is not run" {
    hardened_by -Wl,-z,noexecstack
    each --program-headers 'GNU_STACK .* RW +0x'
}

@test "they see that their stack was overwritten" {
    hardened_by -fstack-protector-strong
    each --symbols '__stack_chk_fail'
}

@test "they see that a text is too long for its place" {
    hardened_by -D_FORTIFY_SOURCE=3
    each --symbols '__(sn|f|vf)?printf_chk'
}

@test "a jump leads to where a function begins" {
    hardened_by -fcf-protection
    need objdump
    [ "$(uname -m)" = x86_64 ] || skip 'this is another CPU'
    objdump -d --no-show-raw-insn --disassemble=main "$FRAISEQL_BUILD" >found
    grep -A 1 '<main>:' found | grep -q endbr64
}

# rooms PROGRAM ROOM...: what PROGRAM has of what these parts of src/ export.
rooms()
{
    local nouns
    nouns=$(cd "$BATS_TEST_DIRNAME/../src" && find "${@:2}" -type f |
        sed -nE 's|^(.*/)?(.*)\.[ch]$|\2|p' | sort -u | paste -sd '|')
    nm "$1" >symbols 2>&1
    grep -q ' T main$' symbols || skip "$1 was stripped"
    grep -E " [A-Z] ($nouns)(_|s?$)" symbols
}

@test "the query helper has the password, and no part that parses rows or GraphQL" {
    need nm
    [ -e "$query" ] || skip 'built without libpq'
    parts=(graphql plan transform kernel input/query.c input/reader.c input/rows.c)
    rooms "$FRAISEQL_BUILD" "${parts[@]}"
    run ! rooms "$query" "${parts[@]}"
    [ "$output" = '' ]
}
