/*
 * hash: SipHash-1-3 (J.-P. Aumasson and D. J. Bernstein, "SipHash: a fast
 * short-input PRF", 2012), so that no row can be made whose keys all fall on
 * one place of a table. Words are read in the CPU's own byte order: hashes
 * never leave the program.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* Keyed by 128 secret bits, see hash_seed(). */
struct hash_key {
    uint64_t k0, k1;
};

/*
 * A fresh key from the system's random numbers; where it has none, a fixed
 * one. No output ever depends on it.
 */
struct hash_key hash_seed(void);

/* The hash of len bytes. */
uint64_t hash_bytes(const struct hash_key *key, const void *bytes, size_t len);

#endif
