#include <config.h>

#include "bench/input.h"

#include "transform/window.h"

#include <stdlib.h>

enum {
    SEED = 1
};

static bool end_piece(struct input *in)
{
    static const unsigned char zeros[WINDOW_PADDING];

    return in->count == 0 || buffer_append(&in->bytes, zeros, sizeof zeros);
}

static bool begin_piece(struct input *in)
{
    if (!end_piece(in))
        return false;
    struct piece *pieces =
        realloc(in->pieces, (in->count + 1) * sizeof *in->pieces);
    if (pieces == NULL)
        return false;
    in->pieces = pieces;
    in->pieces[in->count++] = (struct piece){.at = in->bytes.len};
    return true;
}

static bool add_row(struct input *in, const struct buffer *row)
{
    bool fits = in->count > 0 &&
                in->pieces[in->count - 1].len + row->len <= INPUT_WINDOW;

    if (row->len > INPUT_WINDOW || (!fits && !begin_piece(in)) ||
        !buffer_append(&in->bytes, row->data, row->len))
        return false;
    in->pieces[in->count - 1].len += row->len;
    in->size += row->len;
    return true;
}

bool input_make(struct input *in, const struct corpus_shape *shape,
                uint64_t rows, size_t bytes)
{
    struct stream c = corpus_start(SEED);
    struct buffer row = {0};
    bool ok = true;

    *in = (struct input){0};
    while (ok && c.rows < rows && in->size < bytes) {
        row.len = 0;
        ok = corpus_row(&c, shape, &row) && add_row(in, &row);
    }
    ok = ok && end_piece(in);
    buffer_free(&row);
    if (!ok)
        input_free(in);
    return ok;
}

void input_free(struct input *in)
{
    buffer_free(&in->bytes);
    free(in->pieces);
    *in = (struct input){0};
}
