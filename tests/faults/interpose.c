#define _GNU_SOURCE

#include "faults/interpose.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
    DESCRIPTORS = 64 /* those that are looked at */
};

static struct faults *order;         /* NULL: none */
static struct faults_report *report; /* NULL: this program is of no interest */
static bool is_hit;                  /* calls of this program fail */
static const char *code, *code_end;  /* the program itself */
static unsigned open_at_first;
static bool wants_wait[DESCRIPTORS];

struct faults_report *interpose_report(void)
{
    return report;
}

bool interpose_is_program(const void *address)
{
    const char *at = address;

    return at >= code && at < code_end;
}

/* --- Which call fails ----------------------------------------------------- */

static bool can_be_short(enum call kind)
{
    return kind == CALL_READ || kind == CALL_WRITE || kind == CALL_RECV ||
           kind == CALL_SEND;
}

/* Whether a signal could come while the call waits; or EAGAIN. */
static bool can_be_put_off(enum call kind)
{
    if (order->error == EAGAIN)
        return can_be_short(kind);
    return can_be_short(kind) || kind == CALL_POLL || kind == CALL_PPOLL ||
           kind == CALL_WAITPID;
}

/* Whether the order means a call that comes after the one that it names. */
static bool comes_after(enum call kind, int fd)
{
    return report->calls > order->nth && kind == report->kind[order->nth - 1] &&
           fd == report->fd[order->nth - 1];
}

static bool must_fail(enum call kind, int fd)
{
    static unsigned could, cut;

    switch (order->fault) {
    case FAULT_ONCE:
        return report->calls == order->nth;
    case FAULT_FOR_GOOD:
        return report->calls == order->nth || comes_after(kind, fd);
    case FAULT_DEVICE:
        return report->calls >= order->nth && kind != CALL_ALLOCATE;
    case FAULT_CUT:
        return comes_after(kind, fd) && cut++ == 0;
    case FAULT_EACH:
        return can_be_put_off(kind) && ++could % order->nth == 0;
    default:
        return false;
    }
}

/* Notes which descriptors must be waited for before they are tried again. */
static void note_waits(enum call kind, int fd, bool fails)
{
    /* Streams do not wait, but lose what cannot be written; how libpq waits is
     * its own affair. */
    if (fd < 0 || fd >= DESCRIPTORS || fd == STDERR_FILENO ||
        (kind != CALL_READ && kind != CALL_WRITE))
        return;
    report->unpolled = report->unpolled || wants_wait[fd];
    wants_wait[fd] = fails && order->error == EAGAIN;
}

int interpose_fault(enum call kind, int fd)
{
    if (!is_hit || report->calls == FAULTS_LOG)
        return 0;
    report->kind[report->calls] = (unsigned char)kind;
    report->fd[report->calls++] = (signed char)fd;
    bool fails = must_fail(kind, fd);
    note_waits(kind, fd, fails);
    if (!fails)
        return 0;
    report->injected++;
    report->hit[kind]++;
    report->hit_stderr |= kind == CALL_WRITE && fd == STDERR_FILENO;
    return order->error;
}

size_t interpose_cut(enum call kind, size_t n)
{
    if (!is_hit || n < 2)
        return n;
    if (order->fault == FAULT_SHORT && can_be_short(kind)) {
        report->injected++;
        return 1;
    }
    if (order->fault == FAULT_CUT && report->calls == order->nth)
        return n - 1;
    return n;
}

void interpose_waited(int fd)
{
    if (fd >= 0 && fd < DESCRIPTORS)
        wants_wait[fd] = false;
}

/* --- The streams ---------------------------------------------------------- */

/*
 * The C library's own streams write by a way that nothing comes between. These
 * do what its do, but by write().
 */
static ssize_t put(void *cookie, const char *bytes, size_t n)
{
    int fd = *(const int *)cookie;
    size_t done = 0;

    while (done < n) {
        ssize_t took = write(fd, bytes + done, n - done);
        if (took < 0)
            break;
        done += (size_t)took;
    }
    return (ssize_t)done;
}

static int end(void *cookie)
{
    return close(*(const int *)cookie);
}

static void replace_streams(void)
{
    static int fds[] = {STDOUT_FILENO, STDERR_FILENO};
    static char text[1024];
    const cookie_io_functions_t way = {.write = put, .close = end};
    FILE *out = fopencookie(&fds[0], "w", way);
    FILE *err = fopencookie(&fds[1], "w", way);

    if (out == NULL || err == NULL)
        abort();
    setvbuf(out, text, _IOFBF, sizeof text);
    setvbuf(err, NULL, _IONBF, 0);
    stdout = out;
    stderr = err;
}

/* --- The beginning and the end -------------------------------------------- */

static unsigned count_open(void)
{
    unsigned count = 0;

    for (int fd = 0; fd < DESCRIPTORS; fd++)
        count += syscall(SYS_fcntl, fd, F_GETFD) != -1;
    return count;
}

/* The first object is the program. */
static int find_program(struct dl_phdr_info *object, size_t size, void *unused)
{
    (void)size;
    (void)unused;
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        if (part->p_type != PT_LOAD || (part->p_flags & PF_X) == 0)
            continue;
        code = (const char *)(object->dlpi_addr + part->p_vaddr);
        code_end = code + part->p_memsz;
    }
    return 1;
}

/* The name of its file; its first word may be another program's. */
static void name_program(char *name, size_t room)
{
    long n =
        syscall(SYS_readlinkat, AT_FDCWD, "/proc/self/exe", name, room - 1);

    name[n < 0 ? 0 : n] = '\0';
    const char *slash = strrchr(name, '/');
    if (slash != NULL)
        memmove(name, slash + 1, strlen(slash));
}

static void map_order(const char *path)
{
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC);
    void *map = MAP_FAILED;

    if (fd >= 0)
        map = mmap(NULL, sizeof *order, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
                   0);
    if (map == MAP_FAILED)
        abort();
    syscall(SYS_close, fd);
    order = map;
}

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv(FAULTS_FILE);
    char program[PATH_MAX];

    if (path == NULL)
        return;
    map_order(path);
    name_program(program, sizeof program);
    for (int i = 0; i < FAULTS_PROGRAMS; i++)
        if (strcmp(order->program[i], program) == 0)
            report = &order->report[i];
    if (report == NULL)
        return;
    dl_iterate_phdr(find_program, NULL);
    replace_streams();
    open_at_first = count_open();
    report->begun = true;
    is_hit = report == &order->report[0];
}

__attribute__((destructor)) void interpose_finish(void)
{
    if (report == NULL || report->ended)
        return;
    is_hit = false;
    report->leaks = heap_left(&report->overrun);
    report->left_open = (int)count_open() - (int)open_at_first;
    report->ended = true;
}
