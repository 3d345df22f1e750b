#!/usr/bin/env bats
# The rows that the benchmark measures with are what it says they are: valid, the
# same on every machine, and of the shapes that bench/README.md names.
load lib/helper

corpus=${FRAISEQL_BUILD%/*}/bench/corpus
SHAPES='flat pg nested tiny text wide world shuffled longkeys'

setup()
{
    cd "$BATS_TEST_TMPDIR" || return
    [ -x "$corpus" ] || skip 'bench/corpus is not built'
}

# all ROWS FILTER: jq's filter, given an array of all rows, is true.
all()
{
    jq -se "$2" "$1" >verdict || {
        echo "not true: $2"
        head -c 1000 "$1"
        false
    }
}

@test "every shape is named here, and is lines of valid JSON" {
    run "$corpus"
    [ "$(sed 1d <<<"$output" | awk '{ print $1 }' | xargs)" = "$SHAPES" ]
    for shape in $SHAPES; do
        "$corpus" "$shape" 200 >rows
        [ "$(wc -l <rows)" -eq 200 ]
        python3 "$BATS_TEST_DIRNAME/lib/strict_json.py" lines rows
    done
}

@test "every shape goes through the program, with its values as they are" {
    for shape in $SHAPES; do
        "$corpus" "$shape" 200 >rows
        build --field users rows
        exits 0
        says_nothing
        jq -c '.data.users[] | [.. | scalars]' out >values
        jq -c '[.. | scalars]' rows | cmp - values
    done
}

@test "the rows are the same everywhere: figures can be compared" {
    for shape in $SHAPES; do
        printf '%s %s\n' "$shape" "$("$corpus" "$shape" 200 | cksum)"
    done >sums
    is sums "$(cat <<'END'
flat 901958358 60633
pg 555846268 65633
nested 4043437811 261805
tiny 2797190864 6100
text 4007025776 816636
wide 741224792 1982126
world 1211998380 114576
shuffled 3007963988 60670
longkeys 1494662721 496823
END
)"
}

@test "another seed gives other rows of the same kind" {
    for shape in $SHAPES; do
        "$corpus" "$shape" 200 1 >one
        "$corpus" "$shape" 200 2 >two
        ! cmp -s one two || { echo "$shape"; false; }
        for rows in one two; do
            jq -c 'keys' "$rows" | sort -u >"$rows.keys"
        done
        cmp one.keys two.keys
    done
}

@test "wide is 200 fields with keys of 40 bytes, most of them null" {
    "$corpus" wide 100 >rows
    all rows 'all(.[]; keys_unsorted | length == 200 and
                       all(.[]; utf8bytelength == 40))'
    all rows 'map(.[] | select(. == null)) | length > 100 * 200 / 2'
}

@test "world is mostly not ASCII, with escapes and emoji" {
    "$corpus" world 100 >rows
    [ "$(LC_ALL=C tr -d '\000-\177' <rows | wc -c)" -gt \
        $(($(wc -c <rows) / 2)) ]
    for piece in '\"' '\n' '\ud83d\ude02' '😀' '王小明' 'Анна'; do
        grep -qF -- "$piece" rows || { echo "without $piece"; false; }
    done
}

@test "shuffled is the fields of flat, in each row in another order" {
    "$corpus" flat 100 | jq -c keys | sort -u >expected
    "$corpus" shuffled 100 >rows
    jq -c keys rows | sort -u | cmp - expected
    [ "$(jq -c keys_unsorted rows | sort -u | wc -l)" -eq 100 ]
}

@test "longkeys is 8 keys of 300 bytes that differ in the last one only" {
    "$corpus" longkeys 100 >rows
    all rows 'all(.[]; keys_unsorted | length == 8 and
                       all(.[]; utf8bytelength == 300) and
                       (map(.[:299]) | unique | length) == 1)'
}
