/*
 * caret.h - texts in which '^' stands before what is wrong: "{ a ^! }".
 */
#ifndef SUPPORT_CARET_H
#define SUPPORT_CARET_H

#include "support/tap.h"

#include <string.h>

/* The text without its mark; where what was marked begins. */
static inline size_t unmark(const char *marked, char *text)
{
    size_t at = strcspn(marked, "^");

    must(marked[at] == '^' && strchr(marked + at + 1, '^') == NULL);
    memcpy(text, marked, at);
    strcpy(text + at, marked + at + 1);
    return at;
}

#endif
