/* The command line: what is understood, and what is refused. */
#include <config.h>

#include "child.h"
#include "tap.h"

#include "options.h"

#include <getopt.h>
#include <pty.h>
#include <string.h>

enum {
    MOST_WORDS = 8
};

/* A command line without the program's name, and what stands for it. */
struct line {
    char *words[MOST_WORDS];
    enum options_verdict verdict;
    /*
     * What was read: "kind field type output operands", of which each is "."
     * where it is not there, and flags in capitals at the end.
     */
    const char *read;
    const char *said; /* what stands in what it prints on stderr */
};

/* Prints what was read, in the form of line.read. */
static void print(const struct options *o)
{
    static const char *const kinds[] = {
        [RESPONSE_LIST] = "list",
        [RESPONSE_SINGLE] = "single",
        [RESPONSE_NULL] = "null",
        [RESPONSE_ROWS] = "rows",
    };

    printf("%s %s %s %s", kinds[o->response.kind],
           o->response.field == NULL ? "." : o->response.field,
           o->type == NULL ? "." : o->type,
           o->output == NULL ? "." : o->output);
    for (size_t i = 0; i < o->operand_count; i++)
        printf(" %s", o->operands[i]);
    printf("%s%s%s", o->response.bare ? " BARE" : "",
           o->response.lines ? " LINES" : "", o->keep_case ? " KEEP" : "");
}

/* Reads a command line; the exit status is the verdict. */
static int read_line(const void *argument)
{
    const struct line *line = argument;
    char *argv[MOST_WORDS + 2] = {(char *)"fraiseql-build"};
    int argc = 1;
    struct options o;

    while (line->words[argc - 1] != NULL) {
        argv[argc] = line->words[argc - 1];
        argc++;
    }
    optind = 0;
    enum options_verdict verdict = options_read(&o, argc, argv);
    if (verdict == OPTIONS_RUN)
        print(&o);
    return (int)verdict;
}

/* --- Good ones ---------------------------------------------------------- */

static const struct line good[] = {
    {{"--field", "users"}, OPTIONS_RUN, "list users . .", ""},
    {{"--field=users"}, OPTIONS_RUN, "list users . .", ""},
    {{"--field", "users", "--type", "User"},
     OPTIONS_RUN,
     "list users User .",
     ""},
    {{"--fi", "users", "--ty", "User"}, OPTIONS_RUN, "list users User .", ""},
    {{"--field", "u", "--list"}, OPTIONS_RUN, "list u . .", ""},
    {{"--field", "u", "--single"}, OPTIONS_RUN, "single u . .", ""},
    {{"--field", "u", "--null"}, OPTIONS_RUN, "null u . .", ""},
    {{"--rows"}, OPTIONS_RUN, "rows . . .", ""},
    {{"--rows", "--type", "User"}, OPTIONS_RUN, "rows . User .", ""},
    {{"--bare"}, OPTIONS_RUN, "list . . . BARE", ""},
    {{"--bare", "--single"}, OPTIONS_RUN, "single . . . BARE", ""},
    {{"--bare", "--null"}, OPTIONS_RUN, "null . . . BARE", ""},
    {{"--field", "u", "--lines"}, OPTIONS_RUN, "list u . . LINES", ""},
    {{"--field", "u", "--keep-case"}, OPTIONS_RUN, "list u . . KEEP", ""},
    /* The same twice is no contradiction. */
    {{"--rows", "--rows"}, OPTIONS_RUN, "rows . . .", ""},
    {{"--bare", "--format", "auto"}, OPTIONS_RUN, "list . . . BARE", ""},
    {{"--bare", "--format=ndjson"}, OPTIONS_RUN, "list . . . BARE", ""},
    {{"--bare", "--format=copy"}, OPTIONS_RUN, "list . . . BARE", ""},
    {{"--bare", "--format=copy-binary"}, OPTIONS_RUN, "list . . . BARE", ""},
    {{"--field", "u", "-o", "out"}, OPTIONS_RUN, "list u . out", ""},
    {{"--field", "u", "-oout"}, OPTIONS_RUN, "list u . out", ""},
    {{"--field", "u", "--output=out"}, OPTIONS_RUN, "list u . out", ""},
    {{"--field", "u", "-o", "-"}, OPTIONS_RUN, "list u . -", ""},

    /* Operands stand anywhere. */
    {{"--field", "u", "a", "b"}, OPTIONS_RUN, "list u . . a b", ""},
    {{"a", "--field", "u", "-", "b"}, OPTIONS_RUN, "list u . . a - b", ""},
    {{"--field", "u", "--", "--rows", "-o"},
     OPTIONS_RUN,
     "list u . . --rows -o",
     ""},

    /* Names from outside: a warning, but no more. */
    {{"--field", "_Aa9"}, OPTIONS_RUN, "list _Aa9 . .", ""},
    {{"--field", "a-b"},
     OPTIONS_RUN,
     "list a-b . .",
     "fraiseql-build: warning: --field is not a GraphQL name: 'a-b'\n"},
    {{"--field", "9a"},
     OPTIONS_RUN,
     "list 9a . .",
     "warning: --field is not a GraphQL name: '9a'\n"},
    {{"--field", "\xC3\xA9"},
     OPTIONS_RUN,
     "list \xC3\xA9 . .",
     "warning: --field is not a GraphQL name: '\xC3\xA9'\n"},
    {{"--rows", "--type", "a b"},
     OPTIONS_RUN,
     "rows . a b .",
     "warning: --type is not a GraphQL name: 'a b'\n"},
    {{"-q", "--field", "a-b"}, OPTIONS_RUN, "list a-b . .", ""},
    {{"--quiet", "--field", "a-b"}, OPTIONS_RUN, "list a-b . .", ""},
};

START_TEST(a_good_line_is_understood)
{
    struct child c = child_run(read_line, &good[_i]);

    ck_assert_int_eq(c.exit, OPTIONS_RUN);
    ck_assert_str_eq(c.out, good[_i].read);
    if (good[_i].said[0] == '\0')
        ck_assert_str_eq(c.err, "");
    else
        ck_assert(strstr(c.err, good[_i].said) != NULL);
}
END_TEST

/* --- Bad ones ----------------------------------------------------------- */

static const struct line bad[] = {
    {{NULL},
     OPTIONS_WRONG,
     "",
     "--field is missing: the name of the root field"},
    {{"--list"}, OPTIONS_WRONG, "", "--field is missing"},
    {{"--single", "a"}, OPTIONS_WRONG, "", "--field is missing"},
    {{"--null"}, OPTIONS_WRONG, "", "--field is missing"},
    {{"--field", ""}, OPTIONS_WRONG, "", "--field is empty"},
    {{"--field="}, OPTIONS_WRONG, "", "--field is empty"},
    {{"--rows", "--type", ""}, OPTIONS_WRONG, "", "--type is empty"},
    {{"--field", "a\xFF\x1B"},
     OPTIONS_WRONG,
     "",
     "--field is not UTF-8: 'a\\xFF\\x1B'"},
    {{"--rows", "--type", "\xC0\x80"},
     OPTIONS_WRONG,
     "",
     "--type is not UTF-8: '\\xC0\\x80'"},
    {{"--field", "a", "--field", "a"},
     OPTIONS_WRONG,
     "",
     "--field is given twice"},
    {{"--rows", "--type", "A", "--type", "B"},
     OPTIONS_WRONG,
     "",
     "--type is given twice"},
    {{"--rows", "-o", "a", "--output", "b"},
     OPTIONS_WRONG,
     "",
     "--output is given twice"},
    {{"--rows", "-o", ""}, OPTIONS_WRONG, "", "--output is empty"},
    {{"--list", "--rows"},
     OPTIONS_WRONG,
     "",
     "--list and --rows exclude each other"},
    {{"--single", "--list"},
     OPTIONS_WRONG,
     "",
     "--single and --list exclude each other"},
    {{"--null", "--single"},
     OPTIONS_WRONG,
     "",
     "--null and --single exclude each other"},
    {{"--field", "a", "--null", "file"},
     OPTIONS_WRONG,
     "",
     "--null reads nothing, and 'file' is an input"},
    {{"--bare", "--null", "-"},
     OPTIONS_WRONG,
     "",
     "--null reads nothing, and '-' is an input"},
    {{"--rows", "--format", "csv"},
     OPTIONS_WRONG,
     "",
     "--format takes auto, ndjson, copy or copy-binary, not 'csv'"},
    {{"--field"}, OPTIONS_WRONG, "", "option '--field' needs an argument"},
    {{"--rows", "-o"}, OPTIONS_WRONG, "", "option '-o' needs an argument"},
    {{"--rows", "-x"}, OPTIONS_WRONG, "", "unrecognized option '-x'"},
    /* -f, -t and -h mean other things to psql users. */
    {{"-f", "users"}, OPTIONS_WRONG, "", "unrecognized option '-f'"},
    {{"-t", "User"}, OPTIONS_WRONG, "", "unrecognized option '-t'"},
    {{"-h"}, OPTIONS_WRONG, "", "unrecognized option '-h'"},
    {{"-\x1B"}, OPTIONS_WRONG, "", "unrecognized option '-\\x1B'"},
    {{"--rows", "--no-such"},
     OPTIONS_WRONG,
     "",
     "unrecognized or ambiguous option '--no-such'"},
    {{"--f", "users"},
     OPTIONS_WRONG,
     "",
     "unrecognized or ambiguous option '--f'"},
    {{"--rows=1"}, OPTIONS_WRONG, "", "option '--rows=1' takes no argument"},
    {{"--rows", "--quiet=1"},
     OPTIONS_WRONG,
     "",
     "option '--quiet=1' takes no argument"},
    {{"--version=1"},
     OPTIONS_WRONG,
     "",
     "option '--version=1' takes no argument"},
    {{"--help=1"}, OPTIONS_WRONG, "", "option '--help=1' takes no argument"},
};

START_TEST(a_bad_line_is_refused_with_its_usage)
{
    struct child c = child_run(read_line, &bad[_i]);
    static const char ending[] =
        "\nUsage: fraiseql-build --field NAME [OPTION]... [FILE]...\n"
        "Try 'fraiseql-build --help' for more.\n";

    ck_assert_int_eq(c.exit, OPTIONS_WRONG);
    ck_assert_str_eq(c.out, "");
    ck_assert_msg(strstr(c.err, bad[_i].said) != NULL, "it says '%s'", c.err);
    ck_assert_int_eq(strncmp(c.err, "fraiseql-build: ", 16), 0);
    ck_assert(strlen(c.err) > sizeof ending);
    ck_assert_str_eq(c.err + strlen(c.err) - (sizeof ending - 1), ending);
}
END_TEST

/* --- What it tells ------------------------------------------------------ */

static const struct line telling[] = {
    {{"--help"}, OPTIONS_TOLD, "Usage: fraiseql-build --field NAME", ""},
    {{"-?"}, OPTIONS_TOLD, "Usage: fraiseql-build --field NAME", ""},
    {{"--version"}, OPTIONS_TOLD, PACKAGE_STRING "\n", ""},
    {{"-V"}, OPTIONS_TOLD, PACKAGE_STRING "\n", ""},
    /* Whatever else is asked for, and missing. */
    {{"--rows", "-qV", "a"}, OPTIONS_TOLD, PACKAGE_STRING "\n", ""},
    {{"--field", "", "--help"}, OPTIONS_TOLD, "Usage: ", ""},
};

START_TEST(help_and_version_go_to_stdout)
{
    struct child c = child_run(read_line, &telling[_i]);

    ck_assert_int_eq(c.exit, OPTIONS_TOLD);
    ck_assert_int_eq(strncmp(c.out, telling[_i].read, strlen(telling[_i].read)),
                     0);
    ck_assert(c.out[strlen(c.out) - 1] == '\n');
    ck_assert_str_eq(c.err, "");
}
END_TEST

START_TEST(help_names_every_option)
{
    static const char *const options[] = {
        "--field NAME", "--type NAME", "--list",        "--single",  "--null",
        "--rows",       "--bare",      "--keep-case",   "--lines",   "--format",
        "-o, --output", "-q, --quiet", "-V, --version", "-?, --help"};
    struct child c = child_run(read_line, &telling[0]);

    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        ck_assert_msg(strstr(c.out, options[i]) != NULL, "no %s", options[i]);
}
END_TEST

static int help_to_full(const void *line)
{
    int full = open("/dev/full", O_WRONLY);

    if (full < 0 || dup2(full, STDOUT_FILENO) < 0)
        return 99;
    return read_line(line);
}

START_TEST(help_that_cannot_be_written_is_an_error)
{
    struct child c = child_run(help_to_full, &telling[0]);

    ck_assert_int_eq(c.exit, OPTIONS_WRONG);
    ck_assert_str_eq(c.err, "fraiseql-build: standard output: cannot write: "
                            "No space left on device\n");
}
END_TEST

/* --- A terminal --------------------------------------------------------- */

static int at_terminal(const void *line)
{
    int master, slave;

    if (openpty(&master, &slave, NULL, NULL, NULL) != 0 ||
        dup2(slave, STDIN_FILENO) < 0)
        return 99;
    return read_line(line);
}

START_TEST(a_terminal_is_not_read)
{
    static const struct line no_file = {{"--rows"}, OPTIONS_WRONG, "", ""};
    static const struct line a_file = {{"--rows", "a"}, OPTIONS_RUN, "", ""};
    static const struct line hyphen = {{"--rows", "-"}, OPTIONS_RUN, "", ""};
    static const struct line null = {{"--bare", "--null"}, OPTIONS_RUN, "", ""};
    struct child c = child_run(at_terminal, &no_file);

    ck_assert_int_eq(c.exit, OPTIONS_WRONG);
    ck_assert(strstr(c.err, "standard input is a terminal") != NULL);
    /* But where it is not needed, or asked for, all is well. */
    ck_assert_int_eq(child_run(at_terminal, &a_file).exit, OPTIONS_RUN);
    ck_assert_int_eq(child_run(at_terminal, &hyphen).exit, OPTIONS_RUN);
    ck_assert_int_eq(child_run(at_terminal, &null).exit, OPTIONS_RUN);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("options");
    TCase *options = tcase_create("options");

    tcase_add_loop_test(options, a_good_line_is_understood, 0,
                        sizeof good / sizeof *good);
    tcase_add_loop_test(options, a_bad_line_is_refused_with_its_usage, 0,
                        sizeof bad / sizeof *bad);
    tcase_add_loop_test(options, help_and_version_go_to_stdout, 0,
                        sizeof telling / sizeof *telling);
    tcase_add_test(options, help_names_every_option);
    tcase_add_test(options, help_that_cannot_be_written_is_an_error);
    tcase_add_test(options, a_terminal_is_not_read);
    suite_add_tcase(suite, options);
    return tap_run(suite);
}
