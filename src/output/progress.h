/*
 * progress: a line on stderr that says how far the run has come. It is drawn
 * anew a few times a second, and gone at the end:
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

/* The size of what is read, where nobody knows it. */
#define PROGRESS_NO_SIZE UINT64_MAX

/*
 * Gets ready to draw; nothing is drawn yet. size: the bytes that there are to
 * read, or PROGRESS_NO_SIZE. A signal that ends the program erases the line
 * first; what else was to be done then is done. false: nothing will be drawn.
 */
bool progress_begin(enum progress_when when, bool output_is_terminal,
                    uint64_t size);

/* So far has the run come. Looks at the clock, and draws where it is time. */
void progress_look(uint64_t rows, uint64_t bytes);

/* Takes the line away, until it is drawn again; for whoever prints to stderr.
 * errno stays. */
void progress_erase(void);

/* Takes the line away for good. */
void progress_end(void);

/*
 * The line is another program's, the one that runs this: progress_erase() takes
 * it away where it may be there.
 */
void progress_is_of_parent(enum progress_when when);

/* What the line says. */
struct progress_figures {
    uint64_t rows, bytes;
    uint64_t size;    /* bytes in all, or PROGRESS_NO_SIZE */
    uint64_t rate;    /* bytes in a second */
    uint64_t seconds; /* that have passed */
};

/*
 * Writes the line, as much of it as fits into so many columns, by whole
 * figures; text has room for as many bytes and a NUL. Returns its length.
 */
size_t progress_text(char *text, size_t columns,
                     const struct progress_figures *f);

#endif
