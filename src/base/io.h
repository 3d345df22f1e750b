/*
 * io: to open, read and write. Only these functions call read() and write():
 * each goes on after a signal, and waits where a descriptor does not block.
 */
#ifndef BASE_IO_H
#define BASE_IO_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/types.h>

/* Whether a file named so is standard input. */
static inline bool io_is_stdin(const char *name)
{
    return strcmp(name, "-") == 0;
}

/*
 * open(), for any file. If it is a FIFO, that waits for its other end, and a
 * signal may come meanwhile. -1: errno says why.
 */
int io_open(const char *path, int flags);

/*
 * Makes the pipe that fd is an end of hold 1 MiB. The programs at its ends wait
 * for each other at each fill, so that saves a switch between them for each 64
 * KiB. One that holds more, one that was made narrow, and what is no pipe stay
 * as they are.
 */
void io_widen_pipe(int fd);

/*
 * Reads 1 to room bytes, waiting for the first. Returns how many; 0: the end;
 * -1: errno says why.
 */
ssize_t io_read(int fd, void *bytes, size_t room);

/*
 * Writes n bytes, however long that takes. Returns how many were written: fewer
 * after an error, of which errno says why.
 */
size_t io_write(int fd, const void *bytes, size_t n);

/*
 * Writes n bytes, or as many as are taken at once. May be called by a signal
 * handler.
 */
void io_write_once(int fd, const void *bytes, size_t n);

/* The length of the folder in a path, with the '/' that ends it; 0: none. */
size_t io_folder(const char *path);

#endif
