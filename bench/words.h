/*
 * words: what the rows of a corpus speak of. Each function takes one number
 * from the corpus, and returns a text that needs no escape in JSON.
 */
#ifndef BENCH_WORDS_H
#define BENCH_WORDS_H

#include "support/random.h"

const char *words_first_name(struct random *random);
const char *words_last_name(struct random *random);

/* The two letters of one. */
const char *words_country(struct random *random);

/* What a post may be about. */
const char *words_tag(struct random *random);

/* A word of a sentence. */
const char *words_word(struct random *random);

#endif
