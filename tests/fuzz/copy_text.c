/* Any bytes as COPY's text, after the four bytes of options. */
#include <config.h>

#include "fuzz/fuzz.h"
#include "fuzz/options.h"

#include "oracle/oracle.h"

#include <string.h>

const char fuzz_corpus[] = "copy_text";

/*
 * Appends what the line stands for; false: it is not what COPY writes. In the
 * plainest way, and with no code of src/input/copy_text.c.
 */
static bool decode(const unsigned char *p, const unsigned char *end,
                   struct buffer *out)
{
    static const char escapes[] = "b\bf\fn\nr\rt\tv\v\\\\";

    for (; p < end; p++) {
        unsigned char c = *p;
        const char *found = escapes;
        if (c == '\t' || c == '\f')
            return false;
        if (c == '\\') {
            if (++p == end)
                return false;
            while (*found != '\0' && (unsigned char)*found != *p)
                found += 2;
            c = *found == '\0' ? '\f' : (unsigned char)found[1];
        }
        if (c == '\f') /* ends a frame */
            return false;
        hold(buffer_append(out, &c, 1));
    }
    return true;
}

static bool is_text(const unsigned char *p, const unsigned char *end,
                    const char *text)
{
    size_t n = strlen(text);

    if (end > p && end[-1] == '\r')
        end--;
    return (size_t)(end - p) == n && memcmp(p, text, n) == 0;
}

static bool is_blank(const unsigned char *p, const unsigned char *end)
{
    while (p < end && (*p == ' ' || *p == '\r'))
        p++;
    return p == end;
}

/* The lines as frames; false: there is something in them that is no frame. */
static bool make_frames(const struct buffer *in, struct buffer *out)
{
    const unsigned char *p = in->data, *end = p + in->len, *lf;
    bool ended = false;

    for (; p < end; p = lf + 1) {
        lf = memchr(p, '\n', (size_t)(end - p));
        if (lf == NULL)
            lf = end;
        if (is_text(p, lf, "\\.")) {
            ended = true;
            continue;
        }
        if (is_blank(p, lf))
            continue;
        if (ended)
            return false;
        if (is_text(p, lf, "\\N"))
            continue;
        if (!decode(p, lf, out))
            return false;
        hold(buffer_text(out, "\f"));
    }
    return true;
}

/* Checks it against what the oracle says of the decoded lines. */
static void check_with_oracle(const struct fuzz_options *a,
                              const struct outcome *o)
{
    const struct transform_rules rules = pipeline_rules(&a->pipeline);
    struct buffer frames = {0};

    if (make_frames(&a->bytes, &frames) && frames.len > 0) {
        struct outcome expected =
            oracle(&rules, frames.data, frames.len, true, false);
        pipeline_check_output(&expected, o);
        outcome_free(&expected);
    }
    buffer_free(&frames);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_options a;

    if (fuzz_options_read(&a, ROWS_COPY, data, size)) {
        a.pipeline.many = true;
        struct outcome o = pipeline_run_in_pieces(&a.pipeline, true, a.seed,
                                                  a.bytes.data, a.bytes.len);
        pipeline_check_json(&a.pipeline, &o);
        bool one =
            a.bytes.len > 0 && a.bytes.data[0] != 0xEF &&
            memchr(a.bytes.data, PIPELINE_SOURCE_END, a.bytes.len) == NULL;
        /* Skipped rows are reported with their places, which are others. */
        if (a.is_plain && one && a.pipeline.on_error == ON_ERROR_STOP)
            check_with_oracle(&a, &o);
        outcome_free(&o);
    }
    fuzz_options_free(&a);
    return 0;
}
