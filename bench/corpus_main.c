/*
 * corpus SHAPE ROWS [SEED]: writes rows of a corpus to standard output.
 */
#include <config.h>

#include "bench/corpus.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static int usage(void)
{
    fprintf(stderr, "Usage: corpus SHAPE ROWS [SEED]\n");
    for (const struct corpus_shape *s = corpus_shapes; s->name != NULL; s++)
        fprintf(stderr, "  %-9s %s\n", s->name, s->what);
    return 2;
}

static bool read_count(const char *text, uint64_t *count)
{
    char *end;

    *count = strtoumax(text, &end, 10);
    return text[0] >= '0' && text[0] <= '9' && *end == '\0';
}

static bool write_rows(const struct corpus_shape *shape, uint64_t rows,
                       uint64_t seed)
{
    struct stream c = corpus_start(seed);
    struct buffer row = {0};
    bool ok = true;

    while (ok && c.rows < rows) {
        row.len = 0;
        ok = corpus_row(&c, shape, &row) &&
             fwrite(row.data, 1, row.len, stdout) == row.len;
    }
    buffer_free(&row);
    return ok && fflush(stdout) == 0;
}

int main(int argc, char **argv)
{
    const struct corpus_shape *shape;
    uint64_t rows, seed = 1;

    if (argc < 3 || argc > 4 || (shape = corpus_find(argv[1])) == NULL ||
        !read_count(argv[2], &rows) ||
        (argc == 4 && !read_count(argv[3], &seed)))
        return usage();
    if (!write_rows(shape, rows, seed)) {
        perror("corpus");
        return 1;
    }
    return 0;
}
