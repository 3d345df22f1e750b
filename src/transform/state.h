/*
 * state: what a transform is made of, for src/transform and src/kernel alone;
 * all others use transform.h.
 *
 * Here are the types. The steps on them are called by their nouns: frame_,
 * seen_, selected_, backtrack_; the loop over the bytes is in kernel/walk.h.
 */
#ifndef TRANSFORM_STATE_H
#define TRANSFORM_STATE_H

#include "base/buffer.h"
#include "plan/plans.h"
#include "transform/transform.h"
#include "transform/window.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where the machine stands between two windows. */
enum transform_state {
    AT_ROW,        /* between rows, at blanks or line ends */
    AT_FIRST_ITEM, /* after '[' */
    AT_FIRST_KEY,  /* after '{' */
    AT_KEY,        /* after ',' in an object */
    AT_COLON,      /* after a key */
    AT_VALUE,      /* before a value */
    IN_STRING,     /* in the string of a value */
    AFTER_VALUE,   /* after a value: at ',' or a bracket, or the row's end */
    AT_END,        /* after the end marker: nothing but blanks may come */
};

enum frame_kind {
    FRAME_ROW,     /* the bottom: what is in it is a row */
    FRAME_ARRAY,   /* an open '[' */
    FRAME_OBJECT,  /* an open '{' */
    FRAME_SELECT,  /* an open '{' of which fields are selected */
    FRAME_OMIT,    /* a field whose value is checked and left out */
    FRAME_COLUMNS, /* the open '{' of a row's columns, which is not written */
    FRAME_COLUMN,  /* the one of them whose value stands for the row */
    FRAME_NAME,    /* the __typename of an object whose type it tells */
};

/* One open thing. */
struct frame {
    enum frame_kind kind;
    bool of_objects;     /* what is in it must be objects, arrays or null */
    bool stamped;        /* an object that got its __typename from its plan */
    bool finds_type;     /* an object whose own __typename is looked for */
    bool comma;          /* an object in which a field was written; columns of
                            which the one that is the row has come */
    uint64_t object;     /* serial of this object, or of the one around it */
    size_t undo;         /* of an object: its first entry in the undo log */
    struct plan *plan;   /* of an object: what it is read under */
    struct key **guess;  /* of an object: where its next key is guessed */
    struct value *value; /* what is in it stands in this value */
};

/* An open object of which fields are selected. */
struct selected {
    size_t at;           /* where its values begin, see transform.hold_from */
    size_t spans;        /* the span of its first field */
    struct field *field; /* whose value is being read; or NULL */
    size_t value_at;     /* and where that begins, see transform.hold_from */
    size_t size;         /* bytes of the values of all its fields */
};

/* The value of a selected field, see transform.hold_from; len 0: there is none.
 */
struct span {
    size_t at, len;
};

/*
 * A place in the window to which the walk may return, to read a value again:
 * the value is selected in several shapes, or was read only to find its type.
 * If the window ends before that, the next window begins with this place.
 */
struct checkpoint {
    const unsigned char *p;
    struct frame *top;
    unsigned levels;
    size_t undo_used;
    uint64_t line, line_offset;
    size_t out; /* bytes written by then */
    size_t selected_used, spans_used;
};

/* What a name remembered, see seen.h. */
struct undo {
    struct name *name;
    uint64_t seen_in;
    const struct key *seen_as;
};

struct transform {
    struct transform_rules rules;
    transform_walk *walk;
    struct plans plans;
    struct buffer out;  /* written and not taken yet */
    struct buffer seam; /* what is written between the fields of a row and of
                           the next: },{ and a stamp (where fields are
                           selected, only },), and PLAN_SPARE more;
                           empty: more than that happens between rows */

    enum transform_state state;
    struct frame *top;    /* the innermost open frame */
    struct frame *frames; /* all of them, the bottom first */
    unsigned levels;      /* open arrays and objects */
    uint64_t objects;     /* serials given out; 0 is no object */
    uint64_t row_objects; /* objects at the start of the row */
    struct undo *undo;    /* a stack */
    size_t undo_used, undo_room;
    /* A stack: the objects of which fields are selected, at most one for each
     * level of the selection. */
    struct selected selected[PLAN_LEVELS];
    size_t selected_used;
    struct span *spans; /* a stack: of each field of each of those */
    size_t spans_used, spans_room;
    /* A stack: one for each of those, and one for an object whose type is
     * looked for, in which there are none. Between windows it is empty, except
     * after an error. */
    struct checkpoint checkpoints[PLAN_LEVELS + 1];
    size_t checkpoints_used;

    uint64_t rows;        /* rows begun, in all sources */
    uint64_t written;     /* rows that are whole in the output, and nulls */
    uint64_t dropped;     /* rows that were bad, of those begun */
    uint64_t line;        /* of the source, from 1 */
    uint64_t line_offset; /* of that line's first byte in the source */
    uint64_t row_line;    /* the line where the row began; 0: none did yet */
    uint64_t row_offset;  /* of that line's first byte in the source */
    uint64_t before;      /* rows begun before the framed window, or row */
    size_t rows_end;      /* bytes of out up to the end of the last whole row */
    size_t omit_from;     /* where in out begins what is being left out, or
                             SIZE_MAX; no window leaves more in out */
    size_t hold_from;     /* where in out the outermost object begins of which
                             fields are selected, or SIZE_MAX */
    size_t type_at; /* where in out the __typename begins that tells a type */
    bool first_is_array; /* the first row written begins with '[' */

    /* After an error: where it is, and the keys of STATUS_EQUAL_KEYS. */
    const unsigned char *error_at;
    const struct key *equal_keys[2];
};

#endif
