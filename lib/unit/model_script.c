// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <string.h>

#include "test_model.h"
#include "unit.h"

struct model model_at_test;

const char model_attached_script[] = "open_container new=c0\n"
				     "open_group new=g0\n"
				     "set_container g0 fd=c0\n"
				     "set_iommu c0 type=v2\n"
				     "register_memory c0 hva=0x0 bytes=0x100000\n"
				     "remove_window c0 iova=0x0\n"
				     "create_window c0 shift=12 bytes=0x200000 levels=1\n"
				     "create_vm new=v0 mode=radix\n"
				     "set_slot v0 slot=2 gpa=0x10000000 hva=0x0 bytes=0x200000\n"
				     "create_table v0 new=t0 liobn=0x80000001 shift=12 size=0x200\n"
				     "create_kvm_vfio v0 new=k0\n"
				     "group_add k0 fd=g0\n"
				     "set_spapr_tce k0 fd=g0 fd2=t0\n";

void model_restart_on(const struct model_machine *machine)
{
	model_init(&model_at_test, machine);
}

void model_restart(void)
{
	struct model_machine machine;

	model_machine_default(&machine);
	model_restart_on(&machine);
}

struct op model_op(const char *line)
{
	char why[OP_TEXT_BYTES] = "";
	struct op op = { 0 };

	if (!op_parse(line, &op, why))
		CHECK_STR(why, line);
	return op;
}

static bool seen[512];

void model_rules_forget(void)
{
	memset(seen, 0, sizeof(seen));
}

bool model_rule_seen(unsigned int n)
{
	return n < 512 && seen[n];
}

static void note_rules(const struct model_answer *a)
{
	for (unsigned int i = 0; i < a->nr; i++)
		seen[a->legal[i].rule - model_rule(0)] = true;
}

static void play(const char *line, const char *want)
{
	struct op op = model_op(line);
	struct model_answer answer;
	struct op_result result;
	char got[MODEL_TEXT_BYTES], both[2 * MODEL_TEXT_BYTES];

	if (!model_can(&model_at_test, &op)) {
		CHECK_STR("cannot", line);
		return;
	}
	model_predict(&model_at_test, &op, &answer);
	note_rules(&answer);
	model_describe(&answer, got);
	if (strcmp(got, want) && !(model_succeeds(&answer) && !strcmp(want, "good"))) {
		snprintf(both, sizeof(both), "%.180s -> %.180s", line, got);
		CHECK_STR(both, want);
	}
	model_play(&answer, &result);
	CHECK(model_agrees(&answer, &result));
	model_take(&model_at_test, &op, &result);
}

void model_script(const char *lines)
{
	char line[2 * OP_TEXT_BYTES], *arrow;

	while (*lines) {
		size_t n = strcspn(lines, "\n");

		snprintf(line, sizeof(line), "%.*s", (int)n, lines);
		arrow = strstr(line, " -> ");
		if (arrow)
			*arrow = '\0';
		play(line, arrow ? arrow + 4 : "good");
		lines += n + (lines[n] == '\n');
	}
}

uint64_t model_reads(const char *line)
{
	struct op op = model_op(line);
	struct op_result result;
	struct model_answer answer;

	model_predict(&model_at_test, &op, &answer);
	CHECK(model_succeeds(&answer));
	model_play(&answer, &result);
	return result.out;
}

bool model_make(struct model *m, const struct op *op, struct model_answer *answer)
{
	struct op_result result;

	if (!model_can(m, op))
		return false;
	model_predict(m, op, answer);
	model_play(answer, &result);
	model_take(m, op, &result);
	return true;
}
