#include <config.h>

#include "base/signals.h"

#include <stddef.h>

/* The one list. The last two are not sent to ask the program to end: they come
 * of what it does itself. */
static const int ending[] = {SIGHUP,  SIGINT,  SIGQUIT, SIGTERM,
                             SIGXCPU, SIGALRM, SIGPIPE};

enum {
    ENDING = sizeof ending / sizeof *ending,
    REQUESTS = ENDING - 2
};

/* Has the handler called for the first n of them, but not for an ignored one.
 */
static void catch_first(size_t n, void (*handler)(int), int flags)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags}, old;

    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < n; i++)
        if (sigaction(ending[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(ending[i], &action, NULL);
}

static void hold_first(size_t n, sigset_t *before)
{
    sigset_t held;

    sigemptyset(&held);
    for (size_t i = 0; i < n; i++)
        sigaddset(&held, ending[i]);
    sigprocmask(SIG_BLOCK, &held, before);
}

/* --- To tidy up and end --------------------------------------------------- */

static void (*volatile tidy_ups[SIGNALS_TIDY_UPS])(void);
static volatile sig_atomic_t tidy_up_count;

/* SA_RESETHAND has restored the default, so raising the signal again ends. */
static void tidy_and_end(int signal_number)
{
    for (int i = tidy_up_count; i-- > 0;)
        tidy_ups[i]();
    raise(signal_number);
}

void signals_tidy(void (*tidy)(void))
{
    for (int i = 0; i < tidy_up_count; i++)
        if (tidy_ups[i] == tidy)
            return;
    tidy_ups[tidy_up_count] = tidy;
    tidy_up_count = tidy_up_count + 1; /* a signal may come before it */
    catch_first(ENDING, tidy_and_end, (int)SA_RESETHAND);
}

/* --- To hold back --------------------------------------------------------- */

void signals_hold(sigset_t *before)
{
    hold_first(ENDING, before);
}

void signals_restore(const sigset_t *before)
{
    sigprocmask(SIG_SETMASK, before, NULL);
}

void signals_deliver(const sigset_t *before)
{
    sigset_t pending;

    sigpending(&pending);
    for (size_t i = 0; i < ENDING; i++)
        if (sigismember(&pending, ending[i]) == 1 &&
            sigismember(before, ending[i]) == 0)
            signals_restore(before);
}

/* --- To note -------------------------------------------------------------- */

static volatile sig_atomic_t noted;

static void note(int signal_number)
{
    noted = signal_number;
}

void signals_note(void)
{
    catch_first(REQUESTS, note, 0);
    hold_first(REQUESTS, NULL);
}

int signals_noted(void)
{
    return noted;
}

void signals_end(int signal_number)
{
    sigset_t only;

    sigemptyset(&only);
    sigaddset(&only, signal_number);
    signal(signal_number, SIG_DFL);
    raise(signal_number);
    sigprocmask(SIG_UNBLOCK, &only, NULL);
}
