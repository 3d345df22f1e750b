/*
 * progress: a line on stderr that says how far the run has come. It is drawn a
 * few times a second, and erased at the end:
 *
 *  12345678 rows, 1.23 GB of 4.56 GB, 27 %, 812 MB/s, 0:04 left
 *
 * The cursor rests at its beginning. There is one such line at a time.
 */
#ifndef OUTPUT_PROGRESS_H
#define OUTPUT_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum progress_when {
    PROGRESS_NEVER,
    PROGRESS_AUTO, /* where stderr is a terminal, and the output is none */
    PROGRESS_ALWAYS,
};

enum {
    PROGRESS_INTERVAL = 250 /* milliseconds between two drawings */
};

/* The size of what is read, where it is not known. */
#define PROGRESS_NO_SIZE UINT64_MAX

/*
 * Gets ready to draw; nothing is drawn yet. size: the bytes that there are to
 * read, or PROGRESS_NO_SIZE. A signal that ends the program erases the line
 * first (base/signals.h). false: nothing will be drawn.
 */
bool progress_begin(enum progress_when when, bool output_is_terminal,
                    uint64_t size);

/* Says how far the run has come; draws that when the interval has passed. */
void progress_update(uint64_t rows, uint64_t bytes);

/*
 * Erases the line, until it is drawn again; called before anything else is
 * printed to stderr. errno stays. A signal handler may call it.
 */
void progress_erase(void);

/* Erases the line for good. */
void progress_end(void);

/*
 * The line is drawn by the parent process: progress_erase() erases it where it
 * may be there.
 */
void progress_shares_parents_line(enum progress_when when);

/* What the line says. */
struct progress_figures {
    uint64_t rows, bytes;
    uint64_t size;    /* bytes in all, or PROGRESS_NO_SIZE */
    uint64_t rate;    /* bytes in a second */
    uint64_t seconds; /* that have passed */
};

/*
 * Writes the line, with as many whole figures as fit into the columns; text has
 * room for one byte a column and a NUL. Returns its length.
 */
size_t progress_text(char *text, size_t columns,
                     const struct progress_figures *f);

#endif
