#!/usr/bin/env bats
# Rows are read from files and stdin, one after another like cat's.
load lib/helper

# rows BYTES RESULT: with --bare, what printf makes of BYTES gives RESULT.
rows()
{
    build --bare -q < <(printf '%b' "$1")
    builds "$2"
    printf '%b' "$1" >file
    build --bare -q file
    builds "$2"
}

# refused BYTES
refused()
{
    build --bare < <(printf '%b' "$1")
    exits 1
    writes_nothing
}

# --- Which inputs ------------------------------------------------------------

@test "files are read one after another" {
    echo '{"n":1}' >one
    printf '{"n":2}\n{"n":3}\n' >'a second'
    build --bare one 'a second' one
    builds '[{"n":1},{"n":2},{"n":3},{"n":1}]'
}

@test "without a file, and where a file is -, stdin is read" {
    echo 1 >one
    build --bare <<<2
    builds '[2]'
    build --bare - <<<2
    builds '[2]'
    build --bare one - one <<<2
    builds '[1,2,1]'
    build --bare one <<<2
    builds '[1]'
    build --bare /dev/stdin <<<2
    builds '[2]'
}

@test "stdin named twice is at its end the second time" {
    echo 1 >one
    build --bare - one - <<<2
    builds '[2,1]'
    build --bare - - < <(echo 2)
    builds '[2]'
    build --bare --single - - <<<2
    builds 2
}

@test "a file named - is read by its path" {
    echo 1 >-
    build --bare ./- <<<2
    builds '[1]'
}

@test "empty files have no rows" {
    : >empty
    echo 1 >one
    build --bare empty empty
    builds '[]'
    build --bare empty one empty
    builds '[1]'
    build --bare --single empty one empty
    builds 1
    build --bare /dev/null
    builds '[]'
}

@test "a FIFO is read" {
    mkfifo fifo
    timeout 300 tee fifo < <(printf '1\n{"a":\n2}\n') >copy &
    build --bare fifo
    builds '[1,{"a":2}]'
    wait $!
}

@test "many files need few descriptors" {
    mkdir many
    for n in {1..300}; do echo "$n" >"many/$n"; done
    under prlimit --nofile=10
    build --rows many/*
    exits 0
    cmp out <(cat many/*)
}

# --- Rows and lines ------------------------------------------------------------

@test "a row ends with its line, or with the input" {
    rows '1' '[1]'
    rows '1\n' '[1]'
    rows '1\n2' '[1,2]'
    rows '{}\n[]\n"a"\ntrue' '[{},[],"a",true]'
    rows '12 \t' '[12]'
    rows '"a"\t\n  null  ' '["a",null]'
}

@test "a line may end with CRLF" {
    rows '1\r\n2\r\n' '[1,2]'
    rows '{"a":1}\r\n\r\n{"a":2}\r\n' '[{"a":1},{"a":2}]'
    rows '{"a":1}\r\n{"a":2}\r' '[{"a":1},{"a":2}]'
    rows '{\r\n"a"\r\n:\r\n1\r\n}\r\n' '[{"a":1}]'
}

@test "a CR alone ends no line" {
    refused '1\r2\r'
    refused '{"a":1}\r{"a":2}\n'
}

@test "a row may span lines" {
    rows '{"a":1,\n"b":\n\n[\n1\n,\n2\n]\n}\n{\n}\n' '[{"a":1,"b":[1,2]},{}]'
    rows '\n\n[\n\n]\n\n' '[[]]'
    rows '[{"a_b":1}, \n {"a_b":2}]\n3\n' '[[{"aB":1},{"aB":2}],3]'
}

@test "a line has one row" {
    for bytes in '1 2\n' '{}{}\n' '{} {}\n' '[\n] 1\n' '1,\n2\n' '{}\v\n' \
        '{} \f\n' '"a""b"\n' 'null null\n' '1\n2 3\n'; do
        refused "$bytes"
    done
}

@test "an unfinished row at the end of the input is refused" {
    for bytes in '{' '[' '[1' '{"a"' '{"a":' '{"a":1' '{"a":1,' '"' '"a' \
        $'"\\\\' '"\\u' '"\\u00' '-' '1.' '1e' '1e+' 't' 'nul' '[\n' '"\xc3' \
        '{"a":1}\n{' '{"a":1}\n\n{"b":\n\n'; do
        refused "$bytes"
    done
}

# --- Byte order marks ------------------------------------------------------------

@test "a byte order mark at the very start of a file is skipped" {
    rows '\xef\xbb\xbf1\n' '[1]'
    rows '\xef\xbb\xbf' '[]'
    rows '\xef\xbb\xbf\n{"a":1}' '[{"a":1}]'
    rows '\xef\xbb\xbf  \r\n1' '[1]'
    printf '\xef\xbb\xbf1\n' >marked
    build --bare marked marked - marked < <(cat marked)
    builds '[1,1,1,1]'
}

@test "a byte order mark anywhere else, or a part of one, is refused" {
    for bytes in '\xef\xbb\xbf\xef\xbb\xbf1\n' '1\n\xef\xbb\xbf2\n' \
        ' \xef\xbb\xbf1' '\n\xef\xbb\xbf1' '1\xef\xbb\xbf\n' '\xef\xbb' \
        '\xef' '\xef\xbb1\n' '\xef1\n' '{\xef\xbb\xbf"a":1}' \
        '\xfe\xff\x00\x31' '\xff\xfe\x31\x00'; do
        refused "$bytes"
    done
    rows '"\xef\xbb\xbf"\n' $'["\ufeff"]' # in a string it is a character
}

# --- Between files -----------------------------------------------------------

@test "a row never continues into the next file" {
    while read -r first second; do
        printf '%s' "$first" >first
        printf '%s' "$second" >second
        build --bare first second
        exits 1
        writes_nothing
        mentions 'first:1:'
        mentions 'the input ends inside row 1'
        build --bare - second <first
        exits 1
        mentions '-:1:'
    done <<'END'
{"a": 1}
{"a":1 }
[1, 2]
[ ]
"a b"
"\ u0041"
"\ud83d \ude00"
{"a":1, "b":2}
{ }
END
    printf '"\xc3' >first
    printf '\xa9"' >second
    build --bare first second
    exits 1
    mentions 'first:1:'
}

@test "a word or number cut in two by a file's end is not put together" {
    printf 12 >first
    printf 34 >second
    build --bare first second
    builds '[12,34]'
    printf tr >first
    printf ue >second
    build --bare first second
    exits 1
    mentions 'first:1:'
    printf -- - >first
    build --bare first second
    exits 1
    mentions 'first:1:'
}

@test "the last line of a file needs no line end before the next file" {
    printf '{"a":1}' >one
    build --bare one one - one < <(printf 2)
    builds '[{"a":1},{"a":1},2,{"a":1}]'
    build --rows one one
    builds $'{"a":1}\n{"a":1}'
}

# --- What cannot be read -------------------------------------------------------

@test "a missing file is reported before anything is written" {
    seq 100000 >rows
    for mode in --bare --rows '--field x --lines'; do
        # shellcheck disable=SC2086 # a mode is words
        build $mode rows no-such-file
        fails 4 'no-such-file: cannot open for reading: No such file or directory'
        # shellcheck disable=SC2086
        build $mode rows rows/x
        fails 4 'rows/x: cannot open for reading: Not a directory'
        # shellcheck disable=SC2086
        build $mode ''
        fails 4 ': cannot open for reading: No such file or directory'
    done
}

@test "a directory cannot be read" {
    mkdir folder
    build --bare folder
    fails 4 'folder: cannot read: Is a directory'
    build --bare <folder
    fails 4 '-: cannot read: Is a directory'
    echo 1 >one
    build --rows one folder
    exits 4
    says 'fraiseql-build: folder: cannot read: Is a directory'
}

@test "a file without permission cannot be opened" {
    echo 1 >secret
    chmod 0 secret
    if [ "$(id -u)" -eq 0 ]; then # root without the right to read all
        under setpriv --bounding-set=-dac_override,-dac_read_search
        "${UNDER[@]}" true || skip 'root cannot lay down its rights here'
    fi
    build --bare secret
    fails 4 'secret: cannot open for reading: Permission denied'
}

@test "a file that stops being readable ends the run" {
    [ -e /proc/self/mem ] || skip 'there is no /proc/self/mem'
    { echo 1; seq 2 3; } >rows
    build --bare rows /proc/self/mem
    fails 4 '/proc/self/mem: cannot read: Input/output error'
    build --rows rows /proc/self/mem # which leaves the good rows before
    exits 4
    writes $'1\n2\n3'
    build --rows -o file rows /proc/self/mem
    exits 4
    [ ! -e file ]
}

@test "a symbolic link that leads nowhere, or to itself, cannot be opened" {
    ln -s nowhere dangling
    ln -s itself itself
    build --bare dangling
    fails 4 'dangling: cannot open for reading: No such file or directory'
    build --bare itself
    fails 4 'itself: cannot open for reading: Too many levels of symbolic links'
}

@test "a closed stdin cannot be read, and matters only where it is" {
    echo 1 >one
    build --bare <&-
    fails 4 '-: cannot read: Bad file descriptor'
    build --bare one - <&-
    exits 4
    build --bare one <&-
    builds '[1]'
    build --bare -o file one <&-
    exits 0
    is file '[1]'
}

@test "a stdin that is not ready yet is waited for" {
    printf '{"a_b":%s}\n' {1..50} >rows
    under run_in drip
    build --bare <rows
    exits 0
    says_nothing
    cmp out <(sed 's/a_b/aB/' rows | paste -sd, | sed 's/.*/[&]/')
    build --bare rows - < <(cat rows)
    exits 0
}

# --- Columns -------------------------------------------------------------------

@test "--column takes the row out of an object of columns" {
    # as COPY v_user TO STDOUT (FORMAT json) writes them
    printf '%s\n' '{"id":1,"data":{"first_name": "Ada"},"tags":["a",{"b":2}]}' \
        '{"id":2,"data":null,"tags":[]}' '' \
        '{ "tags" : {"data":3}, "d\u0061ta" :' '[{"a_b":1}] }' >columns
    build --field users --column data columns
    builds '{"data":{"users":[{"firstName":"Ada"},null,[{"aB":1}]]}}'
    build --field users --column=data --lines --keep-case columns
    builds '{"data":{"users":[
{"first_name":"Ada"},
null,
[{"a_b":1}]
]}}'
    build --rows --type User --column data <columns
    builds '{"__typename":"User","firstName":"Ada"}
null
[{"__typename":"User","aB":1}]'
    build --bare --column tags < <(head -n 2 columns)
    builds '[["a",{"b":2}],[]]'
    build --field user --single --column data < <(head -n 1 columns)
    builds '{"data":{"user":{"firstName":"Ada"}}}'
    build --field user --single --column data < <(sed -n 2,3p columns)
    builds '{"data":{"user":null}}'
    build --field user --single --column data </dev/null
    builds '{"data":{"user":null}}'
}

@test "the column's name is a key as it stands in the row" {
    build --bare --column user_data <<<'{"user_data":1,"user":2}'
    builds '[1]'
    build --bare --column userData <<<'{"user_data":1}'
    exits 1
    build --bare --column é <<<'{"\u00e9":1}'
    builds '[1]'
    build --bare --column 'a"\b' <<<'{"a\"\\b":1}'
    builds '[1]'
}

@test "what stands beside the column is checked" {
    for beside in '"id":01' '"id":"\x"' '"id"' '"id":1 2' '"id":$' '"id":{"a":1,"a":2}' \
        '"i_d":1,"iD":2' '"data":3' ',' ''; do
        build --bare --column data <<<"{\"data\":1,$beside}"
        exits 1
        writes_nothing
        build --bare --column data <<<"{$beside,\"data\":1}"
        exits 1
    done
}

# --- Too few rows ----------------------------------------------------------------

@test "fewer rows than --min-rows asks for are an error" {
    seq 3 >rows
    build --bare --min-rows 3 rows
    builds '[1,2,3]'
    build --bare --min-rows 0 /dev/null
    builds '[]'
    build --field n --min-rows 4 rows
    fails 1 'rows: too few rows: --min-rows asks for at least 4, and the input ends after 3'
    build --field n --single --min-rows 1 </dev/null
    fails 1 '-: too few rows: --min-rows asks for at least 1, and the input ends after 0'
    build --bare --single --min-rows 1 <<<null
    builds null
}

@test "--min-rows counts the rows of all inputs, and no NULLs" {
    seq 2 >rows
    printf '\n\n' >nulls
    build --bare --min-rows 4 rows nulls rows
    builds '[1,2,1,2]'
    build --bare --min-rows 5 rows rows nulls
    fails 1 'nulls: too few rows: --min-rows asks for at least 5, and the input ends after 4'
    build --bare --min-rows 2 --format copy < <(printf '1\n\\N\n\\.\n')
    fails 1 '-: too few rows: --min-rows asks for at least 2, and the input ends after 1'
    build --bare --min-rows 2 --column a < <(printf '{"a":null}\n{"a":1}\n')
    builds '[null,1]'
}

@test "with too few rows --rows writes those that came, and -o keeps the old file" {
    build --rows --min-rows 4 < <(seq 3)
    exits 1
    writes $'1\n2\n3'
    says 'fraiseql-build: -: too few rows: --min-rows asks for at least 4, and the input ends after 3'
    echo old >file
    for how in --rows --bare; do
        build $how --min-rows 4 -o file < <(seq 3)
        fails 1 '-: too few rows: --min-rows asks for at least 4, and the input ends after 3'
        is file old
    done
    build --bare --single --min-rows 2 <<<1
    fails 1 '-: too few rows: --min-rows asks for at least 2, and the input ends after 1'
    # more than is kept until the end
    build --field n --min-rows 100001 < <(seq 100000)
    exits 1
    [ "$(wc -c <out)" -gt 500000 ]
    [[ $(tail -c 3 out) != *']}'* ]]
}

@test "bad data comes before too few rows" {
    build --bare --min-rows 9 <<<'[1'
    exits 1
    mentions 'the input ends inside row 1'
    build --bare --min-rows 9 missing
    exits 4
}

# --- The end marker --------------------------------------------------------------

# marked TEXT BYTES RESULT: with --end-marker TEXT, what printf makes of BYTES
# gives RESULT, and without its last line it does not.
marked()
{
    build --bare -q --end-marker "$1" < <(printf '%b' "$2")
    builds "$3"
    build --bare --end-marker "$1" < <(printf '%b' "$2" | grep -vxF "$1")
    exits 1
    writes_nothing
    mentions 'the input ends without the line of --end-marker'
}

@test "the line of --end-marker must come last" {
    marked DONE '1\n2\nDONE\n' '[1,2]'
    marked DONE '1\n2\nDONE' '[1,2]'
    marked DONE 'DONE' '[]'
    marked DONE '\n1\n\nDONE\n' '[1]'
    marked '-- end --' '-1\n-- end --\n' '[-1]'
    marked 'nullx' 'null\nnullx\n' '[null]'
    marked 'fin é' 'false\nfin é\n' '[false]'
    marked '\.' '1\n\\.\n' '[1]'
    build --bare --end-marker DONE < <(printf '1\r\n \t DONE \t\r\n\r\n  \n\n')
    builds '[1]'
}

@test "what follows the line of --end-marker is an error" {
    for after in 2 '{}' DONE x '\.'; do
        build --bare --end-marker DONE < <(printf '1\nDONE\n\n%s\n' "$after")
        fails 1 "-:4:1: the input goes on after the line of --end-marker
    $after
    ^"
    done
    build --bare --end-marker DONE < <(printf '1\nDONE 5\n')
    fails 1 '-:2:6: the input goes on after the line of --end-marker
    DONE 5
         ^'
}

@test "a line inside a row is not the line of --end-marker" {
    build --bare --end-marker DONE < <(printf '[1,\nDONE\n')
    fails 1 '-:2:1: row 1: expected a JSON value
    DONE
    ^'
    build --bare --end-marker DONE < <(printf '"DONE"\n{"DONE":"DONE"}\nDONE\n')
    builds '["DONE",{"DONE":"DONE"}]'
    for line in DONEx Done '1 DONE' 'xDONE' DON; do
        build --bare --end-marker DONE <<<"$line"
        exits 1
    done
}

@test "each input must end with the line of --end-marker" {
    printf '1\nDONE\n' >one
    printf '2\n' >two
    : >empty
    build --bare --end-marker DONE one one - < <(cat one)
    builds '[1,1,1]'
    build --bare --end-marker DONE one two one
    fails 1 'two:2:1: the input ends without the line of --end-marker (the program that wrote it has probably failed)'
    build --bare --end-marker DONE one empty
    fails 1 'empty:1:1: the input ends without the line of --end-marker (the program that wrote it has probably failed)'
    build --field user --single --end-marker DONE </dev/null
    fails 1 '-:1:1: the input ends without the line of --end-marker (the program that wrote it has probably failed)'
}

@test "without the line of --end-marker --rows writes the rows, and -o keeps the old file" {
    build --rows --end-marker DONE < <(printf '1\n2')
    exits 1
    writes $'1\n2'
    says 'fraiseql-build: -:2:2: the input ends without the line of --end-marker (the program that wrote it has probably failed)
    2
     ^'
    echo old >file
    build --bare --end-marker DONE -o file <<<1
    exits 1
    is file old
}

@test "a binary stream needs no --end-marker, and is refused with one" {
    build --bare --end-marker DONE < <(printf 'PGCOPY\n\377\r\n\0')
    fails 1 "-:1:1: --end-marker is for lines, and this is COPY's binary format (leave out --end-marker; a stream that is cut is still refused)"
}
