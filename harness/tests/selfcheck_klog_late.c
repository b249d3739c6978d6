// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.klog_late
 * What the kernel reports when the test is over and the oracles look, as when the group is opened
 * again, is found: a report comes while the oracle of the group waits for one that is held open,
 * until then. It is shown in a file that stands in for /dev/kmsg in this test only.
 *
 * Source: lib/oracle.h
 */
#include "../kit/selfcheck.h"

#define KMSG	"/dev/kmsg"
#define REPORT	"4,901,4000000,-;WARNING: CPU: 1 PID: 42 at a.c:1 iommu_tce_table_put+0x80/0xa0\n"
#define LATE_MS 300
#define WAIT_MS 5000 /* it has come by then, also where all is slow */

/* Whoever reports holds the group until then. */
static void report_late(void)
{
	int fd = open(KMSG, O_WRONLY | O_APPEND | O_CLOEXEC);

	usleep(LATE_MS * 1000);
	_exit(fd < 0 || write(fd, REPORT, strlen(REPORT)) != (ssize_t)strlen(REPORT));
}

static void run(struct test *t)
{
	struct oracle_ctx ctx = { .target = t_targets(t), .nr_targets = 1, .label = t->decl->name };
	int group_fd = vfio_group_open(t_targets(t)->group), status = 1;
	struct oracle_report report = { 0 };
	struct oracle_watch watch;
	pid_t pid;

	t_stand_in(t, KMSG, "");
	oracle_begin(&watch, &ctx, NULL);
	pid = fork_tied();
	if (!pid)
		report_late();
	close(group_fd);
	oracle_settle_ms = WAIT_MS;
	oracle_end_settled(&watch, &ctx, &report);
	oracle_settle_ms = ORACLE_SETTLE_MS;
	if (pid < 0 || waitpid(pid, &status, 0) != pid || status)
		t_error(t, "the file that stands in for " KMSG " cannot be written");
	t_stand_down(t, KMSG);
	t_expect_fired(t, &report, "klog");
	t_expect(t, report.nr == 1, "%u findings, must be the report alone", report.nr);
}

TCELIFE_TEST(selfcheck_klog_late, .name = "selfcheck.klog_late", .run = run, .needs = NEEDS_GROUP);
