/*
 * landlock: which files may still be opened, renamed and removed, if the kernel
 * has Landlock (landlock(7)). If it has not, no function here does anything,
 * nor does any after one that has failed.
 *
 * What is open stays as it is. What has a name outside of the file system, as
 * a pipe under /dev/fd has, is not restricted.
 */
#ifndef SANDBOX_LANDLOCK_H
#define SANDBOX_LANDLOCK_H

/* What is allowed; nothing yet. */
struct landlock {
    int rules;   /* a descriptor, or -1: nothing will be forbidden */
    int version; /* of Landlock */
};

void landlock_init(struct landlock *s);

/* Allows to open the file at path for reading; of a directory, that only. */
void landlock_read(struct landlock *s, const char *path);

/* Allows to read what is below the folder at path, if it is there. */
void landlock_read_below(struct landlock *s, const char *path);

/* Allows to make, rename and remove files in the directory of path. */
void landlock_replace(struct landlock *s, const char *path);

/*
 * Forbids everything else, for as long as the process lives; also to use TCP
 * ports and abstract sockets, if Landlock can. Closes what was opened for it.
 */
void landlock_enter(struct landlock *s);

#endif
