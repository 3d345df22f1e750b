#include <config.h>

#include "message.h"

#include "glyph.h"
#include "hint.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char program[] = "fraiseql-build";

const char message_usage_line[] =
    "Usage: fraiseql-build --field NAME [OPTION]... [FILE]...";

enum {
    BEFORE = 32, /* columns of a terminal that are shown before the spot */
    AFTER = 40,  /* and after it */
    INDENT = 4,
    NAME = 80, /* bytes of a key that are shown */
};

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

void message_database(enum status status, const char *code, const char *text)
{
    static const char behind_severity[] = ":  ";
    const char *rest = NULL;

    if (text != NULL && code != NULL)
        rest = strstr(text, behind_severity);
    begin();
    fputs("query: ", stderr);
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

void message_notice(const char *text)
{
    if (is_quiet)
        return;
    begin();
    fputs("query: ", stderr);
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

/* A key or name as a row spells it, of which the first bytes will do. */
static void show_name(const unsigned char *text, size_t len)
{
    size_t n = len;

    if (n > NAME)
        for (n = NAME; n > NAME - 4 && (text[n] & 0xC0) == 0x80; n--)
            continue;
    fputc('"', stderr);
    show(text, text + n);
    fputs(n < len ? "…\"" : "\"", stderr);
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

/*
 * Where to begin to show a line so that the spot is at most BEFORE columns
 * away; *columns is how many.
 */
static const unsigned char *excerpt_begin(const struct place *place,
                                          int *columns)
{
    const unsigned char *from = place->at;

    *columns = 0;
    while (from > place->text) {
        const unsigned char *p = from - 1;
        while (p > place->text && from - p < 4 && (*p & 0xC0) == 0x80)
            p--;
        if (glyph_at(p, from).bytes != (unsigned)(from - p))
            p = from - 1; /* no character: byte by byte */
        struct glyph g = glyph_at(p, from);
        if (*columns + g.columns > BEFORE)
            break;
        *columns += g.columns;
        from = p;
    }
    return from;
}

/* Where to end: with the line, or at most AFTER columns on. */
static const unsigned char *excerpt_end(const struct place *place)
{
    const unsigned char *p = place->at;
    int columns = 0;

    while (p < place->end && *p != '\n') {
        struct glyph g = glyph_at(p, place->end);
        columns += g.columns;
        if (columns > AFTER)
            break;
        p += g.bytes;
    }
    return p;
}

/* The line around the spot, and a caret under it. */
static void show_excerpt(const struct place *place)
{
    int columns;
    const unsigned char *from = excerpt_begin(place, &columns);
    const unsigned char *to = excerpt_end(place);
    bool cut_before = place->cut || from > place->text;
    bool cut_after = to < place->end && *to != '\n';

    if (to > place->at && to[-1] == '\r')
        to--;
    if (to == from)
        return;
    fprintf(stderr, "\n%*s%s", INDENT, "", cut_before ? "…" : "");
    show(from, to);
    fprintf(stderr, "%s\n%*s^", cut_after ? "…" : "",
            INDENT + cut_before + columns, "");
}

static void show_keys(const struct key *const keys[2])
{
    const struct name *name = keys[0]->name;

    fprintf(stderr, "%s, but ", status_text(STATUS_EQUAL_KEYS));
    show_name(keys[0]->raw, keys[0]->len);
    if (keys[0] == keys[1]) {
        fputs(" stands there twice", stderr);
        return;
    }
    fputs(" and ", stderr);
    show_name(keys[1]->raw, keys[1]->len);
    fputs(" both become ", stderr);
    /* A name's text is "name": with quotes and a colon. */
    show_name(name->text + 1, name->len - 3);
}

void message_data(enum status status, const struct place *place,
                  const struct key *const keys[2])
{
    const char *hint = hint_find(status, place);

    begin();
    show_string(place->source);
    fprintf(stderr, ":%" PRIu64 ":%" PRIu64 ": ", place->line, place->column);
    if (status == STATUS_INPUT_ENDS) {
        fprintf(stderr, "%s row %" PRIu64, status_text(status), place->row);
        if (place->line != place->row_line)
            fprintf(stderr, ", which begins on line %" PRIu64, place->row_line);
    } else {
        if (place->row > 0)
            fprintf(stderr, "row %" PRIu64 ": ", place->row);
        if (keys != NULL)
            show_keys(keys);
        else
            fputs(status_text(status), stderr);
    }
    if (hint != NULL)
        fprintf(stderr, " (%s)", hint);
    show_excerpt(place);
    end();
    fail(status_exit(status));
}
