// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.watched
 * What is expected of a VM that is watched: that it is kept fails when it is gone, that it is gone
 * fails while it is there, and either skips the case if the VM was not in sight when it was open.
 *
 * Source: harness/kit/watched.h
 */
#include "../kit/selfcheck.h"

static const struct expectation {
	const char *name;
	bool in_sight, open, kept; /* the VM is; is expected to be */
	enum verdict want;
} expectations[] = {
	{ "kept, and it is", true, true, true, V_PASS },
	{ "kept, but it is gone", true, false, true, V_FAIL },
	{ "gone, and it is", true, false, false, V_PASS },
	{ "gone, but it is there", true, true, false, V_FAIL },
	{ "kept, but not in sight", false, true, true, V_SKIP },
	{ "gone, but not in sight", false, false, false, V_SKIP },
};

static void expect(struct test *t, const struct expectation *e)
{
	struct watched_vm vm;
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_VM);
	vm = vm_watch(rig.vm->fd);
	vm.in_sight = vm.in_sight && e->in_sight;
	if (!e->open)
		rig_close(&rig);
	(e->kept ? t_expect_vm_kept : t_expect_vm_gone)(t, &vm, "it is not so");
	if (e->open)
		rig_close(&rig);
}

static bool debugfs_shows(struct test *t)
{
	struct watched_vm vm;
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_VM);
	vm = vm_watch(rig.vm->fd);
	rig_close(&rig);
	return vm.in_sight;
}

static void judge(struct test *t, const struct expectation *e)
{
	struct inner inner;
	enum verdict got;

	inner_init(t, &inner, NULL);
	t_case(&inner.test, "inner");
	expect(&inner.test, e);
	got = inner.record->cases[0].verdict;
	t_expect(t, got == e->want, "its verdict is %s, must be %s", verdict_name(got),
		 verdict_name(e->want));
	inner_free(&inner);
}

static void run(struct test *t)
{
	bool shows = debugfs_shows(t);

	for (unsigned int i = 0; i < ARRAY_SIZE(expectations); i++) {
		const struct expectation *e = &expectations[i];

		t_case(t, "%s", e->name);
		if (e->in_sight && !shows)
			t_skip(t, "KVM's debugfs is not there; "
				  "mount -t debugfs none /sys/kernel/debug");
		else
			judge(t, e);
	}
}

TCELIFE_TEST(selfcheck_watched, .name = "selfcheck.watched", .run = run, .needs = NEEDS_KVM);
