#include <config.h>

#include "input/copy_binary.h"

#include "input/reader.h"

#include <string.h>

enum {
    LONGEST = 0x3FFFFFFF, /* PostgreSQL's own limit for a value, 1 GiB */
    JSONB_VERSION = 1,
};

/* Flags that a reader must know. */
static const uint32_t critical = 0xFFFF0000;

static uint32_t get_u32(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 |
           p[3];
}

/* Reads on until n bytes are unread. STATUS_COPY_CUT: the source ends before.
 */
static enum status need(struct reader *r, size_t n)
{
    enum status status = reader_need(r, n);

    if (status == STATUS_OK && reader_unread(r) < n) {
        r->window.next = r->window.end;
        return STATUS_COPY_CUT;
    }
    return status;
}

static enum status read_header(struct copy_binary *b, struct reader *r)
{
    enum {
        SIGNATURE = sizeof copy_binary_signature,
        HEADER = SIGNATURE + 8
    };

    enum status status = reader_need(r, HEADER);
    if (status != STATUS_OK)
        return status;
    size_t have = reader_unread(r);
    const unsigned char *p = r->window.next;
    if (memcmp(p, copy_binary_signature, have < SIGNATURE ? have : SIGNATURE) !=
        0)
        return STATUS_COPY_SIGNATURE;
    status = need(r, HEADER);
    if (status != STATUS_OK)
        return status;
    r->window.next += SIGNATURE;
    if ((get_u32(p + SIGNATURE) & critical) != 0)
        return STATUS_COPY_FLAGS;
    r->window.next += 4;
    b->left = get_u32(p + SIGNATURE + 4);
    if (b->left > LONGEST)
        return STATUS_COPY_LENGTH;
    r->window.next += 4;
    b->state = COPY_BINARY_SKIP;
    return STATUS_OK;
}

/* Skips the header's extension, or the rest of a bad value. */
static enum status skip(struct copy_binary *b, struct reader *r)
{
    if (b->left == 0) {
        b->state = COPY_BINARY_TUPLE;
        return STATUS_OK;
    }
    enum status status = need(r, 1);
    if (status != STATUS_OK)
        return status;
    size_t have = reader_unread(r);
    size_t n = have < b->left ? have : b->left;
    r->window.next += n;
    b->left -= (uint32_t)n;
    return STATUS_OK;
}

/* After the trailer. */
static enum status read_end(struct reader *r)
{
    enum status status = reader_end(r);

    return status == STATUS_OK ? STATUS_COPY_AFTER_END : status;
}

static enum status read_tuple(struct copy_binary *b, struct reader *r)
{
    b->place = reader_offset(r);
    b->length = 0;
    b->tuple++;
    enum status status = need(r, 2);
    if (status != STATUS_OK)
        return status;
    const unsigned char *p = r->window.next;
    if (p[0] == 0xFF && p[1] == 0xFF) {
        r->window.next += 2;
        return read_end(r);
    }
    if (p[0] != 0 || p[1] != 1)
        return STATUS_COPY_COLUMNS;
    status = need(r, 6);
    if (status != STATUS_OK)
        return status;
    r->window.next += 2;
    b->left = get_u32(r->window.next);
    if (b->left != UINT32_MAX && b->left > LONGEST)
        return STATUS_COPY_LENGTH;
    r->window.next += 4;
    if (b->left != UINT32_MAX) /* not NULL */
        b->state = COPY_BINARY_VALUE_BEGINS;
    return STATUS_OK;
}

/* Skips the version of a jsonb value, which is not part of its text. */
static enum status begin_value(struct copy_binary *b, struct reader *r)
{
    if (b->left > 0) {
        enum status status = need(r, 1);
        if (status != STATUS_OK)
            return status;
        if (*r->window.next == JSONB_VERSION) {
            r->window.next++;
            b->left--;
        }
    }
    b->place = reader_offset(r);
    b->length = b->left;
    b->offered = false;
    b->state = COPY_BINARY_VALUE;
    return STATUS_OK;
}

/*
 * The bytes of the value that are there; all of them, where they fit into the
 * window. The last piece of a stream that was cut is offered once, as an error
 * in it comes before the cut.
 */
static enum status find_piece(struct copy_binary *b, struct reader *r,
                              struct window *piece)
{
    enum status status = STATUS_OK;

    if (reader_unread(r) < b->left)
        status = reader_more(r);
    if (status != STATUS_OK)
        return status;
    size_t have = reader_unread(r);
    if (have < b->left && r->window.last && b->offered) {
        r->window.next = r->window.end;
        return STATUS_COPY_CUT;
    }
    b->offered = r->window.last;
    *piece = r->window;
    piece->framed = true;
    piece->last = have >= b->left;
    if (piece->last)
        piece->end = piece->next + b->left;
    return STATUS_OK;
}

enum status copy_binary_piece(struct copy_binary *b, struct reader *r,
                              struct window *piece)
{
    enum status status = STATUS_OK;

    while (status == STATUS_OK && b->state != COPY_BINARY_VALUE) {
        switch (b->state) {
        case COPY_BINARY_HEADER:
            status = read_header(b, r);
            break;
        case COPY_BINARY_SKIP:
            status = skip(b, r);
            break;
        case COPY_BINARY_TUPLE:
            status = read_tuple(b, r);
            break;
        case COPY_BINARY_VALUE_BEGINS:
            status = begin_value(b, r);
            break;
        case COPY_BINARY_VALUE:
            break;
        }
    }
    return status == STATUS_OK ? find_piece(b, r, piece) : status;
}

void copy_binary_walked(struct copy_binary *b, struct reader *r, size_t n)
{
    r->window.next += n;
    b->left -= (uint32_t)n;
    if (b->left == 0)
        b->state = COPY_BINARY_TUPLE;
}

void copy_binary_skip(struct copy_binary *b, const struct reader *r)
{
    b->left = (uint32_t)(b->place + b->length - reader_offset(r));
    b->state = COPY_BINARY_SKIP;
}
