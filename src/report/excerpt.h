/*
 * excerpt: the line around a spot, as much of it as fits on a line of a
 * terminal, and a caret under the spot:
 *
 *      "first_name": "Ada" "last_name": "Love…
 *                          ^
 */
#ifndef REPORT_EXCERPT_H
#define REPORT_EXCERPT_H

struct location;

/*
 * Adds it to the message that was begun, on lines of their own; nothing where
 * the line is empty.
 */
void excerpt_show(const struct location *where);

#endif
