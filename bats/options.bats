#!/usr/bin/env bats
# The command line: every option, every mistake, and the exit status.
load lib/helper

row='{"first_name":"Ada"}'
list='{"data":{"users":[{"firstName":"Ada"}]}}'

@test "an option's argument may follow it or an equals sign" {
    build --field users <<<"$row"
    builds "$list"
    build --field=users --type=User <<<"$row"
    builds '{"data":{"users":[{"__typename":"User","firstName":"Ada"}]}}'
    build --field users -ofile <<<"$row"
    exits 0
    is file "$list"
    build --field users --output=file2 <<<"$row"
    exits 0
    is file2 "$list"
}

@test "options may stand after the files, and -- ends them" {
    echo "$row" >rows
    cp rows ./--list
    build rows --field users
    builds "$list"
    build --field users -- --list
    builds "$list"
    build --field users -- --single
    fails 4 '--single: cannot open for reading: No such file or directory'
}

@test "an argument that looks like an option is an argument" {
    build --field --type --type --field -q <<<"$row"
    builds '{"data":{"--type":[{"__typename":"--field","firstName":"Ada"}]}}'
}

@test "--fi and --ty mean --field and --type, and nothing else begins so" {
    for field in --fi --fie --fiel; do
        for type in --ty --typ; do
            build $field users $type User <<<"$row"
            builds '{"data":{"users":[{"__typename":"User","firstName":"Ada"}]}}'
        done
    done
    build --help
    [ "$(grep -oE -- '--(fi|ty)[a-z-]*' out | sort -u)" = $'--field\n--type' ]
}

@test "other abbreviations work where they are clear" {
    build --fi users --sing --out=file --qui <<<"$row"
    exits 0
    is file '{"data":{"users":{"firstName":"Ada"}}}'
    build --li --field users <<<"$row"
    misused "unrecognized or ambiguous option '--li'"
    build --f users <<<"$row"
    misused "unrecognized or ambiguous option '--f'"
}

@test "--field is needed, but with --rows and --bare" {
    for mode in '' --list --single --lines --keep-case --null '--type T' -q; do
        # shellcheck disable=SC2086 # a mode is words
        build $mode <<<"$row"
        misused '--field is missing: the name of the root field'
    done
    build --rows <<<"$row"
    builds '{"firstName":"Ada"}'
    build --bare <<<"$row"
    builds '[{"firstName":"Ada"}]'
}

@test "an empty name is a mistake" {
    build --field '' <<<"$row"
    misused '--field is empty'
    build --field '' --rows <<<"$row"
    misused '--field is empty'
    build --field users --type= <<<"$row"
    misused '--type is empty'
    build --field users -o '' <<<"$row"
    misused '--output is empty'
}

@test "a name that is not UTF-8 is a mistake" {
    for name in $'\xff' $'caf\xe9' $'\xc3' $'\xc0\xaf' $'\xed\xa0\x80' \
        $'\xf4\x90\x80\x80'; do
        build --field "$name" <<<"$row"
        exits 2
        writes_nothing
        mentions '--field is not UTF-8'
        build --rows --type "$name" <<<"$row"
        exits 2
        writes_nothing
        mentions '--type is not UTF-8'
    done
    build --field $'caf\xe9' --null
    misused "--field is not UTF-8: 'caf\xE9'"
}

@test "a name that is not a GraphQL name is built, with a warning" {
    for name in 1x a-b 'a b' é a.b 'a"' '{' 日本 ' a' 'a ' @; do
        build --bare --field "$name" --null
        exits 0
        writes null
        says "fraiseql-build: warning: --field is not a GraphQL name: '$name'"
        build --bare --null --type "$name" -q
        builds null
        build --bare --null --type "$name"
        exits 0
        says "fraiseql-build: warning: --type is not a GraphQL name: '$name'"
    done
    for name in a Z _ _9 __typename aZ_09 x1; do
        build --field "$name" --type "$name" --null
        builds "{\"data\":{\"$name\":null}}"
    done
}

@test "an option that takes an argument may be given once" {
    build --field a --type A --type B <<<"$row"
    misused '--type is given twice'
    build --field a -o x --output y <<<"$row"
    misused '--output is given twice'
    for option in --column --end-marker --query --dbname --host --port \
        --username; do
        build --rows $option a $option=a <<<"$row"
        misused "$option is given twice"
    done
    folder_holds
}

@test "an option without one may be given again" {
    build --field users --list --list --lines --lines --keep-case --keep-case \
        -q -q <<<"$row"
    builds "{\"data\":{\"users\":[
$row
]}}"
    build --bare --bare --single --single <<<"$row"
    builds '{"firstName":"Ada"}'
}

@test "a response is of one kind" {
    kinds=(--list --single --null --rows)
    for first in "${kinds[@]}"; do
        for second in "${kinds[@]}"; do
            [ "$first" != "$second" ] || continue
            build --field users "$first" "$second" </dev/null
            given=("$first" "$second")
            [ "$first" != --rows ] || given=("$second" "$first")
            misused "${given[0]} and ${given[1]} exclude each other"
        done
    done
}

@test "--null and an input exclude each other" {
    echo "$row" >rows
    for input in rows - no-such-file; do
        build --null --field user "$input" <rows
        misused "--null reads nothing, and '$input' is an input"
    done
}

@test "--format takes auto, ndjson, copy and copy-binary" {
    for format in auto ndjson copy; do
        build --format $format --field users <<<"$row"
        builds "$list"
    done
    build --format=json --field users <<<"$row"
    misused "--format takes auto, ndjson, copy or copy-binary, not 'json'"
    for format in '' AUTO nd ndjsonl 'auto '; do
        build --format "$format" --field users <<<"$row"
        misused "--format takes auto, ndjson, copy or copy-binary, not '$format'"
    done
}

@test "--column takes a name" {
    build --rows --column '' <<<"$row"
    misused '--column is empty'
    build --rows --column $'a\xff' <<<"$row"
    misused "--column is not UTF-8: 'a\\xFF'"
}

@test "--min-rows takes a number" {
    for number in '' x 1x -1 +1 ' 1' 1.0 1e3 1234567890123456789; do
        build --rows --min-rows "$number" <<<"$row"
        misused "--min-rows takes a number, not '$number'"
    done
    build --bare --min-rows 01 <<<"$row"
    builds '[{"firstName":"Ada"}]'
    build --rows --min-rows 123456789012345678 <<<"$row"
    exits 1
}

@test "--end-marker takes a line that can be no row" {
    for text in '' ' x' 'x ' $'\tx' $'x\r' $'x\ny' ' '; do
        build --rows --end-marker "$text" <<<"$row"
        exits 2
        mentions '--end-marker takes a line of text without blanks around it'
    done
    for text in '{' '[]' '"x"' 0 -1 '3 rows' true false null "$row"; do
        build --rows --end-marker "$text" <<<"$row"
        misused "--end-marker takes a line that can be no row, and begin none, not '$text'"
    done
    for text in '\N' 'true\n' 'x\y'; do
        build --rows --format copy --end-marker "$text" <<<"$row"
        misused "--end-marker takes a line that can be no row, and begin none, not '$text'"
    done
    build --rows --format copy-binary --end-marker x <<<"$row"
    misused '--end-marker is for lines, and copy-binary marks its end itself'
}

@test "--null reads nothing, so it excludes what is for an input" {
    build --bare --null --min-rows 1
    misused '--null reads nothing, so no --min-rows'
    build --bare --null --end-marker x
    misused '--null reads nothing, so no --end-marker'
}

@test "an unknown option is a mistake" {
    for letter in x f t 1 :; do
        build -$letter --field users <<<"$row"
        misused "unrecognized option '-$letter'"
    done
    build --field users -qx <<<"$row"
    misused "unrecognized option '-x'"
    for word in --nope --fields --Field --no-list; do
        build --field users $word <<<"$row"
        misused "unrecognized or ambiguous option '$word'"
    done
}

@test "an option that takes no argument is not given one" {
    for option in list single null rows bare keep-case lines quiet stats version \
        help password no-password; do
        build --field users --$option=1 <<<"$row"
        misused "option '--$option=1' takes no argument"
    done
}

@test "an option whose argument is missing is a mistake" {
    for option in --field --type --format --column --min-rows --end-marker \
        --output -o --query -c --setting --dbname -d --host -h --port -p \
        --username -U; do
        build --rows $option <<<"$row"
        misused "option '$option' needs an argument"
    done
}

@test "a mistake is found before anything is read or written" {
    echo old >file
    build --field users --type '' -o file no-such-file
    misused '--type is empty'
    is file old
    build --field users -x -o file2 <<<"$row"
    exits 2
    folder_holds file
}

@test "-q suppresses warnings, and no errors" {
    build --field a-b -q <<<'[1]'
    builds '{"data":{"a-b":[[1]]}}'
    build --quiet --field users <<<'{'
    exits 1
    mentions 'the input ends inside row 1'
    build -q
    exits 2
    mentions Usage:
}

@test "--help explains every option, on stdout" {
    for help in --help '-?' --he; do
        build "$help"
        exits 0
        says_nothing
        [ "$(head -n 1 out)" = \
            'Usage: fraiseql-build --field NAME [OPTION]... [FILE]...' ]
        for option in field type list single null rows bare keep-case lines \
            format output stats quiet version help; do
            grep -qE -- "^  (-.,|   ) --$option( |$)" out ||
                wrong "expected --$option"
        done
        grep -q '^Exit status: 0 ' out
        [ "$(wc -L <out)" -le 80 ]
    done
}

@test "--help and --version win over what follows them" {
    build --help --nope
    exits 0
    build -V --field
    exits 0
    build -qV
    exits 0
    says_nothing
    build --nope --help
    exits 2
    writes_nothing
}

@test "--version names the program, its version and its license, on stdout" {
    for version in --version -V; do
        build $version
        exits 0
        says_nothing
        grep -qxE 'fraiseql-build [0-9]+\.[0-9]+\.[0-9]+[a-z0-9.-]*' \
            < <(head -n 1 out)
        grep -qE '^Copyright \(C\) 20[0-9]{2} ' out
        grep -q 'License MIT' out
        grep -q 'NO WARRANTY' out
    done
}

@test "--help and --version fail where stdout takes nothing" {
    [ -c /dev/full ] || skip 'there is no /dev/full'
    for option in --help --version '-?' -V; do
        under sh -c 'exec "$@" >/dev/full' sh
        build "$option"
        fails 4 'standard output: cannot write: No space left on device'
        under sh -c 'exec "$@" >&-' sh
        build "$option"
        fails 4 'standard output: cannot write: Bad file descriptor'
    done
}

@test "a terminal as the only input is a mistake" {
    under run_in terminal
    build --field users
    misused 'standard input is a terminal, and no FILE is named'
    build --rows -o file
    misused 'standard input is a terminal, and no FILE is named'
    folder_holds
}

@test "a terminal is no mistake where something else is read, or nothing" {
    echo "$row" >rows
    under run_in terminal
    build --field users rows
    builds "$list"
    build --bare --null
    builds null
    build --help
    exits 0
    says_nothing
}

@test "the exit status says what failed" {
    build --field users <<<"$row"
    exits 0
    build --field users <<<'{'
    exits 1
    build --fields users <<<"$row"
    exits 2
    build --field users no-such-file
    exits 4
}

@test "a program called by another name still gives its own" {
    ln -s "$FRAISEQL_BUILD" other
    under sh -c 'shift && exec ./other "$@"' sh
    build --field users no-such-file
    fails 4 'no-such-file: cannot open for reading: No such file or directory'
}

@test "what the query helper is to wait for is a number" {
    local query
    query=$(dirname "$FRAISEQL_BUILD")/fraiseql-query
    [ -x "$query" ] || skip 'the query helper is not beside the program'
    export FRAISEQL_QUERY_RELEASE=3x
    FRAISEQL_BUILD=$query build --field users -c 'SELECT 1'
    misused "FRAISEQL_QUERY_RELEASE takes a number, not '3x'"
}
