#!/bin/sh
# GET user.cgi?id=1: that user, or null where there is none, as one response.
# The web server passes on PATH and the PG* variables that psql needs.
set -u

# fail STATUS SENTENCE: the response where there is no data. What went wrong
# in detail stands in the server's log.
fail()
{
    printf 'Status: %s\nContent-Type: application/json\n\n' "$1"
    printf '{"errors":[{"message":"%s"}]}\n' "$2"
    exit
}

# psql puts the id in as a quoted string where the script says :'id'. It does
# that in a script, but not in the argument of -c.
read_rows()
{
    psql -XAtq -v ON_ERROR_STOP=1 -v id="$id" <<'SQL'
SELECT data FROM v_user WHERE id = :'id'
SQL
}

# Any number of nine digits is an integer of PostgreSQL; of ten, not any more.
id=${QUERY_STRING#id=}
case $id in
    '' | *[!0-9]* | ??????????*) fail '400 Bad Request' 'id takes a number' ;;
esac

work=$(mktemp -d) || fail '500 Internal Server Error' 'there is no room'
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# Nothing is sent before the response is complete.
if ! read_rows >"$work/rows" ||
    ! fraiseql-build --field user --type User --single \
        -o "$work/response" "$work/rows"
then
    fail '500 Internal Server Error' 'the user could not be read'
fi
printf 'Status: 200 OK\nContent-Type: application/json\n\n'
cat "$work/response"
