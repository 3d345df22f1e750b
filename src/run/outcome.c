#include <config.h>

#include "run/outcome.h"

#include "report/diagnosis.h"
#include "report/location.h"
#include "report/message.h"

#include <string.h>

/* Warns about what is no error, but rarely intended. */
static void warn(const struct run *run)
{
    for (size_t i = 0; i < run->options->root_count; i++)
        if (run->roots[i].is_array && run->options->root_count == 1)
            message_warning("the only row is an array, so it becomes a list "
                            "in a list (did you mean --single?)");
        else if (run->roots[i].is_array)
            message_warning("the only row of '%s' is an array, so it becomes "
                            "a list in a list (did you mean --single?)",
                            run->roots[i].field);
}

/* Reports an error in the text of the schema, or of a selection. */
static void report_text(const struct run *run, enum status status)
{
    const struct selection *selection =
        &run->shapes.projections[run->root].selection;
    const char *file = run->options->roots[run->root].select.file;

    if (selection->error.line == 0)
        diagnosis_schema(status, run->options->schema,
                         &run->shapes.schema.error);
    else
        diagnosis_selection(status, file == NULL ? "--select" : file,
                            selection);
}

/* Reports that the schema has no such type, or that no row can be of it. */
static void report_type(const struct schema *schema, const char *type)
{
    size_t n = strlen(type);

    if (schema_find(schema, type, n) != NULL)
        message_usage("%s, not '%s'", status_text(STATUS_NO_TYPE), type);
    else
        diagnosis_no_type(type, schema_nearest(schema, type, n));
}

/* Reports the error, or warns. */
static void report(struct run *run, enum status status)
{
    const struct options_root *root = &run->options->roots[run->root];
    struct transform_counts counts = transform_counts(run->transform);
    struct location where;

    switch (status) {
    case STATUS_OK:
        warn(run);
        return;
    case STATUS_USAGE_REPORTED:
    case STATUS_BAD_ROWS:
        return;
    case STATUS_QUERY_REPORTED:
        message_already_reported(run->query.exit_status);
        return;
    case STATUS_QUERY_ENDED:
    case STATUS_SAME_FILE:
        message_error(status, run->source.name);
        return;
    case STATUS_NO_TYPE:
        report_type(&run->shapes.schema, root->type);
        return;
    case STATUS_RUN_QUERY:
        message_system(status, run->query.path);
        return;
    case STATUS_OPEN_INPUT:
    case STATUS_READ:
        message_system(status, run->source.name);
        return;
    case STATUS_OPEN_OUTPUT:
    case STATUS_WRITE:
    case STATUS_RENAME:
        message_system(status, run->sink.name);
        return;
    case STATUS_MEMORY:
        message_memory(run->source.name, counts.rows);
        return;
    case STATUS_FEW_ROWS:
        diagnosis_few_rows(run->source.name, counts.rows - counts.dropped,
                           root->min_rows);
        return;
    default:
        if (status_exit(status) == EXIT_USAGE) {
            report_text(run, status);
            return;
        }
        where = location_find(&run->rows, run->transform, status);
        diagnosis_data(status, &where,
                       status == STATUS_EQUAL_KEYS
                           ? transform_equal_keys(run->transform)
                           : NULL);
        return;
    }
}

void outcome_report(struct run *run, enum status status)
{
    const struct recovery *v = &run->recovery;
    bool whole = status == STATUS_OK || status == STATUS_BAD_ROWS;
    bool replaces = status == STATUS_BAD_ROWS && sink_replaces(&run->sink);

    if (!whole || replaces)
        recovery_report_deferred(v);
    report(run, status);
    recovery_report_count(v, transform_counts(run->transform).rows, whole,
                          replaces ? run->sink.name : NULL);
}
