/*
 * schema: the types that a GraphQL schema defines, and their fields.
 *
 * The text is in the schema definition language (GraphQL specification,
 * September 2025, chapter "Type System"). Only what a response depends on is
 * kept: the types, the output fields with their named types, and which objects
 * a value of an interface or a union can be. The rest (arguments, directives,
 * default values, descriptions, input fields, enum values) is checked against
 * the grammar and forgotten.
 *
 * Not checked, as no response depends on it: whether a type has the fields and
 * the interfaces that its interfaces require, or any field at all; cycles; and
 * whether arguments, input fields, enum values, operations and directives are
 * defined twice, are known where they are used, and have values of their type.
 */
#ifndef GRAPHQL_SCHEMA_H
#define GRAPHQL_SCHEMA_H

#include "base/arena.h"
#include "base/status.h"
#include "base/table.h"

#include <stdbool.h>
#include <stddef.h>

enum schema_kind {
    SCHEMA_SCALAR,
    SCHEMA_OBJECT,
    SCHEMA_INTERFACE,
    SCHEMA_UNION,
    SCHEMA_ENUM,
    SCHEMA_INPUT
};

struct schema_type;

struct schema_field {
    const char *name;               /* NUL-terminated */
    size_t len;                     /* bytes of name */
    const struct schema_type *type; /* without its lists and non-nulls */
};

/*
 * A type. fields and possible are in the order of the text, extensions
 * included; an object and an interface may have no field.
 */
struct schema_type {
    const char *name; /* NUL-terminated */
    size_t len;       /* bytes of name */
    size_t number;    /* from 0, below type_count: for arrays of others */
    enum schema_kind kind;
    bool built_in;      /* Int, Float, String, Boolean or ID */
    size_t field_count; /* of an object or an interface, else 0 */
    const struct schema_field *fields;
    size_t possible_count; /* of an object, an interface or a union, else 0 */
    /* The objects that a value of this type can be: of an object itself, of a
     * union its members, of an interface those that declare it. */
    const struct schema_type *const *possible;
    const struct schema_type *next; /* of the schema; NULL: the last */
};

/* Whether a value of this type is an object of one of several types. */
static inline bool schema_is_abstract(const struct schema_type *type)
{
    return type->kind == SCHEMA_INTERFACE || type->kind == SCHEMA_UNION;
}

/* Whether values of this type are objects that have fields. */
static inline bool schema_is_composite(const struct schema_type *type)
{
    return type->kind == SCHEMA_OBJECT || schema_is_abstract(type);
}

/* Where the text is wrong. */
struct schema_error {
    size_t line, column;       /* from 1; the column in bytes */
    const unsigned char *text; /* the misfit, in the text parsed */
    size_t len;                /* bytes of text; 0 at the end */
};

struct schema {
    const struct schema_type *types; /* all of them, the built-in ones first */
    size_t type_count;
    struct schema_error error;
    struct table names; /* of types, and of the fields of each */
    struct arena arena; /* holds every type, field and name */
};

/* Makes the schema, empty; schema_free() is due in any case. */
void schema_init(struct schema *schema);

/*
 * Parses the n bytes at text, the whole text of a schema, which need not
 * outlive the call unless there is an error. Once for a schema; several files
 * are one text, with a line end between each two.
 *
 * Errors, with schema->error set, which points into text; only schema_free()
 * may then be called:
 *
 *  STATUS_GRAPHQL_...  it is not GraphQL: its tokens, names and values
 *  STATUS_SCHEMA_...   it is not a schema
 *  STATUS_MEMORY       error is not set
 *
 * Of several errors it is one of the first of these kinds, and of them the
 * first in the text: tokens, grammar, names, and types defined twice; types
 * that are unknown or of another kind; fields, members and interfaces given
 * twice.
 */
enum status schema_parse(struct schema *schema, const unsigned char *text,
                         size_t n);

/* The type of this name, of len bytes; NULL: there is none. */
const struct schema_type *schema_find(const struct schema *schema,
                                      const char *name, size_t len);

/* The field of this name that type has; NULL: there is none. */
const struct schema_field *schema_find_field(const struct schema *schema,
                                             const struct schema_type *type,
                                             const char *name, size_t len);

/*
 * Whether a value of type, an object, an interface or a union, can be of the
 * type object.
 */
bool schema_can_be(const struct schema *schema, const struct schema_type *type,
                   const struct schema_type *object);

/*
 * What was probably meant by a name that was not found: the object, interface
 * or union whose name is the nearest, see naming/nearest.h; NULL: none is near.
 */
const struct schema_type *schema_nearest(const struct schema *schema,
                                         const char *name, size_t len);

/* The same for the fields of type. */
const struct schema_field *schema_nearest_field(const struct schema_type *type,
                                                const char *name, size_t len);

/* Frees the memory; its types and fields are invalid. */
void schema_free(struct schema *schema);

#endif
