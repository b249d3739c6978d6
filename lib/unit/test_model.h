/* SPDX-License-Identifier: GPL-2.0-only */
/* Sequences as text, each line with what the model must predict for it. */
#ifndef TCELIFE_TEST_MODEL_H
#define TCELIFE_TEST_MODEL_H

#include "../model/model.h"

/* The model that the tests of a file play with: too large for the stack. */
extern struct model model_at_test;

/* Start over on the default machine, or on another. */
void model_restart(void);
void model_restart_on(const struct model_machine *machine);

/*
 * Play the lines one after the other; each is an operation and, behind "->", what must be
 * predicted (model_describe()). Without "->" it must succeed. The first legal answer is given.
 */
void model_script(const char *lines);

/* Which rules were named in an answer since they were forgotten. */
void model_rules_forget(void);
bool model_rule_seen(unsigned int n);

/* The operation of a line; a line that is none is a failed check. */
struct op model_op(const char *line);

/* What the call of this line must give besides its answer, H_GET_TCE say; it must succeed. */
uint64_t model_reads(const char *line);

/* Everything up to an attached table in one container, window at 0 with 256 pages of 4 KiB. */
extern const char model_attached_script[];

/*
 * Make @op as a machine would that gives the first legal answer; false, and nothing done: it cannot
 * be made now. What was predicted is in *@answer.
 */
bool model_make(struct model *m, const struct op *op, struct model_answer *answer);

#endif
