/*
 * option_table: the options of the command line, one row for each. Whatever
 * knows them by name knows them from here: getopt, --help, and messages.
 *
 * A new option is a member of its owner (options.h) and a row here. The manual
 * describes it too; bats/manual.bats compares it with --help.
 */
#ifndef CLI_OPTION_TABLE_H
#define CLI_OPTION_TABLE_H

#include <stdbool.h>
#include <stddef.h>

/* Whose option it is: the structure that it is stored in. */
enum option_owner {
    OPTION_OF_RUN,      /* struct options */
    OPTION_OF_ROOT,     /* struct options_root, of the last root begun */
    OPTION_OF_DATABASE, /* struct database */
};

/* The members are in the order in which a row is read, not packed. */
/* NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding) */
struct option_row {
    const char *name;  /* such as "--field" */
    char letter;       /* of "-q", or 0 */
    const char *takes; /* what its argument is called: "NAME"; "[=WHEN]": it may
                          be missing; NULL: it takes none */
    /*
     * Stores the argument, or NULL, at a place in the owner. false: a usage
     * error was printed. NULL instead of a function: the option ends the
     * reading, and value is the verdict.
     */
    bool (*store)(const struct option_row *row, void *place,
                  const char *argument);
    enum option_owner owner;
    size_t offset;       /* of that place in the owner */
    int value;           /* what is stored, where that is no argument */
    const char *help;    /* lines for --help */
    const char *heading; /* of the options in --help that begin here, or NULL */
};

enum {
    OPTION_TABLE_ROOM = 64 /* for more rows than there are */
};

/* In the order of --help. A row whose name is NULL ends it. */
extern const struct option_row option_table[];

#endif
