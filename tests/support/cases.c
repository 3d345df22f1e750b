#include <config.h>

#include "support/cases.h"

#include "base/ascii.h"
#include "base/escape.h"

#include <glob.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The names that cases give to errors. */
#define ERROR(name)                                                            \
    {                                                                          \
#name, STATUS_##name                                                   \
    }
static const struct {
    const char *name;
    enum status status;
} errors[] = {
    ERROR(EXPECTED_VALUE),
    ERROR(EXPECTED_KEY_OR_END),
    ERROR(EXPECTED_KEY),
    ERROR(EXPECTED_COLON),
    ERROR(EXPECTED_COMMA_OR_BRACE),
    ERROR(EXPECTED_COMMA_OR_BRACKET),
    ERROR(BAD_LITERAL),
    ERROR(BAD_NUMBER),
    ERROR(LEADING_ZERO),
    ERROR(CONTROL_IN_STRING),
    ERROR(BAD_ESCAPE),
    ERROR(BAD_HEX),
    ERROR(BAD_UTF8),
    ERROR(NUL_BYTE),
    ERROR(EXPECTED_LINE_END),
    ERROR(INPUT_ENDS),
    ERROR(TOO_DEEP),
    ERROR(EQUAL_KEYS),
    ERROR(UNTYPED_ROW),
    ERROR(SECOND_ROW),
    ERROR(EXPECTED_COLUMNS),
    ERROR(NO_COLUMN),
    ERROR(NO_END_MARKER),
    ERROR(AFTER_END_MARKER),
};

/* A file being read. */
struct reader {
    const char *path, *name; /* name: the last part of it */
    FILE *file;
    unsigned line;
    char *text; /* the line, without its end */
    size_t room;
};

static _Noreturn void bail_out(const struct reader *r, const char *why)
{
    printf("Bail out! %s:%u: %s\n", r->path, r->line, why);
    exit(EXIT_FAILURE);
}

static void *must(const struct reader *r, void *memory)
{
    if (memory == NULL)
        bail_out(r, "no memory");
    return memory;
}

/* The next line but comments. false: the file is at its end. */
static bool next_line(struct reader *r)
{
    do {
        ssize_t n = getline(&r->text, &r->room, r->file);
        if (n < 0)
            return false;
        r->line++;
        if (n > 0 && r->text[n - 1] == '\n')
            r->text[n - 1] = '\0';
    } while (r->text[0] == '#');
    return true;
}

static void append(const struct reader *r, struct buffer *b, unsigned char c)
{
    if (!buffer_append(b, &c, 1))
        bail_out(r, "no memory");
}

/* The digit that stands at c in <0D>, or -1. */
static int capital_hex(char c)
{
    return c >= 'a' ? -1 : ascii_hex((unsigned char)c);
}

/* Appends the bytes that a line of a case stands for. */
static void append_line(const struct reader *r, struct buffer *b,
                        const char *text)
{
    while (*text != '\0') {
        if (strcmp(text, "<end>") == 0)
            return;
        if (text[0] == '<' && capital_hex(text[1]) >= 0 &&
            capital_hex(text[2]) >= 0 && text[3] == '>') {
            int c = 16 * capital_hex(text[1]) + capital_hex(text[2]);
            append(r, b, (unsigned char)c);
            text += 4;
        } else {
            append(r, b, (unsigned char)*text++);
        }
    }
    append(r, b, '\n');
}

static void read_options(struct reader *r, struct one_case *c)
{
    char *rest;
    char *word = strtok_r(r->text, " ", &rest);

    for (; word != NULL; word = strtok_r(NULL, " ", &rest)) {
        if (strcmp(word, "--list") == 0)
            c->kind = RESPONSE_LIST;
        else if (strcmp(word, "--single") == 0)
            c->kind = RESPONSE_SINGLE;
        else if (strcmp(word, "--rows") == 0)
            c->response.rows = true;
        else if (strcmp(word, "--lines") == 0)
            c->response.lines = true;
        else if (strcmp(word, "--keep-case") == 0)
            c->keep_case = true;
        else if (strcmp(word, "--type") == 0 &&
                 (word = strtok_r(NULL, " ", &rest)) != NULL)
            snprintf(c->type, sizeof c->type, "%s", word);
        else if (strcmp(word, "--column") == 0 &&
                 (word = strtok_r(NULL, " ", &rest)) != NULL)
            snprintf(c->member, sizeof c->member, "%s", word);
        else if (strcmp(word, "--end-marker") == 0 &&
                 (word = strtok_r(NULL, " ", &rest)) != NULL)
            snprintf(c->marker, sizeof c->marker, "%s", word);
        else
            bail_out(r, "an option that cases do not have");
    }
}

/* ! LEADING_ZERO 1:6 */
static void read_error(const struct reader *r, struct one_case *c,
                       const char *text)
{
    char name[32];

    if (sscanf(text, "! %31s %" SCNu64 ":%" SCNu64, name, &c->line,
               &c->column) != 3)
        bail_out(r, "expected '! ERROR LINE:COLUMN'");
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (strcmp(errors[i].name, name) == 0)
            c->status = errors[i].status;
    if (c->status == STATUS_OK)
        bail_out(r, "no error has this name");
}

/* Reads the case whose options are the current line. */
static void read_case(struct reader *r, struct one_case *c)
{
    char *before = NULL;

    *c = (struct one_case){.response = {.bare = true}};
    snprintf(c->name, sizeof c->name, "%s:%u", r->name, r->line);
    if (strncmp(r->text, "--", 2) != 0)
        bail_out(r, "a case begins with its options");
    read_options(r, c);
    while (next_line(r) && r->text[0] != '\0') {
        if (before != NULL)
            append_line(r, &c->input, before);
        free(before);
        before = must(r, strdup(r->text));
    }
    if (before == NULL)
        bail_out(r, "a case ends with its output or error");
    if (before[0] == '!')
        read_error(r, c, before);
    else
        append_line(r, &c->output, before);
    free(before);
}

static void read_file(struct cases *cases, const char *path)
{
    struct reader r = {.path = path, .name = strrchr(path, '/') + 1};

    r.file = must(&r, fopen(path, "r"));
    while (next_line(&r)) {
        if (r.text[0] == '\0')
            continue;
        cases->list = must(
            &r, realloc(cases->list, (cases->count + 1) * sizeof *cases->list));
        read_case(&r, &cases->list[cases->count++]);
    }
    free(r.text);
    fclose(r.file);
}

struct cases cases_read(void)
{
    struct cases cases = {0};
    static const char pattern[] = TESTS_FOLDER "/cases/*.txt";
    glob_t found;

    if (glob(pattern, GLOB_ERR, NULL, &found) != 0) {
        printf("Bail out! there is no %s\n", pattern);
        exit(EXIT_FAILURE);
    }
    for (size_t i = 0; i < found.gl_pathc; i++)
        read_file(&cases, found.gl_pathv[i]);
    globfree(&found);
    return cases;
}
