#!/usr/bin/env bats
# --progress: a line that says how far the run is, on a terminal, and gone at
# the end.
load lib/helper

export TERM=xterm

# Steps after which something is drawn, if ever.
drawn=('rest 0.4' 'put {"a":1}')

@test "the line is drawn while nothing comes, and gone at the end" {
    on_terminal 'await 0 rows, 0 B' 'put {"a":1}' 'await 1 row, 8 B' 'put 2' \
        'await 2 rows, 10 B' -- "$FRAISEQL_BUILD" --field u --progress
    exits 0
    writes '{"data":{"u":[{"a":1},2]}}'
    shows ''
}

@test "without the option, and with never, nothing is drawn" {
    for option in --lines --progress=never; do
        on_terminal "${drawn[@]}" -- "$FRAISEQL_BUILD" --rows "$option"
        exits 0
        [ ! -s sent ] || wrong 'expected nothing'
    done
}

@test "what is no terminal gets no line, but where it is forced" {
    (sleep 0.6; echo 1; sleep 0.6) | {
        build --field u --progress
        builds '{"data":{"u":[1]}}'
    }
    : >err
    # It has a minute, and then the test fails.
    { for _ in {1..600}; do grep -q row err && break; sleep 0.1; done; echo 1; } | {
        build --field u --progress=always
        exits 0
        mentions $'\r0 rows, 0 B, 0 B/s, 0:00\e[K\r'
        [ "$(tail -c 4 err)" = $'\r\e[K' ] || wrong 'expected it to be gone'
    }
}

@test "a terminal that cannot erase a line gets none" {
    for term in TERM=dumb --unset=TERM; do
        on_terminal "${drawn[@]}" -- env "$term" "$FRAISEQL_BUILD" --field u --progress
        exits 0
        [ ! -s sent ] || wrong 'expected nothing'
    done
}

@test "a terminal that gets the response gets no line in it" {
    # shellcheck disable=SC2016 # the inner shell expands them
    on_terminal "${drawn[@]}" -- sh -c 'exec "$@" >&2' - "$FRAISEQL_BUILD" \
        --field u --progress
    exits 0
    shows '{"data":{"u":[{"a":1}]}}
'
}

@test "a job in the background draws nothing" {
    # shellcheck disable=SC2016 # the inner shell expands them
    on_terminal "${drawn[@]}" -- bash -mc '"$@" <&0 & wait "$!"' - \
        "$FRAISEQL_BUILD" --field u --progress
    exits 0
    writes '{"data":{"u":[{"a":1}]}}'
    [ "$(grep -c row sent)" -eq 0 ] || wrong 'expected nothing'
}

@test "a job that goes to the background leaves what the next one shows" {
    # shellcheck disable=SC2016 # the inner shell expands them
    on_terminal 'await 0 rows' 'run kill -STOP "$(cat pid)"' 'await $ ls' 'put 1' -- \
        bash -mc '"$@" <&0 & echo $! >pid; fg >/dev/null
            printf "\n$ ls" >&2; bg >/dev/null; wait "$!"' - \
        "$FRAISEQL_BUILD" --rows --progress
    exits 0
    writes 1
    grep -q '^$ ls' screen || wrong 'expected it to stay'
}

@test "a message takes the place of the line" {
    on_terminal 'await 0 rows' 'put {"a":1,}' -- "$FRAISEQL_BUILD" --field u \
        --progress
    exits 1
    shows 'fraiseql-build: -:1:8: row 1: expected a key in double quotes after '"','"'
    {"a":1,}
           ^
'
}

@test "messages of a run that goes on stand above the line" {
    on_terminal 'await 0 rows' 'put {"a":1,}' 'await 1 row,' 'put 2' 'await 2 rows' -- \
        "$FRAISEQL_BUILD" --rows --progress --on-error skip
    exits 1
    writes 2
    shows 'fraiseql-build: -:1:8: row 1: expected a key in double quotes after '"','"'
    {"a":1,}
           ^
fraiseql-build: 1 of 2 rows was bad, and left out
'
}

@test "--quiet leaves it, and --stats comes after it" {
    on_terminal 'await 0 rows' -- "$FRAISEQL_BUILD" --field u --progress -q --stats
    exits 0
    grep -qE '^\{"rows":0,.*"exit_status":0\}$' screen
    [ "$(wc -l <screen)" -eq 1 ] || wrong 'expected one line'
}

@test "where the size is known, so is what is left" {
    # More than a pipe takes, so that it waits for its reader.
    yes '{"id":1,"first_name":"Ada"}' | head -n 200000 >rows
    # shellcheck disable=SC2016 # the inner shell expands them
    on_terminal writes 'rest 0.3' -- sh -c '{ read -r _; exec "$@"; } <rows' - \
        "$FRAISEQL_BUILD" --field u --progress --input - --input rows
    exits 0
    grep -qaP '\r\d+ rows, [\d.]+ MB of 11\.2 MB, \d+ %, [\d.]+ .?B/s, \d:\d\d left\e' sent ||
        wrong "expected another line than $(cat -v sent)"
    shows ''
}

@test "a narrow terminal gets as much as fits" {
    WIDTH=12 on_terminal 'await 0 rows, 0 B' -- "$FRAISEQL_BUILD" --rows --progress
    shows ''
    WIDTH=11 on_terminal 'await 0 rows' 'rest 0.3' -- \
        "$FRAISEQL_BUILD" --rows --progress
    shows ''
    [ "$(grep -c ', 0 B' sent)" -eq 0 ] || wrong 'expected less'
    WIDTH=1 on_terminal "${drawn[@]}" -- "$FRAISEQL_BUILD" --rows --progress
    shows ''
    [ "$(grep -c row sent)" -eq 0 ] || wrong 'expected nothing'
}

@test "a terminal that gets another width gets another line" {
    on_terminal 'await 0 rows, 0 B, 0 B/s, 0:0' 'columns 9' 'put 1' 'await 1 row' -- \
        "$FRAISEQL_BUILD" --rows --progress
    shows ''
    [ "$(grep -c '1 row,' sent)" -eq 0 ] || wrong 'expected less'
}

@test "a signal that ends the program leaves no line" {
    for name in INT TERM HUP QUIT ALRM XCPU; do
        on_terminal 'await 0 rows' "signal $name" -- env --default-signal \
            "$FRAISEQL_BUILD" --rows --progress
        exits $((128 + $(kill -l $name)))
        shows ''
    done
}

@test "and no temporary file either" {
    on_terminal 'await 0 rows' 'signal TERM' -- env --default-signal \
        "$FRAISEQL_BUILD" --rows --progress -o file
    exits 143
    shows ''
    folder_holds screen sent
}

@test "a signal that is ignored stays so" {
    on_terminal 'await 0 rows' 'signal INT' 'put 1' 'await 1 row' -- \
        env --ignore-signal=INT "$FRAISEQL_BUILD" --rows --progress -o file
    exits 0
    is file 1
    shows ''
}

@test "a pipe that breaks leaves no line" {
    # shellcheck disable=SC2016 # the inner shell expands them
    on_terminal 'await 0 rows' 'put 1' -- bash -o pipefail -c '"$@" | true' - \
        env --default-signal "$FRAISEQL_BUILD" --rows --progress
    exits 141
    shows ''
}

@test "--progress takes three words" {
    build --field u --progress=often </dev/null
    misused "--progress takes never, auto or always, not 'often'"
    build --field u --progress= </dev/null
    misused "--progress takes never, auto or always, not ''"
}
