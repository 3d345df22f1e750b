/*
 * transform: rows of JSON become rows of the response.
 *
 * It is a machine that is fed windows of bytes and can stop at the end of any
 * of them, between any two bytes. It checks the grammar (RFC 8259) and UTF-8,
 * drops blanks, renames keys, refuses equal names in one object, adds
 * __typename, and writes what stands before, between and after rows. It knows
 * nothing of files, options or the response around the rows.
 *
 * The loop over the bytes is the kernel's (kernel/walk.h); here are its state
 * and the steps it takes once per key, object or row.
 */
#ifndef TRANSFORM_TRANSFORM_H
#define TRANSFORM_TRANSFORM_H

#include "base/buffer.h"
#include "base/status.h"
#include "plan/plans.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kernel; /* see kernel/kernel.h */

/* PostgreSQL itself stops at about 14,500. */
enum {
    TRANSFORM_LEVELS = 16384
};

/* Bytes after a window's end that may be read; the first of them must be 0. */
enum {
    TRANSFORM_PADDING = 64
};

/* What is asked of the transform; the strings outlive it. */
struct transform_rules {
    struct plan_rules plan; /* what becomes of keys; where it has a type or a
                               selection, rows are objects, arrays of them, or
                               null; where it has a column, rows are objects,
                               and this key's field stands for the row */
    const char *end_marker; /* what ends a source instead of a row, or NULL */
    const char *first;      /* what goes before the first row (up to 2 bytes) */
    const char *between;    /* before each further row (up to 2 bytes) */
    const char *after;      /* after each row (up to 1 byte) */
    uint64_t max_rows;      /* one more is STATUS_SECOND_ROW */
};

/*
 * A window of the input:
 *
 *      begin        next                end
 *        | walked    | not walked yet    | a zero byte, and padding
 *
 * offset is that of begin in the source. The first zero byte ends every scan,
 * so the loop need not look where the window ends; a NUL before end is bad
 * data.
 */
struct window {
    const unsigned char *begin, *next, *end;
    uint64_t offset;
    bool last;   /* nothing follows end: the source, or the one row, ends */
    bool framed; /* holds one row, or a part of it: its line ends are blanks,
                    and are not counted */
};

/* Where the machine stands between two windows. */
enum transform_state {
    AT_ROW,        /* between rows, at blanks or line ends */
    AT_VALUE,      /* before a value */
    AT_FIRST_ITEM, /* after '[' */
    AT_ITEM,       /* after ',' in an array */
    AT_FIRST_KEY,  /* after '{' */
    AT_KEY,        /* after ',' in an object */
    AT_COLON,      /* after a key */
    IN_STRING,     /* in the string of a value */
    AFTER_VALUE,   /* after a value: at ',' or a bracket, or the row's end */
    AT_END,        /* after the end marker: nothing but blanks may come */
    /* in a row's columns: */
    AT_FIRST_COLUMN, /* after '{' */
    AT_COLUMN,       /* after ',' */
    AT_COLUMN_COLON, /* after the key of the one that is the row */
    AT_COLUMN_VALUE, /* before its value */
    /* in an object of which fields are selected: */
    AT_FIRST_FIELD, /* after '{' */
    AT_FIELD,       /* after ',' */
    AT_FIELD_COLON, /* after the key of one that is selected */
    AT_FIELD_VALUE, /* before its value */
};

enum frame_kind {
    FRAME_ROW,     /* the bottom: what is in it is a row */
    FRAME_ARRAY,   /* an open '[' */
    FRAME_OBJECT,  /* an open '{' */
    FRAME_SELECT,  /* an open '{' of which fields are selected */
    FRAME_OMIT,    /* a field whose value is checked and left out */
    FRAME_COLUMNS, /* the open '{' of a row's columns, which is not written */
    FRAME_COLUMN,  /* the one of them whose value stands for the row */
    FRAME_NAME,    /* the __typename of an object that is sought in */
};

/* One open thing. */
struct frame {
    enum frame_kind kind;
    bool of_objects;     /* what is in it must be objects, arrays or null */
    bool told;           /* an object that has its __typename from its plan */
    bool seeks;          /* an object whose own __typename is looked for */
    bool comma;          /* an object in which a field was written; columns of
                            which the one that is the row has come */
    uint64_t object;     /* serial of this object, or of the one around it */
    size_t undo;         /* of an object: its first entry in the undo log */
    struct plan *plan;   /* of an object: what it is read under */
    struct key **guess;  /* of an object: where its next key is guessed */
    struct value *value; /* what is in it stands in this value */
};

/*
 * An object of which fields are selected. Their values are written as they
 * come; when the object closes, what it is in the response is made from them.
 */
struct selected {
    size_t at;           /* where its values begin, see transform.held */
    size_t spans;        /* the span of its first field */
    struct field *field; /* whose value is being read; or NULL */
    size_t value_at;     /* and where that begins, see transform.held */
    size_t size;         /* bytes of the values of all its fields */
};

/* The value of a selected field, see transform.held; len 0: there is none. */
struct span {
    size_t at, len;
};

/*
 * A place in the window to which the walk may go back, to read a value again:
 * it is wanted in several shapes, or was read to find out its type. When the
 * window ends before that, the next one begins with the place.
 */
struct checkpoint {
    const unsigned char *p;
    enum transform_state state;
    struct frame *top;
    unsigned levels;
    size_t undo_used;
    uint64_t line, line_offset;
    size_t out; /* what is written by then */
    size_t selected_used, spans_used;
};

/* What a name remembered; see transform_see(). */
struct undo {
    struct name *name;
    uint64_t seen_in;
    const struct key *seen_as;
};

struct transform {
    struct transform_rules rules;
    const struct kernel *kernel;
    struct plans plans;
    struct buffer out;  /* what was written and not taken away yet */
    struct buffer seam; /* what rows have between their fields, },{ and a
                           stamp (where those are selected, only the comma),
                           and PLAN_SPARE more; or nothing: that is not all
                           that happens there */

    enum transform_state state;
    struct frame *top;    /* the innermost open frame */
    struct frame *frames; /* all of them, the bottom first */
    unsigned levels;      /* open arrays and objects */
    uint64_t objects;     /* serials given out; 0 is no object */
    uint64_t row_objects; /* objects at the start of the row */
    struct undo *undo;    /* a stack */
    size_t undo_used, undo_room;
    /* A stack: such an object is in another one for each level of the
     * selection, which has so many at most. */
    struct selected selected[PLAN_LEVELS];
    size_t selected_used;
    struct span *spans; /* a stack: one for each field of each of those */
    size_t spans_used, spans_room;
    /* A stack: one for each of those, and one for an object that is sought in,
     * in which there is none. Empty between windows, but after an error. */
    struct checkpoint marks[PLAN_LEVELS + 1];
    size_t marks_used;

    uint64_t rows;        /* rows begun, in all sources */
    uint64_t written;     /* rows that are whole in the output, and nulls */
    uint64_t dropped;     /* rows that were bad, of those begun */
    uint64_t line;        /* of the source, from 1 */
    uint64_t line_offset; /* of that line's first byte in the source */
    uint64_t row_line;    /* the line where the row began; 0: none did yet */
    uint64_t row_offset;  /* of that line's first byte in the source */
    size_t whole;         /* bytes of out up to the end of the last whole row */
    size_t omitted;       /* where in out begins what is being left out, or
                             SIZE_MAX; no window leaves more in out */
    size_t held;          /* where in out the outermost object begins of which
                             fields are selected, or SIZE_MAX */
    size_t name;          /* where in out a __typename begins that is sought */
    bool first_is_array;  /* the first row written begins with '[' */

    /* After an error, where it is, and for STATUS_EQUAL_KEYS who they are. */
    const unsigned char *error_at;
    const struct key *equal_keys[2];
};

/*
 * Makes a transform; the kernel does its bytes. false: no memory, and nothing
 * to free.
 */
bool transform_init(struct transform *t, const struct transform_rules *rules,
                    const struct kernel *kernel);

/* Gives all memory back. */
void transform_free(struct transform *t);

/*
 * A new source begins, with a row or without one: lines are counted afresh,
 * rows are not.
 */
void transform_source(struct transform *t);

/*
 * How much of out can be taken away between two windows: everything but an
 * object of which fields are selected, until it is whole, or with whole_rows
 * what ends with a whole row.
 */
size_t transform_ready(const struct transform *t, bool whole_rows);

/* Removes the first n bytes of out (n <= transform_ready()). */
void transform_taken(struct transform *t, size_t n);

/* What stands in out now is no row's: it stays when a row is dropped. */
void transform_keep(struct transform *t);

/*
 * Undoes the row that turned out bad, or would have begun where the bad data
 * is: out is as it was before it, lines are counted on from the one where it
 * began, and the next row may begin. It counts as a row, and as dropped.
 * transform_ready() must have been asked for whole rows only.
 */
void transform_drop_row(struct transform *t);

/* Writes a row that is null, as if it had been read. false: no memory. */
bool transform_null_row(struct transform *t);

/* --- For the kernels ---------------------------------------------------- */

/* Opens a level; the frame on top is to be filled. */
static inline enum status transform_open_level(struct transform *t)
{
    if (t->levels == TRANSFORM_LEVELS)
        return STATUS_TOO_DEEP;
    t->levels++;
    t->top++;
    return STATUS_OK;
}

/* Opens an array. */
static inline enum status transform_open_array(struct transform *t)
{
    struct frame *f = t->top + 1;
    enum status status = transform_open_level(t);

    if (status != STATUS_OK)
        return status;
    f->kind = FRAME_ARRAY;
    f->of_objects = f[-1].of_objects;
    f->told = f->seeks = f->comma = false;
    f->object = f[-1].object;
    f->value = f[-1].value;
    return STATUS_OK;
}

/* Opens an object in the value that is read under the plan, of which nothing is
 * written by itself; its first key is guessed at *guess. */
static inline enum status transform_open_object(struct transform *t,
                                                struct value *value,
                                                struct plan *plan,
                                                struct key **guess)
{
    struct frame *f = t->top + 1;
    enum status status = transform_open_level(t);

    if (status != STATUS_OK)
        return status;
    f->kind = FRAME_OBJECT;
    f->of_objects = f->told = f->seeks = f->comma = false;
    f->object = ++t->objects;
    f->undo = t->undo_used;
    f->plan = plan;
    f->guess = guess;
    f->value = value;
    return STATUS_OK;
}

/* Opens an object in the value that is written whole, under its plan. */
static inline enum status transform_open_whole(struct transform *t,
                                               struct value *value)
{
    enum status status =
        transform_open_object(t, value, value->plan, &value->child);

    if (status == STATUS_OK)
        t->top->told = t->top->comma = value->plan->stamp.len > 0;
    return status;
}

/* Opens an object under another plan, of which nothing is written by itself. */
enum status transform_open_under(struct transform *t, struct plan *plan);

/* Names that an outer object has too are again as they were there: takes back
 * the undo log from its end to this length. */
void transform_undo(struct transform *t, size_t down_to);

/* Closes the array or object on top. */
static inline void transform_close(struct transform *t)
{
    if (t->top->kind != FRAME_ARRAY && t->undo_used > t->top->undo)
        transform_undo(t, t->top->undo);
    t->levels--;
    t->top--;
}

/* Opens the row's columns: an object of which nothing is written by itself. */
void transform_columns(struct transform *t);

/* The column whose value comes next is the row. */
void transform_column(struct transform *t, bool is_array);

/* Its value has ended. */
void transform_column_ends(struct transform *t);

/* Leaves out the field whose value comes next and begins at out offset at. */
void transform_omit(struct transform *t, size_t at);

/* That value has ended: returns the offset at which to go on. */
size_t transform_omitted(struct transform *t);

/* --- Objects that tell their type --- */

/*
 * Opens an object whose type is looked for: the frame on top is read under an
 * abstract plan. at: the out offset of what is thrown away when it is found.
 */
enum status transform_seek(struct transform *t, size_t at);

/*
 * The value that comes next, at out offset at, is the __typename of the object
 * on top, which is what is looked for.
 */
void transform_name(struct transform *t, size_t at);

/*
 * That value has ended. It is name, len bytes, a JSON string as it stands in
 * the row; *plan receives the plan of the type. Errors: those of
 * plans_of_name().
 */
enum status transform_named(struct transform *t, const unsigned char *name,
                            size_t len, struct plan **plan);

/* What is wrong with a value that is neither object nor array nor null where
 * one of these must stand. */
enum status transform_not_object(const struct transform *t);

/* What transform_see() asks of a name seen in this row; it is not noted. */
enum status transform_see_again(struct transform *t, const struct key *key);

/*
 * Notes that the object on top has this key, and guesses the next one.
 * STATUS_EQUAL_KEYS: it already has a key of that name; see equal_keys.
 *
 * A name remembers the last object it was seen in, by the object's serial,
 * which is higher than those of the objects around it. Where that object is
 * still open, around this one, the note can matter again after this one has
 * closed; then it is kept in the undo log. A row's own fields never need it.
 */
static inline enum status transform_see(struct transform *t, struct key *key)
{
    struct frame *f = t->top;
    struct name *name = key->name;

    if (name->seen_in > t->row_objects) {
        enum status status = transform_see_again(t, key);
        if (status != STATUS_OK)
            return status;
    }
    name->seen_in = f->object;
    name->seen_as = key;
    *f->guess = key;
    f->guess = &key->next;
    f->value = &key->value;
    return STATUS_OK;
}

/* A row begins on the current line. */
void transform_row_begins(struct transform *t, bool is_array);

#endif
