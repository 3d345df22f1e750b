#include <config.h>

#include "input/rows.h"

#include "base/utf8.h"
#include "input/rows_binary.h"
#include "transform/transform.h"

void rows_init(struct rows *r, struct source *source, enum rows_format format)
{
    *r = (struct rows){.asked = format};
    reader_init(&r->reader, source);
}

void rows_free(struct rows *r)
{
    reader_free(&r->reader);
    buffer_free(&r->copy.decoded);
}

/* --- Formats -------------------------------------------------------------- */

/* What a format does; the header of each says how. */
struct format {
    enum status (*step)(struct rows *r, struct transform *t);
    enum status (*recover)(struct rows *r, struct transform *t);
    bool is_text; /* it may begin with a BOM, and end with an end marker */
};

static const struct format formats[] = {
    [ROWS_NDJSON] = {rows_ndjson_step, rows_ndjson_recover, true},
    [ROWS_COPY] = {rows_copy_step, rows_copy_recover, true},
    [ROWS_COPY_BINARY] = {rows_binary_step, rows_binary_recover, false},
};

/* --- Opening a source ----------------------------------------------------- */

/* Whether the source begins with these bytes; reads on while it may. */
static enum status begins_with(struct reader *r, const char *bytes, size_t n,
                               bool *yes)
{
    *yes = false;
    for (size_t i = 0; i < n; i++) {
        enum status status = reader_need(r, i + 1);
        if (status != STATUS_OK)
            return status;
        if (reader_unread(r) <= i ||
            r->window.next[i] != (unsigned char)bytes[i])
            return STATUS_OK;
    }
    *yes = true;
    return STATUS_OK;
}

static enum status skip_bom(struct rows *r, struct transform *t)
{
    bool yes;

    enum status status = begins_with(&r->reader, UTF8_BOM, UTF8_BOM_LEN, &yes);
    if (status == STATUS_OK && yes) {
        r->reader.window.next += UTF8_BOM_LEN;
        transform_set_line(t, 1, UTF8_BOM_LEN);
    }
    return status;
}

static enum status recognise(struct rows *r)
{
    bool yes;
    enum status status = begins_with(&r->reader, copy_binary_signature,
                                     sizeof copy_binary_signature, &yes);

    r->format = yes ? ROWS_COPY_BINARY : ROWS_NDJSON;
    return status;
}

static enum status open_source(struct rows *r, struct transform *t)
{
    enum status status = reader_open_next(&r->reader);

    if (status != STATUS_OK)
        return status;
    r->is_open = true;
    r->format = r->asked;
    r->ndjson.walked = r->copy.in_line = r->copy.ended = false;
    r->binary = (struct copy_binary){0};
    transform_source(t);
    if (r->format == ROWS_AUTO)
        status = recognise(r);
    if (status != STATUS_OK)
        return status;
    if (formats[r->format].is_text)
        return skip_bom(r, t);
    return transform_wants_end_marker(t) ? STATUS_MARKED_BINARY : STATUS_OK;
}

/* The source is at its end: nothing may be missing. */
static enum status close_source(struct rows *r, const struct transform *t)
{
    enum status status = transform_end(t);

    r->is_open = false;
    return status == STATUS_OK
               ? STATUS_MORE
               : reader_fail(&r->reader, r->reader.window.end, status);
}

/* --- Steps ---------------------------------------------------------------- */

enum status rows_step(struct rows *r, struct transform *t)
{
    enum status status = STATUS_OK;

    if (!r->is_open)
        status = open_source(r, t);
    if (status != STATUS_OK)
        return status;
    status = formats[r->format].step(r, t);
    return status == STATUS_END ? close_source(r, t) : status;
}

enum status rows_recover(struct rows *r, struct transform *t)
{
    r->is_open = true; /* also where the source has ended inside the row */
    return formats[r->format].recover(r, t);
}

uint64_t rows_value_end(const struct rows *r)
{
    return r->binary.place + r->binary.length;
}
