#include <config.h>

#include "bench/post.h"

#include "bench/put.h"
#include "bench/words.h"

static bool put_author(struct stream *c, struct buffer *out)
{
    unsigned id = 100 + random_draw(&c->random, 900);
    const char *first = words_first_name(&c->random);
    const char *last = words_last_name(&c->random);

    return put_format(out,
                      "{\"id\":%u,\"user_name\":\"%c%s\","
                      "\"display_name\":\"%s %s\"}",
                      id, first[0], last, first, last);
}

static bool put_tags(struct stream *c, struct buffer *out)
{
    unsigned count = 1 + random_draw(&c->random, 4);
    bool ok = put_text(out, "[");

    for (unsigned i = 0; ok && i < count; i++)
        ok = put_format(out, "%s\"%s\"", i == 0 ? "" : ",",
                        words_tag(&c->random));
    return ok && put_text(out, "]");
}

static bool put_comment(struct stream *c, struct buffer *out)
{
    bool edited = random_draw(&c->random, 8) == 0;
    bool ok = put_format(out, "{\"comment_id\":%u,\"created_at\":",
                         1000000 + random_draw(&c->random, 9000000));

    ok = ok && put_time(out, random_draw(&c->random, 365 * 24 * 60));
    ok = ok && put_text(out, ",\"author\":") && put_author(c, out);
    ok = ok && put_text(out, ",\"comment_body\":");
    ok = ok && put_prose(&c->random, out, 30 + random_draw(&c->random, 60));
    return ok &&
           put_format(out, ",\"like_count\":%u,\"is_edited\":%s}",
                      random_draw(&c->random, 300), edited ? "true" : "false");
}

static bool put_comments(struct stream *c, struct buffer *out)
{
    unsigned count = 1 + random_draw(&c->random, 4);
    bool ok = put_text(out, "[");

    for (unsigned i = 0; ok && i < count; i++)
        ok = (i == 0 || put_text(out, ",")) && put_comment(c, out);
    return ok && put_text(out, "]");
}

bool post_put(struct stream *c, struct buffer *out)
{
    bool ok = put_format(
        out, "{\"id\":%u,\"post_title\":", 100000 + (unsigned)c->rows);

    ok = ok && put_prose(&c->random, out, 30);
    ok = ok && put_text(out, ",\"published_at\":");
    ok = ok && put_time(out, random_draw(&c->random, 365 * 24 * 60));
    ok = ok && put_text(out, ",\"author\":") && put_author(c, out);
    ok = ok && put_text(out, ",\"tags\":") && put_tags(c, out);
    ok = ok && put_text(out, ",\"post_body\":");
    ok = ok && put_prose(&c->random, out, 200 + random_draw(&c->random, 400));
    ok = ok && put_text(out, ",\"comments\":") && put_comments(c, out);
    return ok && put_format(out, ",\"view_count\":%u,\"reply_to\":null}",
                            random_draw(&c->random, 100000));
}
