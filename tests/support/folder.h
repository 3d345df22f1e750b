/*
 * folder.h - a folder of its own for the files of a test.
 */
#ifndef SUPPORT_FOLDER_H
#define SUPPORT_FOLDER_H

#include "support/tap.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder_path[32];

/* Unchecked fixtures of a test case: its tests run in the folder, */
static inline void folder_enter(void)
{
    strcpy(folder_path, "/tmp/fraiseql-build.XXXXXX");
    if (mkdtemp(folder_path) == NULL || chdir(folder_path) != 0)
        abort();
}

static inline int folder_remove(const char *path, const struct stat *s,
                                int type, struct FTW *w)
{
    (void)s;
    (void)type;
    return w->level == 0 ? 0 : remove(path);
}

/* which this checked fixture makes empty for each of them. */
static inline void folder_empty(void)
{
    if (nftw(".", folder_remove, 8, FTW_DEPTH | FTW_PHYS) != 0)
        abort();
}

static inline void folder_leave(void)
{
    folder_empty();
    if (chdir("/") != 0 || rmdir(folder_path) != 0)
        abort();
}

static inline void file_write(const char *name, const void *bytes, size_t n)
{
    FILE *file = fopen(name, "w");

    ck_assert(file != NULL);
    ck_assert_uint_eq(fwrite(bytes, 1, n, file), n);
    ck_assert_int_eq(fclose(file), 0);
}

static inline void file_put(const char *name, const char *text)
{
    file_write(name, text, strlen(text));
}

/* The test fails unless the file holds just this text. */
static inline void file_expect(const char *name, const char *text)
{
    char bytes[4096];
    FILE *file = fopen(name, "r");

    ck_assert_msg(file != NULL, "there is no %s", name);
    size_t n = fread(bytes, 1, sizeof bytes - 1, file);
    bytes[n] = '\0';
    ck_assert_int_eq(fclose(file), 0);
    ck_assert_str_eq(bytes, text);
}

/* How many files are in the folder, the hidden ones too. */
static inline unsigned folder_count(void)
{
    unsigned count = 0;
    DIR *folder = opendir(".");

    ck_assert(folder != NULL);
    for (struct dirent *e; (e = readdir(folder)) != NULL;)
        count += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    closedir(folder);
    return count;
}

#endif
