#include <config.h>

#include "bench/corpus.h"

#include "bench/keys.h"
#include "bench/person.h"
#include "bench/post.h"
#include "bench/put.h"
#include "bench/world.h"

#include <string.h>

/* --- tiny and text, which need no file of their own --------------------- */

static bool put_tiny(struct stream *c, struct buffer *out)
{
    return put_format(out, "{\"id\":%u,\"is_read\":%s}",
                      1000000 + (unsigned)c->rows,
                      random_draw(&c->random, 2) == 0 ? "true" : "false");
}

static bool put_page(struct stream *c, struct buffer *out)
{
    return put_text(out, "{\"page_text\":") &&
           put_prose(&c->random, out, 4060) && put_text(out, "}");
}

/* --- The table ---------------------------------------------------------- */

const struct corpus_shape corpus_shapes[] = {
    {"flat", "13 short fields, no blanks", person_put_flat},
    {"pg", "the same fields as jsonb prints them", person_put_pg},
    {"nested", "a post with its author, tags and comments", post_put},
    {"tiny", "two fields", put_tiny},
    {"text", "one string of 4 kB", put_page},
    {"wide", "200 fields with keys of 40 bytes, many null", keys_put_wide},
    {"world", "texts in Chinese and Russian, emoji, escapes", world_put},
    {"shuffled", "flat, each row in another order", person_put_shuffled},
    {"longkeys", "8 fields with keys of 300 bytes", keys_put_long},
    {NULL, NULL, NULL},
};

const struct corpus_shape *corpus_find(const char *name)
{
    for (const struct corpus_shape *s = corpus_shapes; s->name != NULL; s++)
        if (strcmp(s->name, name) == 0)
            return s;
    return NULL;
}

struct stream corpus_start(uint64_t seed)
{
    return (struct stream){.random = {seed}};
}

bool corpus_row(struct stream *c, const struct corpus_shape *shape,
                struct buffer *out)
{
    bool ok = shape->put_row(c, out) && put_text(out, "\n");

    c->rows++;
    return ok;
}
