#include <config.h>

#include "graphql/selection.h"

#include "graphql/document.h"
#include "graphql/executable.h"
#include "graphql/fields.h"
#include "graphql/fragments.h"
#include "graphql/leaves.h"
#include "graphql/merging.h"
#include "graphql/typing.h"

#include <stdlib.h>

struct selection_inside {
    struct document document;
    struct fields fields;
};

void selection_init(struct selection *selection)
{
    *selection = (struct selection){0};
}

void selection_free(struct selection *selection)
{
    if (selection->inside != NULL) {
        fields_free(&selection->inside->fields);
        document_free(&selection->inside->document);
    }
    free(selection->inside);
    selection_init(selection);
}

/* --- Parsing -------------------------------------------------------------- */

/* Makes the list of what is selected of a row, and checks its fields. */
static enum status check_fields(struct selection *selection)
{
    struct fields *fields = &selection->inside->fields;
    struct document *document = &selection->inside->document;
    struct document_piece row = {.sub = document->row->set};
    struct fields_list *list = NULL;

    if (!fields_init(fields, document))
        return STATUS_MEMORY;
    enum status status = fields_pick(fields, &row);
    if (status == STATUS_OK)
        status = fields_list(fields, &list);
    if (status != STATUS_OK)
        return status;
    selection->row = &list->sets;
    return merging_check(fields, list);
}

static enum status read_text(struct selection *selection,
                             const unsigned char *text, size_t n,
                             const struct selection_rules *rules)
{
    struct document *document = &selection->inside->document;
    enum status status = executable_read(document, text, n);

    document->schema = rules->schema;
    if (status == STATUS_OK)
        status = fragments_resolve(document);
    if (status == STATUS_OK && rules->opaque != NULL)
        status = leaves_flag(document, rules->opaque, rules->keep_case);
    if (status == STATUS_OK)
        status = rules->schema != NULL
                     ? typing_check(document, rules->type)
                     : typing_check_name(document, rules->type_name);
    return status == STATUS_OK ? check_fields(selection) : status;
}

enum status selection_parse(struct selection *selection,
                            const unsigned char *text, size_t n,
                            const struct selection_rules *rules)
{
    struct selection_inside *inside = calloc(1, sizeof *inside);

    if (inside == NULL)
        return STATUS_MEMORY;
    selection->inside = inside;
    document_init(&inside->document);

    enum status status = read_text(selection, text, n, rules);
    const struct lexer_token *misfit = &inside->document.misfit;
    selection->root_key = inside->document.root_key;
    selection->error = (struct schema_error){
        .line = misfit->line,
        .column = misfit->column,
        .text = misfit->text,
        .len = misfit->len,
    };
    selection->type = inside->document.misfit_type;
    selection->nearest = inside->document.nearest;
    return status;
}

/* --- Collecting ----------------------------------------------------------- */

/* The fields that were collected for some sets and type. */
struct collected {
    struct {
        const struct selection_sets *sets;
        const struct schema_type *type;
    } name; /* as a name of document->names */
    const struct selection_field *fields;
    size_t count;
};

/* Makes the field of a group. */
static enum status make_field(struct fields *fields,
                              const struct fields_group *group,
                              struct selection_field *field)
{
    const struct document_piece *first = group->pieces[0];
    enum status status = STATUS_OK;
    struct fields_list *sub = NULL;

    for (size_t i = 0; i < group->count && status == STATUS_OK; i++)
        status = fields_pick(fields, group->pieces[i]);
    if (status == STATUS_OK)
        status = fields_list(fields, &sub);
    *field = (struct selection_field){
        .key = first->key_name->text,
        .key_len = first->key_name->len,
        .name = first->field_name->text,
        .name_len = first->field_name->len,
        .sub = sub == NULL ? NULL : &sub->sets,
    };
    return status;
}

/* Makes the fields of all groups. */
static enum status make_fields(struct fields *fields,
                               struct collected *collected)
{
    size_t n = fields->group_count;
    enum status status = STATUS_OK;

    if (n == 0)
        return STATUS_OK;
    struct selection_field *made =
        arena_alloc(&fields->document->arena, n * sizeof *made);
    if (made == NULL)
        return STATUS_MEMORY;
    for (size_t i = 0; i < n && status == STATUS_OK; i++) {
        status = make_field(fields, &fields->groups[i], &made[i]);
        if (i > 0)
            made[i - 1].next = &made[i];
    }
    collected->fields = made;
    collected->count = n;
    return status;
}

/* Collects the fields, and adds them to those that were. */
static enum status collect(struct fields *fields, struct collected *collected)
{
    struct document *document = fields->document;
    struct fields_view view = {.type = collected->name.type};
    enum status status = fields_gather(fields, collected->name.sets, view);

    if (status == STATUS_OK)
        status = make_fields(fields, collected);
    if (status == STATUS_OK &&
        !table_add(&document->names, DOCUMENT_COLLECTED, &collected->name,
                   sizeof collected->name, collected))
        status = STATUS_MEMORY;
    return status;
}

enum status selection_collect(struct selection *selection,
                              const struct selection_sets *sets,
                              const struct schema_type *type,
                              const struct selection_field **fields,
                              size_t *count)
{
    struct document *document = &selection->inside->document;
    struct collected new = {.name = {sets, type}};
    struct collected *collected = table_find(
        &document->names, DOCUMENT_COLLECTED, &new.name, sizeof new.name);

    if (collected == NULL) {
        collected = arena_alloc(&document->arena, sizeof *collected);
        if (collected == NULL)
            return STATUS_MEMORY;
        *collected = new;
        enum status status = collect(&selection->inside->fields, collected);
        if (status != STATUS_OK)
            return status;
    }
    *fields = collected->fields;
    *count = collected->count;
    return STATUS_OK;
}
