/*
 * command_line: reads the options from the words of the command line. Nothing
 * else looks at those.
 */
#ifndef CLI_COMMAND_LINE_H
#define CLI_COMMAND_LINE_H

struct options;

/* What a command line asks for. */
enum command_line {
    COMMAND_LINE_RUN,     /* do what they say */
    COMMAND_LINE_HELP,    /* print what --help asks for; see help.h */
    COMMAND_LINE_VERSION, /* print what --version asks for */
    COMMAND_LINE_WRONG,   /* a usage error, which was printed */
};

/*
 * Reads the command line, which may put argv into another order, and prints
 * usage errors. The first --help or --version decides, whatever follows it.
 * options_free() is needed after each verdict.
 */
enum command_line command_line_read(struct options *o, int argc, char **argv);

#endif
