/*
 * rows_binary: COPY's binary format. The transform is fed each value as a
 * framed window, where it stands in the stream; tuples count as lines.
 */
#ifndef INPUT_ROWS_BINARY_H
#define INPUT_ROWS_BINARY_H

#include "base/status.h"

struct rows;
struct transform;

/*
 * Takes a value, or a piece of a long one. STATUS_END: the source is at its
 * end. Errors: those of transform_feed(), copy_binary_piece() and the reader.
 */
enum status rows_binary_step(struct rows *r, struct transform *t);

/* For rows_recover(): goes on with the next tuple. STATUS_MORE. */
enum status rows_binary_recover(struct rows *r, struct transform *t);

#endif
