// SPDX-License-Identifier: GPL-2.0-only
/* The first lines of reports, and what they say. */
#include "klog_parts.h"

#include <stdio.h>
#include <string.h>

/* Take `func+0x..` out of what follows @before. */
static void function_after(struct span text, const char *before, struct klog_header *h)
{
	struct span s = span_after(text, before);

	if (s.at)
		span_symbol(s, h->function);
}

/* `a/b/../c` to `a/c`: kernels built with and without O= name the same file differently. */
static void tidy_path(char *path)
{
	for (char *up; (up = strstr(path, "/../"));) {
		char *start = up;

		while (start > path && start[-1] != '/')
			start--;
		memmove(start, up + 4, strlen(up + 4) + 1);
	}
}

/* A piece of text that is `path/file.c:123`, up to a blank: its length; 0 when it is none. */
static size_t take_where(struct span s, struct klog_header *h)
{
	size_t n = 0, colon = 0;

	for (; n < s.bytes && s.at[n] != ' ' && s.at[n] != '!'; n++)
		if (s.at[n] == ':' && !colon)
			colon = n;
	if (colon < 3 || s.at[colon - 2] != '.' || !strchr("chSr", s.at[colon - 1]))
		return 0;
	span_copy((struct span){ s.at, n }, h->where, sizeof(h->where));
	tidy_path(h->where);
	return n;
}

/* Each parser below is given what follows its prefix; false: it is no report after all. */
typedef bool header_parser(struct span rest, struct klog_header *h);

static bool parse_plain(struct span rest, struct klog_header *h)
{
	(void)rest;
	(void)h;
	return true;
}

static bool parse_slug(struct span rest, struct klog_header *h)
{
	span_slug(rest, h->detail, sizeof(h->detail));
	return true;
}

/* `slab-use-after-free in func+0x..`; older kernels say `use-after-free`. */
static bool parse_kasan(struct span rest, struct klog_header *h)
{
	if (span_starts(rest, "slab-"))
		rest = span_skip(rest, 5);
	function_after(rest, " in ", h);
	return parse_slug(rest, h);
}

/* `use-after-free read in func+0x..` */
static bool parse_kfence(struct span rest, struct klog_header *h)
{
	char *access;

	parse_kasan(rest, h);
	access = strstr(h->detail, "-read");
	if (!access)
		access = strstr(h->detail, "-write");
	if (access)
		*access = '\0';
	return true;
}

/* `array-index-out-of-bounds in file.c:12:3` */
static bool parse_ubsan(struct span rest, struct klog_header *h)
{
	struct span where = span_after(rest, " in ");

	if (where.at)
		take_where(where, h);
	return parse_slug(rest, h);
}

/* `sleeping function called from invalid context at file.c:12` and everything else */
static bool parse_bug(struct span rest, struct klog_header *h)
{
	struct span where = span_after(rest, " at ");

	if (where.at)
		take_where(where, h);
	return parse_slug(rest, h);
}

/* `kmalloc-64 (Tainted: G): Poison overwritten` */
static bool parse_slub(struct span rest, struct klog_header *h)
{
	struct span what = span_after(rest, "): ");

	return what.at && span_has(rest, " (") && parse_slug(what, h);
}

/* mm/page_poison.c:check_poison_mem(): `memory corruption`, `single bit error` */
static bool parse_pagealloc(struct span rest, struct klog_header *h)
{
	return (span_starts(rest, "memory corruption") || span_starts(rest, "single bit error")) &&
	       parse_slug(rest, h);
}

/* `file.c:12!` */
static bool parse_bug_on(struct span rest, struct klog_header *h)
{
	take_where(rest, h);
	return true;
}

/* `free active (active state 0) object: ... hint: func` */
static bool parse_odebug(struct span rest, struct klog_header *h)
{
	return span_has(rest, "(active state") && parse_slug(rest, h);
}

static bool parse_hard_lockup(struct span rest, struct klog_header *h)
{
	function_after(rest, "LOCKUP @ ", h);
	return span_has(rest, "ard LOCKUP");
}

static bool parse_rcu_stall(struct span rest, struct klog_header *h)
{
	(void)h;
	return span_has(rest, " stall");
}

static bool parse_hung_task(struct span rest, struct klog_header *h)
{
	(void)h;
	return span_has(rest, "blocked for more than");
}

static bool parse_kmemleak(struct span rest, struct klog_header *h)
{
	(void)h;
	return span_has(rest, "suspected memory leaks");
}

static bool parse_panic(struct span rest, struct klog_header *h)
{
	if (span_has(rest, "ut of memory") || span_has(rest, "deadlocked on memory"))
		h->kind = KLOG_OOM;
	if (span_starts(rest, ": "))
		rest = span_skip(rest, 2);
	return parse_slug(rest, h);
}

/* `atomic, lock or RCU: kworker/0:1[9]`; the function is on this line or on the next one */
static bool parse_workqueue(struct span rest, struct klog_header *h)
{
	return klog_work_function(rest, h->function) || true;
}

/* fs/sysfs/dir.c:sysfs_warn_dup(): `cannot create duplicate filename '/class/x'` */
static bool parse_sysfs(struct span rest, struct klog_header *h)
{
	return span_starts(rest, "cannot create duplicate filename") && parse_slug(rest, h);
}

/*
 * lib/kobject.c:kobject_add_internal(): `kobject_add_internal failed for x (error: -2 parent: y)`.
 * Without memory, be it by fault injection, it is in its right.
 */
static bool parse_add_failed(struct span rest, struct klog_header *h)
{
	snprintf(h->detail, sizeof(h->detail), "%s",
		 span_has(rest, " with -EEXIST") ? KLOG_ADDED_TWICE : "add-failed");
	return !span_has(rest, " (error: -12 ");
}

/*
 * lib/kobject.c: `kobject (000000001a2c7b20): tried to init an initialized object, ...` or the
 * above; older kernels do not say `kobject: ` in front.
 */
static bool parse_kobject(struct span rest, struct klog_header *h)
{
	struct span tried = span_after(rest, "): ");

	if (span_starts(rest, "kobject_add_internal failed for "))
		return parse_add_failed(rest, h);
	return tried.at && span_starts(tried, "tried to ") && parse_slug(tried, h);
}

/* The lock validator has run out of room: it is off, the kernel is not wrong. */
static bool parse_not_a_report(struct span rest, struct klog_header *h)
{
	(void)rest;
	(void)h;
	return false;
}

/* `CPU: 3 PID: 42 at file.c:12 func+0x..`, up to 6.18 */
static bool parse_old_warning(struct span rest, struct klog_header *h)
{
	struct span s = span_after(rest, " at ");
	struct span function;

	if (!s.at) /* cut, or the words of somebody else */
		return rest.bytes > 5 && rest.at[5] >= '0' && rest.at[5] <= '9';
	if (!take_where(s, h)) {
		span_symbol(s, h->function);
		return true;
	}
	function = span_after(s, " ");
	if (function.at)
		span_symbol(function, h->function);
	return true;
}

/* `[condition] file.c:12 at func+0x.., CPU#3: comm/42` or `at func+0x..`, from 6.19 on */
static bool parse_new_warning(struct span rest, struct klog_header *h)
{
	struct span s = rest;
	size_t where_bytes;

	if (span_starts(s, "[") && span_has(s, "] "))
		s = span_after(s, "] ");
	where_bytes = take_where(s, h);
	if (where_bytes) {
		s = span_skip(s, where_bytes);
		function_after(s, " at ", h);
		return span_starts(s, " at ") || s.bytes < strlen(" at ");
	}
	return span_starts(s, "at ") && span_symbol(span_skip(s, 3), h->function);
}

static bool is_lockdep(struct span rest)
{
	static const char *const says[] = {
		"possible circular locking",   "possible recursive locking",
		"possible irq lock inversion", "inconsistent lock state",
		"Nested lock was not taken",   "bad unlock balance",
		"bad contention detected",     "held lock freed",
		"lock held when returning",    "chain_key collision",
		"still has locks held",	       "unsafe lock order detected",
		"Invalid wait context",
	};

	for (size_t i = 0; i < sizeof(says) / sizeof(says[0]); i++)
		if (span_has(rest, says[i]))
			return true;
	return false;
}

static bool parse_warning(struct span rest, struct klog_header *h)
{
	h->kind = KLOG_WARNING;
	if (span_starts(rest, "suspicious RCU usage"))
		h->kind = KLOG_RCU_USAGE;
	else if (is_lockdep(rest))
		h->kind = KLOG_LOCKDEP;
	else if (span_starts(rest, "CPU: "))
		return parse_old_warning(rest, h);
	else
		return parse_new_warning(rest, h);
	return h->kind == KLOG_RCU_USAGE || parse_slug(rest, h);
}

/* The first prefix that fits decides, so the special ones stand before the general ones. */
static const struct {
	const char *prefix;
	enum klog_kind kind;
	header_parser *parse;
} heads[] = {
	{ "------------[ cut here", KLOG_CUT, parse_plain },
	{ "WARNING: ", KLOG_WARNING, parse_warning },
	{ "kernel BUG at ", KLOG_BUG_ON, parse_bug_on },
	{ "BUG: KASAN: ", KLOG_KASAN, parse_kasan },
	{ "BUG: KFENCE: ", KLOG_KFENCE, parse_kfence },
	{ "BUG: Kernel NULL pointer", KLOG_OOPS, parse_plain },
	{ "BUG: Unable to handle", KLOG_OOPS, parse_plain },
	{ "Unable to handle kernel", KLOG_OOPS, parse_plain },
	{ "Kernel attempted to ", KLOG_OOPS, parse_plain },
	{ "Oops: Machine check", KLOG_MCE, parse_plain },
	{ "Oops: ", KLOG_OOPS, parse_plain },
	{ "BUG: soft lockup", KLOG_SOFT_LOCKUP, parse_plain },
	{ "watchdog: BUG: soft lockup", KLOG_SOFT_LOCKUP, parse_plain },
	{ "NMI watchdog: BUG: soft lockup", KLOG_SOFT_LOCKUP, parse_plain },
	{ "watchdog: CPU ", KLOG_HARD_LOCKUP, parse_hard_lockup },
	{ "Watchdog CPU:", KLOG_HARD_LOCKUP, parse_hard_lockup },
	{ "BUG: workqueue leaked", KLOG_WORKQUEUE, parse_workqueue },
	{ "BUG: MAX_LOCKDEP_", KLOG_LOCKDEP, parse_not_a_report },
	{ "BUG: ", KLOG_BUG, parse_bug },
	{ "BUG ", KLOG_SLUB, parse_slub },
	{ "pagealloc: ", KLOG_PAGE, parse_pagealloc },
	{ "[ BUG: ", KLOG_LOCKDEP, parse_slug },
	{ "INFO: trying to register non-static key", KLOG_LOCKDEP, parse_plain },
	{ "INFO: task ", KLOG_HUNG_TASK, parse_hung_task },
	{ "INFO: rcu", KLOG_RCU_STALL, parse_rcu_stall },
	{ "rcu: INFO: ", KLOG_RCU_STALL, parse_rcu_stall },
	{ "UBSAN: ", KLOG_UBSAN, parse_ubsan },
	{ "refcount_t: ", KLOG_REFCOUNT, parse_slug },
	{ "list_add ", KLOG_LIST, parse_plain },
	{ "list_del ", KLOG_LIST, parse_plain },
	{ "ODEBUG: ", KLOG_ODEBUG, parse_odebug },
	{ "sysfs: ", KLOG_KOBJECT, parse_sysfs },
	{ "kobject: ", KLOG_KOBJECT, parse_kobject },
	{ "kobject (", KLOG_KOBJECT, parse_kobject },
	{ "kobject '", KLOG_KOBJECT, parse_kobject },
	{ "kobject_add_internal failed for ", KLOG_KOBJECT, parse_add_failed },
	{ "kmemleak: ", KLOG_KMEMLEAK, parse_kmemleak },
	{ "Kernel panic - not syncing", KLOG_PANIC, parse_panic },
	{ "Out of memory: Kill", KLOG_OOM, parse_plain },
	{ "Memory cgroup out of memory: Kill", KLOG_OOM, parse_plain },
	{ "MCE: CPU", KLOG_MCE, parse_plain },
	{ "Severe Machine check", KLOG_MCE, parse_plain },
	{ "Fatal Machine check", KLOG_MCE, parse_plain },
	{ "Machine check in kernel mode", KLOG_MCE, parse_plain },
};

/* The one report that begins with the name of a program. */
static bool is_oom_invocation(struct span text)
{
	return span_has(text, " invoked oom-killer: ");
}

static bool parse_by_prefix(struct span text, struct klog_header *h)
{
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		if (!span_starts(text, heads[i].prefix))
			continue;
		h->kind = heads[i].kind;
		return heads[i].parse(span_skip(text, strlen(heads[i].prefix)), h);
	}
	return false;
}

bool klog_parse_header(struct span text, struct klog_header *h)
{
	*h = (struct klog_header){ .kind = KLOG_CUT };
	if (is_oom_invocation(text)) {
		h->kind = KLOG_OOM;
		return true;
	}
	return parse_by_prefix(text, h);
}

bool klog_is_consequence(struct span text)
{
	static const char *const says[] = {
		"Fatal exception",
		"panic_on_warn set",
		"hung tasks",
		"blocked tasks",
		"Hard LOCKUP",
		"hard lockup",
		"RCU Stall",
		"Oops",
		"Aiee",
		"Unrecoverable",
	};

	for (size_t i = 0; i < sizeof(says) / sizeof(says[0]); i++)
		if (span_has(text, says[i]))
			return true;
	return false;
}
