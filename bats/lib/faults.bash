# shellcheck shell=bash
# Every call of a program fails in turn, and the outcome is right (see
# tests/faults/inject.c). A file loads this after helper.
#
# FRAISEQL_FAULTS is how many faults are tried of each run at most, spread evenly;
# 0: all of them. Without it a file says how many.

FAULTS=${FRAISEQL_BUILD%/*}/tests/faults

need_faults()
{
    need_plain_memory
    [ -x "$FAULTS/inject" ] || skip 'tests/faults/inject is not built'
}

# inject [OPTION]... -- ARGUMENT...: the program is run once without a fault and
# once with each. The options are those of tests/faults/inject.
inject()
{
    local options=() faults
    while [ "$1" != -- ]; do
        options+=("$1")
        shift
    done
    FRAISEQL_INTERPOSER=$FAULTS/interpose.so "$FAULTS/inject" \
        --most "${FRAISEQL_FAULTS:-$FEW}" "${options[@]}" \
        -- "$FRAISEQL_BUILD" "${@:2}" >report || {
        echo "of fraiseql-build ${*:2}:"
        cat -v report
        return 1
    }
    faults=$(tail -n 1 report)
    [ "$faults" -gt 0 ]
    echo "$faults" >>"$BATS_FILE_TMPDIR/faults"
}

# faults: how many there were in this file.
faults() { awk '{ n += $1 } END { print n + 0 }' "$BATS_FILE_TMPDIR/faults"; }
