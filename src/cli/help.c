#include <config.h>

#include "cli/help.h"

#include "base/buffer.h"
#include "cli/option_table.h"
#include "output/sink.h"
#include "report/message.h"

#include <string.h>

static const char license[] =
    "Copyright (C) 2026 the fraiseql-build authors\n"
    "License MIT: <https://opensource.org/license/mit>\n"
    "This is free software: you may change and pass it on.\n"
    "There is NO WARRANTY, to the extent permitted by law.\n";

static const char introduction[] =
    "Turn rows of JSON into one finished GraphQL response.\n"
    "\n"
    "  psql -XAtqc \"SELECT data FROM v_user\" |\n"
    "    fraiseql-build --field users --type User\n"
    "  fraiseql-build --field users --type User"
    " -c \"SELECT data FROM v_user\"\n"
    "\n"
    "With no FILE, or where FILE is -, rows are read from standard input.\n";

static const char closing[] =
    "\n"
    "Exit status: 0 a complete response, 1 bad data, 2 bad usage,\n"
    "3 the database, 4 a file, pipe, disk or the memory failed.\n"
    "\n"
    "The manual, with examples: man fraiseql-build\n";

/* --- The options ---------------------------------------------------------- */

enum {
    COLUMN = 23 /* where the help for an option begins */
};

static bool add_blanks(struct buffer *text, size_t n)
{
    bool made = true;

    for (size_t i = 0; made && i < n; i++)
        made = buffer_text(text, " ");
    return made;
}

/* What is typed: "  -o, --output FILE". */
static bool add_usage(struct buffer *text, const struct option_row *row)
{
    char letter[] = {'-', row->letter, ',', ' ', '\0'};
    const char *takes = row->takes == NULL ? "" : row->takes;
    bool is_apart = takes[0] != '\0' && takes[0] != '[';

    return buffer_text(text, "  ") &&
           buffer_text(text, row->letter == 0 ? "    " : letter) &&
           buffer_text(text, row->name) &&
           buffer_text(text, is_apart ? " " : "") && buffer_text(text, takes);
}

/* Lines, each from that column on; the first one begins at column `at`. */
static bool add_lines(struct buffer *text, const char *lines, size_t at)
{
    bool made = true;

    while (made && *lines != '\0') {
        size_t n = strcspn(lines, "\n");
        made = add_blanks(text, COLUMN - at) && buffer_append(text, lines, n) &&
               buffer_text(text, "\n");
        lines += n + (lines[n] == '\n');
        at = 0;
    }
    return made;
}

static bool add_option(struct buffer *text, const struct option_row *row)
{
    if (row->heading != NULL &&
        !(buffer_text(text, "\n") && buffer_text(text, row->heading) &&
          buffer_text(text, "\n")))
        return false;
    size_t begin = text->len;
    if (!add_usage(text, row))
        return false;
    size_t width = text->len - begin;
    if (width <= COLUMN - 2)
        return add_lines(text, row->help, width);
    return buffer_text(text, "\n") && add_lines(text, row->help, 0);
}

static bool add_options(struct buffer *text)
{
    bool made = true;

    for (const struct option_row *row = option_table; made && row->name != NULL;
         row++)
        made = add_option(text, row);
    return made;
}

/* --- Printing ------------------------------------------------------------- */

static bool write_text(const struct buffer *text)
{
    struct sink sink;
    enum status status = sink_open(&sink, NULL, true);

    if (status == STATUS_OK)
        status = sink_finish(&sink, text->data, text->len);
    if (status != STATUS_OK)
        message_system(status, sink.name);
    return status == STATUS_OK;
}

/* Prints the text where it was made, and frees it. */
static bool print(struct buffer *text, bool made)
{
    if (!made)
        message_memory(NULL, 0);
    bool printed = made && write_text(text);
    buffer_free(text);
    return printed;
}

bool help_options(void)
{
    struct buffer text = {0};
    bool made = buffer_text(&text, message_usage_line) &&
                buffer_text(&text, "\n") && buffer_text(&text, introduction) &&
                add_options(&text) && buffer_text(&text, closing);

    return print(&text, made);
}

bool help_version(const char *sandbox, const char *kernel)
{
    struct buffer text = {0};
    bool made =
        buffer_text(&text, PACKAGE_STRING "\n") && buffer_text(&text, license);

    if (made && sandbox != NULL && kernel != NULL)
        made = buffer_text(&text, "\nSandbox: ") &&
               buffer_text(&text, sandbox) &&
               buffer_text(&text, "\nKernel: ") && buffer_text(&text, kernel) &&
               buffer_text(&text, "\n");
    return print(&text, made);
}
