// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: hcall.put
 * H_PUT_TCE into a table that drives hardware: which TCEs the kernel takes, which it leaves to
 * user space because it cannot tell what they mean (memory that is not the guest's, or not
 * registered), and which I/O addresses are no entry of the table. A call that was not taken
 * leaves its entry as it was, and no call leaves memory mapped that cannot be unmapped.
 *
 * Source: PAPR, H_PUT_TCE (H_Parameter for an I/O address outside the window, or between pages);
 * Documentation/virt/kvm/api.rst, 4.62 and 8.31: what the kernel cannot do is passed on to user
 * space; arch/powerpc/kvm/book3s_64_vio.c:kvmppc_tce_validate(): "allow userspace to poison"
 */
#include "../kit/tce.h"

#define TABLE_PAGES 256u
#define OTHER_GPA   (512ull << 20) /* of a slot that shows the DMA memory once more */
#define OTHER_SLOT  9

struct row {
	const char *name;
	uint64_t value;
	int64_t want;
};

/* Values are offsets into the DMA memory and access bits. */
static const struct row ours[] = {
	{ "read and write", TCE_PCI_BOTH, H_SUCCESS },
	{ "read only", TCE_PCI_READ, H_SUCCESS },
	{ "write only", TCE_PCI_WRITE, H_SUCCESS },
	{ "another page over a mapping", 65536 | TCE_PCI_BOTH, H_SUCCESS },
	{ "the same once more", 65536 | TCE_PCI_BOTH, H_SUCCESS },
	{ "no access over a mapping", 65536, H_SUCCESS },
	{ "no access again", 65536, H_SUCCESS },
	{ "the last page of the memory", (RIG_DMA_BYTES - 4096) | TCE_PCI_BOTH, H_SUCCESS },
	{ "stray bit 2", TCE_PCI_BOTH | 4, GUEST_BOUNCED },
	{ "stray bit 11", TCE_PCI_BOTH | 2048, GUEST_BOUNCED },
	{ "stray bits and read only", TCE_PCI_READ | 0xffc, GUEST_BOUNCED },
};

/* Values are whole TCEs. */
static const struct row others[] = {
	{ "zero", 0, H_SUCCESS },
	{ "zero again", 0, H_SUCCESS },
	{ "poison without access", 0xdeadbeefdead0004, H_SUCCESS },
	{ "all bits but those for access", ~3ull, H_SUCCESS },
	{ "behind the DMA memory", (RIG_DMA_GPA + RIG_DMA_BYTES) | TCE_PCI_BOTH, GUEST_BOUNCED },
	{ "in front of the DMA memory", (RIG_DMA_GPA - 4096) | TCE_PCI_BOTH, GUEST_BOUNCED },
	{ "between memory slots", (64ull << 20) | TCE_PCI_BOTH, GUEST_BOUNCED },
	{ "nobody's memory, read only", (64ull << 20) | TCE_PCI_READ, GUEST_BOUNCED },
	{ "at the top of 64 bits", ~0ull << 12 | TCE_PCI_BOTH, GUEST_BOUNCED },
	{ "bit 63 and an address of ours", 1ull << 63 | RIG_DMA_GPA | TCE_PCI_BOTH, GUEST_BOUNCED },
	{ "memory that is not registered", 0x10000 | TCE_PCI_BOTH, GUEST_BOUNCED },
	{ "the last page of it", (GUEST_RAM_BYTES - 4096) | TCE_PCI_READ, GUEST_BOUNCED },
};

/* Values are I/O addresses. */
static const struct row places[] = {
	{ "the first entry", 0, H_SUCCESS },
	{ "the last entry", (TABLE_PAGES - 1) * 4096, H_SUCCESS },
	{ "one past the last", TABLE_PAGES * 4096, H_PARAMETER },
	{ "inside the window, outside the table", 2 * TABLE_PAGES * 4096, H_PARAMETER },
	{ "behind the window", 64 * RIG_WINDOW_BYTES, H_PARAMETER },
	{ "one byte into a page", 1, H_PARAMETER },
	{ "half a page", 2048, H_PARAMETER },
	{ "the last byte of the table", TABLE_PAGES * 4096 - 1, H_PARAMETER },
	{ "bit 32", 1ull << 32, H_PARAMETER },
	{ "bit 59", 1ull << 59, H_PARAMETER },
	{ "bit 63", 1ull << 63, H_PARAMETER },
	{ "the last page of 64 bits", ~0ull << 12, H_PARAMETER },
	{ "the last byte of 64 bits", ~0ull, H_PARAMETER },
};

static struct hcall_result put(struct rig *rig, uint64_t ioba, uint64_t tce)
{
	return guest_put_tce(&rig->cpu[0], rig->liobn, ioba, tce);
}

/* Entry 1 in front of the row: what it must read like after a call that was not taken. */
static void one_value(struct test *t, struct rig *rig, uint64_t tce, int64_t want, uint64_t *before)
{
	tce_expect(t, put(rig, 4096, tce), want, "H_PUT_TCE");
	if (want == H_SUCCESS)
		*before = tce;
	tce_expect_entry(t, rig, rig->liobn, 4096, *before, "afterwards");
}

static void values(struct test *t, struct rig *rig)
{
	uint64_t before = 0;

	for (unsigned int i = 0; i < ARRAY_SIZE(ours); i++) {
		t_case(t, "%s", ours[i].name);
		one_value(t, rig, RIG_DMA_GPA + ours[i].value, ours[i].want, &before);
	}
	for (unsigned int i = 0; i < ARRAY_SIZE(others); i++) {
		t_case(t, "%s", others[i].name);
		one_value(t, rig, others[i].value, others[i].want, &before);
	}
	t_case(t, "nothing stays mapped");
	tce_expect_clears(t, rig, TABLE_PAGES, "after all values");
}

static void all_places(struct test *t, struct rig *rig)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(places); i++) {
		t_case(t, "%s", places[i].name);
		tce_expect(t, put(rig, places[i].value, tce_of(rig, 0, TCE_PCI_BOTH)),
			   places[i].want, "H_PUT_TCE");
	}
	t_case(t, "two entries for one page");
	tce_expect_entry(t, rig, rig->liobn, 0, tce_of(rig, 0, TCE_PCI_BOTH), "the first");
	tce_expect_entry(t, rig, rig->liobn, (TABLE_PAGES - 1) * 4096, tce_of(rig, 0, TCE_PCI_BOTH),
			 "the last");
	tce_expect_clears(t, rig, TABLE_PAGES, "after all places");
}

static void slot_comes_and_goes(struct test *t, struct rig *rig)
{
	uint64_t tce = OTHER_GPA | TCE_PCI_BOTH;

	t_case(t, "a slot that comes and goes");
	t_expect_bounced(t, put(rig, 0, tce), "H_PUT_TCE before the slot is there");
	vm_set_user_memory_region(rig->vm, OTHER_SLOT, 0, OTHER_GPA, 65536, rig->dma_hva);
	t_expect_h(t, put(rig, 0, tce), H_SUCCESS, "H_PUT_TCE with the slot there");
	vm_set_user_memory_region(rig->vm, OTHER_SLOT, 0, OTHER_GPA, 0, rig->dma_hva);
	t_expect_bounced(t, put(rig, 4096, tce), "H_PUT_TCE with the slot gone");
	tce_expect_clears(t, rig, TABLE_PAGES, "with the slot gone");
}

static void memory_comes_and_goes(struct test *t, struct rig *rig)
{
	uint64_t tce = tce_of(rig, 0, TCE_PCI_BOTH);

	t_case(t, "memory that is unregistered and registered");
	vfio_unregister_memory(rig->container_fd, rig->dma_hva, rig->dma_bytes);
	t_expect_bounced(t, put(rig, 0, tce), "H_PUT_TCE with nothing registered");
	t_expect_h(t, put(rig, 0, 0), H_SUCCESS, "H_PUT_TCE of 0 with nothing registered");
	vfio_register_memory(rig->container_fd, rig->dma_hva, rig->dma_bytes);
	t_expect_h(t, put(rig, 0, tce), H_SUCCESS, "H_PUT_TCE with the memory back");
	t_expect_h(t, put(rig, 0, 0), H_SUCCESS, "H_PUT_TCE of 0");
	tce_expect_unmapped(t, rig, "after H_PUT_TCE of 0");
}

static void run(struct test *t)
{
	struct rig rig;

	t_case(t, "open");
	tce_rig_open(t, &rig, NULL, TABLE_PAGES);
	values(t, &rig);
	all_places(t, &rig);
	slot_comes_and_goes(t, &rig);
	memory_comes_and_goes(t, &rig);

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(hcall_put, .name = "hcall.put", .run = run, .needs = NEEDS_KVM | NEEDS_GROUP);
