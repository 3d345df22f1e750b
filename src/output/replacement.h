/*
 * replacement: a file that takes the place of another when it is complete.
 *
 * It is written beside the other, as a temporary file in the same directory,
 * and renamed: so a program that opens the name finds the old file or the new
 * one, and never a part. A signal that ends the program (base/signals.h)
 * removes the temporary file first. There is one replacement at a time.
 */
#ifndef OUTPUT_REPLACEMENT_H
#define OUTPUT_REPLACEMENT_H

#include <stdbool.h>
#include <sys/stat.h>

struct replacement {
    char *target;    /* the file to be replaced, links followed */
    char *temporary; /* what is written meanwhile, or NULL: there is none */
};

/*
 * Begins to replace what is at path, symbolic links followed; old is what is
 * there, or NULL. Returns a descriptor to write to, which the caller closes, or
 * -1: errno says why.
 *
 * The new file has the permissions of the old one, and its owner and group
 * where that is allowed; where there is no old one, those of a new file.
 */
int replacement_open(struct replacement *r, const char *path,
                     const struct stat *old);

/*
 * Puts the new file in its place. A signal that came before ends the program
 * with the old file as it was; one that comes later is too late, and is held
 * back until the program, which has nothing left to do, ends. -1: errno says
 * why, and the old file is as it was.
 */
int replacement_put(struct replacement *r);

/* Ends the replacement; a new file that was not put in its place is removed. */
void replacement_end(struct replacement *r);

#endif
