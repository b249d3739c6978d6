// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is kept out because the kernel at hand is known to go wrong there. Where it is an error that
 * is answered wrongly, that is its rule. Where it is success (`h_put_tce.ok`) or what stays locked
 * (`seen.locked.create_window`), not all of it can be kept out: what leads there can.
 */
#include <string.h>

#include "generate_parts.h"

static bool is_listed(const char *const *rules, const char *id)
{
	for (unsigned int i = 0; i < GENERATE_AVOID && rules[i]; i++)
		if (!strcmp(rules[i], id))
			return true;
	return false;
}

static bool is_success(const char *id)
{
	size_t length = strlen(id);

	return length > 3 && !strcmp(id + length - 3, ".ok");
}

static bool breaks_rule(const char *const *rules, const struct model_answer *answer)
{
	for (unsigned int i = 0; i < answer->nr; i++) {
		const struct model_rule *rule = answer->legal[i].rule;

		if (rule && !is_success(rule->id) && is_listed(rules, rule->id))
			return true;
	}
	return false;
}

/* Memory is known to stay locked after it: mostly where it fails half-way. */
static bool loses_memory(const char *const *rules, const struct op *op,
			 const struct model_answer *answer)
{
	static const char prefix[] = "seen.locked.";

	for (unsigned int i = 0; i < GENERATE_AVOID && rules[i]; i++)
		if (!strncmp(rules[i], prefix, strlen(prefix)) &&
		    !strcmp(rules[i] + strlen(prefix), op_desc(op->code)->name))
			return !model_succeeds(answer);
	return false;
}

static bool has_window_of_nobody(const struct model *m)
{
	for (unsigned int i = 0; i < MODEL_WINDOWS; i++)
		if (m->window[i].used && !m->window[i].container)
			return true;
	return false;
}

static bool may_lead_astray(const struct op *op)
{
	switch (op->code) {
	case OP_UNREGISTER_MEMORY:
	case OP_REMOVE_WINDOW:
	case OP_UNSET_CONTAINER:
	case OP_H_PUT_TCE:
	case OP_H_PUT_TCE_INDIRECT:
	case OP_H_STUFF_TCE:
	case OP_CLOSE:
	case OP_EXIT:
		return true;
	default:
		return false;
	}
}

/* What comes after it is known to go wrong in silence: the model says where. */
static bool leads_astray(struct generator *g, const struct op *op,
			 const struct model_answer *answer)
{
	struct op_result result;

	if (!may_lead_astray(op))
		return false;
	g->after = g->model;
	model_play(answer, &result);
	model_take(&g->after, op, &result);
	if (*model_hazard(&g->after) && !*model_hazard(&g->model))
		return true;
	return has_window_of_nobody(&g->after) && !has_window_of_nobody(&g->model);
}

static bool goes_wrong(struct generator *g, const char *const *rules, const struct op *op,
		       const struct model_answer *answer)
{
	if (!rules[0])
		return false;
	return breaks_rule(rules, answer) || loses_memory(rules, op, answer) ||
	       leads_astray(g, op, answer);
}

bool bias_bars(struct generator *g, const struct op *op, const struct model_answer *answer)
{
	const struct generate_bias *bias = g->opts->bias;

	if (!bias)
		return false;
	return goes_wrong(g, bias->never, op, answer) ||
	       (g->obeys && goes_wrong(g, bias->seldom, op, answer));
}
