/* Any bytes as lines of JSON, after the four bytes of options. */
#include <config.h>

#include "fuzz/fuzz.h"
#include "fuzz/options.h"

#include "oracle/oracle.h"

#include <string.h>

const char fuzz_corpus[] = "rows";

/* Whether the bytes are as the oracle has them: one source, without a mark or a
 * signature. */
static bool is_for_oracle(const struct fuzz_options *a)
{
    const struct buffer *b = &a->bytes;

    return a->is_plain && b->len > 0 && b->data[0] != 0xEF &&
           b->data[0] != 'P' &&
           memchr(b->data, PIPELINE_SOURCE_END, b->len) == NULL;
}

/* Holds it to what the oracle says, and the kernels to their bounds. */
static void check_with_oracle(const struct fuzz_options *a,
                              const struct outcome *o)
{
    bool recovers = a->pipeline.on_error != ON_ERROR_STOP;
    const struct transform_rules rules = pipeline_rules(&a->pipeline);
    struct outcome expected =
        oracle(&rules, a->bytes.data, a->bytes.len, false, recovers);

    if (expected.status == STATUS_OK) /* good ones have no place */
        expected.offset = expected.line = expected.column = expected.row_line =
            0;
    pipeline_check_same("not the oracle's", &expected, o);
    outcome_free(&expected);
}

/* Walks windows that end where no byte may be touched. */
static void try_windows(const struct fuzz_options *a)
{
    const struct transform_rules rules = pipeline_rules(&a->pipeline);
    const struct buffer *b = &a->bytes;
    struct manner m = {
        .first = a->seed,
        .step = a->seed % 3 == 0 ? SIZE_MAX : 1 + a->seed,
        .guarded = true,
        .recovers = a->pipeline.on_error == ON_ERROR_SKIP,
    };
    struct outcome o = feed(&kernel_portable, &rules, b->data, b->len, m);

    for (const struct kernel *const *k = feed_running(kernels);
         *k != &kernel_portable; k = feed_running(k + 1))
        feed_expect_same("rows", &o, *k, &rules, b->data, b->len, m);
    outcome_free(&o);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_options a;

    if (fuzz_options_read(&a, ROWS_AUTO, data, size)) {
        a.pipeline.many = true;
        struct outcome o = pipeline_run_in_pieces(&a.pipeline, true, a.seed,
                                                  a.bytes.data, a.bytes.len);
        pipeline_check_json(&a.pipeline, &o);
        if (is_for_oracle(&a))
            check_with_oracle(&a, &o);
        outcome_free(&o);
        if (a.before == 0)
            try_windows(&a);
    }
    fuzz_options_free(&a);
    return 0;
}
