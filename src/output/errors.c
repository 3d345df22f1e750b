#include <config.h>

#include "output/errors.h"

#include "base/escape.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

bool errors_are_full(const struct errors *e)
{
    return e->count == ERRORS_MAX;
}

void errors_add(struct errors *e, const struct errors_row *row)
{
    e->rows[e->count++] = *row;
}

/* Appends what comes before a number, and the number. */
static bool append_number(struct buffer *out, const char *before, uint64_t n)
{
    char digits[24];

    snprintf(digits, sizeof digits, "%" PRIu64, n);
    return buffer_text(out, before) && buffer_text(out, digits);
}

static bool append_row(const struct errors_row *row, struct buffer *out)
{
    return buffer_text(out, "{\"message\":") &&
           escape_quote(out, row->message) && buffer_text(out, ",\"path\":[") &&
           escape_quote(out, row->field) &&
           (row->index == ERRORS_NO_INDEX ||
            append_number(out, ",", row->index)) &&
           append_number(out, "],\"extensions\":{\"line\":", row->line) &&
           append_number(out, ",\"column\":", row->column) &&
           buffer_text(out, "}}");
}

bool errors_append(const struct errors *e, struct buffer *out)
{
    for (unsigned i = 0; i < e->count; i++)
        if (!buffer_text(out, i == 0 ? ",\"errors\":[" : ",") ||
            !append_row(&e->rows[i], out))
            return false;
    return e->count == 0 || buffer_text(out, "]");
}

void errors_free(struct errors *e)
{
    while (e->count > 0)
        free(e->rows[--e->count].message);
}
