#include <config.h>

#include "output/progress.h"

#include "base/clock.h"
#include "base/io.h"
#include "base/signals.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
    WIDEST = 120,         /* columns; no line needs more */
    DEFAULT_COLUMNS = 80, /* where the terminal does not say */
};

static enum progress_when drawing; /* never, or how it was asked for */
static bool shares_line;
static volatile sig_atomic_t drawn; /* the line is there */

static uint64_t size, began;      /* see progress_begin() */
static uint64_t last, last_bytes; /* when the rate was updated, and from what */
static uint64_t rate;             /* bytes in a second, lately */

/* --- The text ------------------------------------------------------------- */

/* Appends a figure where it fits. */
static bool add(char *text, size_t *n, size_t columns, const char *figure)
{
    size_t more = strlen(figure);

    if (more > columns - *n)
        return false;
    memcpy(text + *n, figure, more + 1);
    *n += more;
    return true;
}

/* A number of bytes in three digits, such as 1.23 GB. */
static void show_bytes(char text[static 16], uint64_t bytes)
{
    static const char units[] = "kMGTPE";
    const char *unit = units;
    double n = (double)bytes / 1000;

    if (bytes < 1000) {
        snprintf(text, 16, "%" PRIu64 " B", bytes);
        return;
    }
    while (n >= 999.5) {
        n /= 1000;
        unit++;
    }
    snprintf(text, 16, "%.*f %cB", n < 9.995 ? 2 : n < 99.95 ? 1 : 0, n, *unit);
}

/* A time, such as 0:04 or 1:00:00. */
static void show_time(char text[static 32], uint64_t seconds)
{
    uint64_t minutes = seconds / 60, hours = minutes / 60;

    if (hours == 0)
        snprintf(text, 32, "%" PRIu64 ":%02" PRIu64, minutes, seconds % 60);
    else
        snprintf(text, 32, "%" PRIu64 ":%02" PRIu64 ":%02" PRIu64, hours,
                 minutes % 60, seconds % 60);
}

size_t progress_text(char *text, size_t columns,
                     const struct progress_figures *f)
{
    /* What has grown past its size has none that is known. */
    bool sized = f->size != PROGRESS_NO_SIZE && f->bytes <= f->size;
    char bytes[16], all[16], time[32], figure[64];
    size_t n = 0;

    text[0] = '\0';
    snprintf(figure, sizeof figure, "%" PRIu64 " row%s", f->rows,
             f->rows == 1 ? "" : "s");
    if (!add(text, &n, columns, figure))
        return n;
    show_bytes(bytes, f->bytes);
    show_bytes(all, f->size);
    if (sized && f->size > 0)
        snprintf(figure, sizeof figure, ", %s of %s, %d %%", bytes, all,
                 (int)((double)f->bytes / (double)f->size * 100));
    else
        snprintf(figure, sizeof figure, ", %s", bytes);
    if (!add(text, &n, columns, figure))
        return n;
    show_bytes(bytes, f->rate);
    snprintf(figure, sizeof figure, ", %s/s", bytes);
    if (!add(text, &n, columns, figure))
        return n;
    if (sized && f->rate == 0)
        return n;
    show_time(time, sized ? (f->size - f->bytes) / f->rate : f->seconds);
    snprintf(figure, sizeof figure, ", %s%s", time, sized ? " left" : "");
    add(text, &n, columns, figure);
    return n;
}

/* --- The terminal --------------------------------------------------------- */

/* How long a line may be; the last column stays free, or some would wrap. */
static size_t columns(void)
{
    struct winsize window;
    size_t n = DEFAULT_COLUMNS;

    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col > 0)
        n = window.ws_col;
    return n > WIDEST ? WIDEST : n - 1;
}

/* Whether another job has the terminal, as after a shell's &. */
static bool is_in_background(void)
{
    pid_t group = tcgetpgrp(STDERR_FILENO);

    return drawing == PROGRESS_AUTO && group >= 0 && group != getpgrp();
}

static void draw(const struct progress_figures *f)
{
    /* ECMA-48: to the first column; EL, erase in line, from here to its end. */
    static const char before[] = "\r", after[] = "\x1B[K\r";
    char line[sizeof before + WIDEST + sizeof after];
    size_t n = sizeof before - 1;

    memcpy(line, before, n);
    n += progress_text(line + n, columns(), f);
    memcpy(line + n, after, sizeof after - 1);
    drawn = true; /* before it is: a signal may come in between */
    io_write_once(STDERR_FILENO, line, n + sizeof after - 1);
}

void progress_erase(void)
{
    static const char erase[] = "\r\x1B[K";
    int why = errno;

    /* The parent's line has the cursor at its beginning; where there is none,
     * the cursor stays, and so does what is before it. What is at the cursor
     * while another job has the terminal is that one's. */
    if (shares_line)
        io_write_once(STDERR_FILENO, erase + 1, sizeof erase - 2);
    else if (drawn && !is_in_background())
        io_write_once(STDERR_FILENO, erase, sizeof erase - 1);
    drawn = false;
    errno = why;
}

/* --- Its life ------------------------------------------------------------- */

bool progress_begin(enum progress_when when, bool output_is_terminal,
                    uint64_t all)
{
    if (when == PROGRESS_AUTO && (output_is_terminal || !isatty(STDERR_FILENO)))
        when = PROGRESS_NEVER;
    drawing = when;
    if (when == PROGRESS_NEVER)
        return false;
    size = all;
    began = last = clock_now();
    signals_tidy(progress_erase);
    return true;
}

/*
 * The rate of the last seconds: what is new has half of the weight after as
 * long as MEMORY.
 */
static void update_rate(uint64_t bytes, uint64_t now)
{
    const double memory = 2.0 * CLOCK_SECOND;
    double passed = (double)(now - last);
    double weight = last == began ? 1 : passed / (passed + memory);
    double fresh = (double)(bytes - last_bytes) / passed * CLOCK_SECOND;

    rate = (uint64_t)((double)rate * (1 - weight) + fresh * weight);
    last = now;
    last_bytes = bytes;
}

void progress_update(uint64_t rows, uint64_t bytes)
{
    const uint64_t interval =
        (uint64_t)PROGRESS_INTERVAL * (CLOCK_SECOND / 1000);
    uint64_t now = clock_now();

    if (drawing == PROGRESS_NEVER || now - last < interval)
        return;
    update_rate(bytes, now);
    if (is_in_background())
        return;
    draw(&(struct progress_figures){
        .rows = rows,
        .bytes = bytes,
        .size = size,
        .rate = rate,
        .seconds = (now - began) / CLOCK_SECOND,
    });
}

void progress_end(void)
{
    progress_erase();
    drawing = PROGRESS_NEVER;
}

void progress_shares_parents_line(enum progress_when when)
{
    shares_line = when == PROGRESS_ALWAYS ||
                  (when == PROGRESS_AUTO && isatty(STDERR_FILENO));
}
