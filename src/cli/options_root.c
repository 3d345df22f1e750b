#include <config.h>

#include "cli/options_root.h"

#include "cli/argument.h"
#include "report/message.h"

const char *options_root_kind(enum response_kind kind)
{
    static const char *const names[] = {
        [RESPONSE_LIST] = "--list",
        [RESPONSE_SINGLE] = "--single",
        [RESPONSE_NULL] = "--null",
    };

    return names[kind];
}

static bool set_kind(struct options_root *root, enum response_kind kind)
{
    if (root->kind_given && root->kind != kind)
        return message_usage("%s and %s exclude each other",
                             options_root_kind(root->kind),
                             options_root_kind(kind));
    root->kind = kind;
    root->kind_given = true;
    return true;
}

static bool set_format(struct options_root *root, const char *format)
{
    static const char *const names[] = {
        [ROWS_AUTO] = "auto",
        [ROWS_NDJSON] = "ndjson",
        [ROWS_COPY] = "copy",
        [ROWS_COPY_BINARY] = "copy-binary",
    };

    return argument_choice(format, names, sizeof names / sizeof *names,
                           &root->format) ||
           message_usage("--format takes auto, ndjson, copy or copy-binary, "
                         "not '%s'",
                         format);
}

bool options_root_take(struct options_root *root, int option, char *argument)
{
    switch (option) {
    case ROOT_TYPE:
        return argument_once("--type", argument, &root->type);
    case ROOT_SELECT:
        return argument_once("--select", argument, &root->select);
    case ROOT_OPAQUE:
        root->opaque[root->opaque_count++] = argument;
        return true;
    case ROOT_LIST:
        return set_kind(root, RESPONSE_LIST);
    case ROOT_SINGLE:
        return set_kind(root, RESPONSE_SINGLE);
    case ROOT_NULL:
        return set_kind(root, RESPONSE_NULL);
    case ROOT_KEEP_CASE:
        root->keep_case = true;
        return true;
    case ROOT_FORMAT:
        return set_format(root, argument);
    case ROOT_COLUMN:
        return argument_once("--column", argument, &root->column);
    case ROOT_MIN_ROWS:
        return argument_number("--min-rows", argument, &root->min_rows);
    case ROOT_END_MARKER:
        return argument_once("--end-marker", argument, &root->end_marker);
    case ROOT_INPUT:
        root->inputs[root->input_count++] = argument;
        return true;
    default:
        return argument_once("--query", argument, &root->query);
    }
}
