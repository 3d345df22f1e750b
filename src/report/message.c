#include <config.h>

#include "report/message.h"

#include "output/progress.h"
#include "report/excerpt.h"
#include "report/glyph.h"
#include "report/sentence.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char program[] = "fraiseql-build";

const char message_usage_line[] =
    "Usage: fraiseql-build --field NAME [OPTION]... [FILE]...";

static const int indent = 4;

static bool is_quiet;
static int verdict = EXIT_COMPLETE;

void message_quiet(void)
{
    is_quiet = true;
}

int message_exit_status(void)
{
    return verdict;
}

/* --- Showing what comes from outside ------------------------------------ */

static void show(const unsigned char *p, const unsigned char *end)
{
    while (p < end) {
        struct glyph g = glyph_at(p, end);
        fputs(g.text, stderr);
        p += g.bytes;
    }
}

static void show_string(const char *text)
{
    const unsigned char *p = (const unsigned char *)text;

    show(p, p + strlen(text));
}

/* As vfprintf(stderr), for %s, %c and text, but shows what it is given. */
static void show_format(const char *format, va_list arguments)
{
    for (const char *f = format; *f != '\0'; f++) {
        if (*f != '%') {
            fputc(*f, stderr);
        } else if (*++f == 'c') {
            unsigned char c = (unsigned char)va_arg(arguments, int);
            show(&c, &c + 1);
        } else {
            show_string(va_arg(arguments, const char *));
        }
    }
}

/* --- Messages ------------------------------------------------------------ */

/*
 * Begins and ends a message; in between stderr keeps it, so that it leaves in
 * one piece and messages of several programs do not mix.
 */
static void begin(void)
{
    static char text[8192];
    static bool buffered;

    if (!buffered)
        setvbuf(stderr, text, _IOFBF, sizeof text);
    buffered = true;
    progress_erase();
    fprintf(stderr, "%s: ", program);
}

static void end(void)
{
    fputc('\n', stderr);
    fflush(stderr);
}

/* The first error decides. */
static void fail(int exit_status)
{
    if (verdict == EXIT_COMPLETE)
        verdict = exit_status;
}

bool message_usage(const char *format, ...)
{
    va_list arguments;

    begin();
    va_start(arguments, format);
    show_format(format, arguments);
    va_end(arguments);
    fprintf(stderr, "\n%s\nTry '%s --help' for more.", message_usage_line,
            program);
    end();
    fail(EXIT_USAGE);
    return false;
}

void message_warning(const char *format, ...)
{
    va_list arguments;

    if (is_quiet)
        return;
    begin();
    fputs("warning: ", stderr);
    va_start(arguments, format);
    show_format(format, arguments);
    va_end(arguments);
    end();
}

void message_system(enum status status, const char *name)
{
    int why = errno;

    begin();
    show_string(name);
    fprintf(stderr, ": %s", status_text(status));
    if (status != STATUS_SAME_FILE)
        fprintf(stderr, ": %s", strerror(why));
    end();
    fail(status_exit(status));
}

void message_told(int exit_status)
{
    fail(exit_status);
}

/* --- PostgreSQL ---------------------------------------------------------- */

/* Lines of text, which may begin with tabs, without the last line's end. */
static void show_lines(const char *text)
{
    const unsigned char *p = (const unsigned char *)text;
    const unsigned char *end = p + strlen(text);

    while (end > p && end[-1] == '\n')
        end--;
    while (p < end) {
        const unsigned char *from = p;
        while (p < end && *p != '\n' && *p != '\t')
            p++;
        show(from, p);
        if (p < end)
            fputc(*p++, stderr);
    }
}

void message_database(enum status status, const char *query, const char *code,
                      const char *text)
{
    static const char behind_severity[] = ":  ";
    const char *rest = NULL;

    if (text != NULL && code != NULL)
        rest = strstr(text, behind_severity);
    begin();
    show_string(query);
    fputs(": ", stderr);
    if (text == NULL) {
        fputs(status_text(status), stderr);
    } else if (rest == NULL) {
        show_lines(text);
    } else {
        rest += sizeof behind_severity - 1;
        show((const unsigned char *)text, (const unsigned char *)rest);
        show_string(code);
        fputs(": ", stderr);
        show_lines(rest);
    }
    end();
    fail(status_exit(status));
}

void message_notice(const char *query, const char *text)
{
    if (is_quiet)
        return;
    begin();
    show_string(query);
    fputs(": ", stderr);
    show_lines(text);
    end();
}

/* --- Memory -------------------------------------------------------------- */

void message_memory(const char *source, uint64_t row)
{
    begin();
    if (source != NULL) {
        show_string(source);
        fputs(": ", stderr);
    }
    fputs(status_text(STATUS_MEMORY), stderr);
    if (row > 0)
        fprintf(stderr, " for row %" PRIu64, row);
    end();
    fail(EXIT_IO);
}

void message_few_rows(const char *source, uint64_t rows, uint64_t min_rows)
{
    begin();
    show_string(source);
    fprintf(stderr, ": %s %" PRIu64 " row%s, and the input ends after %" PRIu64,
            status_text(STATUS_FEW_ROWS), min_rows, min_rows == 1 ? "" : "s",
            rows);
    end();
    fail(status_exit(STATUS_FEW_ROWS));
}

/* A key or name as it is spelled outside, in quotes. */
static void show_name(const unsigned char *text, size_t len)
{
    struct buffer name = {0};

    if (sentence_name(&name, text, len))
        fwrite(name.data, 1, name.len, stderr);
    buffer_free(&name);
}

/* --- The schema, and selections ------------------------------------------ */

static void show_place(const char *file, const struct schema_error *error)
{
    show_string(file);
    fprintf(stderr, ":%zu:%zu: ", error->line, error->column);
}

/* What stands there instead; whole: what the text is. */
static void show_misfit(const struct schema_error *error, const char *whole)
{
    fputs(", not ", stderr);
    if (error->len == 0)
        fprintf(stderr, "the end of the %s", whole);
    else
        show_name(error->text, error->len);
}

void message_schema(enum status status, const char *file,
                    const struct schema_error *error)
{
    begin();
    show_place(file, error);
    fputs(status_text(status), stderr);
    show_misfit(error, "file");
    end();
    fail(status_exit(status));
}

void message_selection(enum status status, const char *file,
                       const struct selection *selection)
{
    begin();
    show_place(file, &selection->error);
    fputs(status_text(status), stderr);
    if (selection->type != NULL)
        fprintf(stderr, " %s", selection->type->name);
    show_misfit(&selection->error, "selection");
    if (selection->nearest != NULL)
        fprintf(stderr, "; '%s' may be meant", selection->nearest);
    end();
    fail(status_exit(status));
}

void message_no_type(const char *type, const struct schema_type *nearest)
{
    message_usage(nearest == NULL ? "the schema has no type '%s' for --type"
                                  : "the schema has no type '%s' for --type; "
                                    "'%s' may be meant",
                  type, nearest == NULL ? "" : nearest->name);
}

/* --- Bad data ------------------------------------------------------------ */

/* The line around the spot, and a caret under it. */
static void show_excerpt(const struct location *place)
{
    struct excerpt e = excerpt_of(place);

    if (e.to == e.from)
        return;
    fprintf(stderr, "\n%*s%s", indent, "", e.cut_before ? "…" : "");
    show(e.from, e.to);
    fprintf(stderr, "%s\n%*s^", e.cut_after ? "…" : "",
            indent + e.cut_before + e.columns, "");
}

/* What is wrong there, and the remedy; in short, where there is no memory. */
static void show_sentence(enum status status, const struct location *place,
                          const struct key *const keys[2])
{
    struct buffer text = {0};

    if (sentence_with_hint(&text, status, place, keys))
        fwrite(text.data, 1, text.len, stderr);
    else
        fputs(status_text(status), stderr);
    buffer_free(&text);
}

/* Where bad data is, in the form that editors know; row 0 is not shown. */
static void show_spot(const char *source, uint64_t line, uint64_t column,
                      uint64_t row)
{
    show_string(source);
    fprintf(stderr, ":%" PRIu64 ":%" PRIu64 ": ", line, column);
    if (row > 0)
        fprintf(stderr, "row %" PRIu64 ": ", row);
}

/* The number of the row, or 0 where the sentence says it. */
static uint64_t row_of(enum status status, const struct location *place)
{
    return status == STATUS_INPUT_ENDS ? 0 : place->row;
}

void message_bad_row(enum status status, const struct location *place,
                     const struct key *const keys[2])
{
    begin();
    show_spot(place->source, place->line, place->column, row_of(status, place));
    show_sentence(status, place, keys);
    show_excerpt(place);
    end();
}

void message_data(enum status status, const struct location *place,
                  const struct key *const keys[2])
{
    message_bad_row(status, place, keys);
    fail(status_exit(status));
}

bool message_keep(struct errors_row *row, enum status status,
                  const struct location *place, const struct key *const keys[2])
{
    struct buffer text = {0};

    if (!sentence_of_row(&text, status, place, keys) ||
        !buffer_terminate(&text)) {
        buffer_free(&text);
        return false;
    }
    *row = (struct errors_row){
        .message = (char *)text.data,
        .source = place->source,
        .line = place->line,
        .column = place->column,
        .row = row_of(status, place),
    };
    return true;
}

void message_kept(const struct errors_row *row)
{
    begin();
    show_spot(row->source, row->line, row->column, row->row);
    fputs(row->message, stderr);
    end();
}

void message_bad_rows(const struct message_count *count)
{
    begin();
    fprintf(stderr, "%" PRIu64 " of %" PRIu64 " row%s %s bad", count->bad,
            count->rows, count->rows == 1 ? "" : "s",
            count->bad == 1 ? "was" : "were");
    if (count->fate != NULL)
        fprintf(stderr, ", and %s", count->fate);
    if (count->told > 0)
        fprintf(stderr, "; the first %u are told", count->told);
    if (count->file != NULL) {
        fputs("; ", stderr);
        show_string(count->file);
        fputs(" is as it was", stderr);
    }
    end();
    if (count->fails)
        fail(status_exit(STATUS_BAD_ROWS));
}
