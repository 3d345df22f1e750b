/*
 * hash: SipHash-1-3 (J.-P. Aumasson and D. J. Bernstein, "SipHash: a fast
 * short-input PRF", 2012), so that no input can be made whose keys all have one
 * place in a table. Words are read in the byte order of the CPU: hashes never
 * leave the program.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* 128 secret bits. */
struct hash_key {
    uint64_t k0, k1;
};

/*
 * A new key from the random numbers of the system; if there are none, a fixed
 * one. No output ever depends on it.
 */
struct hash_key hash_seed(void);

/* The hash of len bytes under the key. */
uint64_t hash_bytes(const struct hash_key *key, const void *bytes, size_t len);

#endif
