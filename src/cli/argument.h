/*
 * argument: the arguments of options that are more than text. What is wrong
 * with one is printed as a usage error.
 */
#ifndef CLI_ARGUMENT_H
#define CLI_ARGUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Stores the argument of an option that may stand once. */
bool argument_once(const char *option, const char *argument,
                   const char **value);

/* A number in decimal digits. */
bool argument_number(const char *option, const char *argument,
                     uint64_t *number);

/*
 * One of so many words; *which is its place among them. false: it is none, of
 * which nothing is printed.
 */
bool argument_choice(const char *argument, const char *const *words,
                     size_t count, unsigned *which);

#endif
