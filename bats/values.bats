#!/usr/bin/env bats
# Values are never altered: only insignificant blanks go, and keys are renamed.
load lib/helper

# One value to a line.
values()
{
    cat <<'END'
0
-0
0.0
-0.0
1.10
1.0
10
-1
0.1e1
1e400
-1e-400
1E5
1e+05
1E-0
12345678901234567890
-12345678901234567890.12345678901234567890
3.14159265358979323846264338327950288419716939937510
true
false
null
""
" "
"  two  blanks  "
"a_b_c"
"\u00e9"
"\u00E9"
"é"
"C:\\"
"\/"
"/"
"\"\\\/\b\f\n\r\t"
"\u0000\u001f\u0022\u005c\u007f"
"\u0061\u005f"
"\ud83d\ude00"
"\uD83D\uDE00"
"😀"
"\ud83d"
"\ude00\ud83d"
"\\u00e9"
"\\\\"
"{\"a_b\": [1, 2]}"
"//, /* */ # '"
"a<b>c&d</script>"
"日本語, русский, עברית, 🇳🇱"
[]
{}
[[],{}]
END
    # Not visible in an editor: DEL, C1, NBSP, line separators, a byte order
    # mark, the last and the unassigned code points.
    printf '"\177\302\205\302\240\342\200\250\342\200\251\357\273\277"\n'
    printf '"\355\237\277\356\200\200\357\277\276\364\217\277\277"\n'
}

@test "a value comes out byte for byte, wherever it stands in a row" {
    values >list
    for around in '& ' '{"a":&}' '[&]' '[1,&,"x"]' '{"a":[{"b":&}],"c":0}'; do
        awk -v around="$around" '{
            at = index(around, "&")
            print substr(around, 1, at - 1) $0 substr(around, at + 1)
        }' list >rows
        build --rows rows
        exits 0
        says_nothing
        sed 's/ $//' rows | cmp - out
    done
}

@test "a value comes out byte for byte in every mode" {
    while IFS= read -r value; do
        build --field f <<<"{\"a\":$value}"
        builds "{\"data\":{\"f\":[{\"a\":$value}]}}"
        build --field f --type T --single <<<"{\"a\":$value}"
        builds "{\"data\":{\"f\":{\"__typename\":\"T\",\"a\":$value}}}"
        build --bare --single <<<"$value"
        builds "$value"
        build --bare --keep-case --lines <<<"{\"a_b\":$value}"
        builds "[
{\"a_b\":$value}
]"
    done < <(values)
}

@test "insignificant blanks go, and no others" {
    build --rows < <(printf ' \t\r\n {\t"a b"\r\n:\n\n [ 1 ,\t2\r] \n, "c" : '
        printf '{ } ,"d":\t[\n]\t,"e":" x\xc2\xa0 "  }\t \r\n')
    builds $'{"a b":[1,2],"c":{},"d":[],"e":" x\u00a0 "}'
}

@test "keys are renamed as the table in the manual says" {
    while read -r key name; do
        build --rows <<<"{\"$key\":{\"$key\":[{\"$key\":\"$key\"}]}}"
        builds "{\"$name\":{\"$name\":[{\"$name\":\"$key\"}]}}"
        build --rows --keep-case <<<"{\"$key\":{\"$key\":[{\"$key\":\"$key\"}]}}"
        builds "{\"$key\":{\"$key\":[{\"$key\":\"$key\"}]}}"
    done <<'END'
user_name userName
_id _id
address_line_1 addressLine1
__typename __typename
line_1a line1a
_user_name _userName
user__name userName
_ _
__ __
user_name_ userName
USER_ID USERID
userName userName
a_é aé
a_É aÉ
a_ß_b aßB
__a__b__ __aB
_a _a
_1_a _1A
a-b a-b
a.b_c a.bC
a_B aB
é_a éA
x x
END
}

@test "a key that is empty, or a blank, stays one" {
    build --rows <<<'{"":1," ":2,"_ ":3," _":4,"a _b":5}'
    exits 1 # " " and " _" both become " "
    build --rows <<<'{"":1," ":2,"_ ":3,"a _b":5,"_ _a":6}'
    builds '{"":1," ":2,"_ ":3,"a B":5,"_ A":6}'
}

@test "an escaped key is decoded, renamed and written the shortest way" {
    while read -r key name kept; do
        build --rows <<<"{\"$key\":0}"
        builds "{\"$name\":0}"
        build --rows --keep-case <<<"{\"$key\":0}"
        builds "{\"$kept\":0}"
    done <<'END'
first\u005fname firstName first_name
first\u005Fname firstName first_name
\u005fid _id _id
a_\u0062 aB a_b
\u0061_b aB a_b
a\/b_c a/bC a/b_c
\u002f / /
\u0022\u005c \"\\ \"\\
\u0008\u000c\u000a\u000d\u0009 \b\f\n\r\t \b\f\n\r\t
\b\f\n\r\t \b\f\n\r\t \b\f\n\r\t
\u0000\u001F\u000B \u0000\u001f\u000b \u0000\u001f\u000b
\u00e9\u00E9 éé éé
\ud83d\ude00_a 😀A 😀_a
\uD83D_x \ud83dX \ud83d_x
\uDE00\uD83D \ude00\ud83d \ude00\ud83d
\ud83d_\ude00 😀 \ud83d_\ude00
\ud83d\ud83d\ude00 \ud83d😀 \ud83d😀
\\u005f \\u005f \\u005f
a\\_b a\\B a\\_b
END
    build --rows <<<'{"\u007f_\u0080_\u2028":0}'
    builds $'{"\x7f\u0080\u2028":0}'
}

@test "a key of any length is renamed" {
    for length in 1 30 31 32 33 63 64 65 255 4095 4096 4097 70000 1000000; do
        long=$(printf "%${length}s" '' | tr ' ' x)
        printf '{"%s_y":1,"%s_\\u0079z":2}\n' "$long" "$long" >row
        build --rows row
        exits 0
        printf '{"%sY":1,"%sYz":2}\n' "$long" "$long" | cmp - out
    done
}

@test "values of any length come out byte for byte" {
    for length in 1 15 16 17 31 32 33 63 64 65 4096 262143 262144 262145; do
        long=$(printf "%${length}s" '' | tr ' ' 7)
        printf '{"a":%s,"b":"%s","c":"%s\\n","d":[-%s.%s]}\n' \
            "$long" "$long" "$long" "$long" "$long" >row
        build --rows row
        exits 0
        cmp row out
    done
}

@test "random rows come out as an independent model says" {
    python3 "$BATS_TEST_DIRNAME/lib/random_rows.py" 5000 1
    build --rows input
    exits 0
    cmp expected out
    strict lines out
    build --bare input
    exits 0
    paste -sd, expected | sed 's/^/[/; s/$/]/' | cmp - out
}
