/*
 * words: what the rows of a corpus speak of. Each function takes one number
 * from the corpus, and returns a text that needs no escape in JSON.
 */
#ifndef WORDS_H
#define WORDS_H

#include "corpus.h"

const char *words_first_name(struct corpus *c);
const char *words_last_name(struct corpus *c);

/* The two letters of one. */
const char *words_country(struct corpus *c);

/* What a post may be about. */
const char *words_tag(struct corpus *c);

/* A word of a sentence. */
const char *words_word(struct corpus *c);

#endif
