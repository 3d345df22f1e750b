/*
 * inprocess [-c CSV] [-m MIB] [-r REPETITIONS] [SHAPE]...
 *
 * Times the transform alone: no process, no system call. Each shape of the
 * corpus is walked by each kernel, beside memcpy of the same bytes and, where
 * simdjson is there, its minify. They run in turn, so that whatever else the
 * machine does meets all of them, and the ratios are those of one turn.
 */
#include <config.h>

#include "bench/contestant.h"
#include "bench/corpus.h"
#include "bench/input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    MOST_REPETITIONS = 1000,
};

/* Those that run, in the order of the tables. */
static struct contestant contestants[CONTESTANT_MOST];
static int count;

/* --- The clock ---------------------------------------------------------- */

/* The processor's time: waiting for it must not count. */
static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Seconds of one run. */
static double clock_run(const struct contestant *c, const struct input *in)
{
    double begin = now();

    contestant_run(c, in);
    return now() - begin;
}

/* Seconds of each run of each contestant, in turn. */
struct times {
    int repetitions;
    double of[CONTESTANT_MOST][MOST_REPETITIONS];
};

/* The first runs, which are not timed: all kernels must write the same. */
static void warm_up(const struct input *in)
{
    uint64_t best = contestant_digest(&contestants[count - 1], in);

    for (int i = 0; i < count; i++) {
        uint64_t digest = contestant_digest(&contestants[i], in);
        if (contestants[i].kernel != NULL && digest != best)
            contestant_die("two kernels write different bytes");
    }
}

static void clock_all(struct times *times, const struct input *in)
{
    warm_up(in);
    for (int r = 0; r < times->repetitions; r++)
        for (int i = 0; i < count; i++)
            times->of[i][r] = clock_run(&contestants[i], in);
}

/* --- The figures -------------------------------------------------------- */

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

struct spread {
    double median, min, max;
};

static struct spread spread_of(const double values[], int n)
{
    double sorted[MOST_REPETITIONS];

    memcpy(sorted, values, (size_t)n * sizeof *sorted);
    qsort(sorted, (size_t)n, sizeof *sorted, compare);
    return (struct spread){
        .median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2,
        .min = sorted[0],
        .max = sorted[n - 1],
    };
}

/* The median of how much of a yardstick's speed it has; 0 without yardstick. */
static double ratio(const struct times *times, int contestant,
                    const char *yardstick)
{
    double ratios[MOST_REPETITIONS];

    for (int y = 0; y < count; y++) {
        if (strcmp(contestants[y].name, yardstick) != 0)
            continue;
        for (int r = 0; r < times->repetitions; r++)
            ratios[r] = times->of[y][r] / times->of[contestant][r];
        return spread_of(ratios, times->repetitions).median;
    }
    return 0;
}

static void print_ratio(double ratio_, FILE *csv)
{
    if (ratio_ == 0)
        printf(" %9s |", "-");
    else
        printf(" %9.3f |", ratio_);
    if (csv != NULL)
        fprintf(csv, ",%.4f", ratio_);
}

static void print_line(const struct corpus_shape *shape,
                       const struct times *times, int i, size_t size, FILE *csv)
{
    struct spread s = spread_of(times->of[i], times->repetitions);
    double gigabytes = (double)size / 1e9;

    printf("| %-8s | %-8s | %6.3f | %6.3f | %6.3f |", shape->name,
           contestants[i].name, gigabytes / s.median, gigabytes / s.max,
           gigabytes / s.min);
    if (csv != NULL)
        fprintf(csv, "%s,%s,%zu,%d,%.4f,%.4f,%.4f", shape->name,
                contestants[i].name, size, times->repetitions,
                gigabytes / s.median, gigabytes / s.max, gigabytes / s.min);
    print_ratio(ratio(times, i, "memcpy"), csv);
    print_ratio(ratio(times, i, "minify"), csv);
    printf("\n");
    if (csv != NULL)
        fprintf(csv, "\n");
}

static void print_head(FILE *csv)
{
    printf("| shape    | what     |   GB/s |    min |    max "
           "| of memcpy | of minify |\n"
           "|----------|----------|-------:|-------:|-------:"
           "|----------:|----------:|\n");
    if (csv != NULL)
        fprintf(csv, "shape,what,bytes,repetitions,median_gbs,min_gbs,max_gbs,"
                     "of_memcpy,of_minify\n");
}

static void measure_shape(const struct corpus_shape *shape, size_t bytes,
                          struct times *times, FILE *csv)
{
    struct input in;

    if (!input_make(&in, shape, UINT64_MAX, bytes))
        contestant_die("no memory");
    clock_all(times, &in);
    for (int i = 0; i < count; i++)
        print_line(shape, times, i, in.size, csv);
    fflush(stdout);
    input_free(&in);
}

/* --- The original design's table ---------------------------------------- */

static const struct published {
    unsigned rows, microseconds;
} published[] = {{100, 68}, {1000, 320}, {10000, 2700}};

static void measure_response(const struct published *p,
                             const struct contestant *c, FILE *csv)
{
    enum {
        RUNS = 101
    };
    double microseconds[RUNS];
    struct input in;

    if (!input_make(&in, corpus_find("flat"), p->rows, SIZE_MAX))
        contestant_die("no memory");
    for (int r = 0; r < RUNS; r++)
        microseconds[r] = 1e6 * clock_run(c, &in);
    struct spread s = spread_of(microseconds, RUNS);
    printf("| %6u | %-8s | %8.1f | %8.1f | %8.1f | %15u |\n", p->rows, c->name,
           s.median, s.min, s.max, p->microseconds);
    if (csv != NULL)
        fprintf(csv, "flat-%u,%s,%zu,%d,%.4f,%.4f,%.4f,,\n", p->rows, c->name,
                in.size, RUNS, (double)in.size / 1e3 / s.median,
                (double)in.size / 1e3 / s.max, (double)in.size / 1e3 / s.min);
    input_free(&in);
}

/* By the portable kernel and, where that is another, by the preferred one. */
static void measure_responses(FILE *csv)
{
    const struct contestant *best = &contestants[count - 1];

    printf("\n| rows   | what     |       µs |      min |      max "
           "| original design |\n"
           "|-------:|----------|---------:|---------:|---------:"
           "|----------------:|\n");
    for (size_t p = 0; p < sizeof published / sizeof *published; p++)
        for (const struct contestant *c = contestants; c <= best; c++)
            if (c == best || c->kernel == &kernel_portable)
                measure_response(&published[p], c, csv);
}

/* --- The command line --------------------------------------------------- */

static int usage(void)
{
    fprintf(stderr,
            "Usage: inprocess [-c CSV] [-m MIB] [-r REPETITIONS] [SHAPE]...\n");
    return 2;
}

static int number(const char *text, int most)
{
    int n = atoi(text);

    if (n < 1 || n > most)
        exit(usage());
    return n;
}

static void measure_named(char **names, size_t bytes, struct times *times,
                          FILE *csv)
{
    for (; *names != NULL; names++) {
        const struct corpus_shape *shape = corpus_find(*names);
        if (shape == NULL)
            contestant_die("no such shape");
        measure_shape(shape, bytes, times, csv);
    }
}

int main(int argc, char **argv)
{
    static struct times times = {.repetitions = 15};
    size_t mebibytes = 16;
    FILE *csv = NULL;

    for (int option; (option = getopt(argc, argv, "c:m:r:")) != -1;) {
        if (option == 'c')
            csv = fopen(optarg, "w");
        else if (option == 'm')
            mebibytes = (size_t)number(optarg, 1024);
        else if (option == 'r')
            times.repetitions = number(optarg, MOST_REPETITIONS);
        if (option == '?' || (option == 'c' && csv == NULL))
            return usage();
    }

    count = contestant_all(contestants);
    print_head(csv);
    if (argv[optind] != NULL) {
        measure_named(argv + optind, mebibytes << 20, &times, csv);
    } else {
        for (const struct corpus_shape *s = corpus_shapes; s->name != NULL; s++)
            measure_shape(s, mebibytes << 20, &times, csv);
        measure_responses(csv);
    }
    return csv == NULL || fclose(csv) == 0 ? 0 : 1;
}
