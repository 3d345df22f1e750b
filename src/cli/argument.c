#include <config.h>

#include "cli/argument.h"

#include "report/message.h"

#include <string.h>

bool argument_once(const char *option, const char *argument, const char **value)
{
    if (*value != NULL)
        return message_usage("%s is given twice", option);
    *value = argument;
    return true;
}

bool argument_number(const char *option, const char *argument, uint64_t *number)
{
    static const char digits[] = "0123456789";
    enum {
        MOST_DIGITS = 18 /* that always fit into 64 bits */
    };
    size_t n = strspn(argument, digits);

    if (n == 0 || n > MOST_DIGITS || argument[n] != '\0')
        return message_usage("%s takes a number, not '%s'", option, argument);
    *number = 0;
    for (const char *p = argument; *p != '\0'; p++)
        *number = 10 * *number + (uint64_t)(*p - '0');
    return true;
}

bool argument_choice(const char *argument, const char *const *words,
                     size_t count, unsigned *which)
{
    for (unsigned i = 0; i < count; i++) {
        if (strcmp(argument, words[i]) == 0) {
            *which = i;
            return true;
        }
    }
    return false;
}
