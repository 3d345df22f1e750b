#include <config.h>

#include "report/hint.h"

#include "base/ascii.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Several spots come from the same mistake. */
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

/* BEGIN, SET, COPY 5, INSERT 0 1, CREATE TABLE; and what \timing says. */
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
 * What the line as a whole looks like, where a row should stand. first: it is
 * the first of its source.
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
 * Whether the spot looks as COPY makes it: a backslash between values (of a
 * line end that was there), a bad escape, or right after a string that ends
 * with an escaped backslash (of a quote in it).
 */
static bool is_copy_text(enum status status, const struct location *place)
{
    const unsigned char *p = place->at;

    if (status == STATUS_BAD_ESCAPE || (p < place->end && *p == '\\'))
        return true;
    while (p > place->text && ascii_is_blank(p[-1]))
        p--;
    return p - place->text >= 3 && memcmp(p - 3, "\\\\\"", 3) == 0;
}

static const char *hint_of_value(enum status status,
                                 const struct location *place)
{
    switch (status) {
    case STATUS_EXPECTED_LINE_END:
        if (place->at < place->end && *place->at == '|')
            return one_column;
        if (place->at < place->end && *place->at == ',')
            return "a row ends with its line and has no comma after it";
        if (place->at > place->text && place->at[-1] == '\t')
            return one_column;
        if (place->at > place->text && place->at[-1] == '"' &&
            place->at < place->end && place->at[0] == '"')
            return "this looks like CSV; use psql -XAtqc";
        return "put each row on a line of its own";
    case STATUS_CONTROL_IN_STRING:
        if (*place->at == '\n' || *place->at == '\r')
            return "the string is not closed on its line";
        return NULL;
    case STATUS_BAD_UTF8:
        if (place->asked)
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

/* The line as a whole, where it is one of text and a row begins on it. */
static const char *hint_of_text(const struct location *place)
{
    const unsigned char *text = place->text, *end = place->end;
    const unsigned char *lf = memchr(text, '\n', (size_t)(end - text));

    if (place->format == ROWS_COPY_BINARY || place->levels > 0 || place->cut ||
        place->line != place->row_line)
        return NULL;
    return hint_of_line(line_at(text, end),
                        line_at(lf == NULL ? end : lf + 1, end),
                        place->line == 1);
}

/* Whether the spot in COPY text looks as JSON has it: \" \/ \u or a lone \ */
static bool is_plain_json(enum status status, const struct location *place)
{
    struct piece line = line_at(place->text, place->end);
    struct piece rest = {place->at, place->end};

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

/* Whether a row turns out to be no JSON. */
static bool is_no_json(enum status status)
{
    return status == STATUS_EXPECTED_VALUE || status == STATUS_BAD_LITERAL ||
           status == STATUS_BAD_NUMBER || status == STATUS_LEADING_ZERO ||
           status == STATUS_EXPECTED_ROW_END;
}

/* One format that was read as another. */
static const char *hint_of_format(enum status status,
                                  const struct location *place)
{
    switch (place->format) {
    case ROWS_COPY_BINARY:
        return place->asked && place->levels == 0 && is_no_json(status)
                   ? "a column of text must hold JSON; use to_json to make it"
                   : NULL;
    case ROWS_COPY:
        if (contains(line_at(place->text, place->end), "\t"))
            return one_column;
        return is_plain_json(status, place)
                   ? "this looks like plain JSON, which is read without "
                     "--format=copy"
                   : NULL;
    default:
        return is_copy_text(status, place) ? "this looks like COPY text, which "
                                             "needs --format=copy"
                                           : NULL;
    }
}

/* What the line looks like does not matter then. */
static bool is_of_marker(enum status status)
{
    return status == STATUS_NO_END_MARKER ||
           status == STATUS_AFTER_END_MARKER || status == STATUS_MARKED_BINARY;
}

const char *hint_find(enum status status, const struct location *place)
{
    const char *hint = NULL;

    if (status != STATUS_SECOND_ROW && status != STATUS_INPUT_ENDS &&
        status != STATUS_COPY_ESCAPE && status != STATUS_NUL_BYTE &&
        !is_of_marker(status))
        hint = hint_of_text(place);
    if (hint == NULL && !is_of_marker(status))
        hint = hint_of_format(status, place);
    return hint != NULL ? hint : hint_of_value(status, place);
}
