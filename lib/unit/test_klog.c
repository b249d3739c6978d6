// SPDX-License-Identifier: GPL-2.0-only
/* The classifier's parts and its verdict; whole logs are in test_klog_golden.c. */
#include <stdio.h>
#include <string.h>

#include "../klog_parts.h"
#include "unit.h"

static struct span span(const char *text)
{
	return (struct span){ text, strlen(text) };
}

/* All messages of a log, joined by `|`; a caller id in front with `~`. */
static const char *messages(const char *log)
{
	static char out[1024];
	struct klog_reader r = { .text = log, .bytes = strlen(log), .number = 1 };
	struct klog_line line;
	size_t used = 0;

	*out = '\0';
	while (klog_next_line(&r, &line))
		used += (size_t)snprintf(out + used, sizeof(out) - used, "%u%s%.*s~%.*s|",
					 line.number, line.caller.bytes ? "@" : "",
					 (int)line.caller.bytes, line.caller.at,
					 (int)line.text.bytes, line.text.at);
	return out;
}

static void prefixes(void)
{
	CHECK_STR(messages("[   12.345678] text\n"), "1~text|");
	CHECK_STR(messages("[   12.345678]  func+0x1/0x2\n"), "1~ func+0x1/0x2|");
	CHECK_STR(messages("<4>[   12.345678] text"), "1~text|");
	CHECK_STR(messages("[    0.000000][    T0] text"), "1@T0~text|");
	CHECK_STR(messages("[   12.345678] [   C12] text"), "1@C12~text|");
	CHECK_STR(messages("4,1234,56789,-;text\n SUBSYSTEM=pci\n"), "1~text|2~ SUBSYSTEM=pci|");
	CHECK_STR(messages("4,1234,56789,-,caller=T42;a;b"), "1@T42~a;b|");
	CHECK_STR(messages("no prefix\r\n\nend"), "1~no prefix|2~|3~end|");
	CHECK_STR(messages("1,2,3 no record; x"), "1~1,2,3 no record; x|");
}

static void shared_lines(void)
{
	CHECK_STR(messages("ok 1 te[   12.345678] text\n"), "1~text|");
	CHECK_STR(messages("[    1.000001] a [    1.000002] b\nc"), "1~a |1~b|2~c|");
	CHECK_STR(messages("[    0.032197746,5] OPAL starting\n"), "1~|");
	CHECK_STR(messages("[c000000008f3b9f0] [c0000000000a1200] f+0x1/0x2\n"),
		  "1~[c000000008f3b9f0] [c0000000000a1200] f+0x1/0x2|");
}

static const char *slug(const char *text)
{
	static char out[48];

	span_slug(span(text), out, sizeof(out));
	return out;
}

static void slugs(void)
{
	CHECK_STR(slug("scheduling while atomic: qemu/77/0x2"), "scheduling-while-atomic");
	CHECK_STR(slug("underflow; use-after-free."), "underflow");
	CHECK_STR(slug("Bad page state in process x"), "Bad-page-state");
	CHECK_STR(slug("workqueue lockup - pool cpus=0"), "workqueue-lockup");
	CHECK_STR(slug("using smp_processor_id() in preemptible"), "using-smp_processor_id");
	CHECK_STR(slug("addition 0 x"), "addition");
	CHECK_STR(slug(""), "");
	CHECK_STR(slug("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbbb"),
		  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
}

static const char *symbol(const char *text)
{
	static char out[KLOG_SYMBOL_BYTES];

	return span_symbol(span(text), out) ? out : "none";
}

static void symbols(void)
{
	CHECK_STR(symbol("func+0x10/0x20 [kvm]"), "func");
	CHECK_STR(symbol("func.isra.0+0x10/0x20"), "func");
	CHECK_STR(symbol("func.constprop.0.cold+0x10/0x20"), "func");
	CHECK_STR(symbol(".func+0x10/0x20"), "func");
	CHECK_STR(symbol("0xc000000000001234"), "none");
	CHECK_STR(symbol("func"), "none");
	CHECK_STR(symbol("+0x10/0x20"), "none");
	CHECK_STR(symbol(""), "none");
}

static enum klog_frame frame(const char *text)
{
	char out[KLOG_SYMBOL_BYTES];

	return klog_parse_frame(span(text), out);
}

static void frames(void)
{
	CHECK_INT(frame("[c0000000122a3a50] [c0000000001a2b3c] f+0x1/0x2"), FRAME_SYMBOL);
	CHECK_INT(frame("[c0000000122a3a50] [c0000000001a2b3c] f+0x1/0x2 [kvm] (unreliable)"),
		  FRAME_UNRELIABLE);
	CHECK_INT(frame("[c0000000122a3a50] [c0000000122a3aa0] 0xc0000000122a3aa0 (unreliable)"),
		  FRAME_OPAQUE);
	CHECK_INT(frame("--- interrupt: 3000 at 0x7fffa1b2c3d4"), FRAME_INTERRUPT);
	CHECK_INT(frame("---- interrupt: 900 at f+0x1/0x2"), FRAME_INTERRUPT);
	CHECK_INT(frame(" f+0x1/0x2"), FRAME_SYMBOL);
	CHECK_INT(frame(" ? f+0x1/0x2"), FRAME_OPAQUE);
	CHECK_INT(frame("[c0000000122a3a"), FRAME_NONE);
	CHECK_INT(frame("Instruction dump:"), FRAME_NONE);
	CHECK_INT(frame(""), FRAME_NONE);
	CHECK(klog_is_plumbing("dump_stack_lvl"));
	CHECK(klog_is_plumbing("__asan_load8"));
	CHECK(!klog_is_plumbing("kvm_vfio_release"));
	CHECK(!klog_is_plumbing(""));
}

static enum verdict verdict(const char *log)
{
	struct klog k;
	enum verdict v;

	CHECK_INT(klog_classify(&k, log, strlen(log)), 0);
	v = klog_verdict(&k);
	klog_free(&k);
	return v;
}

static void verdicts(void)
{
	const char *oom = "[    1.000000] Out of memory: Killed process 1 (x) total-vm:1kB\n";
	const char *both = "[    1.000000] Out of memory: Killed process 1 (x) total-vm:1kB\n"
			   "[    1.000001] kernel BUG at mm/slub.c:1!\n";

	CHECK_INT(verdict(""), V_PASS);
	CHECK_INT(verdict("[    1.000000] all is well\n"), V_PASS);
	CHECK_INT(verdict(oom), V_ERROR);
	CHECK_INT(verdict(both), V_FAIL);
	CHECK_STR(klog_kind_name(KLOG_KINDS), "CUT");
	for (int kind = 0; kind < KLOG_KINDS; kind++)
		CHECK(klog_kind_name((enum klog_kind)kind));
}

static void report_fields(void)
{
	const char *log = "[    1.000000] hello\n"
			  "[    2.000000] kernel BUG at mm/slub.c:42!\n"
			  "[    3.000000] bye\n";
	struct klog k;

	CHECK_INT(klog_classify(&k, log, strlen(log)), 0);
	if (CHECK_INT(k.nr_reports, 1)) {
		CHECK_STR(k.reports[0].title, "kernel BUG at mm/slub.c:42!");
		CHECK_STR(k.reports[0].where, "mm/slub.c:42");
		CHECK_INT(k.reports[0].line, 2);
	}
	klog_free(&k);
}

/* What the function itself called on the way to the report is not its caller. */
static void caller_is_above(void)
{
	const char *log = "BUG: KASAN: use-after-free in func+0x1/0x2\n"
			  "Call Trace:\n"
			  "[c000000001234500] [c000000000001230] dump_stack_lvl+0x1/0x2\n"
			  "[c000000001234510] [c000000000001231] inner+0x1/0x2\n"
			  "[c000000001234520] [c000000000001232] func+0x1/0x2\n"
			  "[c000000001234530] [c000000000001233] outer+0x1/0x2\n";
	struct klog k;

	CHECK_INT(klog_classify(&k, log, strlen(log)), 0);
	if (CHECK_INT(k.nr_reports, 1))
		CHECK_STR(k.reports[0].fingerprint, "KASAN-use-after-free:func:outer");
	klog_free(&k);
}

static void tidy_where(void)
{
	const char *log = "WARNING: arch/powerpc/kvm/../../../virt/kvm/vfio.c:103 at "
			  "kvm_vfio_file_free+0x84/0xa0 [kvm], CPU#1: tcelife/142\n";
	struct klog k;

	CHECK_INT(klog_classify(&k, log, strlen(log)), 0);
	if (CHECK_INT(k.nr_reports, 1)) {
		CHECK_STR(k.reports[0].where, "virt/kvm/vfio.c:103");
		CHECK_STR(k.reports[0].function, "kvm_vfio_file_free");
	}
	klog_free(&k);
}

static const char *cut(const char *begin, const char *end)
{
	static char out[128];
	static const char log[] = "a\n1 BEGIN x\nb\n2 BEGIN x\nc\nd\n3 END x\ne\n";
	const char *from;
	size_t bytes;
	bool found = klog_cut(log, sizeof(log) - 1, begin, end, &from, &bytes);

	snprintf(out, sizeof(out), "%s%.*s", found ? "" : "?", (int)bytes, from);
	return out;
}

static void cuts(void)
{
	CHECK_STR(cut("BEGIN", "END"), "c\nd\n");
	CHECK_STR(cut("BEGIN", "NEVER"), "c\nd\n3 END x\ne\n");
	CHECK_STR(cut("BEGIN", NULL), "c\nd\n3 END x\ne\n");
	CHECK_STR(cut(NULL, "END"), "a\n1 BEGIN x\nb\n2 BEGIN x\nc\nd\n");
	CHECK_STR(cut("NEVER", "END"), "?a\n1 BEGIN x\nb\n2 BEGIN x\nc\nd\n");
	CHECK_STR(cut("e", NULL), "");
}

/* Cut a log at every byte: nothing may crash, and a report once seen stays one. */
static void torn_anywhere(void)
{
	static const char log[] =
		"[    1.000000] ------------[ cut here ]------------\n"
		"[    1.000001] WARNING: CPU: 0 PID: 7 at a/b.c:1 f+0x1/0x2 [m]\n"
		"[    1.000002] NIP [c000000000000001] f+0x1/0x2\n"
		"[    1.000003] LR [c000000000000002] f+0x1/0x2\n"
		"[    1.000004] Call Trace:\n"
		"[    1.000005] [c000000000000001] [c000000000000002] f+0x1/0x2 (unreliable)\n"
		"[    1.000006] [c000000000000001] [c000000000000002] g+0x1/0x2\n"
		"[    1.000007] ---[ end trace 0000000000000000 ]---\n";

	for (size_t bytes = 0; bytes < sizeof(log); bytes++) {
		char text[sizeof(log)];
		struct klog k;

		memcpy(text, log, bytes);
		CHECK_INT(klog_classify(&k, text, bytes), 0);
		CHECK_INT(k.nr_reports, bytes >= strlen("[    1.000000] ------------[ cut here"));
		klog_free(&k);
	}
}

static const char backtraces[] =
	"6,1,1,-;sysrq: Show backtrace of all active CPUs\n"
	"4,2,2,-;NMI backtrace for cpu 1\n"
	"4,3,3,-;CPU: 1 UID: 0 PID: 162 Comm: sh Not tainted 6.12.107 #1\n"
	"4,4,4,-;Call Trace:\n"
	"4,5,5,-;[c000000028c67950] [c000000000fcef84] dump_stack_lvl+0x88/0xc4 (unreliable)\n"
	"4,6,6,-;[c000000028c67a10] [c000000000fee900] nmi_trigger_cpumask_backtrace+0x1c0/0x240\n"
	"4,7,7,-;[c000000028c67ae0] [c000000000ab03b8] __handle_sysrq+0xe8/0x250\n"
	"4,8,8,-;NMI backtrace for cpu 0\n"
	"4,9,9,-;CPU: 0 UID: 0 PID: 77 Comm: tcelife Tainted: G W 6.12.107 #1\n"
	"4,10,10,-;NIP:  c000000000031b00 LR: c000000000031e14 CTR: 0000000000000000\n"
	"4,11,11,-;NIP [c000000000031b00] __replay_soft_interrupts+0x50/0x170\n"
	"4,12,12,-;LR [c000000000031e14] arch_local_irq_restore+0x154/0x1a0\n"
	"4,13,13,-;[c0000000026efd60] [c008000000a05df0] kvm_spapr_tce_release+0xf0/0x638 [kvm]\n"
	"4,14,14,-;[c0000000026efe00] [c000000000c6d184] __fput+0x54/0x80\n"
	"4,14,14,-;CPU: 5 UID: 0 PID: 76 Comm: tcelife Tainted: G W 7.2.13 #1\n"
	"4,14,14,-;NIP [c000000000034fd8] arch_local_irq_restore+0x1c8/0x1e0\n"
	"4,14,14,-;LR [c0000000002394e4] handle_softirqs+0xc4/0x520\n"
	"4,14,14,-;[c00000007fba7ed0] [c0000000002394e4] handle_softirqs+0xc4/0x520\n"
	"4,14,14,-;---- interrupt: 900 at kvm_spapr_tce_release+0xfc/0x210 [kvm]\n"
	"4,14,14,-;NIP [c0080000004a25a4] kvm_spapr_tce_release+0xfc/0x210 [kvm]\n"
	"4,14,14,-;[c000000005807b60] [c000000000803768] __fput+0x118/0x3c0\n"
	"4,14,14,-;---- interrupt: 3000 at 0x100b45a4\n"
	"4,15,15,-;NMI backtrace for cpu 2\n"
	"4,16,16,-;CPU: 2 PID: 78 Comm: tcelife Not tainted 6.1.0 #1\n"
	"4,17,17,-;NIP [c008000000031b00] kvm_spapr_tce_find+0x50/0x170 [kvm]\n"
	"4,18,18,-;CPU: 3 PID: 79 Comm: tcelife Not tainted 6.1.0 #1\n"
	"4,19,19,-;NIP [00000000100a57f4] 0x100a57f4\n";

static const char *where_is(int pid, int other)
{
	static char where[64];
	int pids[] = { pid, other };

	return klog_where(backtraces, sizeof(backtraces) - 1, pids, 2, where, sizeof(where)) ?
		       where :
		       "nowhere";
}

static void where(void)
{
	const char *unasked = strchr(backtraces, '\n') + 1;
	char any[64];

	CHECK(klog_where(backtraces, sizeof(backtraces) - 1, NULL, 0, any, sizeof(any)));
	CHECK_STR(any, "kvm_spapr_tce_release");
	/* a report names a CPU and its thread, too, but nobody has asked */
	CHECK(!klog_where(unasked, strlen(unasked), NULL, 0, any, sizeof(any)));
	CHECK_STR(where_is(77, 0), "kvm_spapr_tce_release");
	CHECK_STR(where_is(76, 0), "kvm_spapr_tce_release"); /* in an interrupt */
	CHECK_STR(where_is(0, 78), "kvm_spapr_tce_find");
	CHECK_STR(where_is(77, 78), "kvm_spapr_tce_release");
	CHECK_STR(where_is(79, 80), "nowhere"); /* in user space */
	CHECK_STR(where_is(0, 7), "nowhere");
	CHECK_STR(where_is(162, 0), "__handle_sysrq");
}

static const struct unit_case cases[] = {
	{ "where", where },
	{ "prefixes", prefixes },
	{ "shared-lines", shared_lines },
	{ "slugs", slugs },
	{ "symbols", symbols },
	{ "frames", frames },
	{ "verdicts", verdicts },
	{ "report-fields", report_fields },
	{ "caller-is-above", caller_is_above },
	{ "tidy-where", tidy_where },
	{ "cuts", cuts },
	{ "torn-anywhere", torn_anywhere },
	{ NULL, NULL },
};

const struct unit_suite suite_klog = { "klog", cases };
