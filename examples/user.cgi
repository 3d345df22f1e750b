#!/bin/sh
# GET user.cgi?id=1: that user, or null if there is none, as one response.
# The web server passes on PATH and the PG* variables that name the database.
set -u

# fail STATUS SENTENCE: sends the response for a failure, without data. The
# server's log has the details.
fail()
{
    printf 'Status: %s\nContent-Type: application/json\n\n' "$1"
    printf '{"errors":[{"message":"%s"}]}\n' "$2"
    exit
}

# The id is passed as a setting, so it is never a part of the SQL.
read_user()
{
    fraiseql-build --field user --type User --single --setting "app.id=$1" \
        --query "SELECT data FROM v_user
                 WHERE id = current_setting('app.id')::integer"
}

# Every number of nine digits fits PostgreSQL's integer; of ten, not every one.
id=${QUERY_STRING#id=}
case $id in
    '' | *[!0-9]* | ??????????*) fail '400 Bad Request' 'id takes a number' ;;
esac

# Nothing is sent before the response is complete.
response=$(read_user "$id") ||
    fail '500 Internal Server Error' 'the user could not be read'
printf 'Status: 200 OK\nContent-Type: application/json\n\n%s\n' "$response"
