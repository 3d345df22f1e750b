#include <config.h>

#include "output/replacement.h"

#include "base/io.h"
#include "base/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- Signals -------------------------------------------------------------- */

/* What is removed when a signal ends the program; NULL: nothing. */
static const char *volatile doomed;

static void remove_doomed(void)
{
    const char *path = doomed;

    if (path != NULL)
        unlink(path);
}

/* Makes the temporary file; no signal comes before it is known to be doomed. */
static int make_temporary(char *template)
{
    sigset_t before;

    signals_tidy(remove_doomed);
    signals_hold(&before);
    int fd = mkostemp(template, O_CLOEXEC);
    if (fd >= 0)
        doomed = template;
    signals_restore(&before);
    return fd;
}

/* --- Names ---------------------------------------------------------------- */

/* A copy of path with its last name replaced. NULL: no memory. */
static char *beside(const char *path, const char *name)
{
    size_t folder = io_folder(path);
    size_t n = strlen(name) + 1;
    char *result = malloc(folder + n);

    if (result != NULL) {
        memcpy(result, path, folder);
        memcpy(result + folder, name, n);
    }
    return result;
}

/*
 * Where the symbolic links at path lead, be there a file or not. NULL: errno
 * says why.
 */
static char *follow_links(const char *path)
{
    enum {
        MOST_LINKS = 40
    }; /* as Linux, path_resolution(7) */
    char *at = strdup(path);

    for (int i = 0; at != NULL && i <= MOST_LINKS; i++) {
        char link[PATH_MAX];
        ssize_t n = readlink(at, link, sizeof link - 1);
        if (n < 0) {
            int why = errno;
            if (why == EINVAL || why == ENOENT)
                return at; /* no link: a file, or nothing yet */
            free(at);
            errno = why;
            return NULL;
        }
        link[n] = '\0';
        char *next = link[0] == '/' ? strdup(link) : beside(at, link);
        free(at);
        at = next;
    }
    errno = at == NULL ? ENOMEM : ELOOP;
    free(at);
    return NULL;
}

/* --- The file ------------------------------------------------------------- */

/* Sets the owner or group (-1: leaves it). false: errno says why. */
static bool give(int fd, uid_t owner, gid_t group, bool *given)
{
    *given = fchown(fd, owner, group) == 0;
    return *given || errno == EPERM;
}

/*
 * Copies the owner and group, if that is allowed, and the permissions of the
 * old file; but no right that was meant for others: under another owner or
 * group, no set-ID bits, and under another group only the rights that all have.
 */
static bool take_after(int fd, const struct stat *old)
{
    mode_t mode = old->st_mode & 07777;
    bool owner, group;

    if (!give(fd, (uid_t)-1, old->st_gid, &group) ||
        !give(fd, old->st_uid, (gid_t)-1, &owner))
        return false;
    if (!owner || !group)
        mode &= 0777;
    if (!group)
        mode &= 0707 | (mode & 07) << 3;
    return fchmod(fd, mode) == 0;
}

/* The permissions that any new file gets. */
static bool be_new(int fd)
{
    mode_t mask = umask(0);

    umask(mask);
    return fchmod(fd, 0666 & ~mask) == 0;
}

int replacement_open(struct replacement *r, const char *path,
                     const struct stat *old)
{
    *r = (struct replacement){.target = follow_links(path)};
    if (r->target == NULL)
        return -1;
    r->temporary = beside(r->target, ".fraiseql-build.XXXXXX");
    if (r->temporary == NULL)
        return -1;
    int fd = make_temporary(r->temporary);
    if (fd >= 0 && !(old != NULL ? take_after(fd, old) : be_new(fd))) {
        int why = errno;
        close(fd);
        errno = why;
        return -1;
    }
    return fd;
}

int replacement_put(struct replacement *r)
{
    sigset_t before;

    signals_hold(&before);
    signals_deliver(&before);
    int result = rename(r->temporary, r->target);
    if (result == 0)
        doomed = NULL;
    return result;
}

void replacement_end(struct replacement *r)
{
    if (r->temporary != NULL && doomed != NULL)
        unlink(r->temporary);
    doomed = NULL;
    free(r->target);
    free(r->temporary);
    *r = (struct replacement){0};
}
