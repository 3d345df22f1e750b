#include <config.h>

#include "postgres/frames.h"

#include "input/copy_binary.h"

enum {
    HEADER = 19, /* signature 11, flags 4, length of the extension 4 */
    FIELDS = 2,
    LENGTH = 4,
    JSONB = 1, /* a value of jsonb begins with its version */
};

/* The frame is complete: sets what comes after it. */
static void end_frame(struct frames *f)
{
    f->have = 0;
    switch (f->state) {
    case FRAMES_TUPLE:
        f->rows++;
        f->state = (f->value & 0xFFFF) == 1 ? FRAMES_LENGTH : FRAMES_BAD;
        return;
    case FRAMES_LENGTH:
        f->left = f->value == UINT32_MAX ? 0 : f->value; /* NULL has no byte */
        f->state = f->is_text ? FRAMES_TEXT : FRAMES_BYTES;
        break;
    default:
        f->left = f->value;
        f->state = FRAMES_BYTES;
        break;
    }
    if (f->left == 0)
        f->state = FRAMES_TUPLE;
}

/* Scans a byte of a frame. false: it is the trailer's last. */
static bool scan_byte(struct frames *f, unsigned char byte)
{
    unsigned whole = f->state == FRAMES_HEADER  ? HEADER
                     : f->state == FRAMES_TUPLE ? FIELDS
                                                : LENGTH;

    if (f->state == FRAMES_HEADER && f->have < sizeof copy_binary_signature &&
        byte != (unsigned char)copy_binary_signature[f->have]) {
        f->state = FRAMES_BAD;
        return true;
    }
    f->value = f->value << 8 | byte;
    f->have++;
    if (f->state == FRAMES_TUPLE && f->have == FIELDS &&
        (f->value & 0xFFFF) == 0xFFFF) {
        f->state = FRAMES_ENDED;
        return false;
    }
    if (f->have == whole)
        end_frame(f);
    return true;
}

/* Skips bytes of a value or extension; returns how many. */
static size_t skip(struct frames *f, size_t n)
{
    size_t skipped = n < f->left ? n : f->left;

    f->left -= (uint32_t)skipped;
    if (f->left == 0)
        f->state = FRAMES_TUPLE;
    return skipped;
}

static bool can_go_on(const struct frames *f)
{
    return f->state != FRAMES_JSONB && f->state != FRAMES_BAD;
}

size_t frames_scan(struct frames *f, const unsigned char *bytes, size_t n)
{
    size_t i = 0;

    if (f->state == FRAMES_ENDED && n > 0)
        f->state = FRAMES_BAD; /* nothing comes after the trailer */
    while (i < n && can_go_on(f)) {
        if (f->state == FRAMES_TEXT)
            f->state = bytes[i] == JSONB ? FRAMES_JSONB : FRAMES_BYTES;
        else if (f->state == FRAMES_BYTES)
            i += skip(f, n - i);
        else if (scan_byte(f, bytes[i]))
            i++;
        else if (i + 1 == n)
            return i;
        else
            f->state = FRAMES_BAD;
    }
    return can_go_on(f) ? n : 0;
}
