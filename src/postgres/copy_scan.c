#include <config.h>

#include "postgres/copy_scan.h"

#include "input/copy_binary.h"

enum {
    HEADER = 19, /* signature 11, flags 4, length of the extension 4 */
    FIELDS = 2,
    LENGTH = 4,
    JSONB = 1, /* a value of jsonb begins with its version */
};

/* The frame is complete: sets what comes after it. */
static void end_frame(struct copy_scan *f)
{
    f->have = 0;
    switch (f->state) {
    case COPY_SCAN_TUPLE:
        f->rows++;
        f->state = (f->value & 0xFFFF) == 1 ? COPY_SCAN_LENGTH : COPY_SCAN_BAD;
        return;
    case COPY_SCAN_LENGTH:
        f->left = f->value == UINT32_MAX ? 0 : f->value; /* NULL has no byte */
        f->state = f->is_text ? COPY_SCAN_TEXT : COPY_SCAN_BYTES;
        break;
    default:
        f->left = f->value;
        f->state = COPY_SCAN_BYTES;
        break;
    }
    if (f->left == 0)
        f->state = COPY_SCAN_TUPLE;
}

/* Scans a byte of a frame. false: it is the trailer's last. */
static bool scan_byte(struct copy_scan *f, unsigned char byte)
{
    unsigned whole = f->state == COPY_SCAN_HEADER  ? HEADER
                     : f->state == COPY_SCAN_TUPLE ? FIELDS
                                                   : LENGTH;

    if (f->state == COPY_SCAN_HEADER &&
        f->have < sizeof copy_binary_signature &&
        byte != (unsigned char)copy_binary_signature[f->have]) {
        f->state = COPY_SCAN_BAD;
        return true;
    }
    f->value = f->value << 8 | byte;
    f->have++;
    if (f->state == COPY_SCAN_TUPLE && f->have == FIELDS &&
        (f->value & 0xFFFF) == 0xFFFF) {
        f->state = COPY_SCAN_ENDED;
        return false;
    }
    if (f->have == whole)
        end_frame(f);
    return true;
}

/* Skips bytes of a value or extension; returns how many. */
static size_t skip(struct copy_scan *f, size_t n)
{
    size_t skipped = n < f->left ? n : f->left;

    f->left -= (uint32_t)skipped;
    if (f->left == 0)
        f->state = COPY_SCAN_TUPLE;
    return skipped;
}

static bool can_go_on(const struct copy_scan *f)
{
    return f->state != COPY_SCAN_JSONB && f->state != COPY_SCAN_BAD;
}

size_t copy_scan_bytes(struct copy_scan *f, const unsigned char *bytes,
                       size_t n)
{
    size_t i = 0;

    if (f->state == COPY_SCAN_ENDED && n > 0)
        f->state = COPY_SCAN_BAD; /* nothing comes after the trailer */
    while (i < n && can_go_on(f)) {
        if (f->state == COPY_SCAN_TEXT)
            f->state = bytes[i] == JSONB ? COPY_SCAN_JSONB : COPY_SCAN_BYTES;
        else if (f->state == COPY_SCAN_BYTES)
            i += skip(f, n - i);
        else if (scan_byte(f, bytes[i]))
            i++;
        else if (i + 1 == n)
            return i;
        else
            f->state = COPY_SCAN_BAD;
    }
    return can_go_on(f) ? n : 0;
}
