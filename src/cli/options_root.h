/*
 * options_root: the options of one root field: where its rows come from, and
 * what becomes of them.
 */
#ifndef CLI_OPTIONS_ROOT_H
#define CLI_OPTIONS_ROOT_H

#include "input/rows.h"
#include "output/response.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One root field of the response. What is not given is NULL, 0 or false. */
struct options_root {
    const char *field; /* its key, UTF-8; the selection may have one, too */
    enum response_kind kind;
    bool kind_given;
    const char *type;   /* UTF-8 */
    const char *select; /* a selection set, a document, or @FILE */
    char **opaque;      /* names joined by '.', each UTF-8 */
    size_t opaque_count;
    bool keep_case;
    enum rows_format format;
    const char *column;     /* of rows that are objects keyed by column: the
                               member that is the row */
    uint64_t min_rows;      /* fewer are bad data */
    const char *end_marker; /* the line that ends each input */
    const char *query;      /* SQL, or @FILE; NULL: rows come from files */
    char **inputs;          /* files; none: stdin, where rows are read */
    size_t input_count;
};

/* The long options of a root; --query is 'c'. --field begins a root. */
enum options_root_option {
    ROOT_TYPE = 256, /* beyond all letters */
    ROOT_SELECT,
    ROOT_OPAQUE,
    ROOT_LIST,
    ROOT_SINGLE,
    ROOT_NULL,
    ROOT_KEEP_CASE,
    ROOT_FORMAT,
    ROOT_COLUMN,
    ROOT_MIN_ROWS,
    ROOT_END_MARKER,
    ROOT_INPUT,
    ROOT_OPTIONS_END, /* where the numbers of other options begin */
};

/* The option that a kind is given by. */
const char *options_root_kind(enum response_kind kind);

/*
 * Takes an option of the root and its argument, which is kept. The lists have
 * room. false: a usage error says what is wrong with it.
 */
bool options_root_take(struct options_root *root, int option, char *argument);

#endif
