/* Frames: where the rows and the end of a stream are, however it comes. */
#include <config.h>

#include "support/tap.h"

#include "postgres/copy_scan.h"

#include <string.h>
#include <sys/param.h>

/* A text with its length: there are NULs in all of them. */
#define TEXT(literal) (literal), sizeof(literal) - 1

#define SIGNATURE "PGCOPY\n\377\r\n\0"
#define NO_FLAGS "\0\0\0\0"
#define HEADER SIGNATURE NO_FLAGS "\0\0\0\0"
#define NIL "\0\1\377\377\377\377"
#define ONE "\0\1\0\0\0\1x"
#define TRAILER "\377\377"

enum {
    ROOM = 256
};

/* A stream that is scanned in chunks, and all that was passed on of it. */
struct scan {
    struct copy_scan scan;
    unsigned char passed[ROOM];
    size_t used;
};

/* The next chunk; that it has a block of its own shows reads beyond it. */
static void scan_chunk(struct scan *s, const char *bytes, size_t n)
{
    unsigned char *chunk = malloc(n > 0 ? n : 1);

    must(chunk != NULL && n <= ROOM - s->used);
    memcpy(chunk, bytes, n);
    size_t goes = copy_scan_bytes(&s->scan, chunk, n);
    must(goes <= n);
    memcpy(s->passed + s->used, chunk, goes);
    s->used += goes;
    free(chunk);
}

/* Holds what came of a good stream against what must. */
static void must_have_ended(const struct scan *s, const char *bytes, size_t n,
                            uint64_t rows)
{
    must(s->scan.state == COPY_SCAN_ENDED);
    must(s->scan.rows == rows);
    must(s->used == n - 1);
    must(memcmp(s->passed, bytes, n - 1) == 0);
    must((unsigned char)bytes[n - 1] == COPY_SCAN_LAST_BYTE);
}

/* --- Good streams -------------------------------------------------------- */

static const struct {
    const char *bytes;
    size_t n;
    uint64_t rows;
} good[] = {
    {TEXT(HEADER TRAILER), 0},
    {TEXT(HEADER ONE TRAILER), 1},
    {TEXT(HEADER NIL TRAILER), 1},
    {TEXT(HEADER NIL ONE NIL NIL ONE TRAILER), 5},
    /* Values without a byte, which are not NULL. */
    {TEXT(HEADER "\0\1\0\0\0\0" TRAILER), 1},
    {TEXT(HEADER "\0\1\0\0\0\0"
                 "\0\1\0\0\0\0" ONE "\0\1\0\0\0\0" TRAILER),
     4},
    /* Values that look like a trailer, a tuple, or a whole stream. */
    {TEXT(HEADER "\0\1\0\0\0\1\377" TRAILER), 1},
    {TEXT(HEADER "\0\1\0\0\0\2" TRAILER TRAILER), 1},
    {TEXT(HEADER "\0\1\0\0\0\4" TRAILER TRAILER ONE TRAILER), 2},
    {TEXT(HEADER "\0\1\0\0\0\7" ONE TRAILER), 1},
    {TEXT(HEADER "\0\1\0\0\0\25" HEADER TRAILER ONE TRAILER), 2},
    {TEXT(HEADER "\0\1\0\0\0\3\0\1\0" TRAILER), 1},
    /* Extensions of the header. */
    {TEXT(SIGNATURE NO_FLAGS "\0\0\0\1\377" TRAILER), 0},
    {TEXT(SIGNATURE NO_FLAGS "\0\0\0\2" TRAILER TRAILER), 0},
    {TEXT(SIGNATURE NO_FLAGS "\0\0\0\6" NIL ONE TRAILER), 1},
    {TEXT(SIGNATURE "\0\1\0\0\0\0\0\5"
                    "\0\1\0\0\0" NIL TRAILER),
     1},
    {TEXT(SIGNATURE "\377\377\377\377\0\0\0\0" ONE TRAILER), 1},
};

START_TEST(a_stream_in_one_chunk_ends_with_its_trailer)
{
    struct scan s = {0};

    scan_chunk(&s, good[_i].bytes, good[_i].n);
    must_have_ended(&s, good[_i].bytes, good[_i].n, good[_i].rows);
}
END_TEST

START_TEST(a_stream_may_come_in_two_chunks_cut_anywhere)
{
    const char *bytes = good[_i].bytes;
    size_t n = good[_i].n;

    for (size_t cut = 0; cut <= n; cut++) {
        struct scan s = {0};
        scan_chunk(&s, bytes, cut);
        must(cut == n || s.used == cut);
        scan_chunk(&s, bytes + cut, n - cut);
        must_have_ended(&s, bytes, n, good[_i].rows);
    }
}
END_TEST

START_TEST(a_stream_may_come_in_three_chunks_cut_anywhere)
{
    const char *bytes = good[_i].bytes;
    size_t n = good[_i].n;

    for (size_t first = 0; first <= n; first++) {
        for (size_t second = first; second <= n; second++) {
            struct scan s = {0};
            scan_chunk(&s, bytes, first);
            scan_chunk(&s, bytes + first, second - first);
            scan_chunk(&s, bytes + second, n - second);
            must_have_ended(&s, bytes, n, good[_i].rows);
        }
    }
}
END_TEST

START_TEST(a_stream_may_come_in_chunks_of_any_size)
{
    const char *bytes = good[_i].bytes;
    size_t n = good[_i].n;

    for (size_t size = 1; size <= n; size++) {
        struct scan s = {0};
        for (size_t at = 0; at < n; at += size)
            scan_chunk(&s, bytes + at, size < n - at ? size : n - at);
        must_have_ended(&s, bytes, n, good[_i].rows);
    }
}
END_TEST

/* A byte less, and there is no end; and all that there is goes on. */
START_TEST(a_stream_that_is_cut_anywhere_has_not_ended)
{
    for (size_t n = 0; n < good[_i].n; n++) {
        struct scan whole = {0}, bytes = {0};
        scan_chunk(&whole, good[_i].bytes, n);
        for (size_t at = 0; at < n; at++)
            scan_chunk(&bytes, good[_i].bytes + at, 1);
        must(whole.used == n && bytes.used == n);
        must(whole.scan.state != COPY_SCAN_ENDED);
        must(whole.scan.state != COPY_SCAN_BAD);
        must(bytes.scan.state == whole.scan.state);
        must(bytes.scan.rows == whole.scan.rows);
    }
}
END_TEST

/* A row is counted when its number of fields is there. */
START_TEST(rows_are_counted_as_they_begin)
{
    static const char stream[] = HEADER ONE NIL ONE TRAILER;
    static const size_t begins[] = {19 + 2, 19 + 7 + 2, 19 + 7 + 6 + 2};
    struct scan s = {0};
    uint64_t rows = 0;

    for (size_t at = 0; at < sizeof stream - 1; at++) {
        scan_chunk(&s, stream + at, 1);
        if (rows < 3 && at + 1 == begins[rows])
            rows++;
        ck_assert_uint_eq(s.scan.rows, rows);
    }
    ck_assert_uint_eq(rows, 3);
}
END_TEST

START_TEST(a_chunk_of_no_byte_changes_nothing)
{
    static const char stream[] = HEADER ONE NIL TRAILER;
    struct scan s = {0};

    for (size_t at = 0; at < sizeof stream - 1; at++) {
        scan_chunk(&s, "", 0);
        scan_chunk(&s, stream + at, 1);
        scan_chunk(&s, "", 0);
    }
    must_have_ended(&s, stream, sizeof stream - 1, 2);
}
END_TEST

/* --- Streams that are none ----------------------------------------------- */

static const struct {
    const char *bytes;
    size_t n;
    size_t at; /* the byte that shows it */
} bad[] = {
    /* Another signature. */
    {TEXT("pGCOPY\n\377\r\n\0" NO_FLAGS "\0\0\0\0" TRAILER), 0},
    {TEXT("PGCOPY\r\n\377\r\n\0" NO_FLAGS "\0\0\0\0" TRAILER), 6},
    {TEXT("PGCOPY\n\177\r\n\0" NO_FLAGS "\0\0\0\0" TRAILER), 7},
    {TEXT("PGCOPY\n\377\n\0" NO_FLAGS "\0\0\0\0" TRAILER), 8},
    {TEXT("PGCOPY\n\377\r\n\1" NO_FLAGS "\0\0\0\0" TRAILER), 10},
    {TEXT("{\"a\": 1}\n"), 0},
    {TEXT(TRAILER), 0},
    /* Not one column. */
    {TEXT(HEADER "\0\0" TRAILER), 20},
    {TEXT(HEADER "\0\2\0\0\0\1x\0\0\0\1x" TRAILER), 20},
    {TEXT(HEADER "\0\3" TRAILER), 20},
    {TEXT(HEADER "\1\0" TRAILER), 20},
    {TEXT(HEADER "\1\1" TRAILER), 20},
    {TEXT(HEADER "\377\376" TRAILER), 20},
    {TEXT(HEADER "\200\0" TRAILER), 20},
    {TEXT(HEADER "\377\1" TRAILER), 20},
    {TEXT(HEADER "\0\377" TRAILER), 20},
    {TEXT(HEADER "\177\377" TRAILER), 20},
    /* A later row. */
    {TEXT(HEADER ONE "\0\2\0\0\0\1x\0\0\0\1x" TRAILER), 27},
    {TEXT(HEADER NIL NIL "\0\0" TRAILER), 32},
    /* Bytes after the trailer. */
    {TEXT(HEADER TRAILER "\0"), 21},
    {TEXT(HEADER TRAILER "\377"), 21},
    {TEXT(HEADER TRAILER "\n"), 21},
    {TEXT(HEADER TRAILER TRAILER), 21},
    {TEXT(HEADER TRAILER ONE TRAILER), 21},
    {TEXT(HEADER ONE TRAILER HEADER TRAILER), 28},
};

START_TEST(what_is_no_stream_of_one_column_is_bad_from_there_on)
{
    const char *bytes = bad[_i].bytes;
    size_t n = bad[_i].n, at = bad[_i].at;

    for (size_t cut = 0; cut <= n; cut++) {
        struct scan s = {0};
        scan_chunk(&s, bytes, cut);
        must((s.scan.state == COPY_SCAN_BAD) == (cut > at));
        scan_chunk(&s, bytes + cut, n - cut);
        must(s.scan.state == COPY_SCAN_BAD);
        must(s.used <= at && memcmp(s.passed, bytes, s.used) == 0);
        /* What comes now makes it no better. */
        size_t used = s.used;
        scan_chunk(&s, TEXT(TRAILER));
        scan_chunk(&s, TEXT(HEADER TRAILER));
        must(s.scan.state == COPY_SCAN_BAD && s.used == used);
    }
}
END_TEST

START_TEST(what_is_no_stream_is_bad_byte_by_byte)
{
    struct scan s = {0};

    for (size_t i = 0; i < bad[_i].n; i++) {
        scan_chunk(&s, bad[_i].bytes + i, 1);
        must((s.scan.state == COPY_SCAN_BAD) == (i >= bad[_i].at));
    }
}
END_TEST

/* The byte that would complete a stream is never passed on. */
START_TEST(the_last_byte_is_held_back_of_bad_streams_too)
{
    static const char stream[] = HEADER ONE TRAILER "\n";
    size_t whole = sizeof stream - 2;

    for (size_t size = 1; size <= sizeof stream; size++) {
        struct scan s = {0};
        for (size_t at = 0; at < sizeof stream - 1; at += size) {
            size_t left = sizeof stream - 1 - at;
            scan_chunk(&s, stream + at, size < left ? size : left);
        }
        must(s.scan.state == COPY_SCAN_BAD);
        must(s.used < whole);
    }
}
END_TEST

/* --- Long values --------------------------------------------------------- */

static const struct {
    const char *frame; /* two bytes of fields, or none; and four of length */
    size_t n;
    uint64_t length;
} lengths[] = {
    {TEXT("\0\1\0\0\1\0"), 0x100},
    {TEXT("\0\1\0\1\0\0"), 0x10000},
    {TEXT("\0\1\1\0\0\0"), 0x1000000},
    {TEXT("\0\1\0\1\2\3"), 0x10203},
    {TEXT("\0\1\77\377\377\377"), 0x3FFFFFFF},
    {TEXT("\0\1\177\377\377\377"), 0x7FFFFFFF},
    /* No server sends these; whatever they are, they are not NULL. */
    {TEXT("\0\1\200\0\0\0"), 0x80000000},
    {TEXT("\0\1\377\377\377\376"), 0xFFFFFFFE},
};

/* Skips a value of that many bytes, in chunks. */
static void scan_value(struct copy_scan *f, uint64_t left)
{
    static unsigned char block[1 << 20];

    memset(block, COPY_SCAN_LAST_BYTE, sizeof block);
    while (left > 0) {
        size_t n = left < sizeof block ? (size_t)left : sizeof block;
        must(f->state == COPY_SCAN_BYTES);
        must(copy_scan_bytes(f, block, n) == n);
        left -= n;
    }
}

static const unsigned char *octets(const char *text)
{
    return (const unsigned char *)text;
}

START_TEST(a_value_may_be_as_long_as_its_length_says)
{
    struct copy_scan f = {0};

    must(copy_scan_bytes(&f, octets(HEADER), 19) == 19);
    must(copy_scan_bytes(&f, octets(lengths[_i].frame), lengths[_i].n) ==
         lengths[_i].n);
    scan_value(&f, lengths[_i].length);
    must(f.state == COPY_SCAN_TUPLE);
    must(copy_scan_bytes(&f, octets(ONE TRAILER), 9) == 8);
    must(f.state == COPY_SCAN_ENDED);
    must(f.rows == 2);
}
END_TEST

START_TEST(an_extension_may_be_as_long_as_its_length_says)
{
    struct copy_scan f = {0};

    must(copy_scan_bytes(&f, octets(SIGNATURE NO_FLAGS), 15) == 15);
    must(copy_scan_bytes(&f, octets(lengths[_i].frame + 2), 4) == 4);
    scan_value(&f, lengths[_i].length);
    must(f.state == COPY_SCAN_TUPLE);
    must(copy_scan_bytes(&f, octets(ONE TRAILER), 9) == 8);
    must(f.state == COPY_SCAN_ENDED);
    must(f.rows == 1);
}
END_TEST

/* More than a pipe or a message holds, and all in one chunk. */
/* A text is not what is sent of jsonb, however much it looks so. */
START_TEST(a_text_may_hold_the_version_of_jsonb_but_not_begin_with_it)
{
    static const char whole[] =
        HEADER "\0\1\0\0\0\0" NIL "\0\1\0\0\0\2x\1" TRAILER;
    static const char refused[] = HEADER ONE "\0\1\0\0\0\2\1"
                                             "1" TRAILER;
    static const size_t at = sizeof HEADER - 1 + sizeof ONE - 1 + 6;

    for (size_t piece = 1; piece <= sizeof refused; piece++) {
        struct scan text = {.scan.is_text = true}, jsonb = {0};
        for (size_t i = 0; i < sizeof whole - 1; i += piece)
            scan_chunk(&text, whole + i, MIN(piece, sizeof whole - 1 - i));
        must_have_ended(&text, whole, sizeof whole - 1, 3);
        text = (struct scan){.scan.is_text = true};
        for (size_t i = 0; i < sizeof refused - 1; i += piece) {
            size_t n = MIN(piece, sizeof refused - 1 - i);
            scan_chunk(&text, refused + i, n);
            scan_chunk(&jsonb, refused + i, n);
            if (i + n > at)
                must(text.scan.state == COPY_SCAN_JSONB && text.used <= at);
        }
        must_have_ended(&jsonb, refused, sizeof refused - 1, 2);
    }
}
END_TEST

START_TEST(many_rows_are_counted)
{
    enum {
        ROWS = 70000,
        ROW = sizeof ONE - 1
    };
    static unsigned char rows[ROWS * ROW];
    struct copy_scan f = {0};

    for (size_t i = 0; i < ROWS; i++)
        memcpy(rows + i * ROW, ONE, ROW);
    must(copy_scan_bytes(&f, octets(HEADER), 19) == 19);
    must(copy_scan_bytes(&f, rows, sizeof rows) == sizeof rows);
    must(copy_scan_bytes(&f, rows, sizeof rows) == sizeof rows);
    must(copy_scan_bytes(&f, octets(TRAILER), 2) == 1);
    ck_assert_uint_eq(f.rows, 2 * ROWS);
}
END_TEST

int main(void)
{
    enum {
        GOOD = sizeof good / sizeof *good,
        BAD = sizeof bad / sizeof *bad,
        LENGTHS = sizeof lengths / sizeof *lengths,
    };
    Suite *suite = suite_create("copy_scan");
    TCase *scan = tcase_create("copy_scan");

    tcase_add_loop_test(scan, a_stream_in_one_chunk_ends_with_its_trailer, 0,
                        GOOD);
    tcase_add_loop_test(scan, a_stream_may_come_in_two_chunks_cut_anywhere, 0,
                        GOOD);
    tcase_add_loop_test(scan, a_stream_may_come_in_three_chunks_cut_anywhere, 0,
                        GOOD);
    tcase_add_loop_test(scan, a_stream_may_come_in_chunks_of_any_size, 0, GOOD);
    tcase_add_loop_test(scan, a_stream_that_is_cut_anywhere_has_not_ended, 0,
                        GOOD);
    tcase_add_test(scan, rows_are_counted_as_they_begin);
    tcase_add_test(scan, a_chunk_of_no_byte_changes_nothing);
    tcase_add_loop_test(
        scan, what_is_no_stream_of_one_column_is_bad_from_there_on, 0, BAD);
    tcase_add_loop_test(scan, what_is_no_stream_is_bad_byte_by_byte, 0, BAD);
    tcase_add_test(scan, the_last_byte_is_held_back_of_bad_streams_too);
    tcase_add_loop_test(scan, a_value_may_be_as_long_as_its_length_says, 0,
                        LENGTHS);
    tcase_add_loop_test(scan, an_extension_may_be_as_long_as_its_length_says, 0,
                        LENGTHS);
    tcase_add_test(scan,
                   a_text_may_hold_the_version_of_jsonb_but_not_begin_with_it);
    tcase_add_test(scan, many_rows_are_counted);
    suite_add_tcase(suite, scan);
    return tap_run(suite);
}
