# shellcheck shell=bash
# What the tests of the program share: a way to run it, and sentences about what
# it did. A test fails with the first of them that is not true.
#
# FRAISEQL_BUILD names the program; without it, the one in build/ is tested.
bats_require_minimum_version 1.5.0

: "${FRAISEQL_BUILD:=$BATS_TEST_DIRNAME/../build/fraiseql-build}"
[[ $FRAISEQL_BUILD = /* ]] || FRAISEQL_BUILD=$(realpath "$FRAISEQL_BUILD")
export FRAISEQL_BUILD PYTHONDONTWRITEBYTECODE=1

# What the tests write as $'\u00e9' is meant as UTF-8.
export LC_ALL=C.UTF-8

# Every test has a folder of its own and works in it.
setup() { cd "$BATS_TEST_TMPDIR" || return; }

# build [ARGUMENT]...: runs the program; its stdin is the caller's. What it
# wrote is in the files out and err, how it ended is in STATUS.
build()
{
    STATUS=0
    "${UNDER[@]}" "$FRAISEQL_BUILD" "$@" >out 2>err || STATUS=$?
}

# under COMMAND...: from now on, this command runs the program.
UNDER=()
under() { UNDER=("$@"); }

# wrong WORD...: the test fails, and says so and what the program did.
wrong()
{
    echo "$*"
    echo "exit status $STATUS; stdout and stderr:"
    head -c 2000 out | cat -v
    head -c 2000 err | cat -v
    return 1
}

exits() { [ "$STATUS" -eq "$1" ] || wrong "expected exit status $1"; }

# is FILE TEXT: the file holds the text and one newline, and not a byte more.
is()
{
    printf '%s\n' "$2" | cmp -s - "$1" && return
    echo "$1 is not as expected:"
    diff <(printf '%s\n' "$2" | cat -v) <(cat -v "$1") || :
    cmp <(printf '%s\n' "$2") "$1"
}

writes() { is out "$1"; }
says() { is err "$1"; }
mentions() { grep -qF -- "$1" err || wrong "expected on stderr: $1"; }
writes_nothing() { [ ! -s out ] || wrong 'expected nothing on stdout'; }
says_nothing() { [ ! -s err ] || wrong 'expected nothing on stderr'; }

# The three ways in which a run mostly ends.
builds() { exits 0 && writes "$1" && says_nothing; }
misused()
{
    exits 2 && writes_nothing && says "fraiseql-build: $1
Usage: fraiseql-build --field NAME [OPTION]... [FILE]...
Try 'fraiseql-build --help' for more."
}
# fails STATUS SENTENCE: one line on stderr, in the form of every message.
fails() { exits "$1" && writes_nothing && says "fraiseql-build: $2"; }

# refuses_row PLACE WORD: the first row is bad at this line and column, and the
# message has this word.
refuses_row()
{
    exits 1
    writes_nothing
    [[ $(<err) = "fraiseql-build: -:$1: row 1: "* ]] ||
        wrong "expected a message at $1 of row 1"
    mentions "$2"
}

# selects SELECTION ROWS LINES [OPTION]...: each row becomes its line.
selects()
{
    build --rows --select "$1" "${@:4}" <<<"$2"
    builds "$3"
}

# folder_holds NAME...: these files are in this folder, hidden ones included,
# and no others but those of build().
folder_holds()
{
    diff <([ $# -eq 0 ] || printf '%s\n' "$@" | sort) \
        <(find . -mindepth 1 -printf '%P\n' | grep -vxE 'out|err' | sort)
}

# run_in WAY ...: the program in surroundings that a shell cannot make.
run_in() { python3 "$BATS_TEST_DIRNAME/lib/run_in.py" "$@"; }

# on_terminal STEP... -- COMMAND: as terminal.py, on a terminal of 80 columns, or as
# many as WIDTH says.
on_terminal()
{
    STATUS=0
    python3 "$BATS_TEST_DIRNAME/lib/terminal.py" "${WIDTH:-80}" "$@" 2>err ||
        STATUS=$?
    # wrong() shows it.
    cat screen >>err || :
}

# shows TEXT: the terminal does in the end; with nothing, it is as it was.
shows() { is <(cat screen; echo) "$1" || wrong 'expected another screen'; }

# strict ...: what an independent reader of JSON finds.
strict() { python3 "$BATS_TEST_DIRNAME/lib/strict_json.py" "$@"; }

# need TOOL...: skips the test where one is missing.
need()
{
    local tool
    for tool; do
        command -v "$tool" >/dev/null || skip "there is no $tool"
    done
}

# A sanitizer takes memory and address space of its own.
need_plain_memory()
{
    [ "${FRAISEQL_SANITIZERS:-no}" = no ] || skip 'a sanitizer takes memory'
}

# most KB COMMAND...: the command builds a response and never has more memory.
most()
{
    local kb room=$1
    [ -z "${FRAISEQL_COVERAGE:-}" ] || room=$((room + 1000)) # for counters
    kb=$(run_in peak "${@:2}") || { echo "exit status $?"; return 1; }
    [ "$kb" -le "$room" ] || { echo "$kb kB instead of $room"; return 1; }
}

# What the allocator keeps, the window of 256 KiB, and the C library.
# shellcheck disable=SC2034 # the tests use it
ROOM=6000
