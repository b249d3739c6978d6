// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.klog
 * The oracle of the kernel log fires for a WARN, in the format up to 6.12 and in that of 7.2, and
 * for an oops, and names the functions; it is silent for a log without a report. The reports are
 * shown to it in a file that stands in for /dev/kmsg in this test only: the machine's log is not
 * soiled. That the real /dev/kmsg is read is shown with a line that is no report.
 *
 * Source: Documentation/ABI/testing/dev-kmsg
 */
#include "../kit/selfcheck.h"

#define KMSG "/dev/kmsg"
#define CUT  "------------[ cut here ]------------\n"

/* A report is lines of the log; where its trace leads is the same in each. */
#define TRACE                                                                       \
	"NIP [c00000000005a5c0] iommu_tce_table_put+0x80/0xa0\n"                    \
	"LR [c008000000e31234] kvm_vfio_release+0xb0/0x1a0 [kvm]\n"                 \
	"Call Trace:\n"                                                             \
	"[c000000012345a90] [c008000000e31234] kvm_vfio_release+0xb0/0x1a0 [kvm]\n" \
	"---[ end trace 0000000000000000 ]---\n"

static const struct {
	const char *name, *lines, *signature; /* NULL: must be silent */
} logs[] = {
	{ "WARN up to 6.12",
	  CUT "WARNING: CPU: 1 PID: 42 at arch/powerpc/kernel/iommu.c:841 "
	      "iommu_tce_table_put+0x80/0xa0\n"
	      "CPU: 1 UID: 0 PID: 42 Comm: tcelife Not tainted 6.12.107\n" TRACE,
	  "klog WARNING:iommu_tce_table_put:kvm_vfio_release" },
	{ "WARN of 7.2",
	  CUT "WARNING: arch/powerpc/kernel/iommu.c:841 at iommu_tce_table_put+0x80/0xa0, "
	      "CPU#1: tcelife/42\n"
	      "CPU: 1 UID: 0 PID: 42 Comm: tcelife Not tainted 7.2.13\n" TRACE,
	  "klog WARNING:iommu_tce_table_put:kvm_vfio_release" },
	{ "oops",
	  "BUG: Kernel NULL pointer dereference on read at 0x00000010\n"
	  "Faulting instruction address: 0xc00000000005a5c0\n"
	  "Oops: Kernel access of bad area, sig: 11 [#1]\n" TRACE,
	  "klog " },
	{ "no report",
	  "pci 0000:01     : [PE# fd] Removing DMA window #0\n"
	  "vfio-pci 0000:01:00.0: warning: nothing to see here\n",
	  NULL },
};

/* The lines as records of /dev/kmsg: priority, sequence, microseconds, flags; text. */
static bool write_records(const char *lines)
{
	FILE *log = fopen(KMSG, "a");

	while (log && *lines) {
		size_t bytes = strcspn(lines, "\n") + 1;

		fprintf(log, "4,901,4000000,-;%.*s", (int)bytes, lines);
		lines += bytes;
	}
	return log && !fclose(log);
}

/* What the oracle says when the log grows by @lines between its two looks. */
static void judge(struct test *t, const char *lines, struct oracle_report *report)
{
	struct oracle_ctx ctx = { .label = t->decl->name };
	struct oracle_watch watch;

	t_stand_in(t, KMSG, "");
	oracle_begin(&watch, &ctx, "klog");
	if (!write_records(lines))
		t_error(t, "the file that stands in for " KMSG " cannot be written");
	oracle_end(&watch, &ctx, report);
	t_stand_down(t, KMSG);
}

static void expect(struct test *t, unsigned int i)
{
	struct oracle_report report = { 0 };
	const char *want = logs[i].signature;

	t_case(t, "%s", logs[i].name);
	judge(t, logs[i].lines, &report);
	if (!want)
		return t_expect_silent(t, &report, NULL);
	t_expect_fired(t, &report, "klog");
	if (report.nr)
		t_expect(t, !strncmp(report.finding[0].signature, want, strlen(want)),
			 "its signature is \"%s\", must begin with \"%s\"",
			 report.finding[0].signature, want);
}

/* A line that is no report goes through the real log into the cut that is kept. */
static void real_log(struct test *t)
{
	struct oracle_report report = { 0 };
	struct oracle_ctx ctx = { .label = t->decl->name };
	struct oracle_watch watch;
	char path[32], line[64], *cut;

	t_case(t, "the real log");
	snprintf(path, sizeof(path), "/proc/self/fd/%d", memfd_create("cut", 0));
	snprintf(line, sizeof(line), "tcelife: nonce %016llx",
		 (unsigned long long)prng_next(t_prng(t)));
	ctx.klog_path = path;
	oracle_begin(&watch, &ctx, "klog");
	if (spit(KMSG, line))
		t_error(t, KMSG " cannot be written; run as root");
	oracle_end(&watch, &ctx, &report);
	cut = slurp(path);
	t_expect_silent(t, &report, NULL);
	t_expect(t, cut && strstr(cut, line), "the line \"%s\" is not in the cut of the log", line);
	free(cut);
}

static void run(struct test *t)
{
	for (unsigned int i = 0; i < sizeof(logs) / sizeof(logs[0]); i++)
		expect(t, i);
	real_log(t);
}

TCELIFE_TEST(selfcheck_klog, .name = "selfcheck.klog", .run = run);
