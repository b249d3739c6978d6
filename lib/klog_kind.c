// SPDX-License-Identifier: GPL-2.0-only
/* What is said about reports as a whole, and where in a log to look for them. */
#include <string.h>

#include "klog_parts.h"

const char *klog_kind_name(enum klog_kind kind)
{
	static const char *const names[KLOG_KINDS] = {
		[KLOG_CUT] = "CUT",
		[KLOG_WARNING] = "WARNING",
		[KLOG_BUG_ON] = "BUG_ON",
		[KLOG_BUG] = "BUG",
		[KLOG_OOPS] = "OOPS",
		[KLOG_KASAN] = "KASAN",
		[KLOG_KFENCE] = "KFENCE",
		[KLOG_UBSAN] = "UBSAN",
		[KLOG_REFCOUNT] = "REFCOUNT",
		[KLOG_LIST] = "LIST",
		[KLOG_SLUB] = "SLUB",
		[KLOG_PAGE] = "PAGE",
		[KLOG_SOFT_LOCKUP] = "SOFT_LOCKUP",
		[KLOG_HARD_LOCKUP] = "HARD_LOCKUP",
		[KLOG_RCU_STALL] = "RCU_STALL",
		[KLOG_HUNG_TASK] = "HUNG_TASK",
		[KLOG_LOCKDEP] = "LOCKDEP",
		[KLOG_RCU_USAGE] = "RCU_USAGE",
		[KLOG_ODEBUG] = "ODEBUG",
		[KLOG_KMEMLEAK] = "KMEMLEAK",
		[KLOG_WORKQUEUE] = "WORKQUEUE",
		[KLOG_KOBJECT] = "KOBJECT",
		[KLOG_PANIC] = "PANIC",
		[KLOG_OOM] = "OOM",
		[KLOG_MCE] = "MCE",
	};

	return kind < KLOG_KINDS ? names[kind] : "CUT";
}

bool klog_is_environment(enum klog_kind kind)
{
	return kind == KLOG_OOM || kind == KLOG_MCE;
}

enum verdict klog_verdict(const struct klog *log)
{
	enum verdict sum = V_PASS;

	for (unsigned int i = 0; i < log->nr_reports; i++)
		sum = verdict_add(sum,
				  klog_is_environment(log->reports[i].kind) ? V_ERROR : V_FAIL);
	return sum;
}

/* The line of @s that ends before @end bytes of it, newline included, starts at this offset. */
static size_t line_start(struct span s, size_t end)
{
	while (end && s.at[end - 1] != '\n')
		end--;
	return end;
}

bool klog_cut(const char *text, size_t bytes, const char *begin, const char *end, const char **cut,
	      size_t *cut_bytes)
{
	struct span s = { text, bytes };
	struct span rest = s;
	bool found = !begin;

	for (struct span hit = s; begin && (hit = span_after(hit, begin)).at; found = true)
		rest = hit;
	if (begin && found) {
		struct span next_line = span_after(rest, "\n");

		rest = next_line.at ? next_line : span_skip(rest, rest.bytes);
	}
	if (end && span_has(rest, end)) {
		size_t hit = (size_t)(span_after(rest, end).at - rest.at) - strlen(end);

		rest.bytes = line_start(rest, hit);
	}
	*cut = rest.at;
	*cut_bytes = rest.bytes;
	return found;
}
