/*
 * What becomes of rows: the examples in tests/cases, each by every kernel and
 * for every manner in which its bytes may come.
 */
#include "support/tap.h"

#include "support/cases.h"
#include "support/feed.h"

#include "output/errors.h"

#include <inttypes.h>
#include <string.h>

static struct cases cases;

/* The rules that the options of a case come to; *plan is theirs. */
static struct transform_rules rules_of(const struct one_case *c,
                                       struct plan_rules *plan)
{
    struct transform_rules rules = {.plan = plan};

    *plan = (struct plan_rules){.keep_case = c->keep_case};
    response_rules(&c->response, c->kind, &rules);
    if (c->member[0] != '\0')
        plan->column = c->member;
    if (c->marker[0] != '\0')
        rules.end_marker = c->marker;
    if (c->type[0] != '\0')
        plan->type = c->type;
    return rules;
}

static void expect_output(const struct one_case *c, const struct outcome *o)
{
    static const struct errors none;
    struct buffer all = {0};

    ck_assert(response_begin_root(&c->response, c->kind, NULL, &all));
    ck_assert(buffer_append(&all, o->out.data, o->out.len));
    ck_assert(response_end_root(&c->response, c->kind, o->rows, &all));
    ck_assert(response_end(&c->response, &none, &all));
    ck_assert_msg(
        all.len == c->output.len &&
            (all.len == 0 || memcmp(all.data, c->output.data, all.len) == 0),
        "%s: gives '%.*s', not '%.*s'", c->name, (int)all.len, (char *)all.data,
        (int)c->output.len, (char *)c->output.data);
    buffer_free(&all);
}

START_TEST(gives_what_it_says)
{
    const struct one_case *c = &cases.list[_i];
    struct plan_rules plan;
    struct transform_rules rules = rules_of(c, &plan);
    struct outcome o =
        feed_in_all_manners(c->name, &rules, c->input.data, c->input.len);

    ck_assert_msg(o.status == c->status, "%s: ends with \"%s\", not \"%s\"",
                  c->name, status_text(o.status), status_text(c->status));
    if (c->status == STATUS_OK)
        expect_output(c, &o);
    else
        ck_assert_msg(o.line == c->line && o.column == c->column,
                      "%s: the error is at %" PRIu64 ":%" PRIu64, c->name,
                      o.line, o.column);
    outcome_free(&o);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("transform");

    cases = cases_read();
    for (int i = 0; i < (int)cases.count; i++) {
        TCase *one = tcase_create(cases.list[i].name);
        tcase_add_loop_test(one, gives_what_it_says, i, i + 1);
        suite_add_tcase(suite, one);
    }
    return tap_run(suite);
}
