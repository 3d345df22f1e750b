#include <config.h>

#include "report/diagnosis.h"

#include "base/buffer.h"
#include "base/glyph.h"
#include "graphql/schema.h"
#include "graphql/selection.h"
#include "output/errors.h"
#include "plan/plan.h"
#include "report/excerpt.h"
#include "report/hint.h"
#include "report/location.h"
#include "report/message.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum {
    NAME = 80 /* bytes of a key or name that are shown */
};

/*
 * Appends a key or name in quotes, as it is spelled outside; of a long one the
 * first bytes. false: no memory.
 */
static bool append_name(struct buffer *out, const unsigned char *text,
                        size_t len)
{
    const unsigned char *p = text;
    size_t n = len;
    bool fits = buffer_text(out, "\"");

    if (n > NAME)
        for (n = NAME; n > NAME - 4 && (text[n] & 0xC0) == 0x80; n--)
            continue;
    while (fits && p < text + n) {
        struct glyph g = glyph_at(p, text + n);
        fits = buffer_text(out, g.text);
        p += g.bytes;
    }
    return fits && buffer_text(out, n < len ? "…\"" : "\"");
}

/* --- The schema, and selections ------------------------------------------- */

static void show_position(const char *file, const struct schema_error *error)
{
    message_show_string(file);
    message_print(":%zu:%zu: ", error->line, error->column);
}

/*
 * Shows the wrong text after a sentence: `expected a name, not "{"`, or `the
 * type is defined twice: "User"`. whole: what the text around it is.
 */
static void show_misfit(enum status status, const struct schema_error *error,
                        const char *whole)
{
    static const char expected[] = "expected ";
    bool is_expected =
        strncmp(status_text(status), expected, sizeof expected - 1) == 0;
    struct buffer name = {0};

    if (error->len == 0 && is_expected)
        message_print(", not the end of the %s", whole);
    else if (error->len > 0 && append_name(&name, error->text, error->len))
        message_print("%s %.*s", is_expected ? ", not" : ":", (int)name.len,
                      (const char *)name.data);
    buffer_free(&name);
}

void diagnosis_schema(enum status status, const char *file,
                      const struct schema_error *error)
{
    message_begin();
    show_position(file, error);
    message_print("%s", status_text(status));
    show_misfit(status, error, "file");
    message_end(status_exit(status));
}

void diagnosis_selection(enum status status, const char *file,
                         const struct selection *selection)
{
    message_begin();
    show_position(file, &selection->error);
    message_print("%s", status_text(status));
    if (selection->type != NULL)
        message_print(" %s", selection->type->name);
    show_misfit(status, &selection->error, "selection");
    if (selection->nearest != NULL)
        message_print(" (did you mean '%s'?)", selection->nearest);
    message_end(status_exit(status));
}

void diagnosis_no_type(const char *type, const struct schema_type *nearest)
{
    message_usage(nearest == NULL ? "the schema has no type '%s' for --type"
                                  : "the schema has no type '%s' for --type "
                                    "(did you mean '%s'?)",
                  type, nearest == NULL ? "" : nearest->name);
}

/* --- Sentences about a row ------------------------------------------------ */

/* Two keys of one object that came to the same name. */
static bool append_keys(struct buffer *out, const struct key *const keys[2])
{
    size_t len;
    const unsigned char *name = plan_spelling(keys[0]->name, &len);

    if (!buffer_text(out, ": ") ||
        !append_name(out, keys[0]->raw, keys[0]->len))
        return false;
    if (keys[0] == keys[1])
        return buffer_text(out, " occurs twice");
    return buffer_text(out, " and ") &&
           append_name(out, keys[1]->raw, keys[1]->len) &&
           buffer_text(out, " both become ") && append_name(out, name, len);
}

/* The row that the input ends in. */
static bool append_row(struct buffer *out, const struct location *where)
{
    char text[80];

    snprintf(text, sizeof text, " row %" PRIu64, where->row);
    if (!buffer_text(out, text))
        return false;
    if (where->line == where->row_line)
        return true;
    snprintf(text, sizeof text, ", which begins on line %" PRIu64,
             where->row_line);
    return buffer_text(out, text);
}

/* Appends the sentence, without a hint. false: no memory. */
static bool append_sentence(struct buffer *out, enum status status,
                            const struct location *where,
                            const struct key *const keys[2])
{
    return buffer_text(out, status_text(status)) &&
           (keys == NULL || append_keys(out, keys)) &&
           (status != STATUS_INPUT_ENDS || append_row(out, where));
}

/* Appends the hint in parentheses, if there is one. false: no memory. */
static bool append_hint(struct buffer *out, enum status status,
                        const struct location *where)
{
    const char *hint = hint_find(status, where);

    return hint == NULL || (buffer_text(out, " (") && buffer_text(out, hint) &&
                            buffer_text(out, ")"));
}

/* Shows sentence and hint; only what the status says, if memory is short. */
static void show_sentence(enum status status, const struct location *where,
                          const struct key *const keys[2])
{
    struct buffer text = {0};

    if (append_sentence(&text, status, where, keys) &&
        append_hint(&text, status, where))
        message_print("%.*s", (int)text.len, (const char *)text.data);
    else
        message_print("%s", status_text(status));
    buffer_free(&text);
}

/* --- Rows ----------------------------------------------------------------- */

/* Shows where bad data is, in the form that editors know; row 0 is not shown.
 */
static void show_spot(const char *source, uint64_t line, uint64_t column,
                      uint64_t row)
{
    message_show_string(source);
    message_print(":%" PRIu64 ":%" PRIu64 ": ", line, column);
    if (row > 0)
        message_print("row %" PRIu64 ": ", row);
}

/* The number of the row, or 0 where the sentence has it. */
static uint64_t row_of(enum status status, const struct location *where)
{
    return status == STATUS_INPUT_ENDS ? 0 : where->row;
}

/* Prints what is wrong with a row, and fails the run with that exit status. */
static void report_row(enum status status, const struct location *where,
                       const struct key *const keys[2], int exit_status)
{
    message_begin();
    show_spot(where->source, where->line, where->column, row_of(status, where));
    show_sentence(status, where, keys);
    excerpt_show(where);
    message_end(exit_status);
}

void diagnosis_data(enum status status, const struct location *where,
                    const struct key *const keys[2])
{
    report_row(status, where, keys, status_exit(status));
}

void diagnosis_bad_row(enum status status, const struct location *where,
                       const struct key *const keys[2])
{
    report_row(status, where, keys, EXIT_COMPLETE);
}

bool diagnosis_defer(struct errors_row *row, enum status status,
                     const struct location *where,
                     const struct key *const keys[2])
{
    struct buffer text = {0};

    if (!append_sentence(&text, status, where, keys) ||
        !buffer_terminate(&text)) {
        buffer_free(&text);
        return false;
    }
    *row = (struct errors_row){
        .message = (char *)text.data,
        .source = where->source,
        .line = where->line,
        .column = where->column,
        .row = row_of(status, where),
    };
    return true;
}

void diagnosis_deferred(const struct errors_row *row)
{
    message_begin();
    show_spot(row->source, row->line, row->column, row->row);
    message_print("%s", row->message);
    message_end(EXIT_COMPLETE);
}

void diagnosis_bad_rows(const struct diagnosis_count *count)
{
    message_begin();
    message_print("%" PRIu64 " of %" PRIu64 " row%s %s bad", count->bad,
                  count->rows, count->rows == 1 ? "" : "s",
                  count->bad == 1 ? "was" : "were");
    if (count->fate != NULL)
        message_print(", and %s", count->fate);
    if (count->shown > 0)
        message_print("; the response has the errors of the first %u",
                      count->shown);
    if (count->file != NULL) {
        message_print("; ");
        message_show_string(count->file);
        message_print(" was not replaced");
    }
    message_end(count->fails ? status_exit(STATUS_BAD_ROWS) : EXIT_COMPLETE);
}

void diagnosis_few_rows(const char *source, uint64_t rows, uint64_t min_rows)
{
    message_begin();
    message_show_string(source);
    message_print(": %s: --min-rows asks for at least %" PRIu64
                  ", and the input ends after %" PRIu64,
                  status_text(STATUS_FEW_ROWS), min_rows, rows);
    message_end(status_exit(STATUS_FEW_ROWS));
}
