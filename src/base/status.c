#include <config.h>

#include "base/status.h"

static const struct {
    int exit;
    const char *text;
} table[STATUS_COUNT] = {
    [STATUS_OK] = {EXIT_COMPLETE, "complete"},
    [STATUS_MORE] = {EXIT_COMPLETE, "more input is needed"},
    [STATUS_END] = {EXIT_COMPLETE, "the input is at its end"},

    [STATUS_EXPECTED_VALUE] = {EXIT_DATA, "expected a JSON value"},
    [STATUS_EXPECTED_KEY_OR_END] =
        {EXIT_DATA, "expected a key in double quotes or '}' after '{'"},
    [STATUS_EXPECTED_KEY] = {EXIT_DATA,
                             "expected a key in double quotes after ','"},
    [STATUS_EXPECTED_COLON] = {EXIT_DATA, "expected ':' after a key"},
    [STATUS_EXPECTED_COMMA_OR_BRACE] = {EXIT_DATA,
                                        "expected ',' or '}' after a value"},
    [STATUS_EXPECTED_COMMA_OR_BRACKET] = {EXIT_DATA,
                                          "expected ',' or ']' after a value"},
    [STATUS_BAD_LITERAL] = {EXIT_DATA, "expected true, false or null"},
    [STATUS_BAD_NUMBER] = {EXIT_DATA, "expected a digit in a number"},
    [STATUS_LEADING_ZERO] =
        {EXIT_DATA, "expected no digit after the 0 that begins a number"},
    [STATUS_CONTROL_IN_STRING] =
        {EXIT_DATA,
         "expected an escape in a string, not a raw control character"},
    [STATUS_BAD_ESCAPE] =
        {EXIT_DATA, "expected one of \" \\ / b f n r t u after a backslash"},
    [STATUS_BAD_HEX] = {EXIT_DATA, "expected four hexadecimal digits after "
                                   "\\u"},
    [STATUS_BAD_UTF8] = {EXIT_DATA, "expected valid UTF-8"},
    [STATUS_NUL_BYTE] = {EXIT_DATA, "expected JSON, not a NUL byte"},
    [STATUS_EXPECTED_LINE_END] =
        {EXIT_DATA, "expected the end of the line after the row's value"},
    [STATUS_EXPECTED_ROW_END] = {EXIT_DATA,
                                 "expected the end of the row after its value"},
    [STATUS_INPUT_ENDS] = {EXIT_DATA, "the input ends inside"},
    [STATUS_TOO_DEEP] = {EXIT_DATA, "expected at most 16384 levels of nesting"},
    [STATUS_EQUAL_KEYS] = {EXIT_DATA, "expected different names in one object"},
    [STATUS_UNTYPED_ROW] = {EXIT_DATA,
                            "expected an object, an array of objects or null, "
                            "as --type needs"},
    [STATUS_SECOND_ROW] = {EXIT_DATA, "expected no second row with --single"},
    [STATUS_EXPECTED_COLUMNS] = {EXIT_DATA,
                                 "expected an object of columns, as --column "
                                 "needs"},
    [STATUS_NO_COLUMN] = {EXIT_DATA,
                          "expected the column that --column names before "
                          "this '}'"},
    [STATUS_NO_END_MARKER] = {EXIT_DATA,
                              "expected the line of --end-marker before the "
                              "input ends"},
    [STATUS_AFTER_END_MARKER] = {EXIT_DATA,
                                 "expected nothing after the line of "
                                 "--end-marker"},
    [STATUS_MARKED_BINARY] = {EXIT_DATA,
                              "expected lines, as --end-marker is one, and "
                              "COPY's binary format marks its end itself"},
    [STATUS_FEW_ROWS] = {EXIT_DATA, "expected at least"},
    [STATUS_BAD_ROWS] = {EXIT_DATA, "expected fewer bad rows"},
    [STATUS_NO_TYPENAME] = {EXIT_DATA,
                            "expected a __typename in an object that can be of "
                            "several types"},
    [STATUS_OTHER_TYPE] = {EXIT_DATA,
                           "expected a __typename that the schema allows here"},
    [STATUS_SELECTED_SCALAR] = {EXIT_DATA,
                                "expected an object, of which fields are "
                                "selected, an array of them, or null"},
    [STATUS_SELECTED_LEAF] = {EXIT_DATA,
                              "expected no object, as the schema has no fields "
                              "here that could be selected"},
    [STATUS_ROW_ENDS] = {EXIT_DATA, "expected the rest of the row's value"},
    [STATUS_COPY_TAB] = {EXIT_DATA,
                         "expected one column, and this tab begins another"},
    [STATUS_COPY_ESCAPE] = {EXIT_DATA,
                            "expected one of \\ b f n r t v after a backslash, "
                            "as COPY writes them"},
    [STATUS_COPY_SIGNATURE] =
        {EXIT_DATA, "expected the signature of COPY's binary format"},
    [STATUS_COPY_FLAGS] =
        {EXIT_DATA, "expected no critical flags, which mean a COPY format "
                    "that is not known"},
    [STATUS_COPY_COLUMNS] = {EXIT_DATA, "expected tuples of one column"},
    [STATUS_COPY_LENGTH] = {EXIT_DATA, "expected a length of at most 1 GiB"},
    [STATUS_COPY_CUT] = {EXIT_DATA, "expected the stream to go on to COPY's "
                                    "trailer, and it is cut here"},
    [STATUS_COPY_AFTER_END] = {EXIT_DATA,
                               "expected nothing after the end of COPY's data"},

    [STATUS_SAME_FILE] = {EXIT_USAGE, "the output is also an input"},
    [STATUS_USAGE_TOLD] = {EXIT_USAGE, "the command line is wrong"},
    [STATUS_NO_TYPE] = {EXIT_USAGE,
                        "expected --type to be an object, interface "
                        "or union of the schema"},
    [STATUS_GRAPHQL_TOKEN] =
        {EXIT_USAGE, "expected a token of GraphQL, and none begins so"},
    [STATUS_GRAPHQL_DOTS] = {EXIT_USAGE, "expected three dots in a row"},
    [STATUS_GRAPHQL_DIGIT] = {EXIT_USAGE,
                              "expected a digit here in a number of GraphQL"},
    [STATUS_GRAPHQL_ZERO] =
        {EXIT_USAGE,
         "expected no digit after the 0 that begins a number of GraphQL"},
    [STATUS_GRAPHQL_NUMBER_END] = {EXIT_USAGE,
                                   "expected a blank or another token after a "
                                   "number, not a letter, '_' or '.'"},
    [STATUS_GRAPHQL_STRING_END] =
        {EXIT_USAGE,
         "expected '\"' at the end of a string before the line ends"},
    [STATUS_GRAPHQL_BLOCK_END] =
        {EXIT_USAGE,
         "expected '\"\"\"' at the end of the block string that begins here"},
    [STATUS_GRAPHQL_ESCAPE] =
        {EXIT_USAGE,
         "expected one of \" \\ / b f n r t u after a backslash in a string"},
    [STATUS_GRAPHQL_HEX] =
        {EXIT_USAGE,
         "expected four hexadecimal digits, or some in braces, after \\u"},
    [STATUS_GRAPHQL_CODE_POINT] =
        {EXIT_USAGE, "expected a character of Unicode, which is at most 10FFFF "
                     "and no half of a surrogate pair"},
    [STATUS_GRAPHQL_UTF8] = {EXIT_USAGE, "expected GraphQL in valid UTF-8"},
    [STATUS_GRAPHQL_NAME] = {EXIT_USAGE, "expected a name"},
    [STATUS_GRAPHQL_COLON] =
        {EXIT_USAGE, "expected ':' between a name and its type or value"},
    [STATUS_GRAPHQL_VALUE] = {EXIT_USAGE, "expected a constant value"},
    [STATUS_GRAPHQL_ARGUMENT] = {EXIT_USAGE, "expected a value or a variable"},
    [STATUS_GRAPHQL_TOO_DEEP] = {EXIT_USAGE,
                                 "expected at most 100 levels in a value"},
    [STATUS_SCHEMA_EXECUTABLE] =
        {EXIT_USAGE,
         "expected a schema, and this is an operation or a fragment"},
    [STATUS_SCHEMA_DEFINITION] =
        {EXIT_USAGE,
         "expected a definition of a type, a directive or the schema"},
    [STATUS_SCHEMA_DESCRIBED] =
        {EXIT_USAGE,
         "expected a definition after a description, not an extension"},
    [STATUS_SCHEMA_NOTHING_ADDED] =
        {EXIT_USAGE, "expected something that the extension adds"},
    [STATUS_SCHEMA_RESERVED_NAME] = {EXIT_USAGE,
                                     "expected a name that does not begin with "
                                     "__, which introspection has for itself"},
    [STATUS_SCHEMA_TYPE] = {EXIT_USAGE,
                            "expected a type, which is a name or in [ ]"},
    [STATUS_SCHEMA_BRACKET] = {EXIT_USAGE,
                               "expected ']' after the type in a list"},
    [STATUS_SCHEMA_BRACE] = {EXIT_USAGE, "expected '{'"},
    [STATUS_SCHEMA_ENUM_VALUE] = {EXIT_USAGE,
                                  "expected the name of an enum value, which "
                                  "is not true, false or null"},
    [STATUS_SCHEMA_OPERATION] = {EXIT_USAGE,
                                 "expected query, mutation or subscription"},
    [STATUS_SCHEMA_AT] = {EXIT_USAGE,
                          "expected '@' and the name of the directive"},
    [STATUS_SCHEMA_ON] = {EXIT_USAGE,
                          "expected on and the directive's locations"},
    [STATUS_SCHEMA_LOCATION] = {EXIT_USAGE,
                                "expected a location of directives, such as "
                                "OBJECT or FIELD_DEFINITION"},
    [STATUS_SCHEMA_TYPE_TWICE] = {EXIT_USAGE,
                                  "expected each type to be defined once"},
    [STATUS_SCHEMA_BUILT_IN] = {EXIT_USAGE,
                                "expected a built-in scalar to be a scalar"},
    [STATUS_SCHEMA_UNKNOWN_TYPE] = {EXIT_USAGE,
                                    "expected a type that the schema defines"},
    [STATUS_SCHEMA_OTHER_KIND] =
        {EXIT_USAGE, "expected an extension of the same kind as its type"},
    [STATUS_SCHEMA_OUTPUT_TYPE] =
        {EXIT_USAGE, "expected a type of output, and this is an input object"},
    [STATUS_SCHEMA_INPUT_TYPE] =
        {EXIT_USAGE,
         "expected a type of input: a scalar, an enum or an input object"},
    [STATUS_SCHEMA_OBJECT_TYPE] = {EXIT_USAGE, "expected an object type"},
    [STATUS_SCHEMA_INTERFACE_TYPE] = {EXIT_USAGE, "expected an interface"},
    [STATUS_SCHEMA_FIELD_TWICE] = {EXIT_USAGE,
                                   "expected each field of a type once"},
    [STATUS_SCHEMA_MEMBER_TWICE] = {EXIT_USAGE,
                                    "expected each member of a union once"},
    [STATUS_SCHEMA_INTERFACE_TWICE] =
        {EXIT_USAGE, "expected each interface of a type once"},
    [STATUS_SELECTION_DEFINITION] =
        {EXIT_USAGE, "expected a selection in braces, an operation or a "
                     "fragment"},
    [STATUS_SELECTION_DESCRIBED] =
        {EXIT_USAGE, "expected an operation or a fragment after a description"},
    [STATUS_SELECTION_NONE] =
        {EXIT_USAGE, "expected a selection in braces or an operation besides "
                     "the fragments"},
    [STATUS_SELECTION_SECOND] =
        {EXIT_USAGE, "expected one selection in braces or one operation, and "
                     "this is a second"},
    [STATUS_SELECTION_VARIABLE] = {EXIT_USAGE,
                                   "expected '$' and the name of a variable"},
    [STATUS_SELECTION_ROOT] =
        {EXIT_USAGE, "expected the operation's root field, which no fragment "
                     "gives"},
    [STATUS_SELECTION_SECOND_ROOT] =
        {EXIT_USAGE, "expected '}' behind the operation's only root field"},
    [STATUS_SELECTION_BRACE] = {EXIT_USAGE,
                                "expected '{' and what is selected"},
    [STATUS_SELECTION_FIELD] = {EXIT_USAGE, "expected a field or a fragment"},
    [STATUS_SELECTION_FRAGMENT_NAME] =
        {EXIT_USAGE, "expected the name of a fragment, which is not on"},
    [STATUS_SELECTION_ON] = {EXIT_USAGE, "expected on and the type that the "
                                         "fragment is for"},
    [STATUS_SELECTION_DIRECTIVE] =
        {EXIT_USAGE, "expected @include or @skip, as no other directive means "
                     "anything here"},
    [STATUS_SELECTION_DIRECTIVE_PLACE] =
        {EXIT_USAGE, "expected no directive but on what is selected of a row"},
    [STATUS_SELECTION_DIRECTIVE_TWICE] =
        {EXIT_USAGE, "expected each directive once in a place"},
    [STATUS_SELECTION_IF] = {EXIT_USAGE,
                             "expected (if: true) or (if: false) behind the "
                             "directive"},
    [STATUS_SELECTION_UNKNOWN_VALUE] =
        {EXIT_USAGE, "expected true or false, as variables have no values "
                     "here"},
    [STATUS_SELECTION_TOO_DEEP] =
        {EXIT_USAGE, "expected at most 100 levels of selections, those of "
                     "fragments included"},
    [STATUS_SELECTION_TOO_LARGE] =
        {EXIT_USAGE, "expected at most 10000 fields, those of fragments "
                     "included wherever they are used"},
    [STATUS_SELECTION_TOO_LONG] =
        {EXIT_USAGE, "expected at most 100000 fields and fragments, even where "
                     "they are the same again"},
    [STATUS_SELECTION_FRAGMENT_TWICE] =
        {EXIT_USAGE, "expected each fragment to be defined once"},
    [STATUS_SELECTION_UNKNOWN_FRAGMENT] =
        {EXIT_USAGE, "expected a fragment that is defined"},
    [STATUS_SELECTION_CYCLE] = {EXIT_USAGE,
                                "expected no fragment inside of itself"},
    [STATUS_SELECTION_CONDITION] =
        {EXIT_USAGE, "expected no fragment on a type here, as it needs "
                     "--schema (or to be on --type, and of the row itself)"},
    [STATUS_SELECTION_COMPOSITE_TYPE] =
        {EXIT_USAGE, "expected a type that has fields: an object, an interface "
                     "or a union"},
    [STATUS_SELECTION_OTHER_TYPE] =
        {EXIT_USAGE, "expected a fragment on a type that an object can have "
                     "here"},
    [STATUS_SELECTION_UNKNOWN_FIELD] = {EXIT_USAGE,
                                        "expected a field of the type"},
    [STATUS_SELECTION_LEAF] =
        {EXIT_USAGE, "expected nothing to be selected in a field that is a "
                     "scalar or an enum"},
    [STATUS_SELECTION_NO_LEAF] =
        {EXIT_USAGE, "expected '{' and what is selected behind a field that is "
                     "an object"},
    [STATUS_SELECTION_OTHER_FIELD] =
        {EXIT_USAGE, "expected a response key of its own for another field"},
    [STATUS_SELECTION_OTHER_SHAPE] =
        {EXIT_USAGE, "expected values of one kind under one response key"},

    [STATUS_CONNECT_STRING] =
        {EXIT_DATABASE, "expected a connection string in --dbname that libpq "
                        "can read (it is not shown, as there may be a password "
                        "in it)"},
    [STATUS_CONNECT] = {EXIT_DATABASE, "cannot connect to PostgreSQL"},
    [STATUS_SERVER] = {EXIT_DATABASE, "the server refused"},
    [STATUS_QUERY_NUL] = {EXIT_DATABASE,
                          "expected a query that is text, and this one has a "
                          "NUL byte"},
    [STATUS_QUERY_PARAMETER] =
        {EXIT_DATABASE, "expected a query without parameters such as $1 "
                        "(--setting passes values)"},
    [STATUS_QUERY_COLUMNS] =
        {EXIT_DATABASE, "expected a query that gives rows, such as a SELECT, "
                        "and this one has no column"},
    [STATUS_QUERY_KIND] = {EXIT_DATABASE,
                           "expected a SELECT, or a VALUES, TABLE or WITH, and "
                           "nothing behind a ';', as COPY takes nothing else"},
    [STATUS_QUERY_TEXT] = {EXIT_DATA, "expected a JSON value in a column of "
                                      "text, not a byte 01"},
    [STATUS_ENCODING] = {EXIT_DATABASE,
                         "expected client_encoding to stay UTF8, and a "
                         "--setting, the query or the server has changed it"},
    [STATUS_INCOMPLETE] = {EXIT_DATABASE,
                           "expected the proof that these are all the rows"},
    [STATUS_READER_GONE] = {EXIT_DATABASE, "nobody reads the rows"},
    [STATUS_QUERY_TOLD] = {EXIT_DATABASE, "the query has failed"},
    [STATUS_QUERY_ENDED] = {EXIT_DATABASE,
                            "the program that asks PostgreSQL was ended"},

    [STATUS_RUN_QUERY] = {EXIT_IO,
                          "cannot run the program that asks PostgreSQL"},
    [STATUS_OPEN_INPUT] = {EXIT_IO, "cannot open for reading"},
    [STATUS_READ] = {EXIT_IO, "cannot read"},
    [STATUS_OPEN_OUTPUT] = {EXIT_IO, "cannot open for writing"},
    [STATUS_WRITE] = {EXIT_IO, "cannot write"},
    [STATUS_RENAME] = {EXIT_IO, "cannot put the finished file in place"},
    [STATUS_MEMORY] = {EXIT_IO, "not enough memory"},
};

const char *status_text(enum status status)
{
    return table[status].text;
}

int status_exit(enum status status)
{
    return table[status].exit;
}

bool status_is_of_row(enum status status)
{
    switch (status) {
    case STATUS_SECOND_ROW:
    case STATUS_NO_END_MARKER:
    case STATUS_AFTER_END_MARKER:
    case STATUS_MARKED_BINARY:
    case STATUS_FEW_ROWS:
    case STATUS_BAD_ROWS:
    case STATUS_COPY_SIGNATURE:
    case STATUS_COPY_FLAGS:
    case STATUS_COPY_COLUMNS:
    case STATUS_COPY_LENGTH:
    case STATUS_COPY_CUT:
    case STATUS_COPY_AFTER_END:
    case STATUS_QUERY_TEXT:
        return false;
    default:
        return status_exit(status) == EXIT_DATA;
    }
}
