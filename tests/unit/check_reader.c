/* The window that slides over the bytes of the sources. */
#include <config.h>

#include "support/folder.h"
#include "support/tap.h"

#include "input/reader.h"

#include <fcntl.h>
#include <string.h>

enum {
    SIZE = 3 * 1024 * 1024, /* of the file "in" */
    WINDOW = 256 * 1024,
};

/* The byte of that offset in the file. */
static unsigned char byte_at(uint64_t offset)
{
    return (unsigned char)(offset * 2654435761u >> 24);
}

static void enter(void)
{
    static unsigned char bytes[SIZE];

    folder_enter();
    for (size_t i = 0; i < SIZE; i++)
        bytes[i] = byte_at(i);
    file_write("in", bytes, SIZE);
}

static struct source source;
static struct reader reader;

static void begin(const char *const *operands, size_t count)
{
    source_init(&source, operands, count);
    reader_init(&reader, &source);
    ck_assert_int_eq(reader_open_next(&reader), STATUS_OK);
}

static void end(void)
{
    source_close(&source);
    reader_free(&reader);
}

/* All that the contract says of a window, wherever next is. */
static void expect_window(void)
{
    const struct window *w = &reader.window;
    uint64_t here = reader_offset(&reader);
    uint64_t history = here < READER_HISTORY ? here : READER_HISTORY;

    must(w->begin <= w->next && w->next <= w->end);
    must(reader_unread(&reader) == (size_t)(w->end - w->next));
    must((uint64_t)(w->next - w->begin) >= history);
    must(w->begin == w->end || *w->begin == byte_at(w->offset));
    for (uint64_t i = 1; i <= history; i++)
        must(w->next[-(ptrdiff_t)i] == byte_at(here - i));
    for (const unsigned char *p = w->next; p < w->end; p++)
        must(*p == byte_at(here + (uint64_t)(p - w->next)));
    for (int i = 0; i < WINDOW_PADDING; i++)
        must(w->end[i] == 0);
}

/* Steps of several sizes, taken by the user of the window. */
static const size_t steps[] = {1000, 4096, 65536, 100003, WINDOW, 700000};

START_TEST(every_byte_comes_once_and_in_order)
{
    static const char *operands[] = {"in"};
    size_t step = steps[_i], most = 0;

    begin(operands, 1);
    for (uint64_t at = 0; at < SIZE; at += step) {
        ck_assert_int_eq(reader_need(&reader, step), STATUS_OK);
        must(reader_offset(&reader) == at);
        must(reader_unread(&reader) >= step || reader.window.last);
        if (at % 16 == 0 || at + step >= SIZE)
            expect_window();
        if (reader.buffer.room > most)
            most = reader.buffer.room;
        reader.window.next += step < SIZE - at ? step : SIZE - at;
    }
    ck_assert_uint_eq(reader_offset(&reader), SIZE);
    ck_assert_int_eq(reader_need(&reader, 1), STATUS_OK);
    ck_assert(reader.window.last && reader_unread(&reader) == 0);
    expect_window();
    ck_assert_uint_le(most, step < WINDOW / 2 ? 2 * WINDOW : 6 * step);
    end();
}
END_TEST

START_TEST(what_is_there_is_not_read_again)
{
    static const char *operands[] = {"in"};

    begin(operands, 1);
    ck_assert_int_eq(reader_need(&reader, 100), STATUS_OK);
    const unsigned char *next = reader.window.next;
    size_t unread = reader_unread(&reader);
    ck_assert_int_eq(reader_need(&reader, 0), STATUS_OK);
    ck_assert_int_eq(reader_need(&reader, unread), STATUS_OK);
    ck_assert(reader.window.next == next);
    ck_assert_uint_eq(reader_unread(&reader), unread);
    end();
}
END_TEST

/* So that looking again and again at what grows is no square. */
START_TEST(more_is_twice_as_much_where_it_is_long)
{
    static const char *operands[] = {"in"};
    unsigned looks = 0;

    begin(operands, 1);
    ck_assert_int_eq(reader_need(&reader, 1), STATUS_OK);
    while (!reader.window.last) {
        size_t unread = reader_unread(&reader);
        ck_assert_int_eq(reader_more(&reader), STATUS_OK);
        ck_assert(reader.window.last ||
                  reader_unread(&reader) >
                      (unread > 4096 ? 2 * unread - 1 : unread));
        looks++;
    }
    ck_assert_uint_eq(reader_unread(&reader), SIZE);
    ck_assert_uint_le(looks, 10);
    expect_window();
    end();
}
END_TEST

/* A megabyte, while next goes on in small steps. */
START_TEST(what_is_kept_stays)
{
    static const char *operands[] = {"in"};
    const uint64_t from = 300001, to = 1300000;

    begin(operands, 1);
    for (uint64_t at = 0; at < to; at += 1000) {
        if (at + 1000 > from)
            reader.keep = from;
        must(reader_need(&reader, 1000) == STATUS_OK);
        must(reader_offset(&reader) == at);
        if (at % 50000 == 0)
            expect_window();
        reader.window.next += 1000;
    }
    const struct window *w = &reader.window;
    ck_assert_uint_le(w->offset, from);
    for (uint64_t i = from; i < to; i++)
        must(w->begin[i - w->offset] == byte_at(i));
    ck_assert_uint_le(reader.buffer.room, 2 * (to - from) + 2 * WINDOW);

    /* It is needed no more. */
    reader.keep = READER_KEEPS_NONE;
    ck_assert_int_eq(reader_need(&reader, WINDOW), STATUS_OK);
    ck_assert_uint_eq(reader_offset(&reader), to);
    ck_assert_uint_eq(w->offset, to - READER_HISTORY);
    end();
}
END_TEST

START_TEST(a_line_can_be_skipped_however_long)
{
    static const char *operands[] = {"lines"};
    static char lines[3 * WINDOW];
    bool found;

    memset(lines, 'x', sizeof lines);
    lines[10] = lines[11] = lines[2 * WINDOW] = '\n';
    file_write("lines", lines, sizeof lines);
    begin(operands, 1);
    reader.keep = 0;
    const uint64_t after[] = {11, 12, 2 * WINDOW + 1};
    for (size_t i = 0; i < sizeof after / sizeof *after; i++) {
        ck_assert_int_eq(reader_skip_line(&reader, &found), STATUS_OK);
        ck_assert(found);
        ck_assert_uint_eq(reader_offset(&reader), after[i]);
    }
    ck_assert_uint_le(reader.buffer.room, 2 * WINDOW);
    ck_assert_int_eq(reader_skip_line(&reader, &found), STATUS_OK);
    ck_assert(!found);
    ck_assert_uint_eq(reader_offset(&reader), sizeof lines);
    ck_assert(reader.window.last);
    end();
}
END_TEST

START_TEST(the_end_of_a_source_gives_no_more)
{
    static const char *operands[] = {"in", "empty", "two"};

    file_put("empty", "");
    file_put("two", "12");
    begin(operands, 3);
    reader_need(&reader, WINDOW);
    reader.keep = 1;

    ck_assert_int_eq(reader_open_next(&reader), STATUS_OK);
    ck_assert_uint_eq(reader.keep, READER_KEEPS_NONE);
    ck_assert_uint_eq(reader_offset(&reader), 0);
    ck_assert_uint_eq(reader_unread(&reader), 0);
    ck_assert(!reader.window.last);
    ck_assert_int_eq(reader_need(&reader, 1), STATUS_OK);
    ck_assert(reader.window.last && reader_unread(&reader) == 0);

    ck_assert_int_eq(reader_open_next(&reader), STATUS_OK);
    ck_assert_int_eq(reader_need(&reader, 3), STATUS_OK);
    ck_assert(reader.window.last);
    ck_assert_uint_eq(reader_unread(&reader), 2);
    ck_assert(memcmp(reader.window.next, "12", 3) == 0);
    ck_assert_int_eq(reader_more(&reader), STATUS_OK);
    ck_assert_uint_eq(reader_unread(&reader), 2);

    ck_assert_int_eq(reader_open_next(&reader), STATUS_END);
    end();
}
END_TEST

START_TEST(what_cannot_be_read_is_an_error)
{
    static const char *operands[] = {".", "missing"};

    begin(operands, 2);
    ck_assert_int_eq(reader_need(&reader, 1), STATUS_READ);
    ck_assert_int_eq(reader_open_next(&reader), STATUS_OPEN_INPUT);
    end();
}
END_TEST

/* --- Streams in one pipe ------------------------------------------------ */

static enum status at_once(void *owner, int milliseconds)
{
    (void)owner;
    (void)milliseconds;
    return STATUS_OK;
}

/* A pipe, which is a file. */
static struct source_pipe open_pipe(void)
{
    return (struct source_pipe){.fd = open("in", O_RDONLY), .wait = at_once};
}

static void close_pipe(struct source_pipe *p)
{
    close(p->fd);
    buffer_free(&p->ahead);
}

static void begin_stream(struct source_pipe *p, bool followed)
{
    source_init_pipe(&source, p, "query", followed);
    reader_init(&reader, &source);
    ck_assert_int_eq(reader_open_next(&reader), STATUS_OK);
}

START_TEST(a_stream_begins_where_the_one_before_it_ends)
{
    static const size_t lengths[] = {0,    1,     2, 100, 0, 255 * 1024,
                                     5000, 70000, 1, 9,   0, 1024 * 1024};
    struct source_pipe p = open_pipe();
    uint64_t at = 0;

    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        begin_stream(&p, true);
        ck_assert_int_eq(reader_need(&reader, lengths[i]), STATUS_OK);
        ck_assert_uint_ge(reader_unread(&reader), lengths[i]);
        for (size_t n = 0; n < lengths[i]; n++)
            must(reader.window.next[n] == byte_at(at + n));
        reader.window.next += lengths[i];
        ck_assert_int_eq(reader_end(&reader), STATUS_END);
        ck_assert_int_eq(reader_open_next(&reader), STATUS_END);
        end();
        at += lengths[i];
    }
    close_pipe(&p);
}
END_TEST

START_TEST(after_the_last_stream_nothing_may_come)
{
    struct source_pipe p = open_pipe();

    begin_stream(&p, false);
    ck_assert_int_eq(reader_end(&reader), STATUS_OK);
    ck_assert_uint_gt(reader_unread(&reader), 0);
    end();
    close_pipe(&p);
}
END_TEST

START_TEST(a_file_is_at_its_end_by_itself)
{
    static const char *operands[] = {"short"};

    file_put("short", "12");
    begin(operands, 1);
    ck_assert_int_eq(reader_end(&reader), STATUS_OK);
    reader.window.next += 2;
    ck_assert_int_eq(reader_end(&reader), STATUS_END);
    end();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("reader");
    TCase *window = tcase_create("window");

    tcase_add_unchecked_fixture(window, enter, folder_leave);
    tcase_add_loop_test(window, every_byte_comes_once_and_in_order, 0,
                        sizeof steps / sizeof *steps);
    tcase_add_test(window, what_is_there_is_not_read_again);
    tcase_add_test(window, more_is_twice_as_much_where_it_is_long);
    tcase_add_test(window, what_is_kept_stays);
    tcase_add_test(window, a_line_can_be_skipped_however_long);
    tcase_add_test(window, the_end_of_a_source_gives_no_more);
    tcase_add_test(window, what_cannot_be_read_is_an_error);
    tcase_add_test(window, a_stream_begins_where_the_one_before_it_ends);
    tcase_add_test(window, after_the_last_stream_nothing_may_come);
    tcase_add_test(window, a_file_is_at_its_end_by_itself);
    suite_add_tcase(suite, window);
    return tap_run(suite);
}
