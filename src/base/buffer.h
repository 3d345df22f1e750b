/*
 * buffer: bytes that grow.
 *
 * Owner: whoever declared it, with all members zero; buffer_free() gives the
 * memory back and leaves it empty again.
 */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

struct buffer {
    unsigned char *data; /* NULL as long as nothing was reserved */
    size_t len;          /* bytes in use */
    size_t room;         /* bytes allocated */
};

/*
 * Makes room for n more bytes after len, at least doubling when it grows, so
 * that appending costs a constant per byte; where there is not as much memory,
 * for no more than these. false: no memory (or a size past
 * SIZE_MAX), and the buffer is as it was. Pointers into data are void after.
 */
bool buffer_reserve(struct buffer *b, size_t n);

/* Appends n bytes. false: no memory, nothing appended. */
bool buffer_append(struct buffer *b, const void *bytes, size_t n);

/* The same for a text, without its NUL. */
bool buffer_text(struct buffer *b, const char *text);

/*
 * Puts a NUL after the bytes, which len does not count, so that data is a
 * string of C until it changes. false: no memory.
 */
bool buffer_terminate(struct buffer *b);

/* Removes the first n bytes (n <= len); the rest moves to the front. */
void buffer_drop(struct buffer *b, size_t n);

void buffer_free(struct buffer *b);

#endif
