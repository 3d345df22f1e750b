#include <config.h>

#include "options.h"

#include "help.h"
#include "kernel/kernel.h"
#include "message.h"
#include "usage.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Long options without a short letter. */
enum {
    OPT_FIELD = 256,
    OPT_TYPE,
    OPT_SCHEMA,
    OPT_LIST,
    OPT_SINGLE,
    OPT_NULL,
    OPT_ROWS,
    OPT_BARE,
    OPT_KEEP_CASE,
    OPT_LINES,
    OPT_FORMAT,
    OPT_COLUMN,
    OPT_MIN_ROWS,
    OPT_END_MARKER,
    OPT_SETTING,
    OPT_HELP,
};

static const char short_options[] = ":c:d:h:o:p:qU:VwW";

static const struct option long_options[] = {
    {"field", required_argument, NULL, OPT_FIELD},
    {"type", required_argument, NULL, OPT_TYPE},
    {"schema", required_argument, NULL, OPT_SCHEMA},
    {"list", no_argument, NULL, OPT_LIST},
    {"single", no_argument, NULL, OPT_SINGLE},
    {"null", no_argument, NULL, OPT_NULL},
    {"rows", no_argument, NULL, OPT_ROWS},
    {"bare", no_argument, NULL, OPT_BARE},
    {"keep-case", no_argument, NULL, OPT_KEEP_CASE},
    {"lines", no_argument, NULL, OPT_LINES},
    {"format", required_argument, NULL, OPT_FORMAT},
    {"column", required_argument, NULL, OPT_COLUMN},
    {"min-rows", required_argument, NULL, OPT_MIN_ROWS},
    {"end-marker", required_argument, NULL, OPT_END_MARKER},
    {"query", required_argument, NULL, 'c'},
    {"setting", required_argument, NULL, OPT_SETTING},
    {"dbname", required_argument, NULL, 'd'},
    {"host", required_argument, NULL, 'h'},
    {"port", required_argument, NULL, 'p'},
    {"username", required_argument, NULL, 'U'},
    {"no-password", no_argument, NULL, 'w'},
    {"password", no_argument, NULL, 'W'},
    {"output", required_argument, NULL, 'o'},
    {"quiet", no_argument, NULL, 'q'},
    {"version", no_argument, NULL, 'V'},
    {"help", no_argument, NULL, OPT_HELP},
    {NULL, 0, NULL, 0},
};

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
        printf("%s\n%s", message_usage_line, help_text);
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

/* A number of rows, in decimal digits. */
static bool set_min_rows(struct options *o)
{
    static const char digits[] = "0123456789";
    enum {
        MOST_DIGITS = 18 /* that always fit into 64 bits */
    };
    size_t n = strspn(optarg, digits);

    if (n == 0 || n > MOST_DIGITS || optarg[n] != '\0')
        return message_usage("--min-rows takes a number, not '%s'", optarg);
    o->min_rows = 0;
    for (const char *p = optarg; *p != '\0'; p++)
        o->min_rows = 10 * o->min_rows + (uint64_t)(*p - '0');
    return true;
}

static bool set_password(struct database *d, enum database_password password)
{
    if (d->password != PASSWORD_IF_NEEDED && d->password != password)
        return message_usage("--no-password and --password exclude each other");
    d->password = password;
    return true;
}

/* Takes one of the options that are psql's, and what goes with them. */
static bool set_database(struct database *d, int option)
{
    switch (option) {
    case 'c':
        return set_once(&d->query, "--query");
    case OPT_SETTING:
        d->settings[d->setting_count++] = optarg;
        return true;
    case 'd':
        return set_once(&d->dbname, "--dbname");
    case 'h':
        return set_once(&d->host, "--host");
    case 'p':
        return set_once(&d->port, "--port");
    case 'U':
        return set_once(&d->user, "--username");
    case 'w':
        return set_password(d, PASSWORD_NEVER);
    default:
        return set_password(d, PASSWORD_ALWAYS);
    }
}

/* Takes one option that is neither --help nor --version. */
static bool set_option(struct options *o, bool *kind_set, int option)
{
    switch (option) {
    case OPT_FIELD:
        return set_once(&o->response.field, "--field");
    case OPT_TYPE:
        return set_once(&o->type, "--type");
    case OPT_SCHEMA:
        return set_once(&o->schema, "--schema");
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
    case OPT_COLUMN:
        return set_once(&o->column, "--column");
    case OPT_MIN_ROWS:
        return set_min_rows(o);
    case OPT_END_MARKER:
        return set_once(&o->end_marker, "--end-marker");
    case 'o':
        return set_once(&o->output, "--output");
    case 'q':
        message_quiet();
        return true;
    default:
        return set_database(&o->database, option);
    }
}

/* Reads the words of the command line up to the operands. */
static enum options_verdict read_words(struct options *o, int argc, char **argv)
{
    bool kind_set = false;
    int option;

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
    return OPTIONS_RUN;
}

enum options_verdict options_read(struct options *o, int argc, char **argv)
{
    *o = (struct options){.response.kind = RESPONSE_LIST, .words = argv};
    /* Not every word can be a setting, so this is enough for all of them. */
    o->database.settings = calloc((size_t)argc, sizeof(char *));
    if (o->database.settings == NULL) {
        message_memory(NULL, 0);
        return OPTIONS_WRONG;
    }
    enum options_verdict verdict = read_words(o, argc, argv);
    if (verdict != OPTIONS_RUN)
        return verdict;
    o->operands = argv + optind;
    o->operand_count = (size_t)(argc - optind);
    if (!usage_check(o))
        return OPTIONS_WRONG;
    if (o->response.kind != RESPONSE_NULL && o->database.query == NULL &&
        o->operand_count == 0 && isatty(STDIN_FILENO)) {
        message_usage("standard input is a terminal, and no FILE is named");
        return OPTIONS_WRONG;
    }
    return OPTIONS_RUN;
}

void options_free(struct options *o)
{
    free(o->database.settings);
}
