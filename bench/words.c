#include <config.h>

#include "bench/words.h"

#define PICK(random, list)                                                     \
    (list)[random_draw(random, sizeof(list) / sizeof *(list))]

static const char *const first_names[] = {
    "Ada",    "Alan",   "Barbara",  "Bjarne",  "Brian", "Dennis",
    "Donald", "Edsger", "Frances",  "Grace",   "Hedy",  "Ken",
    "Leslie", "Linus",  "Margaret", "Niklaus", "Radia", "Tim",
};

static const char *const last_names[] = {
    "Allen",    "Dijkstra", "Hamilton", "Hopper",   "Kernighan", "Knuth",
    "Lamarr",   "Lamport",  "Liskov",   "Lovelace", "Perlman",   "Ritchie",
    "Thompson", "Torvalds", "Turing",   "Wirth",
};

static const char *const countries[] = {
    "AT", "BR", "CA", "CH", "DE", "FR", "GB", "IN", "JP", "NG", "NL", "US",
};

static const char *const tags[] = {
    "api",     "caching",  "database", "filters", "graphql", "json",
    "latency", "pipeline", "postgres", "schema",  "unix",    "views",
};

static const char *const words[] = {
    "a",      "all",  "and",    "any",    "as",      "be",     "bytes",
    "column", "copy", "data",   "each",   "fast",    "field",  "filter",
    "from",   "has",  "in",     "index",  "is",      "it",     "join",
    "key",    "list", "memory", "name",   "nested",  "no",     "of",
    "one",    "only", "or",     "order",  "plan",    "query",  "read",
    "result", "row",  "server", "single", "small",   "stream", "table",
    "that",   "the",  "then",   "they",   "through", "to",     "value",
    "view",   "when", "whole",  "with",   "without", "write",  "written",
};

const char *words_first_name(struct random *random)
{
    return PICK(random, first_names);
}

const char *words_last_name(struct random *random)
{
    return PICK(random, last_names);
}

const char *words_country(struct random *random)
{
    return PICK(random, countries);
}

const char *words_tag(struct random *random)
{
    return PICK(random, tags);
}

const char *words_word(struct random *random)
{
    return PICK(random, words);
}
