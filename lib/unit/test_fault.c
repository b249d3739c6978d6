// SPDX-License-Identifier: GPL-2.0-only
/* What the kernel says of allocations that were made to fail, and of those that were lost. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../klog.h"
#include "../kmemleak.h"
#include "unit.h"

#define FRAME(symbol) "4,2,2,-;[c000000006d2f9f0] [c0000000008d14f8] " symbol "+0x10/0x20\n"
#define FORCED	      "5,1,1,-;FAULT_INJECTION: forcing a failure.\\x0aname failslab\n"
#define ON_THE_WAY    FRAME("dump_stack_lvl") FRAME("should_fail_ex") FRAME("should_failslab")
#define BACK	      "4,3,3,-;--- interrupt: 3000 at 0x100c6014\n" FRAME("after_all")

static const char *forced(const char *log)
{
	static char path[160];

	return klog_forced_failure(log, strlen(log), path, sizeof(path)) ? path : "unknown";
}

static void forced_failures(void)
{
	CHECK_STR(forced(FORCED ON_THE_WAY FRAME("__kmalloc_cache_noprof") FRAME("attach")
				 FRAME("set_attr") FRAME("ioctl")),
		  "__kmalloc_cache_noprof <- attach <- set_attr");
	CHECK_STR(
		forced(FORCED FRAME("f") FORCED ON_THE_WAY FRAME("kstrdup") FRAME("g")), /* last */
		"kstrdup <- g");
	CHECK_STR(forced(FORCED ON_THE_WAY FRAME("kstrdup") BACK), "unknown");
	CHECK_STR(forced(FRAME("kstrdup") FRAME("g")), "unknown");
	CHECK_STR(forced(""), "unknown");
}

/* A whole log: two failures, after the first of which the kernel says what memory there is. */
static void whole_log(void)
{
	char path[512], asked[160];
	size_t bytes;
	char *text;

	snprintf(path, sizeof(path), "%s/klog/clean-fault-injection.log", unit_data);
	text = unit_read(path, &bytes);
	if (!text)
		return;
	CHECK(klog_forced_failure(text, bytes, asked, sizeof(asked)));
	CHECK_STR(asked, "vzalloc_noprof <- mm_iommu_do_alloc <- tce_iommu_ioctl");
	free(text);
}

static void short_of_room(void)
{
	static const char log[] = FORCED ON_THE_WAY FRAME("kstrdup") FRAME("g") FRAME("h");
	char path[12];

	CHECK(klog_forced_failure(log, sizeof(log) - 1, path, sizeof(path)));
	CHECK_STR(path, "kstrdup <- ");
}

static const char leaks[] = "unreferenced object 0xc000000007a91c00 (size 192):\n"
			    "  comm \"tcelife\", pid 54, jiffies 4294939\n"
			    "  hex dump (first 32 bytes):\n"
			    "    68 e4 14 00 00 00 00 c0  h.......\n"
			    "  backtrace (crc 1234abcd):\n"
			    "    kmemleak_alloc+0x34/0x38\n"
			    "    __kmalloc_cache_noprof+0x3f0/0x490\n"
			    "    mm_iommu_do_alloc+0x6c/0x570\n"
			    "    tce_iommu_ioctl+0x7a0/0x16c8\n"
			    "    sys_ioctl+0x654/0x1758\n"
			    "unreferenced object 0xc000000007a91d00 (size 8):\n"
			    "  comm \"sh\", pid 5, jiffies 4294939\n"
			    "  backtrace (crc 0):\n"
			    "    kstrdup+0x34/0x38\n"
			    "    other+0x34/0x38\n"
			    "unreferenced object 0xc000000007a91e00 (size 64):\n"
			    "  comm \"tcelife\", pid 55, jiffies 4294939\n"
			    "  backtrace (crc 0):\n"
			    "    kstrdup+0x34/0x38\n";

static void lost_objects(void)
{
	const pid_t both[] = { 55, 54 }, nobody[] = { 4 };
	struct kmemleak found;

	kmemleak_parse(leaks, both, 2, &found);
	CHECK_INT(found.nr, 2);
	CHECK_INT(found.bytes, 192 + 64);
	CHECK_STR(found.first, "__kmalloc_cache_noprof <- mm_iommu_do_alloc <- tce_iommu_ioctl");
	kmemleak_parse(leaks, nobody, 1, &found);
	CHECK_INT(found.nr, 0);
	kmemleak_parse("", both, 2, &found);
	CHECK_INT(found.nr, 0);
}

static const struct unit_case cases[] = {
	{ "forced-failures", forced_failures },
	{ "whole-log", whole_log },
	{ "short-of-room", short_of_room },
	{ "lost-objects", lost_objects },
	{ NULL, NULL },
};

const struct unit_suite suite_fault = { "fault", cases };
