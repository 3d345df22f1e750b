/*
 * fuzz_options: what the first bytes of an input ask for. Six bits of each
 * count, so they can be letters:
 *
 *      first    1 --keep-case       2 --type U
 *               4 --schema          8, 16 one of three selections
 *              32 --column c
 *      second   1 --end-marker END  2 --on-error null   4 --on-error skip
 *               8 --lines          16 --rows           32 --single
 *      third    1 --opaque d,a.n    2 after 64 KiB of a string
 *               4 of COPY's formats: frames, see copy_binary.c
 *      fourth   in what pieces the rest comes
 *
 * The schema and the selections know the fields a, b, c, d, n, s and t.
 */
#ifndef FUZZ_OPTIONS_H
#define FUZZ_OPTIONS_H

#include "base/buffer.h"
#include "fuzz/pipeline.h"
#include "run/projection.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    FUZZ_OPTIONS_BYTES = 4
};

struct fuzz_options {
    struct pipeline pipeline;
    struct projection projection; /* that its rules are about */
    bool as_frames;
    bool is_plain; /* the oracle knows all that is asked for */
    uint64_t seed;
    struct buffer bytes; /* the rows, */
    size_t before;       /* and how many of them were not in the input */
};

/*
 * Takes the options from the input, and the rows after them. false: it is too
 * short, or its options do not go together. fuzz_options_free() is needed all
 * the same.
 */
bool fuzz_options_read(struct fuzz_options *a, enum rows_format format,
                       const uint8_t *data, size_t size);

void fuzz_options_free(struct fuzz_options *a);

#endif
