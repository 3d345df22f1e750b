#!/usr/bin/env bats
# The rules of the house that a grep can see: who may do what. A rule is broken
# when a file says the word that is not on the list of those that may.

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

# nobody WHAT
nobody()
{
    run grep -rnE --include='*.[ch]' "$1" "$src"
    [ "$output" = '' ] || { echo "$output"; false; }
}

@test "only the sink writes, and progress its line" {
    only sink.c progress.c '\<(write|writev|pwrite|fsync|ftruncate)\([^)]'
}

@test "only the source reads, and what makes source" {
    only source.c '\<(read|readv|pread)\([^)]'
    only sandbox_rules.c '\<(fread|fgets|getline|fgetc|getc|mmap)\([^)]'
}

@test "only message prints, stats what it was asked to tell, and what makes source" {
    only message.c sandbox_rules.c stats.c '\<(printf|fprintf|vfprintf|puts|fputs|fputc|putchar)\([^)]'
}

@test "only options looks at the command line" {
    only options.c '\<getopt(_long)?\([^)]'
    only main.c options.c options.h postgres/main.c '\<argv\>'
}

@test "only options asks the environment" {
    only options.c '\<(secure_)?getenv\([^)]'
}

@test "nobody ends the program but by returning from main" {
    nobody '\<(exit|_exit|abort|assert)\([^)]'
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
    only query.c '\<posix_spawnp?\([^)]'
    nobody '\<(v?fork|exec[vl]p?e?|system|popen)\([^)]'
}

@test "only the sandbox makes system calls that have no name in C" {
    only sandbox_calls.c sandbox_files.c sandbox_parts.c '\<syscall\([^)]'
}

@test "only the PostgreSQL part has to do with passwords" {
    only postgres/connection.c '\<readpassphrase\([^)]'
    nobody '\<getpass\([^)]'
}

@test "nobody sets the locale" {
    nobody '\<setlocale\('
}

@test "no line is longer than 80 columns" {
    run env LC_ALL=C.UTF-8 grep -rnE --include='*.[ch]' '^.{81,}' "$src"
    [ "$output" = '' ]
}

@test "only a replacement makes, renames and removes files" {
    only replacement.c '\<(mkostemp|rename|unlink|fchmod|fchown)\([^)]'
    nobody '\<(creat|fopen|freopen|fdopen|tmpfile|remove|truncate)\([^)]'
    only main.c pipe.h sandbox_files.c '\<open\("?[^)]'
}

@test "nobody asks the locale what a character is" {
    nobody '\<(isalpha|isdigit|isalnum|isspace|isprint|iscntrl)\([^)]'
    nobody '\<(toupper|tolower|strcoll|strtod|strtof|atof|atoi)\([^)]'
}

@test "rows flow one way: no step knows one that comes after it" {
    # each step, and the headers that it must not include
    while read -r step banned; do
        for header in $banned; do
            run cat "$src/$step.c" "$src/$step.h"
            [ "$status" -eq 0 ]
            [[ $output != *"#include \"$header.h\""* ]] ||
                { echo "$step includes $header.h"; false; }
        done
    done <<'END'
source rows transform response sink options message
rows response sink options message
transform source rows response sink options message
plan transform source rows response sink options message
plans transform source rows response sink options message
camel plan transform source rows response sink options message
response source rows sink options message
sink source rows transform response options message
status source rows transform response sink options message
END
}

@test "what a file exports begins with its name" {
    for header in "$src"/*.h "$src"/graphql/*.h "$src"/postgres/*.h; do
        noun=$(basename "$header" .h)
        run grep -ohP '^(?!static|typedef|#|\s)[\w *]*?\b\K\w+(?=\()' "$header"
        for name in $output; do
            [[ $name = "$noun"_* ]] || { echo "$noun.h has $name"; false; }
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

@test "every test is registered, and so is what it needs" {
    cd "$BATS_TEST_DIRNAME"
    # A build in the source tree leaves its logs and a .dirstamp here.
    for file in *; do
        [[ $file != *.@(log|trs|dirstamp) && $file != __pycache__ ]] || continue
        grep -qE "[[:space:]]bats/${file//./\\.}( |$)" ../Makefile.am ||
            { echo "Makefile.am does not name bats/$file"; false; }
    done
}
