#include <config.h>

#include "sandbox/landlock.h"

#include "base/io.h"
#include "sandbox/support.h"

#if HAVE_LANDLOCK

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/landlock.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * struct landlock_ruleset_attr of version 6, as the headers may be older. A
 * kernel takes what is longer than its own as long as the rest is 0.
 */
struct handled {
    uint64_t files;  /* since version 1: a bit for each right */
    uint64_t ports;  /* since version 4: to bind, to connect */
    uint64_t scoped; /* since version 6: to reach abstract sockets */
};

/*
 * Not the scope of signals: that would also keep the kernel from sending one to
 * the query helper when this process ends (PR_SET_PDEATHSIG).
 */
enum {
    TCP_SINCE = 4,
    BIND_AND_CONNECT = 3,
    SCOPE_SINCE = 6,
    ABSTRACT_SOCKETS = 1,
};

/* All rights to files that a version has: the lowest bits, as many as said. */
static uint64_t file_rights(int version)
{
    static const unsigned char known[] = {
        [1] = 13,           /* from EXECUTE to MAKE_SYM */
        [2] = 14,           /* REFER */
        [3] = 15,           /* TRUNCATE */
        [4] = 15, [5] = 16, /* IOCTL_DEV */
    };
    enum {
        LAST = sizeof known - 1
    };

    return (UINT64_C(1) << known[version < LAST ? version : LAST]) - 1;
}

void landlock_init(struct landlock *s)
{
    *s = (struct landlock){.rules = -1, .version = support_landlock()};
    if (s->version == 0)
        return;
    struct handled handled = {
        .files = file_rights(s->version),
        .ports = s->version >= TCP_SINCE ? BIND_AND_CONNECT : 0,
        .scoped = s->version >= SCOPE_SINCE ? ABSTRACT_SOCKETS : 0,
    };
    s->rules =
        (int)syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
}

/* Forbids nothing: half of the rules would forbid what is needed. */
static void give_up(struct landlock *s)
{
    if (s->rules >= 0)
        close(s->rules);
    s->rules = -1;
}

/*
 * Adds what may be done with the file, or in the directory, at path. A file
 * that is in no file system (EBADFD) needs no rule.
 */
static void allow(struct landlock *s, const char *path, uint64_t file,
                  uint64_t directory)
{
    struct stat st;

    if (s->rules < 0)
        return;
    int fd = open(path, O_PATH | O_CLOEXEC);
    bool done = fd >= 0 && fstat(fd, &st) == 0;
    if (done) {
        struct landlock_path_beneath_attr rule = {
            .allowed_access = S_ISDIR(st.st_mode) ? directory : file,
            .parent_fd = fd,
        };
        done = syscall(SYS_landlock_add_rule, s->rules,
                       LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0 ||
               errno == EBADFD;
    }
    if (fd >= 0)
        close(fd);
    if (!done)
        give_up(s);
}

void landlock_read(struct landlock *s, const char *path)
{
    /* A directory may be opened: read() then reports that it is one. */
    allow(s, path, LANDLOCK_ACCESS_FS_READ_FILE, LANDLOCK_ACCESS_FS_READ_DIR);
}

void landlock_read_below(struct landlock *s, const char *path)
{
    if (access(path, F_OK) == 0)
        allow(s, path, 0, LANDLOCK_ACCESS_FS_READ_FILE);
}

void landlock_replace(struct landlock *s, const char *path)
{
    char folder[PATH_MAX] = ".";
    size_t n = io_folder(path);

    if (n >= sizeof folder) {
        give_up(s);
        return;
    }
    if (n > 0) {
        memcpy(folder, path, n);
        folder[n] = '\0';
    }
    allow(s, folder, 0,
          LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE);
}

void landlock_enter(struct landlock *s)
{
    if (s->rules >= 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
        syscall(SYS_landlock_restrict_self, s->rules, 0);
    give_up(s);
}

#else

void landlock_init(struct landlock *s)
{
    *s = (struct landlock){.rules = -1};
}

void landlock_read_below(struct landlock *s, const char *path)
{
    (void)s;
    (void)path;
}

void landlock_read(struct landlock *s, const char *path)
{
    (void)s;
    (void)path;
}

void landlock_replace(struct landlock *s, const char *path)
{
    (void)s;
    (void)path;
}

void landlock_enter(struct landlock *s)
{
    (void)s;
}

#endif
