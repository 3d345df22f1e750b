#include <config.h>

#include "report/hint.h"

#include "base/ascii.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* One mistake that shows in several ways. */
static const char one_column[] = "select only the column that is JSON";

/* A piece of the input. */
struct piece {
    const unsigned char *p, *end;
};

static void skip(struct piece *s, bool (*is)(unsigned char))
{
    while (s->p < s->end && is(*s->p))
        s->p++;
}

static bool take(struct piece *s, const char *text)
{
    size_t n = strlen(text);

    if ((size_t)(s->end - s->p) < n || memcmp(s->p, text, n) != 0)
        return false;
    s->p += n;
    return true;
}

/* The line that begins at p, without its end and the blanks around it. */
static struct piece line_at(const unsigned char *p, const unsigned char *end)
{
    const unsigned char *lf = memchr(p, '\n', (size_t)(end - p));
    struct piece line = {p, lf == NULL ? end : lf};

    skip(&line, ascii_is_blank);
    while (line.end > line.p && ascii_is_blank(line.end[-1]))
        line.end--;
    return line;
}

static bool contains(struct piece s, const char *text)
{
    for (; s.p < s.end; s.p++) {
        struct piece rest = s;
        if (take(&rest, text))
            return true;
    }
    return false;
}

/* Takes words in capitals and the blanks between them. */
static bool take_words(struct piece *s)
{
    const unsigned char *begin = s->p;

    do {
        struct piece word = *s;
        skip(&word, ascii_is_upper);
        if (word.p < s->p + 2)
            break;
        s->p = word.p;
    } while (take(s, " "));
    return s->p > begin;
}

/* BEGIN, SET, COPY 5, INSERT 0 1, CREATE TABLE; and what \timing prints. */
static bool is_command_tag(struct piece line)
{
    if (take(&line, "Time: ") || take(&line, "Timing is ") ||
        take(&line, "Pager usage is "))
        return true;
    if (contains(line, "TRUE") || contains(line, "FALSE") || !take_words(&line))
        return false;
    while (line.p < line.end && (ascii_is_digit(*line.p) || *line.p == ' '))
        line.p++;
    return line.p == line.end;
}

/* -------- or -----+---- under a heading, -[ RECORD 1 ]---- above a row */
static bool is_rule(struct piece line)
{
    if (take(&line, "-[ RECORD"))
        return true;
    if (!take(&line, "--"))
        return false;
    while (line.p < line.end && (*line.p == '-' || *line.p == '+'))
        line.p++;
    return line.p == line.end;
}

/* (1 row), (3 rows) */
static bool is_row_count(struct piece line)
{
    if (!take(&line, "("))
        return false;
    skip(&line, ascii_is_digit);
    return take(&line, " row");
}

static bool is_of_name(unsigned char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || c >= 0x80 || c == '_' ||
           c == '?' || c == ' ' || c == '|';
}

/* Names of columns, such as ?column? or id|data, and no word that JSON has. */
static bool is_heading(struct piece line)
{
    struct piece rest = line;

    if (line.p == line.end || ascii_is_digit(*line.p))
        return false;
    skip(&rest, is_of_name);
    if (rest.p < rest.end)
        return false;
    rest = line;
    bool literal = take(&rest, "true") || take(&rest, "false") ||
                   take(&rest, "null") || take(&rest, "NaN");
    return !literal || rest.p < rest.end;
}

/*
 * What a line looks like as a whole, where a row should begin. next: the line
 * after it; first: it is the first line of its source.
 */
static const char *hint_of_line(struct piece line, struct piece next,
                                bool first)
{
    struct piece rest = line;

    if (is_rule(line) || is_rule(next) || is_row_count(line))
        return "psql without -At prints headings; use psql -XAtqc";
    if (take(&rest, "NULL") && rest.p == rest.end)
        return "psql is set to print NULL like this; use psql -XAtqc";
    rest = line;
    if (take(&rest, "PGCOPY"))
        return "this looks like COPY's binary format, which is recognized "
               "without --format";
    if (is_command_tag(line))
        return "psql without -q prints such lines; use psql -XAtqc";
    if (take(&rest, "\xFF\xFE") || take(&rest, "\xFE\xFF"))
        return "this looks like UTF-16; convert it to UTF-8";
    if (take(&rest, "\x1F\x8B"))
        return "this looks like gzip; use zcat";
    if (first && is_heading(line))
        return "this looks like a heading, which psql without -At prints; "
               "use psql -XAtqc";
    if (contains(line, "|{") || contains(line, "|[") || contains(line, "| {") ||
        contains(line, "| ["))
        return one_column;
    return NULL;
}

/*
 * Whether the spot looks like COPY's doing: a backslash between values (it was
 * a line end), a bad escape, or the spot right after a string that ends with an
 * escaped backslash (it was a quote in the string).
 */
static bool is_copy_text(enum status status, const struct location *where)
{
    const unsigned char *p = where->at;

    if (status == STATUS_BAD_ESCAPE || (p < where->end && *p == '\\'))
        return true;
    while (p > where->text && ascii_is_blank(p[-1]))
        p--;
    return p - where->text >= 3 && memcmp(p - 3, "\\\\\"", 3) == 0;
}

static const char *hint_of_value(enum status status,
                                 const struct location *where)
{
    switch (status) {
    case STATUS_EXPECTED_LINE_END:
        if (where->at < where->end && *where->at == '|')
            return one_column;
        if (where->at < where->end && *where->at == ',')
            return "a row ends with its line and has no comma after it";
        if (where->at > where->text && where->at[-1] == '\t')
            return one_column;
        if (where->at > where->text && where->at[-1] == '"' &&
            where->at < where->end && where->at[0] == '"')
            return "this looks like CSV; use psql -XAtqc";
        return "put each row on a line of its own";
    case STATUS_CONTROL_IN_STRING:
        if (*where->at == '\n' || *where->at == '\r')
            return "the string is not closed on its line";
        return NULL;
    case STATUS_BAD_UTF8:
        if (where->from_query)
            return "the database holds bytes that are not of its encoding";
        return "if the rows come from psql, set PGCLIENTENCODING=UTF8";
    case STATUS_UNTYPED_ROW:
        return "leave out --type for rows of scalars";
    case STATUS_SECOND_ROW:
        return "use --list for any number of rows";
    case STATUS_EXPECTED_COLUMNS:
        return "COPY with FORMAT json writes such rows";
    case STATUS_NO_COLUMN:
        return "the name must be spelled as in the row";
    case STATUS_EQUAL_KEYS:
        return "rename one of them in the query";
    case STATUS_COPY_TAB:
    case STATUS_COPY_COLUMNS:
        return one_column;
    case STATUS_COPY_SIGNATURE:
        return "leave out --format, and the format is recognized";
    case STATUS_MARKED_BINARY:
        return "leave out --end-marker; a stream that is cut is still refused";
    case STATUS_NO_END_MARKER:
    case STATUS_COPY_CUT:
        return "the program that wrote it has probably failed";
    default:
        return NULL;
    }
}

/* The hint of the whole line, if the input is text and a row begins on it. */
static const char *hint_of_text(const struct location *where)
{
    const unsigned char *text = where->text, *end = where->end;
    const unsigned char *lf = memchr(text, '\n', (size_t)(end - text));

    if (where->format == ROWS_COPY_BINARY || where->levels > 0 || where->cut ||
        where->line != where->row_line)
        return NULL;
    return hint_of_line(line_at(text, end),
                        line_at(lf == NULL ? end : lf + 1, end),
                        where->line == 1);
}

/* Whether the spot in COPY text looks like plain JSON: \" \/ \u or a lone \ */
static bool is_plain_json(enum status status, const struct location *where)
{
    struct piece line = line_at(where->text, where->end);
    struct piece rest = {where->at, where->end};

    switch (status) {
    case STATUS_COPY_ESCAPE:
        return take(&rest, "\\\"") || take(&rest, "\\/") || take(&rest, "\\u");
    case STATUS_CONTROL_IN_STRING:
    case STATUS_BAD_ESCAPE:
    case STATUS_ROW_ENDS:
        return contains(line, "\\");
    default:
        return false;
    }
}

/* Whether the status says that a row is not JSON at all. */
static bool is_no_json(enum status status)
{
    return status == STATUS_EXPECTED_VALUE || status == STATUS_BAD_LITERAL ||
           status == STATUS_BAD_NUMBER || status == STATUS_LEADING_ZERO ||
           status == STATUS_EXPECTED_ROW_END;
}

/* The hint for one format that was read as another. */
static const char *hint_of_format(enum status status,
                                  const struct location *where)
{
    switch (where->format) {
    case ROWS_COPY_BINARY:
        return where->from_query && where->levels == 0 && is_no_json(status)
                   ? "a column of text must hold JSON; use to_json to make it"
                   : NULL;
    case ROWS_COPY:
        if (contains(line_at(where->text, where->end), "\t"))
            return one_column;
        return is_plain_json(status, where)
                   ? "this looks like plain JSON, which is read without "
                     "--format=copy"
                   : NULL;
    default:
        return is_copy_text(status, where) ? "this looks like COPY text, which "
                                             "needs --format=copy"
                                           : NULL;
    }
}

/* For these the look of the line does not matter. */
static bool is_of_marker(enum status status)
{
    return status == STATUS_NO_END_MARKER ||
           status == STATUS_AFTER_END_MARKER || status == STATUS_MARKED_BINARY;
}

const char *hint_find(enum status status, const struct location *where)
{
    const char *hint = NULL;

    if (status != STATUS_SECOND_ROW && status != STATUS_INPUT_ENDS &&
        status != STATUS_COPY_ESCAPE && status != STATUS_NUL_BYTE &&
        !is_of_marker(status))
        hint = hint_of_text(where);
    if (hint == NULL && !is_of_marker(status))
        hint = hint_of_format(status, where);
    return hint != NULL ? hint : hint_of_value(status, where);
}
