#include <config.h>

#include "naming/nearest.h"

#include <stdbool.h>

static bool is_same(char a, char b)
{
    unsigned char lower = (unsigned char)(a | 0x20);

    return a == b || ((a ^ b) == 0x20 && lower >= 'a' && lower <= 'z');
}

static size_t least(size_t a, size_t b, size_t c)
{
    size_t ab = a < b ? a : b;

    return ab < c ? ab : c;
}

/*
 * Dynamic programming, one row of the table at a time. row[j] is the distance
 * between the letters of a so far and the first j letters of b:
 *
 *                        j - 1      j
 *      a without letter  corner ─▶ above
 *                          ▼  ◢     ▼
 *      a with letter      left  ─▶ row[j]
 */
static size_t distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t row[NEAREST_LONGEST + 1];

    for (size_t j = 0; j <= b_len; j++)
        row[j] = j;
    for (size_t i = 1; i <= a_len; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b_len; j++) {
            size_t above = row[j];
            size_t replaced = corner + !is_same(a[i - 1], b[j - 1]);
            row[j] = least(above + 1, row[j - 1] + 1, replaced);
            corner = above;
        }
    }
    return row[b_len];
}

void nearest_init(struct nearest *nearest, const char *name, size_t len)
{
    size_t most = len > 1 ? (len + 2) / 3 : 0;

    *nearest = (struct nearest){
        .name = name,
        .len = len,
        .limit = len > NEAREST_LONGEST ? 0 : most + 1,
    };
}

void nearest_look(struct nearest *nearest, const char *name, size_t len,
                  const void *entry)
{
    size_t more = len > nearest->len ? len - nearest->len : nearest->len - len;

    if (len > NEAREST_LONGEST || more >= nearest->limit)
        return;
    size_t far = distance(nearest->name, nearest->len, name, len);
    if (far < nearest->limit) {
        nearest->limit = far;
        nearest->found = entry;
    }
}
