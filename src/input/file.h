/*
 * file: an input that has a name; "-" is stdin.
 */
#ifndef INPUT_FILE_H
#define INPUT_FILE_H

#include "base/status.h"

#include <sys/stat.h>

struct buffer;

/*
 * Whether the file is there and may be read; so a missing one is found before
 * anything is written. output: the regular file that will be written, or NULL.
 * *found receives what it is.
 *
 * Errors: STATUS_OPEN_INPUT (errno says why); STATUS_SAME_FILE: it is the
 * output.
 */
enum status file_check(const char *name, const struct stat *output,
                       struct stat *found);

/*
 * Opens the file; returns a descriptor, for file_close(). -1: errno says why.
 */
int file_open(const char *name);

/* Closes what file_open() has returned. */
void file_close(int fd);

/*
 * Appends the whole file to text. Errors: STATUS_OPEN_INPUT, STATUS_READ (errno
 * says why), STATUS_MEMORY.
 */
enum status file_read(const char *name, struct buffer *text);

#endif
