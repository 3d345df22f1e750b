/*
 * draft: a schema while it is read.
 *
 * A type may be referred to before it is defined, and extended before that. So
 * a type is made where its name is first met; what was expected of it there,
 * and the fields and the objects that are to be listed, are kept in the order
 * of the text, and looked at in draft_finish().
 */
#ifndef GRAPHQL_DRAFT_H
#define GRAPHQL_DRAFT_H

#include "base/buffer.h"
#include "base/status.h"
#include "graphql/lexer.h"
#include "graphql/schema.h"

#include <stdbool.h>
#include <stdint.h>

/* A type that may not be defined yet. */
struct draft_type {
    struct schema_type type; /* what the schema shows of it */
    bool is_defined;
    /* Where the next goes of those that type lists; NULL: there is none yet. */
    struct schema_field *fields;
    const struct schema_type **possible;
    const struct schema_type *self; /* what an object lists as possible */
};

struct draft {
    struct schema *schema; /* not owned */
    struct draft_type *last;
    struct buffer mentions, fields, possible; /* of structs in draft.c */
};

/* What may stand in a place, as a set of 1 << enum schema_kind. */
struct draft_need {
    unsigned kinds;
    enum status status; /* says what was expected instead */
};

/*
 * Begins to fill a schema that is empty, with the built-in scalars. Error:
 * STATUS_MEMORY. draft_free() is due in any case.
 */
enum status draft_init(struct draft *draft, struct schema *schema);

/* Says in the schema's error that token does not fit; gives status back. */
enum status draft_refuse(struct draft *draft, const struct lexer_token *token,
                         enum status status);

/*
 * The type that token names, which is expected to be as needed. Error:
 * STATUS_MEMORY.
 */
enum status draft_mention(struct draft *draft, const struct lexer_token *token,
                          struct draft_need need, struct draft_type **type);

/*
 * The type that token defines. A built-in scalar may be defined once more, as
 * a scalar: the specification asks to leave it out, and some tools do not.
 *
 * Errors: STATUS_SCHEMA_TYPE_TWICE, STATUS_SCHEMA_BUILT_IN, STATUS_MEMORY; the
 * token is what does not fit.
 */
enum status draft_define(struct draft *draft, const struct lexer_token *token,
                         enum schema_kind kind, struct draft_type **type);

/* Gives owner a field called name. Error: STATUS_MEMORY. */
enum status draft_field(struct draft *draft, struct draft_type *owner,
                        const struct lexer_token *name,
                        const struct draft_type *type);

/*
 * Says at token that owner, an interface or a union, can be member. It is
 * listed where it is an object; an interface is one that implements owner.
 * Error: STATUS_MEMORY.
 */
enum status draft_possible(struct draft *draft, struct draft_type *owner,
                           struct draft_type *member,
                           const struct lexer_token *token);

/*
 * Ends the schema, once the whole text was read.
 *
 * Errors, of which the schema's error tells the place: the status of a need
 * that is not met; STATUS_SCHEMA_UNKNOWN_TYPE,
 * ..._FIELD_TWICE, ..._MEMBER_TWICE, ..._INTERFACE_TWICE; STATUS_MEMORY.
 */
enum status draft_finish(struct draft *draft);

/* Gives back what only the draft needed. */
void draft_free(struct draft *draft);

/* The scopes in schema->names: of types, and of what belongs to a type. */
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
