#include <config.h>

#include "cli/help.h"

#include "base/buffer.h"
#include "output/sink.h"
#include "report/message.h"

static const char license[] =
    "Copyright (C) 2026 the fraiseql-build authors\n"
    "License MIT: <https://opensource.org/license/mit>\n"
    "This is free software: you may change and pass it on.\n"
    "There is NO WARRANTY, to the extent permitted by law.\n";

static const char help_text[] =
    "Turn rows of JSON into one finished GraphQL response.\n"
    "\n"
    "  psql -XAtqc \"SELECT data FROM v_user\" |\n"
    "    fraiseql-build --field users --type User\n"
    "  fraiseql-build --field users --type User"
    " -c \"SELECT data FROM v_user\"\n"
    "\n"
    "With no FILE, or where FILE is -, rows are read from standard input.\n"
    "\n"
    "The response:\n"
    "      --field NAME     the root field; not needed with --rows, --bare; "
    "each\n"
    "                       further one begins another, and options of its "
    "own\n"
    "      --type NAME      begin each row with \"__typename\":\"NAME\"\n"
    "      --schema FILE    a GraphQL schema, which tells the types of nested\n"
    "                       objects\n"
    "      --select SELECTION\n"
    "                       only these fields, in this order: a GraphQL\n"
    "                       selection set or document, or @FILE\n"
    "      --opaque PATH    leave the keys in this field, such as posts.meta\n"
    "      --list           all rows in an array (this is the default)\n"
    "      --single         the one row, or null where there is none\n"
    "      --null           the value null; no input is read\n"
    "      --rows           no envelope: one transformed row per line\n"
    "      --bare           the value only, without {\"data\":{\"NAME\":...}}\n"
    "      --keep-case      leave keys as they are, not in camelCase\n"
    "      --lines          each row of a list on a line of its own\n"
    "\n"
    "Input:\n"
    "      --input FILE     an input of this root field, like a FILE\n"
    "      --format FORMAT  ndjson: lines of JSON\n"
    "                       copy: COPY's text format, one column\n"
    "                       copy-binary: COPY's binary format, one column\n"
    "                       auto: copy-binary where an input begins with its\n"
    "                       signature, else ndjson (this is the default)\n"
    "      --column NAME    rows are objects keyed by column: take this "
    "member\n"
    "      --min-rows N     fewer rows are an error\n"
    "      --end-marker TEXT\n"
    "                       each input must end with a line that is TEXT\n"
    "      --on-error FATE  stop: a bad row ends the run (the default)\n"
    "                       null: it is null, with an entry in \"errors\"\n"
    "                       skip: it is left out\n"
    "      --tolerate N     exit status 0 with up to N bad rows\n"
    "\n"
    "Rows straight from PostgreSQL, with the options and variables of psql:\n"
    "  -c, --query SQL      the query, or @FILE, which holds it\n"
    "      --setting NAME=VALUE\n"
    "                       a setting for the query, such as app.user_id=7\n"
    "  -d, --dbname NAME    the database, or a connection string\n"
    "  -h, --host NAME      the server, or the directory of its socket\n"
    "  -p, --port PORT      the port\n"
    "  -U, --username NAME  the user\n"
    "  -w, --no-password    never ask for a password\n"
    "  -W, --password       ask for one before connecting\n"
    "\n"
    "Output and other options:\n"
    "  -o, --output FILE    write to FILE, which is replaced only by a\n"
    "                       complete response\n"
    "      --progress[=WHEN]\n"
    "                       draw a line that tells how far it is: auto (on a\n"
    "                       terminal, the default), always or never\n"
    "      --stats          print a last line of numbers, as JSON\n"
    "      --no-sandbox     keep all rights while rows are read\n"
    "  -q, --quiet          print errors only, no warnings\n"
    "  -V, --version        print the version and exit\n"
    "  -?, --help           print this help and exit\n"
    "\n"
    "Exit status: 0 a complete response, 1 bad data, 2 bad usage,\n"
    "3 the database, 4 a file, pipe, disk or the memory failed.\n"
    "\n"
    "The manual, with examples: man fraiseql-build\n";

static bool write_text(const struct buffer *text)
{
    struct sink sink;
    enum status status = sink_open(&sink, NULL, true);

    if (status == STATUS_OK)
        status = sink_finish(&sink, text->data, text->len);
    if (status != STATUS_OK)
        message_system(status, sink.name);
    return status == STATUS_OK;
}

/* Prints these strings, up to the one that is NULL. */
static bool print(const char *const *strings)
{
    struct buffer text = {0};
    bool made = true;

    while (made && *strings != NULL)
        made = buffer_text(&text, *strings++);
    if (!made)
        message_memory(NULL, 0);
    bool printed = made && write_text(&text);
    buffer_free(&text);
    return printed;
}

bool help_options(void)
{
    return print((const char *[]){message_usage_line, "\n", help_text, NULL});
}

bool help_version(const char *sandbox, const char *kernel)
{
    if (sandbox == NULL || kernel == NULL)
        return print((const char *[]){PACKAGE_STRING, "\n", license, NULL});
    return print((const char *[]){PACKAGE_STRING, "\n", license, "\nSandbox: ",
                                  sandbox, "\nKernel: ", kernel, "\n", NULL});
}
