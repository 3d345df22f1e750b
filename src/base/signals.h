/*
 * signals: those that end a program, and before which it can still tidy up
 * (signal(7)). The other ones that end it report a bug in it, or are meant to
 * leave everything as it is.
 *
 * A program that ends with them (signals_tidy):
 *
 *      signal ──▶ tidy-ups, the last one first ──▶ the signal's default action,
 *                                                  which ends the program
 *
 * A program that ends by itself (signals_note): a signal is only noted, and
 * only while the program waits in ppoll(), which it interrupts:
 *
 *      work      ppoll(…, empty mask)      work          ppoll(…)
 *      held      delivered and noted       held          delivered and noted
 *
 * A signal that the parent process has set to be ignored stays ignored.
 */
#ifndef BASE_SIGNALS_H
#define BASE_SIGNALS_H

#include <signal.h>

enum {
    SIGNALS_TIDY_UPS = 4 /* at most; no program here has more than two */
};

/*
 * Has tidy called when one of these signals comes, before those that were
 * passed earlier; then the program ends by that signal. tidy may do only what a
 * signal handler may (signal-safety(7)), and may be called twice. Passed again,
 * it is called once all the same.
 */
void signals_tidy(void (*tidy)(void));

/* Holds these signals back; *before receives the mask to restore. */
void signals_hold(sigset_t *before);

/* Delivers what was held back since signals_hold(), and holds nothing more. */
void signals_restore(const sigset_t *before);

/*
 * Delivers what was held back since signals_hold(), which ends the program. If
 * there was nothing, goes on holding back.
 */
void signals_deliver(const sigset_t *before);

/*
 * From here on, these signals are held back, and noted when they are delivered:
 * all but SIGPIPE, and SIGALRM, by which alarm() can still end the program.
 */
void signals_note(void);

/* The signal that was noted last, or 0. */
int signals_noted(void);

/* Ends the program as this signal would have ended it. */
void signals_end(int signal_number);

#endif
