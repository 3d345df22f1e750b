/*
 * schema: the types that a GraphQL schema defines, and their fields.
 *
 * The source is the schema definition language (GraphQL specification,
 * September 2025, chapter "Type System"). Of it only what a response depends on
 * is kept: the types, the output fields with their named types, and which
 * objects can stand where an interface or a union is asked for. The rest
 * (arguments, directives, default values, descriptions, input fields, enum
 * values) is held to the grammar and forgotten.
 *
 * Not checked, as no response depends on it: whether a type has the fields and
 * the interfaces that its interfaces ask for, or any field at all; cycles; and
 * whether arguments, input fields, enum values, operations and directives are
 * given twice, are known where they are used, and have values of their type.
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
    const struct schema_type *type; /* the one inside of lists and non-nulls */
};

/*
 * A type. fields and possible are in the order of the text, extensions
 * included; an object and an interface may have no field.
 */
struct schema_type {
    const char *name; /* NUL-terminated */
    size_t len;       /* bytes of name */
    size_t number;    /* from 0, below type_count: for arrays beside this */
    enum schema_kind kind;
    bool built_in;      /* Int, Float, String, Boolean or ID */
    size_t field_count; /* of an object or an interface, else 0 */
    const struct schema_field *fields;
    size_t possible_count; /* of an object, an interface or a union, else 0 */
    /* The objects that a value of this type can be: of an object itself, of a
     * union its members, of an interface those that say they implement it. */
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

/* Where the text does not fit. */
struct schema_error {
    size_t line, column;       /* from 1; the column in bytes */
    const unsigned char *text; /* what stands there, inside the text parsed */
    size_t len;                /* bytes of text; 0 at its end */
};

struct schema {
    const struct schema_type *types; /* all of them, the built-in ones first */
    size_t type_count;
    struct schema_error error;
    struct table names; /* of types, and of the fields of each */
    struct arena arena; /* holds every type, field and name */
};

/* An empty schema, which is to be parsed or freed. */
void schema_init(struct schema *schema);

/*
 * Reads the whole text of a schema: n bytes, which schema and its types do not
 * refer to after. Once for a schema; several files are one text when they are
 * put together, with a line end between them.
 *
 * Errors, with schema->error set, which refers to text; nothing but
 * schema_free() may then be called:
 *
 *  STATUS_GRAPHQL_...  it is not GraphQL: its tokens, names and values
 *  STATUS_SCHEMA_...   it is not a schema
 *  STATUS_MEMORY       error says nothing of it
 *
 * The error is the first in the text of its kind: tokens, grammar, names and
 * types defined twice come first, then what names refer to, then fields,
 * members and interfaces that are given twice.
 */
enum status schema_parse(struct schema *schema, const unsigned char *text,
                         size_t n);

/* The type of this name (len bytes, no NUL needed); NULL: there is none. */
const struct schema_type *schema_find(const struct schema *schema,
                                      const char *name, size_t len);

/* The field of type of this name, in the same way. */
const struct schema_field *schema_find_field(const struct schema *schema,
                                             const struct schema_type *type,
                                             const char *name, size_t len);

/*
 * Whether a value of type, an object, an interface or a union, can be this
 * object: whether possible has it.
 */
bool schema_can_be(const struct schema *schema, const struct schema_type *type,
                   const struct schema_type *object);

/*
 * What was probably meant by a name that was not found: the object, interface
 * or union whose name is the nearest, see nearest.h; NULL: none is near.
 */
const struct schema_type *schema_nearest(const struct schema *schema,
                                         const char *name, size_t len);

/* The field of type whose name is the nearest, in the same way. */
const struct schema_field *schema_nearest_field(const struct schema_type *type,
                                                const char *name, size_t len);

/* Gives the memory back; its types and fields are void. */
void schema_free(struct schema *schema);

#endif
