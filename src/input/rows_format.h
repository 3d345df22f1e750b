/*
 * rows_format: what rows can be wrapped in.
 */
#ifndef INPUT_ROWS_FORMAT_H
#define INPUT_ROWS_FORMAT_H

enum rows_format {
    ROWS_AUTO, /* copy-binary where a source begins with its signature, or
                  else ndjson */
    ROWS_NDJSON,
    ROWS_COPY,
    ROWS_COPY_BINARY,
};

#endif
