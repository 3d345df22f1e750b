#!/bin/sh
# GET user.cgi?id=1: that user, or null where there is none, as one response.
# The web server passes on PATH and the PG* variables that name the database.
set -u

# fail STATUS SENTENCE: the response where there is no data. What went wrong
# in detail stands in the server's log.
fail()
{
    printf 'Status: %s\nContent-Type: application/json\n\n' "$1"
    printf '{"errors":[{"message":"%s"}]}\n' "$2"
    exit
}

# The id is a setting, so it is never a part of the SQL, whatever is in it.
read_user()
{
    fraiseql-build --field user --type User --single --setting "app.id=$1" \
        --query "SELECT data FROM v_user
                 WHERE id = current_setting('app.id')::integer"
}

# Any number of nine digits is an integer of PostgreSQL; of ten, not any more.
id=${QUERY_STRING#id=}
case $id in
    '' | *[!0-9]* | ??????????*) fail '400 Bad Request' 'id takes a number' ;;
esac

# Nothing is sent before the response is complete.
response=$(read_user "$id") ||
    fail '500 Internal Server Error' 'the user could not be read'
printf 'Status: 200 OK\nContent-Type: application/json\n\n%s\n' "$response"
