/*
 * draft: a schema while it is read.
 *
 * A type may be mentioned, and even extended, before it is defined. So a type
 * is made where its name is first met. What it must be there, and the fields
 * and objects that are to be listed, are kept in the order of the text, and
 * looked at in draft_finish().
 */
#ifndef GRAPHQL_DRAFT_H
#define GRAPHQL_DRAFT_H

#include "base/buffer.h"
#include "base/status.h"
#include "graphql/schema.h"

#include <stdbool.h>
#include <stdint.h>

struct lexer_token;

/* A type that may not be defined yet. */
struct draft_type {
    struct schema_type type; /* as the schema has it */
    bool is_defined;
    /* Where the next field or object of type goes; NULL: it has none yet. */
    struct schema_field *fields;
    const struct schema_type **possible;
    const struct schema_type *self; /* the possible types of an object */
};

struct draft {
    struct schema *schema; /* not owned */
    struct draft_type *last;
    struct buffer mentions, fields, possible; /* arrays of structs of draft.c */
};

/* What a type must be where it is mentioned. */
struct draft_need {
    unsigned kinds;     /* of which kinds: bits 1 << enum schema_kind */
    enum status status; /* the error if it is of another */
};

/*
 * Begins a schema, which is empty, with the built-in scalars. The schema
 * outlives the draft. Error: STATUS_MEMORY; draft_free() is due in any case.
 */
enum status draft_init(struct draft *draft, struct schema *schema);

/* Sets the schema's error to token. Returns status. */
enum status draft_refuse(struct draft *draft, const struct lexer_token *token,
                         enum status status);

/*
 * Sets *type to the type that token names, which must be as needed once the
 * whole text was read. Error: STATUS_MEMORY.
 */
enum status draft_mention(struct draft *draft, const struct lexer_token *token,
                          struct draft_need need, struct draft_type **type);

/*
 * Sets *type to the type that token defines. A built-in scalar may be defined
 * once, as a scalar: the specification says that a schema should not, but some
 * tools do.
 *
 * Errors, of which the caller sets the place, token: STATUS_SCHEMA_TYPE_TWICE,
 * STATUS_SCHEMA_BUILT_IN, STATUS_MEMORY.
 */
enum status draft_define(struct draft *draft, const struct lexer_token *token,
                         enum schema_kind kind, struct draft_type **type);

/* Adds a field to owner. Error: STATUS_MEMORY. */
enum status draft_field(struct draft *draft, struct draft_type *owner,
                        const struct lexer_token *name,
                        const struct draft_type *type);

/*
 * Notes that owner, an interface or a union, can be member, as token says.
 * Member is listed if it is an object; else it is an interface that implements
 * owner. Error: STATUS_MEMORY.
 */
enum status draft_possible(struct draft *draft, struct draft_type *owner,
                           struct draft_type *member,
                           const struct lexer_token *token);

/*
 * Ends the schema, once the whole text was read.
 *
 * Errors, with the schema's error set: the status of a need that is not met;
 * STATUS_SCHEMA_UNKNOWN_TYPE, ..._FIELD_TWICE, ..._MEMBER_TWICE,
 * ..._INTERFACE_TWICE. Else STATUS_MEMORY.
 */
enum status draft_finish(struct draft *draft);

/* Frees the memory of the draft; the schema stays. */
void draft_free(struct draft *draft);

/* The scopes in schema->names: of types, of the fields of a type, and of the
 * types that it can be. */
enum {
    DRAFT_TYPES = 0
};

static inline uint64_t draft_fields_of(const struct schema_type *type)
{
    return 2 * (uint64_t)type->number + 1;
}
static inline uint64_t draft_possible_of(const struct schema_type *type)
{
    return 2 * (uint64_t)type->number + 2;
}

#endif
