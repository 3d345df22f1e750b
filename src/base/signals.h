/*
 * ending: the signals that end a program, and before which it can still tidy up
 * (signal(7)). The others that end it tell of a mistake in it, or of somebody
 * who wants it to leave everything as it is.
 */
#ifndef BASE_SIGNALS_H
#define BASE_SIGNALS_H

#include <signal.h>

static const int signals_ending[] = {SIGALRM, SIGHUP,  SIGINT, SIGPIPE,
                                     SIGQUIT, SIGTERM, SIGXCPU};

enum {
    SIGNALS_ENDING = sizeof signals_ending / sizeof *signals_ending
};

#endif
