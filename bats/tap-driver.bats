#!/usr/bin/env bats
# What `make check` prints of a test file, and what Automake counts: a line for the
# file, and each failure once.
load lib/helper

# drive LINE...: the driver runs a test file whose output and exit status these
# lines of shell make. What it prints is in the file out.
drive()
{
    local top=$BATS_TEST_DIRNAME/..
    [ -e "$top/build-aux/tap-driver.sh" ] || skip 'there is no tap-driver.sh'
    printf '%s\n' '#!/bin/sh' "$@" >file
    chmod +x file
    sh "$top/tests/support/tap-driver" "$top/build-aux/tap-driver.sh" \
        --test-name tests/file --log-file log --trs-file trs --color-tests no \
        --expect-failure no --enable-hard-errors yes -- ./file >out
}

# counts RESULT...: what Automake counts.
counts() { is results "$(printf '%s\n' "$@")"; }
results() { sed -n 's/^:test-result: \([A-Z]*\).*/\1/p' trs >results; }

@test "a file whose tests pass is one line" {
    drive 'echo 1..2' 'echo ok 1 - one' 'echo ok 2 - two'
    writes 'PASS: tests/file (2)'
    results
    counts PASS PASS
    grep -qx ':test-result: PASS 2 - two' trs
    grep -qx ':global-test-result: PASS' trs
}

@test "a failure is shown once, with what is said of it" {
    drive 'echo 1..3' 'echo ok 1 - one' 'echo not ok 2 - two' 'echo "# because"' \
        'echo ok 3 - three' 'echo "# nothing"' 'exit 1'
    writes 'FAIL: tests/file (1 of 3)
  2 - two
    # because'
    results
    counts PASS FAIL PASS
    grep -qx ':global-test-result: FAIL' trs
    grep -qx ':copy-in-global-log: yes' trs
}

@test "a file that ends too early, or by a signal, is one error" {
    drive 'echo 1..3' 'echo ok 1 - one' 'echo "x.c:3: wrong" >&2' 'kill -KILL $$'
    grep -qx 'FAIL: tests/file (1 of 2)' out
    grep -q 'ERROR - too few tests run (expected 3, got 1); it exited with status 137' out
    grep -qx '    x.c:3: wrong' out
    results
    counts PASS ERROR
}

@test "so is an exit status that no failure explains" {
    drive 'echo 1..1' 'echo ok 1 - one' 'exit 3'
    grep -qx 'FAIL: tests/file (1 of 2)' out
    grep -qx '  ERROR - exited with status 3' out
    results
    counts PASS ERROR
}

@test "so is a file that runs no test, or cannot be run" {
    drive 'exit 0'
    grep -qx '  ERROR - missing test plan' out
    drive 'echo "Bail out! there is no corpus"' 'exit 1'
    grep -q '  ERROR - Bail out! there is no corpus' out
    grep -qx ':global-test-result: FAIL' trs
}

@test "what is skipped is shown with its reason" {
    drive 'echo 1..2' 'echo ok 1 - one' 'echo "ok 2 - two # SKIP there is no node"'
    writes 'PASS: tests/file (1, 1 skipped)
  SKIP 2 - two # SKIP there is no node'
    results
    counts PASS SKIP
}
