/*
 * ending: the signals that end a program, and before which it can still tidy up
 * (signal(7)). The others that end it tell of a mistake in it, or of somebody
 * who wants it to leave everything as it is.
 */
#ifndef ENDING_H
#define ENDING_H

#include <signal.h>

static const int ending_signals[] = {SIGALRM, SIGHUP,  SIGINT, SIGPIPE,
                                     SIGQUIT, SIGTERM, SIGXCPU};

enum {
    ENDING_SIGNALS = sizeof ending_signals / sizeof *ending_signals
};

#endif
