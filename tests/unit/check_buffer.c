/* Memory: buffers and arenas. */
#include "support/tap.h"

#include "base/arena.h"
#include "base/buffer.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

/* Makes the address sanitizer return NULL for too large a size, as malloc()
 * does.
 */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

/* Sizes that no computer has; some cannot be doubled. */
static const size_t impossible[] = {SIZE_MAX / 4, SIZE_MAX / 2 + 1,
                                    SIZE_MAX - 64, SIZE_MAX};
enum {
    IMPOSSIBLE = sizeof impossible / sizeof *impossible
};

/* --- buffer ------------------------------------------------------------- */

START_TEST(append_keeps_every_byte)
{
    struct buffer b = {0};

    for (size_t i = 0; i < 10000; i++) {
        unsigned char bytes[3] = {(unsigned char)i, (unsigned char)(i >> 8), 7};
        must(buffer_append(&b, bytes, sizeof bytes));
        must(b.len <= b.room);
    }
    ck_assert_uint_eq(b.len, 30000);
    for (size_t i = 0; i < 10000; i++)
        must(b.data[3 * i] == (i & 0xFF) && b.data[3 * i + 1] == i >> 8 &&
             b.data[3 * i + 2] == 7);
    buffer_free(&b);
}
END_TEST

START_TEST(append_of_nothing_needs_no_memory)
{
    struct buffer b = {0};

    ck_assert(buffer_append(&b, NULL, 0));
    ck_assert(buffer_reserve(&b, 0));
    ck_assert(b.data == NULL && b.len == 0 && b.room == 0);
    buffer_drop(&b, 0);
    buffer_free(&b);
}
END_TEST

START_TEST(reserve_makes_room_after_what_is_there)
{
    struct buffer b = {0};

    ck_assert(buffer_append(&b, "abc", 3));
    ck_assert(buffer_reserve(&b, 1000));
    ck_assert_uint_eq(b.len, 3);
    ck_assert_uint_ge(b.room, 1003);
    ck_assert(memcmp(b.data, "abc", 3) == 0);
    memset(b.data + b.len, 1, 1000);
    buffer_free(&b);
}
END_TEST

START_TEST(reserve_at_least_doubles_when_it_grows)
{
    struct buffer b = {0};
    unsigned grown = 0;

    for (int i = 0; i < 1 << 16; i++) {
        size_t before = b.room;
        must(buffer_append(&b, "x", 1));
        if (b.room != before) {
            ck_assert_uint_ge(b.room, 2 * before);
            grown++;
        }
    }
    ck_assert_uint_le(grown, 17);

    /* There is room: nothing moves. */
    ck_assert(buffer_reserve(&b, 1));
    size_t room = b.room;
    const unsigned char *data = b.data;
    ck_assert(buffer_reserve(&b, b.room - b.len));
    ck_assert(b.room == room && b.data == data);
    buffer_free(&b);
}
END_TEST

START_TEST(a_buffer_that_cannot_grow_is_as_it_was)
{
    struct buffer b = {0};

    ck_assert(buffer_append(&b, "abc", 3));
    struct buffer before = b;
    ck_assert(!buffer_reserve(&b, impossible[_i]));
    ck_assert(!buffer_append(&b, "abc", impossible[_i]));
    ck_assert(b.data == before.data && b.len == 3 && b.room == before.room);
    ck_assert(memcmp(b.data, "abc", 3) == 0);
    buffer_free(&b);
}
END_TEST

START_TEST(terminate_puts_a_nul_that_does_not_count)
{
    struct buffer b = {0};

    ck_assert(buffer_terminate(&b));
    ck_assert_str_eq((char *)b.data, "");
    ck_assert(buffer_text(&b, "ab") && buffer_terminate(&b));
    ck_assert_str_eq((char *)b.data, "ab");
    ck_assert(buffer_text(&b, "cd") && buffer_terminate(&b));
    ck_assert_str_eq((char *)b.data, "abcd");
    ck_assert_uint_eq(b.len, 4);
    buffer_free(&b);
}
END_TEST

START_TEST(drop_moves_the_rest_to_the_front)
{
    struct buffer b = {0};

    ck_assert(buffer_append(&b, "0123456789", 10));
    buffer_drop(&b, 0);
    ck_assert_uint_eq(b.len, 10);
    buffer_drop(&b, 3);
    ck_assert(b.len == 7 && memcmp(b.data, "3456789", 7) == 0);
    buffer_drop(&b, 7);
    ck_assert_uint_eq(b.len, 0);
    ck_assert(buffer_append(&b, "ab", 2));
    ck_assert(b.len == 2 && memcmp(b.data, "ab", 2) == 0);
    buffer_free(&b);
}
END_TEST

START_TEST(a_freed_buffer_is_empty_and_can_be_used_again)
{
    struct buffer b = {0};

    ck_assert(buffer_append(&b, "abc", 3));
    buffer_free(&b);
    ck_assert(b.data == NULL && b.len == 0 && b.room == 0);
    ck_assert(buffer_append(&b, "d", 1));
    ck_assert(b.len == 1 && b.data[0] == 'd');
    buffer_free(&b);
    buffer_free(&b);
}
END_TEST

/* --- arena -------------------------------------------------------------- */

START_TEST(things_are_aligned_and_apart)
{
    enum {
        THINGS = 2000
    };
    static unsigned char *things[THINGS];
    struct arena a = {0};
    size_t sum = 0;

    for (size_t i = 0; i < THINGS; i++) {
        size_t size = i % 97 + 1;
        things[i] = arena_alloc(&a, size);
        ck_assert(things[i] != NULL);
        ck_assert_uint_eq((uintptr_t)things[i] % alignof(max_align_t), 0);
        memset(things[i], (int)(i % 251), size);
        sum += size;
    }
    for (size_t i = 0; i < THINGS; i++)
        for (size_t j = 0; j < i % 97 + 1; j++)
            must(things[i][j] == i % 251);
    ck_assert_uint_ge(a.total, sum);
    ck_assert_uint_lt(a.total, 2 * sum);
    arena_free(&a);
}
END_TEST

/* Some fit into the newest chunk, others do not. */
START_TEST(large_things_have_chunks_of_their_own)
{
    static const size_t sizes[] = {16 * 1024 - 16, 16,      1,
                                   16 * 1024,      1 << 20, 3};
    struct arena a = {0};
    unsigned char *things[6];

    for (size_t i = 0; i < 6; i++) {
        things[i] = arena_alloc(&a, sizes[i]);
        ck_assert(things[i] != NULL);
        memset(things[i], (int)i, sizes[i]);
    }
    for (size_t i = 0; i < 6; i++)
        ck_assert(things[i][0] == i && things[i][sizes[i] - 1] == i);
    ck_assert_uint_ge(a.total, 1 << 20);
    arena_free(&a);
}
END_TEST

START_TEST(an_arena_that_cannot_grow_is_as_it_was)
{
    struct arena a = {0};
    unsigned char *thing = arena_alloc(&a, 8);

    ck_assert(thing != NULL);
    memcpy(thing, "1234567", 8);
    struct arena before = a;
    ck_assert(arena_alloc(&a, impossible[_i]) == NULL);
    ck_assert(a.chunks == before.chunks && a.left == before.left &&
              a.total == before.total);
    ck_assert_str_eq((char *)thing, "1234567");
    arena_free(&a);
}
END_TEST

START_TEST(a_freed_arena_is_empty_and_can_be_used_again)
{
    struct arena a = {0};

    for (int i = 0; i < 3; i++) {
        ck_assert(arena_alloc(&a, 20000) != NULL);
        ck_assert(arena_alloc(&a, 20000) != NULL);
        ck_assert_uint_ge(a.total, 40000);
        arena_free(&a);
        ck_assert(a.chunks == NULL && a.left == 0 && a.total == 0);
    }
    arena_free(&a);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("memory");
    TCase *buffer = tcase_create("buffer");
    TCase *arena = tcase_create("arena");

    tcase_add_test(buffer, append_keeps_every_byte);
    tcase_add_test(buffer, append_of_nothing_needs_no_memory);
    tcase_add_test(buffer, reserve_makes_room_after_what_is_there);
    tcase_add_test(buffer, reserve_at_least_doubles_when_it_grows);
    tcase_add_loop_test(buffer, a_buffer_that_cannot_grow_is_as_it_was, 0,
                        IMPOSSIBLE);
    tcase_add_test(buffer, terminate_puts_a_nul_that_does_not_count);
    tcase_add_test(buffer, drop_moves_the_rest_to_the_front);
    tcase_add_test(buffer, a_freed_buffer_is_empty_and_can_be_used_again);
    suite_add_tcase(suite, buffer);

    tcase_add_test(arena, things_are_aligned_and_apart);
    tcase_add_test(arena, large_things_have_chunks_of_their_own);
    tcase_add_loop_test(arena, an_arena_that_cannot_grow_is_as_it_was, 0,
                        IMPOSSIBLE);
    tcase_add_test(arena, a_freed_arena_is_empty_and_can_be_used_again);
    suite_add_tcase(suite, arena);
    return tap_run(suite);
}
