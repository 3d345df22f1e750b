/*
 * cases: the readable examples of tests/cases.
 *
 *      # Lines that begin so are comments.
 *      --list --type User
 *      {"first_name": "Ada"}
 *      {"first_name": "Bob"}
 *      [{"__typename":"User","firstName":"Ada"},{"__typename":"User",...
 *
 *      --rows
 *      [1, 02]
 *      ! LEADING_ZERO 1:6
 *
 * A case is the options, the lines of the input, and in one line the
 * output, or an error with its line and column. Blank lines divide
 * cases. A line stands for its bytes and a line end, but
 *
 *      <0D>    is the byte that the two digits say (A to F in capitals)
 *      <end>   as the last of a line means that no line end follows
 *
 * Options are those of the program: --list, --single, --rows, --lines,
 * --keep-case, --type NAME, --column NAME, --end-marker TEXT. The output is
 * that of --bare.
 */
#ifndef SUPPORT_CASES_H
#define SUPPORT_CASES_H

#include "base/buffer.h"
#include "base/status.h"
#include "output/response.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct one_case {
    char name[64]; /* numbers.txt:12 */
    struct response response;
    enum response_kind kind;
    bool keep_case;
    char type[32], member[32], marker[32]; /* or empty; member: of --column */
    struct buffer input, output;
    enum status status; /* where it is an error, */
    uint64_t line, column;
};

struct cases {
    struct one_case *list;
    size_t count;
};

/*
 * Reads every file of tests/cases of the source tree, in the order of their
 * names. What cannot be read ends the program with TAP's "Bail out!".
 */
struct cases cases_read(void);

#endif
