#include <config.h>

#include "cli/command_line.h"

#include "cli/option_table.h"
#include "cli/options.h"
#include "cli/options_check.h"
#include "report/message.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

/* --- getopt --------------------------------------------------------------- */

/* What getopt answers for the first row of the table; beyond all letters. */
enum {
    FIRST_ROW = 256
};

/* The options, as getopt wants them. */
struct getopt_tables {
    struct option names[OPTION_TABLE_ROOM];
    char letters[2 + 2 * OPTION_TABLE_ROOM];
};

/* One of getopt's: no_argument, required_argument, optional_argument. */
static int argument_of(const struct option_row *row)
{
    if (row->takes == NULL)
        return no_argument;
    return row->takes[0] == '[' ? optional_argument : required_argument;
}

/* Leaves -? out, as '?' is what getopt answers for a letter that is none. */
static void make_tables(struct getopt_tables *tables)
{
    struct option *name = tables->names;
    char *letter = tables->letters;

    *letter++ = ':'; /* the answer where an argument is missing */
    for (const struct option_row *row = option_table; row->name != NULL;
         row++) {
        *name = (struct option){
            .name = row->name + strlen("--"),
            .has_arg = argument_of(row),
            .val = FIRST_ROW + (int)(row - option_table),
        };
        name++;
        if (row->letter == 0 || row->letter == '?')
            continue;
        *letter++ = row->letter;
        if (row->takes != NULL)
            *letter++ = ':';
    }
    *name = (struct option){.name = NULL};
    *letter = '\0';
}

/* The option that getopt's answer is for; there is one. */
static const struct option_row *find_row(int answer)
{
    const struct option_row *row = option_table;

    if (answer >= FIRST_ROW)
        return &option_table[answer - FIRST_ROW];
    while (row->letter != answer)
        row++;
    return row;
}

/*
 * What getopt answers with '?': optopt is 0 for a long option it does not know
 * or knows several of, the row of one that was given an argument but takes
 * none, or a letter that it does not know.
 */
static bool refuse_option(const char *word)
{
    if (optopt == 0)
        return message_usage("unrecognized or ambiguous option '%s'", word);
    if (optopt >= FIRST_ROW)
        return message_usage("option '%s' takes no argument", word);
    return message_usage("unrecognized option '-%c'", optopt);
}

/* --- Single options ------------------------------------------------------- */

static void *owner_of(struct options *o, const struct option_row *row)
{
    switch (row->owner) {
    case OPTION_OF_ROOT:
        return &o->roots[o->root_count - 1];
    case OPTION_OF_DATABASE:
        return &o->database;
    case OPTION_OF_RUN:
        break;
    }
    return o;
}

static bool store(struct options *o, const struct option_row *row)
{
    char *owner = owner_of(o, row);

    if (row->owner == OPTION_OF_DATABASE && o->database.option == NULL)
        o->database.option = row->name;
    return row->store(row, owner + row->offset, optarg);
}

/* Reads the words of the command line up to the operands. */
static enum command_line read_words(struct options *o, int argc, char **argv)
{
    struct getopt_tables tables = {0};
    int answer;

    make_tables(&tables);
    opterr = 0;
    while ((answer = getopt_long(argc, argv, tables.letters, tables.names,
                                 NULL)) != -1) {
        const char *word = argv[optind - 1];
        bool good;
        if (answer == ':') {
            good = message_usage("option '%s' needs an argument", word);
        } else if (answer == '?' && optopt != '?') {
            good = refuse_option(word);
        } else {
            const struct option_row *row = find_row(answer);
            if (row->store == NULL)
                return (enum command_line)row->value;
            good = store(o, row);
        }
        if (!good)
            return COMMAND_LINE_WRONG;
    }
    return COMMAND_LINE_RUN;
}

/* --- All of it ------------------------------------------------------------ */

/* Room for what the words may come to; false: there is none. */
static bool make_room(struct options *o, size_t words)
{
    /* No word is more than one thing in a list, so this is enough. */
    size_t room = words + 1;

    o->roots = calloc(room, sizeof *o->roots);
    o->values = calloc(3 * room, sizeof *o->values);
    if (o->roots == NULL || o->values == NULL)
        return false;
    o->root_count = 1;
    o->roots[0].inputs.values = o->values;
    o->roots[0].opaque.values = o->values + room;
    o->database.settings.values = o->values + 2 * room;
    return true;
}

/* Operands are inputs, which need no --input where there is one root. */
static bool take_operands(struct options *o, char *const *words, size_t count)
{
    struct argument_list *inputs = &o->roots[0].inputs;

    if (count == 0)
        return true;
    if (o->root_count > 1)
        return message_usage("with several --field, each input needs --input, "
                             "and '%s' has none",
                             words[0]);
    if (inputs->count > 0)
        return message_usage("--input names the inputs, and '%s' is one more",
                             words[0]);
    for (size_t i = 0; i < count; i++)
        argument_append(words[i], inputs);
    return true;
}

/* A line that is drawn anew needs a terminal that can erase one. */
static enum progress_when where_drawable(enum progress_when when)
{
    const char *terminal = getenv("TERM");
    bool can_erase = terminal != NULL && terminal[0] != '\0' &&
                     strcmp(terminal, "dumb") != 0;

    return when == PROGRESS_AUTO && !can_erase ? PROGRESS_NEVER : when;
}

enum command_line command_line_read(struct options *o, int argc, char **argv)
{
    *o = (struct options){.words = argv};
    if (!make_room(o, (size_t)argc)) {
        message_memory(NULL, 0);
        return COMMAND_LINE_WRONG;
    }
    enum command_line verdict = read_words(o, argc, argv);
    if (o->quiet)
        message_quiet();
    o->progress = where_drawable(o->progress);
    if (verdict != COMMAND_LINE_RUN)
        return verdict;
    return take_operands(o, argv + optind, (size_t)(argc - optind)) &&
                   options_check(o)
               ? COMMAND_LINE_RUN
               : COMMAND_LINE_WRONG;
}
