/*
 * random.h - numbers from a seed, the same on every machine.
 */
#ifndef SUPPORT_RANDOM_H
#define SUPPORT_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct random {
    uint64_t seed;
};

/*
 * 0 to below - 1; how very slightly uneven it is does not matter here. One call
 * in a statement: C leaves open which of two arguments is computed first.
 *
 * SplitMix64 (G. Steele, D. Lea, C. Flood: "Fast splittable pseudorandom number
 * generators", 2014).
 */
static inline unsigned random_draw(struct random *random, unsigned below)
{
    uint64_t z = random->seed += 0x9E3779B97F4A7C15;

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
    z = (z ^ z >> 27) * 0x94D049BB133111EB;
    return (unsigned)((z ^ z >> 31) % below);
}

/* True once in that many times, on average. */
static inline bool random_once_in(struct random *random, unsigned times)
{
    return random_draw(random, times) == 0;
}

#endif
