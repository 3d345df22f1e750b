#include <config.h>

#include "bench/contestant.h"

#ifdef HAVE_SIMDJSON
#include "bench/minify.h"
#endif
#include "base/buffer.h"
#include "output/errors.h"
#include "output/response.h"
#include "plan/plans.h"
#include "transform/transform.h"
#include "transform/window.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where minify and memcpy write to, and what a kernel wrote came to. */
static unsigned char target[INPUT_WINDOW];
static uint64_t digest;
static bool want_digest;

_Noreturn void contestant_die(const char *why)
{
    fprintf(stderr, "inprocess: %s\n", why);
    exit(1);
}

/* --- The yardsticks ----------------------------------------------------- */

static void run_memcpy(const struct contestant *c, const struct input *in)
{
    (void)c;
    for (size_t i = 0; i < in->count; i++)
        memcpy(target, in->bytes.data + in->pieces[i].at, in->pieces[i].len);
}

#ifdef HAVE_SIMDJSON
static void run_minify(const struct contestant *c, const struct input *in)
{
    (void)c;
    for (size_t i = 0; i < in->count; i++)
        minify(in->bytes.data + in->pieces[i].at, in->pieces[i].len, target);
}

static void choose_minify(void)
{
    struct input in;

    if (!input_make(&in, corpus_find("flat"), UINT64_MAX, INPUT_WINDOW / 2))
        contestant_die("no memory");
    printf("minify is simdjson's kernel \"%s\", its fastest on this CPU.\n\n",
           minify_choose(in.bytes.data, in.size, target));
    input_free(&in);
}
#endif

/* --- The kernels -------------------------------------------------------- */

/* Removes what is ready, as run.c does; FNV-1a of it where that is wanted. */
static void take(struct transform *t)
{
    size_t ready = transform_ready(t, false);
    const unsigned char *out = transform_out(t)->data;

    for (size_t i = 0; want_digest && i < ready; i++)
        digest = (digest ^ out[i]) * 0x100000001B3;
    transform_taken(t, ready);
}

static void walk_pieces(struct transform *t, const struct input *in)
{
    for (size_t i = 0; i < in->count; i++) {
        const unsigned char *begin = in->bytes.data + in->pieces[i].at;
        struct window w = {
            .begin = begin,
            .next = begin,
            .end = begin + in->pieces[i].len,
            .offset = in->pieces[i].at,
            .last = i + 1 == in->count,
        };
        if (transform_feed(t, &w) != STATUS_MORE || w.next != w.end)
            contestant_die("the transform refuses a row");
        take(t);
    }
}

static void run_kernel(const struct contestant *c, const struct input *in)
{
    static const struct response response;
    static const struct errors errors;
    const struct plan_rules plan = {.type = "User"};
    struct transform_rules rules = {.plan = &plan};

    response_rules(&response, RESPONSE_LIST, &rules);
    struct transform *t = transform_new(&rules, c->kernel->walk);
    if (t == NULL)
        contestant_die("no memory");
    struct buffer *out = transform_out(t);
    if (!response_begin(&response, out) ||
        !response_begin_root(&response, RESPONSE_LIST, "users", out))
        contestant_die("no memory");
    walk_pieces(t, in);
    uint64_t rows = transform_counts(t).rows;
    if (!response_end_root(&response, RESPONSE_LIST, rows, out) ||
        !response_end(&response, &errors, out))
        contestant_die("no memory");
    take(t);
    transform_free(t);
}

/* --- All of them -------------------------------------------------------- */

int contestant_all(struct contestant contestants[CONTESTANT_MOST])
{
    int n = 0, table = 0;

    contestants[n++] = (struct contestant){"memcpy", run_memcpy, NULL};
#ifdef HAVE_SIMDJSON
    choose_minify();
    contestants[n++] = (struct contestant){"minify", run_minify, NULL};
#endif
    while (kernels[table] != NULL)
        table++;
    if (n + table > CONTESTANT_MOST)
        contestant_die("there are more kernels than it has room for");
    while (table-- > 0)
        if (kernel_runs(kernels[table]))
            contestants[n++] = (struct contestant){kernels[table]->name,
                                                   run_kernel, kernels[table]};
    return n;
}

void contestant_run(const struct contestant *c, const struct input *in)
{
    c->run(c, in);
}

uint64_t contestant_digest(const struct contestant *c, const struct input *in)
{
    digest = 0;
    want_digest = true;
    contestant_run(c, in);
    want_digest = false;
    return digest;
}
