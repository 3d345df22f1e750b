#include <config.h>

#include "base/status.h"

static const struct {
    int exit;
    const char *sentence;
} table[] = {
#define STATUS(name, exit, sentence) {exit, sentence},
#include "base/status.def"
#undef STATUS
};

const char *status_text(enum status status)
{
    return table[status].sentence;
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
