/*
 * buffer: bytes that grow.
 *
 * Begins with all members zero. Owner: the one who declared it, who calls
 * buffer_free().
 */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

struct buffer {
    unsigned char *data; /* NULL until something is reserved */
    size_t len;          /* bytes in use */
    size_t room;         /* bytes allocated */
};

/*
 * Makes room for n more bytes after len. What is allocated at least doubles, so
 * that to append costs constant time per byte; where there is too little memory
 * for that, it grows by what is needed. Invalidates pointers into data. false:
 * no memory, or a size beyond SIZE_MAX; the buffer is as it was.
 */
bool buffer_reserve(struct buffer *b, size_t n);

/* Appends n bytes. false: no memory, nothing appended. */
bool buffer_append(struct buffer *b, const void *bytes, size_t n);

/* The same for the bytes of text without its NUL. */
bool buffer_text(struct buffer *b, const char *text);

/*
 * Puts a NUL, which len does not count, after the bytes: data is a C string
 * until the buffer is changed. false: no memory.
 */
bool buffer_terminate(struct buffer *b);

/* Removes the first n bytes (n <= len); the rest moves to the front. */
void buffer_drop(struct buffer *b, size_t n);

/* Frees the memory; the buffer is empty and can be used again. */
void buffer_free(struct buffer *b);

#endif
