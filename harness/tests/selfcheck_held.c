// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.held
 * A rig that another process holds open while the oracles judge is what a lost reference looks
 * like: modules in use, a VM alive, pages pinned, vmalloc areas, a group that does not open. Each
 * of these oracles must fire; log and taint, for which nothing happened, must not. Once the rig
 * is closed none fires. A rig that was open before, and is not any more, is what a reference looks
 * like that was dropped twice: modules and pins, which nobody else gives back, must fire.
 *
 * Source: lib/oracle.h
 */
#include "../kit/selfcheck.h"

static const char *const fire[] = { "modules", "vms", "pins", "vmalloc", "group" };
static const char *const silent[] = { "klog", "taint" };
static const char *const fire_of_fewer[] = { "modules", "pins" };

/* Another process that has a rig open until it is killed. */
static pid_t hold_a_rig(struct test *t)
{
	int ready[2];
	pid_t pid;
	char c;

	fflush(stdout);
	if (pipe2(ready, O_CLOEXEC))
		t_error(t, "no pipe: %s", strerror(errno));
	pid = fork_tied();
	if (pid < 0)
		t_error(t, "no fork: %s", strerror(errno));
	if (!pid) {
		struct rig rig;

		rig_live_open(t, &rig, NULL);
		if (write(ready[1], "", 1) == 1)
			pause();
		_exit(0);
	}
	close(ready[1]);
	if (read(ready[0], &c, 1) != 1)
		t_error(t, "the process that was to hold a rig ended; see attach.once");
	close(ready[0]);
	return pid;
}

static bool is_available(const char *name, const struct oracle_ctx *ctx, char *why)
{
	const struct oracle *o = oracle_by_name(name);

	return o->available(o, ctx, why, ORACLE_TEXT_BYTES);
}

static void expect_fires(struct test *t, const struct oracle_ctx *ctx,
			 const struct oracle_report *report, const char *name, const char *when)
{
	char why[ORACLE_TEXT_BYTES];

	t_case(t, "%s fires%s", name, when);
	if (is_available(name, ctx, why))
		t_expect_fired(t, report, name);
	else
		t_skip(t, "%s", why);
}

static void expect_each(struct test *t, const struct oracle_ctx *ctx,
			const struct oracle_report *report)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(fire); i++)
		expect_fires(t, ctx, report, fire[i], "");
	for (unsigned int i = 0; i < sizeof(silent) / sizeof(silent[0]); i++) {
		t_case(t, "%s does not", silent[i]);
		t_expect_silent(t, report, silent[i]);
	}
}

static void run(struct test *t)
{
	struct oracle_ctx ctx = { .target = t_targets(t), .nr_targets = 1, .label = t->decl->name };
	static struct oracle_report held, closed, fewer; /* large, for a stack */
	struct oracle_watch watch, whole, from_held;
	pid_t pid;

	oracle_begin(&whole, &ctx, NULL);
	oracle_begin(&watch, &ctx, NULL);
	pid = hold_a_rig(t);
	oracle_begin(&from_held, &ctx, NULL);
	oracle_settle_ms = SELFCHECK_SETTLE_MS;
	oracle_end(&watch, &ctx, &held);
	oracle_settle_ms = ORACLE_SETTLE_MS;
	expect_each(t, &ctx, &held);

	t_case(t, "none fires once it is closed");
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	oracle_end(&whole, &ctx, &closed);
	t_expect_silent(t, &closed, NULL);

	oracle_settle_ms = SELFCHECK_SETTLE_MS;
	oracle_end(&from_held, &ctx, &fewer);
	oracle_settle_ms = ORACLE_SETTLE_MS;
	for (unsigned int i = 0; i < ARRAY_SIZE(fire_of_fewer); i++)
		expect_fires(t, &ctx, &fewer, fire_of_fewer[i], " when there are fewer");
}

TCELIFE_TEST(selfcheck_held, .name = "selfcheck.held", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
