/* COPY's binary format: the frame around values, and what it refuses. */
#include <config.h>

#include "support/child.h"
#include "support/folder.h"
#include "support/tap.h"

#include "input/copy_binary.h"
#include "input/reader.h"

#include <string.h>

/* A text with its length: there are NULs in all of them. */
#define TEXT(literal) (literal), sizeof(literal) - 1

#define SIGNATURE "PGCOPY\n\377\r\n\0"
#define NO_FLAGS "\0\0\0\0"
#define HEADER SIGNATURE NO_FLAGS "\0\0\0\0"
#define NIL "\0\1\377\377\377\377"
#define TRAILER "\377\377"

enum {
    ROOM = 8192,
    FRAME = 19, /* bytes of the header */
    WINDOW = 256 * 1024,
};

/* All that comes of a stream: its values, each with a line feed after it. */
struct outcome {
    enum status status;
    uint64_t offset; /* where it ended */
    uint64_t tuples;
    uint64_t place;
    size_t used;
    char values[ROOM];
};

static struct source source;
static struct reader reader;

static void begin(void)
{
    static const char *operands[] = {"in"};

    source_init(&source, operands, 1);
    reader_init(&reader, &source);
    must(reader_open_next(&reader) == STATUS_OK);
}

static void end(void)
{
    source_close(&source);
    reader_free(&reader);
}

static void add(struct outcome *o, const void *p, size_t n)
{
    must(n <= ROOM - o->used);
    if (n > 0)
        memcpy(o->values + o->used, p, n);
    o->used += n;
}

/* Walks at most step bytes of a piece at a time. */
static struct outcome read_stream(size_t step)
{
    struct outcome o = {.status = STATUS_OK};
    struct copy_binary b = {0};
    struct window piece;

    for (;;) {
        o.status = copy_binary_piece(&b, &reader, &piece);
        if (o.status != STATUS_OK)
            break;
        must(piece.next == reader.window.next && piece.framed);
        must(piece.next <= piece.end && piece.end <= reader.window.end);
        size_t n = (size_t)(piece.end - piece.next);
        must(piece.last ? n == b.left : n < b.left);
        bool whole = piece.last && n <= step;
        n = n < step ? n : step;
        add(&o, piece.next, n);
        if (whole)
            add(&o, "\n", 1);
        copy_binary_walked(&b, &reader, n);
    }
    o.offset = reader_offset(&reader);
    /* The trailer counts, as the place of what is wrong with it. */
    o.tuples = o.status == STATUS_END ? b.tuple - 1 : b.tuple;
    o.place = b.place;
    return o;
}

static struct outcome read_file(const char *bytes, size_t n, size_t step)
{
    file_write("in", bytes, n);
    begin();
    struct outcome o = read_stream(step);
    end();
    return o;
}

/* --- Good streams -------------------------------------------------------- */

static const struct {
    const char *bytes;
    size_t n;
    const char *values;
    uint64_t tuples;
} good[] = {
    {TEXT(HEADER TRAILER), "", 0},
    {TEXT(HEADER "\0\1\0\0\0\1"
                 "7" TRAILER),
     "7\n", 1},
    {TEXT(HEADER NIL NIL "\0\1\0\0\0\2{}" NIL TRAILER), "{}\n", 4},
    /* jsonb */
    {TEXT(HEADER "\0\1\0\0\0\3\1{}" TRAILER), "{}\n", 1},
    /* Empty values are framed well; that they are no JSON, others see. */
    {TEXT(HEADER "\0\1\0\0\0\0" TRAILER), "\n", 1},
    {TEXT(HEADER "\0\1\0\0\0\1\1" TRAILER), "\n", 1},
    /* Values that look like a frame. */
    {TEXT(HEADER "\0\1\0\0\0\2\377\377"
                 "\0\1\0\0\0\6\2\1\377\377\377\377" TRAILER),
     "\377\377\n\2\1\377\377\377\377\n", 2},
    /* One version, at the beginning, is no part of the value. */
    {TEXT(HEADER "\0\1\0\0\0\2\1\1"
                 "\0\1\0\0\0\2 \1" TRAILER),
     "\1\n \1\n", 2},
    /* Flags that may be ignored, and extensions that are unknown. */
    {TEXT(SIGNATURE "\0\0\377\377\0\0\0\0" NIL TRAILER), "", 1},
    {TEXT(SIGNATURE NO_FLAGS "\0\0\0\1x\0\1\0\0\0\1"
                             "7" TRAILER),
     "7\n", 1},
    {TEXT(SIGNATURE NO_FLAGS "\0\0\0\2" TRAILER "\0\1\0\0\0\1"
                             "7" TRAILER),
     "7\n", 1},
};

START_TEST(values_come_out_of_their_frames)
{
    for (size_t step = 1; step <= 64; step *= 4) {
        struct outcome o = read_file(good[_i].bytes, good[_i].n, step);
        ck_assert_int_eq(o.status, STATUS_END);
        ck_assert_uint_eq(o.offset, good[_i].n);
        ck_assert_uint_eq(o.tuples, good[_i].tuples);
        ck_assert_uint_eq(o.used, strlen(good[_i].values));
        ck_assert(memcmp(o.values, good[_i].values, o.used) == 0);
    }
}
END_TEST

/* --- Bad streams --------------------------------------------------------- */

#define ONE "\0\1\0\0\0\1\61" /* the value 1 */
enum {
    AFTER_ONE = FRAME + 7
};

static const struct {
    const char *bytes;
    size_t n;
    enum status status;
    uint64_t offset;
} bad[] = {
    /* No signature, which is a text line sent through a bad pipe, too. */
    {TEXT("PGCOPY\n\377\r\r\0\0\0\0\0\0\0\0\0"), STATUS_COPY_SIGNATURE, 0},
    {TEXT("PGCOPY\n\377\n\0\0\0\0\0\0\0\0\0\0"), STATUS_COPY_SIGNATURE, 0},
    {TEXT("PGCOPY\n\377\r\n\1\0\0\0\0\0\0\0\0"), STATUS_COPY_SIGNATURE, 0},
    {TEXT(" " HEADER TRAILER), STATUS_COPY_SIGNATURE, 0},
    {TEXT("{\"user_id\": 1}\n{}\n\n\n"), STATUS_COPY_SIGNATURE, 0},
    /* Flags. */
    {TEXT(SIGNATURE "\0\1\0\0\0\0\0\0"), STATUS_COPY_FLAGS, 11},
    {TEXT(SIGNATURE "\0\200\377\377\0\0\0\0"), STATUS_COPY_FLAGS, 11},
    {TEXT(SIGNATURE "\1\0\0\0\0\0\0\0"), STATUS_COPY_FLAGS, 11},
    {TEXT(SIGNATURE "\200\0\0\0\0\0\0\0"), STATUS_COPY_FLAGS, 11},
    /* Extensions. */
    {TEXT(SIGNATURE NO_FLAGS "\377\377\377\377"), STATUS_COPY_LENGTH, 15},
    {TEXT(SIGNATURE NO_FLAGS "\200\0\0\0"), STATUS_COPY_LENGTH, 15},
    {TEXT(SIGNATURE NO_FLAGS "\100\0\0\0"), STATUS_COPY_LENGTH, 15},
    {TEXT(SIGNATURE NO_FLAGS "\77\377\377\377xx"), STATUS_COPY_CUT, 21},
    {TEXT(SIGNATURE NO_FLAGS "\0\0\0\3xx"), STATUS_COPY_CUT, 21},
    /* Counts of fields. */
    {TEXT(HEADER "\0\0" TRAILER), STATUS_COPY_COLUMNS, FRAME},
    {TEXT(HEADER "\0\2" TRAILER), STATUS_COPY_COLUMNS, FRAME},
    {TEXT(HEADER "\1\1" TRAILER), STATUS_COPY_COLUMNS, FRAME},
    {TEXT(HEADER "\377\376" TRAILER), STATUS_COPY_COLUMNS, FRAME},
    {TEXT(HEADER "\0\377" TRAILER), STATUS_COPY_COLUMNS, FRAME},
    {TEXT(HEADER "\377\1" TRAILER), STATUS_COPY_COLUMNS, FRAME},
    /* Lengths. */
    {TEXT(HEADER ONE "\0\1\377\377\377\376"), STATUS_COPY_LENGTH,
     AFTER_ONE + 2},
    {TEXT(HEADER ONE "\0\1\200\0\0\0"), STATUS_COPY_LENGTH, AFTER_ONE + 2},
    {TEXT(HEADER ONE "\0\1\177\377\377\377"), STATUS_COPY_LENGTH,
     AFTER_ONE + 2},
    {TEXT(HEADER ONE "\0\1\100\0\0\0"), STATUS_COPY_LENGTH, AFTER_ONE + 2},
    {TEXT(HEADER ONE "\0\1\77\377\377\377"), STATUS_COPY_CUT, AFTER_ONE + 6},
    {TEXT(HEADER ONE "\0\1\77\377\377\377[1"), STATUS_COPY_CUT, AFTER_ONE + 8},
    {TEXT(HEADER ONE "\0\1\0\0\0\3{}"), STATUS_COPY_CUT, AFTER_ONE + 8},
    /* After the trailer. */
    {TEXT(HEADER TRAILER "\n"), STATUS_COPY_AFTER_END, FRAME + 2},
    {TEXT(HEADER ONE TRAILER "\0"), STATUS_COPY_AFTER_END, AFTER_ONE + 2},
    {TEXT(HEADER ONE TRAILER ONE TRAILER), STATUS_COPY_AFTER_END,
     AFTER_ONE + 2},
};

START_TEST(an_error_is_where_the_frame_is_wrong)
{
    struct outcome o = read_file(bad[_i].bytes, bad[_i].n, SIZE_MAX);

    ck_assert_int_eq(o.status, bad[_i].status);
    ck_assert_uint_eq(o.offset, bad[_i].offset);
}
END_TEST

/* The place of an error in a frame is the tuple's. */
START_TEST(a_bad_tuple_has_a_place_of_its_own)
{
    static const struct {
        const char *bytes;
        size_t n;
    } second[] = {
        {TEXT(HEADER ONE "\0")},
        {TEXT(HEADER ONE "\0\1")},
        {TEXT(HEADER ONE "\0\1\0\0\0")},
        {TEXT(HEADER ONE "\0\0")},
        {TEXT(HEADER ONE "\0\2\0\0\0\1\61")},
        {TEXT(HEADER ONE "\377\376")},
        {TEXT(HEADER ONE "\0\1\377\377\377\376")},
    };

    for (size_t i = 0; i < sizeof second / sizeof *second; i++) {
        struct outcome o = read_file(second[i].bytes, second[i].n, SIZE_MAX);
        ck_assert_uint_eq(o.place, AFTER_ONE);
    }
}
END_TEST

static const char complete[] =
    SIGNATURE "\0\0\0\1\0\0\0\3xyz" ONE NIL "\0\1\0\0\0\6\1[1,2]" TRAILER;

START_TEST(a_stream_that_is_cut_anywhere_is_not_complete)
{
    const size_t n = sizeof complete - 1;

    for (size_t cut = 0; cut < n; cut++) {
        struct outcome o = read_file(complete, cut, SIZE_MAX);
        ck_assert_int_eq(o.status, STATUS_COPY_CUT);
        ck_assert_uint_eq(o.offset, cut);
    }
    ck_assert_int_eq(read_file(complete, n, SIZE_MAX).status, STATUS_END);
}
END_TEST

/* --- Where values are ---------------------------------------------------- */

START_TEST(a_value_knows_its_place_and_length)
{
    static const char text[] = HEADER NIL "\0\1\0\0\0\3\1{}" ONE TRAILER;
    struct copy_binary b = {0};
    struct window piece;

    file_write("in", text, sizeof text - 1);
    begin();
    ck_assert_int_eq(copy_binary_piece(&b, &reader, &piece), STATUS_OK);
    ck_assert_uint_eq(b.tuple, 2);
    ck_assert_uint_eq(b.place, FRAME + 6 + 6 + 1);
    ck_assert_uint_eq(b.length, 2);
    ck_assert(piece.last && piece.end - piece.next == 2);
    copy_binary_walked(&b, &reader, 1);
    /* The rest of it is the same value. */
    ck_assert_int_eq(copy_binary_piece(&b, &reader, &piece), STATUS_OK);
    ck_assert_uint_eq(b.tuple, 2);
    ck_assert_uint_eq(b.place, FRAME + 6 + 6 + 1);
    ck_assert_uint_eq(b.length, 2);
    ck_assert(piece.last && piece.end - piece.next == 1 && *piece.next == '}');
    copy_binary_walked(&b, &reader, 1);
    ck_assert_int_eq(copy_binary_piece(&b, &reader, &piece), STATUS_OK);
    ck_assert_uint_eq(b.tuple, 3);
    ck_assert_uint_eq(b.length, 1);
    end();
}
END_TEST

/* --- Windows ------------------------------------------------------------- */

/*
 * A value of two windows, begun before the end of the first one by as many
 * bytes as i says: header, version and value are all cut once.
 */
START_TEST(a_value_may_be_cut_by_the_window_anywhere)
{
    static char stream[3 * WINDOW + 64];
    size_t before = WINDOW - FRAME - 4 - (size_t)_i, n = 2 * WINDOW;
    char *p = stream;
    struct copy_binary b = {0};
    struct window piece = {0};
    size_t seen = 0;

    memcpy(p, HEADER, FRAME);
    p[FRAME - 3] = (char)(before >> 16);
    p[FRAME - 2] = (char)(before >> 8);
    p[FRAME - 1] = (char)before;
    p += FRAME + before;
    memcpy(p, "\0\1\0\10\0\1\1", 7);
    p += 7;
    for (size_t i = 0; i < n; i++)
        p[i] = (char)('a' + i % 23);
    memcpy(p + n, TRAILER, 2);
    file_write("in", stream, (size_t)(p - stream) + n + 2);

    begin();
    enum status status;
    while ((status = copy_binary_piece(&b, &reader, &piece)) == STATUS_OK) {
        size_t more = (size_t)(piece.end - piece.next);
        for (size_t i = 0; i < more; i++)
            must(piece.next[i] == 'a' + (seen + i) % 23);
        must(piece.last == (seen + more == n));
        seen += more;
        copy_binary_walked(&b, &reader, more);
        must(reader.buffer.room <= 3 * WINDOW);
    }
    ck_assert_int_eq(status, STATUS_END);
    ck_assert_uint_eq(seen, n);
    ck_assert_uint_eq(b.tuple, 2); /* with the trailer */
    end();
}
END_TEST

/* A value of three windows of which a piece was walked, and one after it. */
START_TEST(the_rest_of_a_value_can_be_skipped)
{
    static char stream[FRAME + 6 + 3 * WINDOW + 7 + 2];
    static const size_t walked[] = {0, 1, 1000, WINDOW, 3 * WINDOW};
    const size_t n = 3 * WINDOW;
    struct copy_binary b = {0};
    struct window piece;
    char *p = stream;

    memcpy(p, HEADER "\0\1\0\14\0\0", FRAME + 6);
    memset(p + FRAME + 6, '\377', n);
    memcpy(p + FRAME + 6 + n, "\0\1\0\0\0\1x" TRAILER, 9);
    file_write("in", stream, sizeof stream);

    begin();
    ck_assert_int_eq(copy_binary_piece(&b, &reader, &piece), STATUS_OK);
    ck_assert_int_eq(reader_need(&reader, walked[_i]), STATUS_OK);
    reader.window.next += walked[_i];
    copy_binary_skip(&b, &reader);
    ck_assert_int_eq(copy_binary_piece(&b, &reader, &piece), STATUS_OK);
    ck_assert(piece.last && piece.end - piece.next == 1);
    ck_assert_int_eq(*piece.next, 'x');
    ck_assert_uint_eq(b.tuple, 2);
    copy_binary_walked(&b, &reader, 1);
    ck_assert_int_eq(copy_binary_piece(&b, &reader, &piece), STATUS_END);
    end();
}
END_TEST

START_TEST(bytes_may_come_one_by_one)
{
    child_writes(complete, sizeof complete - 1, 1 + (size_t)_i);
    source_init(&source, NULL, 0);
    reader_init(&reader, &source);
    must(reader_open_next(&reader) == STATUS_OK);
    struct outcome o = read_stream(SIZE_MAX);
    ck_assert_int_eq(o.status, STATUS_END);
    ck_assert_uint_eq(o.tuples, 3);
    ck_assert_uint_eq(o.used, 8);
    ck_assert(memcmp(o.values, "1\n[1,2]\n", 8) == 0);
    end();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("copy_binary");
    TCase *binary = tcase_create("binary");

    tcase_add_unchecked_fixture(binary, folder_enter, folder_leave);
    tcase_add_loop_test(binary, values_come_out_of_their_frames, 0,
                        sizeof good / sizeof *good);
    tcase_add_loop_test(binary, an_error_is_where_the_frame_is_wrong, 0,
                        sizeof bad / sizeof *bad);
    tcase_add_test(binary, a_bad_tuple_has_a_place_of_its_own);
    tcase_add_test(binary, a_stream_that_is_cut_anywhere_is_not_complete);
    tcase_add_test(binary, a_value_knows_its_place_and_length);
    tcase_add_loop_test(binary, a_value_may_be_cut_by_the_window_anywhere, 0,
                        24);
    tcase_add_loop_test(binary, the_rest_of_a_value_can_be_skipped, 0, 5);
    tcase_add_loop_test(binary, bytes_may_come_one_by_one, 0, 9);
    suite_add_tcase(suite, binary);
    return tap_run(suite);
}
