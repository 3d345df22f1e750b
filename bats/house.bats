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

@test "only the sink writes" {
    only sink.c '\<(write|writev|pwrite|fsync|ftruncate|rename)\([^)]'
}

@test "only the source reads" {
    only source.c '\<(read|readv|pread)\([^)]'
    nobody '\<(fread|fgets|getline|fgetc|getc|mmap)\([^)]'
}

@test "only message prints, and options what it was asked to tell" {
    only message.c options.c '\<(printf|fprintf|vfprintf|puts|fputs|fputc|putchar)\([^)]'
}

@test "only options looks at the command line" {
    only options.c '\<getopt(_long)?\([^)]'
    only main.c options.c options.h '\<argv\>'
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

@test "nobody sets the locale" {
    nobody '\<setlocale\('
}

@test "no line is longer than 80 columns" {
    run env LC_ALL=C.UTF-8 grep -rnE --include='*.[ch]' '^.{81,}' "$src"
    [ "$output" = '' ]
}
