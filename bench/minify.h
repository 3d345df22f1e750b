/*
 * minify: simdjson's, which drops the blanks of JSON and validates nothing: the
 * least that any filter for JSON has to do, at the speed that one can do it.
 */
#ifndef BENCH_MINIFY_H
#define BENCH_MINIFY_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Writes the n bytes at in to out, which has room for as many, without their
 * blanks, and returns how many it wrote. Ends the program where it cannot.
 */
size_t minify(const unsigned char *in, size_t n, unsigned char *out);

/*
 * From now on minify() uses the fastest of simdjson's kernels for the n bytes
 * at in, and the name of that is returned. Its own choice goes by what the CPU
 * has, which need not be the fastest: on AMD's Zen 4, vpcompressb to memory is
 * microcode, so "icelake" has a quarter of the speed of "haswell".
 *
 * Without this call it is simdjson's choice, or what the environment variable
 * SIMDJSON_FORCE_IMPLEMENTATION names.
 */
const char *minify_choose(const unsigned char *in, size_t n,
                          unsigned char *out);

#ifdef __cplusplus
}
#endif

#endif
