/* The command line: what is understood, and what is refused. */
#include <config.h>

#include "support/child.h"
#include "support/tap.h"

#include "cli/command_line.h"
#include "cli/help.h"
#include "cli/option_table.h"
#include "cli/options.h"
#include "cli/options_check.h"

#include <getopt.h>
#include <inttypes.h>
#include <pty.h>
#include <string.h>

enum {
    MOST_WORDS = 18
};

/* A command line without the program's name, and what it should give. */
struct line {
    char *words[MOST_WORDS];
    enum command_line verdict;
    /*
     * What is read: for each root "kind field type inputs", with "." for what
     * is missing, and " + " between roots. Any other value follows a name in
     * capitals.
     */
    const char *read;
    const char *said; /* a part of what it prints on stderr */
};

static void print_given(const char *what, const char *value)
{
    if (value != NULL)
        printf(" %s %s", what, value);
}

static void print_text(const char *what, const struct argument_text *text)
{
    print_given(what, text->text);
    if (text->file != NULL)
        printf(" %s FILE %s", what, text->file);
}

static void print_database(const struct database *d)
{
    print_given("DBNAME", d->dbname);
    print_given("HOST", d->host);
    print_given("PORT", d->port);
    print_given("USER", d->user);
    for (size_t i = 0; i < d->settings.count; i++)
        print_given("SET", d->settings.values[i]);
    if (d->password != PASSWORD_IF_NEEDED)
        printf(d->password == PASSWORD_NEVER ? " NEVER" : " ALWAYS");
}

static void print_root(const struct response *r,
                       const struct options_root *root)
{
    static const char *const kinds[] = {
        [RESPONSE_LIST] = "list",
        [RESPONSE_SINGLE] = "single",
        [RESPONSE_NULL] = "null",
    };

    printf("%s %s %s", r->rows ? "rows" : kinds[root->kind],
           root->field == NULL ? "." : root->field,
           root->type == NULL ? "." : root->type);
    for (size_t i = 0; i < root->inputs.count; i++)
        printf(" %s", root->inputs.values[i]);
    printf("%s", root->keep_case ? " KEEP" : "");
    print_text("SELECT", &root->select);
    for (size_t i = 0; i < root->opaque.count; i++)
        print_given("OPAQUE", root->opaque.values[i]);
    print_given("COLUMN", root->column);
    if (root->min_rows > 0)
        printf(" MIN %" PRIu64, root->min_rows);
    print_given("MARKER", root->end_marker);
    print_text("QUERY", &root->query);
}

/* Prints what was read, in the form of line.read. */
static void print(const struct options *o)
{
    static const char *const reactions[] = {
        [ON_ERROR_STOP] = NULL,
        [ON_ERROR_NULL] = "null",
        [ON_ERROR_SKIP] = "skip",
    };

    for (size_t i = 0; i < o->root_count; i++) {
        printf("%s", i == 0 ? "" : " + ");
        print_root(&o->response, &o->roots[i]);
    }
    print_given("OUT", o->output);
    printf("%s%s", o->response.bare ? " BARE" : "",
           o->response.lines ? " LINES" : "");
    print_given("SCHEMA", o->schema);
    print_given("ERROR", reactions[o->on_error]);
    if (o->tolerate_given)
        printf(" TOLERATE %" PRIu64, o->tolerate);
    print_database(&o->database);
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
    enum command_line verdict = command_line_read(&o, argc, argv);
    if (verdict == COMMAND_LINE_RUN) {
        options_check_warn(&o);
        print(&o);
    }
    options_free(&o);
    return (int)verdict;
}

/* --- Good ones ---------------------------------------------------------- */

static const struct line good[] = {
    {{"--field", "users"}, COMMAND_LINE_RUN, "list users .", ""},
    {{"--field=users"}, COMMAND_LINE_RUN, "list users .", ""},
    {{"--field", "users", "--type", "User"},
     COMMAND_LINE_RUN,
     "list users User",
     ""},
    {{"--fi", "users", "--ty", "User"},
     COMMAND_LINE_RUN,
     "list users User",
     ""},
    {{"--field", "u", "--list"}, COMMAND_LINE_RUN, "list u .", ""},
    {{"--field", "u", "--single"}, COMMAND_LINE_RUN, "single u .", ""},
    {{"--field", "u", "--null"}, COMMAND_LINE_RUN, "null u .", ""},
    {{"--rows"}, COMMAND_LINE_RUN, "rows . .", ""},
    {{"--rows", "--type", "User"}, COMMAND_LINE_RUN, "rows . User", ""},
    {{"--bare"}, COMMAND_LINE_RUN, "list . . BARE", ""},
    {{"--bare", "--single"}, COMMAND_LINE_RUN, "single . . BARE", ""},
    {{"--bare", "--null"}, COMMAND_LINE_RUN, "null . . BARE", ""},
    {{"--field", "u", "--lines"}, COMMAND_LINE_RUN, "list u . LINES", ""},
    {{"--field", "u", "--keep-case"}, COMMAND_LINE_RUN, "list u . KEEP", ""},
    /* The same twice is no contradiction. */
    {{"--rows", "--rows"}, COMMAND_LINE_RUN, "rows . .", ""},
    {{"--bare", "--format", "auto"}, COMMAND_LINE_RUN, "list . . BARE", ""},
    {{"--bare", "--format=ndjson"}, COMMAND_LINE_RUN, "list . . BARE", ""},
    {{"--bare", "--format=copy"}, COMMAND_LINE_RUN, "list . . BARE", ""},
    {{"--bare", "--format=copy-binary"}, COMMAND_LINE_RUN, "list . . BARE", ""},
    {{"--field", "u", "-o", "out"}, COMMAND_LINE_RUN, "list u . OUT out", ""},
    {{"--field", "u", "-oout"}, COMMAND_LINE_RUN, "list u . OUT out", ""},
    {{"--field", "u", "--output=out"},
     COMMAND_LINE_RUN,
     "list u . OUT out",
     ""},
    {{"--field", "u", "-o", "-"}, COMMAND_LINE_RUN, "list u . OUT -", ""},

    /* Operands stand anywhere. */
    {{"--field", "u", "a", "b"}, COMMAND_LINE_RUN, "list u . a b", ""},
    {{"a", "--field", "u", "-", "b"}, COMMAND_LINE_RUN, "list u . a - b", ""},
    {{"--field", "u", "--", "--rows", "-o"},
     COMMAND_LINE_RUN,
     "list u . --rows -o",
     ""},

    /* Names from outside: a warning, but no more. */
    {{"--field", "_Aa9"}, COMMAND_LINE_RUN, "list _Aa9 .", ""},
    {{"--field", "a-b"},
     COMMAND_LINE_RUN,
     "list a-b .",
     "fraiseql-build: warning: --field is not a GraphQL name: 'a-b'\n"},
    {{"--field", "9a"},
     COMMAND_LINE_RUN,
     "list 9a .",
     "warning: --field is not a GraphQL name: '9a'\n"},
    {{"--field", "\xC3\xA9"},
     COMMAND_LINE_RUN,
     "list \xC3\xA9 .",
     "warning: --field is not a GraphQL name: '\xC3\xA9'\n"},
    {{"--rows", "--type", "a b"},
     COMMAND_LINE_RUN,
     "rows . a b",
     "warning: --type is not a GraphQL name: 'a b'\n"},
    {{"-q", "--field", "a-b"}, COMMAND_LINE_RUN, "list a-b .", ""},
    {{"--quiet", "--field", "a-b"}, COMMAND_LINE_RUN, "list a-b .", ""},

    /* Demands on the input. */
    {{"--rows", "--column", "data"},
     COMMAND_LINE_RUN,
     "rows . . COLUMN data",
     ""},
    {{"--rows", "--column=a b"}, COMMAND_LINE_RUN, "rows . . COLUMN a b", ""},
    {{"--rows", "--min-rows", "0"}, COMMAND_LINE_RUN, "rows . .", ""},
    {{"--rows", "--min-rows", "007"}, COMMAND_LINE_RUN, "rows . . MIN 7", ""},
    {{"--rows", "--min-rows=999999999999999999"},
     COMMAND_LINE_RUN,
     "rows . . MIN 999999999999999999",
     ""},
    {{"--rows", "--min-rows", "1", "--min-rows", "2"},
     COMMAND_LINE_RUN,
     "rows . . MIN 2",
     ""},
    {{"--rows", "--end-marker", "DONE"},
     COMMAND_LINE_RUN,
     "rows . . MARKER DONE",
     ""},
    {{"--rows", "--end-marker", "-- end --"},
     COMMAND_LINE_RUN,
     "rows . . MARKER -- end --",
     ""},
    {{"--rows", "--end-marker", "-"},
     COMMAND_LINE_RUN,
     "rows . . MARKER -",
     ""},
    {{"--rows", "--end-marker", "true-end"},
     COMMAND_LINE_RUN,
     "rows . . MARKER true-end",
     ""},
    {{"--rows", "--end-marker", "nullx"},
     COMMAND_LINE_RUN,
     "rows . . MARKER nullx",
     ""},
    {{"--rows", "--end-marker", "finished"},
     COMMAND_LINE_RUN,
     "rows . . MARKER finished",
     ""},
    {{"--rows", "--end-marker", "fals"},
     COMMAND_LINE_RUN,
     "rows . . MARKER fals",
     ""},
    {{"--rows", "--end-marker", "TRUE"},
     COMMAND_LINE_RUN,
     "rows . . MARKER TRUE",
     ""},
    {{"--rows", "--end-marker", "a\\b"},
     COMMAND_LINE_RUN,
     "rows . . MARKER a\\b",
     ""},
    {{"--rows", "--end-marker", "\\N"},
     COMMAND_LINE_RUN,
     "rows . . MARKER \\N",
     ""},
    {{"--rows", "--format", "copy", "--end-marker", "\\."},
     COMMAND_LINE_RUN,
     "rows . . MARKER \\.",
     ""},

    /* What is selected, what is left as it is, and bad rows. */
    {{"--field", "u", "--select", "{ id }"},
     COMMAND_LINE_RUN,
     "list u . SELECT { id }",
     ""},
    {{"--select", "@f"}, COMMAND_LINE_RUN, "list . . SELECT FILE f", ""},
    {{"--rows", "--opaque", "a", "--opaque=a.b"},
     COMMAND_LINE_RUN,
     "rows . . OPAQUE a OPAQUE a.b",
     ""},
    {{"--rows", "--on-error", "stop"}, COMMAND_LINE_RUN, "rows . .", ""},
    {{"--rows", "--on-error", "null"},
     COMMAND_LINE_RUN,
     "rows . . ERROR null",
     ""},
    {{"--rows", "--tolerate", "5", "--on-error=skip"},
     COMMAND_LINE_RUN,
     "rows . . ERROR skip TOLERATE 5",
     ""},

    /* Several roots: the options of each stand before the next --field. */
    {{"--field", "u", "--input", "a", "--input=-"},
     COMMAND_LINE_RUN,
     "list u . a -",
     ""},
    {{"--type", "U", "--field", "u", "--input", "a", "--input", "b", "--field",
      "v", "--input", "c"},
     COMMAND_LINE_RUN,
     "list u U a b + list v . c",
     ""},
    {{"--field", "u", "--single", "--opaque", "m", "--field", "v", "--null",
      "--field", "w", "--opaque", "n", "--input", "a", "--opaque", "o"},
     COMMAND_LINE_RUN,
     "single u . OPAQUE m + null v . + list w . a OPAQUE n OPAQUE o",
     ""},
    {{"--input", "a", "--min-rows", "1", "--field", "u", "--field", "v",
      "--keep-case", "--lines", "-o", "x"},
     COMMAND_LINE_RUN,
     "list u . a MIN 1 + list v . KEEP OUT x LINES",
     ""},
    {{"--field", "u", "--null", "--schema", "s", "--field", "v", "--null",
      "--type", "V"},
     COMMAND_LINE_RUN,
     "null u . + null v V SCHEMA s",
     ""},

#ifdef HAVE_LIBPQ
    /* Rows straight from PostgreSQL. */
    {{"--rows", "-c", "SELECT 1"},
     COMMAND_LINE_RUN,
     "rows . . QUERY SELECT 1",
     ""},
    {{"--rows", "-cSELECT 1"}, COMMAND_LINE_RUN, "rows . . QUERY SELECT 1", ""},
    {{"--rows", "--query=@f"}, COMMAND_LINE_RUN, "rows . . QUERY FILE f", ""},
    {{"--rows", "-c", "q", "-d", "db", "-h", "/run", "-p", "5433"},
     COMMAND_LINE_RUN,
     "rows . . QUERY q DBNAME db HOST /run PORT 5433",
     ""},
    {{"--rows", "--query", "q", "--dbname=a=b", "--host", "h", "--port=1"},
     COMMAND_LINE_RUN,
     "rows . . QUERY q DBNAME a=b HOST h PORT 1",
     ""},
    {{"--rows", "-c", "q", "-U", "ada", "-w"},
     COMMAND_LINE_RUN,
     "rows . . QUERY q USER ada NEVER",
     ""},
    {{"--rows", "-c", "q", "--username", "ada", "-W"},
     COMMAND_LINE_RUN,
     "rows . . QUERY q USER ada ALWAYS",
     ""},
    {{"--rows", "-wcq", "--no-password"},
     COMMAND_LINE_RUN,
     "rows . . QUERY q NEVER",
     ""},
    {{"--rows", "-c", "q", "--setting", "a.b=1", "--setting", "c="},
     COMMAND_LINE_RUN,
     "rows . . QUERY q SET a.b=1 SET c=",
     ""},
    {{"--rows", "-c", "q", "--column", "data", "--min-rows=1"},
     COMMAND_LINE_RUN,
     "rows . . COLUMN data MIN 1 QUERY q",
     ""},
    {{"-c", "q", "--field", "u", "--field", "v", "--single", "-d", "db", "-c",
      "@-", "--field", "w", "--input", "f"},
     COMMAND_LINE_RUN,
     "list u . QUERY q + single v . QUERY FILE - + list w . f DBNAME db",
     ""},
    {{"--rows", "-c", "q", "--format=auto"},
     COMMAND_LINE_RUN,
     "rows . . QUERY q",
     ""},
#endif
};

START_TEST(a_good_line_is_understood)
{
    struct child c = child_run(read_line, &good[_i]);

    ck_assert_int_eq(c.exit, COMMAND_LINE_RUN);
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
     COMMAND_LINE_WRONG,
     "",
     "--field is missing: the name of the root field"},
    {{"--list"}, COMMAND_LINE_WRONG, "", "--field is missing"},
    {{"--single", "a"}, COMMAND_LINE_WRONG, "", "--field is missing"},
    {{"--null"}, COMMAND_LINE_WRONG, "", "--field is missing"},
    {{"--field", ""}, COMMAND_LINE_WRONG, "", "--field is empty"},
    {{"--field="}, COMMAND_LINE_WRONG, "", "--field is empty"},
    {{"--rows", "--type", ""}, COMMAND_LINE_WRONG, "", "--type is empty"},
    {{"--field", "a\xFF\x1B"},
     COMMAND_LINE_WRONG,
     "",
     "--field is not UTF-8: 'a\\xFF\\x1B'"},
    {{"--rows", "--type", "\xC0\x80"},
     COMMAND_LINE_WRONG,
     "",
     "--type is not UTF-8: '\\xC0\\x80'"},
    {{"--field", "a", "--null", "--field", "a"},
     COMMAND_LINE_WRONG,
     "",
     "two root fields are 'a', and a response has no equal keys"},
    {{"--select", "{a}", "--null", "--field", "b", "--null", "--field", "b"},
     COMMAND_LINE_WRONG,
     "",
     "two root fields are 'b', and a response has no equal keys"},
    {{"--field", "a", "--field", "b", "--rows"},
     COMMAND_LINE_WRONG,
     "",
     "--rows is for one --field, and there are several"},
    {{"--bare", "--field", "a", "--field", "b"},
     COMMAND_LINE_WRONG,
     "",
     "--bare is for one --field, and there are several"},
    {{"--field", "a", "--field", "b", "f"},
     COMMAND_LINE_WRONG,
     "",
     "with several --field, each input needs --input, and 'f' has none"},
    {{"--field", "a", "--input", "f", "g"},
     COMMAND_LINE_WRONG,
     "",
     "--input names the inputs, and 'g' is one more"},
    {{"--field", "a", "--field", "b"},
     COMMAND_LINE_WRONG,
     "",
     "the rows of two roots cannot both come from standard input"},
    {{"--field", "a", "--input", "-", "--field", "b"},
     COMMAND_LINE_WRONG,
     "",
     "the rows of two roots cannot both come from standard input"},
    {{"--field", "a", "--select", "@-"},
     COMMAND_LINE_WRONG,
     "",
     "--select and the rows cannot both come from standard input"},
    {{"--field", "a", "--null", "--select", "@-", "--field", "b", "--null",
      "--select", "@-"},
     COMMAND_LINE_WRONG,
     "",
     "--select of two roots cannot both come from standard input"},
    {{"--field", "a", "--null", "--input", "f"},
     COMMAND_LINE_WRONG,
     "",
     "--null reads nothing, and 'f' is an input"},
    {{"--field", "a", "--null", "--field", "b", "--list", "--single"},
     COMMAND_LINE_WRONG,
     "",
     "--list and --single exclude each other"},
    {{"--rows", "--field", "a", "--null", "--field", "b", "--type", "A",
      "--type", "B"},
     COMMAND_LINE_WRONG,
     "",
     "--type is given twice"},
    {{"--field", "a", "--null", "--field", ""},
     COMMAND_LINE_WRONG,
     "",
     "--field is empty"},

    {{"--bare", "--select", ""}, COMMAND_LINE_WRONG, "", "--select is empty"},
    {{"--bare", "--select", " ,\n"},
     COMMAND_LINE_WRONG,
     "",
     "--select is empty"},
    {{"--bare", "--select", "@"},
     COMMAND_LINE_WRONG,
     "",
     "--select names no file after '@'"},
    {{"--bare", "--select", "{a}", "--select", "{a}"},
     COMMAND_LINE_WRONG,
     "",
     "--select is given twice"},
    {{"--bare", "--opaque", ""}, COMMAND_LINE_WRONG, "", "--opaque is empty"},
    {{"--bare", "--opaque", "a", "--opaque", "\xFF"},
     COMMAND_LINE_WRONG,
     "",
     "--opaque is not UTF-8: '\\xFF'"},
    {{"--bare", "--opaque", "a..b"},
     COMMAND_LINE_WRONG,
     "",
     "--opaque takes names joined by '.', not 'a..b'"},
    {{"--bare", "--opaque", "."},
     COMMAND_LINE_WRONG,
     "",
     "--opaque takes names joined by '.', not '.'"},
    {{"--bare", "--opaque", ".a"},
     COMMAND_LINE_WRONG,
     "",
     "--opaque takes names joined by '.', not '.a'"},
    {{"--bare", "--opaque", "a."},
     COMMAND_LINE_WRONG,
     "",
     "--opaque takes names joined by '.', not 'a.'"},
    {{"--bare", "--on-error", "Null"},
     COMMAND_LINE_WRONG,
     "",
     "--on-error takes stop, null or skip, not 'Null'"},
    {{"--bare", "--on-error", "null", "--tolerate", "all"},
     COMMAND_LINE_WRONG,
     "",
     "--tolerate takes a number, not 'all'"},
    {{"--bare", "--tolerate", "0"},
     COMMAND_LINE_WRONG,
     "",
     "--tolerate needs --on-error null or skip, as bad rows end the run"},
    {{"--bare", "--on-error", "stop", "--tolerate", "1"},
     COMMAND_LINE_WRONG,
     "",
     "--tolerate needs --on-error null or skip, as bad rows end the run"},
    {{"--rows", "--type", "A", "--type", "B"},
     COMMAND_LINE_WRONG,
     "",
     "--type is given twice"},
    {{"--rows", "-o", "a", "--output", "b"},
     COMMAND_LINE_WRONG,
     "",
     "--output is given twice"},
    {{"--rows", "--type", "A", "--schema", "a", "--schema", "b"},
     COMMAND_LINE_WRONG,
     "",
     "--schema is given twice"},
    {{"--rows", "--type", "A", "--schema", ""},
     COMMAND_LINE_WRONG,
     "",
     "--schema is empty"},
    {{"--rows", "--type", "A", "--schema", "-"},
     COMMAND_LINE_WRONG,
     "",
     "--schema and the rows cannot both come from standard input"},
    {{"--rows", "--type", "A", "--schema", "-", "a", "-"},
     COMMAND_LINE_WRONG,
     "",
     "--schema and the rows cannot both come from standard input"},
    {{"--rows", "--schema", "a"},
     COMMAND_LINE_WRONG,
     "",
     "--schema needs --type, the type of a row"},
    {{"--rows", "-o", ""}, COMMAND_LINE_WRONG, "", "--output is empty"},
    {{"--list", "--rows"},
     COMMAND_LINE_WRONG,
     "",
     "--list and --rows exclude each other"},
    {{"--single", "--list"},
     COMMAND_LINE_WRONG,
     "",
     "--single and --list exclude each other"},
    {{"--null", "--single"},
     COMMAND_LINE_WRONG,
     "",
     "--null and --single exclude each other"},
    {{"--field", "a", "--null", "file"},
     COMMAND_LINE_WRONG,
     "",
     "--null reads nothing, and 'file' is an input"},
    {{"--bare", "--null", "-"},
     COMMAND_LINE_WRONG,
     "",
     "--null reads nothing, and '-' is an input"},
    {{"--rows", "--format", "csv"},
     COMMAND_LINE_WRONG,
     "",
     "--format takes auto, ndjson, copy or copy-binary, not 'csv'"},
    {{"--field"}, COMMAND_LINE_WRONG, "", "option '--field' needs an argument"},
    {{"--rows", "-o"}, COMMAND_LINE_WRONG, "", "option '-o' needs an argument"},
    {{"--rows", "-x"}, COMMAND_LINE_WRONG, "", "unrecognized option '-x'"},
    /* -f and -t mean other things to psql users. */
    {{"-f", "users"}, COMMAND_LINE_WRONG, "", "unrecognized option '-f'"},
    {{"-t", "User"}, COMMAND_LINE_WRONG, "", "unrecognized option '-t'"},
    {{"-\x1B"}, COMMAND_LINE_WRONG, "", "unrecognized option '-\\x1B'"},
    {{"--rows", "--no-such"},
     COMMAND_LINE_WRONG,
     "",
     "unrecognized or ambiguous option '--no-such'"},
    {{"--f", "users"},
     COMMAND_LINE_WRONG,
     "",
     "unrecognized or ambiguous option '--f'"},
    {{"--rows=1"},
     COMMAND_LINE_WRONG,
     "",
     "option '--rows=1' takes no argument"},
    {{"--rows", "--quiet=1"},
     COMMAND_LINE_WRONG,
     "",
     "option '--quiet=1' takes no argument"},
    {{"--version=1"},
     COMMAND_LINE_WRONG,
     "",
     "option '--version=1' takes no argument"},
    {{"--help=1"},
     COMMAND_LINE_WRONG,
     "",
     "option '--help=1' takes no argument"},

    {{"--rows", "--column", ""}, COMMAND_LINE_WRONG, "", "--column is empty"},
    {{"--rows", "--column", "a\xFF"},
     COMMAND_LINE_WRONG,
     "",
     "--column is not UTF-8: 'a\\xFF'"},
    {{"--rows", "--column", "a", "--column", "b"},
     COMMAND_LINE_WRONG,
     "",
     "--column is given twice"},
    {{"--rows", "--column"},
     COMMAND_LINE_WRONG,
     "",
     "option '--column' needs an argument"},
    {{"--rows", "--min-rows", ""},
     COMMAND_LINE_WRONG,
     "",
     "--min-rows takes a number, not ''"},
    {{"--rows", "--min-rows", "-1"},
     COMMAND_LINE_WRONG,
     "",
     "--min-rows takes a number, not '-1'"},
    {{"--rows", "--min-rows", "+1"},
     COMMAND_LINE_WRONG,
     "",
     "--min-rows takes a number, not '+1'"},
    {{"--rows", "--min-rows", "1x"},
     COMMAND_LINE_WRONG,
     "",
     "--min-rows takes a number, not '1x'"},
    {{"--rows", "--min-rows", "x"},
     COMMAND_LINE_WRONG,
     "",
     "--min-rows takes a number, not 'x'"},
    {{"--rows", "--min-rows", "0x10"},
     COMMAND_LINE_WRONG,
     "",
     "--min-rows takes a number, not '0x10'"},
    {{"--rows", "--min-rows", " 1"},
     COMMAND_LINE_WRONG,
     "",
     "--min-rows takes a number, not ' 1'"},
    {{"--rows", "--min-rows", "1 "},
     COMMAND_LINE_WRONG,
     "",
     "--min-rows takes a number, not '1 '"},
    {{"--rows", "--min-rows", "1.0"},
     COMMAND_LINE_WRONG,
     "",
     "--min-rows takes a number, not '1.0'"},
    {{"--rows", "--min-rows", "1e3"},
     COMMAND_LINE_WRONG,
     "",
     "--min-rows takes a number, not '1e3'"},
    {{"--rows", "--min-rows", "1000000000000000000"},
     COMMAND_LINE_WRONG,
     "",
     "--min-rows takes a number, not '1000000000000000000'"},
    {{"--null", "--field", "a", "--min-rows", "1"},
     COMMAND_LINE_WRONG,
     "",
     "--null reads nothing, so no --min-rows"},
    {{"--rows", "--end-marker", "a", "--end-marker", "a"},
     COMMAND_LINE_WRONG,
     "",
     "--end-marker is given twice"},
    {{"--rows", "--end-marker", ""},
     COMMAND_LINE_WRONG,
     "",
     "--end-marker takes a line of text without blanks around it, not ''"},
    {{"--rows", "--end-marker", " a"},
     COMMAND_LINE_WRONG,
     "",
     "--end-marker takes a line of text without blanks around it, not ' a'"},
    {{"--rows", "--end-marker", "a "},
     COMMAND_LINE_WRONG,
     "",
     "--end-marker takes a line of text without blanks around it, not 'a '"},
    {{"--rows", "--end-marker", "\ta"},
     COMMAND_LINE_WRONG,
     "",
     "--end-marker takes a line of text without blanks around it, not "
     "'\\x09a'"},
    {{"--rows", "--end-marker", "a\r"},
     COMMAND_LINE_WRONG,
     "",
     "--end-marker takes a line of text without blanks around it, not "
     "'a\\x0D'"},
    {{"--rows", "--end-marker", "a\nb"},
     COMMAND_LINE_WRONG,
     "",
     "--end-marker takes a line of text without blanks around it, not "
     "'a\\x0Ab'"},
    {{"--rows", "--end-marker", "\n"},
     COMMAND_LINE_WRONG,
     "",
     "--end-marker takes a line of text without blanks around it, not '\\x0A'"},
    {{"--rows", "--end-marker", "{"},
     COMMAND_LINE_WRONG,
     "",
     "--end-marker takes a line that can be no row, and begin none, not '{'"},
    {{"--rows", "--end-marker", "[1]"},
     COMMAND_LINE_WRONG,
     "",
     "--end-marker takes a line that can be no row, and begin none, not '[1]'"},
    {{"--rows", "--end-marker", "\"x"},
     COMMAND_LINE_WRONG,
     "",
     "--end-marker takes a line that can be no row, and begin none, not '\"x'"},
    {{"--rows", "--end-marker", "0"},
     COMMAND_LINE_WRONG,
     "",
     "--end-marker takes a line that can be no row, and begin none, not '0'"},
    {{"--rows", "--end-marker", "-1"},
     COMMAND_LINE_WRONG,
     "",
     "--end-marker takes a line that can be no row, and begin none, not '-1'"},
    {{"--rows", "--end-marker", "7 rows"},
     COMMAND_LINE_WRONG,
     "",
     "--end-marker takes a line that can be no row, and begin none, not '7 "
     "rows'"},
    {{"--rows", "--end-marker", "-0x"},
     COMMAND_LINE_WRONG,
     "",
     "--end-marker takes a line that can be no row, and begin none, not '-0x'"},
    {{"--rows", "--end-marker", "true"},
     COMMAND_LINE_WRONG,
     "",
     "--end-marker takes a line that can be no row, and begin none, not "
     "'true'"},
    {{"--rows", "--end-marker", "false"},
     COMMAND_LINE_WRONG,
     "",
     "--end-marker takes a line that can be no row, and begin none, not "
     "'false'"},
    {{"--rows", "--end-marker", "null"},
     COMMAND_LINE_WRONG,
     "",
     "--end-marker takes a line that can be no row, and begin none, not "
     "'null'"},
    {{"--rows", "--format=copy", "--end-marker", "\\N"},
     COMMAND_LINE_WRONG,
     "",
     "--end-marker takes a line that can be no row, and begin none, not '\\N'"},
    {{"--rows", "--format=copy", "--end-marker", "true\\n"},
     COMMAND_LINE_WRONG,
     "",
     "--end-marker takes a line that can be no row, and begin none, not "
     "'true\\n'"},
    {{"--rows", "--format=copy", "--end-marker", "\\t1"},
     COMMAND_LINE_WRONG,
     "",
     "--end-marker takes a line that can be no row, and begin none, not "
     "'\\t1'"},
    {{"--rows", "--format=copy", "--end-marker", "a\\\\"},
     COMMAND_LINE_WRONG,
     "",
     "--end-marker takes a line that can be no row, and begin none, not "
     "'a\\\\'"},
    {{"--rows", "--format=copy-binary", "--end-marker", "a"},
     COMMAND_LINE_WRONG,
     "",
     "--end-marker is for lines, and copy-binary marks its end itself"},
    {{"--bare", "--null", "--end-marker", "a"},
     COMMAND_LINE_WRONG,
     "",
     "--null reads nothing, so no --end-marker"},
    {{"--rows", "-d", "x"},
     COMMAND_LINE_WRONG,
     "",
     "--dbname needs --query, the SQL that gives the rows"},
    {{"--rows", "-h", "x"},
     COMMAND_LINE_WRONG,
     "",
     "--host needs --query, the SQL that gives the rows"},
    {{"--rows", "--port=1"},
     COMMAND_LINE_WRONG,
     "",
     "--port needs --query, the SQL that gives the rows"},
    {{"--rows", "-U", "x"},
     COMMAND_LINE_WRONG,
     "",
     "--username needs --query, the SQL that gives the rows"},
    {{"--rows", "-w"},
     COMMAND_LINE_WRONG,
     "",
     "--no-password needs --query, the SQL that gives the rows"},
    {{"--rows", "--password"},
     COMMAND_LINE_WRONG,
     "",
     "--password needs --query, the SQL that gives the rows"},
    {{"--rows", "--setting", "a=b"},
     COMMAND_LINE_WRONG,
     "",
     "--setting needs --query, the SQL that gives the rows"},
    {{"--rows", "-c", "a", "--query", "b"},
     COMMAND_LINE_WRONG,
     "",
     "--query is given twice"},
    {{"--rows", "-c"}, COMMAND_LINE_WRONG, "", "option '-c' needs an argument"},
    {{"--rows", "-d", "a", "--dbname", "b"},
     COMMAND_LINE_WRONG,
     "",
     "--dbname is given twice"},
    {{"--rows", "-d"}, COMMAND_LINE_WRONG, "", "option '-d' needs an argument"},
    {{"--rows", "-h", "a", "--host", "b"},
     COMMAND_LINE_WRONG,
     "",
     "--host is given twice"},
    {{"--rows", "-h"}, COMMAND_LINE_WRONG, "", "option '-h' needs an argument"},
    {{"--rows", "-p", "a", "--port", "b"},
     COMMAND_LINE_WRONG,
     "",
     "--port is given twice"},
    {{"--rows", "-p"}, COMMAND_LINE_WRONG, "", "option '-p' needs an argument"},
    {{"--rows", "-U", "a", "--username", "b"},
     COMMAND_LINE_WRONG,
     "",
     "--username is given twice"},
    {{"--rows", "-U"}, COMMAND_LINE_WRONG, "", "option '-U' needs an argument"},
    {{"--rows", "-w", "-W"},
     COMMAND_LINE_WRONG,
     "",
     "--no-password and --password exclude each other"},
    {{"--rows", "--password", "--no-password"},
     COMMAND_LINE_WRONG,
     "",
     "--no-password and --password exclude each other"},
    {{"--rows", "--no-password=1"},
     COMMAND_LINE_WRONG,
     "",
     "option '--no-password=1' takes no argument"},
    {{"--rows", "-h"}, COMMAND_LINE_WRONG, "", "option '-h' needs an argument"},

#ifdef HAVE_LIBPQ
    {{"--bare", "--type", "A", "--schema", "-", "-c", "@-"},
     COMMAND_LINE_WRONG,
     "",
     "--schema and --query cannot both come from standard input"},
    {{"--rows", "-c", ""}, COMMAND_LINE_WRONG, "", "--query is empty"},
    {{"--rows", "-c", " ;\n"}, COMMAND_LINE_WRONG, "", "--query is empty"},
    {{"--rows", "-c", "@"},
     COMMAND_LINE_WRONG,
     "",
     "--query names no file after '@'"},
    {{"--rows", "-c", "q", "file"},
     COMMAND_LINE_WRONG,
     "",
     "the rows come from --query, and 'file' is an input"},
    {{"--rows", "-c", "q", "-"},
     COMMAND_LINE_WRONG,
     "",
     "the rows come from --query, and '-' is an input"},
    {{"--bare", "--null", "-c", "q"},
     COMMAND_LINE_WRONG,
     "",
     "--null reads nothing, and --query is an input"},
    {{"--field", "a", "-c", "q", "--field", "b", "-c", "r", "--input", "f"},
     COMMAND_LINE_WRONG,
     "",
     "the rows come from --query, and 'f' is an input"},
    {{"--field", "a", "-c", "q", "-c", "r", "--field", "b"},
     COMMAND_LINE_WRONG,
     "",
     "--query is given twice"},
    {{"--field", "a", "-c", "@-", "--field", "b"},
     COMMAND_LINE_WRONG,
     "",
     "--query and the rows cannot both come from standard input"},
    {{"--rows", "-c", "q", "--format=copy"},
     COMMAND_LINE_WRONG,
     "",
     "--format is for files and pipes, not for the rows of --query"},
    {{"--rows", "-c", "q", "--end-marker", "x"},
     COMMAND_LINE_WRONG,
     "",
     "--end-marker is for files and pipes: the end of --query is known"},
    {{"--rows", "-c", "q", "--setting", "a"},
     COMMAND_LINE_WRONG,
     "",
     "--setting takes NAME=VALUE, not 'a'"},
    {{"--rows", "-c", "q", "--setting", "=1"},
     COMMAND_LINE_WRONG,
     "",
     "--setting takes NAME=VALUE, not '=1'"},
    {{"--rows", "-c", "q", "--setting", ""},
     COMMAND_LINE_WRONG,
     "",
     "--setting takes NAME=VALUE, not ''"},
#else
    {{"--rows", "-c", "q"},
     COMMAND_LINE_WRONG,
     "",
     "this fraiseql-build cannot ask PostgreSQL: it was configured "
     "--without-libpq"},
#endif
};

START_TEST(a_bad_line_is_refused_with_its_usage)
{
    struct child c = child_run(read_line, &bad[_i]);
    static const char ending[] =
        "\nUsage: fraiseql-build --field NAME [OPTION]... [FILE]...\n"
        "Try 'fraiseql-build --help' for more.\n";

    ck_assert_int_eq(c.exit, COMMAND_LINE_WRONG);
    ck_assert_str_eq(c.out, "");
    ck_assert_msg(strstr(c.err, bad[_i].said) != NULL, "it says '%s'", c.err);
    ck_assert_int_eq(strncmp(c.err, "fraiseql-build: ", 16), 0);
    ck_assert(strlen(c.err) > sizeof ending);
    ck_assert_str_eq(c.err + strlen(c.err) - (sizeof ending - 1), ending);
}
END_TEST

/* --- Help and version --------------------------------------------------- */

static const struct line informing[] = {
    {{"--help"}, COMMAND_LINE_HELP, "Usage: fraiseql-build --field NAME", ""},
    {{"-?"}, COMMAND_LINE_HELP, "Usage: fraiseql-build --field NAME", ""},
    {{"--version"}, COMMAND_LINE_VERSION, PACKAGE_STRING "\n", ""},
    {{"-V"}, COMMAND_LINE_VERSION, PACKAGE_STRING "\n", ""},
    /* Whatever else is given, or missing. */
    {{"--rows", "-qV", "a"}, COMMAND_LINE_VERSION, PACKAGE_STRING "\n", ""},
    {{"--field", "", "--help"}, COMMAND_LINE_HELP, "Usage: ", ""},
};

/* Reads a command line, and prints what it asks for. */
static int read_and_print(const void *line)
{
    int verdict = read_line(line);

    if (verdict == COMMAND_LINE_HELP ? help_options()
                                     : help_version("none", "one"))
        return verdict;
    return COMMAND_LINE_WRONG;
}

START_TEST(help_and_version_go_to_stdout)
{
    const struct line *line = &informing[_i];
    struct child c = child_run(read_and_print, line);

    ck_assert_int_eq(c.exit, line->verdict);
    ck_assert_int_eq(strncmp(c.out, line->read, strlen(line->read)), 0);
    ck_assert(c.out[strlen(c.out) - 1] == '\n');
    ck_assert_str_eq(c.err, "");
}
END_TEST

START_TEST(help_names_every_option)
{
    struct child c = child_run(read_and_print, &informing[0]);

    for (const struct option_row *row = option_table; row->name != NULL; row++)
        ck_assert_msg(strstr(c.out, row->name) != NULL, "no %s", row->name);
    ck_assert_ptr_nonnull(strstr(c.out, "--progress[=WHEN]"));
    ck_assert_ptr_nonnull(strstr(c.out, "-o, --output"));
}
END_TEST

static int help_to_full(const void *line)
{
    int full = open("/dev/full", O_WRONLY);

    if (full < 0 || dup2(full, STDOUT_FILENO) < 0)
        return 99;
    return read_and_print(line);
}

START_TEST(help_that_cannot_be_written_is_an_error)
{
    struct child c = child_run(help_to_full, &informing[0]);

    ck_assert_int_eq(c.exit, COMMAND_LINE_WRONG);
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
    static const struct line no_file = {{"--rows"}, COMMAND_LINE_WRONG, "", ""};
    static const struct line a_file = {
        {"--rows", "a"}, COMMAND_LINE_RUN, "", ""};
    static const struct line hyphen = {
        {"--rows", "-"}, COMMAND_LINE_RUN, "", ""};
    static const struct line null = {
        {"--bare", "--null"}, COMMAND_LINE_RUN, "", ""};
    struct child c = child_run(at_terminal, &no_file);

    ck_assert_int_eq(c.exit, COMMAND_LINE_WRONG);
    ck_assert(strstr(c.err, "standard input is a terminal") != NULL);
    /* But where it is not needed, or asked for, all is well. */
    ck_assert_int_eq(child_run(at_terminal, &a_file).exit, COMMAND_LINE_RUN);
    ck_assert_int_eq(child_run(at_terminal, &hyphen).exit, COMMAND_LINE_RUN);
    ck_assert_int_eq(child_run(at_terminal, &null).exit, COMMAND_LINE_RUN);
#ifdef HAVE_LIBPQ
    static const struct line query = {
        {"--rows", "-c", "q"}, COMMAND_LINE_RUN, "", ""};
    ck_assert_int_eq(child_run(at_terminal, &query).exit, COMMAND_LINE_RUN);
#endif
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
                        sizeof informing / sizeof *informing);
    tcase_add_test(options, help_names_every_option);
    tcase_add_test(options, help_that_cannot_be_written_is_an_error);
    tcase_add_test(options, a_terminal_is_not_read);
    suite_add_tcase(suite, options);
    return tap_run(suite);
}
