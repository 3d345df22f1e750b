#include <config.h>

#include "report/message.h"

#include "base/glyph.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char program[] = "fraiseql-build";

const char message_usage_line[] =
    "Usage: fraiseql-build --field NAME [OPTION]... [FILE]...";

static bool is_quiet;
static void (*clear_line)(void);
static int first_exit_status = EXIT_COMPLETE;

void message_quiet(void)
{
    is_quiet = true;
}

void message_before(void (*clear)(void))
{
    clear_line = clear;
}

int message_exit_status(void)
{
    return first_exit_status;
}

void message_already_reported(int exit_status)
{
    if (first_exit_status == EXIT_COMPLETE)
        first_exit_status = exit_status;
}

/* --- A message in parts --------------------------------------------------- */

/*
 * stderr keeps a message until its end, so that it leaves in one piece, and
 * messages of several processes do not mix.
 */
void message_begin(void)
{
    static char text[8192];
    static bool buffered;

    if (!buffered)
        setvbuf(stderr, text, _IOFBF, sizeof text);
    buffered = true;
    if (clear_line != NULL)
        clear_line();
    fprintf(stderr, "%s: ", program);
}

void message_print(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
}

void message_show(const unsigned char *text, const unsigned char *end)
{
    while (text < end) {
        struct glyph g = glyph_at(text, end);
        fputs(g.text, stderr);
        text += g.bytes;
    }
}

void message_show_string(const char *text)
{
    const unsigned char *p = (const unsigned char *)text;

    message_show(p, p + strlen(text));
}

void message_end(int exit_status)
{
    fputc('\n', stderr);
    fflush(stderr);
    message_already_reported(exit_status);
}

/* --- Whole messages ------------------------------------------------------- */

/* As vfprintf(stderr), for %s, %c and text, but shows its arguments. */
static void show_format(const char *format, va_list arguments)
{
    for (const char *f = format; *f != '\0'; f++) {
        if (*f != '%') {
            fputc(*f, stderr);
        } else if (*++f == 'c') {
            unsigned char c = (unsigned char)va_arg(arguments, int);
            message_show(&c, &c + 1);
        } else {
            message_show_string(va_arg(arguments, const char *));
        }
    }
}

bool message_usage(const char *format, ...)
{
    va_list arguments;

    message_begin();
    va_start(arguments, format);
    show_format(format, arguments);
    va_end(arguments);
    fprintf(stderr, "\n%s\nTry '%s --help' for more.", message_usage_line,
            program);
    message_end(EXIT_USAGE);
    return false;
}

void message_warning(const char *format, ...)
{
    va_list arguments;

    if (is_quiet)
        return;
    message_begin();
    fputs("warning: ", stderr);
    va_start(arguments, format);
    show_format(format, arguments);
    va_end(arguments);
    message_end(EXIT_COMPLETE);
}

/* Begins a message about something that has a name. */
static void begin_about(const char *name)
{
    message_begin();
    message_show_string(name);
    fputs(": ", stderr);
}

void message_error(enum status status, const char *name)
{
    begin_about(name);
    fputs(status_text(status), stderr);
    message_end(status_exit(status));
}

void message_system(enum status status, const char *name)
{
    int why = errno;

    begin_about(name);
    fprintf(stderr, "%s: %s", status_text(status), strerror(why));
    message_end(status_exit(status));
}

void message_memory(const char *source, uint64_t row)
{
    if (source != NULL)
        begin_about(source);
    else
        message_begin();
    fputs(status_text(STATUS_MEMORY), stderr);
    if (row > 0)
        fprintf(stderr, " for row %" PRIu64, row);
    message_end(EXIT_IO);
}

/* --- PostgreSQL ----------------------------------------------------------- */

/* Shows lines, which may begin with tabs, without the line feed at the end. */
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
        message_show(from, p);
        if (p < end)
            fputc(*p++, stderr);
    }
}

void message_database(enum status status, const char *query, const char *code,
                      const char *text)
{
    static const char after_severity[] = ":  ";
    const char *rest = code == NULL ? NULL : strstr(text, after_severity);

    begin_about(query);
    if (rest != NULL) {
        rest += sizeof after_severity - 1;
        message_show((const unsigned char *)text, (const unsigned char *)rest);
        message_show_string(code);
        fputs(": ", stderr);
        text = rest;
    }
    show_lines(text);
    message_end(status_exit(status));
}

void message_notice(const char *query, const char *text)
{
    if (is_quiet)
        return;
    begin_about(query);
    show_lines(text);
    message_end(EXIT_COMPLETE);
}
