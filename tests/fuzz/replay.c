/*
 * A fuzz target without libFuzzer: tries the files that are named, or those of
 * its corpus, one test each; the results go to stdout as TAP.
 */
#include <config.h>

#include "fuzz/fuzz.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Ends the program: it is not a matter of the target. */
static _Noreturn void bail_out(const char *why, const char *name)
{
    printf("Bail out! %s %s\n", why, name);
    exit(EXIT_FAILURE);
}

/* Tries the bytes of a file, which no byte follows that may be read. */
static void try_file(const char *name)
{
    FILE *file = fopen(name, "rb");
    long size = -1;

    if (file != NULL && fseek(file, 0, SEEK_END) == 0)
        size = ftell(file);
    if (size < 0)
        bail_out("cannot read", name);
    rewind(file);
    uint8_t *bytes = malloc(size > 0 ? (size_t)size : 1);
    if (bytes == NULL || fread(bytes, 1, (size_t)size, file) != (size_t)size)
        bail_out("cannot read", name);
    fclose(file);
    LLVMFuzzerTestOneInput(bytes, (size_t)size);
    free(bytes);
}

/* Tries each of the files. */
static void try_files(char *const names[], size_t count)
{
    printf("1..%zu\n", count);
    for (size_t i = 0; i < count; i++) {
        const char *slash = strrchr(names[i], '/');
        try_file(names[i]);
        printf("ok %zu - %s\n", i + 1, slash == NULL ? names[i] : slash + 1);
        fflush(stdout);
    }
}

int main(int argc, char *argv[])
{
    char pattern[4096];
    glob_t found;

    if (argc > 1) {
        try_files(argv + 1, (size_t)argc - 1);
        return EXIT_SUCCESS;
    }
    snprintf(pattern, sizeof pattern, "%s/%s/*", fuzz_corpora, fuzz_corpus);
    if (glob(pattern, GLOB_ERR, NULL, &found) != 0)
        bail_out("there is no", pattern);
    try_files(found.gl_pathv, found.gl_pathc);
    globfree(&found);
    return EXIT_SUCCESS;
}
