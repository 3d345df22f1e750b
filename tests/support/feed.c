#include "support/feed.h"

#include "support/tap.h"

#include "transform/window.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

const struct plan_rules feed_plain = {.keep_case = false};

const struct transform_rules feed_rows = {
    .plan = &feed_plain,
    .first = "",
    .between = "",
    .after = "\n",
    .max_rows = UINT64_MAX,
};

const struct transform_rules feed_typed_rows = {
    .plan = &(const struct plan_rules){.type = "T"},
    .first = "",
    .between = "",
    .after = "\n",
    .max_rows = UINT64_MAX,
};

enum {
    HISTORY = 5, /* bytes walked before that a window still holds */
    NO_ROOM = 256,
    UNTOUCHED = 0xA5
};

/* Made once, and again where it is too small: feeds are many. */
static struct guard guard;

static void make_guard(size_t size)
{
    if (guard.pages != NULL && size <= (size_t)(guard.end - guard.pages))
        return;
    if (guard.pages != NULL)
        guard_free(&guard);
    guard = guard_new(size);
}

const struct kernel *const *feed_running(const struct kernel *const *k)
{
    while (*k != NULL && !kernel_runs(*k))
        k++;
    return k;
}

/* What a feed goes by. */
struct feeding {
    struct transform *transform;
    struct manner manner;
    const unsigned char *bytes;
    size_t n, given, walked;
    size_t frame, frame_end; /* the present one; of lines: all of the input */
    unsigned char *memory;   /* a window and its surroundings */
    struct outcome *outcome;
};

/*
 * Lays the bytes not walked yet out as the transform wants them. What stands
 * after the zero bytes would be taken for data by a kernel that reads on.
 */
static struct window lay_out(struct feeding *f, bool last)
{
    size_t walked = f->walked - f->frame;
    size_t past = walked < HISTORY ? walked : HISTORY;
    size_t begin = f->walked - past, n = f->given - begin;
    unsigned char *p = f->memory + f->manner.align;

    if (f->manner.guarded)
        p = guard.end - WINDOW_PADDING - n;
    else
        memset(p + n + WINDOW_PADDING, '"', FEED_LINE);
    if (n > 0)
        memcpy(p, f->bytes + begin, n);
    memset(p + n, 0, WINDOW_PADDING);
    return (struct window){
        .begin = p,
        .next = p + past,
        .end = p + n,
        .offset = begin,
        .last = last,
        .framed = f->manner.framed,
    };
}

/* Bytes of whole lines for a window of n at any place in the first of them. */
static size_t memory_for(size_t n)
{
    size_t size = FEED_LINE + n + WINDOW_PADDING + FEED_LINE;

    return (size / FEED_LINE + 1) * FEED_LINE;
}

/*
 * Gives the output no more room than the walk over a window asks for, which is
 * twice what is left of it, and twice the padding; and some bytes more, which
 * are no room: nothing may be written there.
 */
static struct buffer make_tight(struct feeding *f, const struct window *w)
{
    struct buffer *out = transform_out(f->transform);
    size_t room = out->len + 2 * (size_t)(w->end - w->next) +
                  2 * WINDOW_PADDING + f->walked % 32;
    unsigned char *data = malloc(room + NO_ROOM);

    must(data != NULL);
    if (out->len > 0)
        memcpy(data, out->data, out->len);
    memset(data + room, UNTOUCHED, NO_ROOM);
    free(out->data);
    *out = (struct buffer){data, out->len, room};
    return *out;
}

/* Where it still has that room: nothing was written where there was none. */
static void check_tight(const struct feeding *f, const struct buffer *tight)
{
    const struct buffer *out = transform_out(f->transform);

    if (out->data != tight->data || out->room != tight->room)
        return;
    for (size_t i = 0; i < NO_ROOM; i++)
        must(out->data[out->room + i] == UNTOUCHED);
}

static void take(struct feeding *f, size_t n)
{
    struct buffer *out = transform_out(f->transform);

    must(n <= out->len);
    if (n == 0)
        return;
    must(buffer_append(&f->outcome->out, out->data, n));
    transform_taken(f->transform, n);
}

/* Notes where the input is by now. */
static void note(struct feeding *f, size_t offset)
{
    struct transform_position at = transform_position(f->transform);
    struct outcome *o = f->outcome;

    o->offset = offset;
    o->line = at.line;
    o->column = offset - at.line_offset + 1;
    o->rows = transform_counts(f->transform).rows;
    o->row_line = at.row_line;
}

/* Notes which keys are equal. */
static void note_keys(struct feeding *f)
{
    struct buffer *keys = &f->outcome->keys;

    keys->len = 0;
    for (int i = 0; i < 2; i++) {
        const struct key *key = transform_equal_keys(f->transform)[i];
        must(buffer_append(keys, key->raw, key->len + 1)); /* with its '"' */
    }
}

/* Begins with the frame at this offset. */
static void begin_frame(struct feeding *f, size_t at)
{
    const unsigned char *end = NULL;

    f->frame = f->walked = f->given = at;
    f->frame_end = f->n;
    if (f->manner.framed && at < f->n)
        end = memchr(f->bytes + at, '\f', f->n - at);
    if (end != NULL)
        f->frame_end = (size_t)(end - f->bytes);
}

/* STATUS_OK: there is no next one. */
static enum status next_frame(struct feeding *f)
{
    note(f, f->frame_end);
    if (f->frame_end + 1 >= f->n)
        return STATUS_OK;
    begin_frame(f, f->frame_end + 1);
    return STATUS_MORE;
}

/* What became of an input, or of a frame, of which all is walked. */
static enum status end_frame(struct feeding *f)
{
    if (f->manner.framed)
        return next_frame(f);
    note(f, f->frame_end);
    return transform_end(f->transform);
}

/* Walks the next window; STATUS_MORE: it was not the last. */
static enum status feed_window(struct feeding *f, size_t room, bool may_end)
{
    struct transform *t = f->transform;
    size_t left = f->frame_end - f->given;
    bool last = may_end && room > left;

    f->given += room < left ? room : left;
    struct window w = lay_out(f, last);
    const unsigned char *next = w.next;
    struct buffer tight = {0};
    if (f->manner.guarded)
        tight = make_tight(f, &w);
    enum status status = transform_feed(t, &w);

    if (f->manner.guarded)
        check_tight(f, &tight);
    must(w.next >= next && w.next <= w.end);
    f->walked += (size_t)(w.next - next);
    if (status != STATUS_MORE) {
        must(w.next < w.end || status == STATUS_ROW_ENDS ||
             (f->manner.framed && status == STATUS_EXPECTED_VALUE));
        note(f, w.offset + (uint64_t)(w.next - w.begin));
        if (status == STATUS_EQUAL_KEYS)
            note_keys(f);
        return status;
    }
    take(f, transform_ready(t, f->manner.whole_rows));
    return last ? end_frame(f) : STATUS_MORE;
}

/* Drops a bad row; STATUS_MORE: goes on with the next line or frame. */
static enum status recover(struct feeding *f, enum status status)
{
    struct transform *t = f->transform;
    const unsigned char *end = NULL;

    if (!f->manner.recovers || !status_is_of_row(status))
        return status;
    f->outcome->status = status;
    take(f, transform_ready(t, true));
    transform_drop_row(t);
    feed_tell(transform_out(t), f->outcome);
    transform_commit(t);
    if (f->manner.framed)
        return next_frame(f);
    uint64_t line = transform_position(t).row_offset;
    if (line < f->n)
        end = memchr(f->bytes + line, '\n', f->n - line);
    f->walked = f->n;
    if (end != NULL) {
        f->walked = (size_t)(end + 1 - f->bytes);
        transform_next_line(t, f->walked);
    }
    if (f->given < f->walked)
        f->given = f->walked;
    return STATUS_MORE;
}

struct outcome feed(const struct kernel *kernel,
                    const struct transform_rules *rules, const void *bytes,
                    size_t n, struct manner manner)
{
    struct outcome o = {.status = STATUS_MORE};
    struct feeding f = {
        .manner = manner,
        .bytes = bytes,
        .n = n,
        .memory = aligned_alloc(FEED_LINE, memory_for(n)),
        .outcome = &o,
    };

    f.manner.whole_rows |= manner.recovers;
    make_guard(n + WINDOW_PADDING);
    must(f.memory != NULL);
    f.transform = transform_new(rules, kernel->walk);
    must(f.transform != NULL);
    begin_frame(&f, 0);
    o.status = recover(&f, feed_window(&f, manner.first, false));
    while (o.status == STATUS_MORE)
        o.status = recover(&f, feed_window(&f, manner.step, true));

    const struct buffer *out = transform_out(f.transform);
    if (out->len > 0)
        must(buffer_append(&o.out, out->data, out->len));
    transform_free(f.transform);
    free(f.memory);
    return o;
}

void feed_tell(struct buffer *out, const struct outcome *bad)
{
    feed_add(out,
             "! %d at %" PRIu64 ", %" PRIu64 ":%" PRIu64 ", row %" PRIu64
             " from line %" PRIu64 "\n",
             (int)bad->status, bad->offset, bad->line, bad->column, bad->rows,
             bad->row_line);
    if (bad->status == STATUS_EQUAL_KEYS)
        must(buffer_append(out, bad->keys.data, bad->keys.len));
}

void feed_add(struct buffer *b, const char *format, ...)
{
    char text[256];
    va_list arguments;

    va_start(arguments, format);
    int n = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    must(n >= 0 && n < (int)sizeof text);
    must(buffer_append(b, text, (size_t)n));
}
