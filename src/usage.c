#include <config.h>

#include "usage.h"

#include "escape.h"
#include "message.h"

#include <string.h>

/* Whether there is a program that asks PostgreSQL. */
#ifdef HAVE_LIBPQ
#define CAN_ASK true
#else
#define CAN_ASK false
#endif

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
           (digits[0] >= '0' && digits[0] <= '9') || is_word(marker, "true") ||
           is_word(marker, "false") || is_word(marker, "null");
}

/* Whether it is a line of UTF-8 with neither blanks around it nor controls. */
static bool is_plain_line(const char *text)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* is skipped in an input */
    size_t n = strlen(text);

    for (const char *p = text; *p != '\0'; p++)
        if ((*p > 0 && *p < ' ') || *p == 0x7F)
            return false;
    return n > 0 && text[0] != ' ' && text[n - 1] != ' ' &&
           escape_is_utf8(text) && strncmp(text, mark, sizeof mark - 1) != 0;
}

static bool check_end_marker(const struct options *o)
{
    const char *marker = o->end_marker;

    if (marker == NULL)
        return true;
    if (!is_plain_line(marker))
        return message_usage("--end-marker takes a line of text without blanks "
                             "around it, not '%s'",
                             marker);
    if (begins_row(marker, o->format))
        return message_usage("--end-marker takes a line that can be no row, "
                             "and begin none, not '%s'",
                             marker);
    if (o->format == ROWS_COPY_BINARY)
        return message_usage("--end-marker is for lines, and copy-binary marks "
                             "its end itself");
    if (o->response.kind == RESPONSE_NULL)
        return message_usage("--null reads nothing, so no --end-marker");
    return true;
}

static bool check_settings(const struct database *d)
{
    for (size_t i = 0; i < d->setting_count; i++)
        if (strchr(d->settings[i], '=') == NULL || d->settings[i][0] == '=')
            return message_usage("--setting takes NAME=VALUE, not '%s'",
                                 d->settings[i]);
    return true;
}

/* The first option given that says something of a connection, or NULL. */
static const char *connection_option(const struct database *d)
{
    return d->dbname != NULL                ? "--dbname"
           : d->host != NULL                ? "--host"
           : d->port != NULL                ? "--port"
           : d->user != NULL                ? "--username"
           : d->setting_count > 0           ? "--setting"
           : d->password == PASSWORD_NEVER  ? "--no-password"
           : d->password == PASSWORD_ALWAYS ? "--password"
                                            : NULL;
}

static bool check_database(const struct options *o)
{
    const struct database *d = &o->database;
    const char *option = connection_option(d);

    if (d->query == NULL)
        return option == NULL ||
               message_usage("%s needs --query, the SQL that gives the rows",
                             option);
    if (!CAN_ASK)
        return message_usage("this fraiseql-build cannot ask PostgreSQL: it "
                             "was configured --without-libpq");
    if (d->query[strspn(d->query, " \t\r\n;")] == '\0')
        return message_usage("--query is empty");
    if (is_word(d->query, "@"))
        return message_usage("--query names no file after '@'");
    if (o->operand_count > 0)
        return message_usage("the rows come from --query, and '%s' is an input",
                             o->operands[0]);
    if (o->response.kind == RESPONSE_NULL)
        return message_usage("--null reads nothing, and --query is an input");
    if (o->format != ROWS_AUTO)
        return message_usage("--format is for files and pipes, not for the "
                             "rows of --query");
    if (o->end_marker != NULL)
        return message_usage("--end-marker is for files and pipes: the end of "
                             "--query is known");
    return check_settings(d);
}

/* Whether rows, or the query that gives them, come from standard input. */
static bool reads_stdin(const struct options *o)
{
    if (o->database.query != NULL)
        return is_word(o->database.query, "@-");
    for (size_t i = 0; i < o->operand_count; i++)
        if (is_word(o->operands[i], "-"))
            return true;
    return o->operand_count == 0 && o->response.kind != RESPONSE_NULL;
}

static bool check_schema(const struct options *o)
{
    if (o->schema == NULL)
        return true;
    if (o->schema[0] == '\0')
        return message_usage("--schema is empty");
    if (o->type == NULL)
        return message_usage("--schema needs --type, the type of a row");
    if (is_word(o->schema, "-") && reads_stdin(o))
        return message_usage("--schema and the rows cannot both come from "
                             "standard input");
    return true;
}

bool usage_check(const struct options *o)
{
    const struct response *r = &o->response;
    bool has_envelope = r->kind != RESPONSE_ROWS && !r->bare;

    if (has_envelope && r->field == NULL)
        return message_usage("--field is missing: the name of the root field");
    if (!check_name("--field", r->field) || !check_name("--type", o->type) ||
        !check_name("--column", o->column))
        return false;
    if (!check_schema(o))
        return false;
    if (o->output != NULL && o->output[0] == '\0')
        return message_usage("--output is empty");
    if (r->kind == RESPONSE_NULL && o->operand_count > 0)
        return message_usage("--null reads nothing, and '%s' is an input",
                             o->operands[0]);
    if (r->kind == RESPONSE_NULL && o->min_rows > 0)
        return message_usage("--null reads nothing, so no --min-rows");
    return check_end_marker(o) && check_database(o);
}

void usage_warn(const struct options *o)
{
    warn_of_name("--field", o->response.field);
    warn_of_name("--type", o->type);
}
