#include <config.h>

#include "cli/options_check.h"

#include "base/ascii.h"
#include "base/escape.h"
#include "base/io.h"
#include "base/utf8.h"
#include "naming/opaque.h"
#include "report/message.h"

#include <string.h>
#include <unistd.h>

/* Whether the query helper was built, too. */
#ifdef HAVE_LIBPQ
#define CAN_ASK true
#else
#define CAN_ASK false
#endif

/* Name, GraphQL specification, section 2.1.9: [_A-Za-z][_0-9A-Za-z]* */
static bool is_graphql_name(const char *text)
{
    const unsigned char *p = (const unsigned char *)text;
    bool begins_well = !ascii_is_digit(*p);

    while (*p == '_' || ascii_is_letter(*p) || ascii_is_digit(*p))
        p++;
    return begins_well && p > (const unsigned char *)text && *p == '\0';
}

static bool check_name(const char *option, const char *text)
{
    if (text == NULL)
        return true;
    if (text[0] == '\0')
        return message_usage("%s is empty", option);
    if (!escape_is_utf8(text))
        return message_usage("%s is not UTF-8: '%s'", option, text);
    return true;
}

static void warn_of_name(const char *option, const char *text)
{
    if (text != NULL && !is_graphql_name(text))
        message_warning("%s is not a GraphQL name: '%s'", option, text);
}

static bool is_word(const char *text, const char *word)
{
    return strcmp(text, word) == 0;
}

/*
 * Whether a line that is the marker could be a row, or begin one. In COPY's
 * text, \N is NULL, and true\n the row true; its end is no row.
 */
static bool begins_row(const char *marker, enum rows_format format)
{
    const char *digits = marker[0] == '-' ? marker + 1 : marker;

    if (format == ROWS_COPY && strchr(marker, '\\') != NULL)
        return !is_word(marker, "\\.");
    return strchr("{[\"", marker[0]) != NULL ||
           ascii_is_digit((unsigned char)digits[0]) ||
           is_word(marker, "true") || is_word(marker, "false") ||
           is_word(marker, "null");
}

/*
 * Whether it is a line of UTF-8 with neither blanks around it nor controls. A
 * BOM would be skipped in an input.
 */
static bool is_plain_line(const char *text)
{
    size_t n = strlen(text);

    for (const char *p = text; *p != '\0'; p++)
        if ((*p > 0 && *p < ' ') || *p == 0x7F)
            return false;
    return n > 0 && text[0] != ' ' && text[n - 1] != ' ' &&
           escape_is_utf8(text) && utf8_bom(text, n) == 0;
}

/* --- One root ------------------------------------------------------------- */

/* Names joined by '.', none of them empty. */
static bool check_opaque(const char *path)
{
    return check_name("--opaque", path) &&
           (opaque_is_path(path) ||
            message_usage("--opaque takes names joined by '.', not '%s'",
                          path));
}

/* The blanks are what a text may not consist of. */
static bool check_text(const char *option, const struct argument_text *text,
                       const char *blanks)
{
    if (text->file != NULL)
        return text->file[0] != '\0' ||
               message_usage("%s names no file after '@'", option);
    return text->text[strspn(text->text, blanks)] != '\0' ||
           message_usage("%s is empty", option);
}

static bool check_end_marker(const struct options_root *root)
{
    const char *marker = root->end_marker;

    if (marker == NULL)
        return true;
    if (!is_plain_line(marker))
        return message_usage("--end-marker takes a line of text without blanks "
                             "around it, not '%s'",
                             marker);
    if (begins_row(marker, root->format))
        return message_usage("--end-marker takes a line that can be no row, "
                             "and begin none, not '%s'",
                             marker);
    if (root->format == ROWS_COPY_BINARY)
        return message_usage("--end-marker is for lines, and copy-binary marks "
                             "its end itself");
    return true;
}

static bool check_query(const struct options_root *root)
{
    if (!argument_is_given(&root->query))
        return true;
    if (!CAN_ASK)
        return message_usage("this fraiseql-build cannot ask PostgreSQL: it "
                             "was configured --without-libpq");
    if (!check_text("--query", &root->query, " \t\r\n;"))
        return false;
    if (root->inputs.count > 0)
        return message_usage("the rows come from --query, and '%s' is an input",
                             root->inputs.values[0]);
    if (root->format != ROWS_AUTO)
        return message_usage("--format is for files and pipes, not for the "
                             "rows of --query");
    if (root->end_marker != NULL)
        return message_usage("--end-marker is for files and pipes: the end of "
                             "--query is known");
    return true;
}

/* What excludes --null. */
static bool check_null(const struct options_root *root)
{
    if (root->kind != RESPONSE_NULL)
        return true;
    if (argument_is_given(&root->query))
        return message_usage("--null reads nothing, and --query is an input");
    if (root->inputs.count > 0)
        return message_usage("--null reads nothing, and '%s' is an input",
                             root->inputs.values[0]);
    if (root->min_rows > 0)
        return message_usage("--null reads nothing, so no --min-rows");
    if (root->end_marker != NULL)
        return message_usage("--null reads nothing, so no --end-marker");
    return true;
}

static bool check_root(const struct options_root *root)
{
    if (!check_name("--field", root->field) ||
        !check_name("--type", root->type) ||
        !check_name("--column", root->column))
        return false;
    if (argument_is_given(&root->select) &&
        !check_text("--select", &root->select, " \t\r\n,"))
        return false;
    for (size_t i = 0; i < root->opaque.count; i++)
        if (!check_opaque(root->opaque.values[i]))
            return false;
    return check_end_marker(root) && check_query(root) && check_null(root);
}

/* --- PostgreSQL ----------------------------------------------------------- */

static bool check_settings(const struct argument_list *settings)
{
    for (size_t i = 0; i < settings->count; i++) {
        const char *setting = settings->values[i];
        if (strchr(setting, '=') == NULL || setting[0] == '=')
            return message_usage("--setting takes NAME=VALUE, not '%s'",
                                 setting);
    }
    return true;
}

static bool check_database(const struct options *o)
{
    if (o->database.option != NULL && !options_have_query(o))
        return message_usage("%s needs --query, the SQL that gives the rows",
                             o->database.option);
    return check_settings(&o->database.settings);
}

/* --- Standard input ------------------------------------------------------- */

static bool is_stdin(const char *file)
{
    return file != NULL && io_is_stdin(file);
}

/* Standard input can be read once: reader is what reads it already, or NULL. */
static bool take_stdin(const char **reader, const char *what)
{
    if (*reader == NULL) {
        *reader = what;
        return true;
    }
    if (is_word(*reader, what))
        return message_usage("%s of two roots cannot both come from standard "
                             "input",
                             what);
    return message_usage("%s and %s cannot both come from standard input",
                         *reader, what);
}

/* Whether rows are read from standard input because nothing else is named. */
static bool has_no_input(const struct options_root *root)
{
    return root->kind != RESPONSE_NULL && !argument_is_given(&root->query) &&
           root->inputs.count == 0;
}

static bool reads_stdin(const struct options_root *root)
{
    for (size_t i = 0; i < root->inputs.count; i++)
        if (is_stdin(root->inputs.values[i]))
            return true;
    return has_no_input(root);
}

static bool check_stdin(const struct options *o)
{
    const char *reader = NULL;

    if (is_stdin(o->schema))
        reader = "--schema";
    for (size_t i = 0; i < o->root_count; i++) {
        const struct options_root *root = &o->roots[i];
        if (is_stdin(root->select.file) && !take_stdin(&reader, "--select"))
            return false;
        if (is_stdin(root->query.file) && !take_stdin(&reader, "--query"))
            return false;
        if (reads_stdin(root) && !take_stdin(&reader, "the rows"))
            return false;
        if (has_no_input(root) && isatty(STDIN_FILENO))
            return message_usage("standard input is a terminal, and no FILE is "
                                 "named");
    }
    return true;
}

/* --- All together --------------------------------------------------------- */

static bool check_schema(const struct options *o)
{
    bool typed = false;

    if (o->schema == NULL)
        return true;
    if (o->schema[0] == '\0')
        return message_usage("--schema is empty");
    for (size_t i = 0; i < o->root_count; i++)
        typed = typed || o->roots[i].type != NULL;
    return typed || message_usage("--schema needs --type, the type of a row");
}

/* What is for the run as a whole. */
static bool check_response(const struct options *o)
{
    const struct response *r = &o->response;

    if (r->rows && o->roots[0].kind_option != NULL)
        return message_usage("%s and --rows exclude each other",
                             o->roots[0].kind_option);
    if (o->root_count > 1 && (r->rows || r->bare))
        return message_usage("%s is for one --field, and there are several",
                             r->rows ? "--rows" : "--bare");
    if (o->tolerate_given && o->on_error == ON_ERROR_STOP)
        return message_usage("--tolerate needs --on-error null or skip, as bad "
                             "rows end the run");
    if (o->output != NULL && o->output[0] == '\0')
        return message_usage("--output is empty");
    return true;
}

static bool check_equal_fields(const struct options *o)
{
    for (size_t i = 1; i < o->root_count; i++)
        for (size_t j = 0; j < i; j++)
            if (is_word(o->roots[i].field, o->roots[j].field))
                return message_usage("two root fields are '%s', and a response "
                                     "has no equal keys",
                                     o->roots[i].field);
    return true;
}

bool options_check_field(const struct options *o, const char *field)
{
    return field != NULL || o->response.rows || o->response.bare ||
           message_usage("--field is missing: the name of the root field");
}

bool options_check(const struct options *o)
{
    const struct options_root *first = &o->roots[0];

    /* A selection may have a field, too; run.c checks that when it is read. */
    if (!argument_is_given(&first->select) &&
        !options_check_field(o, first->field))
        return false;
    if (!check_equal_fields(o))
        return false;
    for (size_t i = 0; i < o->root_count; i++)
        if (!check_root(&o->roots[i]))
            return false;
    return check_response(o) && check_database(o) && check_schema(o) &&
           check_stdin(o);
}

void options_check_warn(const struct options *o)
{
    for (size_t i = 0; i < o->root_count; i++) {
        warn_of_name("--field", o->roots[i].field);
        warn_of_name("--type", o->roots[i].type);
    }
}
