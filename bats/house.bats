#!/usr/bin/env bats
# The rules of the house that a grep can see: who may do what. A rule is broken
# when a file says the word that is not on the list of those that may.

bats_require_minimum_version 1.5.0
src=$BATS_TEST_DIRNAME/../src

# only WHO... WHAT: of the files in src/, these and no others match the regular
# expression; they do match it, or the rule has lost its meaning. A function is
# called with an argument, so that one named in a comment, like write(), is not.
only()
{
    local what=${*: -1}

    run bash -c "cd '$src' && grep -rlE --include='*.[ch]' '$what' . | sort"
    [ "$output" = "$(printf './%s\n' "${@:1:$#-1}" | sort)" ] || {
        echo "these match $what:"
        echo "$output"
        false
    }
}

# never WHAT: no file matches the regular expression.
never()
{
    run grep -rnE --include='*.[ch]' "$1" "$src"
    [ "$output" = '' ] || { echo "$output"; false; }
}

@test "only base/io reads and writes" {
    only base/io.c '\<p?(read|write)v?2?\([^)]'
    never '\<(recv|send)(from|to|m?msg)?\([^)]'
}

@test "only the sink completes a file, or cuts it" {
    only output/sink.c '\<(fsync|fdatasync|ftruncate)\([^)]'
}

@test "no part reads by stdio or mmap(), but what makes source" {
    only sandbox/seccomp_rules.c '\<(fread|fgets|getline|fgetc|getc|mmap)\([^)]'
}

@test "only message prints, stats what --stats prints, and what makes source" {
    only output/stats.c report/message.c sandbox/seccomp_rules.c '\<(printf|fprintf|vfprintf|puts|fputs|fputc|putchar)\([^)]'
}

@test "only command_line looks at the command line" {
    only cli/command_line.c '\<getopt(_long)?\([^)]'
    only cli/command_line.c cli/command_line.h main.c postgres/main.c '\<argv\>'
}

@test "only what begins a program, and command_line, ask the environment" {
    only cli/command_line.c main.c postgres/main.c '\<(secure_)?getenv\([^)]'
}

@test "the program ends only by returning from main" {
    never '\<(exit|_exit|abort|assert)\([^)]'
}

@test "only a kernel uses the instructions of one CPU" {
    run grep -rlE --include='*.[ch]' '<(immintrin|[a-z]mmintrin|arm_neon)\.h>' "$src"
    [ "$(grep -v '/kernel/' <<<"$output")" = '' ]
}

@test "only the PostgreSQL part knows libpq" {
    run grep -rl --include='*.[ch]' 'libpq-fe\.h' "$src"
    [ "$(grep -v '/postgres/' <<<"$output")" = '' ]
}

@test "only query runs another program" {
    only input/query.c '\<posix_spawnp?\([^)]'
    never '\<(v?fork|exec[vl]p?e?|system|popen)\([^)]'
}

@test "only the sandbox makes system calls that have no name in C" {
    only sandbox/landlock.c sandbox/seccomp.c sandbox/support.c '\<syscall\([^)]'
}

@test "only the PostgreSQL part has to do with passwords" {
    only postgres/connection.c '\<readpassphrase\([^)]'
    never '\<getpass\([^)]'
}

@test "the locale is never set" {
    never '\<setlocale\('
}

@test "no line is longer than 80 columns" {
    run env LC_ALL=C.UTF-8 grep -rnE --include='*.[ch]' '^.{81,}' "$src"
    [ "$output" = '' ]
}

@test "only a replacement makes, renames and removes files" {
    only output/replacement.c '\<(mkostemp|rename|unlink|fchmod|fchown)\([^)]'
    never '\<(creat|fopen|freopen|fdopen|tmpfile|remove|truncate)\([^)]'
    only base/io.c main.c sandbox/landlock.c '\<open\("?[^)]'
}

@test "the locale never says what a character is" {
    never '\<(isalpha|isdigit|isalnum|isspace|isprint|iscntrl)\([^)]'
    never '\<(toupper|tolower|strcoll|strtod|strtof|atof|atoi)\([^)]'
}

# The rooms, each with those that its files may include: what is below it. Rows
# flow from the input through the transform to the output, and never back.
rooms()
{
    cat <<'END'
base
sandbox base
naming base
graphql base naming
plan base naming graphql
transform base plan
kernel base plan transform
output base transform
input base transform
report base naming graphql plan transform input output
cli base naming output input report
postgres base input output report cli
run base naming graphql plan transform input output report cli sandbox
END
}

@test "each room knows only rooms below it" {
    cd "$src"
    [ "$(rooms | cut -d ' ' -f 1 | sort)" = "$(printf '%s\n' */ | tr -d / | sort)" ]
    while read -r room below; do
        while read -r known; do
            [[ " $room $below src " = *" $known "* ]] ||
                { grep -n "\"$known/" "$room"/*.[ch]; false; }
        done < <(sed -n 's|^#include "\([a-z]*\)/.*|\1|p' "$room"/*.[ch] | sort -u)
    done < <(rooms)
}

@test "message knows no type of the project, and cli and postgres only message" {
    cd "$src"
    run grep -hE '^#include "' report/message.[ch]
    [ "$(grep -vE '"(base/|report/message\.h)' <<<"$output")" = '' ]
    run grep -hE '^#include "report/' {cli,postgres}/*.[ch]
    [ "$(sort -u <<<"$output")" = '#include "report/message.h"' ]
}

@test "only the transform and the kernels look inside of a transform" {
    run grep -rlE --include='*.[ch]' '"transform/(backtrack|frame|seen|selected|state)\.h"' "$src"
    [ "$(grep -vE '/(transform|kernel)/' <<<"$output")" = '' ]
    [[ $output = */transform/* && $output = */kernel/* ]]
}

# reach FILE...: the headers that they include, and those that these include.
reach()
{
    local all='' new=$*

    while [ -n "$new" ]; do
        # shellcheck disable=SC2086 # names of files, without blanks
        new=$(sed -n 's|^#include "\([a-z_]*/[a-z_0-9]*\.h\)".*|\1|p' $new | sort -u |
            grep -vxF -e "$all" || :)
        all+=${all:+$'\n'}$new
    done
    sort -u <<<"$all"
}

# The query helper holds the connection, and reads what was typed; it has
# nothing to do with what becomes of a row.
@test "postgres and cli do not reach the rooms in which rows are built" {
    cd "$src"
    for file in postgres/*.c cli/*.c; do
        run bash -c "$(declare -f reach); reach $file"
        grep -qE '^(cli|postgres)/' <<<"$output"
        ! grep -E '^(transform|kernel|plan|graphql)/' <<<"$output" || { echo "by $file"; false; }
    done
}

@test "every include names its room" {
    run grep -rnP '^#include "(?![a-z]+/)' "$src"
    [ "$output" = '' ]
}

@test "what a file exports begins with its name" {
    for header in "$src"/*/*.h; do
        [[ $header != */kernel/* || $header = */kernel.h ]] || continue
        noun=$(basename "$header" .h)
        run grep -ohP '^(?!static|typedef|#|\s)[\w *]*?\b\K\w+(?=\()' "$header"
        for name in $output; do
            [[ $name = "$noun"_* || $name = "$noun" ]] || { echo "$noun.h has $name"; false; }
        done
    done
}

@test "what a part of the kernels defines begins with its name" {
    for header in "$src"/kernel/*.h; do
        noun=$(basename "$header" .h)
        run grep -ohP '^(?!#|\s|_Static_assert)[\w *()]*?\b(?!__attribute__)\K\w+(?=\()' "$header"
        [ "$status" -eq 0 ]
        for name in $output; do
            [[ $name = "$noun"_* || $name = "$noun" ]] || { echo "$noun.h has $name"; false; }
        done
    done
}

# lengths: each function, its lines and file, the longest first.
lengths()
{
    find "$src" -name '*.[ch]' -exec awk '
        /^{/ { begin = FNR }
        /^}/ && begin { print FNR - begin + 1, FILENAME; begin = 0 }
    ' {} + | sort -rn
}

@test "no function is longer than 100 lines, and half are under 20" {
    lengths >"$BATS_TEST_TMPDIR/lengths"
    cd "$BATS_TEST_TMPDIR"
    [ "$(wc -l <lengths)" -gt 100 ]
    awk '$1 > 100 { print; bad = 1 } END { exit bad }' lengths
    awk '$1 < 20 { few++ } END { exit few < NR / 2 }' lengths
}

@test "no file is longer than 400 lines" {
    find "$src" -name '*.[ch]' -exec wc -l {} + |
        awk '$2 != "total" && $1 > 400 { print; bad = 1 } END { exit bad }'
}

# includes WHAT FOLDER [LIMIT]...: as includes.py.
includes()
{
    command -v python3 >/dev/null || skip 'there is no python3'
    PYTHONDONTWRITEBYTECODE=1 \
        python3 "$BATS_TEST_DIRNAME/../tests/support/includes.py" "$@"
}

@test "a file reaches few headers: 8 in the median, 18 at the 90th percentile" {
    includes reach "$src" 8 18
}

@test "files that reach more headers than that are found" {
    mkdir -p "$BATS_TEST_TMPDIR/src/room"
    cd "$BATS_TEST_TMPDIR/src/room"
    echo '#include "room/b.h"' | tee a.c >a.h
    echo '#include "room/c.h"' >b.h
    : >c.h
    run -1 includes reach .. 1 1
    [[ ${lines[0]} = *'reaches 2 headers (median of 1 files), 2 (p90)' ]]
    includes reach .. 2 2
}

@test "no files call one another in a circle" {
    includes circles "$BATS_TEST_DIRNAME/../bench"
    includes circles "$src"
}

@test "a circle of files is found, and one of types is none" {
    mkdir -p "$BATS_TEST_TMPDIR/src"
    cd "$BATS_TEST_TMPDIR/src"
    echo 'int a_do(struct b *b);' >a.h
    echo 'int b_do(void);' >b.h
    echo 'int a_do(struct b *b) { return b_do(); }' >a.c
    echo '/* a_do() calls it. */ int b_do(void) { return 1; }' >b.c
    includes circles .
    echo 'int b_do(void) { return a_do(0); }' >b.c
    run -1 includes circles .
    [ "$output" = 'these call one another: a, b' ]
}

# A build in the source tree leaves objects, programs and logs beside the sources.
@test "every file of the tests and the benchmark is in its Makefile.inc" {
    cd "$BATS_TEST_DIRNAME/.."
    for file in bats/*.bats bats/lib/*.* bench/*.{c,cc,h,py} \
        tests/{coverage,differential,faults,fuzz,model,oracle,property,support,unit}/*.{c,h,js,py} \
        tests/support/tap-driver; do
        [ -e "$file" ] || continue
        name=${file#*/}
        [[ $name != unit/*.c ]] || name=${name%.c}
        grep -qE "%D%/${name//./\\.}( |\$)" "${file%%/*}/Makefile.inc" ||
            { echo "${file%%/*}/Makefile.inc does not name $file"; false; }
    done
}
