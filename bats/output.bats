#!/usr/bin/env bats
# The response is written whole, or the run fails; a file named with -o is
# replaced by a complete response, or not at all.
load lib/helper

full='standard output: cannot write: No space left on device'
result='{"data":{"n":[1,2,3]}}'

# input: 1, 2 and 3, each on a line; large: a response of a megabyte
setup()
{
    cd "$BATS_TEST_TMPDIR" || return
    seq 3 >input
    seq 150000 >large
}

# output_is TEXT FILE...: the run was silent, the file has the response, and
# nothing else is there but input, large and the files named.
output_is()
{
    exits 0
    writes_nothing
    says_nothing
    is "$2" "$1"
    folder_holds input large "${@:2}"
}

# --- stdout ----------------------------------------------------------------

@test "a stdout that takes little at a time gets all of it" {
    "$FRAISEQL_BUILD" --field n --lines large >expected
    under run_in slow
    build --field n --lines large
    exits 0
    says_nothing
    cmp expected out
    build --rows large
    exits 0
    cmp large out
}

@test "a full disk ends the run with status 4" {
    [ -c /dev/full ] || skip 'there is no /dev/full'
    for file in input large /dev/null; do
        for mode in '--field n' --bare '--bare --lines' '--rows --keep-case'; do
            [ "$file $mode" != '/dev/null --rows --keep-case' ] || continue
            under sh -c 'exec "$@" >/dev/full' sh
            # shellcheck disable=SC2086 # a mode is words
            build $mode "$file"
            fails 4 "$full"
            under
            # shellcheck disable=SC2086
            build $mode "$file" -o /dev/full
            fails 4 "/dev/full: cannot write: No space left on device"
        done
    done
    under sh -c 'exec "$@" >/dev/full' sh
    build --null --field n
    fails 4 "$full"
    build --rows /dev/null # nothing to write
    exits 0
}

# capped SIZE ARGUMENT...: as build, where no file may grow past SIZE bytes. That
# goes for stderr too, so it is a pipe.
capped()
{
    prlimit --fsize="$1" "$FRAISEQL_BUILD" "${@:2}" 2>&1 >out | cat >err
    STATUS=${PIPESTATUS[0]}
}

@test "a file that may not grow never gets a complete response" {
    "$FRAISEQL_BUILD" --field n input >whole
    for ((size = 0; size < $(wc -c <whole); size++)); do
        capped "$size" --field n input
        exits 4
        says 'fraiseql-build: standard output: cannot write: File too large'
        cp out "part.$size"
    done
    strict incomplete part.*
    capped "$size" --field n input
    builds "$result"
}

@test "not even a value of its own is complete when the file may not grow" {
    for value in 123456 null '"abc"' '[]' '[1,[2]]' -1.5e3 0; do
        for ((size = 0; size <= ${#value}; size++)); do
            capped "$size" --bare --single <<<"$value"
            exits 4
            cp out "part.$value.$size"
        done
    done
    strict incomplete part.*
}

@test "with --rows a file that may not grow gets whole rows" {
    for size in 0 1 2 3 4 5; do
        capped "$size" --rows <<<$'12\n34'
        exits 4
        strict lines out
    done
}

@test "a pipe without a reader ends it silently, by SIGPIPE" {
    mkfifo pipe
    exec 8<>pipe
    exec 9>pipe
    exec 8<&-
    for file in input large; do
        under sh -c 'exec env --default-signal=PIPE "$@" >&9' sh
        build --field n "$file"
        exits 141
        says_nothing
        under env --default-signal=PIPE
        build --field n "$file" -o /dev/fd/9
        exits 141
        says_nothing
    done
    exec 9>&-
}

@test "where SIGPIPE is ignored, a pipe without a reader is a failure" {
    mkfifo pipe
    exec 8<>pipe
    exec 9>pipe
    exec 8<&-
    for file in input large; do
        under sh -c 'exec env --ignore-signal=PIPE "$@" >&9' sh
        build --field n "$file"
        fails 4 'standard output: cannot write: Broken pipe'
    done
    exec 9>&-
}

@test "a closed stdout is a failure, where it is written to" {
    under sh -c 'exec "$@" >&-' sh
    build --field n input
    fails 4 'standard output: cannot write: Bad file descriptor'
    build --null --field n
    fails 4 'standard output: cannot write: Bad file descriptor'
    build --field n input -o file
    output_is "$result" file
}

@test "a stdout that is open for reading only is a failure" {
    under sh -c 'exec "$@" 1<input' sh
    build --field n large
    fails 4 'standard output: cannot write: Bad file descriptor'
}

@test "a closed stderr changes nothing but the message" {
    under sh -c 'exec "$@" 2>&-' sh
    build --field n input
    builds "$result"
    build --field n - <<<'{'
    exits 1
    writes_nothing
    build --field 1 -o file input
    output_is '{"data":{"1":[1,2,3]}}' file
    build --field n -o file <<<'{' # no message gets into the file
    exits 1
    is file '{"data":{"1":[1,2,3]}}'
    build
    exits 2
}

@test "with stdin, stdout and stderr closed, -o works" {
    under sh -c 'exec "$@" <&- >&- 2>&-' sh
    build --field n -o file input
    output_is "$result" file
    build --field n -o file no-such-file
    exits 4
    is file "$result"
}

# --- A file ------------------------------------------------------------------

@test "-o makes a file, with the permissions that the umask leaves" {
    for mask in 022 077 002 000 027; do
        (umask $mask && build --field n -o "file$mask" input)
        is "file$mask" "$result"
        [ "$(stat -c %a "file$mask")" = "$(printf %o $((0666 & ~0$mask)))" ]
    done
    folder_holds input large file022 file077 file002 file000 file027
}

@test "-o keeps the permissions of a file" {
    for mode in 600 640 644 664 666 751 400 1777; do
        echo a longer text than the response that replaces it >file
        chmod $mode file
        build --field n -o file input
        output_is "$result" file
        [ "$(stat -c %a file)" = $mode ]
        rm -f file
    done
}

# foreign_file MODE: a file of another user and another group.
foreign_file()
{
    echo old >file
    chown 12345:54321 file
    chmod "$1" file
}

@test "-o keeps the owner of a file" {
    [ "$(id -u)" -eq 0 ] || skip 'only root can give files away'
    foreign_file 4750
    build --field n -o file input
    output_is "$result" file
    [ "$(stat -c '%u %g %a' file)" = '12345 54321 4750' ]
}

# without CAPABILITY...: from now on, root runs the program without these rights.
without()
{
    [ "$(id -u)" -eq 0 ] || skip 'only root can give files away'
    under setpriv --bounding-set="$(printf -- '-%s,' "$@")-setpcap"
    "${UNDER[@]}" true || skip 'root cannot lay down its rights here'
}

@test "under another owner or group, a file gives no right that was another's" {
    without chown fsetid
    while read -r before after; do
        foreign_file "$before"
        build --field n -o file input
        output_is "$result" file
        [ "$(stat -c '%u %g %a' file)" = "0 0 $after" ]
        rm file
    done <<'END'
6755 755
6750 700
4764 744
0662 622
0602 602
END
}

@test "under another owner, what its group may do stays so" {
    without chown fsetid
    under "${UNDER[@]}" --groups 54321
    foreign_file 6750
    build --field n -o file input
    output_is "$result" file
    [ "$(stat -c '%u %g %a' file)" = '0 54321 750' ]
}

@test "a file that may not be written is not replaced" {
    without dac_override
    echo old >file
    chown 12345 file
    chmod 644 file
    build --field n -o file input
    fails 4 'file: cannot open for writing: Permission denied'
    is file old
    folder_holds input large file
}

@test "-o with as many symbolic links as the system follows writes to the last" {
    local name=file i
    for ((i = 1; ; i++)); do
        ln -s "$name" "link$i"
        name=link$i
        : 2>/dev/null >>"$name" || break
        [ $i -lt 1000 ] || skip 'the system follows any number'
    done
    build --field n -o "link$((i - 1))" input
    exits 0
    is file "$result"
    rm file
    build --field n -o "link$((i - 1))" input
    exits 0
    is file "$result"
    build --field n -o "link$i" input
    fails 4 "link$i: cannot open for writing: Too many levels of symbolic links"
}

@test "-o - is stdout" {
    build --field n -o - input
    builds "$result"
    folder_holds input large
}

@test "-o with /dev/stdout, or another open descriptor, writes there" {
    for path in /dev/stdout /dev/fd/1 /proc/self/fd/1; do
        build --field n -o $path input
        builds "$result"
        "$FRAISEQL_BUILD" --rows -o $path input | cat >copy
        is copy $'1\n2\n3'
    done
    echo first >file
    build --field n -o /dev/fd/7 input 7>>file
    exits 0
    writes_nothing
    is file "first
$result"
}

@test "-o with /dev/stderr writes there" {
    build --field n -o /dev/stderr input
    exits 0
    writes_nothing
    says "$result"
}

@test "-o with a symbolic link to stdout or to a pipe writes there" {
    ln -s /dev/stdout link
    ln -s link second
    for link in link second; do
        build --field n -o $link input
        exits 0
        [ -L $link ]
        "$FRAISEQL_BUILD" --field n -o $link input | cat >copy
        is copy "$result"
    done
    mkfifo fifo
    ln -s fifo third
    timeout 300 cat fifo >copy &
    build --field n -o third input
    wait $!
    exits 0
    is copy "$result"
    folder_holds input large link second fifo third copy
}

@test "-o with a descriptor that is not open is a failure" {
    build --field n -o /dev/fd/77 input
    exits 4
    writes_nothing
    mentions '/dev/fd/77: cannot open for writing: '
}

@test "-o with a FIFO writes to it" {
    mkfifo fifo
    timeout 300 cat fifo >copy &
    build --field n -o fifo input
    wait $!
    exits 0
    is copy "$result"
    [ -p fifo ]
}

@test "-o with a device writes to it" {
    build --field n -o /dev/null input
    exits 0
    writes_nothing
    [ -c /dev/null ]
}

@test "-o follows a symbolic link to a file" {
    mkdir folder
    echo old >folder/file
    ln -s folder/file link
    ln -s ../link folder/second
    ln -s "$PWD/folder/second" third
    for link in link folder/second third; do
        build --rows -o $link <<<"\"$link\""
        exits 0
        [ -L $link ]
        [ ! -L folder/file ]
        is folder/file "\"$link\""
    done
    folder_holds input large folder folder/file folder/second link third
}

@test "-o follows a symbolic link to where a file can be" {
    mkdir folder
    ln -s folder/file link
    ln -s link second
    build --field n -o second input
    exits 0
    is folder/file "$result"
    [ -L link ]
    [ -L second ]
    ln -s missing/file third
    build --field n -o third input
    fails 4 'third: cannot open for writing: No such file or directory'
}

@test "-o with a symbolic link in the path works" {
    mkdir -p a/b
    ln -s a/b c
    ln -s ../file a/b/link # to a/file, not to ./file
    build --field n -o c/link input
    exits 0
    is a/file "$result"
    folder_holds input large a a/b a/b/link a/file c
}

@test "-o with a loop of symbolic links is a failure" {
    ln -s b a
    ln -s a b
    ln -s c c
    for link in a c c/file; do
        build --field n -o $link input
        fails 4 "$link: cannot open for writing: Too many levels of symbolic links"
    done
    folder_holds input large a b c
}

@test "-o with a directory, or in a missing one, is a failure" {
    mkdir folder
    ln -s folder link
    for path in folder link . /; do
        build --field n -o $path input
        fails 4 "$path: cannot open for writing: Is a directory"
    done
    for path in missing/file '' missing/; do
        [ -n "$path" ] || continue
        build --field n -o "$path" input
        fails 4 "$path: cannot open for writing: No such file or directory"
    done
    build --field n -o input/file large
    fails 4 'input/file: cannot open for writing: Not a directory'
    build --field n -o new/ input
    exits 4
    folder_holds input large folder link
}

@test "-o in a folder without permission is a failure" {
    mkdir folder
    echo old >folder/file
    chmod 555 folder
    if [ "$(id -u)" -eq 0 ]; then # root without the right to write all
        under setpriv --bounding-set=-dac_override
        "${UNDER[@]}" true || skip 'root cannot lay down its rights here'
    fi
    build --field n -o folder/new input
    fails 4 'folder/new: cannot open for writing: Permission denied'
    build --field n -o folder/file input
    fails 4 'folder/file: cannot open for writing: Permission denied'
    is folder/file old
    chmod 755 folder
}

@test "-o with a name as long as names can be works" {
    name=$(printf '%255s' '' | tr ' ' x)
    build --field n -o "$name" input
    output_is "$result" "$name"
}

# --- The input as the output ---------------------------------------------------

@test "a file that is also an input is refused, and stays as it was" {
    ln input hard
    ln -s input soft
    ln -s hard chain
    for output in input ./input hard soft chain "$PWD/input"; do
        for inputs in input 'large input' 'hard' soft './input large'; do
            # shellcheck disable=SC2086 # words
            build --field n -o "$output" $inputs
            exits 2
            writes_nothing
            mentions ': the output is also an input'
        done
        build --field n -o "$output" <input
        fails 2 '-: the output is also an input'
        build --field n -o "$output" large - <input
        exits 2
    done
    is input $'1\n2\n3'
    folder_holds input large hard soft chain
}

@test "a stdout that is also an input is refused" {
    under sh -c 'exec "$@" >>input' sh
    build --rows input
    fails 2 'input: the output is also an input'
    build --rows <input
    fails 2 '-: the output is also an input'
    is input $'1\n2\n3'
}

@test "a device may be the input and the output" {
    build --rows -o /dev/null /dev/null </dev/null
    exits 0
    says_nothing
}

# --- What is left after a failure ----------------------------------------------

@test "after a failure no temporary file is left, and the old one is as it was" {
    ln -s file link
    for old in there missing; do
        rm -f file
        [ $old = missing ] || echo old >file
        for output in file link; do
            build --field n -o $output large - <<<'{'
            exits 1
            build --field n -o $output large .
            exits 4
            build --field n -o $output large no-such-file
            exits 4
            capped 100000 --field n -o $output large
            fails 4 "$output: cannot write: File too large"
            capped 10 --field n -o $output input
            fails 4 "$output: cannot write: File too large"
            capped "${#result}" --field n -o $output input
            fails 4 "$output: cannot write: File too large"
        done
        if [ $old = there ]; then
            is file old
            folder_holds input large link file
        else
            folder_holds input large link
        fi
    done
}

@test "a disk that gets full leaves the old file, and no other" {
    unshare -rm true 2>/dev/null || skip 'no file system can be mounted here'
    mkdir disk
    # shellcheck disable=SC2016 # the inner shell expands them
    run -0 unshare -rm bash -euc '
        mount -t tmpfs -o size=64k tmpfs disk
        echo old >disk/file
        code=0
        "$FRAISEQL_BUILD" --field n -o disk/file large >out 2>err || code=$?
        [ $code -eq 4 ]
        [ "$(ls -A disk)" = file ]
        [ "$(cat disk/file)" = old ]
        rm disk/file
        code=0
        "$FRAISEQL_BUILD" --field n large >disk/stdout 2>>err || code=$?
        [ $code -eq 4 ]
        cp disk/stdout .
        code=0
        "$FRAISEQL_BUILD" --field n -o disk/new large 2>>err || code=$?
        [ $code -eq 4 ]
        [ "$(ls -A disk)" = stdout ]
    '
    is err 'fraiseql-build: disk/file: cannot write: No space left on device
fraiseql-build: standard output: cannot write: No space left on device
fraiseql-build: disk/new: cannot open for writing: No space left on device' ||
        is err 'fraiseql-build: disk/file: cannot write: No space left on device
fraiseql-build: standard output: cannot write: No space left on device
fraiseql-build: disk/new: cannot write: No space left on device'
    strict incomplete stdout
}

@test "a signal ends it by that signal, and its temporary file goes" {
    for name in INT TERM HUP QUIT ALRM XCPU; do
        echo old >file
        run_in signal $name "$FRAISEQL_BUILD" --field n -o file <large >said
        [ "$(tail -n 1 said)" = "ended by SIG$name" ]
        [ "$(grep -c '^\.fraiseql-build\.' said)" -eq 1 ] # it was there
        is file old
        folder_holds input large file said
    done
}

@test "a shell sees the signal in the exit status" {
    mkfifo fifo
    exec 8<>fifo
    env --default-signal "$FRAISEQL_BUILD" --field n -o file fifo &
    until compgen -G '.fraiseql-build.*' >/dev/null; do
        kill -0 $! # it runs, and the file will be there in a moment
        sleep 0.01
    done
    kill -TERM $!
    STATUS=0
    wait $! || STATUS=$?
    exec 8>&-
    [ "$STATUS" -eq 143 ]
    folder_holds input large fifo
}

@test "a signal that the caller ignores is ignored" {
    for name in HUP INT; do
        run_in signal $name env --ignore-signal=$name \
            "$FRAISEQL_BUILD" --field n -o file <input >said
        [ "$(tail -n 1 said)" = 'ended by 0' ]
        is file "$result"
    done
}

@test "without -o a signal ends it too" {
    for name in INT TERM HUP; do
        run_in signal $name "$FRAISEQL_BUILD" --field n <input >said
        [ "$(tail -n 1 said)" = "ended by SIG$name" ]
    done
}

@test "runs at the same time do not disturb each other" {
    for _ in {1..8}; do
        "$FRAISEQL_BUILD" --field n -o file large &
    done
    wait
    "$FRAISEQL_BUILD" --field n large >expected
    cmp file expected
    folder_holds input large file expected
}
