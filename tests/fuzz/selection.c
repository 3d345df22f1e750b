/*
 * Any bytes as a selection: of rows without a schema, and with one. What it
 * selects of some rows must be the same by every kernel.
 */
#include <config.h>

#include "fuzz/fuzz.h"
#include "fuzz/pipeline.h"

#include "graphql/selection.h"

#include <stdlib.h>
#include <string.h>

const char fuzz_corpus[] = "selection";

static const char types[] =
    "interface N { i: ID n: N } interface M { s: String m: M }"
    "type U implements N & M { i: ID n: N s: String m: M e: E d: D u: [U!] "
    "p: [P] r: R } "
    "type P implements N { i: Int n: U s: String u: U r: [R] } "
    "type T implements M { s: D m: T u: U } "
    "union R = U | P enum E { A } scalar D input I { i: ID }";

/* What is looked at of a selection: some will do. */
enum {
    ENOUGH = 500
};

/* Selections that are to be looked at, for objects of a type. */
struct task {
    const struct selection_sets *sets;
    const struct schema_type *type;
};

struct work {
    const struct schema *schema; /* or NULL */
    struct selection selection;
    struct task tasks[ENOUGH];
    size_t count;
};

/* Adds the sets for each object that a value of the type can be. */
static void add(struct work *work, const struct selection_sets *sets,
                const struct schema_type *type)
{
    size_t n = type == NULL ? 1 : type->possible_count;

    for (size_t i = 0; i < n && work->count < ENOUGH; i++)
        work->tasks[work->count++] =
            (struct task){sets, type == NULL ? NULL : type->possible[i]};
}

static int compare(const void *one, const void *other)
{
    const struct selection_field *a = *(const struct selection_field **)one;
    const struct selection_field *b = *(const struct selection_field **)other;
    size_t n = a->key_len < b->key_len ? a->key_len : b->key_len;
    int order = memcmp(a->key, b->key, n);

    return order != 0 ? order
                      : (a->key_len > b->key_len) - (a->key_len < b->key_len);
}

/* Holds that the keys of the fields are different. */
static void look_at_keys(const struct selection_field *fields, size_t count)
{
    const struct selection_field **list = calloc(count, sizeof *list);
    size_t n = 0;

    hold(count == 0 || list != NULL);
    for (; fields != NULL; fields = fields->next) {
        hold(n < count);
        list[n++] = fields;
    }
    hold(n == count);
    qsort(list, count, sizeof *list, compare);
    for (size_t i = 1; i < count; i++)
        hold(compare(&list[i - 1], &list[i]) != 0);
    free(list);
}

/* Holds that the type has the field; adds what is selected in it. */
static void look_at_field(struct work *work, const struct schema_type *type,
                          const struct selection_field *field)
{
    static const char typename[] = "__typename";
    const struct schema_field *known = NULL;

    hold(field->key_len > 0 && field->name_len > 0);
    if (type != NULL)
        known =
            schema_find_field(work->schema, type, field->name, field->name_len);
    if (known != NULL)
        hold((field->sub != NULL) == (known->type->kind == SCHEMA_OBJECT ||
                                      known->type->kind == SCHEMA_INTERFACE ||
                                      known->type->kind == SCHEMA_UNION));
    else if (type != NULL)
        hold(field->sub == NULL && field->name_len == sizeof typename - 1 &&
             memcmp(field->name, typename, field->name_len) == 0);
    if (field->sub != NULL)
        add(work, field->sub, type == NULL ? NULL : known->type);
}

static void look_at(struct work *work, struct task task)
{
    const struct selection_field *fields, *again;
    size_t count, count_again;

    hold(selection_collect(&work->selection, task.sets, task.type, &fields,
                           &count) == STATUS_OK);
    hold(selection_collect(&work->selection, task.sets, task.type, &again,
                           &count_again) == STATUS_OK);
    hold(fields == again && count == count_again);
    hold(count <= SELECTION_FIELDS);
    look_at_keys(fields, count);
    for (; fields != NULL; fields = fields->next)
        look_at_field(work, task.type, fields);
}

/* Rows with all that the types have, and some that do not fit. */
static const char rows[] =
    "{\"__typename\":\"U\",\"i\":1,\"n\":{\"__typename\":\"P\",\"i\":2,"
    "\"n\":{\"i\":3,\"u\":[{\"s\":\"\\u00e9\"},null]},\"u\":{\"e\":\"A\"}},"
    "\"s\":\"a\",\"m\":{\"m\":{\"s\":{\"x_y\":1}},\"__typename\":\"T\"},"
    "\"e\":\"A\",\"d\":{\"x_y\":[1.50]},\"u\":[{\"i\":4},{\"i\":5,\"s\":\"b\"}]"
    ","
    "\"p\":[{\"i\":6,\"r\":[{\"__typename\":\"U\",\"i\":7}]}],"
    "\"r\":{\"i\":8,\"u\":{\"i\":9},\"__typename\":\"P\"}}\n"
    "{\"i\":10,\"__typename\":\"P\",\"s\":\"c\",\"u\":{\"u\":[],\"p\":[{}]}}\n"
    "{\"i\":11,\"a_b\":1}\nnull\n[{\"n\":null,\"__typename\":\"U\"}]\n"
    "{\"u\":{\"u\":{\"u\":[{\"u\":null,\"i\":12}]}},\"__typename\":\"U\"}\n"
    "{\"__typename\":\"T\"}\n{\"__typename\":\"U\",\"s\":{},\"i\":[13]}\n"
    "{\"__typename\":\"U\",\"i\":14,\"x\":tru}\n";

/* Selects of the rows. */
static void try_rows(struct selection *selection,
                     const struct selection_rules *rules, uint64_t seed)
{
    struct pipeline pipeline = {.rules = feed_rows, .on_error = ON_ERROR_NULL};

    pipeline.plan.selection = selection;
    pipeline.plan.type = rules->type == NULL ? NULL : rules->type->name;
    pipeline.plan.schema = rules->schema;
    struct outcome o =
        pipeline_run_in_pieces(&pipeline, false, seed, rows, sizeof rows - 1);
    pipeline_check_json(&pipeline, &o);
    outcome_free(&o);
}

/* Reads it with other blanks: then it is the same, or has the same error. */
static void try_again(const struct selection *selection, enum status status,
                      const uint8_t *data, size_t size,
                      const struct selection_rules *rules)
{
    struct buffer text = {0};
    struct selection again;

    selection_init(&again);
    hold(buffer_reserve(&text, 1));
    if (fuzz_spread(data, size, &text)) {
        hold(selection_parse(&again, text.data, text.len, rules) == status);
        if (status != STATUS_OK)
            fuzz_same_token(&selection->error, &again.error);
    }
    selection_free(&again);
    buffer_free(&text);
}

static void try_selection(const uint8_t *data, size_t size,
                          const struct selection_rules *rules, uint64_t seed)
{
    struct work work = {.schema = rules->schema};

    selection_init(&work.selection);
    enum status status = selection_parse(&work.selection, data, size, rules);
    if (status == STATUS_OK) {
        add(&work, work.selection.row, rules->type);
        for (size_t i = 0; i < work.count; i++)
            look_at(&work, work.tasks[i]);
    } else {
        hold(status_exit(status) == EXIT_USAGE);
        fuzz_place(data, size, &work.selection.error);
    }
    try_again(&work.selection, status, data, size, rules);
    if (status == STATUS_OK)
        try_rows(&work.selection, rules, seed);
    selection_free(&work.selection);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const of_rows[] = {"U", "N", "R"};
    struct selection_rules rules = {.type_name = of_rows[0]};
    uint64_t seed = size;
    struct schema schema;

    for (size_t i = 0; i < size; i++)
        seed = 31 * seed + data[i];
    try_selection(data, size, &rules, seed);
    schema_init(&schema);
    hold(schema_parse(&schema, (const unsigned char *)types,
                      sizeof types - 1) == STATUS_OK);
    rules.schema = &schema;
    for (size_t i = 0; i < sizeof of_rows / sizeof *of_rows; i++) {
        rules.type = schema_find(&schema, of_rows[i], strlen(of_rows[i]));
        try_selection(data, size, &rules, seed + i);
    }
    schema_free(&schema);
    return 0;
}
