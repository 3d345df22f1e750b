/*
 * help: what --help says.
 */
#ifndef CLI_HELP_H
#define CLI_HELP_H

/* All of it but the usage line, which message has: lines of 80 columns. */
extern const char help_text[];

#endif
