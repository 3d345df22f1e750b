#include <config.h>

#include "cli/options.h"

#include "cli/argument.h"
#include "cli/options_check.h"
#include "report/message.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

/* Long options without a short letter. */
enum {
    OPT_FIELD = ROOT_OPTIONS_END,
    OPT_SCHEMA,
    OPT_ROWS,
    OPT_BARE,
    OPT_LINES,
    OPT_ON_ERROR,
    OPT_TOLERATE,
    OPT_SETTING,
    OPT_PROGRESS,
    OPT_STATS,
    OPT_NO_SANDBOX,
    OPT_HELP,
};

static const char short_options[] = ":c:d:h:o:p:qU:VwW";

static const struct option long_options[] = {
    {"field", required_argument, NULL, OPT_FIELD},
    {"type", required_argument, NULL, ROOT_TYPE},
    {"schema", required_argument, NULL, OPT_SCHEMA},
    {"select", required_argument, NULL, ROOT_SELECT},
    {"opaque", required_argument, NULL, ROOT_OPAQUE},
    {"list", no_argument, NULL, ROOT_LIST},
    {"single", no_argument, NULL, ROOT_SINGLE},
    {"null", no_argument, NULL, ROOT_NULL},
    {"rows", no_argument, NULL, OPT_ROWS},
    {"bare", no_argument, NULL, OPT_BARE},
    {"keep-case", no_argument, NULL, ROOT_KEEP_CASE},
    {"lines", no_argument, NULL, OPT_LINES},
    {"format", required_argument, NULL, ROOT_FORMAT},
    {"column", required_argument, NULL, ROOT_COLUMN},
    {"min-rows", required_argument, NULL, ROOT_MIN_ROWS},
    {"end-marker", required_argument, NULL, ROOT_END_MARKER},
    {"input", required_argument, NULL, ROOT_INPUT},
    {"on-error", required_argument, NULL, OPT_ON_ERROR},
    {"tolerate", required_argument, NULL, OPT_TOLERATE},
    {"query", required_argument, NULL, 'c'},
    {"setting", required_argument, NULL, OPT_SETTING},
    {"dbname", required_argument, NULL, 'd'},
    {"host", required_argument, NULL, 'h'},
    {"port", required_argument, NULL, 'p'},
    {"username", required_argument, NULL, 'U'},
    {"no-password", no_argument, NULL, 'w'},
    {"password", no_argument, NULL, 'W'},
    {"output", required_argument, NULL, 'o'},
    {"progress", optional_argument, NULL, OPT_PROGRESS},
    {"stats", no_argument, NULL, OPT_STATS},
    {"no-sandbox", no_argument, NULL, OPT_NO_SANDBOX},
    {"quiet", no_argument, NULL, 'q'},
    {"version", no_argument, NULL, 'V'},
    {"help", no_argument, NULL, OPT_HELP},
    {NULL, 0, NULL, 0},
};

/* --- Single options ------------------------------------------------------- */

/*
 * What getopt answers with '?': optopt is 0 for a long option it does not know
 * or knows several of, a known option that was given an argument but takes
 * none, or a letter that it does not know.
 */
static enum options_verdict refuse_option(const char *word)
{
    if (optopt == 0)
        message_usage("unrecognized or ambiguous option '%s'", word);
    else if (optopt >= ROOT_TYPE || strchr(&short_options[1], optopt) != NULL)
        message_usage("option '%s' takes no argument", word);
    else
        message_usage("unrecognized option '-%c'", optopt);
    return OPTIONS_WRONG;
}

/* Begins a root of the response, or names the one that has begun. */
static bool set_field(struct options *o)
{
    struct options_root *last = &o->roots[o->root_count - 1];

    if (last->field != NULL) {
        /* The lists of one root stand behind those of the one before. */
        last[1] = (struct options_root){
            .inputs = last->inputs + last->input_count,
            .opaque = last->opaque + last->opaque_count,
        };
        last++;
        o->root_count++;
    }
    last->field = optarg;
    return true;
}

static bool set_on_error(struct options *o)
{
    static const char *const names[] = {
        [ON_ERROR_STOP] = "stop",
        [ON_ERROR_NULL] = "null",
        [ON_ERROR_SKIP] = "skip",
    };

    return argument_choice(optarg, names, sizeof names / sizeof *names,
                           &o->on_error) ||
           message_usage("--on-error takes stop, null or skip, not '%s'",
                         optarg);
}

static bool set_tolerate(struct options *o)
{
    o->tolerate_given = true;
    return argument_number("--tolerate", optarg, &o->tolerate);
}

/* A line that is drawn anew needs a terminal that can erase one. */
static enum progress_when where_drawable(enum progress_when when)
{
    const char *terminal = getenv("TERM");
    bool can_erase = terminal != NULL && terminal[0] != '\0' &&
                     strcmp(terminal, "dumb") != 0;

    return when == PROGRESS_AUTO && !can_erase ? PROGRESS_NEVER : when;
}

static bool set_progress(struct options *o)
{
    static const char *const names[] = {
        [PROGRESS_NEVER] = "never",
        [PROGRESS_AUTO] = "auto",
        [PROGRESS_ALWAYS] = "always",
    };
    enum progress_when when = PROGRESS_AUTO;

    if (optarg != NULL &&
        !argument_choice(optarg, names, sizeof names / sizeof *names, &when))
        return message_usage("--progress takes auto, always or never, not "
                             "'%s'",
                             optarg);
    o->progress = where_drawable(when);
    return true;
}

static bool set_password(struct database *d, enum database_password password)
{
    if (d->password != PASSWORD_IF_NEEDED && d->password != password)
        return message_usage("--no-password and --password exclude each other");
    d->password = password;
    return true;
}

/* Takes an option that says where the database is. */
static bool set_database(struct database *d, int option)
{
    switch (option) {
    case OPT_SETTING:
        d->settings[d->setting_count++] = optarg;
        return true;
    case 'd':
        return argument_once("--dbname", optarg, &d->dbname);
    case 'h':
        return argument_once("--host", optarg, &d->host);
    case 'p':
        return argument_once("--port", optarg, &d->port);
    case 'U':
        return argument_once("--username", optarg, &d->user);
    case 'w':
        return set_password(d, PASSWORD_NEVER);
    default:
        return set_password(d, PASSWORD_ALWAYS);
    }
}

/* Takes one option that is neither --help nor --version. */
static bool set_option(struct options *o, int option)
{
    switch (option) {
    case OPT_FIELD:
        return set_field(o);
    case OPT_SCHEMA:
        return argument_once("--schema", optarg, &o->schema);
    case OPT_ROWS:
        o->response.rows = true;
        return true;
    case OPT_BARE:
        o->response.bare = true;
        return true;
    case OPT_LINES:
        o->response.lines = true;
        return true;
    case OPT_ON_ERROR:
        return set_on_error(o);
    case OPT_TOLERATE:
        return set_tolerate(o);
    case 'o':
        return argument_once("--output", optarg, &o->output);
    case OPT_PROGRESS:
        return set_progress(o);
    case OPT_STATS:
        o->stats = true;
        return true;
    case OPT_NO_SANDBOX:
        o->no_sandbox = true;
        return true;
    case 'q':
        message_quiet();
        return true;
    case OPT_SETTING:
    case 'd':
    case 'h':
    case 'p':
    case 'U':
    case 'w':
    case 'W':
        return set_database(&o->database, option);
    default:
        return options_root_take(&o->roots[o->root_count - 1], option, optarg);
    }
}

/* Reads the words of the command line up to the operands. */
static enum options_verdict read_words(struct options *o, int argc, char **argv)
{
    int option;

    opterr = 0;
    while ((option = getopt_long(argc, argv, short_options, long_options,
                                 NULL)) != -1) {
        if (option == 'V')
            return OPTIONS_VERSION;
        if (option == OPT_HELP || (option == '?' && optopt == '?')) /* -? */
            return OPTIONS_HELP;
        if (option == '?')
            return refuse_option(argv[optind - 1]);
        if (option == ':') {
            message_usage("option '%s' needs an argument", argv[optind - 1]);
            return OPTIONS_WRONG;
        }
        if (!set_option(o, option))
            return OPTIONS_WRONG;
    }
    return OPTIONS_RUN;
}

/* Room for what the options may come to; false: there is none. */
static bool make_room(struct options *o, size_t words)
{
    /* No word is more than one thing in a list, so this is enough. */
    size_t room = words + 1;

    o->roots = calloc(room, sizeof *o->roots);
    o->lists = calloc(3 * room, sizeof *o->lists);
    if (o->roots == NULL || o->lists == NULL)
        return false;
    o->root_count = 1;
    o->roots[0].inputs = o->lists;
    o->roots[0].opaque = o->lists + room;
    o->database.settings = o->lists + 2 * room;
    return true;
}

/* Operands are inputs, which need no --input where there is one root. */
static bool take_operands(struct options *o, char **words, size_t count)
{
    struct options_root *root = &o->roots[0];

    if (count == 0)
        return true;
    if (o->root_count > 1)
        return message_usage("with several --field, each input needs --input, "
                             "and '%s' has none",
                             words[0]);
    if (root->input_count > 0)
        return message_usage("--input names the inputs, and '%s' is one more",
                             words[0]);
    root->inputs = words;
    root->input_count = count;
    return true;
}

enum options_verdict options_read(struct options *o, int argc, char **argv)
{
    *o = (struct options){.words = argv};
    if (!make_room(o, (size_t)argc)) {
        message_memory(NULL, 0);
        return OPTIONS_WRONG;
    }
    enum options_verdict verdict = read_words(o, argc, argv);
    if (verdict != OPTIONS_RUN)
        return verdict;
    return take_operands(o, argv + optind, (size_t)(argc - optind)) &&
                   options_check(o)
               ? OPTIONS_RUN
               : OPTIONS_WRONG;
}

void options_free(struct options *o)
{
    free(o->lists);
    free(o->roots);
}
