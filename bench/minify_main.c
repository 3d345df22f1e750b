/*
 * minify <ROWS >LESS: a filter that does nothing but drop blanks and line ends,
 * with simdjson. It reads and writes as fraiseql-build does, in windows.
 *
 * minify --which <ROWS: the simdjson kernel that is the fastest for them.
 */
#include <config.h>

#include "bench/minify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    WINDOW = 256 * 1024, /* also the longest line */
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void write_all(const unsigned char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t written = write(STDOUT_FILENO, bytes, n);
        if (written < 0)
            die("minify: write");
        bytes += written;
        n -= (size_t)written;
    }
}

/* The number of bytes up to the end of the last whole line. */
static size_t whole_lines(const unsigned char *bytes, size_t n)
{
    while (n > 0 && bytes[n - 1] != '\n')
        n--;
    return n;
}

int main(int argc, char **argv)
{
    static unsigned char in[WINDOW], out[WINDOW];
    size_t have = 0;
    ssize_t got;

    if (argc == 2 && strcmp(argv[1], "--which") == 0) {
        got = read(STDIN_FILENO, in, WINDOW);
        have = got < 0 ? 0 : whole_lines(in, (size_t)got);
        puts(minify_choose(in, have, out));
        return 0;
    }
    while ((got = read(STDIN_FILENO, in + have, WINDOW - have)) > 0) {
        have += (size_t)got;
        size_t whole = whole_lines(in, have);
        write_all(out, minify(in, whole, out));
        have -= whole;
        memmove(in, in + whole, have);
    }
    if (got < 0)
        die("minify: read");
    if (have > 0) {
        fprintf(stderr, "minify: a line does not end, or not in %d bytes\n",
                WINDOW);
        return 1;
    }
    return 0;
}
