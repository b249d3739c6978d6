// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: table.small
 * Tables whose entries do not fill their last page, or no page at all: the last entry can be put,
 * is seen where the table is mapped, and its page is freed with the table. One page is too little
 * to show, so that each table is made many times; what judges is the memory that the test's repeats
 * lose.
 *
 * Source: Documentation/virt/kvm/api.rst, 4.98 KVM_CREATE_SPAPR_TCE_64: size; 4.62: what mmap(2)
 * shows
 */
#include "../kit/tce.h"

#define LIOBN 0x77
#define TIMES 16u

struct look {
	const volatile uint64_t *entry;
	uint64_t want;
};

/* In a child: where the kernel takes the page for one behind the end, it dies of it. */
static void look_at(struct test *t, void *arg)
{
	const struct look *look = arg;

	signal(SIGBUS, SIG_DFL);
	t_expect(t, *look->entry == look->want, "the entry is 0x%llx, must be 0x%llx",
		 (unsigned long long)*look->entry, (unsigned long long)look->want);
}

static void expect_mapped(struct test *t, int table_fd, uint64_t entries, uint64_t want)
{
	size_t bytes = entries * sizeof(uint64_t);
	uint64_t *map = mmap(NULL, bytes, PROT_READ, MAP_SHARED, table_fd, 0);
	struct look look = { map + entries - 1, want };
	int status;

	if (map == MAP_FAILED)
		t_error(t, "mmap of the table: %s", strerror(errno));
	status = t_in_child_try(t, look_at, &look);
	t_expect(t, WIFEXITED(status) && !WEXITSTATUS(status),
		 "the last entry cannot be read: wait status 0x%x", status);
	munmap(map, bytes);
}

static void one_size(struct test *t, struct rig *rig, uint64_t entries)
{
	struct dma_window w = { .page_shift = 12, .size_bytes = entries << 12 };
	uint64_t tce = tce_of(rig, 0, TCE_PCI_BOTH);
	int table_fd;

	for (unsigned int i = 0; i < TIMES; i++) {
		table_fd = kvm_tce_create(rig->vm->fd, LIOBN, &w, 12);
		t_expect_h(t, guest_put_tce(&rig->cpu[0], LIOBN, (entries - 1) << 12, tce),
			   H_SUCCESS, "H_PUT_TCE of the last entry");
		if (!i)
			expect_mapped(t, table_fd, entries, tce);
		close(table_fd);
	}
}

static void run(struct test *t)
{
	uint64_t page = (uint64_t)getpagesize() / sizeof(uint64_t);
	struct rig rig;

	rig_open(&rig, t_targets(t), NULL, RIG_VM);
	t_case(t, "one entry");
	one_size(t, &rig, 1);
	t_case(t, "one less than a page");
	one_size(t, &rig, page - 1);
	t_case(t, "a page");
	one_size(t, &rig, page);
	t_case(t, "one more than a page");
	one_size(t, &rig, page + 1);

	t_case(t, "close");
	t_rig_close(t, &rig);
}

TCELIFE_TEST(table_small, .name = "table.small", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
