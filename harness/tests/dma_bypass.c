// SPDX-License-Identifier: GPL-2.0-only
/*
 * test: dma.bypass
 * The host's own drivers may go around the IOMMU: above a certain I/O address is all of memory.
 * While a user has the group that is off: the device does not read a page by its physical address
 * there, neither in the first container nor in the next one.
 *
 * Source: arch/powerpc/platforms/powernv/pci-ioda.c:pnv_ioda2_take_ownership();
 * Documentation/driver-api/vfio.rst, "PPC64 sPAPR implementation note", 2): "any attempt to access
 * address space out of the window leads to the whole PE isolation"
 */
#include "../kit/bypass.h"

static void look(struct test *t, const char *when, bool control)
{
	static uint64_t start_bytes;
	struct rig rig;

	t_case(t, "%s", when);
	rig_open(&rig, t_targets(t), NULL, RIG_WINDOW);
	if (control && !t_bypass_is_in_sight(t, &rig, &start_bytes))
		start_bytes = 0;
	if (start_bytes)
		t_expect(t, !t_bypass_reaches(t, &rig, start_bytes),
			 "the device reads memory by its physical address");
	t_rig_close(t, &rig);
}

static void run(struct test *t)
{
	look(t, "the first container", true);
	look(t, "the next one", false);
	t_case(t, "close");
	t_expect_nothing_held(t);
}

TCELIFE_TEST(dma_bypass, .name = "dma.bypass", .run = run,
	     .needs = NEEDS_KVM | NEEDS_GROUP | NEEDS_DMA);
