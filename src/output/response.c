#include <config.h>

#include "output/response.h"

#include "base/buffer.h"
#include "base/escape.h"
#include "output/errors.h"
#include "transform/transform.h"

void response_rules(const struct response *r, enum response_kind kind,
                    struct transform_rules *rules)
{
    bool lines = kind == RESPONSE_LIST && !r->rows && r->lines;

    rules->first = lines ? "\n" : "";
    rules->between = r->rows ? "" : lines ? ",\n" : ",";
    rules->after = r->rows ? "\n" : "";
    rules->max_rows = kind == RESPONSE_SINGLE ? 1 : UINT64_MAX;
}

bool response_begin(const struct response *r, struct buffer *out)
{
    return !response_has_envelope(r) || buffer_text(out, "{\"data\":{");
}

bool response_begin_root(const struct response *r, enum response_kind kind,
                         const char *field, struct buffer *out)
{
    if (response_has_envelope(r) &&
        !(escape_quote(out, field) && buffer_text(out, ":")))
        return false;
    return r->rows || kind != RESPONSE_LIST || buffer_text(out, "[");
}

bool response_end_root(const struct response *r, enum response_kind kind,
                       uint64_t rows, struct buffer *out)
{
    if (r->rows)
        return true;
    if (kind == RESPONSE_LIST)
        return buffer_text(out, r->lines && rows > 0 ? "\n]" : "]");
    return rows > 0 || buffer_text(out, "null");
}

bool response_separator(struct buffer *out)
{
    return buffer_text(out, ",");
}

bool response_end(const struct response *r, const struct errors *errors,
                  struct buffer *out)
{
    if (!response_has_envelope(r))
        return r->rows || buffer_text(out, "\n");
    return buffer_text(out, "}") && errors_append(errors, out) &&
           buffer_text(out, "}\n");
}
