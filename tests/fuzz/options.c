#include <config.h>

#include "fuzz/options.h"

#include "fuzz/fuzz.h"

#include <string.h>

static const char schema_text[] =
    "scalar JSON enum E { A B } interface N { a: ID n: N } "
    "type U implements N { a: ID aB: String c: [U] d: JSON e: E n: N "
    "s: [[S]] t: T old_x: ID } "
    "type T implements N { a: ID n: N u: U d: JSON } union S = U | T";

static const char *const selections[] = {
    "{a aB c{a x:aB} d}",
    "{x:c{a} y:c{aB a} c{__typename} n{a __typename n{a}} d t{u{a e}}}",
    "{s{__typename ...on U{a t{a}} ...on T{u{a n{a}}}} n{a n{n{a}}} old_x}",
};

/* The schema, which is made once. */
static const struct schema *the_schema(void)
{
    static struct schema schema;

    if (schema.types == NULL) {
        schema_init(&schema);
        hold(schema_parse(&schema, (const unsigned char *)schema_text,
                          sizeof schema_text - 1) == STATUS_OK);
    }
    return &schema;
}

/* What the first byte asks for: what becomes of keys. */
static bool read_plan(struct fuzz_options *a, unsigned bits)
{
    struct plan_rules *plan = &a->pipeline.plan;
    unsigned chosen = bits / 8 % 4;

    plan->keep_case = bits & 1;
    plan->type = bits & 6 ? "U" : NULL;
    plan->schema = bits & 4 ? the_schema() : NULL;
    plan->column = bits & 32 ? "c" : NULL;
    if (chosen == 0)
        return true;
    plan->selection = &a->projection.selection;
    const char *text = selections[chosen - 1];
    /* Without a schema some of them cannot be had. */
    return projection_select(&a->projection, (const unsigned char *)text,
                             strlen(text), plan->type, plan->schema,
                             plan->keep_case) == STATUS_OK;
}

/* What the second byte asks for: the ends of rows, good and bad. */
static void read_response(struct fuzz_options *a, unsigned bits)
{
    struct response response = {.lines = bits & 8, .rows = bits & 16};

    if (bits & 1 && a->pipeline.format != ROWS_COPY_BINARY)
        a->pipeline.rules.end_marker = "END";
    if (bits & 2)
        a->pipeline.on_error = ON_ERROR_NULL;
    else if (bits & 4)
        a->pipeline.on_error = ON_ERROR_SKIP;
    response_rules(&response, bits & 32 ? RESPONSE_SINGLE : RESPONSE_LIST,
                   &a->pipeline.rules);
}

/* The third: where the rows are. */
static bool read_rows(struct fuzz_options *a, unsigned bits,
                      const uint8_t *rows, size_t n)
{
    enum {
        LONG = 64 * 1024 + 7
    };
    static const char *ways[] = {"d", "a.n"};
    static char letters[LONG];

    a->as_frames = bits & 4;
    if (bits & 1) {
        hold(projection_keep(&a->projection, ways, 2,
                             a->pipeline.plan.keep_case));
        a->pipeline.plan.opaque = &a->projection.opaque;
    }
    if (bits & 2) {
        memset(letters, 'a', sizeof letters);
        hold(buffer_text(&a->bytes, "[\""));
        hold(buffer_append(&a->bytes, letters, sizeof letters));
    }
    a->before = a->pipeline.at_once = a->bytes.len;
    if (!buffer_reserve(&a->bytes, n + 1)) /* so that it is somewhere */
        return false;
    return n == 0 || buffer_append(&a->bytes, rows, n);
}

bool fuzz_options_read(struct fuzz_options *a, enum rows_format format,
                       const uint8_t *data, size_t size)
{
    *a = (struct fuzz_options){.pipeline = {.format = format}};
    projection_init(&a->projection);
    if (size < FUZZ_OPTIONS_BYTES)
        return false;
    read_response(a, data[1]);
    a->seed = data[3];
    hold(read_rows(a, data[2], data + FUZZ_OPTIONS_BYTES,
                   size - FUZZ_OPTIONS_BYTES));
    bool selects = read_plan(a, data[0]);
    const struct transform_rules *rules = &a->pipeline.rules;
    const struct plan_rules *plan = &a->pipeline.plan;
    a->is_plain = rules->end_marker == NULL && plan->schema == NULL &&
                  plan->column == NULL && plan->opaque == NULL &&
                  plan->selection == NULL &&
                  a->pipeline.on_error != ON_ERROR_NULL;
    return selects;
}

void fuzz_options_free(struct fuzz_options *a)
{
    projection_free(&a->projection);
    buffer_free(&a->bytes);
}
