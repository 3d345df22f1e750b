/*
 * plan_fields: the fields that objects of a plan have in the response, where it
 * selects: which they are, in which order, and which key fills them.
 */
#ifndef PLAN_PLAN_FIELDS_H
#define PLAN_PLAN_FIELDS_H

#include "plan/plan.h"

#include <stdbool.h>

/*
 * Makes the fields that the sets of the plan, which are of the selection,
 * select. Where the plan has the name of its type, __typename has it as its
 * value. false: no memory.
 */
bool plan_fields_make(struct plan *plan, struct selection *selection);

/* Frees their memory. */
void plan_fields_free(struct plan *plan);

/*
 * Sets key->field to the first field of the plan that the key fills: a field
 * that is selected by the name of the key, or else by the key itself. The key
 * is one of the plan and has its name. false: no memory.
 */
bool plan_fields_of_key(const struct plan *plan, struct key *key);

#endif
