#include <config.h>

#include "graphql/draft.h"

#include "graphql/lexer.h"

#include <string.h>

/* A mention of a type. */
struct mention {
    struct lexer_token token;
    const struct draft_type *type;
    struct draft_need need;
};

/* A field of owner. */
struct field {
    struct lexer_token token;
    struct draft_type *owner;
    const struct draft_type *type;
};

/* A type that owner can be. */
struct possible {
    struct lexer_token token;
    struct draft_type *owner;
    const struct draft_type *member;
};

enum status draft_refuse(struct draft *draft, const struct lexer_token *token,
                         enum status status)
{
    draft->schema->error = (struct schema_error){
        .line = token->line,
        .column = token->column,
        .text = token->text,
        .len = token->len,
    };
    return status;
}

/* --- Types ---------------------------------------------------------------- */

/* A copy of the bytes with a NUL after them, which lives as long as the schema.
 * NULL: no memory. */
static char *keep(struct draft *draft, const void *bytes, size_t len)
{
    char *copy = arena_alloc(&draft->schema->arena, len + 1);

    if (copy == NULL)
        return NULL;
    memcpy(copy, bytes, len);
    copy[len] = '\0';
    return copy;
}

/* Makes a type, whose name is new. NULL: no memory. */
static struct draft_type *make_type(struct draft *draft, const void *name,
                                    size_t len)
{
    struct schema *schema = draft->schema;
    struct draft_type *made = arena_alloc(&schema->arena, sizeof *made);
    char *copy = keep(draft, name, len);

    if (made == NULL || copy == NULL ||
        !table_add(&schema->names, DRAFT_TYPES, copy, len, made))
        return NULL;
    *made = (struct draft_type){
        .type = {.name = copy, .len = len, .number = schema->type_count++}};
    if (draft->last == NULL)
        schema->types = &made->type;
    else
        draft->last->type.next = &made->type;
    draft->last = made;
    return made;
}

/* The type of this name, made where it is met first. NULL: no memory. */
static struct draft_type *find_type(struct draft *draft,
                                    const struct lexer_token *name)
{
    struct draft_type *found =
        table_find(&draft->schema->names, DRAFT_TYPES, name->text, name->len);

    return found != NULL ? found : make_type(draft, name->text, name->len);
}

enum status draft_init(struct draft *draft, struct schema *schema)
{
    static const char *const built_in[] = {"Int", "Float", "String", "Boolean",
                                           "ID"};

    *draft = (struct draft){.schema = schema};
    for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++) {
        struct draft_type *made =
            make_type(draft, built_in[i], strlen(built_in[i]));
        if (made == NULL)
            return STATUS_MEMORY;
        made->type.kind = SCHEMA_SCALAR;
        made->type.built_in = true;
    }
    return STATUS_OK;
}

enum status draft_mention(struct draft *draft, const struct lexer_token *token,
                          struct draft_need need, struct draft_type **type)
{
    *type = find_type(draft, token);
    if (*type == NULL)
        return STATUS_MEMORY;

    struct mention mention = {*token, *type, need};
    return buffer_append(&draft->mentions, &mention, sizeof mention)
               ? STATUS_OK
               : STATUS_MEMORY;
}

enum status draft_define(struct draft *draft, const struct lexer_token *token,
                         enum schema_kind kind, struct draft_type **type)
{
    *type = find_type(draft, token);
    if (*type == NULL)
        return STATUS_MEMORY;
    if ((*type)->is_defined)
        return STATUS_SCHEMA_TYPE_TWICE;
    if ((*type)->type.built_in && kind != SCHEMA_SCALAR)
        return STATUS_SCHEMA_BUILT_IN;
    (*type)->type.kind = kind;
    (*type)->is_defined = true;
    if (kind == SCHEMA_OBJECT) {
        (*type)->self = &(*type)->type;
        (*type)->type.possible = &(*type)->self;
        (*type)->type.possible_count = 1;
    }
    return STATUS_OK;
}

/* Checks every mention of a type. */
static enum status check_mentions(struct draft *draft)
{
    const struct mention *mention = (const void *)draft->mentions.data;
    size_t n = draft->mentions.len / sizeof *mention;

    for (size_t i = 0; i < n; i++, mention++) {
        const struct draft_type *type = mention->type;
        if (!type->is_defined && !type->type.built_in)
            return draft_refuse(draft, &mention->token,
                                STATUS_SCHEMA_UNKNOWN_TYPE);
        if ((mention->need.kinds & 1U << type->type.kind) == 0)
            return draft_refuse(draft, &mention->token, mention->need.status);
    }
    return STATUS_OK;
}

/* --- Fields --------------------------------------------------------------- */

enum status draft_field(struct draft *draft, struct draft_type *owner,
                        const struct lexer_token *name,
                        const struct draft_type *type)
{
    struct field field = {*name, owner, type};

    owner->type.field_count++;
    return buffer_append(&draft->fields, &field, sizeof field) ? STATUS_OK
                                                               : STATUS_MEMORY;
}

/* Adds a field after those that its type has. */
static enum status list_field(struct draft *draft, const struct field *field)
{
    struct table *names = &draft->schema->names;
    struct draft_type *owner = field->owner;
    const struct lexer_token *token = &field->token;
    uint64_t scope = draft_fields_of(&owner->type);

    if (table_find(names, scope, token->text, token->len) != NULL)
        return draft_refuse(draft, token, STATUS_SCHEMA_FIELD_TWICE);
    if (owner->fields == NULL)
        owner->type.fields = owner->fields =
            arena_alloc(&draft->schema->arena,
                        owner->type.field_count * sizeof *owner->fields);
    char *name = keep(draft, token->text, token->len);
    if (owner->fields == NULL || name == NULL ||
        !table_add(names, scope, name, token->len, owner->fields))
        return STATUS_MEMORY;
    *owner->fields++ =
        (struct schema_field){name, token->len, &field->type->type};
    return STATUS_OK;
}

static enum status list_fields(struct draft *draft)
{
    const struct field *field = (const void *)draft->fields.data;
    size_t n = draft->fields.len / sizeof *field;
    enum status status = STATUS_OK;

    for (size_t i = 0; i < n && status == STATUS_OK; i++)
        status = list_field(draft, &field[i]);
    return status;
}

/* --- Possible types ------------------------------------------------------- */

enum status draft_possible(struct draft *draft, struct draft_type *owner,
                           struct draft_type *member,
                           const struct lexer_token *token)
{
    struct possible possible = {*token, owner, member};

    return buffer_append(&draft->possible, &possible, sizeof possible)
               ? STATUS_OK
               : STATUS_MEMORY;
}

/* Counts the objects that each type can be. */
static void count_possible(struct draft *draft)
{
    const struct possible *possible = (const void *)draft->possible.data;
    size_t n = draft->possible.len / sizeof *possible;

    for (size_t i = 0; i < n; i++)
        possible[i].owner->type.possible_count +=
            possible[i].member->type.kind == SCHEMA_OBJECT;
}

/* Adds an object after those that the owner can be. */
static enum status list_possible(struct draft *draft,
                                 const struct possible *possible)
{
    struct schema *schema = draft->schema;
    struct draft_type *owner = possible->owner;
    const struct schema_type *member = &possible->member->type;
    uint64_t scope = draft_possible_of(&owner->type);

    if (table_find(&schema->names, scope, member->name, member->len) != NULL)
        return draft_refuse(draft, &possible->token,
                            owner->type.kind == SCHEMA_UNION
                                ? STATUS_SCHEMA_MEMBER_TWICE
                                : STATUS_SCHEMA_INTERFACE_TWICE);
    if (!table_add(&schema->names, scope, member->name, member->len, owner))
        return STATUS_MEMORY;
    if (member->kind != SCHEMA_OBJECT)
        return STATUS_OK;
    if (owner->possible == NULL)
        owner->type.possible = owner->possible =
            arena_alloc(&schema->arena, owner->type.possible_count *
                                            sizeof(struct schema_type *));
    if (owner->possible == NULL)
        return STATUS_MEMORY;
    *owner->possible++ = member;
    return STATUS_OK;
}

static enum status list_all_possible(struct draft *draft)
{
    const struct possible *possible = (const void *)draft->possible.data;
    size_t n = draft->possible.len / sizeof *possible;
    enum status status = STATUS_OK;

    count_possible(draft);
    for (size_t i = 0; i < n && status == STATUS_OK; i++)
        status = list_possible(draft, &possible[i]);
    return status;
}

/* --- The end -------------------------------------------------------------- */

enum status draft_finish(struct draft *draft)
{
    enum status status = check_mentions(draft);

    if (status == STATUS_OK)
        status = list_fields(draft);
    if (status == STATUS_OK)
        status = list_all_possible(draft);
    return status;
}

void draft_free(struct draft *draft)
{
    buffer_free(&draft->mentions);
    buffer_free(&draft->fields);
    buffer_free(&draft->possible);
}
