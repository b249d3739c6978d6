// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.reach
 * A page that the guest maps is reached by the device: every byte of the IOMMU page, both ways,
 * at exactly the I/O address that was put, and nothing beside it. I/O address and memory are
 * chosen so that no page stands where an identity mapping or a neighbour's would put it. If this
 * fails, the hardware table is not what the guest was told, and no other dma test can judge.
 *
 * Source: PAPR, H_PUT_TCE (arch/powerpc/include/asm/hvcall.h)
 */
#include "../kit/reach.h"

#define GUARD 0x5a

/* The page under test, with a page of guard bytes on each side. */
struct guarded {
	unsigned char *mem;
	size_t page_bytes;
};

static struct guarded guarded_page(struct rig *rig, struct place place)
{
	struct guarded g = { .page_bytes = dma_window_page_bytes(&rig->window) };

	g.mem = rig_hva(rig, place.offset_bytes);
	memset(g.mem - g.page_bytes, GUARD, 3 * g.page_bytes);
	return g;
}

static bool guards_untouched(const struct guarded *g)
{
	for (size_t i = 0; i < g->page_bytes; i++)
		if (g->mem[i - g->page_bytes] != GUARD || g->mem[g->page_bytes + i] != GUARD)
			return false;
	return true;
}

/* Both ends of the page; together they cover it, and no engine need move a whole page at once. */
static void each_half(struct test *t, struct rig *rig, struct place place, const char *verb,
		      int (*can)(struct dma_device *dev, uint64_t iova, void *hva, size_t bytes))
{
	struct guarded g = guarded_page(rig, place);
	size_t bytes = g.page_bytes - 8;
	struct dma_device *dev = rig_dma(rig, 0);

	if (bytes > dev->ops->max_bytes)
		t_error(t, "the %s moves %u bytes at once; %zu are needed", dev->ops->name,
			dev->ops->max_bytes, bytes);
	for (unsigned int skip = 0; skip <= 8; skip += 8) {
		int ret = can(dev, rig_ioba(rig, place.page) + skip, g.mem + skip, bytes);

		if (ret < 0 && ret != -EILSEQ)
			t_error(t, "cannot tell whether the device %s: %s", verb, strerror(-ret));
		t_expect(t, ret == 1, "bytes %u to %zu: the device %s %s", skip, bytes + skip - 1,
			 verb, ret ? "some of them only" : "none of them");
	}
	t_expect(t, guards_untouched(&g), "memory beside the page was overwritten");
}

static void run(struct test *t)
{
	struct place place = { .page = 5 };
	struct rig rig;

	t_case(t, "map");
	rig_open(&rig, t_targets(t), NULL, RIG_READY);
	place.offset_bytes = 9 * dma_window_page_bytes(&rig.window);
	t_guest_map(t, &rig, place, REACH_BOTH);

	t_case(t, "the device reads every byte");
	each_half(t, &rig, place, "reads", dma_can_read_try);

	t_case(t, "the device writes every byte");
	each_half(t, &rig, place, "writes", dma_can_write_try);

	t_case(t, "the pages beside it are not mapped");
	place.page--;
	t_expect_written(t, &rig, place, false, "the IOMMU page below");
	place.page += 2;
	t_expect_written(t, &rig, place, false, "the IOMMU page above");

	t_case(t, "close");
	t_rig_close(t, &rig);
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_reach, .name = "dma.reach", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA);
