// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.nothing_held
 * What every test ends with, t_expect_nothing_held(), fires when the group is still held, and
 * when memory is still registered and so locked; t_rig_close() fires when somebody else keeps
 * the device. All are silent after a rig that was opened and closed.
 *
 * Source: harness/test.h
 */
#include "../kit/selfcheck.h"

static void leave_open(struct test *t, void *arg)
{
	struct rig rig;

	(void)arg;
	rig_open(&rig, t_targets(t), NULL, RIG_MEMORY);
	t_expect_nothing_held(t);
}

/* One more fd of the device: the group cannot leave its container. */
static void keep_device(struct test *t, void *arg)
{
	struct rig rig;

	(void)arg;
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	if (dup(rig.device_fd[0]) < 0)
		t_error(t, "dup: %s", strerror(errno));
	t_rig_close(t, &rig);
}

/* One more fd of the table: its LIOBN stays taken. */
static void keep_table(struct test *t, void *arg)
{
	struct rig rig;

	(void)arg;
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	if (dup(rig.table_fd) < 0)
		t_error(t, "dup: %s", strerror(errno));
	t_rig_close(t, &rig);
}

static void leave_nothing(struct test *t, void *arg)
{
	struct rig rig;

	(void)arg;
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

static const struct {
	const char *name;
	void (*body)(struct test *t, void *arg);
	const char *says[2]; /* both; NULL: nothing */
} bodies[] = {
	{ "left open, with memory registered", leave_open, { "locked memory", "is still held" } },
	{ "device kept by another fd", keep_device, { "VFIO_GROUP_UNSET_CONTAINER" } },
	{ "table kept by another fd", keep_table, { "with the LIOBN once more" } },
	{ "nothing left", leave_nothing, { NULL } },
};

/* True if the inner test failed, somewhere, with these words. */
static bool says(const struct inner *inner, const char *words)
{
	for (unsigned int i = 0; i < inner->record->nr_cases; i++) {
		const struct case_record *c = &inner->record->cases[i];

		if (c->verdict == V_FAIL && strstr(c->reason, words))
			return true;
		for (unsigned int d = 0; d < c->nr_diags; d++)
			if (strstr(c->diag[d], words))
				return true;
	}
	return false;
}

static void run(struct test *t)
{
	for (unsigned int i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
		struct inner inner;
		const char *failure;

		t_case(t, "%s", bodies[i].name);
		inner_init(t, &inner, NULL);
		oracle_settle_ms = bodies[i].says[0] ? SELFCHECK_SETTLE_MS : ORACLE_SETTLE_MS;
		if (t_in_child_try(&inner.test, bodies[i].body, NULL))
			t_error(t, "the child did not come to its end");
		failure = inner_failure(&inner);
		for (unsigned int k = 0; k < 2 && bodies[i].says[k]; k++)
			t_expect(t, says(&inner, bodies[i].says[k]), "no check says \"%s\"",
				 bodies[i].says[k]);
		if (!bodies[i].says[0])
			t_expect(t, !failure, "a check fired for nothing: %s", failure);
		inner_free(&inner);
	}
	t_case(t, "and nothing is held after all");
	t_expect_nothing_held(t);
}

TCELIFE_TEST(selfcheck_nothing_held, .name = "selfcheck.nothing_held", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
