#include <config.h>

#include "cli/argument.h"

#include "report/message.h"

#include <stdio.h>
#include <string.h>

static bool given_twice(const char *option)
{
    return message_usage("%s is given twice", option);
}

bool argument_once(const char *option, const char *argument, const char **value)
{
    if (*value != NULL)
        return given_twice(option);
    *value = argument;
    return true;
}

bool argument_text(const char *option, const char *argument,
                   struct argument_text *text)
{
    if (argument_is_given(text))
        return given_twice(option);
    if (argument[0] == '@')
        text->file = argument + 1;
    else
        text->text = argument;
    return true;
}

void argument_append(const char *argument, struct argument_list *list)
{
    list->values[list->count++] = argument;
}

bool argument_number(const char *name, const char *argument, uint64_t *number)
{
    static const char digits[] = "0123456789";
    enum {
        MOST_DIGITS = 18 /* that always fit into 64 bits */
    };
    size_t n = strspn(argument, digits);

    if (n == 0 || n > MOST_DIGITS || argument[n] != '\0')
        return message_usage("%s takes a number, not '%s'", name, argument);
    *number = 0;
    for (const char *p = argument; *p != '\0'; p++)
        *number = 10 * *number + (uint64_t)(*p - '0');
    return true;
}

/* Writes the words as a sentence has them: "a, b or c". */
static void join(const char *const *words, char *text, size_t room)
{
    size_t len = 0;

    for (size_t i = 0; words[i] != NULL && len < room; i++) {
        const char *before = i == 0 ? "" : words[i + 1] == NULL ? " or " : ", ";
        len +=
            (size_t)snprintf(text + len, room - len, "%s%s", before, words[i]);
    }
}

bool argument_word(const char *option, const char *argument,
                   const char *const *words, unsigned *which)
{
    char all[80];

    for (unsigned i = 0; words[i] != NULL; i++) {
        if (strcmp(argument, words[i]) == 0) {
            *which = i;
            return true;
        }
    }
    join(words, all, sizeof all);
    return message_usage("%s takes %s, not '%s'", option, all, argument);
}
