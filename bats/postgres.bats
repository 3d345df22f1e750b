#!/usr/bin/env bats
# Rows from a real PostgreSQL server, by psql; and what independent readers
# find in the response is what the server says is in the rows.
load lib/helper
load lib/server

setup_file() { begin_server users.sql; }

# --- The main job ------------------------------------------------------------

@test "the rows of a view become a list" {
    from 'SELECT data FROM people ORDER BY id' --field people --type Person
    builds '{"data":{"people":[{"__typename":"Person","id":1,"createdAt":"1815-12-10","firstName":"Ada"},{"__typename":"Person","id":2,"createdAt":"1906-12-09","firstName":"Grace"}]}}'
}

@test "--single takes no row, one row and a NULL, and refuses two" {
    from "SELECT data FROM people WHERE id = 2" --single --field person
    builds '{"data":{"person":{"id":2,"createdAt":"1906-12-09","firstName":"Grace"}}}'
    from "SELECT data FROM people WHERE id = 3" --single --field person
    builds '{"data":{"person":null}}'
    from "SELECT NULL::jsonb" --single --field person
    builds '{"data":{"person":null}}'
    from "SELECT 'null'::jsonb" --single --field person
    builds '{"data":{"person":null}}'
    from "SELECT data FROM people" --single --field person
    exits 1
    writes_nothing
}

@test "--rows, --bare, --lines, --keep-case and -o do what they say" {
    query="SELECT data - 'created_at' FROM people ORDER BY id"
    from "$query" --rows --type Person
    builds '{"__typename":"Person","id":1,"firstName":"Ada"}
{"__typename":"Person","id":2,"firstName":"Grace"}'
    from "$query" --bare
    builds '[{"id":1,"firstName":"Ada"},{"id":2,"firstName":"Grace"}]'
    from "$query" --field people --lines
    builds '{"data":{"people":[
{"id":1,"firstName":"Ada"},
{"id":2,"firstName":"Grace"}
]}}'
    from "$query" --bare --keep-case
    builds '[{"id":1,"first_name":"Ada"},{"id":2,"first_name":"Grace"}]'
    from "$query" --bare -o file
    exits 0
    is file '[{"id":1,"firstName":"Ada"},{"id":2,"firstName":"Grace"}]'
}

@test "SQL NULLs are skipped in a list" {
    from "VALUES (NULL), ('{\"n\": 1}'), (NULL), (NULL), ('[]'), (NULL)" --bare
    builds '[{"n":1},[]]'
    from 'SELECT NULL::json FROM generate_series(1, 1000)' --bare
    builds '[]'
}

@test "a json column keeps its line ends, and its rows are still rows" {
    from 'SELECT raw FROM spread ORDER BY id' --rows
    builds '{"id":1,"aB":[1,2,{"cD":"x\ny"}]}
{"id":2}
[]'
}

@test "what json_agg makes is one row" {
    query='SELECT json_agg(data ORDER BY id) FROM people'
    from "$query" --single --field people --type Person
    builds '{"data":{"people":[{"__typename":"Person","id":1,"createdAt":"1815-12-10","firstName":"Ada"},{"__typename":"Person","id":2,"createdAt":"1906-12-09","firstName":"Grace"}]}}'
    from "$query" --field people
    exits 0
    mentions 'warning: '
    mentions '(did you mean --single?)'
    from 'SELECT json_agg(data) FROM people WHERE false' --single --field people
    builds '{"data":{"people":null}}'
}

@test "as deep as the server nests, rows are taken" {
    from "SELECT (repeat('[', 6000) || repeat(']', 6000))::json" --bare -q
    exits 0
    [ "$(tr -d '\n' <out | wc -c)" -eq 12002 ]
    from "SELECT (repeat('{\"a_b\":', 3000) || '1' || repeat('}', 3000))::jsonb" \
        --rows
    exits 0
    [ "$(grep -o '"aB":' out | wc -l)" -eq 3000 ]
}

@test "every row of many is there, in order" {
    from "SELECT jsonb_build_object('row_id', n, 'text', repeat('é\"', n % 50))
          FROM generate_series(1, 20000) n" --field rows --type Row
    exits 0
    strict valid out
    grep -o '"rowId":[0-9]*' out | cut -d: -f2 | cmp - <(seq 20000)
}

# --- What independent readers find ---------------------------------------------

# Every scalar of all rows as the server sees it: the number of the row, the
# way to it, its type, and its text, the last and the second in base64.
server_leaves()
{
    psql -XAtq -F ' ' -c "
        WITH RECURSIVE rows AS (
            SELECT row_number() OVER (ORDER BY id) AS row, data
            FROM users WHERE data IS NOT NULL
        ), walk (row, path, v) AS (
            SELECT row, '', data FROM rows
            UNION ALL
            SELECT row, path || '/' || step, below
            FROM walk, LATERAL (
                SELECT key, value FROM jsonb_each(CASE jsonb_typeof(v)
                    WHEN 'object' THEN v ELSE '{}' END)
                UNION ALL
                SELECT (n - 1)::text, value FROM jsonb_array_elements(
                    CASE jsonb_typeof(v) WHEN 'array' THEN v ELSE '[]' END)
                    WITH ORDINALITY AS items (value, n)) AS l (step, below)
        )
        SELECT row, translate(encode(convert_to(path, 'UTF8'), 'base64'),
                              E'\n', ''),
            jsonb_typeof(v), translate(encode(convert_to(
                coalesce(v #>> '{}', ''), 'UTF8'), 'base64'), E'\n', '')
        FROM walk WHERE jsonb_typeof(v) NOT IN ('object', 'array')" |
        LC_ALL=C sort
}

# A number has many spellings, and not every reader keeps the one it got.
without_numbers() { sed 's/ number .*/ number/'; }

build_users()
{
    build --field users --keep-case < <(
        psql -XAtqc 'SELECT data FROM users ORDER BY id')
    exits 0
    [ -s out ]
    server_leaves >leaves
    [ "$(wc -l <leaves)" -gt 60 ]
}

@test "Python reads in the response what the server says is in the rows" {
    build_users
    python3 - >found <<'END'
import base64
import json

def base(text):
    return base64.b64encode(text.encode()).decode()

def walk(row, path, value):
    if isinstance(value, dict):
        for key, below in value.items():
            walk(row, path + "/" + key, below)
    elif isinstance(value, list):
        for n, below in enumerate(value):
            walk(row, f"{path}/{n}", below)
    elif isinstance(value, tuple):
        print(row, base(path), "number", base(value[0]))
    elif isinstance(value, str):
        print(row, base(path), "string", base(value))
    else:
        word = {None: "", True: "true", False: "false"}[value]
        print(row, base(path), "boolean" if word else "null", base(word))

def number(digits):
    return (digits,)

with open("out", encoding="utf-8") as file:
    response = json.load(file, parse_int=number, parse_float=number)
for n, row in enumerate(response["data"]["users"]):
    walk(n + 1, "", row)
END
    diff leaves <(LC_ALL=C sort found)
}

@test "jq reads in the response what the server says is in the rows" {
    need jq
    build_users
    jq -r '.data.users | to_entries[] | (.key + 1) as $row | .value
        | path(.. | select(type != "object" and type != "array")) as $path
        | getpath($path)
        | [ ($row | tostring),
            ($path | map("/" + tostring) | join("") | @base64), type,
            if . == null then "" else (tostring | @base64) end ]
        | join(" ")' out >found
    diff <(without_numbers <leaves) \
        <(LC_ALL=C sort found | without_numbers)
}

@test "node reads in the response what the server says is in the rows" {
    need node
    build_users
    node - >found <<'END'
const base = (text) => Buffer.from(text).toString("base64");
function walk(row, path, value) {
    const type = value === null ? "null" : typeof value;
    if (type === "object") {
        for (const [key, below] of Object.entries(value)) {
            walk(row, path + "/" + key, below);
        }
    } else {
        console.log(row, base(path), type,
            value === null ? "" : base(String(value)));
    }
}
const text = require("fs").readFileSync("out", "utf8");
JSON.parse(text).data.users.forEach((row, n) => walk(n + 1, "", row));
END
    diff <(without_numbers <leaves) \
        <(LC_ALL=C sort found | without_numbers)
}

@test "the server itself reads the response, and finds the rows in it" {
    build_users
    [ "$(psql -XAtq <<'END'
        \set response `cat out`
        SELECT (:'response'::jsonb #> '{data,users}') =
               (SELECT jsonb_agg(data ORDER BY id) FROM users
                WHERE data IS NOT NULL)
END
    )" = t ]
}

@test "the same rows from a json column say the same" {
    build_users
    mv out expected
    from 'SELECT data::text::json FROM users ORDER BY id' --field users \
        --keep-case
    exits 0
    cmp out expected
    from 'SELECT jsonb_pretty(data)::json FROM users ORDER BY id' \
        --field users --keep-case
    exits 0
    cmp out expected
}

@test "numbers keep each digit of a json column" {
    from "SELECT '[1.10, 1e400, -0.0, 12345678901234567890, 1E+2]'::json" --rows
    builds '[1.10,1e400,-0.0,12345678901234567890,1E+2]'
}

# --- COPY and --query, beside SELECT -------------------------------------------

@test "all that jsonb can hold comes the same by every way" {
    copies 'SELECT data FROM users ORDER BY id' --field users
    [ "$(wc -c <expected)" -gt 250000 ]
    strict valid expected
    copies 'SELECT data FROM users ORDER BY id' --rows --keep-case
    copies 'SELECT data FROM people ORDER BY id' --field people --type Person
}

@test "all that json can hold comes the same by every way" {
    copies 'SELECT raw FROM spread ORDER BY id' --rows
    copies 'SELECT data::text::json FROM users ORDER BY id' --field users
    copies 'SELECT jsonb_pretty(data)::json FROM users ORDER BY id' --rows
    copies 'SELECT json_agg(data ORDER BY id) FROM users' --single --bare
    copies "VALUES ('[1.10, 1e400, -0.0, 1E+2]'::json), (NULL), ('\"\\\\\"'),
        ('\"\\/\\b\\f\\n\\r\\t\\u0000\\u001F\\uD83D\\uDE00\\\"\"'),
        ('\"\\ud800\"'), ('{\"C:\\\\\": \"C:\\\\dir\\\\\"}'), ('\"\\\\N\"'),
        ('\"\\\\.\"'), ('null'), ('\"😀 \\\\n\"')" --bare
    is expected '[[1.10,1e400,-0.0,1E+2],"\\","\/\b\f\n\r\t\u0000\u001F\uD83D\uDE00\"","\ud800",{"C:\\":"C:\\dir\\"},"\\N","\\.",null,"😀 \\n"]'
}

# What psql prints of a SELECT has no characters that mean nothing in the planes
# above the first: U+1FFFE, U+1FFFF, U+2FFFE and so on.
@test "each character comes the same by every way, raw and escaped" {
    copies "SELECT to_jsonb(string_agg(chr(n), '' ORDER BY n))
        FROM generate_series(1, 1114111) n WHERE n NOT BETWEEN 55296 AND 57343
        AND (n < 65536 OR n % 65536 < 65534)" --single --bare
    [ "$(wc -c <expected)" -gt 4000000 ]
    copies "SELECT ('\"\\u' || lpad(to_hex(n), 4, '0') || '\"')::json
        FROM generate_series(0, 65535, 5) n ORDER BY n" --rows
    [ "$(wc -l <expected)" -eq 13108 ]
    # NULLs, and strings that end with several backslashes.
    copies "SELECT CASE WHEN n % 3 > 0
        THEN to_jsonb(n || repeat('\\', n) || repeat('\"', n % 4)) END
        FROM generate_series(1, 200) n ORDER BY n" --bare
}

@test "COPY keeps the characters that psql drops from a SELECT" {
    query="SELECT to_jsonb(chr(131070))"
    [ "$(psql -XAtqc "$query" | wc -c)" -eq 3 ]
    build --rows < <(psql -Xqc "COPY ($query) TO STDOUT (FORMAT binary)")
    builds $'"\U1fffe"'
    build --rows --format copy < <(psql -Xqc "COPY ($query) TO STDOUT")
    builds $'"\U1fffe"'
}

@test "no row, one and a NULL come the same by every way" {
    copies 'SELECT data FROM people WHERE false' --field people
    copies 'SELECT NULL::jsonb' --single --bare
    copies 'SELECT NULL::json FROM generate_series(1, 1000)' --bare
    copies 'SELECT data FROM people WHERE id = 1' --single --bare
}

@test "a row of 64 MB comes the same by every way" {
    copies "SELECT json_build_object('long_text', repeat('é\"\\ \\\\n', 6400000),
        'n', 1)" --single --bare
    [ "$(wc -c <expected)" -gt 64000000 ]
}

@test "a column of text and a domain over jsonb come as what is in them" {
    psql -Xqc 'CREATE DOMAIN document AS jsonb CHECK (VALUE IS NOT NULL)'
    copies 'SELECT data::document FROM people WHERE data IS NOT NULL' --bare
    copies 'SELECT data::text FROM users ORDER BY id' --bare
    # Text that is no JSON is refused, by each way.
    bad="SELECT 'it''s \\text'"
    for copy in '' ' (FORMAT binary)'; do
        build --bare --format "copy${copy:+-binary}" < <(
            psql -Xqc "COPY ($bad) TO STDOUT$copy")
        exits 1
        writes_nothing
        mentions '-:1:1: row 1: expected a JSON value'
    done
}

@test "a query that fails in row 1000 is refused in the binary format" {
    failing="SELECT to_jsonb(1 / (1000 - n)) FROM generate_series(1, 2000) n"
    echo old >file
    for argument in --list --rows --lines --format=copy-binary; do
        build --field n -o file "$argument" < <(
            psql -Xqc "COPY ($failing) TO STDOUT (FORMAT binary)" 2>why)
        exits 1
        grep -q 'division by zero' why
        is file old
        writes_nothing
    done
    mentions "the stream ends before COPY's trailer"
    # The rows that came are whole, and there were as many.
    build --rows < <(
        psql -Xqc "COPY ($failing) TO STDOUT (FORMAT binary)" 2>/dev/null)
    exits 1
    strict lines out
    [ "$(wc -l <out)" -le 999 ]
    # Why: the text format looks as if it were complete.
    build --bare --format copy < <(
        psql -Xqc "COPY ($failing) TO STDOUT" 2>/dev/null)
    exits 0
}

@test "two columns are recognized by what COPY writes" {
    stumbles 'select only the column' -qc \
        'COPY (SELECT id, data FROM people) TO STDOUT (FORMAT binary)'
    for columns in 'id, data' 'data, id' 'now(), data' 'NULL, data'; do
        build --field people --format copy < <(
            psql -Xqc "COPY (SELECT $columns FROM people) TO STDOUT")
        exits 1
        writes_nothing
        mentions 'select only the column'
    done
    stumbles 'select only the column' -qc 'COPY (SELECT) TO STDOUT (FORMAT binary)'
}

@test "psql without -q is recognized before COPY text, too" {
    build --field people --format copy < <(psql -Xc "SET work_mem = '8MB'" \
        -c 'COPY (SELECT data FROM people) TO STDOUT')
    exits 1
    writes_nothing
    mentions 'psql without -q'
}

# --- psql called in another way ----------------------------------------------

# stumbles HINT PSQL_ARGUMENT...
stumbles()
{
    build --field people < <(psql -X "${@:2}")
    exits 1
    writes_nothing
    mentions "$1"
}

@test "psql without -At is recognized by what it prints" {
    stumbles 'psql without -At' -qc 'SELECT data FROM people'
    stumbles 'psql without -At' -qc 'SELECT id, data FROM people'
    stumbles 'psql without -At' -qc 'SELECT data FROM people WHERE false'
}

@test "psql with -A and without -t is recognized by what it prints" {
    stumbles 'psql without -At' -Aqc 'SELECT data FROM people'
}

@test "psql without -q is recognized by what it prints" {
    stumbles 'psql without -q' -Atc "SET work_mem = '8MB'" \
        -c 'SELECT data FROM people'
    stumbles 'psql without -q' -Atc BEGIN -c 'SELECT data FROM people' -c COMMIT
    stumbles 'psql without -q' -Atc 'SELECT data FROM people' -c 'DROP TABLE IF EXISTS no_such_table'
    stumbles 'psql without -q' -At <<<'\timing on
SELECT data FROM people;'
}

@test "two columns are recognized by what psql prints" {
    stumbles 'select only the column' -Atqc 'SELECT id, data FROM people'
    stumbles 'select only the column' -Atqc 'SELECT data, id FROM people'
    stumbles 'select only the column' -Atqc 'SELECT NULL, data FROM people'
    stumbles 'select only the column' -Atqc "SELECT 'Ada', data FROM people"
    stumbles 'select only the column' -Atqc 'SELECT now(), data FROM people'
}

@test "CSV is recognized by what psql prints" {
    stumbles 'psql -XAtqc' --csv -tqc 'SELECT data FROM people'
    stumbles 'psql -XAtqc' --csv -qc 'SELECT data FROM people'
}

@test "COPY text is recognized by its backslashes" {
    for source in "SELECT '{\"s\": \"a\\nb \\\"q\\\"\"}'::json" \
        "SELECT NULL::json" \
        "SELECT E'[1,\n2]'::json"; do
        stumbles 'COPY text, which needs --format=copy' \
            -qc "COPY ($source) TO STDOUT"
    done
}

@test "another encoding than UTF-8 is recognized by its bytes" {
    PGCLIENTENCODING=LATIN1 stumbles PGCLIENTENCODING=UTF8 \
        -Atqc "SELECT jsonb_build_object('name', 'Ren' || chr(233))"
}
