// SPDX-License-Identifier: GPL-2.0-only
/* Who asked for memory: call traces that begin in an allocator. */
#include <stdio.h>
#include <string.h>

#include "klog_parts.h"

#define FORCED	"FAULT_INJECTION: forcing a failure"
#define CALLERS 2

/* The way from the check, or from the debugging of memory, to the function that asked for it. */
static bool is_allocator(const char *symbol)
{
	static const char *const prefix[] = {
		"should_fail",	  "__should_fail", "fail_dump",	    "alloc_page",
		"__alloc",	  "alloc_frozen",  "__get_free_p",  "get_zeroed_page",
		"get_free_pages", "new_slab",	   "allocate_slab", "slab_",
		"kvmalloc",	  "__kvmalloc",	   "vmalloc",	    "__vmalloc",
		"vzalloc",	  "kzalloc",	   "krealloc",	    "__do_krealloc",
		"kmemleak_",	  "mem_pool_",	   "create_object", "__create_object",
		"folio_alloc",	  "__folio_alloc", "vma_alloc_",    "get_page_from_",
		"prepare_alloc",  "stack_depot",   "kmemdup",	    "memdup_user",
		"pcpu_",	  "kstrdup",	   "kasprintf",	    "kvasprintf",
		"__get_vm_area",  "alloc_vmap_",   "__apply_to_p",  "__pcs_",
	};

	for (unsigned int i = 0; i < sizeof(prefix) / sizeof(prefix[0]); i++)
		if (!strncmp(symbol, prefix[i], strlen(prefix[i])))
			return true;
	return klog_is_plumbing(symbol);
}

/* What is known while a trace is read: the allocator that was called last, and who called it. */
struct asked {
	char symbol[1 + CALLERS][KLOG_SYMBOL_BYTES];
	unsigned int nr_callers;
};

/* False: enough is known. */
static bool take_frame(struct asked *a, const char *symbol)
{
	if (!a->nr_callers && is_allocator(symbol)) {
		memcpy(a->symbol[0], symbol, KLOG_SYMBOL_BYTES);
		return true;
	}
	memcpy(a->symbol[++a->nr_callers], symbol, KLOG_SYMBOL_BYTES);
	return a->nr_callers < CALLERS;
}

bool klog_asked(const char *text, size_t bytes, char *path, size_t path_bytes)
{
	struct klog_reader reader = { .text = text, .bytes = bytes, .number = 1 };
	struct asked a = { 0 };
	struct klog_line line;
	size_t used = 0;

	while (klog_next_line(&reader, &line)) {
		char symbol[KLOG_SYMBOL_BYTES];
		enum klog_frame frame = klog_parse_frame(line.text, symbol);

		if (frame == FRAME_INTERRUPT)
			break;
		if (frame != FRAME_NONE && *symbol && !take_frame(&a, symbol))
			break;
	}
	*path = '\0';
	for (unsigned int i = 0; i <= a.nr_callers && used < path_bytes; i++)
		if (*a.symbol[i])
			used += (size_t)snprintf(path + used, path_bytes - used, "%s%s",
						 used ? " <- " : "", a.symbol[i]);
	return a.nr_callers;
}

bool klog_forced_failure(const char *text, size_t bytes, char *path, size_t path_bytes)
{
	const char *cut;
	size_t cut_bytes;

	*path = '\0';
	return klog_cut(text, bytes, FORCED, NULL, &cut, &cut_bytes) &&
	       klog_asked(cut, cut_bytes, path, path_bytes);
}
