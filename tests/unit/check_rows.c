/* Rows from sources, through windows, and the places of errors. */
#include <config.h>

#include "support/child.h"
#include "support/feed.h"
#include "support/folder.h"
#include "support/reading.h"
#include "support/tap.h"

#include "report/location.h"

#include <errno.h>
#include <string.h>

/* Lines of JSON, of which the first bad one ends the reading. */
static void begin(struct reading *r, const char *const *operands, size_t count)
{
    reading_begin(r, operands, count, ROWS_AUTO, &feed_rows, ON_ERROR_STOP);
}

/* The same in this format, where an end marker must come. */
static void begin_marked(struct reading *r, const char *const *operands,
                         size_t count, enum rows_format format,
                         const char *marker)
{
    struct transform_rules rules = feed_rows;

    rules.end_marker = marker;
    reading_begin(r, operands, count, format, &rules, ON_ERROR_STOP);
}

static void expect_out(const struct reading *r, const char *text)
{
    ck_assert_uint_eq(r->out.len, strlen(text));
    ck_assert(r->out.len == 0 || memcmp(r->out.data, text, r->out.len) == 0);
}

/* Reads the one file "in", which holds the text. */
static enum status read_text(struct reading *r, const char *text, size_t n)
{
    static const char *operands[] = {"in"};

    file_write("in", text, n);
    begin(r, operands, 1);
    return reading_all(r);
}

/* --- Sources ------------------------------------------------------------ */

START_TEST(rows_of_all_sources_come_in_order)
{
    const char *operands[] = {"a", "empty", "b", "blank", "a"};
    struct reading r;

    file_put("a", "{\"a_b\":1}\n2");
    file_put("empty", "");
    file_put("b", "3\n");
    file_put("blank", " \r\n\n");
    begin(&r, operands, 5);
    ck_assert_int_eq(reading_all(&r), STATUS_END);
    expect_out(&r, "{\"aB\":1}\n2\n3\n{\"aB\":1}\n2\n");
    ck_assert_uint_eq(transform_counts(r.transform).rows, 5);
    reading_end(&r);
}
END_TEST

START_TEST(a_row_does_not_go_on_in_the_next_file)
{
    const char *operands[] = {"a", "b"};
    struct reading r;

    file_put("a", "1\n[2,");
    file_put("b", "3]\n");
    begin(&r, operands, 2);
    ck_assert_int_eq(reading_all(&r), STATUS_INPUT_ENDS);
    ck_assert_str_eq(r.source.name, "a");
    struct location place =
        location_find(&r.rows, r.transform, STATUS_INPUT_ENDS);
    ck_assert_str_eq(place.source, "a");
    ck_assert_uint_eq(place.line, 2);
    ck_assert_uint_eq(place.column, 4);
    ck_assert_uint_eq(place.row, 2);
    reading_end(&r);
}
END_TEST

/* A number might be cut, too. */
START_TEST(a_file_ends_a_number)
{
    const char *operands[] = {"a", "b"};
    struct reading r;

    file_put("a", "12");
    file_put("b", "34");
    begin(&r, operands, 2);
    ck_assert_int_eq(reading_all(&r), STATUS_END);
    expect_out(&r, "12\n34\n");
    reading_end(&r);
}
END_TEST

START_TEST(a_missing_file_is_an_error_after_the_rows_before)
{
    const char *operands[] = {"a", "missing"};
    struct reading r;

    file_put("a", "1\n");
    begin(&r, operands, 2);
    ck_assert_int_eq(reading_all(&r), STATUS_OPEN_INPUT);
    ck_assert_int_eq(errno, ENOENT);
    expect_out(&r, "1\n");
    reading_end(&r);
}
END_TEST

START_TEST(a_folder_is_an_error)
{
    const char *operands[] = {"."};
    struct reading r;

    begin(&r, operands, 1);
    ck_assert_int_eq(reading_all(&r), STATUS_READ);
    ck_assert_int_eq(errno, EISDIR);
    reading_end(&r);
}
END_TEST

/* --- BOMs ----------------------------------------------------------------- */

static const struct {
    const char *text;
    const char *out;
} boms[] = {
    {"\xEF\xBB\xBF[1]\n", "[1]\n"},
    {"\xEF\xBB\xBF", ""},
    {"\xEF\xBB\xBF\n1", "1\n"},
};

START_TEST(a_bom_is_skipped)
{
    struct reading r;

    ck_assert_int_eq(read_text(&r, boms[_i].text, strlen(boms[_i].text)),
                     STATUS_END);
    expect_out(&r, boms[_i].out);
    reading_end(&r);
}
END_TEST

START_TEST(each_file_may_have_a_bom)
{
    const char *operands[] = {"a", "a"};
    struct reading r;

    file_put("a", "\xEF\xBB\xBF"
                  "1\n");
    begin(&r, operands, 2);
    ck_assert_int_eq(reading_all(&r), STATUS_END);
    expect_out(&r, "1\n1\n");
    reading_end(&r);
}
END_TEST

/* What is no BOM, or is not at the start, is data, and bad. */
static const struct {
    const char *text;
    uint64_t line, column;
} no_boms[] = {
    {"\xEF\xBB", 1, 1},
    {"\xEF", 1, 1},
    {"\xEF\xBBx", 1, 1},
    {"\xEF\xBB\xBF\xEF\xBB\xBF"
     "1",
     1, 1}, /* after the first of them */
    {" \xEF\xBB\xBF"
     "1",
     1, 2},
    {"1\n\xEF\xBB\xBF"
     "2",
     2, 1},
    /* A BOM takes no column. */
    {"\xEF\xBB\xBF[x]", 1, 2},
    {"\xEF\xBB\xBF[\nx]", 2, 1},
    /* COPY's signature, but for its last bytes. */
    {"PGCOPY\n", 1, 1},
    {"PGCOPY\n\xFF\r\nx", 1, 1},
};

START_TEST(what_is_no_bom_is_bad_data)
{
    struct reading r;
    const char *text = no_boms[_i].text;

    ck_assert_int_eq(read_text(&r, text, strlen(text)), STATUS_EXPECTED_VALUE);
    struct location place =
        location_find(&r.rows, r.transform, STATUS_EXPECTED_VALUE);
    ck_assert_uint_eq(place.line, no_boms[_i].line);
    ck_assert_uint_eq(place.column, no_boms[_i].column);
    reading_end(&r);
}
END_TEST

/* As the first or a later file: a header, one value and the trailer. */
START_TEST(binary_copy_is_known_by_its_signature)
{
    static const char text[] = "PGCOPY\n\xFF\r\n\0\0\0\0\0\0\0\0\0"
                               "\0\1\0\0\0\1"
                               "2"
                               "\xFF\xFF";
    const char *operands[] = {"a", "binary"};
    struct reading r;

    file_put("a", "1\n");
    file_write("binary", text, sizeof text - 1);
    begin(&r, operands + _i, 2 - (size_t)_i);
    ck_assert_int_eq(reading_all(&r), STATUS_END);
    ck_assert_uint_eq(transform_counts(r.transform).rows, 2 - (uint64_t)_i);
    reading_end(&r);
}
END_TEST

/* --- Windows ------------------------------------------------------------ */

enum {
    WINDOW = 256 * 1024
};

/* Some hundred windows' worth of rows, in the memory of a few. */
START_TEST(memory_does_not_grow_with_the_rows)
{
    struct buffer in = {0};
    struct reading r;
    static const char row[] = "{\"user_id\":12345,\"user_name\":\"Ada\"}\n";
    const size_t n = sizeof row - 1, m = n - 2; /* two underscores go */

    while (in.len < 40 * WINDOW)
        must(buffer_append(&in, row, n));
    ck_assert_int_eq(read_text(&r, (char *)in.data, in.len), STATUS_END);
    ck_assert_uint_eq(r.out.len, in.len / n * m);
    for (size_t at = 0; at < r.out.len; at += m)
        must(memcmp(r.out.data + at,
                    "{\"userId\":12345,\"userName\":\"Ada\"}\n", m) == 0);
    ck_assert_uint_le(r.most, 2 * WINDOW);
    ck_assert_uint_le(transform_out(r.transform)->room, 4 * WINDOW);
    buffer_free(&in);
    reading_end(&r);
}
END_TEST

/* Rows larger than a window, of things that stay unread and that do not. */
static const struct {
    const char *before, *middle, *after;
} large[] = {
    {"{\"", "key", "\":1}\n"},
    {"-1", "234567890", "\n"},
    {"[\"", "string", "\"]\n"},
    {"[1", ",{},[]", "]\n"},
};

START_TEST(a_row_may_be_larger_than_a_window)
{
    struct buffer in = {0};
    struct reading r;
    size_t middle = strlen(large[_i].middle);

    must(buffer_append(&in, large[_i].before, strlen(large[_i].before)));
    while (in.len < 5 * WINDOW)
        must(buffer_append(&in, large[_i].middle, middle));
    must(buffer_append(&in, large[_i].after, strlen(large[_i].after)));
    must(buffer_append(&in, "1\n", 2));
    ck_assert_int_eq(read_text(&r, (char *)in.data, in.len), STATUS_END);
    ck_assert_uint_eq(r.out.len, in.len);
    ck_assert(memcmp(r.out.data, in.data, in.len) == 0);
    ck_assert_uint_le(r.most, 4 * in.len);
    buffer_free(&in);
    reading_end(&r);
}
END_TEST

/* --- COPY's text format in windows --------------------------------------- */

/* What of a line or between lines may be cut by the window. */
static const struct {
    const char *text, *out;
} tails[] = {
    /* after an open string */
    {"\\\\\\\\\\\\\"\\\\n\"\n\\N\n\\N\r\n[1,\\n2]\n\\.\n\n",
     "\\\\\\\"\\n\"\n[1,2]\n"},
    {"\"\r\n\n  \n\\\\N\n", NULL},
    {"\"\n\\.\n\\N\n", NULL},
    {"\"\n1\t2\n", NULL},
};

enum {
    NEAR = 40 /* bytes before the end of a window; no tail is longer */
};

/*
 * A long string, or rows before a short one, and so the tail begins just
 * before or after the end of the first window.
 */
static void make_head(struct buffer *in, size_t end, bool is_long)
{
    static const char row[] = "\"one of the rows that fill the window\"\n";
    const size_t n = sizeof row - 1;

    while (!is_long && in->len + n < end)
        must(buffer_append(in, row, n));
    must(buffer_append(in, "\"", 1) && buffer_reserve(in, end));
    memset(in->data + in->len, 'x', end - in->len);
    in->len = end;
}

START_TEST(copy_text_may_be_cut_by_the_window_anywhere)
{
    const char *text = tails[_i].text, *out = tails[_i].out;

    for (size_t i = 0; i < 2 * NEAR; i++) {
        struct buffer in = {0};
        static const char *operands[] = {"in"};
        struct reading r;
        size_t head = WINDOW - NEAR + i / 2;
        make_head(&in, head, i % 2 == 0);
        must(buffer_append(&in, text, strlen(text)));
        file_write("in", in.data, in.len);
        begin(&r, operands, 1);
        r.rows.asked = ROWS_COPY;
        enum status status = reading_all(&r);
        if (out == NULL) {
            must(status_exit(status) == EXIT_DATA);
        } else {
            must(status == STATUS_END && r.out.len == head + strlen(out));
            must(memcmp(r.out.data, in.data, head) == 0);
            must(memcmp(r.out.data + head, out, strlen(out)) == 0);
        }
        must(r.most <= 5 * WINDOW);
        buffer_free(&in);
        reading_end(&r);
    }
}
END_TEST

/* --- Bytes that come slowly --------------------------------------------- */

static const char slow[] = "\xEF\xBB\xBF{\"first_name\": \"Ad\xC3\xA9\",\r\n"
                           " \"tags\": [1, true, \"\\u00e9\"]}\n\n12";

START_TEST(bytes_may_come_one_by_one)
{
    struct reading r;

    child_writes(slow, sizeof slow - 1, 1 + (size_t)_i);
    begin(&r, NULL, 0);
    ck_assert_int_eq(reading_all(&r), STATUS_END);
    expect_out(&r, "{\"firstName\":\"Ad\xC3\xA9\",\"tags\":[1,true,"
                   "\"\\u00e9\"]}\n12\n");
    reading_end(&r);
}
END_TEST

/*
 * The place of an error is the same, and so is what can be shown of it:
 * the rest of the line.
 */
START_TEST(a_place_does_not_depend_on_how_bytes_come)
{
    static const char text[] = "1\n{\"a\":\n \"b\" \"c\": 3}\nnext line\n4\n";
    struct reading r;

    child_writes(text, sizeof text - 1, 1 + (size_t)_i);
    begin(&r, NULL, 0);
    ck_assert_int_eq(reading_all(&r), STATUS_EXPECTED_COMMA_OR_BRACE);
    struct location p =
        location_find(&r.rows, r.transform, STATUS_EXPECTED_COMMA_OR_BRACE);
    ck_assert_str_eq(p.source, "-");
    ck_assert_uint_eq(p.line, 3);
    ck_assert_uint_eq(p.column, 6);
    ck_assert_uint_eq(p.row, 2);
    ck_assert_uint_eq(p.row_line, 2);
    ck_assert_uint_eq(p.levels, 1);
    ck_assert(!p.cut);
    ck_assert_int_eq(p.at - p.text, 5);
    ck_assert_int_ge(p.end - p.text, 13);
    ck_assert(memcmp(p.text, " \"b\" \"c\": 3}\n", 13) == 0);
    reading_end(&r);
}
END_TEST

/* It is looked at again when it has doubled, not with each piece that comes. */
START_TEST(a_long_key_is_not_looked_at_again_and_again)
{
    static char text[2 * 1024 * 1024];
    struct reading r;
    unsigned steps = 0;

    memset(text, 'k', sizeof text);
    memcpy(text, "{\"", 2);
    memcpy(text + sizeof text - 5, "\":1}\n", 5);
    child_writes(text, sizeof text, sizeof text);
    begin(&r, NULL, 0);
    while (rows_step(&r.rows, r.transform) == STATUS_MORE)
        steps++;
    ck_assert_uint_eq(transform_position(r.transform).row, 0);
    ck_assert_uint_eq(transform_counts(r.transform).rows, 1);
    /* A pipe gives 64 KiB at most: there are 32 pieces. */
    ck_assert_uint_lt(steps, 16);
    reading_end(&r);
}
END_TEST

/* --- Places ------------------------------------------------------------- */

START_TEST(a_place_far_into_a_long_line_knows_that_it_is_cut)
{
    struct buffer in = {0};
    struct reading r;

    must(buffer_append(&in, "1\n[0", 4));
    while (in.len < 3 * WINDOW)
        must(buffer_append(&in, ",0", 2));
    size_t at = in.len;
    must(buffer_append(&in, "x", 1));
    for (int i = 0; i < WINDOW; i++)
        must(buffer_append(&in, ",0", 2));
    ck_assert_int_eq(read_text(&r, (char *)in.data, in.len),
                     STATUS_EXPECTED_COMMA_OR_BRACKET);
    struct location p =
        location_find(&r.rows, r.transform, STATUS_EXPECTED_COMMA_OR_BRACKET);
    ck_assert_uint_eq(p.line, 2);
    ck_assert_uint_eq(p.column, at - 2 + 1);
    ck_assert(p.cut);
    ck_assert_int_ge(p.at - p.text, 100);
    ck_assert_int_ge(p.end - p.at, 100);
    ck_assert(*p.at == 'x' && p.at[-1] == '0');
    buffer_free(&in);
    reading_end(&r);
}
END_TEST

START_TEST(the_place_of_an_end_is_after_the_last_byte)
{
    static const struct {
        const char *text;
        uint64_t line, column, row_line;
    } table[] = {
        {"{\"a\":1", 1, 7, 1},
        {"1\n\n{\"a\":\n", 4, 1, 3},
        {"1\ntru", 2, 4, 2},
    };

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct reading r;
        ck_assert_int_eq(read_text(&r, table[i].text, strlen(table[i].text)),
                         STATUS_INPUT_ENDS);
        struct location p =
            location_find(&r.rows, r.transform, STATUS_INPUT_ENDS);
        ck_assert_uint_eq(p.line, table[i].line);
        ck_assert_uint_eq(p.column, table[i].column);
        ck_assert_uint_eq(p.row_line, table[i].row_line);
        ck_assert(p.at == p.end);
        reading_end(&r);
    }
}
END_TEST

/* A source that is read after another has lines of its own. */
START_TEST(lines_are_counted_in_each_source)
{
    const char *operands[] = {"a", "b"};
    struct reading r;

    file_put("a", "1\n2\n3");
    file_put("b", "4\n  x\n");
    begin(&r, operands, 2);
    ck_assert_int_eq(reading_all(&r), STATUS_EXPECTED_VALUE);
    struct location p =
        location_find(&r.rows, r.transform, STATUS_EXPECTED_VALUE);
    ck_assert_str_eq(p.source, "b");
    ck_assert_uint_eq(p.line, 2);
    ck_assert_uint_eq(p.column, 3);
    ck_assert_uint_eq(p.row, 5);
    ck_assert_uint_eq(p.row_line, 2);
    ck_assert_uint_eq(p.levels, 0);
    ck_assert(p.text[0] == ' ' && *p.at == 'x');
    reading_end(&r);
}
END_TEST

/* It is a row of its own, though --single has none of that number. */
START_TEST(a_second_row_is_row_2)
{
    struct reading r;

    struct transform_rules rules = feed_rows;
    rules.max_rows = 1;
    reading_begin(&r, NULL, 0, ROWS_AUTO, &rules, ON_ERROR_STOP);
    child_writes("1\n\n[2]\n", 7, 7);
    ck_assert_int_eq(reading_all(&r), STATUS_SECOND_ROW);
    struct location p = location_find(&r.rows, r.transform, STATUS_SECOND_ROW);
    ck_assert_uint_eq(p.row, 2);
    ck_assert_uint_eq(p.line, 3);
    ck_assert_uint_eq(p.column, 1);
    ck_assert_uint_eq(p.row_line, 3);
    reading_end(&r);
}
END_TEST

/* --- The end marker ------------------------------------------------------ */

/* Lines, what they come to with the marker END, and where an error is. */
static const struct {
    const char *text, *out; /* out: NULL for an error */
    enum rows_format format;
    enum status status;
    uint64_t line, column;
} marked[] = {
    {"1\n END \r\n\n", "1\n", ROWS_AUTO, STATUS_END, 0, 0},
    {"1\nEND", "1\n", ROWS_AUTO, STATUS_END, 0, 0},
    {"1\n\n", NULL, ROWS_AUTO, STATUS_NO_END_MARKER, 3, 1},
    {"1\n22", NULL, ROWS_AUTO, STATUS_NO_END_MARKER, 2, 3},
    {"", NULL, ROWS_AUTO, STATUS_NO_END_MARKER, 1, 1},
    {"1\nEND\n\n2\n", NULL, ROWS_AUTO, STATUS_AFTER_END_MARKER, 4, 1},
    {"[1\n", NULL, ROWS_AUTO, STATUS_INPUT_ENDS, 2, 1},
    {"PGCOPY\n\xFF\r\n", NULL, ROWS_AUTO, STATUS_EXPECTED_VALUE, 1, 1},

    {"1\nEND\n", "1\n", ROWS_COPY, STATUS_END, 0, 0},
    {"1\n \r END \r\n\n \r\n", "1\n", ROWS_COPY, STATUS_END, 0, 0},
    {"1\nEND", "1\n", ROWS_COPY, STATUS_END, 0, 0},
    {"1\n\\.\nEND\n", "1\n", ROWS_COPY, STATUS_END, 0, 0},
    {"\\N\nEND\n", "", ROWS_COPY, STATUS_END, 0, 0},
    {"1\n", NULL, ROWS_COPY, STATUS_NO_END_MARKER, 2, 1},
    {"1\n22", NULL, ROWS_COPY, STATUS_NO_END_MARKER, 2, 3},
    {"", NULL, ROWS_COPY, STATUS_NO_END_MARKER, 1, 1},
    {"1\n\\.\n", NULL, ROWS_COPY, STATUS_NO_END_MARKER, 3, 1},
    {"1\n\\.\n2\nEND\n", NULL, ROWS_COPY, STATUS_COPY_AFTER_END, 3, 1},
    {"1\nEND\n  2\n", NULL, ROWS_COPY, STATUS_AFTER_END_MARKER, 3, 3},
    {"1\nEND\n\\N\n", NULL, ROWS_COPY, STATUS_AFTER_END_MARKER, 3, 1},
    {"1\nEND\n\\.\n", NULL, ROWS_COPY, STATUS_AFTER_END_MARKER, 3, 1},
    {"1\nEND\nEND\n", NULL, ROWS_COPY, STATUS_AFTER_END_MARKER, 3, 1},
    {"1\nEND x\n", NULL, ROWS_COPY, STATUS_AFTER_END_MARKER, 2, 5},
    {"1\nEND\tx\n", NULL, ROWS_COPY, STATUS_AFTER_END_MARKER, 2, 4},
    {"1\nENDx\n", NULL, ROWS_COPY, STATUS_EXPECTED_VALUE, 2, 1},
    {"1\n[\\nEND]\n", NULL, ROWS_COPY, STATUS_EXPECTED_VALUE, 2, 4},
    {"1\n\\tEND\n", NULL, ROWS_COPY, STATUS_EXPECTED_VALUE, 2, 3},
    {"1 END\n", NULL, ROWS_COPY, STATUS_EXPECTED_ROW_END, 1, 3},
};

START_TEST(the_end_marker_is_found_however_bytes_come)
{
    struct reading r;
    const size_t i = (size_t)_i / 4, n = strlen(marked[i].text);

    child_writes(marked[i].text, n, 1 + (size_t)_i % 4);
    begin_marked(&r, NULL, 0, marked[i].format, "END");
    enum status status = reading_all(&r);
    ck_assert_int_eq(status, marked[i].status);
    if (marked[i].out != NULL) {
        expect_out(&r, marked[i].out);
    } else {
        struct location p = location_find(&r.rows, r.transform, status);
        ck_assert_uint_eq(p.line, marked[i].line);
        ck_assert_uint_eq(p.column, marked[i].column);
        ck_assert(p.row == 0 || (status != STATUS_AFTER_END_MARKER &&
                                 status != STATUS_NO_END_MARKER));
    }
    reading_end(&r);
}
END_TEST

START_TEST(each_source_ends_with_the_marker)
{
    const char *operands[] = {"a", "b", "a"};
    struct reading r;

    file_put("a", "1\nEND\n");
    file_put("b", "2\nEND");
    begin_marked(&r, operands, 3, ROWS_AUTO, "END");
    ck_assert_int_eq(reading_all(&r), STATUS_END);
    expect_out(&r, "1\n2\n1\n");
    reading_end(&r);

    file_put("b", "2\n");
    begin_marked(&r, operands, 3, ROWS_AUTO, "END");
    ck_assert_int_eq(reading_all(&r), STATUS_NO_END_MARKER);
    ck_assert_str_eq(r.source.name, "b");
    reading_end(&r);
}
END_TEST

/*
 * Lines longer than windows: the fill before and after it is repeated. Whether
 * the marker is one of them may not depend on what is seen at a time.
 */
static const struct {
    const char *before, *middle, *after, *last;
    enum status status;
} long_lines[] = {
    {" ", "END", " ", "\n", STATUS_END},
    {" ", "END", "", "", STATUS_END},
    {"", "END", "x", "\n", STATUS_EXPECTED_VALUE},
    {"", "\"END", " END", "\"\n", STATUS_NO_END_MARKER},
};

static void add_filled(struct buffer *in, size_t i)
{
    const char *const fills[] = {long_lines[i].before, long_lines[i].after};

    for (int side = 0; side < 2; side++) {
        for (size_t n = 0; n < 3 * WINDOW; n++)
            must(buffer_append(in, fills[side], strlen(fills[side])));
        if (side == 0)
            must(buffer_append(in, long_lines[i].middle,
                               strlen(long_lines[i].middle)));
    }
    must(buffer_append(in, long_lines[i].last, strlen(long_lines[i].last)));
}

START_TEST(a_long_line_is_the_marker_or_it_is_not)
{
    struct buffer in = {0};
    struct reading r;
    static const char *operands[] = {"in"};

    add_filled(&in, (size_t)_i / 2);
    file_write("in", in.data, in.len);
    begin_marked(&r, operands, 1, _i % 2 == 0 ? ROWS_COPY : ROWS_NDJSON, "END");
    ck_assert_int_eq(reading_all(&r), long_lines[_i / 2].status);
    ck_assert_uint_le(r.most, 5 * WINDOW);
    buffer_free(&in);
    reading_end(&r);
}
END_TEST

/* Longer than a pipe gives at once, and than a line that is walked in pieces.
 */
START_TEST(the_marker_may_be_long)
{
    static char text[100 * 1024 + 1];
    struct reading r;

    memset(text, 'E', sizeof text - 1);
    child_writes(text, sizeof text - 1, 1000);
    begin_marked(&r, NULL, 0, _i == 0 ? ROWS_COPY : ROWS_NDJSON, text);
    ck_assert_int_eq(reading_all(&r), STATUS_END);
    reading_end(&r);
}
END_TEST

static Suite *rows_suite(void)
{
    Suite *suite = suite_create("rows");
    TCase *rows = tcase_create("rows");

    tcase_add_unchecked_fixture(rows, folder_enter, folder_leave);
    tcase_add_checked_fixture(rows, folder_empty, NULL);
    tcase_add_test(rows, rows_of_all_sources_come_in_order);
    tcase_add_test(rows, a_row_does_not_go_on_in_the_next_file);
    tcase_add_test(rows, a_file_ends_a_number);
    tcase_add_test(rows, a_missing_file_is_an_error_after_the_rows_before);
    tcase_add_test(rows, a_folder_is_an_error);

    tcase_add_loop_test(rows, a_bom_is_skipped, 0, sizeof boms / sizeof *boms);
    tcase_add_test(rows, each_file_may_have_a_bom);
    tcase_add_loop_test(rows, what_is_no_bom_is_bad_data, 0,
                        sizeof no_boms / sizeof *no_boms);
    tcase_add_loop_test(rows, binary_copy_is_known_by_its_signature, 0, 2);

    tcase_add_test(rows, memory_does_not_grow_with_the_rows);
    tcase_add_loop_test(rows, a_row_may_be_larger_than_a_window, 0,
                        sizeof large / sizeof *large);
    tcase_add_loop_test(rows, copy_text_may_be_cut_by_the_window_anywhere, 0,
                        sizeof tails / sizeof *tails);
    tcase_add_loop_test(rows, bytes_may_come_one_by_one, 0, 7);
    tcase_add_test(rows, a_long_key_is_not_looked_at_again_and_again);
    tcase_add_loop_test(rows, a_place_does_not_depend_on_how_bytes_come, 0, 38);

    tcase_add_test(rows, a_place_far_into_a_long_line_knows_that_it_is_cut);
    tcase_add_test(rows, the_place_of_an_end_is_after_the_last_byte);
    tcase_add_test(rows, lines_are_counted_in_each_source);
    tcase_add_test(rows, a_second_row_is_row_2);

    tcase_add_loop_test(rows, the_end_marker_is_found_however_bytes_come, 0,
                        4 * (int)(sizeof marked / sizeof *marked));
    tcase_add_test(rows, each_source_ends_with_the_marker);
    tcase_add_loop_test(rows, a_long_line_is_the_marker_or_it_is_not, 0,
                        2 * (int)(sizeof long_lines / sizeof *long_lines));
    tcase_add_loop_test(rows, the_marker_may_be_long, 0, 2);
    tcase_set_timeout(rows, 300);
    suite_add_tcase(suite, rows);
    return suite;
}

int main(void)
{
    return tap_run(rows_suite());
}
