// SPDX-License-Identifier: GPL-2.0-only
/* Lines of a call trace. */
#include "klog_parts.h"

#include <string.h>

/* A trailing `*` stands for any rest. */
static bool matches(const char *symbol, const char *pattern)
{
	size_t bytes = strlen(pattern);

	if (pattern[bytes - 1] == '*')
		return !strncmp(symbol, pattern, bytes - 1);
	return !strcmp(symbol, pattern);
}

bool klog_is_plumbing(const char *symbol)
{
	/* a paragraph for each machinery */
	/* clang-format off */
	static const char *const plumbing[] = {
		/* reporting */
		"dump_stack*", "__dump_stack", "show_stack*", "__warn*", "warn_slowpath*",
		"report_bug", "panic", "vpanic", "do_panic_*", "die", "print_*", "__report*",
		"program_check_*", "__program_check*", "do_program_check", "interrupt_return*",
		/* KASAN, KFENCE, UBSAN, slab debugging */
		"kasan_*", "__kasan_*", "__asan_*", "__hwasan_*", "check_region_inline",
		"kfence_*", "__kfence_*", "ubsan_*", "__ubsan_*", "handle_overflow",
		"slab_err*", "__slab_err", "object_err", "check_bytes_and_report",
		"check_object", "check_slab", "on_freelist", "free_debug_processing",
		"alloc_debug_processing", "free_to_partial_list", "__slab_free",
		"___slab_alloc", "__slab_alloc", "kfree", "kvfree", "kmem_cache_free",
		"kmem_cache_alloc*", "__kmem_cache_*", "__kmalloc*", "kmalloc_*", "bad_page",
		"free_page_is_bad*", "check_free_page*",
		/* refcounts, lists, debug objects */
		"refcount_*", "__list_add_valid*", "__list_del_entry_valid*",
		"debug_print_object", "debug_object_*", "__debug_object_*",
		"debug_check_no_obj_freed", "__debug_check_no_obj_freed",
		/* lock validator */
		"lockdep_*", "lock_acquire*", "lock_release*", "__lock_*", "check_noncircular",
		"check_prev*", "validate_chain", "mark_lock*", "mark_held_locks", "mark_usage",
		"check_wait_context", "register_lock_class", "assign_lock_key",
		"debug_check_no_locks_*", "check_flags", "find_usage*", "check_usage*",
		/* scheduler, locks, preemption checks */
		"__switch_to*", "__schedule*", "schedule*", "preempt_schedule*", "io_schedule*",
		"__might_*", "___might_*", "might_*", "mutex_lock*", "__mutex_lock*",
		"__down_*", "down_*", "rwsem_*", "wait_for_completion*", "__wait_for_common",
		"_raw_spin_*", "do_raw_spin_*", "__raw_spin_*", "queued_spin_*", "__rt_mutex_*",
		"check_preemption_disabled", "debug_smp_processor_id", "rt_mutex_*",
		/* the timer interrupt, in which stalls are noticed */
		"rcu_dump_*", "rcu_sched_clock_irq", "rcu_check_callbacks", "dump_cpu_task",
		"sched_show_task", "update_process_times", "tick_*", "__hrtimer_run_queues",
		"hrtimer_interrupt", "timer_interrupt*", "__timer_interrupt", "decrementer_*",
		"watchdog_timer_fn", "check_cpu_stall", "nmi_cpu_backtrace*", "nmi_trigger_*",
		"arch_trigger_*", "trigger_single_cpu*", "watchdog_*",
		/* out of memory */
		"dump_header", "oom_kill_process", "out_of_memory", "__alloc_pages*",
	};
	/* clang-format on */

	for (size_t i = 0; i < sizeof(plumbing) / sizeof(plumbing[0]); i++)
		if (matches(symbol, plumbing[i]))
			return true;
	return false;
}

bool klog_is_adding(const char *symbol)
{
	static const char *const adding[] = {
		"sysfs_*",	   "internal_create_group*", "kobject_*",	"kset_*",
		"device_add*",	   "device_initialize",	     "device_register", "device_create*",
		"cdev_device_add", "driver_register",	     "bus_add_*",
	};

	for (size_t i = 0; i < sizeof(adding) / sizeof(adding[0]); i++)
		if (matches(symbol, adding[i]))
			return true;
	return false;
}

static bool is_hex_digit(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

/* `[c000000001234567] ` at the start of @s: what follows it; .at NULL when there is none. */
static struct span after_address(struct span s)
{
	size_t n = 1;

	while (n < s.bytes && is_hex_digit(s.at[n]))
		n++;
	if (!span_starts(s, "[") || n < 9 || !span_starts(span_skip(s, n), "] "))
		return (struct span){ NULL, 0 };
	return span_skip(s, n + 2);
}

/* `[stack] [address] func+0x10/0x20 [module] (unreliable)`, the form of powerpc. */
static enum klog_frame parse_addressed(struct span text, char symbol[KLOG_SYMBOL_BYTES])
{
	struct span s = after_address(text);

	s = s.at ? after_address(s) : s;
	if (!s.at)
		return FRAME_NONE;
	if (!span_symbol(s, symbol))
		return FRAME_OPAQUE;
	return span_has(s, "(unreliable)") ? FRAME_UNRELIABLE : FRAME_SYMBOL;
}

enum klog_frame klog_parse_frame(struct span text, char symbol[KLOG_SYMBOL_BYTES])
{
	enum klog_frame frame;
	struct span s = text;

	*symbol = '\0';
	if (span_starts(s, "--- interrupt:") || span_starts(s, "---- interrupt:")) {
		s = span_after(s, " at ");
		if (s.at)
			span_symbol(s, symbol);
		return FRAME_INTERRUPT;
	}
	frame = parse_addressed(s, symbol);
	if (frame != FRAME_NONE)
		return frame;
	/* ` func+0x10/0x20`, the form of KFENCE and of other architectures */
	while (span_starts(s, " "))
		s = span_skip(s, 1);
	if (span_starts(s, "? "))
		return FRAME_OPAQUE;
	return span_symbol(s, symbol) ? FRAME_SYMBOL : FRAME_NONE;
}

bool klog_work_function(struct span text, char symbol[KLOG_SYMBOL_BYTES])
{
	struct span s = span_after(text, "workfn=");

	if (!s.at)
		s = span_after(text, "last function: ");
	span_copy(s, symbol, KLOG_SYMBOL_BYTES);
	symbol[strcspn(symbol, " .[\\")] = '\0';
	return *symbol;
}
