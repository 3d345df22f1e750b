/*
 * inject [OPTION]... -- PROGRAM [ARGUMENT]...: runs the program once without a
 * fault and then once for each fault that there can be, and prints which runs
 * had a wrong outcome. FRAISEQL_INTERPOSER names what makes
 * calls fail, which is interpose.so.
 *
 *   --hit NAME      the program whose calls fail [fraiseql-build]
 *   --stdin FILE    what it reads from stdin
 *   --pipe-in       by a pipe
 *   --pipe-out      stdout is a pipe, and not a file
 *   --fifo FILE     it writes to this FIFO instead
 *   --target FILE   the file in this folder that the run replaces
 *   --link FILE     by this symbolic link
 *   --notes N       messages that may come with the one of an error
 *   --rows          whole lines are a good part of a response
 *   --most N        at most N of all faults, spread evenly
 *   --only N        only the fault of this number, as a report gives it
 *
 * It works in the folder it is called in. The last line is the number of
 * faults.
 */
#include <config.h>

#include "faults/verdict.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

struct injection {
    enum fault fault;
    unsigned nth;
    int error;
    enum effect effect;
};

/* All that there are for a scene. */
struct plan {
    struct injection *list;
    size_t count, room;
    unsigned char kind[FAULTS_LOG]; /* of each call of the undisturbed run */
};

enum {
    REPORTED_AT_MOST = 5, /* wrong runs, of each scene */
};

/* --- Which faults --------------------------------------------------------- */

static void add(struct plan *p, struct injection injection)
{
    if (p->count == p->room) {
        p->room = p->room == 0 ? 1024 : 2 * p->room;
        p->list = realloc(p->list, p->room * sizeof *p->list);
        if (p->list == NULL)
            abort();
    }
    p->list[p->count++] = injection;
}

/* The ways in which the nth call fails. */
static void add_call(struct plan *p, const struct trial *t, unsigned nth)
{
    enum call kind = p->kind[nth - 1];
    bool is_asker = strcmp(t->hit, "fraiseql-build") != 0;

    for (const struct failure *e = failures_of(kind); e->number != 0; e++) {
        /* Much of what fails between libpq and the server is tried again. */
        enum effect effect =
            is_asker && e->effect == FATAL ? EITHER : e->effect;
        add(p, (struct injection){FAULT_ONCE, nth, e->number, effect});
        if (e->for_good)
            add(p, (struct injection){FAULT_FOR_GOOD, nth, e->number, effect});
    }
    if (kind == CALL_WRITE && !t->pipe_out && t->fifo == NULL && !is_asker)
        add(p, (struct injection){FAULT_CUT, nth, ENOSPC, EITHER});
    if (kind != CALL_ALLOCATE)
        add(p, (struct injection){FAULT_DEVICE, nth, EIO, EITHER});
}

/* The ways in which many calls are put off. */
static void add_all_calls(struct plan *p)
{
    static const unsigned each[] = {2, 3, 5, 7};

    add(p, (struct injection){FAULT_SHORT, 0, 0, UNSEEN});
    for (size_t i = 0; i < sizeof each / sizeof *each; i++) {
        add(p, (struct injection){FAULT_EACH, each[i], EINTR, UNSEEN});
        add(p, (struct injection){FAULT_EACH, each[i], EAGAIN, UNSEEN});
    }
}

static void make_plan(struct plan *p, const struct trial *t)
{
    const struct faults_report *report = &t->faults->report[0];

    memcpy(p->kind, report->kind, sizeof p->kind);
    add_all_calls(p);
    for (unsigned nth = 1; nth <= report->calls; nth++)
        add_call(p, t, nth);
}

/* --- A run with a fault --------------------------------------------------- */

static void describe(const struct plan *p, const struct injection *i)
{
    const char *what =
        i->nth > 0 ? failures_call(p->kind[i->nth - 1]) : "a call";
    const char *why = strerror(i->error);

    switch (i->fault) {
    case FAULT_ONCE:
        printf("call %u, %s, fails: %s", i->nth, what, why);
        return;
    case FAULT_FOR_GOOD:
        printf("call %u, %s, fails for good: %s", i->nth, what, why);
        return;
    case FAULT_DEVICE:
        printf("from call %u on, %s, all fail: %s", i->nth, what, why);
        return;
    case FAULT_CUT:
        printf("call %u, %s, takes all but a byte, and then: %s", i->nth, what,
               why);
        return;
    case FAULT_EACH:
        printf("one call of %u that can wait fails: %s", i->nth, why);
        return;
    default:
        printf("reads and writes take one byte");
        return;
    }
}

static void show(const char *name, const struct buffer *bytes)
{
    enum {
        MOST = 800
    };
    size_t n = bytes->len < MOST ? bytes->len : MOST;

    printf("  %s, %zu bytes: %.*s\n", name, bytes->len, (int)n,
           bytes->len == 0 ? "" : (const char *)bytes->data);
}

static void report(const struct plan *p, size_t number, const char *wrong,
                   const struct outcome *o)
{
    printf("%zu: ", number);
    describe(p, &p->list[number]);
    printf("\n  %s; ", wrong);
    if (WIFEXITED(o->status))
        printf("exit status %d\n", WEXITSTATUS(o->status));
    else
        printf("signal %d\n", WTERMSIG(o->status));
    show("stdout", &o->out);
    show("stderr", &o->err);
}

/*
 * What a fault may do to the run. How often a pipe is read depends on who is
 * faster, so where two programs run, the nth call may be another one than was
 * planned.
 */
static enum effect effect_of(const struct trial *t, const struct plan *p,
                             const struct injection *i)
{
    const struct faults_report *report = &t->faults->report[0];
    bool is_one_call = i->fault == FAULT_ONCE || i->fault == FAULT_FOR_GOOD;

    if (is_one_call && report->calls >= i->nth &&
        report->kind[i->nth - 1] != p->kind[i->nth - 1])
        return EITHER;
    return i->effect;
}

/* Adds the faults that hit to *faults; false: something was wrong. */
static bool inject(struct trial *t, const struct plan *p, size_t number,
                   const struct outcome *undisturbed, unsigned long *faults,
                   bool loud)
{
    const struct injection *i = &p->list[number];
    struct outcome o;

    t->faults->fault = i->fault;
    t->faults->nth = i->nth;
    t->faults->error = i->error;
    trial_run(t, &o);
    const char *wrong = verdict(t, undisturbed, &o, effect_of(t, p, i));
    *faults += t->faults->report[0].injected > 0;
    if (wrong != NULL && loud)
        report(p, number, wrong, &o);
    trial_free_outcome(&o);
    return wrong == NULL;
}

/* --- All of them ---------------------------------------------------------- */

/* Which of them are tried. */
struct choice {
    size_t most; /* 0: all */
    long only;   /* -1: all */
};

static bool is_chosen(const struct choice *c, const struct plan *p, size_t i)
{
    if (c->only >= 0)
        return i == (size_t)c->only;
    return c->most == 0 || c->most >= p->count ||
           i * c->most / p->count != (i + 1) * c->most / p->count;
}

/* The number of runs that were wrong. */
static unsigned try_all(struct trial *t, const struct choice *choice)
{
    static struct plan p;
    struct outcome undisturbed;
    unsigned long faults = 0;
    unsigned wrong = 0;

    trial_run(t, &undisturbed);
    const char *why = verdict_undisturbed(t, &undisturbed);
    if (why != NULL) {
        printf("without a fault: %s\n", why);
        show("stderr", &undisturbed.err);
        trial_free_outcome(&undisturbed);
        return 1;
    }
    make_plan(&p, t);
    for (size_t i = 0; i < p.count; i++)
        if (is_chosen(choice, &p, i))
            wrong += !inject(t, &p, i, &undisturbed, &faults,
                             wrong < REPORTED_AT_MOST);
    if (wrong > 0)
        printf("%u runs were wrong\n", wrong);
    printf("%lu\n", faults);
    trial_free_outcome(&undisturbed);
    free(p.list);
    return wrong;
}

int main(int argc, char **argv)
{
    static const struct option options[] = {
        {"hit", required_argument, NULL, 'h'},
        {"stdin", required_argument, NULL, 'i'},
        {"pipe-in", no_argument, NULL, 'p'},
        {"pipe-out", no_argument, NULL, 'P'},
        {"target", required_argument, NULL, 't'},
        {"fifo", required_argument, NULL, 'f'},
        {"link", required_argument, NULL, 'l'},
        {"notes", required_argument, NULL, 'n'},
        {"rows", no_argument, NULL, 'r'},
        {"most", required_argument, NULL, 'm'},
        {"only", required_argument, NULL, 'o'},
        {NULL, 0, NULL, 0},
    };
    struct trial t = {.hit = "fraiseql-build"};
    struct choice choice = {.only = -1};
    int option;

    while ((option = getopt_long(argc, argv, "+", options, NULL)) != -1)
        switch (option) {
        case 'h':
            t.hit = optarg;
            break;
        case 'i':
            t.input = optarg;
            break;
        case 'p':
            t.pipe_in = true;
            break;
        case 'P':
            t.pipe_out = true;
            break;
        case 't':
            t.target = optarg;
            break;
        case 'f':
            t.fifo = optarg;
            break;
        case 'l':
            t.link = optarg;
            break;
        case 'n':
            t.notes = (unsigned)strtoul(optarg, NULL, 10);
            break;
        case 'r':
            t.rows = true;
            break;
        case 'm':
            choice.most = strtoul(optarg, NULL, 10);
            break;
        case 'o':
            choice.only = strtol(optarg, NULL, 10);
            break;
        default:
            return 2;
        }
    t.words = argv + optind;
    const char *interposer = getenv("FRAISEQL_INTERPOSER");
    if (optind == argc || interposer == NULL) {
        fprintf(stderr, "inject: no program, or no FRAISEQL_INTERPOSER\n");
        return 2;
    }
    trial_init(&t, interposer);
    unsigned wrong = try_all(&t, &choice);
    trial_end(&t);
    return wrong > 0;
}
