/*
 * Any bytes as COPY's binary format, after the four bytes of options: as they
 * are, or as values that form feeds divide, each of which becomes a tuple.
 */
#include <config.h>

#include "fuzz/fuzz.h"
#include "fuzz/options.h"

#include "oracle/oracle.h"

#include <string.h>

const char fuzz_corpus[] = "copy_binary";

/* Appends n as four bytes, the highest first. */
static void add_number(struct buffer *b, size_t n)
{
    const unsigned char bytes[] = {
        (unsigned char)(n >> 24),
        (unsigned char)(n >> 16),
        (unsigned char)(n >> 8),
        (unsigned char)n,
    };

    hold(buffer_append(b, bytes, sizeof bytes));
}

/* The values as a stream; *frames: the same without their versions. */
static struct buffer make_stream(const struct buffer *values,
                                 struct buffer *frames)
{
    const unsigned char *p = values->data, *end = p + values->len, *ff;
    struct buffer stream = {0};

    hold(buffer_append(&stream, copy_binary_signature,
                       sizeof copy_binary_signature));
    add_number(&stream, 0);
    add_number(&stream, 0);
    for (; p < end; p = ff + 1) {
        ff = memchr(p, '\f', (size_t)(end - p));
        if (ff == NULL)
            ff = end;
        size_t n = (size_t)(ff - p);
        hold(buffer_append(&stream, "\0\1", 2));
        add_number(&stream, n);
        hold(n == 0 || buffer_append(&stream, p, n));
        if (n > 0 && *p == 1)
            p++;
        n = (size_t)(ff - p);
        hold(n == 0 || buffer_append(frames, p, n));
        hold(buffer_text(frames, "\f"));
    }
    hold(buffer_append(&stream, "\xFF\xFF", 2));
    return stream;
}

/* Checks it against what the oracle says of the values. */
static void check_with_oracle(const struct fuzz_options *a,
                              const struct outcome *o,
                              const struct buffer *frames)
{
    const struct transform_rules rules = pipeline_rules(&a->pipeline);
    struct outcome expected =
        oracle(&rules, frames->data, frames->len, true, false);

    pipeline_check_output(&expected, o);
    outcome_free(&expected);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buffer frames = {0};
    struct fuzz_options a;

    if (fuzz_options_read(&a, ROWS_COPY_BINARY, data, size)) {
        if (a.as_frames) {
            struct buffer stream = make_stream(&a.bytes, &frames);
            buffer_free(&a.bytes);
            a.bytes = stream;
            a.pipeline.at_once += a.before > 0 ? 25 : 0; /* the header */
        }
        struct outcome o = pipeline_run_in_pieces(&a.pipeline, true, a.seed,
                                                  a.bytes.data, a.bytes.len);
        pipeline_check_json(&a.pipeline, &o);
        if (a.is_plain && frames.len > 0 &&
            a.pipeline.on_error == ON_ERROR_STOP)
            check_with_oracle(&a, &o, &frames);
        outcome_free(&o);
    }
    buffer_free(&frames);
    fuzz_options_free(&a);
    return 0;
}
