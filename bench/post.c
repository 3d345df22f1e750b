#include <config.h>

#include "post.h"

#include "put.h"
#include "words.h"

static bool put_author(struct corpus *c, struct buffer *out)
{
    unsigned id = 100 + corpus_below(c, 900);
    const char *first = words_first_name(c);
    const char *last = words_last_name(c);

    return put_format(out,
                      "{\"id\":%u,\"user_name\":\"%c%s\","
                      "\"display_name\":\"%s %s\"}",
                      id, first[0], last, first, last);
}

static bool put_tags(struct corpus *c, struct buffer *out)
{
    unsigned count = 1 + corpus_below(c, 4);
    bool ok = put_text(out, "[");

    for (unsigned i = 0; ok && i < count; i++)
        ok = put_format(out, "%s\"%s\"", i == 0 ? "" : ",", words_tag(c));
    return ok && put_text(out, "]");
}

static bool put_comment(struct corpus *c, struct buffer *out)
{
    bool edited = corpus_below(c, 8) == 0;
    bool ok = put_format(out, "{\"comment_id\":%u,\"created_at\":",
                         1000000 + corpus_below(c, 9000000));

    ok = ok && put_time(out, corpus_below(c, 365 * 24 * 60));
    ok = ok && put_text(out, ",\"author\":") && put_author(c, out);
    ok = ok && put_text(out, ",\"comment_body\":");
    ok = ok && put_prose(c, out, 30 + corpus_below(c, 60));
    return ok && put_format(out, ",\"like_count\":%u,\"is_edited\":%s}",
                            corpus_below(c, 300), edited ? "true" : "false");
}

static bool put_comments(struct corpus *c, struct buffer *out)
{
    unsigned count = 1 + corpus_below(c, 4);
    bool ok = put_text(out, "[");

    for (unsigned i = 0; ok && i < count; i++)
        ok = (i == 0 || put_text(out, ",")) && put_comment(c, out);
    return ok && put_text(out, "]");
}

bool post_put(struct corpus *c, struct buffer *out)
{
    bool ok = put_format(
        out, "{\"id\":%u,\"post_title\":", 100000 + (unsigned)c->rows);

    ok = ok && put_prose(c, out, 30);
    ok = ok && put_text(out, ",\"published_at\":");
    ok = ok && put_time(out, corpus_below(c, 365 * 24 * 60));
    ok = ok && put_text(out, ",\"author\":") && put_author(c, out);
    ok = ok && put_text(out, ",\"tags\":") && put_tags(c, out);
    ok = ok && put_text(out, ",\"post_body\":");
    ok = ok && put_prose(c, out, 200 + corpus_below(c, 400));
    ok = ok && put_text(out, ",\"comments\":") && put_comments(c, out);
    return ok && put_format(out, ",\"view_count\":%u,\"reply_to\":null}",
                            corpus_below(c, 100000));
}
