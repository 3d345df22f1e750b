#include "support/reading.h"

#include "support/tap.h"

#include "kernel/kernel.h"

void reading_begin(struct reading *r, const char *const *operands, size_t count,
                   enum rows_format format, const struct transform_rules *rules,
                   enum options_on_error on_error)
{
    const struct options options = {.on_error = on_error};

    *r = (struct reading){.most = 0};
    source_init(&r->source, operands, count);
    rows_init(&r->rows, &r->source, format);
    recovery_init(&r->recovery, &options);
    r->rows.recovers = recovery_is_on(&r->recovery);
    r->transform = transform_new(rules, kernel_choose(NULL)->walk);
    must(r->transform != NULL);
}

enum status reading_all(struct reading *r)
{
    struct transform *t = r->transform;
    enum status status = STATUS_MORE;

    while (status == STATUS_MORE) {
        status =
            recovery_step(&r->recovery, &r->rows, t, RESPONSE_LIST, "users");
        size_t n = transform_ready(t, r->rows.recovers);
        must(buffer_append(&r->out, transform_out(t)->data, n));
        transform_taken(t, n);
        if (r->rows.reader.buffer.room > r->most)
            r->most = r->rows.reader.buffer.room;
    }
    return status;
}

void reading_end(struct reading *r)
{
    source_close(&r->source);
    rows_free(&r->rows);
    transform_free(r->transform);
    recovery_free(&r->recovery);
    buffer_free(&r->out);
}
