// SPDX-License-Identifier: GPL-2.0-only
/* The rules as a table, and what may be answered by them. */
#include <stdio.h>

#include "../guest_abi.h"
#include "parts.h"

#define RULE_ROW(name, outside, says, from) { .id = outside, .answer = says, .source = from },

static const struct model_rule rules[NR_RULES] = { MODEL_RULES(RULE_ROW) };

const struct model_rule *model_rule(unsigned int n)
{
	return n < NR_RULES ? &rules[n] : NULL;
}

static void add(struct model_answer *a, struct model_legal legal)
{
	for (unsigned int i = 0; i < a->nr; i++)
		if (a->legal[i].kind == legal.kind && a->legal[i].ret == legal.ret)
			return;
	if (a->nr < MODEL_LEGAL_MAX)
		a->legal[a->nr++] = legal;
}

static struct model_legal legal_of(enum rule rule)
{
	bool bounced = rules[rule].answer == RULE_BOUNCED;

	return (struct model_legal){
		.kind = bounced ? LEGAL_BOUNCED : LEGAL_RET,
		.ret = bounced ? 0 : rules[rule].answer,
		.rule = &rules[rule],
	};
}

void refuse(struct model_answer *a, bool is_wrong, enum rule rule)
{
	if (!is_wrong)
		return;
	add(a, legal_of(rule));
	a->nr_sure++;
}

void refuse_run(struct model_answer *a, bool is_wrong, enum rule rule)
{
	struct model_legal legal = legal_of(rule);

	if (!is_wrong)
		return;
	legal.kind = LEGAL_NOT_RUN;
	add(a, legal);
	a->nr_sure++;
}

void may_refuse(struct model_answer *a, bool perhaps, enum rule rule)
{
	if (perhaps)
		add(a, legal_of(rule));
}

/* Success names the answer when it is legal: it goes first. */
static void add_success(struct model_answer *a, struct model_legal legal)
{
	if (a->nr_sure || a->nr == MODEL_LEGAL_MAX)
		return;
	memmove(&a->legal[1], &a->legal[0], a->nr * sizeof(a->legal[0]));
	a->legal[0] = legal;
	a->nr++;
}

void succeed(struct model_answer *a, enum rule rule)
{
	add_success(a, legal_of(rule));
}

void succeed_fd(struct model_answer *a, enum rule rule)
{
	add_success(a, (struct model_legal){ .kind = LEGAL_FD, .rule = &rules[rule] });
}

void succeed_out(struct model_answer *a, enum rule rule, uint64_t out)
{
	struct model_legal legal = legal_of(rule);

	legal.out_known = true;
	legal.out = out;
	add_success(a, legal);
}

void anything(struct model_answer *a, enum rule rule)
{
	add_success(a, (struct model_legal){ .kind = LEGAL_ANY, .rule = &rules[rule] });
}

static bool is_hcall(const struct op *op)
{
	return op->code >= OP_H_PUT_TCE && op->code <= OP_H_GET_TCE;
}

bool done(const struct op *op, const struct op_result *r)
{
	return !r->bounced && !r->not_run && (is_hcall(op) ? r->ret == H_SUCCESS : r->ret >= 0);
}

static bool matches(const struct model_legal *legal, const struct op_result *r)
{
	if (legal->kind == LEGAL_ANY)
		return true;
	if (r->not_run || legal->kind == LEGAL_NOT_RUN)
		return r->not_run && legal->kind == LEGAL_NOT_RUN && r->ret == legal->ret;
	if (r->bounced || legal->kind == LEGAL_BOUNCED)
		return r->bounced && legal->kind == LEGAL_BOUNCED;
	if (legal->kind == LEGAL_FD)
		return r->ret >= 0;
	if (legal->kind == LEGAL_ERROR)
		return r->ret < 0;
	return r->ret == legal->ret && (!legal->out_known || r->out == legal->out);
}

const struct model_legal *model_agrees(const struct model_answer *answer,
				       const struct op_result *result)
{
	for (unsigned int i = 0; i < answer->nr; i++)
		if (matches(&answer->legal[i], result))
			return &answer->legal[i];
	return NULL;
}

bool model_succeeds(const struct model_answer *answer)
{
	const struct model_legal *first = &answer->legal[0];

	return !answer->nr_sure && first->kind != LEGAL_BOUNCED && first->ret >= 0;
}

void model_play(const struct model_answer *answer, struct op_result *result)
{
	const struct model_legal *first = &answer->legal[0];

	*result = (struct op_result){
		.ret = first->kind == LEGAL_ERROR ? -EINVAL :
		       first->kind == LEGAL_FD	  ? 3 :
						    first->ret,
		.bounced = first->kind == LEGAL_BOUNCED,
		.not_run = first->kind == LEGAL_NOT_RUN,
		.out = first->out,
	};
}

/* --- in words --- */

static const char *errno_name(int64_t ret)
{
	const char *name = ret < 0 && ret > -4096 ? strerrorname_np((int)-ret) : NULL;

	return name ? name : "another errno";
}

static const char *ret_name(bool hcall, int64_t ret)
{
	if (hcall)
		return guest_code_name(ret);
	return ret < 0 ? errno_name(ret) : !ret ? "success" : ret == 1 ? "1" : "a number";
}

/* An op's rule tells whether its answers are H_ codes. */
static bool rule_is_hcall(const struct model_rule *rule)
{
	return !strncmp(rule->id, "h_", 2) || !strncmp(rule->id, "hcall.", 6);
}

static const char *legal_name(const struct model_legal *legal)
{
	switch (legal->kind) {
	case LEGAL_BOUNCED:
		return "bounced";
	case LEGAL_ANY:
		return "anything";
	case LEGAL_ERROR:
		return "some errno";
	case LEGAL_FD:
		return "success";
	case LEGAL_NOT_RUN:
		return errno_name(legal->ret);
	case LEGAL_RET:
		break;
	}
	return ret_name(rule_is_hcall(legal->rule), legal->ret);
}

void model_describe(const struct model_answer *answer, char *text)
{
	size_t used = 0;

	text[0] = '\0';
	for (unsigned int i = 0; i < answer->nr && used < MODEL_TEXT_BYTES; i++)
		used += snprintf(text + used, MODEL_TEXT_BYTES - used, "%s%s", i ? " or " : "",
				 legal_name(&answer->legal[i]));
}

void model_describe_result(const struct op *op, const struct op_result *result, char *text)
{
	bool new_fd = op_desc(op->code)->made && result->ret >= 0;

	snprintf(text, MODEL_TEXT_BYTES, "%s",
		 result->bounced ? "bounced" :
		 new_fd		 ? "success" :
		 result->not_run ? errno_name(result->ret) :
				   ret_name(is_hcall(op), result->ret));
}

void model_fingerprint(const struct op *op, const struct model_answer *answer,
		       const struct op_result *result, char *text)
{
	char want[MODEL_TEXT_BYTES], got[MODEL_TEXT_BYTES];
	const struct model_legal *first = &answer->legal[0];

	model_describe(answer, want);
	model_describe_result(op, result, got);
	if (!strcmp(want, got) && first->out_known && result->out != first->out)
		snprintf(got, sizeof(got), "another value");
	snprintf(text, MODEL_TEXT_BYTES, "%.60s: %.80s got %.40s", first->rule->id, want, got);
}

/* --- mistakes on purpose --- */

static unsigned int the_plant;

static const char *const plant_names[MODEL_PLANTS + 1] = {
	"none",
	[PLANT_REGISTER] = "memory registered twice is EINVAL",
	[PLANT_WINDOW] = "to remove a window that is not there is ENXIO",
	[PLANT_MAP] = "a mapping outside of all windows is EINVAL",
	[PLANT_UNSET] = "to leave a container with a device open succeeds",
	[PLANT_ADD] = "a group added twice is EBUSY",
	[PLANT_TABLE] = "a LIOBN that is taken is EEXIST",
	[PLANT_PUT] = "H_PUT_TCE outside of the table is left to user space",
	[PLANT_STUFF] = "H_STUFF_TCE forgets the last entry",
	[PLANT_SLOT] = "memory slots that overlap are EINVAL",
	[PLANT_ATTACH] = "a table larger than the window attaches",
	[PLANT_PASSING] = "a structure that is too short is taken",
	[PLANT_RUN] = "another process that runs a VM is told EPERM",
	[PLANT_NAME] = "a group that is asked for a strange device answers ENOENT",
	[PLANT_HUGE] = "any memory is good for large pages of the hardware",
};

void model_plant(unsigned int n)
{
	the_plant = n <= MODEL_PLANTS ? n : 0;
}

const char *model_plant_name(unsigned int n)
{
	return n <= MODEL_PLANTS ? plant_names[n] : "?";
}

bool planted(unsigned int n)
{
	return the_plant == n;
}
