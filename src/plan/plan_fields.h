/*
 * plan_fields: what is selected of objects that are read under one plan: which
 * fields they have in the response, in which order, and which key fills them.
 */
#ifndef PLAN_PLAN_FIELDS_H
#define PLAN_PLAN_FIELDS_H

#include "plan/plans.h"

#include <stdbool.h>

/*
 * Gives the plan the fields that its sets select. Where the plan knows its
 * type's name, that is what __typename is. false: no memory.
 */
bool plan_fields_make(struct plan *plan);

/* Gives their memory back. */
void plan_fields_free(struct plan *plan);

/*
 * Finds the first field of the plan that a key of it fills, which has its name:
 * the field is called as the name, or else as the key itself. false: no memory.
 */
bool plan_fields_of_key(const struct plan *plan, struct key *key);

#endif
