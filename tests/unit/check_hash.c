/* SipHash-1-3 and its key. */
#include "support/tap.h"

#include "base/hash.h"
#include "support/guard.h"

#include <stdbool.h>
#include <string.h>

/*
 * The hashes of the bytes 0, 1, 2... under the key of those bytes, as the
 * authors of SipHash chose them for their test vectors; by length. The values
 * are those that the Rust library tests its SipHasher13 with.
 */
static const struct hash_key key = {0x0706050403020100, 0x0f0e0d0c0b0a0908};
static const uint64_t vectors[] = {
    0xabac0158050fc4dc, 0xc9f49bf37d57ca93, 0x82cb9b024dc7d44d,
    0x8bf80ab8e7ddf7fb, 0xcf75576088d38328, 0xdef9d52f49533b67,
    0xc50d2b50c59f22a7, 0xd3927d989bb11140, 0x369095118d299a8e,
    0x25a48eb36c063de4, 0x79de85ee92ff097f, 0x70c118c1f94dc352,
    0x78a384b157b4d9a2, 0x306f760c1229ffa7, 0x605aa111c0f95d34,
    0xd320d86d2a519956, 0xcc4fdd1a7d908b66, 0x9cf2689063dbd80c,
};

/* The bytes end at a guard page. */
START_TEST(hash_is_siphash_1_3)
{
    struct guard guard = guard_new(64);
    unsigned char bytes[64];

    for (unsigned char i = 0; i < sizeof bytes; i++)
        bytes[i] = i;
    for (size_t n = 0; n < sizeof vectors / sizeof *vectors; n++)
        ck_assert_uint_eq(hash_bytes(&key, guard_put(&guard, bytes, n), n),
                          vectors[n]);
    ck_assert_uint_eq(hash_bytes(&key, guard_put(&guard, bytes, 63), 63),
                      0x9d199062b7bbb3a8);
    guard_free(&guard);
}
END_TEST

START_TEST(both_halves_of_the_key_matter)
{
    struct hash_key other[] = {key, key};

    other[0].k0 ^= 1;
    other[1].k1 ^= (uint64_t)1 << 63;
    ck_assert(hash_bytes(&other[0], "a", 1) != hash_bytes(&key, "a", 1));
    ck_assert(hash_bytes(&other[1], "a", 1) != hash_bytes(&key, "a", 1));
}
END_TEST

/* Four seeds that agree by chance: once in 2^384. */
START_TEST(each_seed_is_another)
{
    struct hash_key a = hash_seed();
    bool differ = false;

    for (int i = 0; i < 3; i++) {
        struct hash_key b = hash_seed();
        differ |= a.k0 != b.k0 && a.k1 != b.k1;
    }
    ck_assert(differ);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("hash");
    TCase *hash = tcase_create("hash");

    tcase_add_test(hash, hash_is_siphash_1_3);
    tcase_add_test(hash, both_halves_of_the_key_matter);
    tcase_add_test(hash, each_seed_is_another);
    suite_add_tcase(suite, hash);
    return tap_run(suite);
}
