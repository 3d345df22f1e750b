#include <config.h>

#include "cli/option_table.h"

#include "cli/argument.h"
#include "cli/command_line.h"
#include "cli/options.h"
#include "report/message.h"

/* --- What many options do with their arguments ---------------------------- */

static bool store_true(const struct option_row *row, void *place,
                       const char *argument)
{
    bool *flag = place;

    (void)row;
    (void)argument;
    *flag = true;
    return true;
}

static bool store_once(const struct option_row *row, void *place,
                       const char *argument)
{
    return argument_once(row->name, argument, place);
}

static bool store_text(const struct option_row *row, void *place,
                       const char *argument)
{
    return argument_text(row->name, argument, place);
}

static bool store_number(const struct option_row *row, void *place,
                         const char *argument)
{
    return argument_number(row->name, argument, place);
}

static bool append(const struct option_row *row, void *place,
                   const char *argument)
{
    (void)row;
    argument_append(argument, place);
    return true;
}

/* --- What one option does ------------------------------------------------- */

/* Begins a root of the response, or names the one that has begun. */
static bool store_field(const struct option_row *row, void *place,
                        const char *argument)
{
    struct options *o = place;
    struct options_root *last = &o->roots[o->root_count - 1];

    (void)row;
    if (last->field != NULL) {
        /* The lists of a root follow those of the one before. */
        last[1] = (struct options_root){
            .inputs.values = last->inputs.values + last->inputs.count,
            .opaque.values = last->opaque.values + last->opaque.count,
        };
        last++;
        o->root_count++;
    }
    last->field = argument;
    return true;
}

static bool store_kind(const struct option_row *row, void *place,
                       const char *argument)
{
    struct options_root *root = place;
    enum response_kind kind = (enum response_kind)row->value;

    (void)argument;
    if (root->kind_option != NULL && root->kind != kind)
        return message_usage("%s and %s exclude each other", root->kind_option,
                             row->name);
    root->kind = kind;
    root->kind_option = row->name;
    return true;
}

static bool store_format(const struct option_row *row, void *place,
                         const char *argument)
{
    static const char *const words[] = {
        [ROWS_AUTO] = "auto",
        [ROWS_NDJSON] = "ndjson",
        [ROWS_COPY] = "copy",
        [ROWS_COPY_BINARY] = "copy-binary",
        NULL,
    };

    return argument_word(row->name, argument, words, place);
}

static bool store_on_error(const struct option_row *row, void *place,
                           const char *argument)
{
    static const char *const words[] = {
        [ON_ERROR_STOP] = "stop",
        [ON_ERROR_NULL] = "null",
        [ON_ERROR_SKIP] = "skip",
        NULL,
    };

    return argument_word(row->name, argument, words, place);
}

static bool store_tolerate(const struct option_row *row, void *place,
                           const char *argument)
{
    struct options *o = place;

    o->tolerate_given = true;
    return argument_number(row->name, argument, &o->tolerate);
}

static bool store_progress(const struct option_row *row, void *place,
                           const char *argument)
{
    static const char *const words[] = {
        [PROGRESS_NEVER] = "never",
        [PROGRESS_AUTO] = "auto",
        [PROGRESS_ALWAYS] = "always",
        NULL,
    };

    return argument_word(row->name, argument == NULL ? "auto" : argument, words,
                         place);
}

static bool store_password(const struct option_row *row, void *place,
                           const char *argument)
{
    enum database_password *password = place;
    enum database_password wanted = (enum database_password)row->value;

    (void)argument;
    if (*password != PASSWORD_IF_NEEDED && *password != wanted)
        return message_usage("--no-password and --password exclude each other");
    *password = wanted;
    return true;
}

/* --- The table ------------------------------------------------------------ */

/* An owner, and the place in it: a member, or all of it. */
#define RUN_ITSELF OPTION_OF_RUN, 0
#define RUN(member) OPTION_OF_RUN, offsetof(struct options, member)
#define ROOT_ITSELF OPTION_OF_ROOT, 0
#define ROOT(member) OPTION_OF_ROOT, offsetof(struct options_root, member)
#define DATABASE(member) OPTION_OF_DATABASE, offsetof(struct database, member)

const struct option_row option_table[] = {
    {"--field", 0, "NAME", store_field, RUN_ITSELF, .heading = "The response:",
     .help = "the root field; not needed with --rows, --bare; each\n"
             "further one begins another, and options of its own"},
    {"--type", 0, "NAME", store_once, ROOT(type),
     .help = "begin each row with \"__typename\":\"NAME\""},
    {"--schema", 0, "FILE", store_once, RUN(schema),
     .help = "a GraphQL schema, which gives the types of nested\n"
             "objects"},
    {"--select", 0, "SELECTION", store_text, ROOT(select),
     .help = "only these fields, in this order: a GraphQL\n"
             "selection set or document, or @FILE"},
    {"--opaque", 0, "PATH", append, ROOT(opaque),
     .help = "leave the keys in this field, such as posts.meta"},
    {"--list", 0, NULL, store_kind, ROOT_ITSELF, RESPONSE_LIST,
     .help = "all rows in an array (this is the default)"},
    {"--single", 0, NULL, store_kind, ROOT_ITSELF, RESPONSE_SINGLE,
     .help = "the one row, or null where there is none"},
    {"--null", 0, NULL, store_kind, ROOT_ITSELF, RESPONSE_NULL,
     .help = "the value null; no input is read"},
    {"--rows", 0, NULL, store_true, RUN(response.rows),
     .help = "no envelope: one transformed row per line"},
    {"--bare", 0, NULL, store_true, RUN(response.bare),
     .help = "the value only, without {\"data\":{\"NAME\":...}}"},
    {"--keep-case", 0, NULL, store_true, ROOT(keep_case),
     .help = "leave keys as they are, not in camelCase"},
    {"--lines", 0, NULL, store_true, RUN(response.lines),
     .help = "each row of a list on a line of its own"},

    {"--input", 0, "FILE", append, ROOT(inputs),
     .heading = "Input:", .help = "an input of this root field, like a FILE"},
    {"--format", 0, "FORMAT", store_format, ROOT(format),
     .help = "ndjson: lines of JSON\n"
             "copy: COPY's text format, one column\n"
             "copy-binary: COPY's binary format, one column\n"
             "auto: copy-binary where an input begins with its\n"
             "signature, else ndjson (this is the default)"},
    {"--column", 0, "NAME", store_once, ROOT(column),
     .help = "rows are objects keyed by column: take this member"},
    {"--min-rows", 0, "N", store_number, ROOT(min_rows),
     .help = "fewer rows are an error"},
    {"--end-marker", 0, "TEXT", store_once, ROOT(end_marker),
     .help = "each input must end with a line that is TEXT"},
    {"--on-error", 0, "FATE", store_on_error, RUN(on_error),
     .help = "stop: a bad row ends the run (the default)\n"
             "null: it is null, with an entry in \"errors\"\n"
             "skip: it is left out"},
    {"--tolerate", 0, "N", store_tolerate, RUN_ITSELF,
     .help = "exit status 0 with up to N bad rows"},

    {"--query", 'c', "SQL", store_text, ROOT(query),
     .heading = "Rows straight from PostgreSQL, with the options and variables "
                "of psql:",
     .help = "the query, or @FILE, which holds it"},
    {"--setting", 0, "NAME=VALUE", append, DATABASE(settings),
     .help = "a setting for the query, such as app.user_id=7"},
    {"--dbname", 'd', "NAME", store_once, DATABASE(dbname),
     .help = "the database, or a connection string"},
    {"--host", 'h', "NAME", store_once, DATABASE(host),
     .help = "the server, or the directory of its socket"},
    {"--port", 'p', "PORT", store_once, DATABASE(port), .help = "the port"},
    {"--username", 'U', "NAME", store_once, DATABASE(user), .help = "the user"},
    {"--no-password", 'w', NULL, store_password, DATABASE(password),
     PASSWORD_NEVER, .help = "never ask for a password"},
    {"--password", 'W', NULL, store_password, DATABASE(password),
     PASSWORD_ALWAYS, .help = "ask for one before connecting"},

    {"--output", 'o', "FILE", store_once, RUN(output),
     .heading = "Output and other options:",
     .help = "write to FILE, which is replaced only by a\n"
             "complete response"},
    {"--progress", 0, "[=WHEN]", store_progress, RUN(progress),
     .help = "draw a line that shows how far it is: auto (on a\n"
             "terminal, the default), always or never"},
    {"--stats", 0, NULL, store_true, RUN(stats),
     .help = "print a last line of numbers, as JSON"},
    {"--no-sandbox", 0, NULL, store_true, RUN(no_sandbox),
     .help = "keep all rights while rows are read"},
    {"--quiet", 'q', NULL, store_true, RUN(quiet),
     .help = "print errors only, no warnings"},
    {"--version", 'V', NULL, NULL, RUN_ITSELF, COMMAND_LINE_VERSION,
     .help = "print the version and exit"},
    {"--help", '?', NULL, NULL, RUN_ITSELF, COMMAND_LINE_HELP,
     .help = "print this help and exit"},
    {.name = NULL},
};

_Static_assert(sizeof option_table / sizeof *option_table <= OPTION_TABLE_ROOM,
               "there is room for all");
