#include <config.h>

#include "response.h"

#include "escape.h"

#include <string.h>

void response_rules(const struct response *r, struct transform_rules *rules)
{
    bool lines = r->kind == RESPONSE_LIST && r->lines;

    rules->first = lines ? "\n" : "";
    rules->between = r->kind == RESPONSE_ROWS ? "" : lines ? ",\n" : ",";
    rules->after = r->kind == RESPONSE_ROWS ? "\n" : "";
    rules->max_rows = r->kind == RESPONSE_SINGLE ? 1 : UINT64_MAX;
}

bool response_begin(const struct response *r, struct buffer *out)
{
    if (r->kind == RESPONSE_ROWS)
        return true;
    if (!r->bare && !(buffer_text(out, "{\"data\":{") &&
                      escape_quote(out, r->field) && buffer_text(out, ":")))
        return false;
    return r->kind != RESPONSE_LIST || buffer_text(out, "[");
}

bool response_end(const struct response *r, uint64_t rows, struct buffer *out)
{
    switch (r->kind) {
    case RESPONSE_ROWS:
        return true;
    case RESPONSE_LIST:
        if (!buffer_text(out, r->lines && rows > 0 ? "\n]" : "]"))
            return false;
        break;
    case RESPONSE_SINGLE:
    case RESPONSE_NULL:
        if (rows == 0 && !buffer_text(out, "null"))
            return false;
        break;
    }
    return buffer_text(out, r->bare ? "\n" : "}}\n");
}
