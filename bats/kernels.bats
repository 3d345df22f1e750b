#!/usr/bin/env bats
# The inner loop is compiled for several kinds of CPU. The program takes the
# fastest kernel that this one runs, or the one that FRAISEQL_BUILD_KERNEL names;
# what it writes is the same.
load lib/helper

row='{"first_name":"Ada"}'

setup()
{
    cd "$BATS_TEST_TMPDIR" || return
    unset FRAISEQL_BUILD_KERNEL
}

# kernels [COMMAND]...: the names that a mistaken one is answered with; COMMAND
# runs the program.
kernels()
{
    FRAISEQL_BUILD_KERNEL='?' "$@" "$FRAISEQL_BUILD" --version 2>&1 |
        sed -nE "s/.* is one of (.*) on this machine, not '\?'$/\1/p" |
        tr -d ,
}

# by KERNEL [ARGUMENT]...: runs the program, with the kernel of that name.
by() { FRAISEQL_BUILD_KERNEL=$1 build "${@:2}"; }

# has KERNEL: this is what --version said.
has()
{
    exits 0 && says_nothing
    [ "$(tail -n 1 out)" = "Kernel: $1" ] || wrong "expected the kernel $1"
}

@test "--version names the kernel: the first of those that there are" {
    local names
    read -ra names < <(kernels)
    [ "${names[-1]}" = portable ]
    build --version
    has "${names[0]}"
}

@test "FRAISEQL_BUILD_KERNEL names the kernel, where it is not empty" {
    local name
    for name in $(kernels); do
        by "$name" --version
        has "$name"
        by "$name" --rows <<<"$row"
        builds '{"firstName":"Ada"}'
    done
    build --version
    cp out best
    by '' --version
    cmp best out
}

@test "a kernel that there is not is a mistake, which names those that there are" {
    local name names
    names=$(kernels)
    for name in sse9 AVX2 ' portable' 'avx2,portable' x; do
        by "$name" --rows -o file <<<"$row"
        misused "FRAISEQL_BUILD_KERNEL is one of ${names// /, } on this machine, not '$name'"
        by "$name" --version
        exits 2
        writes_nothing
        by "$name" --help
        exits 0
    done
    folder_holds
}

@test "every kernel gives the same bytes" {
    local name
    python3 "$BATS_TEST_DIRNAME/lib/random_rows.py" 200 11
    for name in $(kernels); do
        by "$name" --rows input
        exits 0
        cmp expected out
    done
}

@test "every kernel gives the same error in the same place" {
    local name n text bad
    for n in 0 31 64; do
        text=$(printf "%${n}s" '' | tr ' ' x)
        for bad in '\x1f' '\\x' '\xc3(' '\xed\xa0\x80' '\xff' '\x00' '"1'; do
            printf '{"a":1}\n{"%s_a": "%s%b"}\n' "$text" "$text" "$bad" >rows
            printf '{"%s%b": 1}\n' "$text" "$bad" >>rows
            by portable --rows rows
            exits 1
            mv out expected
            mv err said
            for name in $(kernels); do
                by "$name" --rows rows
                exits 1
                cmp expected out
                cmp said err
            done
        done
    done
}

# Rows that are alike but for a few, good and bad.
alike()
{
    local n row
    for n in {1..60}; do
        row='{"id": '$n', "first_name": "'$(printf "%${n}s" '' | tr ' ' x)'", '
        row+='"address": {"id": '$n$n$n$n', "street_name": "Stra\xc3\x9fe"}}'
        case $((n % 10)) in
            3) row=${row/, \"address/, \"first_name\": 1, \"address} ;;
            4) row=${row/\"first_name\"/\"first\\\\u005fname\"} ;;
            5) row=${row/x\", /\\xc3\", } ;;
            6) row=${row/, \"address/ , \"first_names\":0,\"address} ;;
            7) row=${row/: $n,/: 0$n,} ;;
            8) row+=$'\r' ;;
            9) row=${row%\}} ;;
        esac
        printf '%b\n' "$row"
    done
}

@test "every kernel gives the same of rows that are alike but for a few" {
    local name ends mode
    alike >rows
    while read -r ends mode; do
        # shellcheck disable=SC2086 # a mode is words
        by portable $mode rows
        exits "$ends"
        mv out expected
        mv err said
        for name in $(kernels); do
            # shellcheck disable=SC2086 # a mode is words
            by "$name" $mode rows
            exits "$ends"
            cmp expected out
            cmp said err
        done
    done <<'END'
1 --rows
1 --rows --on-error skip
0 --bare --on-error null --tolerate 99
1 --rows --type T --on-error skip
0 --rows --format copy --on-error skip --tolerate 99
1 --bare --select {address{id}first_name} --on-error null
END
    [ -s said ]
}

# without COMMAND...: the command hides from the program that the CPU has AVX2;
# there is a kernel less for each that needs it.
without()
{
    local name
    read -ra names < <(kernels "$@")
    [[ "${names[*]}" = 'x86-64 portable' ]] ||
        { echo "left are ${names[*]}"; return 1; }
    under "$@"
    build --version
    has x86-64
    build --rows <<<"$row"
    builds '{"firstName":"Ada"}'
    by avx2 --rows <<<"$row"
    misused "FRAISEQL_BUILD_KERNEL is one of x86-64, portable on this machine, not 'avx2'"
}

# The C library can be made to think that the CPU has less than it has.
@test "a kernel that the CPU does not run is not taken, and refused by its name" {
    [[ $(kernels) = *avx2* ]] || skip 'this machine does not run AVX2 anyway'
    getconf GNU_LIBC_VERSION || skip 'only glibc can hide what a CPU has'
    without env GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2
}

@test "a CPU without AVX runs the program" {
    need qemu-x86_64
    [ "$(uname -m)" = x86_64 ] || skip 'the program is for another CPU'
    [ "${FRAISEQL_SANITIZERS:-no}" = no ] || skip 'a sanitizer does not run in qemu'
    without qemu-x86_64 -cpu Nehalem
    python3 "$BATS_TEST_DIRNAME/lib/random_rows.py" 200 12
    build --rows input
    exits 0
    cmp expected out
}
