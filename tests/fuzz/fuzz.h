/*
 * fuzz: what the fuzz targets share. Each is a file with the one function that
 * libFuzzer calls; replay.c calls it with the files of its corpus.
 */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include "base/buffer.h"
#include "graphql/schema.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The folder of all corpora, and the target's own in it. */
extern const char fuzz_corpora[], fuzz_corpus[];

/* Tries the size bytes at data; returns 0. Ends the program
 * if something does not hold. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the program with a word, unless the expression is true. */
#define hold(expression)                                                       \
    do {                                                                       \
        if (!(expression))                                                     \
            fuzz_fail(#expression, __FILE__, __LINE__);                        \
    } while (0)
_Noreturn void fuzz_fail(const char *expression, const char *file, int line);

/*
 * Checks that the place of an error is in the text: that what it shows is at
 * its line and column.
 */
void fuzz_place(const uint8_t *data, size_t size,
                const struct schema_error *error);

/*
 * Appends the tokens of a GraphQL text, with other blanks between them, which
 * must not matter. false: there is something in it that is no token.
 */
bool fuzz_spread(const uint8_t *data, size_t size, struct buffer *out);

/* Checks that both errors are at the same token, of texts with other blanks. */
void fuzz_same_token(const struct schema_error *a,
                     const struct schema_error *b);

#endif
