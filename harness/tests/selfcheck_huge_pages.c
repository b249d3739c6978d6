// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: selfcheck.huge_pages
 * Huge pages that another one has mapped, and has not touched yet, are free and his all the same: a
 * test that needs such pages is told that there are none, with the remedy, or its set-up would fail
 * for no fault of the kernel's. When they are given up, they are to be had again.
 *
 * Source: Documentation/admin-guide/mm/hugetlbpage.rst: HugePages_Rsvd
 */
#include "../kit/selfcheck.h"

#define SHIFT	   21
#define FREE_PAGES "/sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages"
#define MOST_PAGES 64 /* of more somebody else may be in need just now */

static void run(struct test *t)
{
	const struct rig_opts opts = { .dma_align_bytes = 1 << SHIFT, .dma_bytes = 2 << SHIFT };
	long long pages = slurp_number(FREE_PAGES, 0);
	char why[256];
	void *others;

	t_case(t, "mapped by others");
	if (pages > MOST_PAGES || !pages || !rig_memory_available(&opts, why, sizeof(why))) {
		t_skip(t,
		       "%lld free huge pages of 2 MiB; a machine with 3 to %d has no other use "
		       "for them",
		       pages, MOST_PAGES);
		return;
	}
	others = mmap(NULL, (size_t)pages << SHIFT, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB | SHIFT << MAP_HUGE_SHIFT, -1, 0);
	if (others == MAP_FAILED)
		t_error(t, "%lld huge pages cannot be mapped: %s", pages, strerror(errno));
	t_expect(t, !rig_memory_available(&opts, why, sizeof(why)), "they are taken for free");

	t_case(t, "given up");
	munmap(others, (size_t)pages << SHIFT);
	t_expect(t, rig_memory_available(&opts, why, sizeof(why)), "%s", why);
}

TCELIFE_TEST(selfcheck_huge_pages, .name = "selfcheck.huge_pages", .run = run);
