// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: table.mmap
 * The table's fd can be mapped: user space sees what the guest put, and the guest gets what user
 * space wrote. Behind the table's last page there is SIGBUS. A mapping keeps the table alive after
 * its fd is closed, LIOBN and all, and lets go of it when it is unmapped.
 *
 * Source: Documentation/virt/kvm/api.rst, 4.62 KVM_CREATE_SPAPR_TCE: "a file descriptor which can
 * be passed to mmap(2)", "lets userspace read the entries", "and also lets userspace update"
 */
#include "../kit/tce.h"

#define TCES_PER_HOST_PAGE ((uint64_t)getpagesize() / 8)

static uint64_t *map_table(struct test *t, int table_fd, uint64_t first_page, uint64_t pages,
			   int prot)
{
	uint64_t *map = mmap(NULL, pages * getpagesize(), prot, MAP_SHARED, table_fd,
			     first_page * getpagesize());

	if (map == MAP_FAILED)
		t_error(t, "mmap of the table: %s", strerror(errno));
	return map;
}

static void shows_puts(struct test *t, struct rig *rig, volatile uint64_t *map)
{
	uint64_t last = dma_window_pages(&rig->window) - 1;

	t_case(t, "empty at first");
	t_expect(t, !map[0] && !map[last], "the first entry is 0x%llx, the last 0x%llx",
		 (unsigned long long)map[0], (unsigned long long)map[last]);

	t_case(t, "shows what the guest put");
	t_expect_h(t,
		   guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 0),
				 tce_of(rig, 0, TCE_PCI_READ)),
		   H_SUCCESS, "H_PUT_TCE of the first entry");
	t_expect_h(t,
		   guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, last),
				 tce_of(rig, 65536, TCE_PCI_BOTH)),
		   H_SUCCESS, "H_PUT_TCE of the last entry");
	t_expect(t, map[0] == tce_of(rig, 0, TCE_PCI_READ), "the first entry is 0x%llx",
		 (unsigned long long)map[0]);
	t_expect(t, map[last] == tce_of(rig, 65536, TCE_PCI_BOTH), "the last entry is 0x%llx",
		 (unsigned long long)map[last]);
	t_expect(t, !map[1] && !map[last - 1], "their neighbours are 0x%llx and 0x%llx",
		 (unsigned long long)map[1], (unsigned long long)map[last - 1]);
}

static void takes_writes(struct test *t, struct rig *rig, volatile uint64_t *map)
{
	t_case(t, "what user space writes");
	map[2] = 0x1234567890abc003;
	tce_expect_entry(t, rig, rig->liobn, rig_ioba(rig, 2), 0x1234567890abc003,
			 "the entry written by user space");
	map[2] = 0;
	tce_expect_entry(t, rig, rig->liobn, rig_ioba(rig, 2), 0, "the same entry cleared");
}

static void second_page(struct test *t, struct rig *rig)
{
	volatile uint64_t *map = map_table(t, rig->table_fd, 1, 1, PROT_READ);

	t_case(t, "from an offset");
	t_expect_h(t,
		   guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, TCES_PER_HOST_PAGE),
				 tce_of(rig, 0, TCE_PCI_WRITE)),
		   H_SUCCESS, "H_PUT_TCE of the first entry of the second page");
	t_expect(t, map[0] == tce_of(rig, 0, TCE_PCI_WRITE), "the entry is 0x%llx",
		 (unsigned long long)map[0]);
	munmap((void *)map, getpagesize());
}

struct touch {
	const volatile uint64_t *map;
	uint64_t page;
};

static void touch_page(struct test *t, void *arg)
{
	const struct touch *touch = arg;

	(void)t;
	signal(SIGBUS, SIG_DFL);
	(void)touch->map[touch->page * TCES_PER_HOST_PAGE];
}

static void beyond_the_end(struct test *t, struct rig *rig, uint64_t table_pages)
{
	uint64_t *map = map_table(t, rig->table_fd, 0, table_pages + 1, PROT_READ);
	struct touch inside = { map, table_pages - 1 }, outside = { map, table_pages };
	int status;

	t_case(t, "one page beyond the end");
	status = t_in_child_try(t, touch_page, &inside);
	t_expect(t, WIFEXITED(status) && !WEXITSTATUS(status),
		 "the last page cannot be read: wait status 0x%x", status);
	status = t_in_child_try(t, touch_page, &outside);
	t_expect(t, WIFSIGNALED(status) && WTERMSIG(status) == SIGBUS,
		 "the page behind the last: wait status 0x%x, must be SIGBUS", status);
	munmap(map, (table_pages + 1) * getpagesize());
}

/* @map is the only one left of the table. */
static void outlives_fd(struct test *t, struct rig *rig, volatile uint64_t *map, uint64_t pages)
{
	uint64_t tce = tce_of(rig, 131072, TCE_PCI_BOTH);
	int table_fd;

	t_case(t, "outlives the fd");
	rig_close_fd(rig, RIG_FD_TABLE);
	t_expect_h(t, guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 0), tce), H_SUCCESS,
		   "H_PUT_TCE with the table's fd closed and its mapping there");
	t_expect(t, map[0] == tce, "the first entry is 0x%llx", (unsigned long long)map[0]);
	t_expect_errno(t, kvm_tce_create_try(rig->vm->fd, rig->liobn, &rig->window, 12), -EBUSY,
		       "KVM_CREATE_SPAPR_TCE_64 of the same LIOBN");

	t_case(t, "and lets go when unmapped");
	munmap((void *)map, pages * getpagesize());
	t_expect_bounced(t, guest_put_tce(&rig->cpu[0], rig->liobn, rig_ioba(rig, 0), tce),
			 "H_PUT_TCE after munmap");
	table_fd = kvm_tce_create_try(rig->vm->fd, rig->liobn, &rig->window, 12);
	if (t_expect_fd(t, table_fd, "KVM_CREATE_SPAPR_TCE_64 of the same LIOBN"))
		close(table_fd);
}

static void run(struct test *t)
{
	/* Two host pages of entries, whatever a host page is. */
	struct rig_opts opts = { .window.size_bytes = 2 * TCES_PER_HOST_PAGE * 4096 };
	struct rig rig;
	uint64_t *map;

	rig_open(&rig, t_targets(t), &opts, RIG_READY);
	map = map_table(t, rig.table_fd, 0, 2, PROT_READ | PROT_WRITE);
	shows_puts(t, &rig, map);
	takes_writes(t, &rig, map);
	second_page(t, &rig);
	beyond_the_end(t, &rig, 2);
	outlives_fd(t, &rig, map, 2);

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(table_mmap, .name = "table.mmap", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
