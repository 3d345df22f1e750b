#include <config.h>

#include "options.h"

#include "escape.h"
#include "kernel/kernel.h"
#include "message.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Long options without a short letter. */
enum {
    OPT_FIELD = 256,
    OPT_TYPE,
    OPT_LIST,
    OPT_SINGLE,
    OPT_NULL,
    OPT_ROWS,
    OPT_BARE,
    OPT_KEEP_CASE,
    OPT_LINES,
    OPT_FORMAT,
    OPT_HELP,
};

static const char short_options[] = ":o:qV";

static const struct option long_options[] = {
    {"field", required_argument, NULL, OPT_FIELD},
    {"type", required_argument, NULL, OPT_TYPE},
    {"list", no_argument, NULL, OPT_LIST},
    {"single", no_argument, NULL, OPT_SINGLE},
    {"null", no_argument, NULL, OPT_NULL},
    {"rows", no_argument, NULL, OPT_ROWS},
    {"bare", no_argument, NULL, OPT_BARE},
    {"keep-case", no_argument, NULL, OPT_KEEP_CASE},
    {"lines", no_argument, NULL, OPT_LINES},
    {"format", required_argument, NULL, OPT_FORMAT},
    {"output", required_argument, NULL, 'o'},
    {"quiet", no_argument, NULL, 'q'},
    {"version", no_argument, NULL, 'V'},
    {"help", no_argument, NULL, OPT_HELP},
    {NULL, 0, NULL, 0},
};

static const char help[] =
    "Turn rows of JSON into one finished GraphQL response.\n"
    "\n"
    "  psql -XAtqc \"SELECT data FROM v_user\" |\n"
    "    fraiseql-build --field users --type User\n"
    "\n"
    "With no FILE, or where FILE is -, rows are read from standard input.\n"
    "\n"
    "The response:\n"
    "      --field NAME     the root field; not needed with --rows, --bare\n"
    "      --type NAME      begin each row with \"__typename\":\"NAME\"\n"
    "      --list           all rows in an array (this is the default)\n"
    "      --single         the one row, or null where there is none\n"
    "      --null           the value null; no input is read\n"
    "      --rows           no envelope: one transformed row per line\n"
    "      --bare           the value only, without {\"data\":{\"NAME\":...}}\n"
    "      --keep-case      leave keys as they are, not in camelCase\n"
    "      --lines          each row of a list on a line of its own\n"
    "\n"
    "Input:\n"
    "      --format FORMAT  ndjson: lines of JSON\n"
    "                       copy: COPY's text format, one column\n"
    "                       copy-binary: COPY's binary format, one column\n"
    "                       auto: copy-binary where an input begins with its\n"
    "                       signature, else ndjson (this is the default)\n"
    "\n"
    "Output and other options:\n"
    "  -o, --output FILE    write to FILE, which is replaced only by a\n"
    "                       complete response\n"
    "  -q, --quiet          print errors only, no warnings\n"
    "  -V, --version        print the version and exit\n"
    "  -?, --help           print this help and exit\n"
    "\n"
    "Exit status: 0 a complete response, 1 bad data, 2 bad usage,\n"
    "4 a file, pipe, disk or the memory failed.\n"
    "\n"
    "The manual, with examples: man fraiseql-build\n";

static void print_version(void)
{
    printf("%s\n"
           "Copyright (C) 2026 the fraiseql-build authors\n"
           "License MIT: <https://opensource.org/license/mit>\n"
           "This is free software: you may change and pass it on.\n"
           "There is NO WARRANTY, to the extent permitted by law.\n"
           "\n"
           "Kernel: %s\n",
           PACKAGE_STRING, kernel_best()->name);
}

/* Prints to stdout, which must take it. */
static enum options_verdict tell(int option)
{
    if (option == 'V')
        print_version();
    else
        printf("%s\n%s", message_usage_line, help);
    if (fflush(stdout) != 0 || fclose(stdout) != 0) {
        message_system(STATUS_WRITE, "standard output");
        return OPTIONS_WRONG;
    }
    return OPTIONS_TOLD;
}

/*
 * What getopt answers with '?': optopt is 0 for a long option it does not know
 * or knows several of, a known option that was given an argument but takes
 * none, or a letter that it does not know.
 */
static enum options_verdict refuse_option(const char *word)
{
    if (optopt == 0)
        message_usage("unrecognized or ambiguous option '%s'", word);
    else if (optopt >= OPT_FIELD || strchr(&short_options[1], optopt) != NULL)
        message_usage("option '%s' takes no argument", word);
    else
        message_usage("unrecognized option '-%c'", optopt);
    return OPTIONS_WRONG;
}

/* Stores the argument of an option that may stand once. */
static bool set_once(const char **value, const char *option)
{
    if (*value != NULL)
        return message_usage("%s is given twice", option);
    *value = optarg;
    return true;
}

static bool set_kind(struct options *o, bool *kind_set, enum response_kind kind)
{
    static const char *const names[] = {
        [RESPONSE_LIST] = "--list",
        [RESPONSE_SINGLE] = "--single",
        [RESPONSE_NULL] = "--null",
        [RESPONSE_ROWS] = "--rows",
    };

    if (*kind_set && o->response.kind != kind)
        return message_usage("%s and %s exclude each other",
                             names[o->response.kind], names[kind]);
    o->response.kind = kind;
    *kind_set = true;
    return true;
}

static bool set_format(struct options *o, const char *format)
{
    static const char *const names[] = {
        [ROWS_AUTO] = "auto",
        [ROWS_NDJSON] = "ndjson",
        [ROWS_COPY] = "copy",
        [ROWS_COPY_BINARY] = "copy-binary",
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(format, names[i]) == 0) {
            o->format = (enum rows_format)i;
            return true;
        }
    }
    return message_usage("--format takes auto, ndjson, copy or copy-binary, "
                         "not '%s'",
                         format);
}

/* Takes one option that is neither --help nor --version. */
static bool set_option(struct options *o, bool *kind_set, int option)
{
    switch (option) {
    case OPT_FIELD:
        return set_once(&o->response.field, "--field");
    case OPT_TYPE:
        return set_once(&o->type, "--type");
    case OPT_LIST:
        return set_kind(o, kind_set, RESPONSE_LIST);
    case OPT_SINGLE:
        return set_kind(o, kind_set, RESPONSE_SINGLE);
    case OPT_NULL:
        return set_kind(o, kind_set, RESPONSE_NULL);
    case OPT_ROWS:
        return set_kind(o, kind_set, RESPONSE_ROWS);
    case OPT_BARE:
        o->response.bare = true;
        return true;
    case OPT_KEEP_CASE:
        o->keep_case = true;
        return true;
    case OPT_LINES:
        o->response.lines = true;
        return true;
    case OPT_FORMAT:
        return set_format(o, optarg);
    case 'o':
        return set_once(&o->output, "--output");
    case 'q':
        message_quiet();
        return true;
    }
    return true;
}

/* Name, GraphQL specification, section 2.1.9: [_A-Za-z][_0-9A-Za-z]* */
static bool is_graphql_name(const char *text)
{
    static const char letters[] =
        "_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    enum {
        DIGITS = 10
    };

    return strspn(text, letters) == strlen(text) &&
           strchr(letters, text[0]) < letters + sizeof letters - 1 - DIGITS;
}

static bool check_name(const char *option, const char *text)
{
    if (text[0] == '\0')
        return message_usage("%s is empty", option);
    if (!escape_is_utf8(text))
        return message_usage("%s is not UTF-8: '%s'", option, text);
    if (!is_graphql_name(text))
        message_warning("%s is not a GraphQL name: '%s'", option, text);
    return true;
}

/* What can only be said of all options together. */
static bool check_options(const struct options *o)
{
    const struct response *r = &o->response;
    bool has_envelope = r->kind != RESPONSE_ROWS && !r->bare;

    if (has_envelope && r->field == NULL)
        return message_usage("--field is missing: the name of the root field");
    if (r->field != NULL && !check_name("--field", r->field))
        return false;
    if (o->type != NULL && !check_name("--type", o->type))
        return false;
    if (o->output != NULL && o->output[0] == '\0')
        return message_usage("--output is empty");
    if (r->kind == RESPONSE_NULL && o->operand_count > 0)
        return message_usage("--null reads nothing, and '%s' is an input",
                             o->operands[0]);
    return true;
}

enum options_verdict options_read(struct options *o, int argc, char **argv)
{
    bool kind_set = false;
    int option;

    *o = (struct options){.response.kind = RESPONSE_LIST};
    opterr = 0;
    while ((option = getopt_long(argc, argv, short_options, long_options,
                                 NULL)) != -1) {
        if (option == 'V' || option == OPT_HELP)
            return tell(option);
        if (option == '?' && optopt == '?') /* -? */
            return tell(OPT_HELP);
        if (option == '?')
            return refuse_option(argv[optind - 1]);
        if (option == ':') {
            message_usage("option '%s' needs an argument", argv[optind - 1]);
            return OPTIONS_WRONG;
        }
        if (!set_option(o, &kind_set, option))
            return OPTIONS_WRONG;
    }
    o->operands = argv + optind;
    o->operand_count = (size_t)(argc - optind);
    if (!check_options(o))
        return OPTIONS_WRONG;
    if (o->response.kind != RESPONSE_NULL && o->operand_count == 0 &&
        isatty(STDIN_FILENO)) {
        message_usage("standard input is a terminal, and no FILE is named");
        return OPTIONS_WRONG;
    }
    return OPTIONS_RUN;
}
