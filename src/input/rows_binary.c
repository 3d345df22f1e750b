#include <config.h>

#include "input/rows_binary.h"

#include "input/rows.h"
#include "transform/transform.h"

enum status rows_binary_step(struct rows *r, struct transform *t)
{
    struct copy_binary *b = &r->binary;
    struct window piece;
    enum status status = copy_binary_piece(b, &r->reader, &piece);

    transform_set_line(t, b->tuple > 0 ? b->tuple : 1, b->place);
    if (status != STATUS_OK)
        return status;

    /* The byte after the piece is the stream's; the walk needs a zero. */
    unsigned char *end = r->reader.buffer.data + (piece.end - piece.begin);
    unsigned char lent = *end;
    *end = 0;
    status = transform_feed(t, &piece);
    *end = lent;
    if (status == STATUS_MORE)
        copy_binary_walked(b, &r->reader,
                           (size_t)(piece.next - r->reader.window.next));
    else
        r->reader.window.next = piece.next;
    return status;
}

enum status rows_binary_recover(struct rows *r, struct transform *t)
{
    (void)t;
    copy_binary_skip(&r->binary, &r->reader);
    return STATUS_MORE;
}
