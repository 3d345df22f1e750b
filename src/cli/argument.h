/*
 * argument: the arguments of options, and what each is stored as. false: a
 * usage error, which calls the option by its name, says what is wrong.
 */
#ifndef CLI_ARGUMENT_H
#define CLI_ARGUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A text, or the name of a file that holds it. Both NULL: none was given. */
struct argument_text {
    const char *text;
    const char *file;
};

static inline bool argument_is_given(const struct argument_text *text)
{
    return text->text != NULL || text->file != NULL;
}

/* Several arguments, in their order. */
struct argument_list {
    const char **values; /* not owned; has room for one more */
    size_t count;
};

/* Stores the argument of an option that may be given once. */
bool argument_once(const char *option, const char *argument,
                   const char **value);

/* Stores one that is a text or @FILE, of an option that may be given once. */
bool argument_text(const char *option, const char *argument,
                   struct argument_text *text);

/* Appends the argument to a list. */
void argument_append(const char *argument, struct argument_list *list);

/* Stores a number in decimal digits. name: of the option, or the variable. */
bool argument_number(const char *name, const char *argument, uint64_t *number);

/*
 * Stores which of these words the argument is, counted from 0. NULL ends them;
 * there are two at least.
 */
bool argument_word(const char *option, const char *argument,
                   const char *const *words, unsigned *which);

#endif
