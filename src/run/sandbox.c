#include <config.h>

#include "run/sandbox.h"

#include "base/io.h"
#include "sandbox/landlock.h"
#include "sandbox/seccomp.h"

/*
 * Where the C library keeps what it knows of Unicode, which glyph asks it for
 * when there is a message to be shown. Elsewhere it does without.
 */
static const char locales[] = "/usr/lib/locale";

/* Allows to read what is a file, and not stdin, which is open. */
static void allow(struct landlock *files, const char *path)
{
    if (!io_is_stdin(path))
        landlock_read(files, path);
}

/* Allows to read all files that the options name. */
static void allow_inputs(struct landlock *files, const struct options *o)
{
    if (o->schema != NULL)
        allow(files, o->schema);
    for (size_t i = 0; i < o->root_count; i++) {
        const struct options_root *root = &o->roots[i];
        if (root->select.file != NULL)
            allow(files, root->select.file);
        for (size_t j = 0; j < root->inputs.count; j++)
            allow(files, root->inputs.values[j]);
    }
}

void sandbox_enter(const struct options *o, const char *target)
{
    struct landlock files;

    if (o->no_sandbox)
        return;
    landlock_init(&files);
    landlock_read_below(&files, locales);
    allow_inputs(&files, o);
    if (target != NULL)
        landlock_replace(&files, target);
    landlock_enter(&files);
    seccomp_enter();
}
