/* Under which plan the objects in a value are read. */
#include <config.h>

#include "support/tap.h"

#include "graphql/schema.h"
#include "plan/plan_keys.h"
#include "plan/plans.h"

#include <string.h>

static const char text[] = "scalar JSON\n"
                           "enum Role { ADMIN }\n"
                           "interface Node { id: ID! owner: User }\n"
                           "union Media = Photo | Post\n"
                           "type Photo { by: User }\n"
                           "type Post { author: User! tags: [[Tag!]]! }\n"
                           "type Tag { name: String }\n"
                           "type User implements Node { id: ID! owner: User\n"
                           "  settings: JSON role: Role lastPost: Post\n"
                           "  old_name: Tag node: Node media: [Media!] }\n";

static struct schema schema;
static struct plans plans;

static void make_plans(void)
{
    schema_init(&schema);
    ck_assert_int_eq(
        schema_parse(&schema, (const unsigned char *)text, sizeof text - 1),
        STATUS_OK);
    ck_assert(plans_init(
        &plans, &(struct plan_rules){.type = "User", .schema = &schema}));
}

static void free_plans(void)
{
    plans_free(&plans);
    schema_free(&schema);
}

/* Learns the key in the plan. The plan of its value. */
static struct plan *below(struct plan *plan, const char *key)
{
    unsigned char raw[64];
    struct key *found;
    size_t bad, n = strlen(key);

    memcpy(raw, key, n);
    raw[n] = '"';
    ck_assert_int_eq(plan_keys_get(plan, raw, n, &found, &bad), STATUS_OK);
    return found->value.plan;
}

static void expect_type(const struct plan *plan, const char *type)
{
    ck_assert_ptr_nonnull(plan->place.type);
    ck_assert_str_eq(plan->place.type->name, type);
}

static void expect_stamp(const struct plan *plan, const char *stamp)
{
    ck_assert_uint_eq(plan->stamp.len, strlen(stamp));
    ck_assert(memcmp(plan->stamp.data, stamp, strlen(stamp)) == 0);
}

START_TEST(a_field_leads_to_the_plan_of_its_type)
{
    struct plan *user = plans.row.plan;

    expect_type(user, "User");
    expect_stamp(user, "\"__typename\":\"User\"");
    ck_assert(below(user, "owner") == user);
    struct plan *post = below(user, "last_post");
    expect_type(post, "Post");
    expect_stamp(post, "\"__typename\":\"Post\"");
    ck_assert(below(user, "lastPost") == post);
    ck_assert(below(user, "last\\u005fpost") == post);
    ck_assert(below(post, "author") == user);
    expect_type(below(post, "tags"), "Tag");
    /* By the key as the row has it, however it is spelled. */
    ck_assert(below(user, "old_name") == below(post, "tags"));
    ck_assert(below(user, "old\\u005fname") == below(post, "tags"));
}
END_TEST

START_TEST(what_has_no_type_leads_nowhere)
{
    struct plan *user = plans.row.plan, *none = plans.untyped;
    static const char *const keys[] = {"id",   "role",   "unknown", "Owner",
                                       "tags", "author", ""};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        ck_assert(below(user, keys[i]) == none);
    ck_assert(below(none, "owner") == none);
    ck_assert(none->stamp.len == 0 && none->kind != PLAN_ABSTRACT);
}
END_TEST

START_TEST(a_scalar_of_the_schema_keeps_its_keys)
{
    struct plan *opaque = below(plans.row.plan, "settings");

    ck_assert(opaque == plans.opaque);
    ck_assert(opaque->keep_case && opaque->stamp.len == 0);
    ck_assert(below(opaque, "owner") == opaque);
}
END_TEST

static enum status find(struct plan *plan, const char *name,
                        struct plan **named)
{
    return plans_of_name(plan, (const unsigned char *)name, strlen(name),
                         named);
}

START_TEST(an_object_of_an_abstract_type_names_its_plan)
{
    struct plan *node = below(plans.row.plan, "node"), *named = NULL;
    struct plan *media = below(plans.row.plan, "media");

    ck_assert(node->kind == PLAN_ABSTRACT && node->stamp.len == 0);
    ck_assert(media->kind == PLAN_ABSTRACT && media->stamp.len == 0);
    ck_assert(below(node, "owner") == plans.row.plan);
    ck_assert(below(media, "author") == plans.untyped);
    ck_assert_int_eq(find(node, "\"User\"", &named), STATUS_OK);
    ck_assert(named == plans.row.plan);
    ck_assert_int_eq(find(media, "\"Ph\\u006fto\"", &named), STATUS_OK);
    expect_type(named, "Photo");
    static const char *const others[] = {
        "\"User\"", "\"Media\"", "\"Phot\"", "\"Photos\"",
        "\"\"",     "null",      "1",        "{\"Photo\":1}"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        ck_assert_int_eq(find(media, others[i], &named), STATUS_OTHER_TYPE);
    ck_assert_int_eq(find(node, "\"Photo\"", &named), STATUS_OTHER_TYPE);
}
END_TEST

START_TEST(plans_that_forget_lead_to_the_same_plans)
{
    struct plan *post = below(plans.row.plan, "last_post");

    plans_forget(&plans);
    ck_assert(plans.learned.arena.total == 0);
    ck_assert(below(plans.row.plan, "last_post") == post);
    expect_stamp(post, "\"__typename\":\"Post\"");
}
END_TEST

START_TEST(without_a_schema_only_rows_have_a_type)
{
    struct plans few;

    ck_assert(plans_init(&few, &(struct plan_rules){.type = "A\"b"}));
    ck_assert(few.row.plan != few.untyped && few.row.plan->place.type == NULL);
    expect_stamp(few.row.plan, "\"__typename\":\"A\\\"b\"");
    ck_assert(below(few.row.plan, "a") == few.untyped);
    plans_free(&few);
    ck_assert(plans_init(&few, &(struct plan_rules){.keep_case = true}));
    ck_assert(few.row.plan == few.untyped && few.untyped->keep_case);
    plans_free(&few);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("plans");
    TCase *t = tcase_create("types");

    tcase_add_checked_fixture(t, make_plans, free_plans);
    tcase_add_test(t, a_field_leads_to_the_plan_of_its_type);
    tcase_add_test(t, what_has_no_type_leads_nowhere);
    tcase_add_test(t, a_scalar_of_the_schema_keeps_its_keys);
    tcase_add_test(t, an_object_of_an_abstract_type_names_its_plan);
    tcase_add_test(t, plans_that_forget_lead_to_the_same_plans);
    tcase_add_test(t, without_a_schema_only_rows_have_a_type);
    suite_add_tcase(suite, t);
    return tap_run(suite);
}
