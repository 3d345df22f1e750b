#!/usr/bin/env bats
# --opaque: fields whose value is copied, with its keys as they are.
load lib/helper

setup()
{
    cd "$BATS_TEST_TMPDIR" || return
    cat >s.graphql <<'END'
scalar JSON
union Hit = User | Post
type User { id: ID bestPost: Post posts: [[Post!]!] settings: JSON hit: Hit count: Int }
type Post { id: ID author: User meta: JSON tags: [Tag] }
type Tag { name: String }
END
    typed=(--schema s.graphql --type User)
}

# copies PATH ROWS LINES [OPTION]...: each row becomes its line.
copies()
{
    build --rows --opaque "$1" "${@:4}" <<<"$2"
    builds "$3"
}

# bad PATH ROW PLACE WORD [OPTION]...: an error in the row.
bad()
{
    build --rows --opaque "$1" "${@:5}" <<<"$2"
    refuses_row "$3" "$4"
}

# --- What is copied ---------------------------------------------------------

@test "in the value of the field keys stay, at any depth" {
    copies settings '{"user_id":1,"settings":{"dark_mode":{"is_on":[{"since_day":2}]},"__typename":"x"}}' \
        '{"userId":1,"settings":{"dark_mode":{"is_on":[{"since_day":2}]},"__typename":"x"}}'
}

@test "the field itself is renamed as ever" {
    copies userSettings '{"user_settings":{"a_b":1}}' '{"userSettings":{"a_b":1}}'
}

@test "its keys are spelled as names are" {
    copies a '{"a":{"\u0062_c":"\u0062","\u00e9_x\/":1,"d\n_e":2}}' \
        $'{"a":{"b_c":"\\u0062","\u00e9_x/":1,"d\\n_e":2}}'
}

@test "values of any kind are what they were" {
    copies a '{"a":"x_y"}
{"a":1.10}
{"a":null}
{"a":[1,[{"x_y":"\/"}],{ }]}
{"b":1}' '{"a":"x_y"}
{"a":1.10}
{"a":null}
{"a":[1,[{"x_y":"\/"}],{}]}
{"b":1}'
}

@test "blanks in it go" {
    copies a '{"a": { "x_y" : [ 1 , { } ] } }' '{"a":{"x_y":[1,{}]}}'
}

@test "other fields are renamed, those of the same name elsewhere too" {
    copies a '{"b":{"a":{"x_y":1}},"a":{"x_y":1},"c_d":{"x_y":1}}' \
        '{"b":{"a":{"xY":1}},"a":{"x_y":1},"cD":{"xY":1}}'
}

@test "names that only renaming would make equal are different in it" {
    copies a '{"a":{"x_y":1,"xY":2,"x__y":3}}' '{"a":{"x_y":1,"xY":2,"x__y":3}}'
}

@test "equal keys in it are an error, and so are the field's own" {
    bad a '{"a":{"x_y":1,"x_y":2}}' 1:15 '"x_y" occurs twice'
    bad a '{"a":[{"b":{"c":1,"\u0063":2}}]}' 1:19 'get the same name'
    bad aB '{"a_b":{"c":1},"aB":1}' 1:16 'both become "aB"'
    bad a '{"a":1,"a":{}}' 1:8 '"a" occurs twice'
}

@test "it is checked against the grammar and as UTF-8" {
    bad a '{"a":{"x":01}}' 1:12 'leading zero'
    bad a '{"a":{"x" 1}}' 1:11 'expected'
    bad a $'{"a":{"\xff":1}}' 1:8 'UTF-8'
}

@test "16,384 levels are accepted in it" {
    python3 - <<'END'
open('deep', 'w').write('{"a":' * 16384 + '1' + '}' * 16384)
open('wanted', 'w').write('{"a":' * 16384 + '1' + '}' * 16384 + '\n')
open('deeper', 'w').write('{"a":' * 16385 + '1' + '}' * 16385)
END
    build --rows --opaque a deep
    exits 0
    cmp wanted out
    build --rows --opaque a deeper
    exits 1
    mentions 'more than 16384 levels'
}

# --- Paths ------------------------------------------------------------------

@test "a path leads from the row's object to a field in it" {
    copies posts.metadata \
        '{"posts":{"metadata":{"a_b":1},"x_y":1},"metadata":{"a_b":1}}' \
        '{"posts":{"metadata":{"a_b":1},"xY":1},"metadata":{"aB":1}}'
    copies a.b.c '{"a":{"b":{"c":{"x_y":1},"d_e":{"c":{"x_y":1}}},"c":{"x_y":1}}}' \
        '{"a":{"b":{"c":{"x_y":1},"dE":{"c":{"xY":1}}},"c":{"xY":1}}}'
}

@test "arrays do not count, and neither do those that rows are" {
    copies posts.meta '{"posts":[{"meta":{"a_b":1}},[[{"meta":[{"a_b":2}]}]],null,1]}' \
        '{"posts":[{"meta":{"a_b":1}},[[{"meta":[{"a_b":2}]}]],null,1]}'
    copies meta '[{"meta":{"a_b":1}},[{"meta":{"a_b":2},"c_d":3}]]' \
        '[{"meta":{"a_b":1}},[{"meta":{"a_b":2},"cD":3}]]'
}

@test "its names are those in the response" {
    copies bestPosts.metaData '{"best_posts":[{"meta_data":{"a_b":1}}]}
{"bestPosts":{"metaData":{"a_b":1}}}
{"best\u005fposts":{"meta__data":{"a_b":1}}}' '{"bestPosts":[{"metaData":{"a_b":1}}]}
{"bestPosts":{"metaData":{"a_b":1}}}
{"bestPosts":{"metaData":{"a_b":1}}}'
}

@test "or they are keys that get these names" {
    copies best_posts.meta_data '{"best_posts":{"meta_data":{"a_b":1}}}
{"bestPosts":{"metaData":{"a_b":1}}}
{"best_posts":{"meta":{"a_b":1}}}' '{"bestPosts":{"metaData":{"a_b":1}}}
{"bestPosts":{"metaData":{"a_b":1}}}
{"bestPosts":{"meta":{"aB":1}}}'
}

@test "so a selection may spell the field otherwise than the path" {
    for path in userSettings user_settings; do
        for field in userSettings user_settings; do
            copies $path '{"user_settings":{"dark_mode":1}}' \
                "{\"$field\":{\"dark_mode\":1}}" --select "{$field}"
        done
    done
}

@test "with --keep-case nothing is renamed anyway, and a path changes nothing" {
    copies a.b_c '{"a":{"b_c":{"x_y":1,"xY":2}},"d_e":1}' \
        '{"a":{"b_c":{"x_y":1,"xY":2}},"d_e":1}' --keep-case
}

@test "two paths can spell a field in two ways" {
    copies a_b.c '{"a_b":{"c":{"x_y":1},"d":{"x_y":1},"x_y":1}}' \
        '{"aB":{"c":{"x_y":1},"d":{"x_y":1},"xY":1}}' --opaque aB.d
    copies a_b '{"a_b":{"c":{"x_y":1},"x_y":1}}' \
        '{"aB":{"c":{"x_y":1},"x_y":1}}' --opaque aB.c
}

@test "a name can have any character but a dot" {
    copies $'\u00e9 "x' $'{"\\u00e9 \\"x":{"a_b":1}}' $'{"\u00e9 \\"x":{"a_b":1}}'
    copies 'a b.0' '{"a b":{"0":{"x_y":1}}}' '{"a b":{"0":{"x_y":1}}}'
}

@test "a path that leads nowhere changes nothing" {
    copies no.such '{"no":1,"a_b":{"such":{"x_y":1}},"such":{"x_y":1}}' \
        '{"no":1,"aB":{"such":{"xY":1}},"such":{"xY":1}}'
    copies a.b.c '{"a":{"b":[1,"c"]}}' '{"a":{"b":[1,"c"]}}'
}

@test "there can be many of them" {
    copies a '{"a":{"x_y":1},"b":{"c":{"x_y":1},"d":{"x_y":1},"x_y":1},"e":{"x_y":1}}' \
        '{"a":{"x_y":1},"b":{"c":{"x_y":1},"d":{"x_y":1},"xY":1},"e":{"xY":1}}' \
        --opaque b.c --opaque=b.d
    copies a '{"a":{"x_y":1}}' '{"a":{"x_y":1}}' --opaque a
}

@test "where one begins another the shorter is enough, in any order" {
    for order in 'a a.b' 'a.b a' 'a.b.c a'; do
        read -r one two <<<"$order"
        copies "$one" '{"a":{"b":{"x_y":1},"c_d":1},"x_y":1}' \
            '{"a":{"b":{"x_y":1},"c_d":1},"xY":1}' --opaque "$two"
    done
}

@test "a path without names is a mistake" {
    build --rows --opaque '' <<<'{}'
    misused '--opaque is empty'
    for path in . a. .a a..b ..; do
        build --rows --opaque "$path" <<<'{}'
        exits 2
        writes_nothing
        mentions "'$path'"
        mentions '--opaque'
    done
    build --rows --opaque $'a.\xff' <<<'{}'
    exits 2
    writes_nothing
    mentions '--opaque is not UTF-8'
    build --rows --opaque a --opaque b. <<<'{}'
    exits 2
    mentions "'b.'"
}

# --- With types -------------------------------------------------------------

@test "a row with --type has its __typename, and an opaque field none" {
    copies meta '{"meta":{"a_b":1,"__typename":"X"},"c_d":1}' \
        '{"__typename":"User","meta":{"a_b":1,"__typename":"X"},"cD":1}' \
        --type User
}

@test "a path is stronger than the schema" {
    copies bestPost '{"best_post":{"author":{"a_b":1}},"id":1}' \
        '{"__typename":"User","bestPost":{"author":{"a_b":1}},"id":1}' \
        "${typed[@]}"
    copies posts '{"posts":[[{"tags":[{"a_b":1}]}]]}' \
        '{"__typename":"User","posts":[[{"tags":[{"a_b":1}]}]]}' "${typed[@]}"
    copies count '{"count":{"a_b":1}}' \
        '{"__typename":"User","count":{"a_b":1}}' "${typed[@]}"
    copies settings '{"settings":{"a_b":1}}' \
        '{"__typename":"User","settings":{"a_b":1}}' "${typed[@]}"
}

@test "an opaque object of several types needs no __typename" {
    copies hit '{"hit":{"a_b":1}}' '{"__typename":"User","hit":{"a_b":1}}' \
        "${typed[@]}"
}

@test "on the way to the field objects have their types" {
    copies posts.author '{"posts":[{"author":{"a_b":1},"tags":[{"a_b":1}]}],"best_post":{"author":{"a_b":1}}}' \
        '{"__typename":"User","posts":[{"__typename":"Post","author":{"a_b":1},"tags":[{"__typename":"Tag","aB":1}]}],"bestPost":{"__typename":"Post","author":{"__typename":"User","aB":1}}}' \
        "${typed[@]}"
}

@test "also where an object names its type late" {
    copies hit.author '{"hit":{"author":{"a_b":1},"tags":{"a_b":1},"__typename":"Post"}}
{"hit":{"author":{"a_b":1},"__typename":"User"}}' '{"__typename":"User","hit":{"author":{"a_b":1},"tags":{"__typename":"Tag","aB":1},"__typename":"Post"}}
{"__typename":"User","hit":{"author":{"a_b":1},"__typename":"User"}}' \
        "${typed[@]}"
}

@test "a path can lead on where the schema knows nothing" {
    copies extra.meta '{"extra":{"meta":{"a_b":1},"c_d":1}}' \
        '{"__typename":"User","extra":{"meta":{"a_b":1},"cD":1}}' "${typed[@]}"
}

@test "one type can be opaque in one place and not in another" {
    for _ in {1..100}; do
        echo '{"best_post":{"meta_x":{"a_b":1}},"posts":[{"meta_x":{"a_b":1}}]}'
        echo '{"posts":[[{"meta_x":{"a_b":1}}]],"best_post":{"meta_x":{"a_b":1}}}'
    done >rows
    for _ in {1..100}; do
        echo '{"__typename":"User","bestPost":{"__typename":"Post","metaX":{"a_b":1}},"posts":[{"__typename":"Post","metaX":{"aB":1}}]}'
        echo '{"__typename":"User","posts":[[{"__typename":"Post","metaX":{"aB":1}}]],"bestPost":{"__typename":"Post","metaX":{"a_b":1}}}'
    done >wanted
    build --rows --opaque bestPost.metaX "${typed[@]}" rows
    exits 0
    cmp wanted out
}

# --- With a selection -------------------------------------------------------

@test "with --select a path has the names of fields, not their aliases" {
    copies a.b '{"a":{"b":{"x_y":1},"c":{"x_y":1}}}' \
        '{"p":{"q":{"x_y":1},"r":{"xY":1}}}' \
        --select '{ p: a { q: b r: c } }'
    copies p.q '{"a":{"b":{"x_y":1}}}' '{"p":{"q":{"xY":1}}}' \
        --select '{ p: a { q: b } }'
}

@test "in a field that is copied whole the path leads on" {
    copies a.b '{"a":[{"b":{"x_y":1},"c_d":{"x_y":1}}],"e":1}' \
        '{"a":[{"b":{"x_y":1},"cD":{"xY":1}}]}' --select '{ a }'
}

@test "an opaque field can be selected twice" {
    copies a '{"a":{"x_y":1}}' '{"b":{"x_y":1},"a":{"x_y":1}}' \
        --select '{ b: a a }'
}

@test "with --select and --schema a scalar that is opaque may be an object" {
    copies count '{"count":{"a_b":1}}' '{"count":{"a_b":1}}' \
        --select '{ count }' "${typed[@]}"
    copies hit.count '{"hit":{"count":[{"a_b":1}],"__typename":"User"}}' \
        '{"hit":{"count":[{"a_b":1}]}}' \
        --select '{ hit { ... on User { count } } }' "${typed[@]}"
}

@test "it is a leaf of the selection, and nothing is selected in it" {
    copies bestPost '{"best_post":{"author":{"a_b":1}},"id":1}' \
        '{"p":{"author":{"a_b":1}}}' --select '{ p: bestPost }' "${typed[@]}"
    copies bestPost.author '{"best_post":[{"author":{"a_b":1},"id":2}]}' \
        '{"bestPost":[{"id":2,"author":{"a_b":1}}]}' \
        --select '{ bestPost { id ...F } } fragment F on Post { author }' \
        "${typed[@]}"
    for path in bestPost posts.author; do
        build --rows --opaque $path "${typed[@]}" <<<'{}' \
            --select '{ bestPost { id } posts { author { id } } }'
        exits 2
        writes_nothing
        mentions "\"${path##*.}\""
    done
    build --rows --opaque a --select '{ a { b } }' <<<'{}'
    exits 2
    writes_nothing
    mentions '--select:1:3: the field is a scalar or an enum'
}

# --- With other options -----------------------------------------------------

@test "--column: a path begins in the column that is the row" {
    copies meta '{"meta":{"x_y":1,"y":2},"data":{"meta":{"a_b":1}}}' \
        '{"meta":{"a_b":1}}' --column data
    copies data.meta '{"data":{"meta":{"a_b":1}}}' '{"meta":{"aB":1}}' \
        --column data
}

@test "COPY's formats, --single, --lines and files go with it" {
    printf '%s\n' '{"a":{"b_c":"\\\\n"}}' '\N' '{"d_e":1}' >text
    build --field u --lines --opaque a --format copy text
    builds '{"data":{"u":[
{"a":{"b_c":"\\n"}},
{"dE":1}
]}}'
    python3 - >binary <<'END'
import sys
row = b'\1{"a":{"b_c":1}}'
sys.stdout.buffer.write(b'PGCOPY\n\xff\r\n\0' + bytes(8)
                        + b'\0\1' + len(row).to_bytes(4, 'big') + row
                        + b'\xff\xff')
END
    build --bare --single --opaque a binary
    builds '{"a":{"b_c":1}}'
    echo '{"a":{"b_c":2}}' >lines
    build --rows --opaque a binary lines
    builds '{"a":{"b_c":1}}
{"a":{"b_c":2}}'
}

@test "with --null the path is checked, and nothing else done" {
    build --field u --null --opaque a.b
    builds '{"data":{"u":null}}'
    build --field u --null --opaque a..b
    exits 2
    writes_nothing
}

@test "where reads end makes no difference" {
    row='{"a":[{"b_c":{"x_y":[1,{"z_z":"abc"}]},"d_e":{"x_y":1}}],"b_c":{"x_y":2}}'
    copies a.bC "$row" \
        '{"a":[{"bC":{"x_y":[1,{"z_z":"abc"}]},"dE":{"xY":1}}],"bC":{"xY":2}}'
    mv out whole
    build --rows --opaque a.bC \
        < <(for ((i = 0; i < ${#row}; i++)); do printf %s "${row:i:1}"; sleep 0.001; done)
    exits 0
    cmp whole out
}

@test "maps keyed by an id take no more memory with more rows" {
    need_plain_memory
    ids() { seq "$1" | sed 's/.*/{"id":&,"by_id":{"id_&":{"a_b":[&]},"x_&":null}}/'; }
    most "$ROOM" "$FRAISEQL_BUILD" --rows --opaque byId < <(ids 1000)
    most "$ROOM" "$FRAISEQL_BUILD" --rows --opaque byId < <(ids 300000)
}
