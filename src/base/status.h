/*
 * status: what a step came to, and what the program says and returns for it.
 *
 * Every function of the core that can fail returns one of these; only the
 * edge (main, through message.c) turns it into words and an exit status.
 */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

#include <stdbool.h>

/* Exit statuses of the program; they are part of its contract. */
enum {
    EXIT_COMPLETE = 0, /* the whole response was written */
    EXIT_DATA = 1,     /* the rows are not what they should be */
    EXIT_USAGE = 2,    /* the command line, or what it names, is not */
    EXIT_DATABASE = 3, /* PostgreSQL did not give the rows, or not all */
    EXIT_IO = 4,       /* a file, pipe, disk or the memory failed */
};

enum status {
    /* No errors: how far a step got. */
    STATUS_OK,
    STATUS_MORE, /* the window is used up; call again with more bytes */
    STATUS_END,  /* there is no more input */

    /* Bad data. RFC 8259 grammar: */
    STATUS_EXPECTED_VALUE,
    STATUS_EXPECTED_KEY_OR_END,
    STATUS_EXPECTED_KEY,
    STATUS_EXPECTED_COLON,
    STATUS_EXPECTED_COMMA_OR_BRACE,
    STATUS_EXPECTED_COMMA_OR_BRACKET,
    STATUS_BAD_LITERAL,
    STATUS_BAD_NUMBER,
    STATUS_LEADING_ZERO,
    STATUS_CONTROL_IN_STRING,
    STATUS_BAD_ESCAPE,
    STATUS_BAD_HEX,
    STATUS_BAD_UTF8,
    STATUS_NUL_BYTE,
    /* what this program asks of rows: */
    STATUS_EXPECTED_LINE_END,
    STATUS_EXPECTED_ROW_END,
    STATUS_INPUT_ENDS,
    STATUS_TOO_DEEP,
    STATUS_EQUAL_KEYS,
    STATUS_UNTYPED_ROW,
    STATUS_SECOND_ROW,
    STATUS_NO_TYPENAME,
    STATUS_OTHER_TYPE,
    STATUS_SELECTED_SCALAR,
    STATUS_SELECTED_LEAF,
    STATUS_EXPECTED_COLUMNS,
    STATUS_NO_COLUMN,
    STATUS_NO_END_MARKER,
    STATUS_AFTER_END_MARKER,
    STATUS_MARKED_BINARY,
    STATUS_FEW_ROWS,
    STATUS_BAD_ROWS, /* the response is complete without them */
    STATUS_ROW_ENDS,
    /* COPY's formats: */
    STATUS_COPY_TAB,
    STATUS_COPY_ESCAPE,
    STATUS_COPY_SIGNATURE,
    STATUS_COPY_FLAGS,
    STATUS_COPY_COLUMNS,
    STATUS_COPY_LENGTH,
    STATUS_COPY_CUT,
    STATUS_COPY_AFTER_END,

    /* The command line, and what it names. */
    STATUS_SAME_FILE,
    STATUS_USAGE_TOLD, /* it is wrong, and a usage error has said why */
    /* GraphQL's tokens, */
    STATUS_NO_TYPE, /* --type is none of the schema's */
    STATUS_GRAPHQL_TOKEN,
    STATUS_GRAPHQL_DOTS,
    STATUS_GRAPHQL_DIGIT,
    STATUS_GRAPHQL_ZERO,
    STATUS_GRAPHQL_NUMBER_END,
    STATUS_GRAPHQL_STRING_END,
    STATUS_GRAPHQL_BLOCK_END,
    STATUS_GRAPHQL_ESCAPE,
    STATUS_GRAPHQL_HEX,
    STATUS_GRAPHQL_CODE_POINT,
    STATUS_GRAPHQL_UTF8,
    /* grammar, */
    STATUS_GRAPHQL_NAME,
    STATUS_GRAPHQL_COLON,
    STATUS_GRAPHQL_VALUE,
    STATUS_GRAPHQL_ARGUMENT,
    STATUS_GRAPHQL_TOO_DEEP,
    /* schemas, */
    STATUS_SCHEMA_EXECUTABLE,
    STATUS_SCHEMA_DEFINITION,
    STATUS_SCHEMA_DESCRIBED,
    STATUS_SCHEMA_NOTHING_ADDED,
    STATUS_SCHEMA_RESERVED_NAME,
    STATUS_SCHEMA_TYPE,
    STATUS_SCHEMA_BRACKET,
    STATUS_SCHEMA_BRACE,
    STATUS_SCHEMA_ENUM_VALUE,
    STATUS_SCHEMA_OPERATION,
    STATUS_SCHEMA_AT,
    STATUS_SCHEMA_ON,
    STATUS_SCHEMA_LOCATION,
    STATUS_SCHEMA_TYPE_TWICE,
    STATUS_SCHEMA_BUILT_IN,
    STATUS_SCHEMA_UNKNOWN_TYPE,
    STATUS_SCHEMA_OTHER_KIND,
    STATUS_SCHEMA_OUTPUT_TYPE,
    STATUS_SCHEMA_INPUT_TYPE,
    STATUS_SCHEMA_OBJECT_TYPE,
    STATUS_SCHEMA_INTERFACE_TYPE,
    STATUS_SCHEMA_FIELD_TWICE,
    STATUS_SCHEMA_MEMBER_TWICE,
    STATUS_SCHEMA_INTERFACE_TWICE,
    /* and selections: */
    STATUS_SELECTION_DEFINITION,
    STATUS_SELECTION_DESCRIBED,
    STATUS_SELECTION_NONE,
    STATUS_SELECTION_SECOND,
    STATUS_SELECTION_VARIABLE,
    STATUS_SELECTION_ROOT,
    STATUS_SELECTION_SECOND_ROOT,
    STATUS_SELECTION_BRACE,
    STATUS_SELECTION_FIELD,
    STATUS_SELECTION_FRAGMENT_NAME,
    STATUS_SELECTION_ON,
    STATUS_SELECTION_DIRECTIVE,
    STATUS_SELECTION_DIRECTIVE_PLACE,
    STATUS_SELECTION_DIRECTIVE_TWICE,
    STATUS_SELECTION_IF,
    STATUS_SELECTION_UNKNOWN_VALUE,
    STATUS_SELECTION_TOO_DEEP,
    STATUS_SELECTION_TOO_LARGE,
    STATUS_SELECTION_TOO_LONG,
    STATUS_SELECTION_FRAGMENT_TWICE,
    STATUS_SELECTION_UNKNOWN_FRAGMENT,
    STATUS_SELECTION_CYCLE,
    STATUS_SELECTION_CONDITION,
    STATUS_SELECTION_COMPOSITE_TYPE,
    STATUS_SELECTION_OTHER_TYPE,
    STATUS_SELECTION_UNKNOWN_FIELD,
    STATUS_SELECTION_LEAF,
    STATUS_SELECTION_NO_LEAF,
    STATUS_SELECTION_OTHER_FIELD,
    STATUS_SELECTION_OTHER_SHAPE,

    /* PostgreSQL. */
    STATUS_CONNECT_STRING,  /* --dbname is one that libpq cannot read */
    STATUS_CONNECT,         /* there is no connection; libpq says why */
    STATUS_SERVER,          /* the server refused; it says why */
    STATUS_QUERY_NUL,       /* of the query's text: */
    STATUS_QUERY_PARAMETER, /* $1 */
    STATUS_QUERY_COLUMNS,   /* it gives no rows */
    STATUS_QUERY_KIND,      /* COPY does not take it */
    STATUS_QUERY_TEXT,      /* its text is no JSON, but looks like jsonb */
    STATUS_ENCODING,        /* the server does not send UTF-8 */
    STATUS_INCOMPLETE,      /* the rows are not proven to be all */
    STATUS_READER_GONE,     /* nobody wants the rows any more */
    STATUS_QUERY_TOLD,      /* the program that asks has failed, and said why */
    STATUS_QUERY_ENDED,     /* it has ended, and said nothing */

    /* The world around. */
    STATUS_RUN_QUERY,
    STATUS_OPEN_INPUT,
    STATUS_READ,
    STATUS_OPEN_OUTPUT,
    STATUS_WRITE,
    STATUS_RENAME,
    STATUS_MEMORY,

    STATUS_COUNT
};

/*
 * The sentence for a status: static text, no final full stop, to be followed
 * by nothing or by ": " and the reason. Never NULL.
 */
const char *status_text(enum status status);

/*
 * Whether the status is that of one bad row, after which the next may be read;
 * no other error leaves a way to go on.
 */
bool status_is_of_row(enum status status);

/* The exit status of the program that ends with this status. */
int status_exit(enum status status);

#endif
