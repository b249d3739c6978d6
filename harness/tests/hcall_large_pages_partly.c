// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.large_pages_partly
 * One of the guest's large pages is registered only in its first half, or in its first half and its
 * last quarter. The kernel cannot map it and leaves it to user space; of what it did on its way
 * nothing stays: what is registered is as free as before, and so is what the entry mapped before.
 *
 * Source: Documentation/virt/kvm/api.rst, 8.31: what the kernel cannot do is passed on to user
 * space; Documentation/driver-api/vfio.rst, 5): DMA is to pre-registered ranges only
 * Fixed-by: 26a62b750a4e
 * Known: large-page-half-registered
 */
#include "../kit/tce.h"

#define HOST_PAGES 16u /* in one of the guest's; half of them registered in the second one */

/* The first page is registered, and the first half of the second. */
static uint64_t registered_bytes(const struct rig *rig)
{
	return 3ull << (rig->opts.table_page_shift - 1);
}

static void open_half(struct test *t, struct rig *rig)
{
	uint64_t page_bytes = HOST_PAGES * (uint64_t)getpagesize();
	struct rig_opts opts = {
		.table_page_shift = __builtin_ctzll(page_bytes),
		.window.size_bytes = 16 * page_bytes,
		.dma_bytes = 4 * page_bytes,
	};

	rig_open(rig, t_targets(t), &opts, RIG_READY);
	tce_expect_driven(t, rig, rig->liobn, 0);
	vfio_unregister_memory(rig->container_fd, rig->dma_hva, rig->dma_bytes);
	rig->dma_bytes = registered_bytes(rig);
	vfio_register_memory(rig->container_fd, rig->dma_hva, rig->dma_bytes);
}

static struct hcall_result put(struct rig *rig, uint64_t large_page, uint64_t access)
{
	return guest_put_tce(&rig->cpu[0], rig->liobn, 0,
			     (RIG_DMA_GPA + (large_page << rig->opts.table_page_shift)) | access);
}

/* In a child: what it loses, is lost with it. */
static void free_entry(struct test *t, void *arg)
{
	struct rig rig;

	(void)arg;
	t_case(t, "to a free entry");
	open_half(t, &rig);
	t_expect_bounced(t, put(&rig, 1, TCE_PCI_BOTH), "H_PUT_TCE of the half-registered page");
	tce_expect_entry(t, &rig, rig.liobn, 0, 0, "afterwards");
	if (tce_expect_unmapped(t, &rig, "afterwards"))
		tce_expect_clears(t, &rig, 1, "afterwards");
	t_rig_close(t, &rig);
}

static void hole(struct test *t, void *arg)
{
	uint64_t quarter_bytes;
	void *last_quarter;
	struct rig rig;

	(void)arg;
	t_case(t, "with a hole in it");
	open_half(t, &rig);
	quarter_bytes = 1ull << (rig.opts.table_page_shift - 2);
	last_quarter = (char *)rig.dma_hva + rig.dma_bytes + quarter_bytes;
	vfio_register_memory(rig.container_fd, last_quarter, quarter_bytes);
	t_expect_bounced(t, put(&rig, 1, TCE_PCI_BOTH), "H_PUT_TCE of the page with the hole");
	tce_expect_entry(t, &rig, rig.liobn, 0, 0, "afterwards");
	tce_expect_unmapped(t, &rig, "afterwards");
	t_expect_errno(t, vfio_unregister_memory_try(rig.container_fd, last_quarter, quarter_bytes),
		       0, "afterwards: UNREGISTER_MEMORY of what is behind the hole");
	t_rig_close(t, &rig);
}

static void list_set(struct rig *rig, unsigned int index, uint64_t large_page)
{
	tce_list_set(rig, index, 1,
		     tce_of(rig, 0, TCE_PCI_BOTH) + (large_page << rig->opts.table_page_shift), 0);
}

static void by_list(struct test *t, void *arg)
{
	struct rig rig;

	(void)arg;
	t_case(t, "by a list to a free entry");
	open_half(t, &rig);
	list_set(&rig, 0, 1);
	t_expect_bounced(t,
			 guest_put_tce_indirect(&rig.cpu[0], rig.liobn, 0, tce_list_gpa(&rig), 1),
			 "H_PUT_TCE_INDIRECT of the half-registered page");
	tce_expect_unmapped(t, &rig, "afterwards");
	t_rig_close(t, &rig);
}

/* Whether the first of the list is mapped then is the kernel's choice. */
static void second_of_list(struct test *t, void *arg)
{
	struct rig rig;

	(void)arg;
	t_case(t, "second of a list");
	open_half(t, &rig);
	list_set(&rig, 0, 0);
	list_set(&rig, 1, 1);
	t_expect_bounced(t,
			 guest_put_tce_indirect(&rig.cpu[0], rig.liobn, 0, tce_list_gpa(&rig), 2),
			 "H_PUT_TCE_INDIRECT of a registered page and the half-registered one");
	tce_expect_entry(t, &rig, rig.liobn, 1ull << rig.opts.table_page_shift, 0, "the second");
	tce_expect_clears(t, &rig, 1, "afterwards");
	t_rig_close(t, &rig);
}

static void mapped_entry(struct test *t, void *arg)
{
	uint64_t tce;
	struct rig rig;

	(void)arg;
	t_case(t, "to a mapped entry");
	open_half(t, &rig);
	tce = tce_of(&rig, 0, TCE_PCI_BOTH);
	t_expect_h(t, put(&rig, 0, TCE_PCI_BOTH), H_SUCCESS, "H_PUT_TCE of the registered page");
	t_expect_bounced(t, put(&rig, 1, TCE_PCI_BOTH), "H_PUT_TCE of the half-registered page");
	tce_expect_entry(t, &rig, rig.liobn, 0, tce, "afterwards");
	tce_expect_clears(t, &rig, 1, "afterwards");
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	t_in_child(t, free_entry, NULL);
	t_in_child(t, hole, NULL);
	t_in_child(t, by_list, NULL);
	t_in_child(t, second_of_list, NULL);
	t_in_child(t, mapped_entry, NULL);
	t_case(t, "close");
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_large_pages_partly, .name = "hcall.large_pages_partly", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP);
