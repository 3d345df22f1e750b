/*
 * help: what --help says.
 */
#ifndef HELP_H
#define HELP_H

/* All of it but the usage line, which message has: lines of 80 columns. */
extern const char help_text[];

#endif
